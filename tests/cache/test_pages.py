"""An answer of `kb lint` knows the hand-written pages whose queries were judged, and records that got a query."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cache.simulated import SECOND, Disk

RECORD = """\
---
id: DEC-0001
type: decision
title: Boosted trees for the churn model
status: proposed
created: 2026-01-05
---
It rests on figures.
"""
GOOD = "# Results\n\n```kb\nselect id from task order by id\n```\n"
BAD = GOOD.replace("task", "tsak")
Runs = Callable[..., Any]
LINT = ["lint", "--select", "QU"]


@pytest.fixture
def base(disk: Callable[..., Disk], cache_home: Any, program: Any) -> Disk:
    """A base with one record and one page, written a minute ago."""
    found = disk(1, 0)
    (found.root / "docs").mkdir()
    found.write(found.root / "research" / "DEC-0001-trees.md", RECORD)
    found.write(found.root / "docs" / "results.md", GOOD)
    (found.root / "kb.toml").write_text("")
    found.wait(60 * SECOND)
    return found


def test_a_page_that_has_not_changed_is_not_judged_again(base: Disk, kb_run: Runs, judged: list[int]) -> None:
    first = kb_run(LINT, base.root)
    assert first.code == 0
    assert kb_run(LINT, base.root) == first
    assert judged == [1]


@pytest.mark.parametrize("moment", [0, 1, 60 * SECOND])
def test_a_page_that_was_written_is(moment: int, base: Disk, kb_run: Runs) -> None:
    page = base.root / "docs" / "results.md"
    assert kb_run(LINT, base.root).code == 0
    base.wait(moment)
    base.write(page, BAD)
    said = kb_run(LINT, base.root)
    assert said.code == 1
    assert "docs/results.md:4:16" in said.out
    base.wait(moment)
    base.write(page, GOOD)
    assert kb_run(LINT, base.root).code == 0


def test_two_writes_in_one_tick_are_told_apart(base: Disk, kb_run: Runs) -> None:
    page = base.root / "docs" / "results.md"
    base.write(page, GOOD)
    assert kb_run(LINT, base.root).code == 0
    base.write(page, BAD)
    assert kb_run(LINT, base.root).code == 1
    base.wait(60 * SECOND)
    assert kb_run(LINT, base.root).code == 1


def test_pages_come_and_go(base: Disk, kb_run: Runs) -> None:
    assert kb_run(LINT, base.root).code == 0
    base.write(base.root / "docs" / "new.md", BAD)
    base.wait(60 * SECOND)
    assert kb_run(LINT, base.root).code == 1
    (base.root / "docs" / "new.md").unlink()
    assert kb_run(LINT, base.root).code == 0


def test_a_record_that_got_a_query_is_judged(base: Disk, kb_run: Runs) -> None:
    record = base.root / "research" / "DEC-0001-trees.md"
    assert kb_run(LINT, base.root).code == 0
    base.wait(60 * SECOND)
    base.write(record, f"{RECORD}\nThere are `kb: select count(*) from tsak`.\n")
    said = kb_run(LINT, base.root)
    assert said.code == 1
    assert "no such table: tsak" in said.out
    base.wait(60 * SECOND)
    base.write(record, RECORD)
    assert kb_run(LINT, base.root).code == 0


def test_a_query_that_changed_its_words_is_judged(base: Disk, kb_run: Runs) -> None:
    record = base.root / "research" / "DEC-0001-trees.md"
    base.write(record, f"{RECORD}\n{GOOD}")
    base.wait(60 * SECOND)
    assert kb_run(LINT, base.root).code == 0
    base.write(record, f"{RECORD}\n{BAD}")
    assert kb_run(LINT, base.root).code == 1
