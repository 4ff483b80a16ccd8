"""Changes fields of a record as people name them, and refuses what would make it unreadable."""

from kb.changing.assignment import Assignment, parse, refuse_odd, typed
from kb.changing.edits import Change, assign, change

__all__ = ["Assignment", "Change", "assign", "change", "parse", "refuse_odd", "typed"]
