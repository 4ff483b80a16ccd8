"""Works out what a technology review says: sums, satisfied requirements, knock-outs, dominance, ranking, sensitivity.

The method is the weighted scoring of a decision matrix with a knock-out on mandatory requirements. A score counts
as it stands between 0 and the weight of its criterion; one outside counts as the nearer end (RV001 reports it). A
score that is missing counts as 0 and satisfies nothing (RV002 reports it); who has one is not compared for dominance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import ge
from typing import Any, Final, NamedTuple, get_args

from kb.records.review import Candidate, Criterion, Priority, Review

PRIORITIES: Final[tuple[Priority, ...]] = get_args(Priority)
DRAWS: Final = 1000
"""Random weightings tried for the stability of the first place."""
SEED: Final = 0
CLOSE: Final = 0.25
"""A call is close when the weight of one criterion, changed by this share or less, turns the result; `[limits]` may
say otherwise. Weights are small whole numbers as a rule, and one step of a 4 or a 5 is about this much."""
_DIGITS: Final = 12  # below this two averages are one: what differs is the order in which floats were added
_SLACK: Final = 1e-9


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


class Flip(NamedTuple):
    """The smallest change of one weight that lets another candidate draw level: ``weight`` now, ``needs`` then."""

    criterion: str
    weight: float
    needs: float
    winner: str

    @property
    def change(self) -> float:
        """The change as a share of the present weight."""
        return abs(self.needs - self.weight) / self.weight


class _Field(NamedTuple):
    """Those not knocked out, in the order written: names, and the share of each criterion's weight they got."""

    criteria: Sequence[Criterion]
    names: Sequence[str]
    shares: Sequence[Sequence[float]]


@dataclass(frozen=True)
class Comparison:
    """A whole review, worked out.

    Attributes:
        groups: the names of the groups of criteria.
        candidates: as written.
        ranking: not knocked out first, then by mandatory, important and supplementary requirements satisfied, then by
            the weighted average, then as written.
        close: the share of a weight up to which a change counts as small.
    """

    groups: tuple[str, ...]
    candidates: tuple[Scored, ...]
    ranking: tuple[Scored, ...]
    _field: _Field
    close: float = CLOSE

    def named(self, name: str) -> Scored | None:
        """The candidate of a name."""
        return next((c for c in self.candidates if c.name == name), None)

    @property
    def first(self) -> Scored | None:
        """The first of the ranking, unless it is knocked out."""
        return self.ranking[0] if self.ranking and not self.ranking[0].knocked_out else None

    @cached_property
    def leader(self) -> int | None:
        """The place in the field of the best weighted average; of equals the higher in the ranking."""
        if self.first is None:
            return None
        best = max(c.weighted for c in self.ranking if not c.knocked_out)
        top = next(c for c in self.ranking if not c.knocked_out and c.weighted == best)
        alive = [c for c in self.candidates if not c.knocked_out]
        return next(i for i, c in enumerate(alive) if c is top)

    @property
    def best(self) -> Scored | None:
        """The candidate with the best weighted average of those not knocked out."""
        return None if self.leader is None else [c for c in self.candidates if not c.knocked_out][self.leader]

    @cached_property
    def flips(self) -> tuple[Flip, ...]:
        """What it takes to change the best weighted average, per criterion where it can be, smallest change first."""
        if self.leader is None:
            return ()
        found = _flips(self._field, self.leader)
        return tuple(sorted((flip for flip in found if flip is not None), key=lambda flip: flip.change))

    @cached_property
    def stability(self) -> float | None:
        """The share of random weightings in which the best weighted average stays with the same candidate.

        Each weighting is drawn evenly from all that add up to one (a flat Dirichlet distribution, by normalised
        exponential variables), with a fixed seed. None when nobody is left in the field.
        """
        return None if self.leader is None else _stability(self._field, self.leader)

    @cached_property
    def close_call(self) -> bool:
        """Whether a small change of one weight turns the result, or sums and satisfied requirements disagree on it."""
        if self.leader is None or self.first is None or len(self._field.names) < 2:
            return False
        disagree = self._field.names[self.leader] != self.first.name
        return disagree or any(flip.change <= self.close for flip in self.flips)


def compare(review: Review, close: float = CLOSE) -> Comparison:
    """Work out a review. Any number of criteria and candidates, none included."""
    criteria = review.criteria
    points = [_points(candidate, criteria) for candidate in review.candidates]
    scored = tuple(_scored(review, number, points) for number in range(len(review.candidates)))
    places = sorted(range(len(scored)), key=lambda number: (*_rank(scored[number]), number))
    alive = [number for number, candidate in enumerate(scored) if not candidate.knocked_out]
    shares = [[p / c.weight for p, c in zip(points[n], criteria, strict=True)] for n in alive]
    field = _Field(criteria, [scored[n].name for n in alive], shares)
    groups = tuple(dict.fromkeys(criterion.group for criterion in criteria))
    return Comparison(groups, scored, tuple(scored[n] for n in places), field, close)


