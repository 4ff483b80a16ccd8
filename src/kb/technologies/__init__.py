"""Technologies: the core stack from the decisions in force, how it moved, and how it fits one project.

The rules of stacks and decisions, `kb stack` and the page of technologies ask here.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from kb.technologies.rings import RINGS, Placement, Word, core_stack, decided

if TYPE_CHECKING:
    from kb.technologies.document import core_json, fitting_json
    from kb.technologies.fitting import Addition, Fit, Fitting, Option, State, Used, fit, standing, taken_up
    from kb.technologies.following import KEY, FollowUp, follow_ups, known
    from kb.technologies.movement import Move, moves, quarter
    from kb.technologies.telling import option_words, sentences, steps

__all__ = [
    "KEY",
    "RINGS",
    "Addition",
    "Fit",
    "Fitting",
    "FollowUp",
    "Move",
    "Option",
    "Placement",
    "State",
    "Used",
    "Word",
    "core_json",
    "core_stack",
    "decided",
    "fit",
    "fitting_json",
    "follow_ups",
    "known",
    "moves",
    "option_words",
    "quarter",
    "sentences",
    "standing",
    "steps",
    "taken_up",
]

_ROOMS: Final = {
    "document": (
        "core_json",
        "fitting_json",
    ),
    "fitting": (
        "Addition",
        "Fit",
        "Fitting",
        "Option",
        "State",
        "Used",
        "fit",
        "standing",
        "taken_up",
    ),
    "following": (
        "KEY",
        "FollowUp",
        "follow_ups",
        "known",
    ),
    "movement": (
        "Move",
        "moves",
        "quarter",
    ),
    "telling": (
        "option_words",
        "sentences",
        "steps",
    ),
}


def __getattr__(name: str) -> Any:
    """Load a room when somebody asks for what is in it: rules need few of them."""
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{room}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
