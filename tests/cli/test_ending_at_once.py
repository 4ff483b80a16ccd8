"""The program ends without taking apart what is in memory, and yet loses nothing that a usual end would not."""

import subprocess
import sys
from pathlib import Path

import pytest

_TASK = """---
id: TASK-{number:04}
type: task
title: Compare the readers of item {number}
status: unheard-of
created: 2026-01-05
---
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A base with so many findings that they do not fit into the buffers of a pipe."""
    (tmp_path / "kb.toml").write_text("")
    (tmp_path / "backlog").mkdir()
    for number in range(1, 1501):
        text = _TASK.format(number=number)
        (tmp_path / "backlog" / f"TASK-{number:04}-item.md").write_text(text)
    return tmp_path


def run(root: Path, before: str, *options: str) -> "subprocess.CompletedProcess[str]":
    """`kb lint` as a program, after some statements."""
    words = ["lint", "--no-cache", "--output-format", "concise", "--today", "2026-03-02"]
    program = (
        f"import sys; sys.argv = {['kb', *words]!r}\n{before}\nfrom kb.__main__ import program; program()"
    )
    command = [sys.executable, *options, "-c", program]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=120)


def test_all_words_come_out_and_the_exit_code_is_that_of_the_run(root: Path) -> None:
    done = run(root, "")
    assert done.returncode == 1, done.stderr
    assert sum("FM005" in line for line in done.stdout.splitlines()) == 1500
    assert done.stdout.endswith("\n")


def test_what_is_to_be_done_at_exit_is_done(root: Path) -> None:
    done = run(root, "import atexit; atexit.register(lambda: print('swept', end=''))")
    assert done.returncode == 1
    assert done.stdout.endswith("swept")


def test_a_thread_may_finish_its_work(root: Path) -> None:
    thread = (
        "import threading, time\n"
        "def work():\n    time.sleep(1.5); print('finished', flush=True)\n"
        "threading.Thread(target=work).start()"
    )
    done = run(root, thread)
    assert done.returncode == 1
    assert "finished" in done.stdout


def test_a_run_may_be_measured(root: Path) -> None:
    done = run(
        root, "import cProfile, atexit; p = cProfile.Profile(); p.enable(); atexit.register(p.print_stats)"
    )
    assert done.returncode == 1
    assert "function calls" in done.stdout


def test_a_reader_that_has_gone_is_no_trouble(root: Path) -> None:
    """As `kb lint | head` does it."""
    words = ["-m", "kb", "lint", "--no-cache", "--output-format", "concise", "--today", "2026-03-02"]
    with subprocess.Popen(
        [sys.executable, *words], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.readline()
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait(timeout=120) in (0, 1)