def failed_mandatory(candidate: Candidate, criteria: Iterable[Criterion]) -> list[Criterion]:
    """The mandatory requirements that a candidate does not satisfy; what knocks it out, without the rest."""
    given = candidate.scores or {}
    return [c for c in criteria if c.priority == "mandatory" and not _satisfies(given.get(c.id), c)]


def dominators(review: Review, number: int) -> tuple[str, ...]:
    """The candidates that are as good everywhere as the one at a place and better somewhere, without the rest."""
    return _dominators(review, number, [_points(c, review.criteria) for c in review.candidates])


def as_json(review_id: str, comparison: Comparison) -> dict[str, Any]:
    """The document of `kb compare --format json`."""
    return {
        "version": 1,
        "review": review_id,
        "groups": list(comparison.groups),
        "candidates": [_candidate_json(candidate) for candidate in comparison.candidates],
        "ranking": [candidate.name for candidate in comparison.ranking],
        "sensitivity": {
            "flips": [
                {
                    "criterion": flip.criterion,
                    "weight": _plain(flip.weight),
                    "needs": _plain(flip.needs),
                    "winner": flip.winner,
                }
                for flip in comparison.flips
            ],
            "stability": comparison.stability,
            "close_call": comparison.close_call,
        },
    }


def _candidate_json(candidate: Scored) -> dict[str, Any]:
    return {
        "name": candidate.name,
        "groups": {name: _points_json(points) for name, points in candidate.groups.items()},
        "satisfied": {name: count._asdict() for name, count in candidate.satisfied.items()},
        "total": _points_json(candidate.total),
        "weighted": _plain(candidate.weighted),
        "knocked_out": candidate.knocked_out,
        "failed_mandatory": list(candidate.failed_mandatory),
        "missing": list(candidate.missing),
        "dominated_by": list(candidate.dominated_by),
    }


def _points_json(points: Points) -> dict[str, float]:
    return {"got": _plain(points.got), "of": _plain(points.of)}


def _plain(value: float) -> float:
    """A number without the dust of binary fractions, whole where it is whole."""
    rounded = round(value, _DIGITS)
    return int(rounded) if rounded == int(rounded) else rounded


def _points(candidate: Candidate, criteria: Iterable[Criterion]) -> list[float]:
    given = candidate.scores or {}
    return [min(max(given.get(c.id, 0.0), 0.0), c.weight) for c in criteria]


def _satisfies(points: float | None, criterion: Criterion) -> bool:
    return points is not None and points + _SLACK * criterion.weight >= criterion.satisfied_from


def _scored(review: Review, number: int, points: Sequence[Sequence[float]]) -> Scored:
    """One pass over the criteria: a base may hold a thousand reviews, and lint works all of them out."""
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
        elif _satisfies(got, criterion):
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
        weighted=round(total.got / total.of, _DIGITS) if total.of else 0.0,
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


def _rank(candidate: Scored) -> tuple[bool, int, int, int, float, bool]:
    mandatory, important, supplementary = (candidate.satisfied[name].n for name in PRIORITIES)
    return (
        candidate.knocked_out,
        -mandatory,
        -important,
        -supplementary,
        -candidate.weighted,
        bool(candidate.dominated_by),
    )


def _flips(field: _Field, leader: int) -> Iterator[Flip | None]:
    """Per criterion the nearest weight of it at which somebody draws level with the leader, the others staying."""
    rivals = [
        (name, ahead, sum(c.weight * lead for c, lead in zip(field.criteria, ahead, strict=True)))
        for rival, name in enumerate(field.names)
        if rival != leader
        for ahead in [[a - b for a, b in zip(field.shares[leader], field.shares[rival], strict=True)]]
    ]
    for number, criterion in enumerate(field.criteria):
        best: Flip | None = None
        for name, ahead, lead in rivals:
            if not ahead[number]:
                continue
            needs = round(criterion.weight - lead / ahead[number], _DIGITS) + 0.0  # no negative zero
            if needs >= 0 and (best is None or abs(needs - best.weight) < abs(best.needs - best.weight)):
                best = Flip(criterion.id, criterion.weight, needs, name)
        yield best


def _stability(field: _Field, leader: int) -> float:
    ahead = [
        [a - b for a, b in zip(field.shares[leader], theirs, strict=True)]
        for rival, theirs in enumerate(field.shares)
        if rival != leader
    ]
    if all(lead >= 0 for row in ahead for lead in row):
        return 1.0
    from random import Random

    rng = Random(SEED)  # noqa: S311 - a fair draw that everybody can repeat, not a secret
    kept = 0
    for _ in range(DRAWS):
        weights = [rng.expovariate(1.0) for _ in field.criteria]  # the scale does not matter to who leads
        kept += all(sum(w * lead for w, lead in zip(weights, row, strict=True)) >= 0 for row in ahead)
    return kept / DRAWS
