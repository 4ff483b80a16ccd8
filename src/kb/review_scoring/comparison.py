"""A whole review, worked out: who is ranked how, who is on the Pareto front, and what would change the choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from kb.records.review import Review
from kb.review_scoring import overturning, sensitivity
from kb.review_scoring.overturning import Raised, ToWin
from kb.review_scoring.scoring import DIGITS, Scored, points_of, rank, scored
from kb.review_scoring.sensitivity import Field, Flip, Stability

CLOSE: Final = 0.25
"""A call is close when the weight of one criterion, changed by this share or less, turns the result; `[limits]` may
say otherwise. Weights are small whole numbers as a rule, and one step of a 4 or a 5 is about this much."""


class Front(NamedTuple):
    """The Pareto front: candidates that are complete, not knocked out, and than which nobody is better all round.

    Attributes:
        criteria: those that nobody dominates criterion by criterion.
        groups: those that nobody dominates by the sums of the groups, such as performance against cost.
    """

    criteria: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """A whole review, worked out.

    Attributes:
        review: the record.
        groups: the names of the groups of criteria.
        candidates: as written.
        ranking: not knocked out first, then by mandatory, important and supplementary requirements satisfied, then by
            the weighted average, then as written.
        close: the share of a weight up to which a change counts as small.
    """

    review: Review
    groups: tuple[str, ...]
    candidates: tuple[Scored, ...]
    ranking: tuple[Scored, ...]
    _points: Sequence[Sequence[float]]
    close: float = CLOSE

    def named(self, name: str) -> Scored | None:
        """The candidate of a name."""
        return next((c for c in self.candidates if c.name == name), None)

    @cached_property
    def field(self) -> Field:
        """Those not knocked out."""
        criteria = self.review.criteria
        return Field(
            criteria,
            [c.name for c in self._alive],
            [
                [p / c.weight for p, c in zip(points, criteria, strict=True)]
                for points, candidate in zip(self._points, self.candidates, strict=True)
                if not candidate.knocked_out
            ],
        )

    @property
    def _alive(self) -> list[Scored]:
        return [c for c in self.candidates if not c.knocked_out]

    @property
    def first(self) -> Scored | None:
        """The first of the ranking, unless it is knocked out."""
        return self.ranking[0] if self.ranking and not self.ranking[0].knocked_out else None

    @cached_property
    def leader(self) -> int | None:
        """The place in the field of the best weighted average; of equals the higher in the ranking."""
        if self.first is None:
            return None
        best = max(c.weighted for c in self._alive)
        top = next(c for c in self.ranking if not c.knocked_out and c.weighted == best)
        return next(i for i, c in enumerate(self._alive) if c is top)

    @property
    def best(self) -> Scored | None:
        """The candidate with the best weighted average of those not knocked out."""
        return None if self.leader is None else self._alive[self.leader]

    @cached_property
    def front(self) -> Front:
        """Who is not dominated, by criteria and by groups."""
        complete = [c for c in self._alive if not c.missing]
        sums = {c.name: [round(c.groups[group].got, DIGITS) for group in self.groups] for c in complete}
        return Front(
            tuple(c.name for c in complete if not c.dominated_by),
            tuple(
                name
                for name, own in sums.items()
                if not any(
                    theirs != own and all(a >= b for a, b in zip(theirs, own, strict=True))
                    for theirs in sums.values()
                )
            ),
        )

    @cached_property
    def flips(self) -> tuple[Flip, ...]:
        """What it takes to change the best weighted average, per criterion where it can be, smallest change first."""
        if self.leader is None:
            return ()
        return tuple(sorted(sensitivity.flips(self.field, self.leader), key=lambda flip: flip.change))

    @cached_property
    def over_all_weightings(self) -> Stability | None:
        """How the first place stands when weights are drawn at random; None when nobody is left in the field."""
        return None if self.leader is None else sensitivity.stability(self.field, self.leader)

    @property
    def stability(self) -> float | None:
        """The share of random weightings in which the best weighted average stays with the same candidate."""
        return None if self.over_all_weightings is None else self.over_all_weightings.share

    @cached_property
    def close_call(self) -> bool:
        """Whether a small change of one weight turns the result, or sums and satisfied requirements disagree on it."""
        if self.leader is None or self.first is None or len(self.field.names) < 2:
            return False
        disagree = self.field.names[self.leader] != self.first.name
        return disagree or any(flip.change <= self.close for flip in self.flips)

    @cached_property
    def to_win(self) -> tuple[ToWin, ...]:
        """For everybody but the first of the ranking, in its order: what would have to be true for it to win."""
        found = []
        for candidate in self.ranking:
            if candidate is not self.first:
                place = next(at for at, c in enumerate(self.candidates) if c is candidate)
                raised = overturning.by_scores(
                    self.review.criteria, self._points[place], candidate, self.first
                )
                alive = next((at for at, c in enumerate(self._alive) if c is candidate), None)
                stable = self.over_all_weightings
                share = stable.shares[alive] if stable is not None and alive is not None else None
                weights = overturning.by_weights(self.field, alive) if alive is not None else None
                found.append(ToWin(candidate.name, self._failed(place, candidate), raised, weights, share))
        return tuple(found)

    def _failed(self, place: int, candidate: Scored) -> tuple[Raised, ...]:
        """The mandatory requirements that a candidate has to satisfy before anything else counts."""
        scores = self.review.candidates[place].scores or {}
        return tuple(
            Raised(c.id, scores.get(c.id), c.satisfied_from)
            for c in self.review.criteria
            if c.id in candidate.failed_mandatory
        )


def compare(review: Review, close: float = CLOSE) -> Comparison:
    """Work out a review. Any number of criteria and candidates, none included."""
    criteria = review.criteria
    points = [points_of(candidate, criteria) for candidate in review.candidates]
    found = tuple(scored(review, number, points) for number in range(len(review.candidates)))
    places = sorted(range(len(found)), key=lambda number: (*rank(found[number]), number))
    groups = tuple(dict.fromkeys(criterion.group for criterion in criteria))
    return Comparison(review, groups, found, tuple(found[n] for n in places), points, close)
