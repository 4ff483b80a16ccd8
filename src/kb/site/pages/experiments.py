"""The experiments: a leaderboard for each metric and data set, with spread, and every result however it ended."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from kb.records.experiment import Experiment
from kb.records.goal import Goal
from kb.site.material import Material, when
from kb.site.measures import MetricRow, metric_rows
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.templating import render

LEADERS = 10
BOARDS = 12
SIZE = 200


class Leaderboard(NamedTuple):
    """The concluded results for one metric on one data set, best first; unsorted where nobody said which way."""

    metric: str
    split: str
    direction: str
    rows: tuple[tuple[Experiment, MetricRow], ...]

    @property
    def targets(self) -> bool:
        """Whether a task set a target for one of the results."""
        return any(row.target is not None for _, row in self.rows)


class ExperimentsPage(PageMaker):
    """Leaderboards and the register of experiments."""

    section, order, label, path = "Evidence", 45, "Experiments", "experiments.md"

    def pages(self, material: Material) -> Iterator[Page]:
        experiments = sorted((e for _, e in material.base.records(Experiment)), key=when, reverse=True)
        for part in parts(self.path, experiments, SIZE):
            draw = partial(_draw, material, part, experiments)
            yield Page(part.path, part.title("Experiments"), draw, wide=True, search=False)


def leaderboards(material: Material) -> list[Leaderboard]:
    """One for every metric and data set that at least two concluded experiments report.

    The metrics that goals name come first, then those that somebody gave a direction, then the busiest.
    """
    found: dict[tuple[str, str], list[tuple[Experiment, MetricRow]]] = {}
    for _, experiment in material.base.records(Experiment):
        if experiment.status == "concluded":
            for row in metric_rows(material, experiment):
                found.setdefault((row.metric, row.split), []).append((experiment, row))
    named = {t.name for _, goal in material.base.records(Goal) for t in goal.technical_metrics}
    boards = [
        Leaderboard(metric, split, way, _ranked(rows, way))
        for (metric, split), rows in found.items()
        if len(rows) > 1
        for way in [material.directions.get(metric, "")]
    ]
    return sorted(
        boards, key=lambda b: (b.metric not in named, not b.direction, -len(b.rows), b.metric, b.split)
    )


def _ranked(rows: list[tuple[Experiment, MetricRow]], way: str) -> tuple[tuple[Experiment, MetricRow], ...]:
    sign = {"higher": -1, "lower": 1}.get(way, 0)
    return tuple(sorted(rows, key=lambda pair: (sign * pair[1].value, pair[0].id)))


def _draw(material: Material, part: Part[Experiment], experiments: list[Experiment]) -> str:
    outcomes = {o: sum(e.outcome == o for e in experiments) for o in ("supported", "refuted", "inconclusive")}
    boards = leaderboards(material) if part.first else []
    return render(
        "experiments.html",
        m=material,
        here=part.path,
        part=part,
        boards=boards[:BOARDS],
        more_boards=max(len(boards) - BOARDS, 0),
        leaders=LEADERS,
        outcomes=outcomes,
    )
