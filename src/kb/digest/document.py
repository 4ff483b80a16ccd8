"""A digest as the JSON document of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kb.base import Document
from kb.digest.goals import Attained, GoalNews
from kb.digest.values import Digest, Moved
from kb.progress import Best
from kb.records.change import Change
from kb.records.decision import Decision
from kb.records.experiment import Experiment
from kb.records.risk import Risk


def as_json(digest: Digest) -> dict[str, Any]:
    """What happened, as plain data."""
    return {
        "decided": [_decided(document) for document in digest.decided],
        "replaced": _moved(digest.replaced),
        "results": [
            {
                **_name(one.record),
                "outcome": _outcome(one.record),
                "task": one.task.id if one.task is not None else None,
                "verdict": one.verdict.name if one.verdict is not None else None,
            }
            for one in digest.results
        ],
        "withdrawn": _moved(digest.withdrawn),
        "comparisons": [*_names(digest.compared), *(_name(one.record) for one in digest.rescored)],
        "goals": [_goal(one) for one in digest.goals],
        "work": {
            "finished": _names(digest.finished),
            "started": _names(digest.started),
            "reopened": _moved(digest.reopened),
            "dropped": _names(digest.dropped),
            "fresh": _names(digest.fresh),
            "blocked": [
                {**_name(one.record), "days": one.days, "reason": one.reason, "new": one.new}
                for one in digest.blocked
            ],
            "freed": _names(digest.freed),
        },
        "scope": [{**_moves(one), "effect_days": _effect(one.record)} for one in digest.scope],
        "risks": [
            {
                **_moves(Moved(one.record, one.was)),
                "exposure": {"from": one.exposure, "to": _exposure(one.record)},
            }
            for one in digest.risks
        ],
        "doubts": [{**_name(one.record), "why": list(one.why), "new": one.new} for one in digest.doubts],
        "others": [{**_name(document), "what": word} for document, word in digest.others],
        "renumbered": [{"from": old, "to": new} for old, new in digest.renumbered.items()],
        "unread": [one.record.path for one in digest.unread],
    }


def _name(document: Document) -> dict[str, Any]:
    title = document.record.title if document.record is not None else None
    return {"id": document.id or document.path, "title": title}


def _names(documents: Iterable[Document]) -> list[dict[str, Any]]:
    return [_name(document) for document in documents]


def _moves(one: Moved) -> dict[str, Any]:
    now = one.record.record.status if one.record.record is not None else None
    return {**_name(one.record), "from": one.was, "to": now}


def _moved(documents: Iterable[Moved]) -> list[dict[str, Any]]:
    return [_moves(one) for one in documents]


def _decided(document: Document) -> dict[str, Any]:
    decision = document.record
    assert isinstance(decision, Decision)
    said = {"status": decision.status, "question": decision.question, "chosen": decision.chosen}
    return {**_name(document), **said, "based_on": list(decision.based_on)}


def _outcome(document: Document) -> str | None:
    return document.record.outcome if isinstance(document.record, Experiment) else None


def _goal(one: GoalNews) -> dict[str, Any]:
    return {
        **_moves(Moved(one.record, one.was)),
        "metrics": [_attained(metric) for metric in one.metrics],
        "finished": one.finished,
        "open": one.open,
        "results": one.results,
        "deadline": one.deadline,
    }


def _attained(one: Attained) -> dict[str, Any]:
    return {
        "name": one.metric.name,
        "direction": one.metric.direction,
        "target": {"from": one.aimed, "to": one.metric.target},
        "best": {"from": _best(one.before), "to": _best(one.now)},
    }


def _best(best: Best | None) -> dict[str, Any] | None:
    return {"id": best.id, "value": best.value, "split": best.split} if best is not None else None


def _effect(document: Document) -> float | None:
    return document.record.effect_days if isinstance(document.record, Change) else None


def _exposure(document: Document) -> int | None:
    return document.record.exposure if isinstance(document.record, Risk) else None
