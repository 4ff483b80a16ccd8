"""The figures of a period: percentiles, weeks, days, what is expected, and the table for other forecasters."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Sequence
from datetime import UTC, date, timedelta
from typing import Any

import pytest

from kb.history.flow import (
    Flow,
    Item,
    cumulative,
    flow,
    items,
    percentile,
    percentiles,
    step_days,
    throughput,
    weeks,
)
from kb.history.flow.document import as_json
from kb.history.flow.percentiles import needed
from kb.history.flow.sheet import header, rows
from kb.history.lives import Chronicle
from kb.workflow import Expectation, Workflow
from tests.history.flow.support import chronicle, told

WORK = Workflow()


def found(as_of: str, *ways: Sequence[str], work: Workflow = WORK, **more: Any) -> tuple[Item, ...]:
    """The items of some ways, on a day."""
    lives = [told(f"TASK-{n:04}", {"way": way, **more}) for n, way in enumerate(ways, 1)]
    return items(chronicle(lives), work, UTC, date.fromisoformat(as_of))


def took(days: int, finish: str = "2026-03-31") -> list[str]:
    """The way of a task that took so many days and was done on a day of March."""
    start = date.fromisoformat(finish) - timedelta(days=days - 1)
    return ["2026-01-01 ready", f"{start} 08:00 doing", f"{finish} 09:00 done"]


# -- percentiles


@pytest.mark.parametrize(
    ("values", "rank", "expected"),
    [
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 50, 5),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 70, 7),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 85, 9),
        ([15, 20, 35, 40, 50], 50, 35),
        ([3, 6], 50, 3),
        ([3], 50, None),
        ([1] * 19, 95, None),
        (list(range(1, 21)), 95, 19),
        (list(range(1, 7)), 85, None),
        (list(range(1, 8)), 85, 6),
        (list(range(1, 1001)), 85, 850),
        (list(range(1, 1002)), 85, 851),
    ],
)
def test_a_percentile_is_a_value_that_was_seen_or_none(
    values: list[int], rank: int, expected: int | None
) -> None:
    assert percentile(values, rank) == expected


@pytest.mark.parametrize(("rank", "n"), [(50, 2), (70, 4), (85, 7), (95, 20), (99, 100), (1, 2)])
def test_a_percentile_takes_as_many_values_as_there_must_be_for_one_above_it(rank: int, n: int) -> None:
    assert needed(rank) == n
    assert percentile(list(range(n)), rank) != n - 1
    assert percentile(list(range(n - 1)), rank) is None


def test_values_that_are_not_known_are_not_in_the_sample() -> None:
    assert percentiles([None, 4, None, 2, 3]) == (3, {50: 3, 70: None, 85: None, 95: None})
    assert dict(percentiles([1, 2]).refused) == {70: 4, 85: 7, 95: 20}


# -- throughput


def test_weeks_are_iso_weeks_and_those_without_anything_are_told() -> None:
    some = found("2027-01-06", took(3, "2026-12-31"), took(3, "2027-01-03"), took(3, "2027-01-04"))
    week = weeks(some, date(2026, 12, 17), date(2027, 1, 6))
    assert [(w.name, w.done, w.days) for w in week] == [
        ("2026-W51", 0, 4),  # from Thursday
        ("2026-W52", 0, 7),
        ("2026-W53", 2, 7),  # to the third of January, which is of the year before
        ("2027-W01", 1, 3),
    ]


def test_throughput_tells_every_day_of_a_span() -> None:
    some = found(
        "2026-04-02", took(3), took(9), took(2, "2026-04-01"), ["2026-03-30 ready", "2026-03-31 dropped"]
    )
    assert throughput(some, date(2026, 3, 30), date(2026, 4, 2)) == (0, 2, 1, 0)
    assert throughput(some, date(2026, 4, 2), date(2026, 3, 30)) == ()


def test_what_was_dropped_is_told_apart() -> None:
    some = found("2026-04-02", took(3), ["2026-03-01 ready", "2026-03-03 doing", "2026-03-31 dropped"])
    whole = flow(some, WORK, date(2026, 4, 2))
    assert (len(whole.done), len(whole.dropped), whole.cycle.n) == (1, 1, 1)
    assert [(w.done, w.dropped) for w in whole.weeks if w.done or w.dropped] == [(1, 1)]


# -- the period


def test_a_period_has_what_was_not_over_before_it() -> None:
    some = found(
        "2026-04-02",
        took(3, "2026-03-20"),
        took(4, "2026-03-21"),
        ["2026-03-01 ready"],
        ["2026-03-01 done"],
        ["2026-03-01 ready", "2026-03-05 dropped"],
        ["2026-03-01 ready", "2026-03-30 doing"],
    )
    whole = flow(some, WORK, date(2026, 4, 2), date(2026, 3, 21))
    assert [item.id for item in whole.items] == ["TASK-0002", "TASK-0003", "TASK-0006"]
    assert whole.cycle.n == 1
    assert [week.name for week in whole.weeks] == ["2026-W12", "2026-W13", "2026-W14"]


def test_what_was_done_on_a_day_that_is_not_known_is_in_the_period_of_its_first_commit() -> None:
    some = found("2026-04-02", ["2026-03-20 done"], ["2026-03-21 done"])
    whole = flow(some, WORK, date(2026, 4, 2), date(2026, 3, 21))
    assert [item.id for item in whole.items] == ["TASK-0002"]
    assert whole.done == ()


def test_the_average_is_of_whole_weeks() -> None:
    some = found("2026-04-01", took(3, "2026-03-24"), took(3, "2026-03-25"), took(2, "2026-03-31"))
    assert (
        flow(some, WORK, date(2026, 4, 1), date(2026, 3, 16)).a_week == 1.0
    )  # 0 and 2; the third is not over
    assert flow(some, WORK, date(2026, 4, 1), date(2026, 3, 31)).a_week is None


def test_a_part_of_the_tasks_has_the_weeks_of_all() -> None:
    some = found("2026-04-02", took(3), ["2026-03-20 ready"])
    assert flow(some[1:], WORK, date(2026, 4, 2), among=some).first == date(2026, 1, 1)


def test_without_a_task_there_are_no_figures() -> None:
    whole = flow((), WORK, date(2026, 4, 2))
    assert (whole.first, whole.weeks, whole.cycle.n, whole.efficiency.share) == (None, (), 0, None)
    assert as_json(whole, (), WORK)["cumulative"] == []
    assert items(Chronicle(untold="there is no commit yet"), WORK, UTC, date(2026, 4, 2)) == ()


# -- expectation, age, efficiency


def test_who_is_older_than_expected_is_late() -> None:
    work = Workflow(expectation=Expectation(days=10, percentile=80))
    some = found(
        "2026-03-31",
        ["2026-03-01 ready", "2026-03-22 doing"],  # ten days: not yet
        ["2026-03-01 ready", "2026-03-21 doing"],  # eleven
        ["2026-03-15 doing"],  # seventeen or more
        *[took(n) for n in (4, 9, 10, 11, 20)],
    )
    whole = flow(some, work, date(2026, 3, 31))
    assert (whole.kept.within, whole.kept.n, whole.kept.late) == (3, 5, 2)
    assert [item.id for item in whole.moving] == ["TASK-0003", "TASK-0002", "TASK-0001"]
    assert whole.cycle.at[80] == 11
    assert [whole.older_than(item) for item in whole.moving] == [0.8, 0.6, 0.4]  # of 4 9 10 11 20
    assert as_json(whole, some, work)["expectation"]["late"] == ["TASK-0003", "TASK-0002"]


def test_efficiency_is_of_all_days_together() -> None:
    some = found("2026-03-31", took(10), took(2), blocked=["2026-03-25 .. 2026-03-29 data"])
    share = flow(some, WORK, date(2026, 3, 31)).efficiency
    assert (share.active, share.blocked, share.elapsed, share.n) == (8, 4, 12, 2)
    assert share.share == 8 / 12


def test_time_in_state_leaves_out_the_first_state_of_what_may_be_older() -> None:
    ways = (["2026-03-01 ready", "2026-03-05 doing", "2026-03-10 done"],) * 2
    whole = flow(found("2026-03-31", *ways), WORK, date(2026, 3, 31))
    assert {s.state: (s.days.n, s.days.at[50]) for s in whole.in_states} == {"ready": (2, 4), "doing": (2, 6)}
    for odd in ({"cut": True}, {"created": "2026-02-01"}):
        older = flow(found("2026-03-31", *ways, **odd), WORK, date(2026, 3, 31))
        assert [s.state for s in older.in_states] == ["doing"]


# -- cumulative flow


def test_every_day_from_the_first_to_the_last_is_told() -> None:
    some = found(
        "2026-03-04", ["2026-03-01 ready", "2026-03-02 doing", "2026-03-03 elsewhere"], ["2026-03-02 idea"]
    )
    days = list(cumulative(some, WORK, date(2026, 3, 1), date(2026, 3, 4)))
    assert [day.on.day for day in days] == [1, 2, 3, 4]
    assert list(days[0].counts) == [*WORK.states, "elsewhere"]
    assert [sum(day.counts.values()) for day in days] == [1, 2, 2, 2]
    assert [day.moving(WORK) for day in days] == [0, 1, 0, 0]


def test_what_was_before_the_first_day_counts() -> None:
    some = found("2026-03-04", ["2026-02-01 ready"])
    assert next(iter(cumulative(some, WORK, date(2026, 3, 1), date(2026, 3, 4)))).counts["ready"] == 1


def test_a_long_history_is_told_by_the_week() -> None:
    first, last = date(2025, 1, 1), date(2026, 3, 4)
    assert step_days(first, date(2026, 2, 4)) == 1  # 400 days
    assert step_days(first, date(2026, 2, 5)) == 7
    some = found("2026-03-04", ["2025-01-01 ready"])
    days = [day.on for day in cumulative(some, WORK, first, last, 7)]
    assert days[-1] == last
    assert {later - day for day, later in itertools.pairwise(days)} == {timedelta(days=7)}
    assert first <= days[0] < first + timedelta(days=7)


def test_the_end_of_the_calendar_is_no_trouble() -> None:
    some = found("9999-12-31", ["2026-02-01 ready", "2026-03-01 doing"])
    whole = flow(some, WORK, date.max, date(9999, 11, 1))
    assert whole.weeks[-1].name == "9999-W52"
    assert [day.on for day in cumulative(some, WORK, date(9999, 12, 30), date.max)] == [
        date(9999, 12, 30),
        date.max,
    ]


# -- the table for other forecasters


def table(some: Sequence[Item], work: Workflow = WORK) -> list[dict[str, str]]:
    """The rows by the names of the columns, as a program reads them."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerows([header(work), *rows(some, work)])
    return list(csv.DictReader(io.StringIO(stream.getvalue())))


