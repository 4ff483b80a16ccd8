"""What `docs/index.md` of the teaching base invites its reader to break is found, and nothing else is."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb.example import TODAY, copy

BREAKS = {
    "a task moved to done without evidence": (
        "backlog/TASK-0010-*.md", "status: ready", "status: done", {"KB004"},
    ),
    "the weights as the course lists them": (
        "research/reviews/REV-0001-*.md", "weight: 2\n    priority: supp", "weight: 1\n    priority: supp", {"RV001"},
    ),
}  # fmt: skip


def codes(folder: Path, kb_run: Callable[..., Any]) -> set[str]:
    finished = kb_run(["lint", "--today", f"{TODAY}", "--output-format", "json"], folder)
    return {finding["code"] for finding in json.loads(finished.out)["diagnostics"]}


@pytest.mark.parametrize(("pattern", "old", "new", "expected"), BREAKS.values(), ids=BREAKS.keys())
def test_what_the_reader_breaks_is_found(
    tmp_path: Path, kb_run: Callable[..., Any], pattern: str, old: str, new: str, expected: set[str]
) -> None:
    copy(tmp_path, TODAY)
    (record,) = tmp_path.glob(pattern)
    text = record.read_text(encoding="utf-8")
    assert old in text
    record.write_text(text.replace(old, new), encoding="utf-8")
    assert expected <= codes(tmp_path, kb_run)
