"""Which past a forecast draws from, and when it refuses."""

import datetime as dt

import pytest

from kb.history.forecast import (
    HORIZON,
    Course,
    Limits,
    Sample,
    Work,
    Works,
    backtest,
    is_young,
    sample,
    works,
)
from kb.history.forecast.remarks import Grounds, remarks
from kb.history.forecast.work import Done
from kb.workflow import Workflow
from tests.history.flow.support import at, chronicle, life

TODAY = dt.date(2026, 7, 1)
DAY = dt.timedelta(days=1)


def done(*days: int, goal: str | None = None, since: int = 200) -> Works:
    """Tasks that were done so many days ago, in a history that is so many days old."""
    items = [Work(f"TASK-{n:04}", goal, None, None, (Done(TODAY - DAY * ago),)) for n, ago in enumerate(days)]
    return Works(tuple(items), TODAY - DAY * since)


def test_the_window_ends_yesterday() -> None:
    found = sample(done(0, 1, 1, 7, 8, since=50), TODAY, Limits(7, 2, 7))
    assert found.finished == (1, 0, 0, 0, 0, 0, 2)
    assert (found.first, found.last) == (TODAY - 7 * DAY, TODAY - DAY)
    assert not found.short
    assert found.refused is None


def test_the_first_day_of_the_history_is_not_in_it() -> None:
    found = sample(done(40, 40, 39, 1, since=40), TODAY, Limits(90, 2, 28))
    assert len(found.finished) == 39
    assert found.n == 2
    assert found.short


@pytest.mark.parametrize(
    ("known", "says"),
    [
        (done(*[5] * 9), "9 tasks were seen to be finished in the 90 days from 2026-04-02 on; a forecast asks for 10"),
        (done(*[5] * 9, 91), "9 tasks were seen"),
        (done(5, *[0] * 20), "1 task was seen"),
        (done(), "no task was seen"),
        (done(*[5] * 50, since=28), "the history begins on 2026-06-03, which makes 27 full days; a forecast"),
        (done(*[0] * 50, since=1), "the history begins on 2026-06-30, so that no full day has passed"),
        (done(*[0] * 50, since=-3), "the history begins on 2026-07-04, so that no full day has passed"),
        (Works((), None), "no task is in the history yet"),
    ],
)  # fmt: skip
def test_thin_data_is_refused(known: Works, says: str) -> None:
    found = sample(known, TODAY, Limits())
    assert found.refused is not None
    assert found.refused.startswith(says)


@pytest.mark.parametrize("limits", [Limits(), Limits(7, 1, 28), Limits(90, 0, 0), Limits(1, 1, 1)])
@pytest.mark.parametrize("since", [-3, 0, 1, 2, 7, 8, 27, 28, 29, 30, 90, 91, 92])
def test_of_a_young_history_nobody_has_to_see_a_task(since: int, limits: Limits) -> None:
    refused = sample(done(*range(0, 90, 3), since=since), TODAY, limits).refused
    too_short = refused is not None and refused.startswith("the history begins")
    assert is_young(TODAY - DAY * since, TODAY, limits) is too_short


@pytest.mark.parametrize("known", [done(*[5] * 10), done(*[5] * 10, since=29)])
def test_enough_is_enough(known: Works) -> None:
    assert sample(known, TODAY, Limits()).refused is None


def test_days_of_the_week_are_quiet_below_a_quarter_of_the_average() -> None:
    week = (4, 1, 4, 4, 4, 2, 0)  # from Wednesday on; the average is 19 in 7 days, a quarter of it 0.68
    found = Sample(dt.date(2026, 7, 1), week * 4, (0,) * 28, short=False, refused=None)
    assert found.rhythm == (2, {1})
    assert found._replace(finished=(1,) * 28).rhythm == (2, set())
    assert found._replace(finished=(9, 0, 9, 9, 9, 2, 0) * 4).rhythm.quiet == {1, 3}
    assert found._replace(finished=(9, 0, 9, 9, 9, 1, 0) * 4).rhythm.quiet == {0, 1, 3}


def test_a_goal_has_the_days_of_all_and_its_own_tasks() -> None:
    known = Works((*done(3, 4, goal="GOAL-0001").items, *done(5).items), TODAY - DAY * 90)
    assert sample(known, TODAY, Limits(90, 2, 28), "GOAL-0001").n == 2
    assert sample(known, TODAY, Limits(90, 2, 28)).n == 3
    refused = sample(known, TODAY, Limits(), "GOAL-0002").refused
    assert refused is not None
    assert refused.startswith("no task of GOAL-0002 was") or "of GOAL-0002" in refused


