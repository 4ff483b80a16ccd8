"""What became of an answer when a field has changed, and nobody who sees the record finds anything."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb.cache import facts
from kb.cli import rejudged
from tests.cache.simulated import SECOND, Disk
from tests.lint.test_again import Pool

Runs = Callable[..., Any]
ROOT = Path(__file__).parents[2]
TODAY = ("--today", "2026-03-02")
TASK = """\
---
id: TASK-0001
type: task
title: Compare hashing with one-hot encoding
status: idea
created: 2026-01-05
---
Beside [[EXP-0001]] there is nothing.
"""
EXPERIMENT = """\
---
id: EXP-0001
type: experiment
title: Encode one day of the log
status: running
created: 2026-01-05
task: TASK-0001
---
Of TASK-0001.
"""


@pytest.fixture
def base(disk: Callable[..., Disk], cache_home: Path, program: Path) -> Disk:
    """A base of two records, written a minute ago."""
    found = disk(1, 0)
    found.write(found.root / "backlog" / "TASK-0001-hashing.md", TASK)
    found.write(found.root / "research" / "experiments" / "EXP-0001-day.md", EXPERIMENT)
    (found.root / "kb.toml").write_text("")
    found.wait(60 * SECOND)
    return found


def task(base: Disk) -> Path:
    return base.root / "backlog" / "TASK-0001-hashing.md"


def test_a_field_that_nobody_minds_needs_no_other_answer(base: Disk, kb_run: Runs, judged: list[int]) -> None:
    first = kb_run(["lint"], base.root)
    for text in (
        TASK.replace("idea", "backlog"),
        TASK.replace("idea", "backlog").replace("there is", "there was"),
        TASK.replace("-05", "-06"),
        TASK,
    ):
        base.write(task(base), text)
        assert kb_run(["lint"], base.root) == first
        base.wait(60 * SECOND)
        assert kb_run(["lint"], base.root) == first
    assert judged == [1]


@pytest.mark.parametrize(
    "text",
    [
        TASK.replace("status: idea", "status: doing"),
        TASK.replace("status: idea", "status: bogus"),
        TASK.replace("created: 2026-01-05", "created: yesterday"),
        TASK.replace("TASK-0001\n", "TASK-0002\n", 1),
        TASK.replace("---\nBeside", "depends_on: [TASK-0404]\n---\nBeside"),
        TASK.replace("status: idea", "status: [idea"),
        TASK.replace("2026-01-05", "2026-01-05\nallow: [LK001]\nallow_reason: so"),
        TASK.replace("idea", "backlog").replace("[[EXP-0001]]", "[[EXP-0404]]"),
        TASK.replace("title: Compare", "title:   Compare "),
    ],
    ids=["unready", "state", "value", "id", "link", "yaml", "allow", "mention", "blanks"],
)
def test_what_somebody_minds_is_judged(text: str, base: Disk, kb_run: Runs) -> None:
    kb_run(["lint"], base.root)
    base.write(task(base), text)
    cached = kb_run(["lint"], base.root)
    assert cached == kb_run(["lint", "--no-cache"], base.root)


@pytest.mark.parametrize("spoilt", ["gone", "older", "torn"])
def test_facts_of_another_state_count_for_nothing(
    spoilt: str, base: Disk, kb_run: Runs, cache_home: Path, judged: list[int]
) -> None:
    kb_run(["lint"], base.root)
    (file,) = cache_home.rglob(facts.NAME)
    older = file.read_bytes()
    base.write(task(base), TASK.replace("idea", "backlog"))
    kb_run(["lint"], base.root)
    assert judged == [1]
    assert file.read_bytes() != older
    if spoilt == "gone":
        file.unlink()
    else:
        file.write_bytes(older if spoilt == "older" else file.read_bytes()[:-1])
    base.write(task(base), TASK.replace("idea", "doing"))
    assert kb_run(["lint"], base.root) == kb_run(["lint", "--no-cache"], base.root)


def test_what_was_found_in_a_record_that_sees_the_edit_is_judged(
    base: Disk, kb_run: Runs, judged: list[int]
) -> None:
    base.write(base.root / "research" / "experiments" / "EXP-0001-day.md", EXPERIMENT + "See TASK-0404.\n")
    base.wait(60 * SECOND)
    kb_run(["lint"], base.root)
    base.write(task(base), TASK.replace("idea", "backlog"))
    assert kb_run(["lint"], base.root) == kb_run(["lint", "--no-cache"], base.root)
    assert judged == [1, 1, 1]


# -- any edits of a larger base ----------------------------------------------------------------------


def random_edits(
    seed: int, turns: int, disk: Callable[..., Disk], kb_run: Runs, patch: pytest.MonkeyPatch
) -> int:
    """Edit a generated base again and again; returns how often the answer stood."""
    stood: list[object] = []
    real = rejudged.now

    def now(*arguments: Any) -> Any:
        found = real(*arguments)
        stood.extend([found] if found is not None else [])
        return found

    patch.setattr(rejudged, "now", now)
    world = disk(1, seed)
    folder = world.root / "generated"
    generate = [sys.executable, "-m", "benchmarks.generate", str(folder), "--records", "100"]
    subprocess.run([*generate, "--seed", str(seed)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    files = sorted(folder.rglob("*.md"))
    pool = Pool(path.read_text() for path in files)
    world.wait(60 * SECOND)
    for _ in range(turns):
        path = world.dice.choice(files)
        kept = path.read_text()
        for _ in range(world.dice.choice((1, 2))):
            world.write(path, pool.edited(path.read_text(), world.dice), keep_times=world.dice.random() < 0.3)
            world.wait(world.dice.choice((1, 60 * SECOND)))
            cached = kb_run(["lint", *TODAY], folder)
            assert cached == kb_run(["lint", *TODAY, "--no-cache"], folder), path.read_text()
        if world.dice.random() < 0.8:  # or findings pile up, near which nothing is judged by itself
            world.write(path, kept)
            world.wait(world.dice.choice((1, 60 * SECOND)))
            assert kb_run(["lint", *TODAY], folder) == kb_run(["lint", *TODAY, "--no-cache"], folder)
    return len(stood)


def test_random_edits_of_a_generated_base(
    disk: Callable[..., Disk], cache_home: Path, program: Path, kb_run: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert random_edits(1, 12, disk, kb_run, monkeypatch) > 2


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 6))
def test_many_random_edits_of_a_generated_base(
    seed: int,
    disk: Callable[..., Disk],
    cache_home: Path,
    program: Path,
    kb_run: Runs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert random_edits(seed, 200, disk, kb_run, monkeypatch) > 40
