"""What is left for goals, whose pace they have, and what changes of scope do to their deadlines."""

import datetime as dt
from pathlib import Path

import pytest

from kb.graph import Graph
from kb.history.forecast import (
    Course,
    GoalOutlook,
    Limits,
    Outlooks,
    Window,
    Work,
    Works,
    outlooks,
    when_done,
    within,
)
from kb.history.forecast.remarks import of_goals
from kb.history.forecast.scope import Scope, Scopes
from kb.history.forecast.work import Done
from kb.records.goal import Goal
from kb.workflow import Workflow
from tests.lint.support import build

TODAY = dt.date(2026, 7, 1)
DAY = dt.timedelta(days=1)
COURSE = Course(TODAY, Limits(), 600, 1)
GOAL = "---\nid: {}\ntype: goal\ntitle: T\nstatus: {}\ncreated: 2026-01-05\nowner: lead\n{}---\n"
CHANGE = "---\nid: {}\ntype: change\ntitle: T\nstatus: {}\ncreated: 2026-02-0{}\ngoal: {}\n{}---\n"
TASK = "---\nid: {}\ntype: task\ntitle: T\nstatus: {}\ncreated: 2026-01-05\n{}---\n"


def files(**tasks: str) -> dict[str, str | bytes]:
    """Tasks by number: `t1="ready GOAL-0001"`."""
    made: dict[str, str | bytes] = {}
    for name, words in tasks.items():
        id_ = f"TASK-{int(name[1:]):04}"
        state, _, goal = words.partition(" ")
        made[f"backlog/{id_}-x.md"] = TASK.format(id_, state, f"goal: {goal}\n" if goal else "")
    return made


def goal(number: int, deadline: dt.date | None = None, status: str = "active") -> dict[str, str | bytes]:
    more = f"constraints:\n  deadline: {deadline}\n" if deadline else ""
    return {f"research/goals/GOAL-000{number}-x.md": GOAL.format(f"GOAL-000{number}", status, more)}


def change(number: int, of: int, more: str, status: str = "approved") -> dict[str, str | bytes]:
    text = CHANGE.format(f"CHG-000{number}", status, number, f"GOAL-000{of}", more)
    return {f"research/changes/CHG-000{number}-x.md": text}


def steady(goal: str | None, every: int, came: int = 0) -> list[Work]:
    """A task of a goal is done every so many days, and others come."""
    done = [Work("TASK-9999", goal, None, None, (Done(TODAY - DAY * n),)) for n in range(1, 120, every)]
    return done + [Work("TASK-9998", goal, TODAY - DAY * n, None, ()) for n in range(came, 120, came or 999)]


def asked(
    folder: Path, known: list[Work], *parts: dict[str, str | bytes], only: str | None = None
) -> tuple[Outlooks, Scopes]:
    graph = Graph(build(folder, {path: text for part in parts for path, text in part.items()}))
    scopes = Scopes(graph, Workflow())
    record = graph.base.by_id[only].record if only is not None else None
    chosen = [scopes.of(record)] if isinstance(record, Goal) else scopes.active()
    works = Works(tuple(known), TODAY - DAY * 150)
    return outlooks(works, scopes, chosen, COURSE, growth=only is not None), scopes


def test_left_are_the_tasks_that_are_agreed_on_and_not_done(tmp_path: Path) -> None:
    tasks = files(
        t1="idea GOAL-0001", t2="backlog GOAL-0001", t3="ready GOAL-0001", t4="doing GOAL-0001",
        t5="review GOAL-0001", t6="done GOAL-0001", t7="dropped GOAL-0001", t8="ready GOAL-0002", t9="ready",
    )  # fmt: skip
    found, _ = asked(tmp_path, steady(None, 3), tasks, goal(1), goal(2), goal(3), goal(4, status="draft"))
    scopes = {outlook.scope.goal.id: outlook.scope for outlook in found.goals}
    assert {id_: sorted(scope.open) for id_, scope in scopes.items()} == {
        "GOAL-0001": ["TASK-0002", "TASK-0003", "TASK-0004", "TASK-0005"],
        "GOAL-0002": ["TASK-0008"],
        "GOAL-0003": [],
    }
    assert [(scope.tasks, scope.ideas) for scope in scopes.values()] == [(7, 1), (1, 0), (0, 0)]
    assert found.left == 5
    assert list(of_goals(found.goals, [("TASK-0002", 12.5)], 10)) == [
        "Without any task nothing can be said of GOAL-0003: break it down first.",
        "Ideas are not counted as work that is left: GOAL-0001 (1).",
        "A task counts as one, however large it is; more than 10 days are stated for TASK-0002 (12.5 days).",
    ]


