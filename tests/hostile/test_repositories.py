"""Repositories in odd and broken states: `kb` judges what is there, says what it cannot know, and runs nothing."""

import os
import random
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Finished, GitRepo
from tests.hostile.repositories import STATES, spoil_bytes
from tests.hostile.support import TASK, UNSHOWN

Run = Callable[..., Finished]
SECONDS = 60
COMMANDS = (
    ["lint", "--output-format", "concise"],
    ["lint", "--output-format", "concise", "--against", "HEAD~1"],
    ["lint", "--output-format", "concise", "--against", "v1"],
    ["diff"],
    ["diff", "v1...HEAD", "--format", "md"],
    ["new", "task", "Another entry"],
)
FILES = {
    "kb.toml": "",
    "backlog/TASK-0001-good.md": TASK.format(id="TASK-0001", title="A good one", front="", body="Words.\n"),
    "backlog/TASK-0002-judged.md": TASK.format(id="TASK-0002", title="Judged", front="", body="See TASK-0404.\n"),
    "research/goals/GOAL-0001-g.md": TASK.format(id="GOAL-0001", title="G", front="owner: a\n", body="").replace(
        "type: task", "type: goal"
    ).replace("status: idea", "status: draft"),
}  # fmt: skip


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two commits and a tag, to be copied."""
    root = tmp_path_factory.mktemp("sound") / "repo"
    root.mkdir()
    repo = GitRepo(root)
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.commit("first", {name: text for name, text in FILES.items() if "0002" not in name})
    repo.git("tag", "v1")
    repo.commit("second", FILES)
    return root


@pytest.fixture(autouse=True)
def in_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A command that waits for ever fails its test; git that waits for a pipe is given up sooner than usual."""
    monkeypatch.setattr("kb.history.git.PATIENCE", 3)

    def too_long(number: int, frame: object) -> None:
        pytest.fail(f"longer than {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def ends_well(root: Path, kb_run: Run, state: str) -> None:
    """Run the commands; none fails, lets a control character out, or starts what the repository names."""
    for command in COMMANDS:
        done = kb_run(command, root)
        assert done.code in (0, 1, 2), (state, command, done)
        for stream in (done.out, done.err):
            assert "Traceback" not in stream, (state, command, done)
            assert UNSHOWN.search(stream) is None, (state, command, done)
        if command == COMMANDS[0]:
            assert "TASK-0002-judged.md:8:5: LK001" in done.out, (state, done)
        if command[0] == "new":
            assert done.code != 0 or next((root / "backlog").glob("TASK-0003-*")), (state, done)
    assert not list(root.parent.rglob("PWNED")), state


@pytest.mark.parametrize("state", STATES)
def test_a_repository_in_an_odd_state(
    state: str, sound: Path, tmp_path: Path, kb_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "pipe" in state:  # of which nothing ever comes, for each command
        monkeypatch.setattr("kb.history.git.PATIENCE", 0.5)
    root = tmp_path / "repo"
    shutil.copytree(sound, root)
    STATES[state](root)
    ends_well(root, kb_run, state)


@pytest.mark.parametrize(
    "name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_CONFIG"]
)
@pytest.mark.parametrize("value", ["/nowhere", "", "/dev/zero", ".", "x\ny"])
def test_variables_of_git_that_lead_elsewhere(
    name: str, value: str, sound: Path, tmp_path: Path, kb_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "repo"
    shutil.copytree(sound, root)
    monkeypatch.setenv(name, value)
    ends_well(root, kb_run, f"{name}={value!r}")


def spoiled(chance: random.Random, sound: Path, folder: Path, kb_run: Run) -> None:
    """Spoil a copy of the repository and run the commands in it."""
    root = folder / "repo"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(sound, root)
    state = "; ".join(spoil_bytes(root, chance) for _ in range(chance.choice((1, 1, 2, 4))))
    signal.alarm(SECONDS)
    ends_well(root, kb_run, state)


def test_spoiled_repositories(sound: Path, tmp_path: Path, kb_run: Run) -> None:
    chance = random.Random(20261130)
    for _ in range(30):
        spoiled(chance, sound, tmp_path, kb_run)


@pytest.mark.soak
def test_spoiled_repositories_from_a_new_seed(sound: Path, tmp_path: Path, kb_run: Run) -> None:
    seed = int(os.environ.get("FUZZ_SEED", "0")) or random.SystemRandom().randrange(2**31)
    print(f"seed {seed} (FUZZ_SEED)")
    chance = random.Random(seed)
    for _ in range(int(60 * float(os.environ.get("FUZZ_MINUTES", "5")))):
        spoiled(chance, sound, tmp_path, kb_run)
