"""How hard the rules of tasks judge by state, what else they point at, and that nobody is told a thing twice."""

from pathlib import Path

import pytest

from tests.lint.support import build, judge, place, words

TASK = """\
---
id: TASK-0001
type: task
title: Encode the shop
status: {state}
created: 2026-06-15
{fields}---
"""
VAGUE = "smart: {specific: improve it}\n"
RULES = ("SM", "KB")


def findings(folder: Path, state: str, fields: str = "", settings: str = "") -> dict[str, str]:
    base = build(folder, {"backlog/TASK-0001-x.md": TASK.format(state=state, fields=fields)}, settings)
    found = judge(base, RULES)
    assert len({d.code for d in found}) == len(found)
    return {d.code: d.severity.value for d in found}


@pytest.mark.parametrize(
    ("state", "severity"),
    [("idea", None), ("backlog", "warning"), ("ready", "error"), ("review", "error"), ("dropped", None)],
)
def test_a_vague_phrase_weighs_what_the_state_promises(
    tmp_path: Path, state: str, severity: str | None
) -> None:
    assert findings(tmp_path, state, VAGUE).get("SM001") == severity


def test_rough_ideas_and_an_ungroomed_backlog_are_no_findings(tmp_path: Path) -> None:
    assert findings(tmp_path, "idea") == findings(tmp_path / "b", "backlog") == {}


def test_a_bare_task_in_ready_is_told_once(tmp_path: Path) -> None:
    assert findings(tmp_path, "ready") == {"KB003": "error"}


def test_a_bare_task_that_is_done_is_told_what_is_absent_and_that_nothing_shows_for_it(
    tmp_path: Path,
) -> None:
    assert findings(tmp_path, "done") == {"KB003": "error", "KB004": "error"}


@pytest.mark.parametrize(
    ("settings", "severity"), [("", "error"), ('[workflow.ready]\nrequires = ["goal", "smart"]\n', "warning")]
)
def test_an_expectation_weighs_what_the_definition_of_ready_makes_of_it(
    tmp_path: Path, settings: str, severity: str
) -> None:
    found = findings(tmp_path, "ready", "goal: GOAL-0001\n" + VAGUE, settings)
    assert found["SM006"] == severity
    assert "KB003" not in found


def test_an_override_makes_a_limit_a_warning(tmp_path: Path) -> None:
    override = "overrides: [{rule: KB002, reason: the customer waits}]\n"
    files = {
        "backlog/TASK-0001-x.md": TASK.format(state="review", fields=override),
        "backlog/TASK-0002-x.md": TASK.format(state="review", fields="").replace("0001", "0002"),
        "backlog/TASK-0003-x.md": TASK.format(state="review", fields="").replace("0001", "0003"),
    }
    base = build(tmp_path, files, "[workflow.wip]\nreview = 1\n")
    assert [(d.record, d.severity.value) for d in judge(base, ["KB002"])] == [
        ("TASK-0001", "warning"),
        ("TASK-0003", "error"),
    ]


def test_the_deadline_of_the_goal_is_shown_beside_the_date(tmp_path: Path) -> None:
    goal = (
        "---\nid: GOAL-0001\ntype: goal\ntitle: Keep customers\nstatus: active\ncreated: 2026-06-01\n"
        "owner: data-lead\nconstraints:\n  deadline: 2027-03-31\n---\n"
    )
    fields = "goal: GOAL-0001\nsmart: {time_bound: 2027-04-01}\n"
    files = {
        "backlog/TASK-0001-x.md": TASK.format(state="ready", fields=fields),
        "research/GOAL-0001-x.md": goal,
    }
    base = build(tmp_path, files)
    (found,) = judge(base, ["SM005"])
    (related,) = found.related
    assert words(base, related) == "2027-03-31"
    assert place(base, related) == "research/GOAL-0001-x.md:9:13-9:23"


def test_the_help_names_the_metric_that_was_meant(tmp_path: Path) -> None:
    goal = (
        "---\nid: GOAL-0001\ntype: goal\ntitle: Keep customers\nstatus: active\ncreated: 2026-06-01\n"
        "owner: data-lead\ntechnical_metrics: [{name: roc_auc}, {name: log_loss}]\n---\n"
    )
    fields = "goal: GOAL-0001\nsmart: {measurable: {metric: %s, target: 0.8}}\n"
    for number, (metric, said) in enumerate(
        [("ROC AUC", "Did you mean roc_auc?"), ("happiness", "GOAL-0001 knows roc_auc, log_loss.")]
    ):
        task = TASK.format(state="ready", fields=fields % metric)
        base = build(
            tmp_path / str(number), {"backlog/TASK-0001-x.md": task, "research/GOAL-0001-x.md": goal}
        )
        (found,) = judge(base, ["SM002"])
        assert found.help == said