def scope_of(folder: Path, *parts: dict[str, str | bytes]) -> tuple[Scope, Scopes]:
    found, scopes = asked(folder, [], *parts)
    return found.goals[0].scope, scopes


def test_approved_changes_put_tasks_in_and_take_tasks_out(tmp_path: Path) -> None:
    tasks = files(
        t1="ready GOAL-0001", t2="ready GOAL-0001", t3="dropped GOAL-0001", t4="backlog", t5="done", t6="idea",
        t7="ready GOAL-0002", t8="done GOAL-0001",
    )  # fmt: skip
    scope, scopes = scope_of(
        tmp_path,
        tasks,
        goal(1),
        goal(2),
        change(1, 1, "adds: [TASK-0004, TASK-0005, TASK-0006, TASK-0777]\n"),
        change(2, 1, "removes: [TASK-0002, TASK-0003, TASK-0008]\n"),
        change(3, 1, "adds: [TASK-0007]\n", status="requested"),
    )
    assert sorted(scope.open) == ["TASK-0001", "TASK-0004"]
    assert [c.id for c in scope.changes] == ["CHG-0001", "CHG-0002"]
    assert sorted(scopes.left(scope, ["CHG-0001"])) == ["TASK-0001"]
    # What was dropped because of it would be left without it; what is done would be done all the same.
    assert sorted(scopes.left(scope, ["CHG-0002"])) == ["TASK-0001", "TASK-0002", "TASK-0003", "TASK-0004"]


def test_changes_count_in_the_order_in_which_they_were_asked_for(tmp_path: Path) -> None:
    tasks = files(t1="ready GOAL-0001", t2="ready")
    early = 'requested: {by: customer, "on": 2026-01-07}\n'
    out, put_in = "removes: [TASK-0002]\n", "adds: [TASK-0002]\n"
    last_in, _ = scope_of(tmp_path / "a", tasks, goal(1), change(1, 1, out), change(2, 1, put_in))
    last_out, _ = scope_of(tmp_path / "b", tasks, goal(1), change(1, 1, out), change(2, 1, put_in + early))
    assert (sorted(last_in.open), sorted(last_out.open)) == (["TASK-0001", "TASK-0002"], ["TASK-0001"])


def of(found: Outlooks) -> dict[str, GoalOutlook]:
    return {outlook.scope.goal.id: outlook for outlook in found.goals}


def test_a_goal_has_its_own_pace_where_its_sample_is_enough(tmp_path: Path) -> None:
    tasks = files(t1="ready GOAL-0001", t2="ready GOAL-0001", t3="ready GOAL-0002")
    known = steady("GOAL-0001", 6) + steady("GOAL-0002", 30) + steady(None, 2)
    found, _ = asked(tmp_path, known, tasks, goal(1), goal(2))
    one, two = of(found).values()
    assert (
        (one.pace, one.n, two.pace, two.n) == ("goal", 15, "team", found.sample.n) == ("goal", 15, "team", 63)
    )
    assert one.expected[50] > two.expected[85]
    # All three tasks at the pace of all are what the whole base needs.
    (drawn,) = when_done([Window(found.sample.finished, frozenset({3}))], 600, 1, found.sample.rhythm)
    assert found.left == 3
    assert found.together == {level: within(drawn[3], level) for level in (50, 85, 95)}


