"""The history of the example ends with the example, and its tasks went over the board as `moves.txt` says."""

from __future__ import annotations

import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from kb import config, example
from kb.history import chronicle
from tests.example import history


@pytest.mark.parametrize("later", [0, 100])
def test_the_last_commit_is_the_base_as_it_is_laid_down(tmp_path: Path, later: int) -> None:
    today = example.TODAY + timedelta(days=later)
    history.write(tmp_path / "made", today)
    (tmp_path / "laid").mkdir()
    example.copy(tmp_path / "laid", today)
    assert files(tmp_path / "made") == files(tmp_path / "laid")


def files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, apart from what is git's."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    told = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return {path: data for path, data in told.items() if not path.startswith(".git/")}


def test_the_same_day_gives_the_same_commits(tmp_path: Path) -> None:
    heads = set()
    for name in ("one", "two"):
        history.write(tmp_path / name)
        heads.add(
            subprocess.run(
                ["git", "rev-parse", "HEAD"], cwd=tmp_path / name, capture_output=True, check=True
            ).stdout
        )
    assert len(heads) == 1


def test_its_tasks_went_over_the_board_as_the_moves_say(tmp_path: Path) -> None:
    history.write(tmp_path)
    read = chronicle.read(tmp_path, config.read(tmp_path).config)
    told: dict[str, list[tuple[date, str]]] = {}
    for line in history.MOVES.read_text().splitlines():
        if not line.startswith("#") and not line.endswith("blocked"):
            on, id, state = line.split()
            told.setdefault(id, []).append((date.fromisoformat(on), state))
    assert {
        life.id: [(p.when.at.date(), p.state) for p in life.passages]
        for life in read.lives
        if life.type == "task"
    } == told
    blocked = {
        life.id: [(s.since.date(), s.until and s.until.date()) for s in life.blocked] for life in read.lives
    }
    assert {id: spells for id, spells in blocked.items() if spells} == {
        "TASK-0009": [(date(2026, 9, 16), date(2026, 9, 21))],
        "TASK-0011": [(date(2026, 11, 16), None)],
        "TASK-0028": [(date(2026, 9, 9), date(2026, 9, 14))],
    }
