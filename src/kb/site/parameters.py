"""Which experiments can be set side by side: at least three, on the same data, with parameters in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from kb.leaderboard import Board
from kb.records.experiment import Experiment
from kb.site.charts.look import Chart
from kb.site.charts.parallel import Axis, Cell, Line, parallel
from kb.site.charts.words import figure
from kb.site.material import Material
from kb.site.standings import short
from kb.wording import listed, plural

LEAST: Final = 3
PARAMETERS: Final = 6
METRICS: Final = 3
WORDS: Final = 12
"""An axis of more different words would be a list of names."""
_MOST: Final = 0.6  # a parameter that fewer of them state is none that they share


class View(NamedTuple):
    """Experiments side by side.

    Attributes:
        boards: the metrics that all of them report on one set of data, the main one first.
        experiments: in the order of the main one, the best first.
        parameters: those that vary, by name.
        same: those that are the same in all.
        without: how many more are on the boards and lack one of the parameters.
    """

    boards: tuple[Board, ...]
    experiments: tuple[Experiment, ...]
    parameters: tuple[str, ...]
    same: Mapping[str, Cell]
    without: int


def views(boards: Iterable[Board]) -> list[View]:
    """The sets of experiments that can be set side by side, in the order of the boards they lead."""
    sets: dict[tuple[str, str], list[Board]] = {}
    for board in boards:
        digest = board.data.digest if board.data is not None else None
        if board.told == "digest" and digest is not None:
            sets.setdefault((board.split, digest), []).append(board)
    found: list[View] = []
    seen: set[frozenset[str]] = set()
    for together in sets.values():
        view = _view(together)
        ids = frozenset(e.id for e in view.experiments) if view is not None else frozenset()
        if view is not None and ids not in seen:  # the same ones on other data say little more
            seen.add(ids)
            found.append(view)
    return found


def _view(together: Sequence[Board]) -> View | None:
    main = together[0]
    reported = {board.metric: {p.experiment.id for p in board.places} for board in together}
    chosen = [
        b for b in together if len(reported[b.metric] & reported[main.metric]) >= _MOST * len(main.places)
    ]
    chosen = chosen[:METRICS]
    measured = [
        p.experiment for p in main.places if all(p.experiment.id in reported[b.metric] for b in chosen)
    ]
    stated = Counter(name for e in measured for name in _parameters(e))
    shared = [name for name, n in stated.items() if n >= max(LEAST, _MOST * len(measured))]
    full = [e for e in measured if all(name in _parameters(e) for name in shared)]
    if len(full) < LEAST:
        return None
    cells = {name: [_parameters(e)[name] for e in full] for name in shared}
    varying = [name for name in shared if len(set(cells[name])) > 1 and _readable(cells[name])]
    if not varying:
        return None
    same = {name: cells[name][0] for name in shared if len(set(cells[name])) == 1}
    varying = sorted(varying, key=lambda name: (-stated[name], shared.index(name)))[:PARAMETERS]
    return View(tuple(chosen), tuple(full), tuple(varying), same, len(main.places) - len(full))


def _readable(cells: Sequence[Cell]) -> bool:
    """Whether an axis can show them: numbers, or few words."""
    return all(isinstance(cell, int | float) for cell in cells) or len({str(cell) for cell in cells}) <= WORDS


def _parameters(experiment: Experiment) -> Mapping[str, Cell]:
    """The parameters of an experiment that are numbers or words."""
    stated = experiment.model.params if experiment.model is not None else None
    found: dict[str, Cell] = {}
    for name, value in (stated or {}).items():
        if isinstance(value, bool):
            found[name] = "yes" if value else "no"
        elif isinstance(value, int | float | str):
            found[name] = value
    return found


def drawn(material: Material, view: View, name: str, here: str) -> Chart:
    """A view as a chart."""
    axes = []
    for parameter in view.parameters:
        cells = [_parameters(e)[parameter] for e in view.experiments]
        numeric = all(isinstance(cell, int | float) for cell in cells)
        axes.append(Axis(parameter, tuple(cells if numeric else map(_word, cells))))
    for board in reversed(view.boards):  # the main one last, where the lines end
        values = {place.experiment.id: place.figure.value for place in board.places}
        measured = tuple(values[e.id] for e in view.experiments)
        axes.append(Axis(board.metric, measured, metric=True, direction=board.direction))
    lines = [
        Line(
            e.id,
            e.outcome,
            short(material, e.id, here),
            material.url(e.id, here),
        )
        for e in view.experiments
    ]
    main = view.boards[0]
    data = main.data.uri if main.data is not None and main.data.uri else main.split
    left_out = []
    if view.same:
        left_out.append(f"The same in all: {listed([f'{n} {_word(c)}' for n, c in view.same.items()])}.")
    if view.without:
        left_out.append(f"Left out: {plural(view.without, 'experiment')} without one of these.")
    return parallel(name, f"{main.metric} on {data}", lines, axes, left_out=" ".join(left_out))


def _word(cell: Cell) -> str:
    return cell if isinstance(cell, str) else figure(cell)
