"""Says what would have to be true for a candidate to win: the fewest points more, or the smallest change of weights.

Winning by scores is being first in the ranking, which goes by requirements satisfied and then by the weighted average;
winning by weights is having the best weighted average, because no weight changes who satisfies what. A change is
given up to where the candidate draws level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from kb.records.review import Criterion, Priority
from kb.review_scoring.programme import cheapest
from kb.review_scoring.scoring import DIGITS, Scored, satisfies
from kb.review_scoring.sensitivity import Field, Flip

CRITERIA: Final = 40
RIVALS: Final = 20
"""So many criteria and candidates are put into a linear programme; nobody weighs more against each other."""
_LARGEST: Final = 10**9


class Raised(NamedTuple):
    """A score, None if there is none, and what it would have to be."""

    criterion: str
    score: float | None
    needs: float


class ByScores(NamedTuple):
    """The fewest points more that make a candidate the first of the ranking, and one way to get them."""

    points: float
    raised: tuple[Raised, ...]


class Reweighting(NamedTuple):
    """What weights can do for a candidate.

    Attributes:
        possible: whether there are weights by which nobody has a better average; None where nobody worked it out.
        leads: whether nobody has a better average already.
        single: the smallest change of one weight, as a share of it, that does it.
        moved: the smallest sum of changes of weights that does it, in points of weight.
        weights: those changes; ``winner`` is the candidate.
    """

    possible: bool | None
    leads: bool = False
    single: Flip | None = None
    moved: float | None = None
    weights: tuple[Flip, ...] = ()


class ToWin(NamedTuple):
    """What would have to be true for a candidate to win.

    Attributes:
        name: of the candidate.
        fails: the mandatory requirements it would have to satisfy first.
        by_scores: the fewest points more; None where no score reaches a bar that is set above the weight.
        by_weights: what weights can do; None for who is knocked out, for whom they can do nothing.
        share: of the random weightings in which it has the best average; None for who is knocked out.
    """

    name: str
    fails: tuple[Raised, ...]
    by_scores: ByScores | None
    by_weights: Reweighting | None
    share: float | None


def by_scores(
    criteria: Sequence[Criterion], points: Sequence[float], candidate: Scored, first: Scored | None
) -> ByScores | None:
    """The fewest points more that make a candidate the first, none of the others changing.

    There are three ways past the first: to satisfy more important requirements, as many of them and more
    supplementary ones, or as many of both and to have no fewer points.
    """
    open_ = _Open(criteria, points, candidate)
    mandatory = open_.reach("mandatory", candidate.satisfied["mandatory"].of)
    if mandatory is None:
        return None
    if first is None:
        return open_.made(mandatory)
    important, supplementary = first.satisfied["important"].n, first.satisfied["supplementary"].n
    ways: tuple[tuple[tuple[Priority, int], ...], ...] = (
        (("important", important + 1),),
        (("important", important), ("supplementary", supplementary + 1)),
        (("important", important), ("supplementary", supplementary)),
    )
    found: list[ByScores] = []
    for number, way in enumerate(ways):
        raised: Mapping[int, float] | None = mandatory
        for priority, count in way:
            more = open_.reach(priority, count)
            raised = {**raised, **more} if raised is not None and more is not None else None
        if raised is not None and number == len(ways) - 1:
            raised = open_.filled(raised, first.total.got)
        if raised is not None:
            found.append(open_.made(raised))
    return min(found, key=lambda way: (way.points, len(way.raised)), default=None)


class _Open:
    """What a candidate has not satisfied yet, and what it costs to do so; places of criteria → new points."""

    def __init__(self, criteria: Sequence[Criterion], points: Sequence[float], candidate: Scored) -> None:
        self._criteria = criteria
        self._points = points
        self._candidate = candidate

    def reach(self, priority: Priority, count: int) -> dict[int, float] | None:
        """The cheapest way to satisfy so many requirements of a priority; None if there is none."""
        lacking = count - self._candidate.satisfied[priority].n
        if lacking <= 0:
            return {}
        costs = sorted(
            (max(c.satisfied_from - self._points[place], 0.0), place)
            for place, c in enumerate(self._criteria)
            if c.priority == priority and not self._satisfied(place) and satisfies(c.weight, c)
        )
        if len(costs) < lacking:
            return None
        return {place: self._points[place] + cost for cost, place in costs[:lacking]}

    def _satisfied(self, place: int) -> bool:
        criterion = self._criteria[place]
        return criterion.id not in self._candidate.missing and satisfies(self._points[place], criterion)

    def filled(self, raised: Mapping[int, float], goal: float) -> dict[int, float]:
        """The same with as many points as are needed in all, from where most can be had."""
        now = {place: raised.get(place, points) for place, points in enumerate(self._points)}
        gap = round(goal - sum(now.values()), DIGITS)
        found = dict(raised)
        for place in sorted(now, key=lambda place: now[place] - self._criteria[place].weight):
            more = min(gap, self._criteria[place].weight - now[place])
            if more > 0:
                found[place] = now[place] + more
                gap = round(gap - more, DIGITS)
        return found

    def made(self, raised: Mapping[int, float]) -> ByScores:
        """The changes in the order of the criteria."""
        missing = self._candidate.missing
        changes = tuple(
            Raised(
                self._criteria[place].id,
                None if self._criteria[place].id in missing else self._points[place],
                round(raised[place], DIGITS),
            )
            for place in sorted(raised)
        )
        return ByScores(round(sum(raised[place] - self._points[place] for place in raised), DIGITS), changes)


def by_weights(field: Field, place: int) -> Reweighting:
    """The smallest changes of weights that give one of the field the best average, or that there are none."""
    ahead = [row for row in field.leads(place) if any(row)]  # who has the very same points is no rival
    leads = [sum(c.weight * lead for c, lead in zip(field.criteria, row, strict=True)) for row in ahead]
    if all(round(lead, DIGITS) >= 0 for lead in leads):
        return Reweighting(True, leads=True, moved=0.0)
    if any(all(lead <= 0 for lead in row) for row in ahead):
        return Reweighting(False)  # somebody is as good everywhere
    single = min(_singles(field, place, ahead, leads), key=lambda flip: flip.change, default=None)
    exact = _exact(field, place)
    if exact is None:
        return Reweighting(True if single is not None else None, single=single)
    weights, rows = exact
    # Weights by which it is ahead of everybody: where there are none, it draws level at best.
    if cheapest([1] * len(weights), [[-lead for lead in row] for row in rows], [-1] * len(rows)) is None:
        return Reweighting(False)
    more_or_less = [[-lead for lead in row] + list(row) for row in rows]
    sums = [sum(w * lead for w, lead in zip(weights, row, strict=True)) for row in rows]
    kept = [
        [Fraction(0)] * len(weights) + [Fraction(other == this) for other in range(len(weights))]
        for this in range(len(weights))
    ]
    found = cheapest([1] * 2 * len(weights), [*more_or_less, *kept], [*sums, *weights])
    assert found is not None, "where there are weights, there are changes that lead to them"
    change = [more - less for more, less in zip(found[: len(weights)], found[len(weights) :], strict=True)]
    flips = tuple(
        Flip(c.id, c.weight, round(float(w + by), DIGITS), field.names[place])
        for c, w, by in zip(field.criteria, weights, change, strict=True)
        if by
    )
    return Reweighting(True, single=single, moved=round(float(sum(map(abs, change))), DIGITS), weights=flips)


def _singles(
    field: Field, place: int, ahead: Sequence[Sequence[float]], leads: Sequence[float]
) -> Iterator[Flip]:
    """Per criterion the nearest weight of it, alone, by which nobody has a better average."""
    for number, criterion in enumerate(field.criteria):
        low, high = 0.0, float("inf")
        for row, lead in zip(ahead, leads, strict=True):
            if row[number]:
                level = round(criterion.weight - lead / row[number], DIGITS) + 0.0  # no negative zero
                low, high = (max(low, level), high) if row[number] > 0 else (low, min(high, level))
            elif round(lead, DIGITS) < 0:
                high = -1.0
        if low < high:
            needs = min(max(low, criterion.weight), high)
            yield Flip(criterion.id, criterion.weight, needs, field.names[place])


def _exact(field: Field, place: int) -> tuple[list[Fraction], list[list[Fraction]]] | None:
    """Weights, and how far ahead of each rival, without rounding; None where it would take too long."""
    if len(field.criteria) > CRITERIA or len(field.names) > RIVALS:
        return None
    weights = [_fraction(c.weight) for c in field.criteria]
    shares = [[_fraction(round(share, DIGITS)) for share in row] for row in field.shares]
    rows = [
        [a - b for a, b in zip(shares[place], theirs, strict=True)]
        for other, theirs in enumerate(shares)
        if other != place and theirs != shares[place]
    ]
    if any(w.numerator > _LARGEST or w.denominator > _LARGEST for w in weights):
        return None
    return weights, rows


def _fraction(number: float) -> Fraction:
    """A number as somebody wrote it: 0.1 is a tenth, and a third of a weight is a third."""
    found = Fraction(number).limit_denominator(10_000)
    return found if abs(float(found) - number) <= 1e-11 else Fraction(repr(number))
