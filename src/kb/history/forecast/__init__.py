"""What may be expected of the work to come, and how sure that is, from the work that was done: seeded, or refused.

Values in, values out: nothing here reads files, asks git or looks at the clock.
"""

from kb.history.forecast.backtest import Backtest, Cover, backtest
from kb.history.forecast.cycle import Remaining, when_finished
from kb.history.forecast.drawing import HORIZON, Window, how_many, when_done
from kb.history.forecast.goals import Course, GoalOutlook, Outlooks, ScopeEffect, outlooks
from kb.history.forecast.percentiles import LEVELS, at_least, chance, within
from kb.history.forecast.sample import Limits, Sample, is_young, sample
from kb.history.forecast.work import Work, Works, works

__all__ = [
    "HORIZON", "LEVELS", "Backtest", "Course", "Cover", "GoalOutlook", "Limits", "Outlooks", "Remaining", "Sample",
    "ScopeEffect", "Window", "Work", "Works", "at_least", "backtest", "chance", "how_many", "is_young", "outlooks",
    "sample", "when_done", "when_finished", "within", "works",
]  # fmt: skip
