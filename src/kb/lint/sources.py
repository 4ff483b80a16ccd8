"""What became of the runs that experiments were imported from: facts that a shell finds out, for rules to judge."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

State = Literal["same", "changed", "gone", "unreachable", "not-asked"]
"""``unreachable``: the source cannot be read; ``not-asked``: it lies outside of the base, and nobody asked for it."""


class Moved(NamedTuple):
    """A value that the source gives otherwise than when it was imported; None for what is not there."""

    field: str
    recorded: Any
    now: Any


class Origin(NamedTuple):
    """What became of the run of one experiment.

    Attributes:
        state: whether it is as it was.
        moved: the values that changed, if the record holds such.
        why: what else there is to say.
    """

    state: State
    moved: tuple[Moved, ...] = ()
    why: str = ""
