"""Forecasts of histories whose pace is known hold as often as they say, and of one that broke they do not."""

import datetime as dt
import math

import pytest

from benchmarks.paces import DAY, FIRST, Pace, chronicle, tasks
from kb.history.forecast import Backtest, Course, Cover, Limits, Work, Works, backtest, works
from kb.history.forecast.work import Done
from kb.workflow import Workflow

DAYS = 500


def known(pace: Pace, seed: int) -> Works:
    until = FIRST + DAY * (DAYS - 1)
    return works(chronicle(tasks(pace, DAYS, seed), until), Workflow(), dt.UTC, until + DAY)


@pytest.fixture(scope="module")
def steady() -> list[Backtest]:
    course = Course(FIRST + DAY * DAYS, Limits(), 400, 1)
    return [backtest(known(Pace(), seed), course, 14) for seed in range(12)]


def pooled(found: list[Backtest], manner: str, level: int) -> Cover:
    covers = [c for one in found for c in one.covers if (c.manner, c.level) == (manner, level)]
    n = sum(c.n for c in covers)
    return covers[0]._replace(
        n=n, held=sum(c.held for c in covers), promised=sum(c.promised * c.n for c in covers) / n
    )


@pytest.mark.parametrize("level", [50, 85, 95])
@pytest.mark.parametrize("manner", ["throughput", "cycle"])
def test_a_steady_pace_holds_what_is_promised(steady: list[Backtest], manner: str, level: int) -> None:
    found = pooled(steady, manner, level)
    assert found.n > 150
    # Neighbouring statements share most of their window, which makes their number count for less: hence 4 and not 2.
    assert found.share == pytest.approx(found.promised, abs=4 * math.sqrt(0.25 / found.n))
    assert found.promised * 100 == pytest.approx(level, abs=10)
    assert found.promised * 100 >= level


def test_after_a_break_less_holds_and_it_is_said(steady: list[Backtest]) -> None:
    pace = Pace(rate=1, later=0.2, breaks=300)
    course = Course(FIRST + DAY * 370, Limits(), 400, 1)  # most of what is forecast lies behind the break
    found = [Works(known(pace, seed).items, FIRST + DAY * 230) for seed in range(6)]
    after = pooled([backtest(works, course, 14) for works in found], "throughput", 85)
    before = pooled(steady, "throughput", 85)
    assert after.share < before.share - 0.2
    assert after.judged == "less often than promised"
    assert before.judged != "less often than promised"


def test_a_forecast_knows_nothing_of_what_came_later() -> None:
    """Cut the history off behind the days that a statement is about, and it is the same statement."""
    whole = known(Pace(), 3)
    until = FIRST + DAY * 300
    cut = Works(tuple(w for w in whole.items if w.finished and w.finished < until), whole.since)
    course = Course(until, Limits(), 400, 1)
    throughput = [c for c in backtest(whole, course, 14).covers if c.manner == "throughput"]
    assert throughput == [c for c in backtest(cut, course, 14).covers if c.manner == "throughput"]
    assert throughput


def every(days: int, last: int, began: int = 0) -> Works:
    """A task is begun and done on the same day, every so many days."""
    done = [FIRST + DAY * n for n in range(0, last, days)]
    items = [Work(f"TASK-{n:04}", None, None, day - DAY * began, (Done(day),)) for n, day in enumerate(done)]
    return Works(tuple(items), FIRST - DAY)


def test_statements_are_counted_one_by_one() -> None:
    # One task a day: every 7 days hold exactly 7, whatever is drawn. 98 days after the first day of the history,
    # of which the first 28 are only looked at: ten statements.
    found = backtest(every(1, 98), Course(FIRST + DAY * 98, Limits(), 100, 1), 7)
    assert [
        (c.manner, c.level, c.n, c.held, c.promised) for c in found.covers if c.manner == "throughput"
    ] == [("throughput", level, 10, 10, 1.0) for level in (50, 85, 95)]


def test_a_statement_that_is_not_over_does_not_count() -> None:
    slow = every(1, 60, began=19)
    course = Course(FIRST + DAY * 60, Limits(), 100, 1)
    covers = {c.level: c for c in backtest(slow, course, 7).covers if c.manner == "cycle"}
    # The tasks that were done on days 29 to 59 were begun on days 10 to 40, when ten or more were done already;
    # each is told to take 20 days, as all before it. 95 % needs nineteen that were done.
    assert (covers[50].n, covers[50].held, covers[85].n) == (31, 31, 31)
    assert covers[95].n == 22


def test_nothing_to_test_is_refused() -> None:
    found = backtest(every(1, 30), Course(FIRST + DAY * 30, Limits(), 100, 1), 14)
    assert [c for c in found.covers if c.manner == "throughput"] == []
    empty = backtest(Works((), None), Course(FIRST, Limits(), 100, 1), 14)
    assert empty.covers == ()
    assert empty.refused is not None
    assert "10 finished tasks in 28 days or more, and 14 days after it" in empty.refused


def test_the_interval_is_that_of_wilson() -> None:
    # E. B. Wilson's interval for 8 of 10, as tables of it give it.
    low, high = Cover("cycle", 85, 0.85, 10, 8).interval
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)
    assert Cover("cycle", 85, 0.85, 10, 10).interval[1] == 1
    assert Cover("cycle", 85, 0.85, 100, 60).judged == "less often than promised"
    assert Cover("cycle", 50, 0.5, 100, 70).judged == "more often than promised"
    assert Cover("cycle", 50, 0.5, 100, 52).judged == "as promised"
