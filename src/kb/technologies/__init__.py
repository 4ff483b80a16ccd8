"""Technologies: the core stack from the decisions in force, how it moved, and how it fits one project.

The rules of stacks and decisions, `kb stack` and the page of technologies ask here.
"""

from kb.technologies.document import core_json, fitting_json
from kb.technologies.fitting import Addition, Fit, Fitting, Option, State, Used, fit, standing, taken_up
from kb.technologies.follow_ups import KEY, FollowUp, follow_ups, known
from kb.technologies.movement import Move, moves, quarter
from kb.technologies.rings import RINGS, Placement, Word, core_stack, decided
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
