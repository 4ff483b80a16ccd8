"""CH002 and the pace of the past: it speaks when a change moves a goal past its deadline, else it is silent."""

import datetime as dt
import re
from pathlib import Path

import pytest

from benchmarks.paces import DAY, FIRST, Pace, chronicle, tasks
from kb.diagnostics import Diagnostic, Severity
from kb.graph import Graph
from kb.history.lives import Chronicle
from kb.lint.facts import Edited, Skeleton, facts_of
from kb.lint.identity import settled
from kb.lint.rule import Context
from kb.workflow import Workflow
from tests.lint import support
from tests.lint.test_again import shelf

TODAY = FIRST + DAY * 200
MADE = tasks(Pace(rate=0.5, goals=2), 400, 3)
HISTORY = chronicle(MADE, TODAY - DAY)

GOAL = "---\nid: {}\ntype: goal\ntitle: A goal\nstatus: {}\ncreated: 2024-01-01\nowner: lead\n{}---\n"
CHANGE = "---\nid: {}\ntype: change\ntitle: More\nstatus: {}\ncreated: 2024-06-0{}\ngoal: GOAL-0001\n{}---\n"
TASK = "---\nid: {}\ntype: task\ntitle: Work\nstatus: {}\ncreated: 2024-06-01\n{}---\n"


def base_of(
    deadline: dt.date | None,
    *,
    left: int = 2,
    adds: int = 12,
    status: str = "approved",
    goal: str = "active",
    state: str = "backlog",
    more: str = "",
) -> dict[str, str | bytes]:
    """A goal with some tasks left, and a change that adds others."""
    own = [f"TASK-9{n:03}" for n in range(left)]
    new = [f"TASK-8{n:03}" for n in range(adds)]
    constraints = f"constraints:\n  deadline: {deadline}\n" if deadline is not None else ""
    return {
        "research/goals/GOAL-0001-x.md": GOAL.format("GOAL-0001", goal, constraints),
        "research/changes/CHG-0001-x.md": CHANGE.format(
            "CHG-0001", status, 3, f"adds: [{', '.join(new)}]\n{more}"
        ),
        **{f"backlog/{id_}-x.md": TASK.format(id_, "ready", "goal: GOAL-0001\n") for id_ in own},
        **{f"backlog/{id_}-x.md": TASK.format(id_, state, "") for id_ in new},
    }


def found(
    folder: Path,
    files: dict[str, str | bytes],
    history: Chronicle | None = HISTORY,
    settings: str = "",
    today: dt.date = TODAY,
) -> list[Diagnostic]:
    base = support.build(folder, files, settings)
    context = Context(base, Graph(base), today, history=history)
    return list(support.judge_in(context, ["CH002"]))


SOON = TODAY + DAY * 30


def test_a_change_that_moves_a_goal_past_its_deadline_is_a_warning(tmp_path: Path) -> None:
    (one,) = found(tmp_path, base_of(SOON))
    assert one.path == "research/changes/CHG-0001-x.md"
    assert one.severity is Severity.WARNING
    assert one.message.startswith(
        f"the 12 tasks that CHG-0001 adds move GOAL-0001 past its deadline {SOON}, by the pace of "
    )
    assert one.message.endswith("of its own tasks finished in 90 days")
    assert re.match(
        r"In 85 of 100 futures it is done by \d{4}-\d\d-\d\d, without by \d{4}-\d\d-\d\d; ", one.help
    )
    assert "`kb forecast --goal GOAL-0001` tells more." in one.help
    assert [place.path for place in one.related] == ["research/goals/GOAL-0001-x.md"]
    text = (tmp_path / one.path).read_text()
    assert text[one.span.start : one.span.end] == "adds"


def test_it_is_the_same_finding_tomorrow(tmp_path: Path) -> None:
    days = [found(tmp_path / str(n), base_of(SOON), today=TODAY + DAY * n)[0] for n in (0, 1, 3)]
    assert len({one.help for one in days}) == 3
    assert len({settled(one.message) for one in days}) == 1


def test_the_same_question_has_the_same_answer(tmp_path: Path) -> None:
    assert found(tmp_path, base_of(SOON)) == found(tmp_path, base_of(SOON))


