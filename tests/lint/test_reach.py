"""Which rules an edit reaches: those whose types or links lead to it, and no other is loaded."""

import marshal
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import pytest

from kb.lint.engine import all_rules
from kb.lint.facts import Shelf, Skeleton, facts_of, packed
from kb.lint.reach import Reach, reach_of, reached, rule_of
from kb.lint.rule import SKELETON, ReaderRule
from kb.records import registry
from tests.lint import support

TEXTS = {
    "research/GOAL-0001-sort.md": "id: GOAL-0001\ntype: goal\nstatus: draft\n",
    "backlog/TASK-0001-ask.md": "id: TASK-0001\ntype: task\nstatus: idea\ngoal: GOAL-0001\n",
    "research/EXP-0001-day.md": "id: EXP-0001\ntype: experiment\nstatus: running\ntask: TASK-0001\n",
    "research/RISK-0001-day.md": "id: RISK-0001\ntype: risk\nstatus: open\n",
}
PATHS = sorted(TEXTS)


@pytest.fixture
def skeleton(tmp_path: Path) -> Skeleton:
    texts = {path: f"---\n{text}title: It\ncreated: 2026-01-05\n---\n" for path, text in TEXTS.items()}
    base = support.build(tmp_path, texts)
    documents = base.documents
    shelf = Shelf(list(packed(map(facts_of, documents))), [d.id for d in documents])
    return Skeleton([d.path for d in documents], shelf, base.config.workflow.workflow(), {})


def reaching(skeleton: Skeleton, name: str, codes: Collection[str]) -> tuple[set[str], set[str | None]]:
    """The codes of the rules that an edit of a record reaches, and the ids of those that are judged again."""
    said = [reach_of(rule) for rule in all_rules() if rule.code in codes]
    rules, judged = reached(skeleton, {skeleton.by_id[name]: name}, said)
    return {rule.code for rule in rules}, {skeleton.facts.ids[number] for number in judged}


@pytest.mark.parametrize(
    ("name", "codes", "ids"),
    [
        # EX004 judges experiments and looks at their task, KB004 judges tasks and looks at their experiments.
        ("TASK-0001", {"EX004", "GO001", "KB004", "KB007", "PV007"}, {"TASK-0001", "EXP-0001", "GOAL-0001"}),
        ("EXP-0001", {"EX004", "EX005", "KB004", "PV007"}, {"EXP-0001", "TASK-0001"}),
        ("RISK-0001", {"RK001", "PV007"}, {"RISK-0001"}),
    ],
)
def test_rules_are_reached_by_their_types_and_links(
    name: str, codes: set[str], ids: set[str], skeleton: Skeleton
) -> None:
    some = {"EX004", "EX005", "GO001", "GO002", "KB004", "KB007", "LK004", "PV007", "RK001"}
    assert reaching(skeleton, name, some) == (codes, ids)


def test_who_does_not_look_is_not_judged_again(skeleton: Skeleton) -> None:
    assert reaching(skeleton, "TASK-0001", {"KB007", "GO002", "EX005"}) == ({"KB007"}, {"TASK-0001"})


def test_what_a_rule_says_of_itself_can_be_kept() -> None:
    for rule in all_rules():
        said = reach_of(rule)
        kept = Reach(*marshal.loads(marshal.dumps(tuple(said))))
        assert kept == said
        assert type(rule_of(kept)) is type(rule)


def test_rules_judge_types_that_there_are(tmp_path: Path) -> None:
    names = set(registry(support.build(tmp_path, {}).config))
    for rule in all_rules():
        assert set(rule.judges or ()) <= names, rule.code
        assert (rule.judges == ()) is isinstance(rule, ReaderRule), rule.code
        assert rule.judges is None or rule.views != SKELETON, (
            f"{rule.code} compares records, of whatever type"
        )


def test_to_tell_who_is_reached_loads_no_rule() -> None:
    words = "import sys, kb.lint.again; print([name for name in sys.modules if 'lint.rules.' in name])"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
