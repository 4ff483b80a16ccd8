"""What a task lacks to be ready, to be done and to be SMART, asked the way moves, grooming and pages ask."""

from datetime import date

from kb.base import KnowledgeBase, read
from kb.config import parse
from kb.graph import Graph
from kb.readiness import (
    LETTERS,
    SmartJudge,
    Stage,
    absent_for_ready,
    missing_for_done,
    missing_for_ready,
    stage_of,
)
from kb.records import registry
from kb.records.task import Task
from kb.text.source import Source
from kb.workflow import Workflow

TODAY = date(2026, 11, 23)
GOAL = """\
---
id: GOAL-0001
type: goal
title: Keep customers
status: active
created: 2026-06-01
owner: data-lead
business_metric: {name: monthly churn rate}
technical_metrics: [{name: roc_auc}]
constraints: {deadline: 2027-03-31}
---
"""
HEAD = """\
---
id: TASK-0001
type: task
title: Encode the shop
status: %s
created: 2026-06-15
goal: GOAL-0001
"""
SMART = """\
smart:
  specific: compare hash encoding of the shop with its smoothed churn rate
  measurable: {metric: roc_auc, dataset: test, baseline: 0.78, target: 0.8}
  achievable: {effort_days: 3}
  relevant: the shop is the largest column the baseline ignores
  time_bound: 2026-12-18
"""
EXPECTATION = "expectation: {gain: 3, confidence: 0.5}\n"
EXPERIMENT = """\
---
id: EXP-0001
type: experiment
title: Hash encoding
status: %s
created: 2026-07-01
task: TASK-0001
metrics: {roc_auc: {test: 0.79}}
---
"""


def graph(*texts: str, config: str = "") -> Graph:
    settings = parse(config)
    types = registry(settings)
    sources = [Source(f"backlog/{number}.md", text) for number, text in enumerate(texts)]
    base = KnowledgeBase(settings, types, [read(source, types) for source in sources])
    assert not [problem for document in base.documents for problem in document.problems]
    return Graph(base)


def task_of(found: Graph) -> Task:
    record = found.base.by_id["TASK-0001"].record
    assert isinstance(record, Task)
    return record


def a_task(*lines: str, state: str = "backlog") -> str:
    return HEAD % state + "".join(lines) + "---\n"


def test_a_complete_task_is_ready_and_smart() -> None:
    found = graph(GOAL, a_task(SMART, EXPECTATION))
    task = task_of(found)
    assert missing_for_ready(found, Workflow(), task, today=TODAY) == []
    assert [(s.letter, s.state, s.reason) for s in SmartJudge(found, TODAY).letters(task)] == [
        (letter, "ok", "") for letter in LETTERS
    ]


def test_what_a_bare_task_lacks_is_named_requirement_by_requirement() -> None:
    found = graph(GOAL, a_task().replace("goal: GOAL-0001\n", ""))
    missing = missing_for_ready(found, Workflow(), task_of(found))
    assert [(m.requirement, m.what, m.whole) for m in missing] == [
        ("goal", "a goal", True),
        ("smart", "a `smart` block", True),
        ("expectation", "an expectation", True),
    ]
    assert all(m.help for m in missing)
    letters = SmartJudge(found).letters(task_of(found))
    assert {s.state for s in letters} == {"missing"}


def test_parts_of_a_smart_block_are_named_by_letter_with_their_place() -> None:
    smart = "smart:\n  specific: improve the model\n  achievable: {effort_days: 30}\n  relevant: it pays\n"
    found = graph(GOAL, a_task(smart, EXPECTATION))
    missing = missing_for_ready(found, Workflow(), task_of(found))
    assert [(m.letter, m.where, m.whole) for m in missing] == [
        ("specific", ("smart", "specific"), False),
        ("measurable", ("smart", "measurable"), False),
        ("achievable", ("smart", "achievable", "effort_days"), False),
        ("time_bound", ("smart", "time_bound"), False),
    ]
    states = [s.state for s in SmartJudge(found).letters(task_of(found))]
    assert states == ["weak", "missing", "weak", "ok", "missing"]


def test_without_a_day_nothing_is_said_about_days() -> None:
    late = SMART.replace("2026-12-18", "2026-11-20")
    found = graph(GOAL, a_task(late, EXPECTATION))
    assert missing_for_ready(found, Workflow(), task_of(found)) == []
    (missing,) = missing_for_ready(found, Workflow(), task_of(found), today=TODAY)
    assert (missing.letter, missing.what) == ("time_bound", "the date 2026-11-20 has passed")