def test_a_deadline_holds_in_the_share_of_the_futures_that_are_done_by_it(tmp_path: Path) -> None:
    tasks = files(t1="ready GOAL-0001", t2="ready GOAL-0001", t3="ready GOAL-0002", t4="ready GOAL-0003")
    found, _ = asked(
        tmp_path, steady(None, 2), tasks,
        goal(1, TODAY + DAY * 3), goal(2, TODAY - DAY), goal(3, TODAY + DAY * 5000), goal(4, TODAY), goal(5),
    )  # fmt: skip
    one, over, far, empty, without = of(found).values()
    assert one.chance == sum(day <= 4 for day in one.futures) / 600
    assert 0 < one.chance < 1
    assert (over.chance, far.chance, empty.chance, without.chance) == (0, 1, None, None)
    assert dict(empty.expected) == {}


def test_the_effect_of_a_change_is_that_of_its_tasks(tmp_path: Path) -> None:
    tasks = files(**{f"t{n}": "ready GOAL-0001" for n in range(1, 6)}, t6="ready", t7="ready", t8="ready")
    deadline = TODAY + DAY * 20
    found, _ = asked(
        tmp_path, steady(None, 2), tasks, goal(1, deadline),
        change(1, 1, "adds: [TASK-0006, TASK-0007, TASK-0008]\neffect_days: 2.5\n"),
        change(2, 1, "removes: [TASK-0001]\n"),
        change(3, 1, "effect_days: 9\n"),
    )  # fmt: skip
    (outlook,) = found.goals
    assert len(outlook.scope.open) == 7
    (drawn,) = when_done([Window(found.sample.finished, frozenset({4, 7, 8}))], 600, 1, found.sample.rhythm)
    ends = {n: within(days, 85) for n, days in drawn.items()}
    more, fewer, words = outlook.changes
    assert (more.days, more.tasks, more.stated) == (ends[7] - ends[4], 3, 2.5)
    assert (fewer.days, fewer.tasks, fewer.stated) == (ends[7] - ends[8], -1, None)
    assert (words.days, words.tasks, words.stated) == (0, 0, 9)
    assert more.days is not None
    assert more.days > 0 > (fewer.days or 0)
    assert more.chance is not None
    assert outlook.chance is not None
    assert more.chance > outlook.chance == words.chance


def test_what_is_later_than_a_forecast_looks_has_no_effect_in_days(tmp_path: Path) -> None:
    tasks = files(**{f"t{n}": "ready" for n in range(1, 400)}, t900="ready GOAL-0001")
    added = ", ".join(f"TASK-{n:04}" for n in range(1, 400))
    found, _ = asked(tmp_path, steady(None, 9), tasks, goal(1), change(1, 1, f"adds: [{added}]\n"))
    (outlook,) = found.goals
    assert outlook.changes[0].days is None
    assert outlook.changes[0].tasks == 399


def test_a_growing_goal_is_done_later(tmp_path: Path) -> None:
    tasks = files(t1="ready GOAL-0001", t2="ready GOAL-0001", t3="ready GOAL-0001", t4="ready GOAL-0001")
    known = steady("GOAL-0001", 3, came=6)
    found, _ = asked(tmp_path, known, tasks, goal(1), only="GOAL-0001")
    (outlook,) = found.goals
    assert outlook.growing[50] > outlook.expected[50]
    assert outlook.growing[85] > outlook.expected[85] + 7
    still, _ = asked(tmp_path, steady("GOAL-0001", 3), tasks, goal(1), only="GOAL-0001")
    assert still.goals[0].growing == still.goals[0].expected


@pytest.mark.parametrize("known", [[], steady(None, 40)])
def test_on_thin_data_nothing_is_said_of_any_goal(known: list[Work], tmp_path: Path) -> None:
    tasks = files(t1="ready GOAL-0001", t2="ready GOAL-0001")
    found, _ = asked(tmp_path, known, tasks, goal(1, TODAY + DAY), change(1, 1, "adds: [TASK-0002]\n"))
    (outlook,) = found.goals
    assert found.sample.refused is not None
    assert (dict(outlook.expected), outlook.chance, list(outlook.futures), dict(found.together)) == (
        {},
        None,
        [],
        {},
    )
    assert outlook.changes[0].days is None
