"""Says how firmly the best weighted average stands: the weight that turns it, and its share of random weightings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import Final, NamedTuple

from kb.records.review import Criterion
from kb.review_scoring.scoring import DIGITS

DRAWS: Final = 1000
"""Random weightings tried for the stability of the first place."""
SEED: Final = 0


class Field(NamedTuple):
    """Those not knocked out, in the order written: names, and the share of each criterion's weight they got."""

    criteria: Sequence[Criterion]
    names: Sequence[str]
    shares: Sequence[Sequence[float]]

    def leads(self, one: int) -> list[list[float]]:
        """By how much one of them is ahead of each other one in each criterion, as shares of its weight."""
        own = self.shares[one]
        return [
            [a - b for a, b in zip(own, theirs, strict=True)]
            for place, theirs in enumerate(self.shares)
            if place != one
        ]


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


class Stability(NamedTuple):
    """How often the best weighted average stays with the same candidate when the weights are drawn at random.

    Attributes:
        share: of the draws.
        error: the standard error of the share; 0 where it was not drawn but holds for all weightings.
        shares: of the draws in which each of the field has the best average, in the order of the field.
    """

    share: float
    error: float
    shares: tuple[float, ...]


def flips(field: Field, leader: int) -> Iterator[Flip]:
    """Per criterion the nearest weight of it at which somebody draws level with the leader, the others staying."""
    rivals = [name for place, name in enumerate(field.names) if place != leader]
    ahead = field.leads(leader)
    leads = [sum(c.weight * lead for c, lead in zip(field.criteria, row, strict=True)) for row in ahead]
    for number, criterion in enumerate(field.criteria):
        best: Flip | None = None
        for name, row, lead in zip(rivals, ahead, leads, strict=True):
            if not row[number]:
                continue
            needs = round(criterion.weight - lead / row[number], DIGITS) + 0.0  # no negative zero
            if needs >= 0 and (best is None or abs(needs - best.weight) < abs(best.needs - best.weight)):
                best = Flip(criterion.id, criterion.weight, needs, name)
        if best is not None:
            yield best


def stability(field: Field, leader: int) -> Stability:
    """How the first place stands over all weightings, drawn evenly from those that add up to one.

    That is a flat Dirichlet distribution, drawn as exponential variables, whose sum does not matter to who leads;
    the seed is fixed. Who is behind nowhere leads under every weighting, and nothing is drawn.
    """
    ahead = field.leads(leader)
    if all(lead >= 0 for row in ahead for lead in row):
        own = field.shares[leader]
        return Stability(1.0, 0.0, tuple(float(shares == own) for shares in field.shares))
    from random import Random

    rng = Random(SEED)  # noqa: S311 - a fair draw that everybody can repeat, not a secret
    firsts = [0] * len(field.names)
    for _ in range(DRAWS):
        weights = [rng.expovariate(1.0) for _ in field.criteria]
        sums = [sum(w * share for w, share in zip(weights, shares, strict=True)) for shares in field.shares]
        most = max(sums)
        for place, found in enumerate(sums):
            firsts[place] += found == most
    kept = firsts[leader]
    return Stability(kept / DRAWS, _error(kept), tuple(first / DRAWS for first in firsts))


def _error(kept: int) -> float:
    """The standard error of a share of draws; of none and of all it is taken as for half a draw more or less."""
    share = kept / DRAWS if 0 < kept < DRAWS else (kept + 0.5) / (DRAWS + 1)
    return sqrt(share * (1 - share) / DRAWS)
