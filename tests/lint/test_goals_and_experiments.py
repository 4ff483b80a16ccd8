"""When goals and experiments are asked for what they lack, and that nobody is told a thing twice."""

from pathlib import Path

import pytest

from kb.config import Config
from kb.drafting.template import template
from kb.records import registry
from tests.lint.support import build, judge

GOAL = "id: GOAL-0001\ntype: goal\ntitle: Keep customers\nstatus: {state}\ncreated: 2026-06-01\nowner: data-lead\n"
EXPERIMENT = "id: EXP-0001\ntype: experiment\ntitle: Hash the shop\nstatus: {state}\ncreated: 2026-07-01\n"
TASK = "---\nid: TASK-0001\ntype: task\ntitle: Encode the shop\nstatus: {state}\ncreated: 2026-06-15\n{fields}---\n"
EVERY_GOAL = [f"GO{number:03d}" for number in range(1, 11)]
EVERY_RESULT = ["EX001", "EX002", "EX003", "EX004", "EX005", "EX006", "EX007", "EX010", "EX012"]


def found(folder: Path, rules: tuple[str, ...], **files: str) -> list[str]:
    base = build(folder, {f"research/{name}.md": text for name, text in files.items()})
    assert [d.path for d in base.documents if d.record is None] == []
    return sorted(d.code for d in judge(base, rules))


def bare(head: str, state: str) -> str:
    return f"---\n{head.format(state=state)}---\n"


def made(head: str, state: str) -> str:
    """A record as `kb new` writes it, in another state."""
    type_ = "goal" if "type: goal" in head else "experiment"
    own = template(registry(Config())[type_])
    return f"---\n{head.format(state=state)}{own.removeprefix('---').lstrip()}"


@pytest.mark.parametrize("write", [bare, made])
@pytest.mark.parametrize("state", ["draft", "met", "missed", "dropped"])
def test_a_goal_that_is_not_pursued_is_asked_nothing(tmp_path: Path, write, state: str) -> None:
    assert found(tmp_path, ("GO",), goal=write(GOAL, state)) == []


@pytest.mark.parametrize("write", [bare, made])
def test_an_active_goal_is_asked_for_each_thing_once(tmp_path: Path, write) -> None:
    assert found(tmp_path, ("GO",), goal=write(GOAL, "active")) == EVERY_GOAL


@pytest.mark.parametrize("write", [bare, made])
def test_an_experiment_that_runs_is_asked_nothing(tmp_path: Path, write) -> None:
    assert found(tmp_path, ("EX",), one=write(EXPERIMENT, "running")) == []


@pytest.mark.parametrize("write", [bare, made])
def test_a_concluded_experiment_is_asked_for_each_thing_once(tmp_path: Path, write) -> None:
    assert found(tmp_path, ("EX",), one=write(EXPERIMENT, "concluded")) == EVERY_RESULT


def test_an_invalid_experiment_only_says_why(tmp_path: Path) -> None:
    assert found(tmp_path, ("EX",), one=bare(EXPERIMENT, "invalid")) == ["EX005"]
    assert found(tmp_path, ("EX",), one=made(EXPERIMENT, "invalid")) == []  # its body has headings at least


@pytest.mark.parametrize(("state", "code"), [("backlog", "GO001"), ("ready", "SM004"), ("doing", "SM004")])
def test_a_goal_without_a_number_is_told_at_the_goal_or_at_its_tasks(
    tmp_path: Path, state: str, code: str
) -> None:
    task = TASK.format(state=state, fields="goal: GOAL-0001\nsmart: {relevant: it is the largest column}\n")
    codes = found(tmp_path, ("GO001", "SM004"), goal=bare(GOAL, "active"), task=task)
    assert codes == [code]


def test_other_data_are_told_once_and_no_gain_is_computed_from_them(tmp_path: Path) -> None:
    old = bare(EXPERIMENT, "concluded")[:-4]
    new = old.replace("EXP-0001", "EXP-0002")
    old += "data: {test: {rows: 10}}\nmetrics: {roc_auc: {test: {mean: 0.7, std: 0.1, n: 5}}}\n---\n"
    new += "task: TASK-0001\ndata: {test: {rows: 9}}\nmetrics: {roc_auc: {test: 0.71}}\n"
    new += "baseline: EXP-0001\noutcome: supported\n---\n"
    task = TASK.format(state="done", fields="smart: {measurable: {metric: roc_auc, target: 0.705}}\n")
    assert found(tmp_path, ("EX008", "EX011", "EX013"), old=old, new=new, task=task) == ["EX008"]
    same = new.replace("rows: 9", "rows: 10")
    assert found(tmp_path / "same", ("EX008", "EX011", "EX013"), old=old, new=same, task=task) == ["EX013"]
