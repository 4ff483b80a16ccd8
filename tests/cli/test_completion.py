"""Completion in bash, zsh and fish: what click's protocol is answered, by the program itself."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TASK = "---\nid: {}\ntype: {}\ntitle: {}\nstatus: idea\ncreated: 2026-01-05\n{}---\n"
KB = [
    sys.executable,
    "-P",
    "-c",
    "import sys; from kb.__main__ import main; sys.argv[0] = 'kb'; sys.exit(main())",
]

Complete = Callable[..., dict[str, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "kb.toml": "[types.interview]\nprefix = 'INT'\nstates = ['planned']\n",
        "backlog/TASK-0001-a.md": TASK.format(
            "TASK-0001", "task", "Compare encodings", "assignee: analyst\ntags: [data, 'churn']\n"
        ),
        "backlog/TASK-0002-b.md": TASK.format(
            "TASK-0002", "task", "'Load-test: the job'", "assignee: ml-engineer\n"
        ),
        "research/GOAL-0001-c.md": TASK.format("GOAL-0001", "goal", "Keep customers \U0001f642", ""),
        "research/INT-0001-d.md": TASK.format("INT-0001", "interview", "Ask the shops", "owner: data-lead\n"),
        "backlog/broken.md": "no front matter",
        "backlog/other.md": b"\xff\xfe",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path


def run(shell: str, words: str, cwd: Path) -> str:
    """What the program says to a shell that completes the last of some words."""
    parts = words.split(" ")
    env = {
        **os.environ,
        "_KB_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(parts) - 1),
    }
    if shell == "fish":
        env["COMP_CWORD"] = parts[-1]
    done = subprocess.run(KB, cwd=cwd, env=env, capture_output=True, check=False)
    assert done.stderr == b"", done.stderr.decode()
    return done.stdout.decode()


def completed(shell: str, words: str, cwd: Path) -> dict[str, str]:
    """Value → help of what is offered; bash is told no help."""
    lines = [line for line in run(shell, words, cwd).splitlines() if line]
    if shell == "bash":
        return {value: "" for kind, _, value in (line.partition(",") for line in lines) if kind == "plain"}
    if shell == "zsh":
        triples = zip(lines[::3], lines[1::3], lines[2::3], strict=True)
        return {value.replace("\\:", ":"): help_ for kind, value, help_ in triples if kind == "plain"}
    found = {}
    for line in lines:
        kind, _, rest = line.partition(",")
        value, _, help_ = rest.partition("\t")
        assert kind == "plain"
        found[value] = help_
    return found


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_script_for_the_shell(shell: str, tmp_path: Path) -> None:
    env = {**os.environ, "_KB_COMPLETE": f"{shell}_source"}
    done = subprocess.run(KB, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    if shell == "bash" and "Bash version" in done.stderr:
        pytest.skip("needs bash 4.4")
    assert done.returncode == 0, done.stderr
    assert "_KB_COMPLETE" in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_ids_come_with_their_titles(shell: str, root: Path) -> None:
    found = completed(shell, "kb show TASK", root)
    assert list(found) == ["TASK-0001", "TASK-0002"]
    if shell != "bash":
        assert found == {"TASK-0001": "Compare encodings", "TASK-0002": "Load-test: the job"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("kb show ", ["GOAL-0001", "INT-0001", "TASK-0001", "TASK-0002"]),
        ("kb show task-0", ["TASK-0001", "TASK-0002"]),
        ("kb show custom", ["GOAL-0001"]),
        ("kb why G", ["GOAL-0001"]),
        ("kb move TASK-0001 re", ["ready", "review"]),
        ("kb list --status d", ["doing", "done", "dropped"]),
        ("kb list --type in", ["interview"]),
        ("kb list --assignee ", ["analyst", "ml-engineer"]),
        ("kb graph --around I", ["INT-0001"]),
        ("kb rule KB00", [f"KB00{n}" for n in range(1, 10)]),
        ("kb new pr", ["privacy", "product"]),
        ("kb gr", ["groom", "graph"]),
        ("kb list --tag ", ["churn", "data"]),
        ("kb list --owner ", ["data-lead"]),
        ("kb lint --select KB005,KB00", [f"KB005,KB00{n}" for n in range(1, 10)]),
        ("kb board --swimlane ", ["goal", "assignee", "research"]),
    ],
)
def test_what_is_offered(words: str, expected: list[str], root: Path) -> None:
    assert list(completed("fish", words, root)) == expected


def test_nothing_is_offered_and_nothing_said_outside_a_base(tmp_path: Path) -> None:
    assert completed("zsh", "kb show T", tmp_path) == {}
    assert completed("fish", "kb move T re", tmp_path) == {}


def test_a_broken_configuration_keeps_quiet(root: Path) -> None:
    (root / "kb.toml").write_text("x = 1\n")
    assert completed("fish", "kb show T", root) == {}
    assert completed("fish", "kb list --status d", root) == {}


def test_titles_cannot_drive_the_terminal_or_add_offers(root: Path) -> None:
    title = '"a\\u001b[31m b\\nplain,evil"'
    (root / "backlog/TASK-0003-x.md").write_text(TASK.format("TASK-0003", "task", title, ""))
    (root / "backlog/TASK-0004-x.md").write_text(TASK.format("TASK-0004", "task", "a\tb", ""))
    for shell in ("bash", "zsh", "fish"):
        said = run(shell, "kb show TASK", root)
        assert "\x1b" not in said
        assert set(completed(shell, "kb show TASK", root)) == {f"TASK-000{n}" for n in range(1, 5)}


def test_the_folder_of_the_option_counts(root: Path) -> None:
    (root / "inner").mkdir()
    assert list(completed("fish", f"kb -C {root} show GO", root.parent)) == ["GOAL-0001"]
