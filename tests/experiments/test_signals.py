"""Signals and terminals: the command behaves as if it had been called directly, and the record tells how it ended."""

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import GitRepo
from tests.experiments.support import KB, PYTHON, base, fields, how_it_ran, kb, record_path, start, wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")

COUNT = """\
import os, pathlib, signal, sys, time

def note(number, frame):
    with open("signals", "a") as file:
        file.write(signal.Signals(number).name + "\\n")

for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"):
    if signal.getsignal(getattr(signal, name)) != signal.SIG_IGN:
        signal.signal(getattr(signal, name), note)
pathlib.Path("ready").touch()
while not os.path.exists("go"):
    time.sleep(0.02)
raise SystemExit(7)
"""


@pytest.fixture
def root(git_repo: Callable[..., GitRepo]) -> Path:
    return base(git_repo(), {"count.py": COUNT, ".gitignore": "data/\nready\ngo\nsignals\n"})


def ready(root: Path) -> None:
    wait_for((root / "ready").exists, "the command's start")


def signals(root: Path) -> list[str]:
    return (root / "signals").read_text().split() if (root / "signals").exists() else []


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT"])
def test_a_signal_to_kb_is_one_for_the_command_which_answers_as_it_likes(root: Path, name: str) -> None:
    running = start(root, "record", "--", PYTHON, "count.py")
    ready(root)
    running.send_signal(getattr(signal, name))
    wait_for(lambda: signals(root), "the signal")
    (root / "go").touch()
    running.communicate(timeout=60)
    assert running.returncode == 7
    assert signals(root) == [name]
    assert "ended with exit code 7" in how_it_ran(root)
    assert fields(root)["status"] == "invalid"


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGKILL", "SIGSEGV"])
def test_a_command_that_is_killed_leaves_an_honest_record(root: Path, name: str) -> None:
    number = int(getattr(signal, name))
    done = kb(root, "record", "--", "sh", "-c", f"echo '{{\"auc\": 1}}' > metrics.json; kill -{number} $$")
    assert done.returncode == 128 + number
    read = fields(root)
    assert (read["status"], "metrics" in read) == ("invalid", False)
    assert f"was killed by {name}" in how_it_ran(root)
    assert kb(root, "lint", "--strict").returncode == 0


def test_when_kb_is_killed_the_record_claims_nothing(root: Path) -> None:
    running = start(root, "record", "--owner", "analyst", "--", PYTHON, "count.py")
    ready(root)
    running.kill()
    (root / "go").touch()
    running.communicate(timeout=60)
    read = fields(root)
    assert (read["status"], "metrics" in read, "outputs" in read) == ("running", False, False)
    assert "its end is not on record" in how_it_ran(root)
    assert kb(root, "lint", "--strict").returncode == 0
    assert kb(root, "record", "--", "true").returncode == 0  # nothing is locked


def test_what_is_ignored_stays_ignored(root: Path) -> None:
    running = subprocess.Popen(
        ["nohup", *KB, "record", "--", PYTHON, "count.py"],
        cwd=root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    ready(root)
    running.send_signal(signal.SIGHUP)
    time.sleep(0.3)
    (root / "go").touch()
    running.communicate(timeout=60)
    assert (running.returncode, signals(root)) == (7, [])


def on_terminal(
    root: Path, *arguments: str, keys: bytes = b"", when: Callable[[], object] = lambda: True
) -> tuple[int, str]:
    """Run `kb` on a terminal of its own and press keys once something is so."""
    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover - another process
        os.chdir(root)
        os.execv(KB[0], [*KB, *arguments])
    wait_for(when, "the moment")
    if keys:
        os.write(terminal, keys)
    said = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        said += piece
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), said.decode("utf-8", "replace")


def test_ctrl_c_on_a_terminal_reaches_the_command_once(root: Path) -> None:
    def pressed() -> bool:
        return (root / "ready").exists()

    # It ends a moment after the first signal: time enough for a second one, if there were any.
    script = COUNT.replace('os.path.exists("go")', 'os.path.exists("signals")').replace(
        "raise", "time.sleep(0.5)\nraise"
    )
    (root / "count.py").write_text(script)
    code, said = on_terminal(root, "record", "--", PYTHON, "count.py", keys=b"\x03", when=pressed)
    assert code == 7, said
    assert signals(root) == ["SIGINT"]
    assert "kb: EXP-0001 is running" in said  # there is somebody to tell


def test_a_command_that_ctrl_c_ends_ends_kb_as_a_shell_would_tell(root: Path) -> None:
    script = "import pathlib, time; pathlib.Path('ready').touch(); time.sleep(60)"
    code, said = on_terminal(
        root, "record", "--", PYTHON, "-c", f"import signal; signal.signal(2, signal.SIG_DFL); {script}",
        keys=b"\x03", when=(root / "ready").exists,
    )  # fmt: skip
    assert code == 130, said
    assert "was killed by SIGINT" in how_it_ran(root)


def test_the_command_has_the_terminal(root: Path) -> None:
    script = (
        "import os; print([os.isatty(n) for n in (0, 1, 2)], os.tcgetpgrp(0) == os.getpgrp()); "
        "print(input('name? ').upper())"
    )
    code, said = on_terminal(root, "record", "--", PYTHON, "-c", script, keys=b"linden\n")
    assert code == 0, said
    assert "[True, True, True] True" in said
    assert "LINDEN" in said


def test_without_a_terminal_nothing_is_shown_before_the_end(root: Path) -> None:
    done = kb(root, "record", "--", "sh", "-c", "echo mine >&2")
    first, second, *_ = done.stderr.splitlines()
    assert first == "mine"
    assert second.startswith("kb: EXP-0001 took ")
    assert "\033" not in done.stderr
    assert record_path(root).exists()
