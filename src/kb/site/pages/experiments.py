"""The experiments: a leaderboard for each metric and set of data, and every result however it ended."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from kb.leaderboard import Board, Entry, Filter, boards, entry
from kb.progress import when
from kb.records.experiment import Experiment
from kb.records.goal import Goal
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.templating import render

LEADERS = 10
BOARDS = 12
SIZE = 200


class DrawnBoard(NamedTuple):
    """A leaderboard with its first entries."""

    board: Board
    entries: tuple[Entry, ...]

    @property
    def targets(self) -> bool:
        """Whether a task set a target for one of the results."""
        return any(entry.target is not None for entry in self.entries)


class ExperimentsPage(PageMaker):
    """Leaderboards and the register of experiments."""

    section, order, label, path = "Evidence", 45, "Experiments", "experiments.md"

    def pages(self, material: Material) -> Iterator[Page]:
        experiments = sorted((e for _, e in material.base.records(Experiment)), key=when, reverse=True)
        for part in parts(self.path, experiments, SIZE):
            draw = partial(_draw, material, part, experiments)
            yield Page(part.path, part.title("Experiments"), draw, wide=True, search=False)


def leaderboards(material: Material) -> list[Board]:
    """One for every metric and set of data for which at least two concluded experiments report a figure.

    The metrics that goals name come first, then those that somebody gave a direction, then the busiest.
    """
    named = {t.name for _, goal in material.base.records(Goal) for t in goal.technical_metrics}
    found = [board for board in boards(material.base, Filter()) if len(board.places) > 1]
    return sorted(
        found, key=lambda b: (b.metric not in named, not b.direction, -len(b.places), b.metric, b.split)
    )


def _drawn(material: Material, board: Board) -> DrawnBoard:
    confidence = material.config.limits.improvement_confidence
    return DrawnBoard(
        board, tuple(entry(material.base, board, place, confidence) for place in board.places[:LEADERS])
    )


def _draw(material: Material, part: Part[Experiment], experiments: list[Experiment]) -> str:
    outcomes = {o: sum(e.outcome == o for e in experiments) for o in ("supported", "refuted", "inconclusive")}
    found = leaderboards(material) if part.first else []
    return render(
        "experiments.html",
        m=material,
        here=part.path,
        part=part,
        boards=[_drawn(material, board) for board in found[:BOARDS]],
        more_boards=max(len(found) - BOARDS, 0),
        leaders=LEADERS,
        sure=f"{100 * material.config.limits.improvement_confidence:g}",
        outcomes=outcomes,
    )