def test_of_ended_tasks_plans_are_not_held_against_the_letters() -> None:
    late = SMART.replace("2026-12-18", "2026-11-20").replace("effort_days: 3", "effort_days: 30")
    found = graph(GOAL, a_task(late, state="done"))
    assert {s.state for s in SmartJudge(found, TODAY).letters(task_of(found))} == {"ok"}


def test_a_workflow_may_ask_for_an_assignee_and_nothing_else() -> None:
    found = graph(GOAL, a_task())
    asked = [m.requirement for m in missing_for_ready(found, Workflow(ready=("assignee",)), task_of(found))]
    assert asked == ["assignee"]
    assert missing_for_ready(found, Workflow(ready=()), task_of(found)) == []


def test_what_is_absent_counts_from_ready_on_and_less_when_done() -> None:
    absent = {}
    for state in ("idea", "backlog", "ready", "review", "done", "dropped"):
        found = graph(GOAL, a_task(state=state))
        absent[state] = [m.requirement for m in absent_for_ready(found, Workflow(), task_of(found))]
    both = ["smart", "expectation"]
    assert absent == {
        "idea": [],
        "backlog": [],
        "ready": both,
        "review": both,
        "done": ["smart"],
        "dropped": [],
    }


def test_done_asks_for_the_measurement_that_was_promised() -> None:
    found = graph(GOAL, a_task(SMART, state="review"))
    (missing,) = missing_for_done(found, Workflow(), task_of(found))
    assert missing.what == "a concluded experiment that reports roc_auc on test"
    assert missing.help == "No experiment names TASK-0001 as its task."
    assert missing.where == ("smart", "measurable", "metric")


def test_done_says_how_near_an_experiment_came() -> None:
    found = graph(GOAL, a_task(SMART, state="review"), EXPERIMENT % "running")
    (missing,) = missing_for_done(found, Workflow(), task_of(found))
    assert missing.help == "EXP-0001 reports it and is running."
    other_split = (EXPERIMENT % "concluded").replace("test: 0.79", "validation: 0.79")
    (missing,) = missing_for_done(
        found := graph(GOAL, a_task(SMART), other_split), Workflow(), task_of(found)
    )
    assert missing.help == "EXP-0001 reports roc_auc on validation."
    other_metric = (EXPERIMENT % "concluded").replace("roc_auc", "log_loss")
    (missing,) = missing_for_done(
        found := graph(GOAL, a_task(SMART), other_metric), Workflow(), task_of(found)
    )
    assert missing.help == "EXP-0001 reports log_loss."


def test_done_is_met_by_a_measurement_a_deliverable_or_nothing_asked() -> None:
    found = graph(GOAL, a_task(SMART, state="review"), EXPERIMENT % "concluded")
    assert missing_for_done(found, Workflow(), task_of(found)) == []
    found = graph(GOAL, a_task("smart: {measurable: {deliverable: a page}}\n"))
    assert missing_for_done(found, Workflow(), task_of(found)) == []
    found = graph(GOAL, a_task())
    assert missing_for_done(found, Workflow(done=()), task_of(found)) == []
    (missing,) = missing_for_done(found, Workflow(), task_of(found))
    assert missing.where == ("status",)


def test_the_definition_of_done_may_ask_for_a_smart_block() -> None:
    found = graph(GOAL, a_task("smart: {specific: improve it}\n"))
    missing = missing_for_done(found, Workflow(done=("smart",)), task_of(found))
    assert [m.letter for m in missing] == list(LETTERS)


def test_stages_of_the_usual_workflow_and_of_others() -> None:
    usual = Workflow()
    assert [stage_of(usual, state).value for state in usual.states] == [
        "rough",
        "groomed",
        "promised",
        "promised",
        "promised",
        "ended",
        "rough",
    ]
    assert stage_of(usual, "nowhere") is Stage.ROUGH
    short = Workflow(states=("todo", "doing", "done"), finished=("done",))
    assert [stage_of(short, state).value for state in short.states] == ["promised", "promised", "ended"]


def test_a_metric_named_only_in_a_file_that_cannot_be_read_is_not_called_unknown() -> None:
    unknown = a_task(SMART.replace("roc_auc", "lift_at_5"), EXPECTATION)
    found = graph(GOAL, unknown)
    (missing,) = missing_for_ready(found, Workflow(), task_of(found))
    assert missing.what == "neither GOAL-0001 nor any experiment knows the metric lift_at_5"
    types = found.base.types
    broken = Source("research/EXP-0002.md", "---\nid: EXP-0002\nmetrics: {lift_at_5: [\n---\n")
    base = KnowledgeBase(found.base.config, types, [*found.base.documents, read(broken, types)])
    assert missing_for_ready(Graph(base), Workflow(), task_of(found)) == []
