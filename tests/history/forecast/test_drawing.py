"""Futures are drawn as they should be: held against sums that can be computed, and against themselves."""

import math
import random
import statistics

import pytest

from kb.history.forecast import HORIZON, Window, at_least, chance, how_many, when_done, when_finished, within
from kb.history.forecast.cycle import BEYOND
from kb.history.forecast.drawing import Rhythm

DAYS = (0, 0, 1, 0, 2, 0, 0) * 8
TRIALS = 4000


def days_until(finished: tuple[int, ...], number: int, trials: int = TRIALS, seed: int = 1) -> list[int]:
    (drawn,) = when_done([Window(finished, frozenset({number}))], trials, seed)
    return drawn[number]


def test_the_same_seed_gives_the_same_futures() -> None:
    assert how_many(DAYS, 30, 500, 7) == how_many(DAYS, 30, 500, 7) != how_many(DAYS, 30, 500, 8)
    assert days_until(DAYS, 9, 500, 7) == days_until(DAYS, 9, 500, 7) != days_until(DAYS, 9, 500, 8)


@pytest.mark.parametrize("ahead", [7, 28, 112])
def test_mean_and_spread_are_those_of_the_days_and_of_not_knowing_them_better(ahead: int) -> None:
    mean, variance = statistics.fmean(DAYS), statistics.pvariance(DAYS)
    futures = how_many(DAYS, ahead, TRIALS, 3)
    # The sum of the days to come, and what the window drawn again adds: ahead² times the variance of its mean.
    expected = ahead * variance * (1 - 1 / len(DAYS)) + ahead**2 * variance / len(DAYS)
    assert statistics.fmean(futures) == pytest.approx(ahead * mean, abs=5 * math.sqrt(expected / TRIALS))
    assert statistics.pvariance(futures) == pytest.approx(expected, rel=5 * math.sqrt(2 / TRIALS))


@pytest.mark.parametrize("ahead", [7, 26, 112])
def test_quiet_days_are_drawn_from_quiet_days(ahead: int) -> None:
    # A window that begins on a Wednesday: nothing on Saturday and Sunday, 1 or 3 on the other days.
    week = Rhythm(2, frozenset({5, 6}))
    days = [0 if (2 + n) % 7 in week.quiet else 1 + 2 * (n % 2) for n in range(70)]
    work = [n for n in days if n]
    working = sum((2 + 70 + n) % 7 not in week.quiet for n in range(ahead))
    futures = how_many(days, ahead, TRIALS, 3, week)
    spread = statistics.pvariance(work)
    expected = working * spread * (1 - 1 / len(work)) + working**2 * spread / len(work)
    mean = statistics.fmean(work) * working
    assert statistics.fmean(futures) == pytest.approx(mean, abs=5 * math.sqrt(expected / TRIALS))
    assert statistics.pvariance(futures) == pytest.approx(expected, rel=5 * math.sqrt(2 / TRIALS))


def test_nothing_is_foreseen_for_a_quiet_day() -> None:
    week = Rhythm(2, frozenset({5, 6}))
    days = [0 if (2 + n) % 7 in week.quiet else 1 for n in range(70)]
    (drawn,) = when_done([Window(days, frozenset(range(1, 30)))], 200, 1, week)
    # Today is a Wednesday: the fourth and fifth day are Saturday and Sunday.
    assert (
        [drawn[n][0] for n in range(1, 9)] == [drawn[n][-1] for n in range(1, 9)] == [1, 2, 3, 6, 7, 8, 9, 10]
    )
    assert how_many(days, 5, 100, 1, week)[0] == how_many(days, 5, 100, 1, week)[-1] == 3


def test_so_many_by_a_day_and_the_day_of_so_many_are_two_sides_of_one_thing() -> None:
    for ahead, number in ((14, 5), (30, 12), (60, 30)):
        by_then = chance(days_until(DAYS, number), ahead)
        enough = sum(n >= number for n in how_many(DAYS, ahead, TRIALS, 2)) / TRIALS
        assert by_then == pytest.approx(enough, abs=5 * math.sqrt(0.5 / TRIALS))


