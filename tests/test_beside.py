"""A second process takes a part of the work, and whatever becomes of it, all of the work is done once in the end."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kb import beside

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are doubled on Linux alone")

# In a process of its own: the tests' own has threads, and a child of it would carry everything that they hold.
_BEGIN = """
import os, signal, sys, threading, time
from kb import beside
beside.processors = lambda: 2
here = os.getpid()
mine, theirs = [], []
def make(number):
    away(number)
    return b"%d" % number * 50_000
def away(number):
    pass
def do(number):
    mine.append(number)
    time.sleep(0.01)
def take(said):
    assert len(set(said.split())) == 1
    theirs.append(said)
count = 40
"""
_END = """
beside.share(count, make, do, take)
told = [int(said[: len(said) // 50_000]) for said in theirs]
assert sorted(mine + told) == list(range(count)), (mine, told)
try:
    os.waitpid(-1, os.WNOHANG)
    print("somebody is left")
except ChildProcessError:
    print("shared" if told else "alone")
"""


def said(middle: str = "", **variables: str) -> str:
    """Whether the probe shared its work; it makes sure by itself that each piece was done once."""
    done = subprocess.run(
        [sys.executable, "-c", _BEGIN + middle + _END],
        capture_output=True, text=True, check=False, timeout=60, env={**os.environ, **variables},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.strip()


def test_both_do_a_part_and_nothing_is_left_of_the_other() -> None:
    assert said() == "shared"


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
def test_what_it_does_not_bring_to_an_end_is_done_here(fate: str) -> None:
    assert said(f"def away(number):\n    {fate}\n") == "alone"
    late = f"def away(number):\n    theirs.append(number)\n    if len(theirs) > 3:\n        {fate}\n"
    assert said(late) == "shared"


def test_words_that_break_off_are_no_words() -> None:
    torn = (
        "real = os.write\n"
        "def away(number):\n    os.write = lambda fd, data: (real(fd, data[:99]), os._exit(0))\n"
    )
    assert said(torn) == "alone"


def test_one_that_stands_still_is_waited_for_and_one_that_is_slow_does_less() -> None:
    assert said("def away(number):\n    time.sleep(0.3)\n") == "shared"


def test_one_process_is_enough_where_that_is_asked_for_or_there_is_one_processor_or_one_piece() -> None:
    assert said(KB_JOBS="1") == "alone"
    assert said("beside.processors = lambda: 1\n") == "alone"
    assert said("count = 1\n") == "alone"


def test_a_process_with_threads_is_never_doubled() -> None:
    assert said("threading.Thread(target=time.sleep, args=(5,), daemon=True).start()\n") == "alone"


def test_without_pipes_or_processes_all_is_done_here() -> None:
    assert said("def pipe(): raise OSError\nos.pipe = pipe\n") == "alone"
    assert said("def fork(): raise OSError\nos.fork = fork\n") == "alone"


def test_a_mistake_here_ends_the_other_one() -> None:
    probe = (
        _BEGIN
        + "def away(number):\n    time.sleep(60)\ndef do(number):\n    raise ValueError('here')\n"
        + "try:\n    beside.share(count, make, do, take)\nexcept ValueError:\n"
        + "    try:\n        os.waitpid(-1, os.WNOHANG)\n    except ChildProcessError:\n        print('none left')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=50
    )
    assert done.stdout.strip() == "none left"


def test_what_the_other_one_loaded_is_loaded_here() -> None:
    loads = "def away(number):\n    import colorsys\n"
    asked = "beside.share(count, make, do, take)\nprint('colorsys' in sys.modules, bool(theirs))\n"
    done = subprocess.run(
        [sys.executable, "-c", _BEGIN + loads + asked], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "True True"


def test_there_is_a_processor_to_count() -> None:
    assert beside.processors() >= 1