def way(row: dict[str, str]) -> list[str]:
    return [row[state][5:] for state in ("idea", "backlog", "ready", "doing", "review", "done")]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (  # what was jumped over has the day of the next
            ["2026-03-01 backlog", "2026-03-03 doing", "2026-03-05 done"],
            ["03-01", "03-01", "03-03", "03-03", "03-05", "03-05"],
        ),
        (  # opened again: the first start and the last finish
            [
                "2026-03-01 ready",
                "2026-03-03 doing",
                "2026-03-05 done",
                "2026-03-07 doing",
                "2026-03-09 done",
            ],
            ["03-01", "03-01", "03-01", "03-03", "03-05", "03-09"],
        ),
        (  # put back
            ["2026-03-01 ready", "2026-03-03 doing", "2026-03-05 ready", "2026-03-07 review"],
            ["03-01", "03-01", "03-01", "03-03", "03-07", ""],
        ),
        (  # dropped in between: the work begins anew
            [
                "2026-03-01 ready",
                "2026-03-03 doing",
                "2026-03-05 dropped",
                "2026-03-07 idea",
                "2026-03-08 doing",
            ],
            ["03-01", "03-01", "03-01", "03-08", "", ""],
        ),
        (  # never seen in progress
            ["2026-03-01 ready", "2026-03-05 done"],
            ["03-01", "03-01", "03-01", "", "", "03-05"],
        ),
        (  # in progress from the first commit on
            ["2026-03-01 doing", "2026-03-03 review", "2026-03-05 done"],
            ["03-01", "03-01", "03-01", "", "03-03", "03-05"],
        ),
        (
            ["2026-03-01 todo", "2026-03-03 doing", "2026-03-05 review"],
            ["03-01", "03-03", "03-03", "", "03-05", ""],
        ),
        (["2026-03-01 ready", "2026-03-05 dropped"], ["", "", "", "", "", ""]),
    ],
)
def test_each_state_has_the_day_on_which_it_was_reached(steps: list[str], expected: list[str]) -> None:
    assert way(table(found("2026-03-31", steps))[0]) == expected


