"""The core stack: what accepted, unsuperseded decisions say of a technology, the last word first."""

from kb.technologies import core_stack
from kb.text.source import Source
from tests.test_graph import graph_of, record


def decision(number: int, fields: str, state: str = "accepted") -> Source:
    made = record(f"DEC-{number}", fields)
    return Source(made.path, made.text.replace("status: proposed", f"status: {state}"))


def rings(*sources: Source) -> dict[str, str | None]:
    return {name: placement.ring for name, placement in core_stack(graph_of(*sources)).items()}


def speakers(technology: str, *sources: Source) -> list[str]:
    return [word.decision.id for word in core_stack(graph_of(*sources))[technology].words]


def test_accepted_decisions_make_it() -> None:
    found = rings(
        decision(1, "technologies: {python: adopt, r: hold}"),
        decision(2, "technologies: {julia: assess}", "proposed"),
        decision(3, "technologies: {scala: adopt}", "rejected"),
        decision(4, "technologies: {perl: adopt}", "deprecated"),
        decision(5, "chosen: x"),
    )
    assert found == {"python": "adopt", "r": "hold"}


def test_what_was_superseded_has_no_word_whichever_side_says_so() -> None:
    assert rings(
        decision(1, "technologies: {dvc: adopt, make: adopt}"),
        decision(2, "supersedes: [DEC-1]\ntechnologies: {dvc: drop}"),
    ) == {"dvc": "drop"}
    assert rings(decision(1, "technologies: {dvc: adopt}", "superseded")) == {}


def test_a_proposal_does_not_supersede_yet() -> None:
    assert rings(
        decision(1, "technologies: {dvc: adopt}"),
        decision(2, "supersedes: [DEC-1]\ntechnologies: {dvc: drop}", "proposed"),
    ) == {"dvc": "adopt"}


def test_an_amendment_has_the_last_word_where_both_speak() -> None:
    both = (
        decision(1, "technologies: {dvc: trial, make: adopt}"),
        decision(2, "amends: [DEC-1]\ntechnologies: {dvc: adopt}"),
    )
    assert rings(*both) == {"dvc": "adopt", "make": "adopt"}
    assert speakers("dvc", *both) == ["DEC-2"]


def test_an_amendment_of_an_amendment_has_the_last_word_even_where_the_one_between_says_nothing() -> None:
    chain = (
        decision(1, "technologies: {dvc: trial}"),
        decision(2, "amends: [DEC-1]", "superseded"),
        decision(3, "amends: [DEC-2]\ntechnologies: {dvc: adopt}"),
    )
    assert rings(*chain) == {"dvc": "adopt"}
    beside = decision(4, "amends: [DEC-1]\ntechnologies: {dvc: drop}")
    assert rings(*chain, beside) == {"dvc": None}


def test_decisions_that_amend_each_other_are_both_heard() -> None:
    ring = (
        decision(1, "amends: [DEC-2]\ntechnologies: {dvc: adopt}"),
        decision(2, "amends: [DEC-1]\ntechnologies: {dvc: adopt}"),
    )
    assert speakers("dvc", *ring) == ["DEC-2", "DEC-1"]


def test_decisions_that_contradict_each_other_leave_it_open_and_the_newest_is_named_first() -> None:
    both = (
        decision(1, "date: 2026-06-01\ntechnologies: {dvc: adopt}"),
        decision(2, "date: 2026-05-01\ntechnologies: {dvc: drop}"),
    )
    assert rings(*both) == {"dvc": None}
    assert speakers("dvc", *both) == ["DEC-1", "DEC-2"]
