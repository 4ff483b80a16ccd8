"""Flow: how work moves over the board, from the history alone, by the terms of the Kanban Guide.

Everything here is computed from the values of :mod:`kb.history.lives`; days are calendar days in the time zone of the
base.
"""

from kb.history.calendar import Calendar, week
from kb.history.flow.cumulative import Tally, cumulative, step_days
from kb.history.flow.items import Item, each, items
from kb.history.flow.percentiles import Percentiles, percentile, percentiles
from kb.history.flow.points import Doubt
from kb.history.flow.report import Flow, certain_age, flow, late
from kb.history.flow.throughput import Week, beginning, throughput, weeks

__all__ = [
    "Calendar",
    "Doubt",
    "Flow",
    "Item",
    "Percentiles",
    "Tally",
    "Week",
    "beginning",
    "certain_age",
    "cumulative",
    "each",
    "flow",
    "items",
    "late",
    "percentile",
    "percentiles",
    "step_days",
    "throughput",
    "week",
    "weeks",
]
