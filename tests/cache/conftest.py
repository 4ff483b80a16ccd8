"""A base whose disk is simulated, and a cache of its own for each test."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb.cache import code, listing
from kb.history import chronicle
from kb.lint import engine
from tests.cache.simulated import Disk


@pytest.fixture
def cache_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the cache of this test lies; the others run without one."""
    home = tmp_path / "caches"
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    monkeypatch.setenv("KB_NO_CACHE", "")
    return home


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for those of the program: the tests' own change while they run."""
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "rule.py").write_text("1")
    monkeypatch.setattr(code, "folders", lambda: [str(folder)])
    return folder


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Disk]:
    """Makes the simulated disk below `tmp_path/base`."""

    def make(tick: int, seed: int) -> Disk:
        root = tmp_path / "base"
        root.mkdir(exist_ok=True)
        found = Disk(root, tick, random.Random(seed))
        monkeypatch.setattr(listing, "status_of", found.status)
        monkeypatch.setattr(listing, "now", lambda: found.now)
        return found

    return make


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows each time that rules judge a base as a whole."""
    found: list[int] = []
    real = engine.judge

    def judge(context: Any, selection: Any) -> engine.Verdicts:
        found.append(1)
        return real(context, selection)

    monkeypatch.setattr(engine, "judge", judge)
    return found


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows each time that the history is read."""
    found: list[int] = []
    real = chronicle.begin

    def begin(*arguments: Any, **more: Any) -> Any:
        found.append(1)
        return real(*arguments, **more)

    monkeypatch.setattr(chronicle, "begin", begin)
    return found
