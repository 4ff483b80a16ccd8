"""What moved on the radar since a day: the core stack today against the one that the decisions before that day made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from kb.graph import Graph
from kb.records.decision import Ring
from kb.technologies.rings import RINGS, Placement, core_stack

Moved = Literal["new", "in", "out", "gone", "same"]


class Move(NamedTuple):
    """How a technology moved.

    Attributes:
        how: ``new`` to the radar, ``in`` towards adopt, ``out`` towards drop, ``gone`` from the radar, or the
            ``same``; None where decisions contradict each other, then or now.
        before: the ring it was in.
    """

    how: Moved | None
    before: Ring | None


def moves(graph: Graph, since: date, now: Mapping[str, Placement]) -> Mapping[str, Move]:
    """How every technology moved since a day, those of today first, then those that are gone."""
    then = core_stack(graph, since)
    found = {name: _move(placement, then.get(name)) for name, placement in now.items()}
    gone = {name: Move("gone", placement.ring) for name, placement in then.items() if name not in now}
    return {**found, **gone}


def _move(now: Placement, then: Placement | None) -> Move:
    if then is None:
        return Move("new" if now.ring is not None else None, None)
    if now.ring is None or then.ring is None:
        return Move(None, then.ring)
    by = RINGS.index(now.ring) - RINGS.index(then.ring)
    return Move("same" if not by else "in" if by < 0 else "out", then.ring)


def quarter(day: date) -> date:
    """The first day of the quarter: what was decided before it is what the last quarter ended with."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