def test_a_task_that_was_opened_again_counts_as_it_looked_then() -> None:
    way = (("05-01", "doing"), ("05-04", "done"), ("05-20", "doing"), ("06-09", "done"))
    steps = [(at(f"2026-{day}"), state) for day, state in way]
    known = works(
        chronicle([life("TASK-0001", steps, values={"goal": "GOAL-0001"})]), Workflow(), dt.UTC, TODAY
    )
    days = ("2026-05-04", "2026-05-20", "2026-05-21", "2026-06-10")
    when = {day: dict(known.finished(dt.date.fromisoformat(day), "GOAL-0001")) for day in days}
    assert when == {
        "2026-05-04": {},
        "2026-05-20": {dt.date(2026, 5, 4): 1},
        "2026-05-21": {},
        "2026-06-10": {dt.date(2026, 6, 9): 1},
    }
    # Its work began on 1 May, both times.
    assert (
        known.cycles(dt.date(2026, 5, 10), 90) == []
    )  # its start is not known: its first commit has it in `doing`
    begun = life(
        "TASK-0002", [(at("2026-05-01"), "ready"), (at("2026-05-02"), "doing"), (at("2026-05-04"), "done")]
    )
    known = works(chronicle([begun]), Workflow(), dt.UTC, TODAY)
    assert known.cycles(dt.date(2026, 5, 4), 90) == []
    assert known.cycles(dt.date(2026, 5, 5), 90) == [3]
    assert known.cycles(dt.date(2026, 8, 3), 90) == []
    assert known.since == dt.date(2026, 5, 1)


def test_what_was_done_when_the_history_began_is_doubtful_and_not_counted() -> None:
    known = works(chronicle([life("TASK-0001", [(at("2026-05-01"), "done")])]), Workflow(), dt.UTC, TODAY)
    assert known.finished(TODAY) == {}
    told = list(remarks(sample(known, TODAY, Limits(90, 2, 28)), known, grounds()))
    assert "1 done task is not counted, as the history does not show when it was finished: TASK-0001." in told


def grounds(**more: object) -> Grounds:
    return Grounds(TODAY, Limits(), cut=False, latest=TODAY)._replace(**more)  # type: ignore[arg-type]  # by name


def told(known: Works, **more: object) -> list[str]:
    given = grounds(**more)
    return list(remarks(sample(known, TODAY, given.limits), known, given))


STEADY = done(*range(1, 90, 3))


def test_a_steady_pace_needs_no_remark() -> None:
    assert told(STEADY) == []


def test_a_pace_that_changed_is_told_with_its_halves() -> None:
    broken = done(*range(46, 91), 2, 11, 29)
    assert sample(broken, TODAY, Limits()).changed
    (said,) = told(broken)
    assert said.startswith(
        "The pace has changed: 45 were finished in the first half of these days, 3 in the second"
    )
    assert "`--days 45`" in said
    assert not Sample(TODAY, (3, 1, 2), (0, 0, 0), short=False, refused=None).changed


def test_what_is_missing_from_the_sample_is_told() -> None:
    assert "`git fetch --unshallow`" in told(STEADY, cut=True)[0]
    (said,) = told(STEADY, latest=TODAY - DAY * 15)
    assert said.startswith("The last commit is of 2026-06-16;")
    assert told(STEADY, latest=TODAY - DAY * 14) == []
    (said,) = told(done(*range(1, 60, 3), since=61))
    assert said == "The history begins on 2026-05-01, so that it is 60 days and not 90."


def test_a_longer_window_is_named_where_it_would_be_enough() -> None:
    (said,) = told(done(3, *range(91, 120, 2), since=150))
    assert said.startswith("Since 2026-02-02 16 tasks were finished: `--days 149` goes by them")
    assert told(done(3, 91, since=150)) == []


@pytest.mark.parametrize("today", [dt.date.min, dt.date(1, 1, 5), dt.date.max, dt.date(9999, 12, 30)])
def test_at_the_ends_of_the_calendar_it_is_refused_or_answered(today: dt.date) -> None:
    known = Works((Work("TASK-0001", None, today, today, (Done(today),), moving=True),), today)
    course = Course(today, Limits(), 100, 1)
    assert sample(known, today, Limits()).refused is not None
    assert known.cycles(today, 90) == []
    assert backtest(known, course, 14).covers == ()
    assert course.date(HORIZON) >= today
    assert list(remarks(sample(known, today, Limits()), known, grounds(today=today, latest=None))) == []
