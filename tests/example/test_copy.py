"""The teaching base laid down in a folder: whole, dated to end today, and over nothing that was there."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb.errors import KbError
from kb.example import BASE, TODAY, copy, files, shifted

LATER = dt.date(2031, 5, 16)  # a Friday, as nothing in the base depends on the weekday of the copy
DATE = re.compile(r"(?<=: )[0-9]{4}-[0-9]{2}-[0-9]{2}(?=$|T)", re.MULTILINE)


def dates(folder: Path, path: str) -> list[dt.date]:
    return [
        dt.date.fromisoformat(found) for found in DATE.findall((folder / path).read_text(encoding="utf-8"))
    ]


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_copy_of_the_day_the_base_was_made_is_the_base(tmp_path: Path) -> None:
    written = copy(tmp_path, TODAY)
    assert everything(tmp_path) == {path: text.encode() for path, text in files()}
    assert sorted(written) == sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert {"kb.toml", "README.md", "code/churn.py", "docs/index.md"} <= set(everything(tmp_path))


@pytest.mark.parametrize("today", [LATER, dt.date(2024, 2, 29), TODAY + dt.timedelta(days=6)])
def test_every_date_moves_by_the_same_number_of_whole_weeks(tmp_path: Path, today: dt.date) -> None:
    copy(tmp_path, today)
    steps = set()
    for path, _ in files():
        if path.startswith(("backlog/", "research/")):
            before, after = dates(BASE, path), dates(tmp_path, path)
            assert before, path
            steps |= {new - old for old, new in zip(before, after, strict=True)}
    (step,) = steps
    assert step.days % 7 == 0
    assert dt.timedelta(0) <= today - (TODAY + step) < dt.timedelta(days=7)


def test_nothing_that_was_measured_moves(tmp_path: Path) -> None:
    copy(tmp_path, LATER)
    for path, text in files():
        if "EXP-" in path:
            old, new = text, (tmp_path / path).read_text(encoding="utf-8")
            for key in ("code:", "seeds:", "data:", "metrics:", "outputs:"):
                between = re.compile(rf"^{key}\n(?:[ ].*\n)+", re.MULTILINE)
                assert between.findall(old) == between.findall(new) != []


@pytest.mark.parametrize("today", [TODAY, LATER, dt.date(2024, 2, 29)])
def test_a_copy_has_nothing_to_complain_about_on_the_day_it_is_made(
    tmp_path: Path, kb_run: Callable[..., Any], today: dt.date
) -> None:
    copy(tmp_path, today)
    finished = kb_run(
        ["lint", "--strict", "--today", today.isoformat(), "--output-format", "concise"], tmp_path
    )
    assert finished.code == 0, finished.out + finished.err


def test_a_neglected_copy_is_complained_about(tmp_path: Path, kb_run: Callable[..., Any]) -> None:
    copy(tmp_path, TODAY)
    finished = kb_run(["lint", "--strict", "--today", "2029-01-01", "--output-format", "concise"], tmp_path)
    assert finished.code == 1


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("ours\n", encoding="utf-8")
    (tmp_path / "backlog").mkdir()
    (tmp_path / "backlog" / "notes.txt").write_text("ours too\n", encoding="utf-8")
    written = copy(tmp_path, TODAY)
    assert tmp_path / "README.md" not in written
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "ours\n"
    assert (tmp_path / "backlog" / "notes.txt").read_text(encoding="utf-8") == "ours too\n"
    assert copy(tmp_path, TODAY) == []


@pytest.mark.parametrize("link", ["research", "kb.toml", "backlog/TASK-0001-describe-the-churn-data.md"])
def test_nothing_is_written_where_a_symbolic_link_is_in_the_way(tmp_path: Path, link: str) -> None:
    outside, base = tmp_path / "outside", tmp_path / "base"
    outside.mkdir()
    (base / link).parent.mkdir(parents=True)
    (base / link).symlink_to(outside if link == "research" else outside / "target")
    with pytest.raises(KbError, match="symbolic link"):
        copy(base, TODAY)
    assert everything(base) == {}
    assert list(outside.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(KbError, match="there is no folder"):
        copy(tmp_path / "nowhere", TODAY)


def test_a_day_at_the_end_of_the_calendar_is_said(tmp_path: Path) -> None:
    with pytest.raises(KbError, match="leave the calendar"):
        copy(tmp_path, dt.date(9999, 12, 31))
    assert everything(tmp_path) == {}


def test_only_whole_values_and_their_repetitions_are_dates_of_the_record() -> None:
    record = """---
id: EXP-0001
created: 2026-11-02
date: 2026-11-02T10:00:00Z
code:
  command: python code/run.py --since 2026-11-02
reproductions:
  - on: 2026-11-09
note: written on 2026-11-02
---

Run on 2026-11-02 over the data of 2025-11-02; see data/2026-11-02-raw.csv.
"""
    moved = shifted(record, 7)
    assert "created: 2026-11-09\ndate: 2026-11-09T10:00:00Z\n" in moved
    assert "  - on: 2026-11-16\n" in moved
    assert "--since 2026-11-02\n" in moved
    assert "note: written on 2026-11-02\n" in moved
    assert "Run on 2026-11-09 over the data of 2025-11-02; see data/2026-11-02-raw.csv.\n" in moved


def test_a_page_that_is_no_record_is_left_alone() -> None:
    page = "# Notes\n\ncreated: 2026-11-02\n"
    assert shifted(page, 70) == page
