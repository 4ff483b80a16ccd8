"""Risks, product notes, stacks and changes: a mistake in one of them is told by one rule, a new record by none."""

from pathlib import Path

import pytest

from kb.config import parse
from kb.drafting import template
from kb.records import registry
from tests.lint.support import build, judge

FAMILIES = ("RK", "PD", "ST", "CH", "FR", "LK006", "SM005", "RV009")
HEAD = "---\nid: {id}\ntype: {type}\ntitle: x\nstatus: {state}\ncreated: 2026-05-04\nowner: data-lead\n"
FOLDERS = {
    "TASK": ("task", "backlog"),
    "RISK": ("risk", "research/risks"),
    "CHG": ("change", "research/changes"),
}
FOLDERS |= {"GOAL": ("goal", "research/goals"), "STACK": ("stack", "research/stacks")}
FOLDERS |= {"PROD": ("product", "research/products"), "DEC": ("decision", "research/decisions")}
FOLDERS |= {"REV": ("review", "research/reviews")}


def codes(folder: Path, *records: tuple[str, str, str]) -> list[str]:
    """The codes said of records given as id, state and further lines."""
    files = {}
    for id_, state, fields in records:
        type_, home = FOLDERS[id_.partition("-")[0]]
        text = HEAD.format(id=id_, type=type_, state=state) + fields + "---\n"
        files[f"{home}/{id_}-x.md"] = text
    base = build(folder, files)
    assert all(document.record for document in base.documents), [d.problems for d in base.documents]
    return [found.code for found in judge(base, FAMILIES)]


@pytest.mark.parametrize("type_", ["risk", "product", "stack", "change"])
def test_a_record_as_kb_new_makes_it_is_left_alone(tmp_path: Path, type_: str) -> None:
    entry = registry(parse(""))[type_]
    head = HEAD.format(id=f"{entry.type.prefix}-0001", type=type_, state=entry.type.first_state)
    text = head.replace("2026-05-04", "2026-11-23") + template(entry).removeprefix("---\n")
    base = build(tmp_path, {f"{entry.type.folder}/{entry.type.prefix}-0001-x.md": text})
    assert base.documents[0].record is not None, base.documents[0].problems
    assert judge(base, FAMILIES) == ()


def test_a_day_that_has_passed_is_told_once(tmp_path: Path) -> None:
    solved = "solution: wait\nreview_by: 2026-08-03\n"
    assert codes(tmp_path, ("RISK-0001", "open", solved)) == ["FR001"]


def test_a_review_that_has_expired_and_was_to_be_looked_at_is_told_once(tmp_path: Path) -> None:
    both = "review_by: 2026-08-03\nvalid_until: 2026-08-03\n"
    assert codes(tmp_path, ("REV-0001", "reported", both)) == ["FR001"]
    assert codes(tmp_path, ("REV-0001", "reported", "valid_until: 2026-08-03\n")) == ["RV009"]


def test_an_old_open_risk_without_an_answer_lacks_two_things(tmp_path: Path) -> None:
    assert codes(tmp_path, ("RISK-0001", "open", "likelihood: 5\nimpact: 5\n")) == ["RK001", "RK003"]


def test_a_mitigation_that_was_refused_is_told_once(tmp_path: Path) -> None:
    risk = ("RISK-0001", "mitigated", "likelihood: 5\nimpact: 5\nmitigated_by: [CHG-0001]\n")
    assert codes(tmp_path, risk, ("CHG-0001", "refused", "")) == ["LK006"]


def test_features_without_classes_do_not_lack_a_core_as_well(tmp_path: Path) -> None:
    fields = "users: [a]\nprocesses: [b]\nproblem: c\nfeatures: [{name: d, why: e}]\n"
    assert codes(tmp_path, ("PROD-0001", "agreed", fields)) == ["PD002"]


def test_a_requirement_is_told_of_by_one_rule(tmp_path: Path) -> None:
    stack = "requirements: [{id: FR1, text: runs, technologies: [kafka], met: %s}]\n"
    accepted = ("DEC-0001", "accepted", "technologies: {kafka: %s}\n")
    for number, (met, ring, expected) in enumerate(
        [("false", "adopt", ["ST001"]), ("true", "trial", ["ST004"]), ("unknown", "drop", ["ST003"])]
    ):
        decision = (*accepted[:2], accepted[2] % ring)
        assert codes(tmp_path / str(number), ("STACK-0001", "agreed", stack % met), decision) == expected


def test_decisions_that_contradict_each_other_are_no_fault_of_the_stack(tmp_path: Path) -> None:
    found = codes(
        tmp_path,
        ("STACK-0001", "agreed", "requirements: [{id: FR1, text: runs, technologies: [kafka]}]\n"),
        ("DEC-0001", "accepted", "technologies: {kafka: adopt}\n"),
        ("DEC-0002", "accepted", "technologies: {kafka: drop}\n"),
    )
    assert found == []


def test_a_task_past_the_deadline_of_its_own_goal_is_told_once(tmp_path: Path) -> None:
    found = codes(
        tmp_path,
        ("GOAL-0001", "active", "constraints: {deadline: 2026-12-24}\n"),
        ("TASK-0001", "backlog", "goal: GOAL-0001\nsmart: {time_bound: 2027-01-29}\n"),
        ("CHG-0001", "approved", "goal: GOAL-0001\nadds: [TASK-0001]\neffect_days: 1\n"),
    )
    assert found == ["SM005"]