def test_a_goal_of_whose_tasks_few_were_finished_goes_by_all(tmp_path: Path) -> None:
    files = {
        path: text.replace("GOAL-0001", "GOAL-0009") if isinstance(text, str) else text
        for path, text in base_of(TODAY + DAY * 15).items()
    }
    files["research/goals/GOAL-0009-x.md"] = files.pop("research/goals/GOAL-0001-x.md")
    (one,) = found(tmp_path, files)
    assert "by the pace of 31 tasks finished in 90 days" in one.message


@pytest.mark.parametrize(
    ("why", "files"),
    [
        ("there is time", base_of(TODAY + DAY * 250)),
        ("it was late before", base_of(TODAY + DAY)),
        ("there is no deadline", base_of(None)),
        ("the deadline has passed", base_of(TODAY - DAY)),
        ("the change is not approved", base_of(SOON, status="requested")),
        ("the goal is not pursued", base_of(SOON, goal="draft")),
        ("the tasks it adds are done", base_of(SOON, state="done")),
        ("the tasks it adds are ideas", base_of(SOON, state="idea")),
        ("it adds one that changes nothing", base_of(TODAY + DAY * 45, adds=1)),
    ],
)
def test_it_is_silent(why: str, files: dict[str, str | bytes], tmp_path: Path) -> None:
    assert found(tmp_path, files) == [], why


def test_thin_data_and_half_a_history_say_nothing(tmp_path: Path) -> None:
    files = base_of(SOON)
    assert found(tmp_path, files, None) == []
    assert found(tmp_path, files, Chronicle(untold="there is no git")) == []
    assert found(tmp_path, files, Chronicle(HISTORY.lives, cut=True)) == []
    assert found(tmp_path, files, chronicle(MADE[:8], TODAY)) == []
    assert found(tmp_path, files, settings="[forecast]\nleast_finished = 200\n") == []
    assert found(tmp_path, files, settings="[forecast]\nleast_finished = 5\n") != []


def test_what_is_certain_is_said_and_nothing_beside_it(tmp_path: Path) -> None:
    (one,) = found(tmp_path, base_of(SOON, more="effect_days: 90\n"))
    assert one.severity is Severity.ERROR
    assert one.message.startswith("the 90 days of CHG-0001 do not fit")


def test_of_several_changes_the_one_is_told_with_which_it_is_too_much(tmp_path: Path) -> None:
    files = base_of(TODAY + DAY * 40, left=1, adds=2)
    many = [f"TASK-7{n:03}" for n in range(9)]
    files["research/changes/CHG-0002-x.md"] = CHANGE.format(
        "CHG-0002", "approved", 5, f"adds: [{', '.join(many)}]\n"
    )
    files["research/changes/CHG-0003-x.md"] = CHANGE.format("CHG-0003", "approved", 7, "adds: [TASK-6000]\n")
    for id_ in (*many, "TASK-6000"):
        files[f"backlog/{id_}-x.md"] = TASK.format(id_, "ready", "")
    (one,) = found(tmp_path, files)
    assert one.record == "CHG-0002"
    assert "the 9 tasks that CHG-0002 adds move" in one.message


def test_an_edit_of_a_state_matters_where_a_scope_was_changed(tmp_path: Path) -> None:
    base = support.build(
        tmp_path, {**base_of(SOON), "backlog/TASK-0001-x.md": TASK.format("TASK-0001", "ready", "")}
    )
    facts = [facts_of(document) for document in base.documents]
    skeleton = Skeleton([d.path for d in base.documents], shelf(base.documents), Workflow(), {})
    rule = support.rule("CH002")
    moved = {"TASK-9000": False, "TASK-8000": False, "TASK-0001": True}
    for id_, unmoved in moved.items():
        before = facts[skeleton.by_id[id_]]
        assert rule.unmoved(Edited(before, before._replace(status="doing"), skeleton)) is unmoved, id_
        assert rule.unmoved(Edited(before, before._replace(title="Other words"), skeleton))
    change = facts[skeleton.by_id["CHG-0001"]]
    assert not rule.unmoved(Edited(change, change, skeleton))
