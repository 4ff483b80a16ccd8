"""What would overturn a decision: the weights, repetitions and days on which its evidence hangs, in sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kb.records.decision import Decision
from kb.records.experiment import Experiment
from kb.records.privacy import Privacy
from kb.records.review import Review
from kb.records.risk import Risk
from kb.reproducibility import last_attempt
from kb.review_scoring import compare
from kb.site.charts.words import dated, figure
from kb.site.material import Material
from kb.site.remembered import remembered
from kb.standing import expires_on
from kb.wording import listed

MOST: Final = 4


def weighed(material: Material, decisions: Iterable[Decision]) -> Mapping[str, list[str]]:
    """What the scores of the reviews say that some decisions rest on, by their ids; remembered, for it takes long."""
    close = material.config.limits.close_call_share
    reviews: dict[str, Review] = {}
    for id in dict.fromkeys(id for decision in decisions for id in decision.based_on):
        document = material.base.by_id.get(id)
        if document is not None and isinstance(document.record, Review):
            reviews[id] = document.record
    told = repr([close, *((review.id, review.criteria, review.candidates) for review in reviews.values())])
    found: dict[str, list[str]] = json.loads(
        remembered(
            "overturning",
            told,
            lambda: json.dumps({id: [*_scores(review, close)] for id, review in reviews.items()}),
        )
    )
    return found


def overturning(
    material: Material, decision: Decision, scores: Mapping[str, list[str]] | None = None
) -> list[str]:
    """What would overturn a decision, as far as its evidence tells; nothing where its evidence is not seen.

    Args:
        material: the base.
        decision: the decision.
        scores: of the reviews that it rests on, see :func:`weighed`, where somebody has looked already.
    """
    found: list[str] = []
    untried: list[str] = []
    for id in decision.based_on:
        document = material.base.by_id.get(id)
        record = document.record if document is not None else None
        if isinstance(record, Review):
            close = material.config.limits.close_call_share
            found += scores[id] if scores is not None else _scores(record, close)
            found += _renewal(material, record)
        elif isinstance(record, Experiment):
            said = _experiment(record)
            if said is None:
                untried.append(id)
            else:
                found += said
        elif isinstance(record, Risk) and record.status in ("open", "mitigated"):
            found.append(
                f"{id} occurs" if record.status == "open" else f"{id} occurs although it is mitigated"
            )
        elif (
            isinstance(record, Privacy) and document is not None and (day := expires_on(document)) is not None
        ):
            found.append(f"what {id} allows runs out on {dated(day)}")
    if untried:
        names = listed(untried) if len(untried) <= MOST else f"one of {len(untried)} experiments"
        found.append(
            f"{names} {'does' if len(untried) == 1 or len(untried) > MOST else 'do'} not repeat, which nobody has tried"
        )
    if not decision.based_on and not found:
        return ["it rests on no evidence on record, so any result may"]
    return found[:MOST]


def _scores(review: Review, close: float) -> Iterator[str]:
    if review.criteria and len(review.candidates) > 1:
        result = compare(review, close)
        for flip in result.flips[:1]:
            yield (
                f"{flip.criterion} of {review.id} weighs {figure(flip.needs)} instead of {figure(flip.weight)}: "
                f"then {flip.winner}"
            )
        if not result.flips and len(result.field.names) > 1:
            yield f"scores of {review.id} change, for no change of a single weight does it"
        if len(result.field.names) == 1 and result.ranking[1:]:
            second = result.to_win[0] if result.to_win else None
            if second is not None and second.fails:
                ids = ", ".join(raised.criterion for raised in second.fails)
                yield f"{second.name} comes to satisfy {ids} of {review.id}"


def _renewal(material: Material, review: Review) -> Iterator[str]:
    if review.valid_until is not None:
        passed = review.valid_until < material.today
        yield f"{review.id} {'is renewed, for it ran out' if passed else 'runs out'} on {dated(review.valid_until)}"


def _experiment(experiment: Experiment) -> list[str] | None:
    """What the repetitions of an experiment say; None where nobody tried one."""
    again = last_attempt(experiment)
    if experiment.outcome is None or experiment.status == "invalid":
        return []
    if again is None:
        return None
    if again.verdict == "match":
        return [f"{experiment.id} no longer repeats, as it did on {dated(again.on)}"]
    how = "ended otherwise" if again.verdict == "drift" else "failed"
    return [f"{experiment.id} does not hold: to repeat it {how} on {dated(again.on)}"]
