"""The documents of `kb stack --format json`: the core stack, and a core stack fitted to one project."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kb.technologies.fitting import Fit, Fitting, Used
from kb.technologies.movement import Move
from kb.technologies.rings import Placement, decided


def core_json(
    core: Mapping[str, Placement], moved: Mapping[str, Move], today: date, since: date | None
) -> dict[str, Any]:
    """The document of `kb stack --format json`."""
    technologies = [
        {
            "name": name,
            "ring": placement.ring,
            "decisions": [
                {
                    "id": word.decision.id,
                    "ring": word.ring,
                    "date": decided(word.decision),
                    "title": word.decision.title,
                }
                for word in placement.words
            ],
            "moved": _move_json(moved.get(name)),
        }
        for name, placement in core.items()
    ]
    gone: list[dict[str, Any]] = [
        {"name": name, "ring": None, "decisions": [], "moved": _move_json(move)}
        for name, move in moved.items()
        if name not in core
    ]
    return {
        "as_of": today,
        "since": since,
        "core": [name for name, placement in core.items() if placement.ring == "adopt"],
        "technologies": [*technologies, *gone],
        "contradicted": [name for name, placement in core.items() if placement.ring is None],
    }


def _move_json(move: Move | None) -> dict[str, Any] | None:
    return None if move is None else {"how": move.how, "before": move.before}


def fitting_json(fitting: Fitting, written: Mapping[str, str]) -> dict[str, Any]:
    """The document of `kb stack --for`; ``written`` says which tasks follow up what."""
    stack = fitting.stack
    return {
        "stack": stack.id,
        "title": stack.title,
        "status": stack.status,
        "project": stack.project,
        "goal": stack.goal,
        "requirements": [
            _fit_json(each, written.get(f"{stack.id}/{each.requirement.id}")) for each in fitting.fits
        ],
        "additions": [
            {
                **_used_json(each.used),
                "requirements": list(each.requirements),
                "reviews": list(each.reviews),
                "task": written.get(f"core/{each.used.name}"),
            }
            for each in fitting.additions
        ],
        "shunned": [_used_json(used) for used in fitting.shunned],
        "looked_at": [_used_json(used) for used in fitting.looked_at],
        "ended": fitting.ended,
    }


def _used_json(used: Used) -> dict[str, Any]:
    return {"name": used.name, "ring": used.ring, "decisions": list(used.decisions)}


def _fit_json(each: Fit, task: str | None) -> dict[str, Any]:
    return {
        "id": each.requirement.id,
        "text": each.requirement.text,
        "met": each.requirement.met,
        "state": each.state,
        "technologies": [_used_json(used) for used in each.used],
        "evidence": list(each.requirement.evidence),
        "reasons": list(each.reasons),
        "reviews": list(each.reviews),
        "taken_up": list(each.taken_up),
        "options": [option._asdict() for option in each.options],
        "task": task,
    }
