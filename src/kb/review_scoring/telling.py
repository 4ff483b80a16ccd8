"""Says in sentences what follows from a comparison: the same words on a terminal, in a merge request and on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.review_scoring.comparison import Comparison
from kb.review_scoring.overturning import CRITERIA, RIVALS, Raised, ToWin
from kb.review_scoring.sensitivity import DRAWS, Flip


def remarks(result: Comparison) -> list[str]:
    """Who is out, who is dominated and by whom, who is on the front, and how firmly the choice stands."""
    return [*_marks(result), *front(result), *_firmness(result)]


def wins(result: Comparison) -> list[tuple[str, str]]:
    """What would have to be true for each of the others to win: names with half sentences."""
    return [
        (found.name, "; ".join([*_by_scores(found), *_by_weights(result, found)])) for found in result.to_win
    ]


def whose(result: Comparison) -> str:
    """Of whom :func:`wins` speaks: where nobody is first, of all."""
    return "a candidate" if result.first is None else "another candidate"


def _marks(result: Comparison) -> Iterator[str]:
    for c in result.ranking:
        if c.knocked_out:
            yield f"{c.name} is knocked out: {', '.join(c.failed_mandatory)} not satisfied."
        if c.dominated_by:
            yield f"{c.name} is dominated by {', '.join(c.dominated_by)}."
        if c.missing:
            yield f"{c.name} has no score for {', '.join(c.missing)}."


def front(result: Comparison) -> Iterator[str]:
    """Who is on the Pareto front, where that is more than one."""
    found = result.front
    if len(found.criteria) < 2:
        return
    if len(result.groups) > 1 and found.groups == found.criteria:
        yield f"Not dominated by anybody, nor by the sums of the groups: {', '.join(found.criteria)}."
        return
    yield f"Not dominated by anybody: {', '.join(found.criteria)}."
    if len(result.groups) > 1:
        yield f"Not dominated by the sums of the groups: {', '.join(found.groups)}."


def _firmness(result: Comparison) -> Iterator[str]:
    if len(result.field.names) < 2:
        if len(result.candidates) > 1:
            yield from (f"Nobody but {name} is left to choose." for name in result.field.names)
        return
    for flip in result.flips[:3]:
        yield f"The choice changes if {_weighs(flip)}: then {flip.winner}."
    if not result.flips:
        yield "No change of a single weight changes the choice."
    stable = result.over_all_weightings
    if stable is None:
        return
    close = " It is a close call." if result.close_call else ""
    share = f"{100 * stable.share:.0f} %"
    if not stable.error:
        yield f"{share} of random weightings keep the same candidate first, for it is behind nowhere.{close}"
    else:
        error = f"standard error {100 * stable.error:.1f} %"
        yield f"{share} of {DRAWS:,} random weightings keep the same candidate first ({error}).{close}"


def _weighs(flip: Flip) -> str:
    return f"{flip.criterion} weighs {_number(flip.needs)} instead of {_number(flip.weight)}"


def _by_scores(found: ToWin) -> Iterator[str]:
    if found.fails:
        yield f"has to satisfy {_raises(found.fails)} first"
    if found.by_scores is None:
        yield "no scores make it win: a bar is set above the weight"
    elif found.by_scores.raised:
        points = "point more makes" if found.by_scores.points == 1 else "points more make"
        yield f"{_number(found.by_scores.points)} {points} it first, such as {_raises(found.by_scores.raised)}"
    else:
        yield "it is level with the first as it stands"


def _raises(raises: Sequence[Raised]) -> str:
    return ", ".join(
        f"{r.criterion} at {_number(r.needs)} instead of {'no score' if r.score is None else _number(r.score)}"
        for r in raises
    )


def _by_weights(result: Comparison, found: ToWin) -> Iterator[str]:
    weights = found.by_weights
    if weights is None:
        if result.first is not None:
            yield "no weighting makes it win as long as it is knocked out"
        return
    if weights.possible is False:
        candidate = result.named(found.name)
        by = ", ".join(candidate.dominated_by) if candidate is not None else ""
        yield f"no weighting makes it win{f': it is dominated by {by}' if by else ''}"
    elif weights.leads:
        yield "it has the best average already, and satisfies fewer requirements"
    elif weights.single is not None:
        yield f"it has the best average if {_weighs(weights.single)}"
    elif weights.weights:
        yield f"it has the best average if {', '.join(map(_weighs, weights.weights))}"
    else:
        more = f"more than {CRITERIA} criteria or {RIVALS} candidates, or weights too large"
        yield f"which weights make it win was not worked out ({more})"
    if found.share is not None and weights.possible:
        yield f"{100 * found.share:.0f} % of the random weightings put it first"


def _number(value: float) -> str:
    return f"{value:.6g}"
