"""`kb lint --watch`: judges again when something has changed, and ends with Ctrl-C."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.cli import watching

TASK = """\
---
id: TASK-0001
type: task
title: Compare hashing with one-hot encoding
status: idea
created: 2026-01-05
---
See TASK-0404.
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base of one record with a page of documentation."""
    (tmp_path / "kb.toml").write_text("")
    for folder in ("backlog", "docs"):
        (tmp_path / folder).mkdir()
    (tmp_path / "backlog" / "TASK-0001-hashing.md").write_text(TASK)
    (tmp_path / "docs" / "index.md").write_text("Words.")
    return tmp_path


@pytest.fixture
def happens(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets things happen, one in each pause between two looks, and presses Ctrl-C after the last."""

    def schedule(*things: Callable[[], object]) -> None:
        left: Iterator[Callable[[], object]] = iter(things)

        def pause(seconds: float) -> None:
            if seconds == watching.CALM:
                return
            thing = next(left, None)
            if thing is None:
                raise KeyboardInterrupt
            thing()

        assert watching.watch.__defaults__ is not None
        monkeypatch.setattr(watching.watch, "__defaults__", (pause,))

    return schedule


def test_it_judges_again_after_every_change_and_not_without_one(
    base: Path, kb_run: Callable[..., Any], happens: Callable[..., None]
) -> None:
    record = base / "backlog" / "TASK-0001-hashing.md"
    happens(
        lambda: None,
        lambda: record.write_text(TASK.replace("0404", "0405")),
        lambda: (base / "docs" / "more.md").write_text("More."),
        lambda: (base / "README.txt").write_text("Not watched."),
        lambda: (base / "kb.toml").write_text("name = 'Other'\n"),
    )
    done = kb_run(["lint", "--watch", "--output-format", "concise", "--select", "LK001"], base)
    assert done.code == 130
    told = [line.rpartition(" ")[2] for line in done.out.splitlines()]
    assert told == ["TASK-0404", "TASK-0405", "TASK-0405", "TASK-0405"]
    assert done.err.count("Watching for changes") == 4
    assert "\033" not in done.out


def test_a_broken_configuration_is_told_and_waited_for(
    base: Path, kb_run: Callable[..., Any], happens: Callable[..., None]
) -> None:
    config = base / "kb.toml"
    happens(lambda: config.write_text("nonsense = 1\n"), lambda: config.write_text(""))
    done = kb_run(["lint", "--watch", "--output-format", "concise", "--select", "LK001"], base)
    assert done.code == 130
    assert done.err.count("unknown key `nonsense`") == 1
    assert done.out.count("TASK-0404") == 2


@pytest.mark.parametrize("option", ["--fix", "--diff", "--write-baseline"])
def test_it_only_looks(option: str, base: Path, kb_run: Callable[..., Any]) -> None:
    done = kb_run(["lint", "--watch", option], base)
    assert done.code == 2
    assert "--watch goes without" in done.err


def test_it_keeps_nothing_and_says_nothing_again(
    base: Path, kb_run: Callable[..., Any], happens: Callable[..., None], tmp_path: Path
) -> None:
    happens()
    caches = {"KB_NO_CACHE": "", "XDG_CACHE_HOME": str(tmp_path / "caches")}
    assert kb_run(["lint", "--watch"], base, env=caches).code == 130
    assert not (tmp_path / "caches").exists()


def test_a_process_of_its_own_ends_with_130(base: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", _PROGRAM, "lint", "--watch", "--output-format", "concise"],
        cwd=base, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        assert "TASK-0404" in process.stdout.readline()
        (base / "backlog" / "TASK-0001-hashing.md").write_text(TASK.replace("0404", "0405"))
        assert "TASK-0405" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
    finally:
        process.kill()
        process.communicate()


# Ctrl-C may be ignored where the tests run in the background, and a program inherits that.
_PROGRAM = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from kb.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
