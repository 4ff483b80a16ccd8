"""A write that fails or dies, at every call of the system it makes: the old files or the new ones, whole."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from kb.disk import create, publish, read_source, record_paths, recover, state_folder, write_edits
from kb.disk.publish import is_temporary
from kb.errors import KbError
from kb.text.edit import set_values

TASK, EXPERIMENT, MOVED = "backlog/TASK-0001.md", "research/EXP-0001.md", "backlog/old/TASK-0002.md"
NEW = "research/reviews/REV-0001.md"
OLD_TEXT, NEW_TEXT = "---\nstatus: idea\n---\n", "---\nstatus: ready\n---\n"
CALLS = (
    "open",
    "write",
    "fsync",
    "rename",
    "unlink",
    "mkdir",
    "close",
    "ftruncate",
    "fchmod",
    "scandir",
    "stat",
)


def base(root: Path) -> Path:
    for path in (TASK, EXPERIMENT):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(OLD_TEXT)
    return root


# Each prepares a write, so that only the write itself meets the fault, and returns it.
Write = Callable[[Path], Callable[[], object]]


def write_one(root: Path) -> Callable[[], object]:
    """One edit of one file."""
    source = read_source(root, TASK)[0]
    return partial(write_edits, root, {TASK: source}, set_values(source, {("status",): "ready"}))


def write_all(root: Path) -> Callable[[], object]:
    """Two edits, one of them under a new name, and a new file: what `kb renumber` may need at once."""
    sources = {path: read_source(root, path)[0] for path in (TASK, EXPERIMENT)}
    edits = [edit for source in sources.values() for edit in set_values(source, {("status",): "ready"})]
    return partial(write_edits, root, sources, edits, moves={TASK: MOVED}, new={NEW: NEW_TEXT})


def create_one(root: Path) -> Callable[[], object]:
    """One new file in a new folder."""
    return partial(create, root, NEW, NEW_TEXT)


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test can pull the plug; that fsync is called, and that its failure counts, is seen without it."""
    monkeypatch.setattr(os, "fsync", lambda fd: None)


BEFORE = {TASK: OLD_TEXT, EXPERIMENT: OLD_TEXT}
AFTER = {
    write_one: {TASK: NEW_TEXT, EXPERIMENT: OLD_TEXT},
    write_all: {MOVED: NEW_TEXT, EXPERIMENT: NEW_TEXT, NEW: NEW_TEXT},
    create_one: {**BEFORE, NEW: NEW_TEXT},
}
every_write = pytest.mark.parametrize("write", list(AFTER), ids=lambda write: write.__name__)