def test_what_was_removed_unfinished_has_no_days() -> None:
    gone = table(found("2026-03-31", ["2026-03-01 ready", "2026-03-03 doing"], gone="2026-03-05"))[0]
    assert (way(gone), gone["outcome"], gone["started"]) == ([""] * 6, "removed", "2026-03-03")


def test_days_never_go_back_and_agree_with_the_cycle_time() -> None:
    some = found("2026-03-31", took(5), took(9), ["2026-03-01 idea", "2026-03-02 review", "2026-03-05 done"])
    for row, item in zip(table(some), some, strict=True):
        days = [day for day in way(row) if day]
        assert days == sorted(days)
        cycle = date.fromisoformat(row["done"]) - date.fromisoformat(row["doing"]) + timedelta(days=1)
        assert cycle.days == item.cycle_days == int(row["cycle_days"])


def test_the_columns_stand_where_forecasters_look_for_them() -> None:
    names = header(WORK)
    assert "ID" in names[0]
    assert names[1] == "link"
    assert "title" in names[2]
    assert names[3:9] == ("idea", "backlog", "ready", "doing", "review", "done")


def test_what_became_of_each_task_is_told_in_a_word() -> None:
    ways = (
        ["2026-03-01 ready", "2026-03-02 done"],
        ["2026-03-01 ready", "2026-03-02 dropped"],
        ["2026-03-01 doing"],
    )
    there, gone = found("2026-03-31", *ways), found("2026-03-31", *ways, gone="2026-03-05")
    assert [row["outcome"] for row in table(there)] == ["done", "dropped", "open"]
    assert [row["outcome"] for row in table(gone)] == ["done", "dropped", "removed"]


def test_the_document_has_the_keys_that_are_promised() -> None:
    some = found("2026-03-31", took(5), ["2026-03-01 doing"])
    whole: Flow = flow(some, WORK, date(2026, 3, 31))
    made = as_json(whole, some, WORK)
    assert {"as_of", "items", "percentiles", "throughput", "cumulative", "uncertain"} <= set(made)
    assert made["percentiles"]["cycle"] == {"50": None, "70": None, "85": None, "95": None, "n": 1}
    assert made["cumulative"][-1] == {
        "date": date(2026, 3, 31), **dict.fromkeys(WORK.states, 0), "doing": 1, "done": 1,
    }  # fmt: skip
    assert [entry["id"] for entry in made["uncertain"]] == ["TASK-0002"]
