"""A forecast as the JSON document of the contract: dates for days, null for what is later than a forecast looks."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from kb.history.forecast.backtest import Backtest
from kb.history.forecast.cycle import later
from kb.history.forecast.goals import Course, GoalOutlook
from kb.history.forecast.percentiles import LEVELS
from kb.history.forecast.sample import Sample


def dates(days: Mapping[int, float], course: Course) -> dict[str, datetime.date | None]:
    """Level → date, null where nothing is said or it is later than a forecast looks."""
    return {str(level): date(days.get(level), course) for level in LEVELS}


def date(day: float | None, course: Course) -> datetime.date | None:
    """The date of a numbered day."""
    return None if day is None or later(day) else course.date(int(day))


def window(past: Sample) -> dict[str, Any]:
    """The days that the futures are drawn from."""
    first, second = past.halves
    return {
        "first": past.first,
        "last": past.last,
        "days": len(past.finished),
        "finished": past.n,
        "arrived": past.came,
        "halves": [first, second],
        "changed": past.changed,
    }


def goal(outlook: GoalOutlook, course: Course) -> dict[str, Any]:
    """What may be expected of a goal."""
    scope = outlook.scope
    return {
        "id": scope.goal.id,
        "title": scope.goal.title,
        "deadline": scope.deadline,
        "expected": dates(outlook.expected, course),
        "chance": outlook.chance,
        "left": len(scope.open),
        "ideas": scope.ideas,
        "pace": outlook.pace,
        "n": outlook.n,
        "growing": dates(outlook.growing, course) if outlook.growing else None,
        "scope_changes": [
            {
                "id": change.id,
                "effect_days": change.days,
                "stated_days": change.stated,
                "tasks": change.tasks,
                "chance_without": change.chance,
            }
            for change in outlook.changes
        ],
    }


def backtest(found: Backtest) -> dict[str, Any]:
    """What became of forecasts of the past."""
    return {
        "days": found.days,
        "refused": found.refused,
        "coverage": [
            {
                "manner": cover.manner,
                "level": cover.level,
                "promised": cover.promised,
                "n": cover.n,
                "held": cover.held,
                "share": cover.share,
                "low": cover.interval[0],
                "high": cover.interval[1],
                "judged": cover.judged,
            }
            for cover in found.covers
        ],
    }