def files(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*") if path.is_file()}


def temporaries(root: Path) -> list[str]:
    return [name for name in [*files(root), *files(state_folder(root))] if is_temporary(name)]


@contextmanager
def failing(call: str, at: int, code: int, *, always: bool) -> Iterator[list[int]]:
    """Let the given call fail the n-th time, or from then on; yields how often it was called."""
    real = getattr(os, call)
    seen = [0]

    def fail(*arguments: object, **options: object) -> object:
        seen[0] += 1
        if seen[0] == at or (always and seen[0] > at):
            if call == "close":  # the descriptor is gone all the same, as the kernel does it
                real(*arguments, **options)
            raise OSError(code, os.strerror(code))
        return real(*arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, call, fail)
        if (
            call == "rename"
        ):  # every rename goes through it where the kernel cannot compare and rename at once
            patch.setattr(publish, "_rename_exclusive", lambda old, new: False)
        yield seen


def count(call: str, write: Write, root: Path) -> int:
    prepared = write(base(root))
    with failing(call, -1, 0, always=False) as seen:
        prepared()
    return seen[0]


@every_write
@pytest.mark.parametrize("always", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("call", CALLS)
def test_a_failing_call_leaves_all_old_or_all_new(
    tmp_path: Path, call: str, write: Write, always: bool
) -> None:
    calls = count(call, write, tmp_path / "count")
    assert files(tmp_path / "count") == AFTER[write]
    for at in range(1, calls + 1):
        root = base(tmp_path / f"{at}")
        code = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS, errno.EACCES)[at % 5]
        prepared = write(root)
        with failing(call, at, code, always=always):
            said = refused(prepared)
        if said is None:
            assert settled(root) == AFTER[write], f"success was reported at {call} {at}"
        elif "nothing was" in said:
            assert settled(root) == BEFORE, said
        else:
            assert settled(root) in (BEFORE, AFTER[write]), said
        again(root, write)


def refused(prepared: Callable[[], object]) -> str | None:
    """What the person is told; any other exception than ours would be a traceback."""
    try:
        prepared()
    except KbError as error:
        return f"{error} {error.hint}"
    return None


def settled(root: Path) -> dict[str, str]:
    """The files after the next writer has come by, without which only whole files are promised."""
    assert all(text in (OLD_TEXT, NEW_TEXT) for path, text in files(root).items() if not is_temporary(path))
    recover(root)
    assert temporaries(root) == []
    return files(root)


def again(root: Path, write: Write) -> None:
    """The same command then succeeds at once, unless it already has."""
    if files(root) == BEFORE:
        write(root)()
    assert files(root) == AFTER[write]


@every_write
def test_short_writes_are_continued(tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: real(fd, bytes(data)[:3]))
    write(base(tmp_path))()
    assert files(tmp_path) == AFTER[write]


@pytest.mark.parametrize("write", [write_one, write_all], ids=lambda write: write.__name__)
def test_a_failed_write_says_what_the_matter_is_in_one_line(tmp_path: Path, write: Write) -> None:
    root = base(tmp_path)
    prepared = write(root)
    with failing("fsync", 1, errno.ENOSPC, always=False):
        said = refused(prepared)
    assert said is not None
    assert (
        "No space left on device; nothing" in said.replace(": nothing", "; nothing")
        or "No space left" in said
    )
    assert "\n" not in said
    assert files(root) == BEFORE


# -- a process that dies ---------------------------------------------------------------------------------------

DYING = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.disk import test_faults as faults

def die(root, write, call, at, when):
    real, seen, prepared = getattr(os, call), [0], write(root)
    def dying(*arguments, **options):
        seen[0] += 1
        if seen[0] == at and when == "before":
            os._exit(9)
        try:
            return real(*arguments, **options)
        finally:
            if seen[0] == at:
                os._exit(9)
    setattr(os, call, dying)
    prepared()
    os._exit(0)

os.fsync = lambda fd: None
if sys.argv[3] == "rename":
    faults.publish._rename_exclusive = lambda old, new: False
write, call = getattr(faults, sys.argv[2]), sys.argv[3]
for words in sys.argv[4:]:
    root, at, when = words.rsplit(":", 2)
    child = os.fork()
    if child == 0:
        die(Path(root), write, call, int(at), when)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def die(write: Write, call: str, points: dict[Path, tuple[int, str]]) -> list[int]:
    """Lets one process for each base die just before or just after its n-th call; returns how they ended."""
    here = str(Path(__file__).resolve().parents[2])
    words = [f"{root}:{at}:{when}" for root, (at, when) in points.items()]
    command = [sys.executable, "-c", DYING, here, write.__name__, call, *words]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [int(line) for line in done.stdout.split()]


@every_write
@pytest.mark.parametrize("call", ["open", "rename", "write", "unlink", "mkdir", "fchmod"])
def test_a_process_that_dies_at_any_call_leaves_all_old_or_all_new(
    tmp_path: Path, call: str, write: Write
) -> None:
    state_folder(base(tmp_path / "count"))
    calls = count(call, write, tmp_path / "count")
    points = {
        tmp_path / f"{at}{when}": (at, when) for at in range(1, calls + 1) for when in ("before", "after")
    }
    for root in points:
        state_folder(base(root))
    assert die(write, call, points) == [9] * len(points)
    for root in points:
        assert record_paths(root, ["backlog", "research"]) == sorted(
            p for p in files(root) if not is_temporary(p)
        )
        assert settled(root) in (BEFORE, AFTER[write])
        again(root, write)


def test_what_was_promised_is_finished_by_the_next_writer_of_anything(tmp_path: Path) -> None:
    """After the first of three renames: without the journal the base would stay half old and half new."""
    root = base(tmp_path)
    assert die(write_all, "rename", {root: (3, "after")}) == [9]
    assert files(root) not in (BEFORE, AFTER[write_all])
    create(root, "backlog/other.md", NEW_TEXT)
    assert files(root) == {**AFTER[write_all], "backlog/other.md": NEW_TEXT}


def test_what_somebody_wrote_after_a_crash_is_not_overwritten_by_the_recovery(tmp_path: Path) -> None:
    root = base(tmp_path)
    assert die(write_all, "rename", {root: (3, "after")}) == [9]
    (root / EXPERIMENT).write_text("theirs")
    recover(root)
    assert files(root) == {**AFTER[write_all], EXPERIMENT: "theirs"}


@pytest.mark.parametrize(
    "note",
    [b"", b"{", b"[]", b'{"promised": true}', b'{"promised": true, "steps": [["put"]]}', b"\xff\x00",
     b'{"promised": true, "steps": [["drop", "../outside.md", ""]]}',
     b'{"promised": true, "steps": [["put", "backlog/TASK-0001.md", "../outside.md", "", ""]]}',
     b'{"promised": true, "steps": [["move", "../outside.md", "backlog/in.md"]]}',
     b'{"promised": true, "steps": [["drop", "backlog/TASK-0001.md", ""]]}'],
)  # fmt: skip
def test_a_foreign_journal_harms_nothing(tmp_path: Path, note: bytes) -> None:
    root = base(tmp_path / "base")
    (tmp_path / "outside.md").write_text("outside")
    (state_folder(root) / "journal").write_bytes(note)
    recover(root)
    assert files(root) == BEFORE
    assert (tmp_path / "outside.md").read_text() == "outside"
    assert sorted(path.name for path in state_folder(root).iterdir()) == ["lock"]


# -- kill -9 ---------------------------------------------------------------------------------------------------

PAIRS = """
import sys
from pathlib import Path
from kb.disk import read_source, write_edits
from kb.text.edit import set_values
root = Path(sys.argv[1])
print("go", flush=True)
number = 0
while True:
    sources = {path: read_source(root, path)[0] for path in sys.argv[2:]}
    number += 1
    changes = {("rank",): number, ("x-long",): "x" * (number % 7) * 997}
    edits = [edit for source in sources.values() for edit in set_values(source, changes)]
    write_edits(root, sources, edits)
"""


def kill_writers(root: Path, times: int, seed: int) -> None:
    """Writers that change two files together are killed at a random moment; after each, the two must agree."""
    chance = random.Random(seed)
    for path in (TASK, EXPERIMENT):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("---\nrank: 0\nx-long: ''\n---\n")
    for _ in range(times):
        command = [sys.executable, "-c", PAIRS, str(root), TASK, EXPERIMENT]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"go\n"
            time.sleep(chance.uniform(0, 0.15))
            writer.send_signal(signal.SIGKILL)
        recover(root)
        found = files(root)
        assert found.keys() == {TASK, EXPERIMENT}
        assert found[TASK] == found[EXPERIMENT]
        assert found[TASK].endswith("\n---\n")


def test_killed_writers_leave_whole_files_that_agree(tmp_path: Path) -> None:
    kill_writers(tmp_path, 8, seed=1)


@pytest.mark.soak
def test_a_thousand_killed_writers_leave_whole_files_that_agree(tmp_path: Path) -> None:
    kill_writers(tmp_path, 1000, seed=2)
