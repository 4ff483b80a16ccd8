"""Scores the candidates of a review: sums, satisfied requirements, knock-outs, dominance, and the ranking by them.

The method is the weighted scoring of a decision matrix with a knock-out on mandatory requirements. A score counts
as it stands between 0 and the weight of its criterion; one outside counts as the nearer end (RV001 reports it). A
score that is missing counts as 0 and satisfies nothing (RV002 reports it); who has one is not compared for dominance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import ge
from typing import Final, NamedTuple, get_args

from kb.records.review import Candidate, Criterion, Priority, Review

PRIORITIES: Final[tuple[Priority, ...]] = get_args(Priority)
DIGITS: Final = 12
"""Below this two averages are one: what differs is the order in which floats were added."""
SLACK: Final = 1e-9


class Points(NamedTuple):
    """Points got of points possible."""

    got: float
    of: float


class Count(NamedTuple):
    """Requirements satisfied of all there are."""

    n: int
    of: int


@dataclass(frozen=True, slots=True)
class Scored:
    """What one candidate's scores come to.

    Attributes:
        name: of the candidate.
        groups: points by group of criteria, in the order the groups are written.
        satisfied: requirements satisfied by priority.
        total: points over all criteria.
        weighted: the weighted average of the scores, from 0 to 1.
        failed_mandatory: the mandatory criteria that are not satisfied.
        missing: the criteria without a score.
        dominated_by: candidates that are as good everywhere and better somewhere.
    """

    name: str
    groups: Mapping[str, Points]
    satisfied: Mapping[Priority, Count]
    total: Points
    weighted: float
    failed_mandatory: tuple[str, ...]
    missing: tuple[str, ...]
    dominated_by: tuple[str, ...]

    @property
    def knocked_out(self) -> bool:
        """Whether a mandatory requirement is not satisfied."""
        return bool(self.failed_mandatory)


def failed_mandatory(candidate: Candidate, criteria: Iterable[Criterion]) -> list[Criterion]:
    """The mandatory requirements that a candidate does not satisfy; what knocks it out, without the rest."""
    given = candidate.scores or {}
    return [
        c
        for c in criteria
        if c.priority == "mandatory" and not (c.id in given and satisfies(_counted(given[c.id], c), c))
    ]


def dominators(review: Review, number: int) -> tuple[str, ...]:
    """The candidates that are as good everywhere as the one at a place and better somewhere, without the rest."""
    return _dominators(review, number, [points_of(c, review.criteria) for c in review.candidates])


def points_of(candidate: Candidate, criteria: Iterable[Criterion]) -> list[float]:
    """The points that count for a candidate, criterion by criterion."""
    given = candidate.scores or {}
    return [_counted(given.get(c.id, 0.0), c) for c in criteria]


def _counted(score: float, criterion: Criterion) -> float:
    return min(max(score, 0.0), criterion.weight)


def satisfies(points: float, criterion: Criterion) -> bool:
    """Whether so many points satisfy a requirement."""
    return points + SLACK * criterion.weight >= criterion.satisfied_from


def scored(review: Review, number: int, points: Sequence[Sequence[float]]) -> Scored:
    """What the scores of the candidate at a place come to.

    One pass over the criteria: a base may hold a thousand reviews, and lint works all of them out.
    """
    candidate = review.candidates[number]
    given = candidate.scores or {}
    got_in, of_in = dict[str, float](), dict[str, float]()
    met_of, all_of = dict.fromkeys(PRIORITIES, 0), dict.fromkeys(PRIORITIES, 0)
    missing, failed = list[str](), list[str]()
    for criterion, got in zip(review.criteria, points[number], strict=True):
        name, group, weight, priority = criterion.id, criterion.group, criterion.weight, criterion.priority
        got_in[group] = got_in.get(group, 0.0) + got
        of_in[group] = of_in.get(group, 0.0) + weight
        all_of[priority] += 1
        if name not in given:
            missing.append(name)
        elif satisfies(got, criterion):
            met_of[priority] += 1
            continue
        if priority == "mandatory":
            failed.append(name)
    total = Points(sum(points[number]), sum(c.weight for c in review.criteria))
    return Scored(
        name=candidate.name,
        groups={group: Points(got, of_in[group]) for group, got in got_in.items()},
        satisfied={name: Count(n, all_of[name]) for name, n in met_of.items()},
        total=total,
        weighted=round(total.got / total.of, DIGITS) if total.of else 0.0,
        failed_mandatory=tuple(failed),
        missing=tuple(missing),
        dominated_by=_dominators(review, number, points),
    )


def _dominators(review: Review, number: int, points: Sequence[Sequence[float]]) -> tuple[str, ...]:
    ids = {c.id for c in review.criteria}
    if not ids <= (review.candidates[number].scores or {}).keys():
        return ()
    own = points[number]
    return tuple(
        other.name
        for place, other in enumerate(review.candidates)
        if points[place] != own
        and all(map(ge, points[place], own))  # as good everywhere and not the same: better somewhere
        and ids <= (other.scores or {}).keys()
    )


def rank(candidate: Scored) -> tuple[bool, int, int, int, float, bool]:
    """The key by which candidates are ranked; the smaller, the better."""
    mandatory, important, supplementary = (candidate.satisfied[name].n for name in PRIORITIES)
    return (
        candidate.knocked_out,
        -mandatory,
        -important,
        -supplementary,
        -candidate.weighted,
        bool(candidate.dominated_by),
    )
