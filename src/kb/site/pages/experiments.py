"""The experiments: a leaderboard for each metric and data set, with spread, and every result however it ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kb.records.experiment import Experiment
from kb.site.material import Material
from kb.site.measures import MetricRow, direction, metric_rows
from kb.site.page import Page, PageMaker
from kb.site.templating import render

LEADERS = 10


class Leaderboard(NamedTuple):
    """The concluded results for one metric on one data set, best first; unsorted where nobody said which way."""

    metric: str
    split: str
    direction: str
    rows: tuple[tuple[Experiment, MetricRow], ...]


class ExperimentsPage(PageMaker):
    """Leaderboards and the register of experiments."""

    section, order, label, path = "Evidence", 45, "Experiments", "experiments.md"

    def pages(self, material: Material) -> Iterator[Page]:
        yield Page(self.path, "Experiments", lambda: _draw(material), wide=True, search=False)


def leaderboards(material: Material) -> list[Leaderboard]:
    """One for every metric and data set that at least two concluded experiments report, the busiest first."""
    found: dict[tuple[str, str], list[tuple[Experiment, MetricRow]]] = {}
    for _, experiment in material.base.records(Experiment):
        if experiment.status == "concluded":
            for row in metric_rows(material, experiment):
                found.setdefault((row.metric, row.split), []).append((experiment, row))
    boards = []
    for (metric, split), rows in found.items():
        if len(rows) > 1:
            way = direction(material, metric)
            sign = -1 if way == "higher" else 1 if way == "lower" else 0
            rows.sort(key=lambda pair, sign=sign: (sign * pair[1].value, pair[0].id))  # type: ignore[misc]  # bound now
            boards.append(Leaderboard(metric, split, way, tuple(rows)))
    return sorted(boards, key=lambda b: (-len(b.rows), b.metric, b.split))


def _draw(material: Material) -> str:
    experiments = sorted(
        (e for _, e in material.base.records(Experiment)),
        key=lambda e: (e.date.isoformat() if e.date else e.created.isoformat(), e.id),
        reverse=True,
    )
    return render(
        "experiments.html",
        m=material,
        here=ExperimentsPage.path,
        experiments=experiments,
        boards=leaderboards(material),
        leaders=LEADERS,
        outcomes={
            o: sum(e.outcome == o for e in experiments) for o in ("supported", "refuted", "inconclusive")
        },
    )
