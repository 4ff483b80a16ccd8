"""`kb lint --fix` mends what needs no thought, keeps every other byte, and has nothing to do the second time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

UNTIDY = """\
---
type: task
id: TASK-0001
title: Encode the shop   # keep this
status: idea
created: 2026-06-15
assignee: no
---

Body\twith   blanks   \r
"""
MENDED = """\
---
id: TASK-0001
type: task
title: Encode the shop   # keep this
status: idea
created: 2026-06-15
assignee: 'no'
---

Body\twith   blanks   \r
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    (tmp_path / "kb.toml").write_text("")
    (tmp_path / "backlog").mkdir()
    (tmp_path / "backlog" / "TASK-0001-encode-the-shop.md").write_bytes(UNTIDY.encode())
    return tmp_path


def text(base: Path) -> str:
    return (base / "backlog" / "TASK-0001-encode-the-shop.md").read_bytes().decode()


def test_what_can_be_mended_is_and_nothing_else_moves(base: Path, kb_run: Callable[..., Any]) -> None:
    first = kb_run(["lint", "--fix"], base)
    assert text(base) == MENDED
    assert "Mended 2 findings." in first.err
    assert first.code == 0


def test_fixing_twice_changes_nothing(base: Path, kb_run: Callable[..., Any]) -> None:
    kb_run(["lint", "--fix"], base)
    again = kb_run(["lint", "--fix"], base)
    assert text(base) == MENDED
    assert "There was nothing to mend." in again.err


def test_diff_shows_and_writes_nothing(base: Path, kb_run: Callable[..., Any]) -> None:
    shown = kb_run(["lint", "--diff"], base)
    assert shown.code == 1
    assert "+assignee: 'no'" in shown.out
    assert text(base) == UNTIDY


def test_only_the_rules_and_files_asked_for_are_mended(base: Path, kb_run: Callable[..., Any]) -> None:
    kb_run(["lint", "--fix", "--select", "FM008"], base)
    assert text(base) == UNTIDY.replace("assignee: no", "assignee: 'no'")
