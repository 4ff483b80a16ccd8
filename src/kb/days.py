"""Calendar days: how long something lasted or how old it is, counted in one way for everything that people are told.

How long ago something happened is another question, and a plain difference: a limit of 90 days is over 90 days later.
"""

from __future__ import annotations

from datetime import date


def elapsed(first: date, last: date) -> int:
    """How many calendar days a span touches: what begins and ends on one day took one day, not none."""
    return (last - first).days + 1


def age(since: date, today: date) -> int:
    """How old something is that began on a day, which counts as today does; none where that day is still to come."""
    return max(elapsed(since, today), 0)