def test_days_with_the_same_work_every_day_leave_no_doubt() -> None:
    assert set(days_until((2,) * 30, 7)) == {4}
    assert set(how_many((2,) * 30, 9, 100, 1)) == {18}


def test_a_future_does_not_depend_on_what_else_is_asked() -> None:
    alone = days_until(DAYS, 5)
    windows = [
        Window((1,) * len(DAYS), frozenset({400})),
        Window(DAYS, frozenset({1, 5, 90, 5000})),
        Window(DAYS, frozenset()),
    ]
    together = when_done(windows, TRIALS, 1)
    assert together[1][5] == alone
    assert together[2] == {}
    assert all(a <= b for a, b in zip(together[1][5], together[1][90], strict=True))


def test_what_takes_longer_than_three_years_is_later() -> None:
    assert set(days_until((1,) + (0,) * 29, 200, 200)) == {HORIZON + 1}
    assert set(days_until((0,) * 30, 1, 100)) == {HORIZON + 1}
    reached = days_until((1,) * 30, HORIZON, 100)
    assert set(reached) == {HORIZON}
    assert set(days_until((1,) * 30, HORIZON + 1, 100)) == {HORIZON + 1}


def test_work_that_comes_as_fast_as_it_goes_takes_long() -> None:
    growing = tuple(n - m for n, m in zip(DAYS, DAYS[3:] + DAYS[:3], strict=True))
    assert within(days_until(growing, 10), 85) > 2 * within(days_until(DAYS, 10), 85)
    # Going back does not undo a day on which everything was done: up by 2, down by 1, up by 2 …
    assert max(days_until((2, -1) * 20, 2, 300)) < HORIZON


def test_statements_hold_in_the_share_of_the_futures_that_they_name() -> None:
    rng = random.Random(5)
    for count in (1, 2, 3, 19, 20, 21, 1000):
        values = sorted(rng.randrange(30) for _ in range(count))
        for level in (50, 85, 95):
            last, least = within(values, level), at_least(values, level)
            assert sum(v <= last for v in values) >= level * count / 100
            assert sum(v <= last - 1 for v in values) < level * count / 100
            assert sum(v >= least for v in values) >= level * count / 100
            assert sum(v >= least + 1 for v in values) < level * count / 100


def test_a_task_in_work_takes_as_long_as_those_that_took_longer() -> None:
    cycles = [1] * 50 + [10, 12, 14, 16, 18, 20, 22, 24, 26]
    found = when_finished(cycles, [9], 10, 20_000, 1)
    assert found.n == 9
    assert found.refused is None
    assert set(found.days) == {2, 4, 6, 8, 10, 12, 14, 16, 18, BEYOND}
    for value in set(found.days):
        assert found.days.count(value) / 20_000 == pytest.approx(0.1, abs=0.015)
    assert within(found.days, 85) == 18
    assert within(found.days, 95) == BEYOND


def test_one_that_is_as_old_as_the_oldest_may_be_done_today() -> None:
    found = when_finished([3, 3, 3, 3, 3, 8, 8, 8, 8, 8], [8], 10, 300, 1)
    assert set(found.days) == {1, BEYOND}


def test_of_several_tasks_the_last_one_counts() -> None:
    cycles = list(range(1, 101))
    one, two = when_finished(cycles, [1], 10, 5000, 1), when_finished(cycles, [1, 1], 10, 5000, 1)
    assert within(one.days, 50) == pytest.approx(50, abs=3)
    assert within(two.days, 50) == pytest.approx(100 * math.sqrt(0.5), abs=3)


def test_too_few_cycle_times_are_refused_and_counted() -> None:
    few = when_finished([1] * 9, [1], 10, 300, 1)
    assert few.refused == "the time in work is known of 9 finished tasks; a forecast asks for 10"
    old = when_finished([1] * 20 + [9] * 4, [2], 10, 300, 1)
    assert old.days == ()
    assert old.refused is not None
    assert old.refused.startswith("of 24 finished tasks 4 took 2 days or longer, as this one has already;")
    none = when_finished([1] * 20, [2], 10, 300, 1)
    assert none.refused is not None
    assert "none took 2 days" in none.refused
