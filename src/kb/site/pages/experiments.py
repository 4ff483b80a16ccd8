"""The experiments: a leaderboard for each metric and set of data, and every result however it ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from kb.leaderboard import Board
from kb.progress import when
from kb.records.experiment import Experiment
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.parameters import drawn as drawn_view
from kb.site.parameters import views
from kb.site.rendered import filled, ids_of
from kb.site.standings import LEADERS, drawn, leaderboards, listed

BOARDS = 6
"""So many leaderboards stand on the page, with charts; all have pages of their own, with the numbers."""
ON_A_PAGE = 12
LISTED = 240
VIEWS = 3
SIZE = 120
ALL = "leaderboards.md"


class ExperimentsPage(PageMaker):
    """Leaderboards and the register of experiments."""

    section, order, label, path = "Evidence", 45, "Experiments", "experiments.md"

    def pages(self, material: Material) -> Iterator[Page]:
        experiments = sorted((e for _, e in material.base.records(Experiment)), key=when, reverse=True)
        boards = leaderboards(material)
        outcomes = Counter(_came_to(each) for each in experiments)
        about = cache(partial(ids_of, experiments))
        for part in parts(self.path, experiments, SIZE):
            values = partial(_values, material, part, outcomes, boards)
            title = part.title("Experiments")
            yield filled(material, part.path, title, "experiments.html", values, wide=True, about=about)
        if len(boards) > BOARDS:
            for found in parts(ALL, boards[:LISTED], ON_A_PAGE):
                values = partial(_boards, material, found, len(boards))
                title = found.title("Leaderboards")
                yield filled(material, found.path, title, "leaderboards.html", values, wide=True, about=about)


def _came_to(experiment: Experiment) -> str:
    """What is counted of an experiment, so that the counts add up to all of them."""
    if experiment.status == "invalid":
        return "invalid"
    return experiment.outcome or ("under way" if experiment.status == "running" else "without an outcome")


def _values(
    material: Material, part: Part[Experiment], outcomes: Mapping[str, int], boards: Sequence[Board]
) -> Mapping[str, Any]:
    found = boards if part.first else ()
    sets = views(found)
    return {
        "part": part.of([(each, material.fulfilled(each)) for each in part.items]),
        "boards": [
            drawn(material, each, str(n), part.path) for n, each in enumerate(found[:BOARDS], start=1)
        ],
        "jumps": _jumps(found[:BOARDS]),
        "more_boards": max(len(found) - BOARDS, 0),
        "views": [
            drawn_view(material, each, f"view-{n}", part.path) for n, each in enumerate(sets[:VIEWS], start=1)
        ],
        "more_views": max(len(sets) - VIEWS, 0),
        "outcomes": outcomes,
        **_sayings(material),
    }


def _jumps(boards: Sequence[Board]) -> list[tuple[str, str, str]]:
    """Metric, split and, where another board has both in common, the end of the address of the data."""
    alike = Counter((board.metric, board.split) for board in boards)
    return [
        (board.metric, board.split, _tail(board) if alike[board.metric, board.split] > 1 else "")
        for board in boards
    ]


def _tail(board: Board) -> str:
    uri = board.data.uri if board.data is not None else None
    return "/".join((uri or "").split("/")[-2:])


def _boards(material: Material, part: Part[Board], count: int) -> Mapping[str, Any]:
    return {
        "part": part.of([listed(material, board) for board in part.items]),
        "more": max(count - LISTED, 0),
        **_sayings(material),
    }


def _sayings(material: Material) -> dict[str, object]:
    return {"leaders": LEADERS, "sure": f"{100 * material.config.limits.improvement_confidence:g}"}
