"""The core stack on earlier days and against one project: states, alternatives, additions, the tasks that follow."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kb import config
from kb.base import load
from kb.example import BASE
from kb.graph import Graph
from kb.records.stack import Stack
from kb.technologies import (
    Fitting,
    Option,
    core_stack,
    fit,
    fitting_json,
    follow_ups,
    known,
    moves,
    option_words,
    quarter,
    sentences,
    steps,
)
from kb.text.source import Source
from kb.workflow import Workflow
from tests.conftest import Finished
from tests.test_graph import CONFIG, graph_of, record
from tests.test_technologies import decision

ROOT = Path(__file__).resolve().parents[1]
Run = Callable[..., Finished]
WORKFLOW: Workflow = CONFIG.workflow.workflow()
REVIEW = (
    "criteria:\n  - {id: A, requirement: r, weight: 2, priority: mandatory}\n"
    "candidates:\n  - {name: One, technology: one, scores: {A: 1}}\n  - {name: Two, technology: two, scores: {A: 2}}\n"
    "  - {name: Out, technology: out, scores: {A: 0}}\n  - {name: Bare, scores: {A: 1.5}}\n"
    "  - {name: Gone, technology: gone, scores: {A: 2}}\nrecommends: [Two]"
)


def graph(requirements: str, *more: Source, rest: str = "") -> Graph:
    stack = record("STACK-1", f"owner: lead\nproject: scoring\nrequirements: [{requirements}]\n{rest}")
    core = decision(1, "technologies: {python: adopt, make: adopt, prophet: trial, r: hold, gone: drop}")
    return graph_of(stack, core, *more)


def fitted(requirements: str, *more: Source, rest: str = "") -> Fitting:
    made = graph(requirements, *more, rest=rest)
    stack = made.base.by_id["STACK-1"].record
    return fit(made, WORKFLOW, core_stack(made), stack)  # type: ignore[arg-type]  # a stack, as written above


def one(requirement: str, *more: Source) -> tuple[str, list[str]]:
    (found,) = fitted(f"{{id: FR1, text: t, {requirement}}}", *more).fits
    return found.state, [*sentences(found)]


def test_what_the_whole_project_uses_against_the_core_is_said_with_what_is_violated() -> None:
    found = fitted(
        "{id: FR1, text: t, technologies: [r]}", rest="cross_cutting: [python, gone, r, gone, prophet]"
    )
    assert [used.name for used in found.shunned] == ["gone", "r"]
    heading, items = [*steps(found)][2]
    assert heading == "Violated by the core stack: 1"
    assert items[-1] == ("Used in the whole project", ["gone was dropped (DEC-1)", "r is on hold (DEC-1)"])
    assert fitting_json(found, {})["shunned"][1] == {"name": "r", "ring": "hold", "decisions": ["DEC-1"]}
    assert [*steps(fitted("{id: FR1, text: t}", rest="cross_cutting: [python]"))][2][1] == []


@pytest.mark.parametrize(
    ("requirement", "state"),
    [
        ("technologies: [python]", "satisfied"),
        ("technologies: [python, make], met: true", "satisfied"),
        ("technologies: [python], met: false", "violated"),
        ("technologies: [python, r]", "violated"),
        ("technologies: [gone], met: true", "violated"),
        ("technologies: [prophet]", "added"),
        ("technologies: [python, prophet], met: true", "added"),
        ("technologies: [python, kafka], met: false", "missing"),
        ("technologies: [kafka]", "added"),
        ("met: true, evidence: [STACK-1]", "satisfied"),
        ("met: unknown", "missing"),
        ("met: false", "missing"),
    ],
)
def test_how_a_requirement_stands(requirement: str, state: str) -> None:
    assert one(requirement)[0] == state


def test_reasons_name_rings_decisions_and_evidence() -> None:
    task = Source("backlog/TASK-1.md", record("TASK-1").text)
    state, said = one("technologies: [r, kafka], met: false, evidence: [TASK-1]", task)
    assert (state, said) == (
        "violated",
        [
            "r is on hold (DEC-1)",
            "kafka is in no ring: no decision in force has a word on it",
            "not met",
            "taken up by TASK-1",
            "no review compares anything for it: a review would find candidates",
        ],
    )
    twice = decision(2, "technologies: {python: drop}")
    assert (
        one("technologies: [python]", twice)[1][0]
        == "python is in no ring: DEC-2, DEC-1 contradict each other"
    )


def test_a_decision_that_drops_one_thing_says_what_it_chose_instead() -> None:
    instead = decision(2, "technologies: {spark: drop, polars: adopt, dask: assess, python: adopt}")
    assert one("technologies: [spark]", instead)[1][-1] == (
        "alternatives: polars (in adopt, DEC-2), dask (in assess, DEC-2), python (in adopt, DEC-2)"
    )
    two = decision(2, "technologies: {spark: drop, oozie: hold, polars: adopt}")
    assert one("technologies: [spark]", two)[1][-1].startswith("no review")


def test_candidates_come_from_reviews_of_the_same_technology_or_among_the_evidence() -> None:
    review = record("REV-1", REVIEW)
    expected = [
        Option("two", "two", None, "REV-1", 1, True),
        Option("Bare", None, None, "REV-1", 3),
        Option("one", "one", None, "REV-1", 4),
    ]
    for requirement in (
        "met: false, evidence: [REV-1]",
        "technologies: [gone2], met: false, evidence: [REV-1]",
    ):
        (found,) = fitted(f"{{id: FR1, text: t, {requirement}}}", review).fits
        assert [*found.options] == expected  # Out is knocked out, gone was dropped
    (found,) = fitted("{id: FR1, text: t, technologies: [two], met: false}", review).fits
    assert [option.name for option in found.options] == ["Bare", "one"]
    assert option_words(expected[0]) == "two (place 1 in REV-1, recommended)"
    old = Source(review.path, review.text.replace("status: draft", "status: superseded"))
    assert one("met: false, evidence: [REV-1]", old)[1][-1].startswith("no review compares anything for it")


def test_a_review_that_leaves_nobody_is_named() -> None:
    review = record(
        "REV-1",
        REVIEW.replace("scores: {A: 1}", "scores: {A: 0}").replace("scores: {A: 1.5}", "scores: {A: 0}"),
    )
    assert (
        one("technologies: [two], met: false", review)[1][-1]
        == "REV-1 leaves nobody else: a review would find candidates"
    )


def test_additions_are_what_the_project_brought_with_it() -> None:
    made = fitted(
        "{id: FR1, text: t, technologies: [prophet, python]}, {id: FR2, text: t, technologies: [kafka, r]}",
        record("REV-1", REVIEW.replace("technology: one", "technology: kafka")),
        rest="cross_cutting: [git, trialled, python]",
    )
    assert [(a.used.name, a.used.ring, a.requirements, a.reviews) for a in made.additions] == [
        ("prophet", "trial", ("FR1",), ()),
        ("kafka", None, ("FR2",), ("REV-1",)),
    ]
    trial = fitted("", decision(2, "technologies: {trialled: assess}"), rest="cross_cutting: [git, trialled]")
    assert [(a.used.name, a.requirements) for a in trial.additions] == [("trialled", ())]
    assert [used.name for used in trial.looked_at] == ["prophet"]


@pytest.mark.parametrize(
    ("status", "ended"), [("active", False), ("met", True), ("missed", True), ("dropped", True)]
)
def test_additions_are_due_when_the_goal_is_over(status: str, ended: bool) -> None:
    goal = Source("research/goals/GOAL-1.md", record("GOAL-1", "owner: lead").text.replace("active", status))
    assert fitted("", goal, rest="goal: GOAL-1").ended is ended


def test_a_gap_that_somebody_has_taken_up_needs_no_task_and_a_task_is_known_by_its_key() -> None:
    open_ = record("TASK-1", "x-follows-up: STACK-1/FR2")
    done = Source("backlog/TASK-2.md", record("TASK-2").text.replace("status: idea", "status: done"))
    made = fitted(
        "{id: FR1, text: t, met: false, evidence: [TASK-1]}, {id: FR2, text: t, met: false, evidence: [TASK-2]},"
        "{id: FR3, text: t, technologies: [python]}, {id: FR4, text: t, technologies: [prophet]}",
        open_,
        done,
    )
    assert [(f.key, f.requirement) for f in follow_ups(made)] == [
        ("STACK-1/FR2", "FR2"),
        ("core/prophet", None),
    ]
    assert known(graph_of(open_, done).base) == {"STACK-1/FR2": "TASK-1"}
    odd = record("TASK-3", "x-follows-up: [1]")
    assert known(graph_of(odd).base) == {}


def test_a_title_is_one_line_however_long_the_project_is_called() -> None:
    made = graph("{id: FR1, text: t}")
    stack = made.base.by_id["STACK-1"].record
    assert stack is not None
    object.__setattr__(stack, "project", "a\nvery " + 60 * "long ")
    (task,) = follow_ups(fit(made, WORKFLOW, core_stack(made), stack))  # type: ignore[arg-type]  # a stack
    assert (len(task.title) <= 120, "\n" in task.title, task.title[-1]) == (True, False, "…")


@pytest.mark.parametrize("root", [BASE, ROOT], ids=["example", "own"])
def test_the_stacks_of_the_real_bases_rest_on_their_cores(root: Path) -> None:
    """What ST001 to ST004 ask of them, they hold: nothing shunned, nothing undecided, every gap taken up."""
    made = Graph(load(config.read(root)))
    core = core_stack(made)
    stacks = [stack for _, stack in made.base.records(Stack)]
    assert stacks
    for stack in stacks:
        found = fit(made, made.base.config.workflow.workflow(), core, stack)
        assert len(found.of("satisfied")) >= 0.9 * len(found.fits) - 1
        assert all(each.taken_up for each in found.fits if each.state in ("violated", "missing"))
        assert follow_ups(found) == []
        assert "hold" not in {used.ring for each in found.fits for used in each.used}


# -- earlier days ------------------------------------------------------------------------------------


def on(number: int, day: str, fields: str, state: str = "accepted") -> Source:
    return decision(number, f"date: 2026-{day}\n{fields}", state)


def then(day: str, *sources: Source) -> dict[str, str | None]:
    return {
        name: p.ring for name, p in core_stack(graph_of(*sources), date.fromisoformat(f"2026-{day}")).items()
    }


def test_a_day_sees_what_was_decided_before_it() -> None:
    both = (
        on(1, "06-01", "technologies: {dvc: trial}"),
        on(2, "07-01", "supersedes: [DEC-1]\ntechnologies: {dvc: adopt}"),
    )
    assert (then("06-01", *both), then("06-02", *both)) == ({}, {"dvc": "trial"})
    assert (then("07-01", *both), then("07-02", *both)) == ({"dvc": "trial"}, {"dvc": "adopt"})


def test_what_was_superseded_later_was_in_force_until_then_if_it_is_known_when() -> None:
    old = on(1, "06-01", "technologies: {dvc: trial}", "superseded")
    new = on(2, "07-01", "supersedes: [DEC-1]", "deprecated")
    assert (then("06-15", old, new), then("07-15", old, new), then("06-15", old)) == (
        {"dvc": "trial"},
        {},
        {},
    )
    proposal = on(2, "05-01", "supersedes: [DEC-1]", "proposed")
    accepted = on(1, "06-01", "technologies: {dvc: trial}")
    assert then("06-15", accepted, proposal) == {"dvc": "trial"}
    assert then("06-15", old, proposal) == {}
    assert then("06-15", on(1, "06-01", "technologies: {dvc: trial}", "deprecated")) == {}
    assert then("06-15", on(1, "06-01", "technologies: {dvc: trial}", "proposed")) == {}


def test_an_amendment_counts_from_its_day_on() -> None:
    both = (
        on(1, "06-01", "technologies: {dvc: trial}"),
        on(2, "07-01", "amends: [DEC-1]\ntechnologies: {dvc: adopt}"),
    )
    assert (then("06-15", *both), then("07-15", *both)) == ({"dvc": "trial"}, {"dvc": "adopt"})


def test_moves_since_a_day() -> None:
    made = graph_of(
        on(1, "06-01", "technologies: {a: trial, b: adopt, c: assess, d: adopt, e: adopt, f: adopt}"),
        on(2, "07-01", "amends: [DEC-1]\ntechnologies: {a: adopt, b: hold, new: trial}"),
        on(3, "05-01", "technologies: {left: trial}", "superseded"),
        on(4, "07-02", "supersedes: [DEC-3]"),
        on(5, "07-03", "technologies: {e: drop}"),
        on(6, "05-01", "technologies: {f: drop, late: drop}"),
        on(7, "07-03", "technologies: {late: adopt}"),
    )
    found = moves(made, date(2026, 7, 1), core_stack(made))
    assert {name: (move.how, move.before) for name, move in found.items()} == {
        "a": ("in", "trial"),
        "b": ("out", "adopt"),
        "c": ("same", "assess"),
        "d": ("same", "adopt"),
        "e": (None, "adopt"),
        "f": (None, None),
        "late": (None, "drop"),
        "new": ("new", None),
        "left": ("gone", "trial"),
    }


@pytest.mark.parametrize(("month", "first"), [(1, 1), (3, 1), (4, 4), (6, 4), (7, 7), (12, 10)])
def test_the_quarter_of_a_day(month: int, first: int) -> None:
    assert quarter(date(2026, month, 28)) == date(2026, first, 1)


def test_tasks_that_were_written_are_clean(tmp_path: Path, kb_run: Run) -> None:
    (tmp_path / "kb.toml").write_text("")
    path = tmp_path / "research/stacks/STACK-0001.md"
    path.parent.mkdir(parents=True)
    gaps = "{id: FR1, text: t, met: false}, {id: FR2, text: u, technologies: [kafka]}"
    text = record("STACK-1", f"owner: lead\nrequirements: [{gaps}]").text.replace("STACK-1", "STACK-0001")
    path.write_text(text.replace("status: draft", "status: agreed"))
    before = kb_run(["lint", "--output-format", "concise"], tmp_path).out
    assert "ST001" in before
    done = kb_run(["stack", "--for", "STACK-0001", "--write-tasks"], tmp_path)
    assert (done.code, done.out.count("written")) == (0, 3)
    after = kb_run(["lint", "--output-format", "concise"], tmp_path).out
    told = [line.partition(": ")[2] for line in after.splitlines() if line]
    assert [words[:5] for words in told] == ["ST002"]  # nobody has decided on kafka yet
    assert "ST001" not in after
    assert "TASK" not in after
