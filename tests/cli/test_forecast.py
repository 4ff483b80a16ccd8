"""`kb forecast`: its questions rest on the same picture of the past."""

from __future__ import annotations

import datetime

from kb.cli import answers
from kb.history.forecast import Course, Limits, Work, Works
from kb.history.forecast.work import Done

SATURDAY = datetime.date(2026, 7, 4)


def weekday_work(weeks: int = 12) -> Works:
    """One task done on every day from Monday to Friday, in so many weeks before a Saturday."""
    days = [SATURDAY - datetime.timedelta(days=n) for n in range(1, weeks * 7 - 1)]
    done = [day for day in days if day.weekday() < 5]
    found = [Work(f"TASK-{n:04d}", None, day, day, (Done(day),)) for n, day in enumerate(done)]
    return Works(tuple(found), min(days))


def test_the_next_tasks_are_not_foreseen_for_a_day_on_which_nobody_works() -> None:
    course = Course(SATURDAY, Limits(), 500, 1)
    for items in (1, 4, 5):
        found = answers.of_items(weekday_work(), course, items, SATURDAY)
        assert found.refused is None
        assert found.chance == 0, "it is a Saturday, on which nothing was ever finished"
        assert all(day.weekday() < 5 for day in found.percentiles.values())
