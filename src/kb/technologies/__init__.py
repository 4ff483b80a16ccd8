"""Technologies: the core stack from the decisions in force, how it moved, and how it fits one project.

The rules of stacks and decisions, `kb stack` and the page of technologies ask here.
"""

from kb.technologies.core import RINGS, Placement, Word, core_stack, decided
from kb.technologies.fitting import Addition, Fit, Fitting, Option, State, Used, fit, taken_up
from kb.technologies.follow_ups import KEY, FollowUp, follow_ups, known, option_words, sentences
from kb.technologies.movement import Move, moves, quarter

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
    "core_stack",
    "decided",
    "fit",
    "follow_ups",
    "known",
    "moves",
    "option_words",
    "quarter",
    "sentences",
    "taken_up",
]
