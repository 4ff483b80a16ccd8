"""What the teaching base has to show, read with kb's own eyes: types, states, verdicts, reversals, sums."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path

import pytest

from kb import config
from kb.base import KnowledgeBase, load
from kb.example import BASE
from kb.graph import Graph
from kb.records.decision import Decision
from kb.records.experiment import Experiment, Spread
from kb.records.review import Candidate, Review
from kb.records.risk import Risk
from kb.records.task import Task
from kb.verdicts import verdict

MEASURED = re.compile(r"(?<![\w.-])-?[0-9]+\.[0-9]{3,}(?![\w.])")
PRINTED = {
    "pmdarima": ("10/12", "8/9", "0/4", "3/3", "3/5", "1/3"),
    "statsmodels.tsa": ("8/12", "6/9", "2/4", "2/3", "3/5", "2/3"),
    "Prophet": ("10/12", "8/9", "2/4", "3/3", "3/5", "2/3"),
    "LightGBM and tsfresh": ("7/12", "3/9", "2/4", "2/3", "2/5", "1/3"),
}
GROUPS = ("Ease of development", "Forecasting algorithm", "Performance and data")
PRIORITIES = ("mandatory", "important", "supplementary")


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load(config.read(BASE))


@pytest.fixture(scope="module")
def graph(base: KnowledgeBase) -> Graph:
    return Graph(base)


def tasks(base: KnowledgeBase) -> dict[str, Task]:
    return {task.id: task for _, task in base.records(Task)}


def test_all_ten_types_are_there_and_at_least_45_records(base: KnowledgeBase) -> None:
    records = [document.record for document in base.documents if document.record is not None]
    assert len(records) == len(list(base.documents)) >= 45
    assert {record.type for record in records} == {
        "goal", "task", "experiment", "review", "decision", "risk", "product", "privacy", "stack", "change",
    }  # fmt: skip


def test_tasks_stand_in_every_state_of_the_workflow(base: KnowledgeBase) -> None:
    assert {task.status for task in tasks(base).values()} == set(base.config.workflow.states)


def test_targets_were_met_and_missed(base: KnowledgeBase, graph: Graph) -> None:
    verdicts = {}
    for id_, task in tasks(base).items():
        found = verdict(graph, task)
        if task.status == "done" and found is not None:
            verdicts[id_] = found.name
    assert verdicts["TASK-0006"] == "met"
    assert verdicts["TASK-0003"] == verdicts["TASK-0009"] == "missed"
    assert set(verdicts.values()) == {"met", "missed"}


def test_outcomes_agree_with_verdicts(base: KnowledgeBase, graph: Graph) -> None:
    for _, experiment in base.records(Experiment):
        found = verdict(graph, tasks(base)[experiment.task or ""])
        if experiment.status == "concluded" and found is not None:
            assert (experiment.outcome == "supported") == (found.name == "met"), experiment.id


def test_there_is_a_refuted_an_inconclusive_and_an_invalid_experiment(base: KnowledgeBase) -> None:
    found = [experiment for _, experiment in base.records(Experiment)]
    assert {"supported", "refuted", "inconclusive"} <= {experiment.outcome for experiment in found}
    assert "invalid" in {experiment.status for experiment in found}


def test_work_is_blocked_taught_integrated_and_dropped(base: KnowledgeBase) -> None:
    all_tasks = tasks(base).values()
    blocked = [task.blocked for task in all_tasks if task.blocked]
    assert blocked
    assert all(block.reason and block.by for block in blocked)
    assert any(task.teaches for task in all_tasks)
    assert any(task.integrates for task in all_tasks)
    assert any(task.quick_test for task in all_tasks)


def test_a_decision_was_taken_back_and_both_sides_say_so(base: KnowledgeBase) -> None:
    decisions = {decision.id: decision for _, decision in base.records(Decision)}
    superseded = {id_ for id_, decision in decisions.items() if decision.status == "superseded"}
    named = {old for decision in decisions.values() for old in decision.supersedes}
    assert superseded == named != set()
    assert "rejected" in {decision.status for decision in decisions.values()}


def test_every_adopted_technology_is_taught(base: KnowledgeBase) -> None:
    taught = {decision for task in tasks(base).values() for decision in task.teaches}
    adopting = {
        decision.id
        for _, decision in base.records(Decision)
        if decision.status == "accepted" and "adopt" in (decision.technologies or {}).values()
    }
    assert adopting
    assert adopting <= taught


def test_every_risk_has_a_solution_and_something_that_is_done(base: KnowledgeBase) -> None:
    risks = [risk for _, risk in base.records(Risk)]
    assert risks
    assert all(risk.solution and risk.mitigated_by and risk.owner for risk in risks)
    assert {"open", "mitigated"} <= {risk.status for risk in risks}


def sums(review: Review, candidate: Candidate) -> tuple[str, ...]:
    """Group sums and satisfied counts, computed here and not by kb."""
    scores = candidate.scores or {}
    cells = []
    for group in GROUPS:
        inside = [criterion for criterion in review.criteria if criterion.group == group]
        got, of = sum(scores[c.id] for c in inside), sum(c.weight for c in inside)
        cells.append(f"{got:g}/{of:g}")
    for priority in PRIORITIES:
        inside = [criterion for criterion in review.criteria if criterion.priority == priority]
        cells.append(f"{sum(scores[c.id] >= c.satisfied_from for c in inside)}/{len(inside)}")
    return tuple(cells)


def test_the_sums_of_the_forecasting_review_come_out_as_printed(base: KnowledgeBase) -> None:
    review = base.get("REV-0001").record
    assert isinstance(review, Review)
    assert len(review.criteria) == 11
    assert {candidate.name: sums(review, candidate) for candidate in review.candidates} == PRINTED
    assert review.recommends == ("Prophet",)
    body = base.get("REV-0001").body_text
    for name, cells in PRINTED.items():
        assert f"| {name} | {' | '.join(cells)} |" in body


def measured(base: KnowledgeBase) -> Iterator[float]:
    """Every figure an experiment reports, and every threshold and baseline that a task or goal names."""
    for _, experiment in base.records(Experiment):
        for splits in (experiment.metrics or {}).values():
            for value in splits.values():
                yield from (value.mean, value.std or 0.0) if isinstance(value, Spread) else (value,)
    for task in tasks(base).values():
        measurable = task.smart.measurable if task.smart else None
        if measurable:
            yield from (value for value in (measurable.target, measurable.baseline) if value is not None)


def texts(base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    for document in base.documents:
        yield document.path, document.body_text
        for key in ("conclusion", "consequences"):
            yield document.path, str(document.values.get(key, ""))
    for page in [*(BASE / "docs").glob("*.md"), BASE / "README.md"]:
        yield page.name, page.read_text(encoding="utf-8")


def test_every_figure_in_a_text_was_measured(base: KnowledgeBase) -> None:
    known = set(measured(base))
    known |= {round(a - b, 4) for a, b in product(known, known)} | churn_rates_by_group()
    for path, text in texts(base):
        for written in MEASURED.findall(text):
            rounding = 0.5 * 10.0 ** -len(written.partition(".")[2]) + 1e-9
            assert any(abs(float(written) - figure) <= rounding for figure in known), f"{path}: {written}"


def churn_rates_by_group() -> set[float]:
    """What `churn_eda.py` says about groups of customers, from a run."""
    script = [sys.executable, "-B", str(BASE / "code" / "churn_eda.py"), "--out", "out/eda.json"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(script, cwd=folder, check=True, capture_output=True)
        lines = (Path(folder) / "out" / "eda.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {float(line.rsplit(",", 1)[1]) for line in lines}


def test_bodies_are_good_for_reading(base: KnowledgeBase) -> None:
    for document in base.documents:
        parts = document.body_text.strip().split("\n\n")
        assert 1 <= sum(not part.startswith(("|", "-")) for part in parts) <= 7, document.path
        assert len(document.body_text) > 250, document.path


def test_no_body_names_a_day(base: KnowledgeBase) -> None:
    """A day in a text would not move with the dates of a copy unless it is the record's own."""
    for document in base.documents:
        own = set(re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(document.values)))
        assert set(re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", document.body_text)) <= own, document.path


def test_ids_have_no_gaps(base: KnowledgeBase) -> None:
    numbers: dict[str, list[int]] = {}
    for document in base.documents:
        prefix, number = str(document.values["id"]).split("-")
        numbers.setdefault(prefix, []).append(int(number))
    for found in numbers.values():
        assert all(after - before == 1 for before, after in pairwise(sorted(found)))
