"""The document of `kb compare --format json`."""

from __future__ import annotations

from typing import Any

from kb.review_scoring.comparison import Comparison
from kb.review_scoring.overturning import Raised, Reweighting, ToWin
from kb.review_scoring.scoring import DIGITS, Points, Scored
from kb.review_scoring.sensitivity import DRAWS, SEED, Flip


def as_json(review_id: str, comparison: Comparison) -> dict[str, Any]:
    """The document of `kb compare --format json`."""
    stable = comparison.over_all_weightings
    return {
        "version": 1,
        "review": review_id,
        "groups": list(comparison.groups),
        "candidates": [_candidate(candidate) for candidate in comparison.candidates],
        "ranking": [candidate.name for candidate in comparison.ranking],
        "front": {name: list(names) for name, names in comparison.front._asdict().items()},
        "sensitivity": {
            "flips": [_flip(flip) for flip in comparison.flips],
            "stability": comparison.stability,
            "stability_error": None if stable is None else stable.error,
            "draws": DRAWS,
            "seed": SEED,
            "close_call": comparison.close_call,
        },
        "to_win": [_to_win(found) for found in comparison.to_win],
    }


def _candidate(candidate: Scored) -> dict[str, Any]:
    return {
        "name": candidate.name,
        "groups": {name: _points(points) for name, points in candidate.groups.items()},
        "satisfied": {name: count._asdict() for name, count in candidate.satisfied.items()},
        "total": _points(candidate.total),
        "weighted": _plain(candidate.weighted),
        "knocked_out": candidate.knocked_out,
        "failed_mandatory": list(candidate.failed_mandatory),
        "missing": list(candidate.missing),
        "dominated_by": list(candidate.dominated_by),
    }


def _points(points: Points) -> dict[str, float]:
    return {"got": _plain(points.got), "of": _plain(points.of)}


def _flip(flip: Flip) -> dict[str, Any]:
    return {
        "criterion": flip.criterion,
        "weight": _plain(flip.weight),
        "needs": _plain(flip.needs),
        "winner": flip.winner,
    }


def _raised(raised: Raised) -> dict[str, Any]:
    score = None if raised.score is None else _plain(raised.score)
    return {"criterion": raised.criterion, "score": score, "needs": _plain(raised.needs)}


def _to_win(found: ToWin) -> dict[str, Any]:
    scores = found.by_scores
    return {
        "name": found.name,
        "fails": [_raised(raised) for raised in found.fails],
        "scores": None
        if scores is None
        else {"points": _plain(scores.points), "raised": [_raised(raised) for raised in scores.raised]},
        "weights": None if found.by_weights is None else _reweighting(found.by_weights),
        "share": found.share,
    }


def _reweighting(found: Reweighting) -> dict[str, Any]:
    return {
        "possible": found.possible,
        "leads": found.leads,
        "single": None if found.single is None else _flip(found.single),
        "moved": None if found.moved is None else _plain(found.moved),
        "weights": [_flip(flip) for flip in found.weights],
    }


def _plain(value: float) -> float:
    """A number without the dust of binary fractions, whole where it is whole."""
    rounded = round(value, DIGITS)
    return int(rounded) if rounded == int(rounded) else rounded
