"""A second process reads the history, and whatever becomes of it, what is known in the end is the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kb.history import beside

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no way to fork here")

# In a process of its own: the tests' own has threads, and a child of it would carry everything that they hold.
_BEGIN = """
import os, signal, sys, threading, time
from datetime import UTC, datetime
from kb.history import beside
from kb.history.lives import Chronicle, Moment
beside.processors = lambda: 2
here = os.getpid()
calls = []
def read():
    calls.append(os.getpid() == here)
    if os.getpid() != here:
        away()
    return Chronicle(head=Moment(datetime(2026, 1, 1, tzinfo=UTC), "f" * 40, "Ann"), commits=7)
def away():
    pass
"""
_END = """
reading = beside.Beside(read)
pid = reading._pid
found = reading.chronicle()
assert found.commits == 7 and found.head.author == "Ann"
try:
    os.waitpid(-1, os.WNOHANG)
    print("somebody is left")
except ChildProcessError:
    print(pid is not None, calls)
"""


def said(middle: str = "", **variables: str) -> str:
    """What the probe says: whether there was a second process, and who read (True: the first one)."""
    done = subprocess.run(
        [sys.executable, "-c", _BEGIN + middle + _END],
        capture_output=True, text=True, check=False, timeout=60, env={**os.environ, **variables},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.strip()


def test_the_other_process_reads_and_nothing_is_left_of_it() -> None:
    assert said() == "True []"


@pytest.mark.parametrize(
    "fate",
    [
        "os.kill(os.getpid(), signal.SIGKILL)",
        "os.kill(os.getpid(), signal.SIGTERM)",
        "raise KeyboardInterrupt",
        "raise MemoryError",
        "sys.exit(0)",
        "os._exit(0)",
        "raise RuntimeError('a mistake')",
    ],
)
def test_when_it_cannot_say_all_of_it_the_first_one_reads(fate: str) -> None:
    assert said(f"def away():\n    {fate}\n") == "True [True]"


def test_words_that_break_off_are_no_words() -> None:
    torn = "real = os.write\ndef away():\n    os.write = lambda fd, data: (real(fd, data[:9]), os._exit(0))\n"
    assert said(torn) == "True [True]"


def test_one_process_is_enough_where_that_is_asked_for_or_there_is_one_processor() -> None:
    assert said(KB_JOBS="1") == "False [True]"
    assert said("beside.processors = lambda: 1\n") == "False [True]"


def test_a_process_with_threads_is_never_doubled() -> None:
    thread = "threading.Thread(target=time.sleep, args=(5,), daemon=True).start()\n"
    assert said(thread) == "False [True]"


def test_without_pipes_or_processes_the_first_one_reads() -> None:
    assert said("def pipe(): raise OSError\nos.pipe = pipe\n") == "False [True]"
    assert said("def fork(): raise OSError\nos.fork = fork\n") == "False [True]"


def test_whoever_has_no_use_for_it_lets_it_go() -> None:
    probe = _BEGIN + (
        "def away():\n    time.sleep(60)\n"
        "reading = beside.Beside(read)\nbegun = time.monotonic()\nreading.close()\nreading.close()\n"
        "try:\n    os.waitpid(-1, os.WNOHANG)\nexcept ChildProcessError:\n    print(time.monotonic() - begun < 30)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "True"


def test_there_is_a_processor_to_count() -> None:
    assert beside.processors() >= 1


# -- kb lint -------------------------------------------------------------------------------------------------

_LINT = """
import sys
from kb.history import beside
beside.FEW, beside.processors = 1, lambda: 2
begun = []
real = beside.Beside
beside.Beside = lambda read: begun.append(real(read)) or begun[-1]
from kb.__main__ import main
code = main(sys.argv[1:])
print(code, len(begun), [one._pid for one in begun])
"""
TASK = """\
---
id: TASK-0001
type: task
title: Compare hashing with one-hot encoding
status: doing
created: 2026-01-05
---
Words.
"""


def lint(root: Path, *arguments: str, **variables: str) -> list[str]:
    """The lines that `kb lint` says, with its exit code and how many processes there were."""
    done = subprocess.run(
        [sys.executable, "-c", _LINT, "lint", "--no-cache", "--today", "2027-01-01", *arguments],
        cwd=root, capture_output=True, text=True, check=True, timeout=60, env={**os.environ, **variables},
    )  # fmt: skip
    return done.stdout.splitlines()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A task that has been in progress for a year, by its history alone."""
    (tmp_path / "backlog").mkdir()
    (tmp_path / "kb.toml").write_text("")
    (tmp_path / "backlog" / "TASK-0001-hashing.md").write_text(TASK)
    who = {
        f"GIT_{role}_{what}": "ann@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    when = {"GIT_AUTHOR_DATE": "2026-01-05T12:00:00Z", "GIT_COMMITTER_DATE": "2026-01-05T12:00:00Z"}
    for step in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Begin"]):
        subprocess.run(["git", *step], cwd=tmp_path, check=True, env={**os.environ, **who, **when})
    return tmp_path


def test_findings_are_the_same_with_one_process_and_with_two(base: Path) -> None:
    two, one = lint(base), lint(base, KB_JOBS="1")
    assert any("KB006" in line for line in two)
    assert two[:-1] == one[:-1]
    assert (two[-1], one[-1]) == ("1 1 [None]", "1 0 []")


def test_rules_that_do_not_look_back_need_no_second_process(base: Path) -> None:
    assert lint(base, "--select", "FM")[-1] == "0 0 []"
