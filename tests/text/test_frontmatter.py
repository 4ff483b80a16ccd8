"""The reader of front matter: text as written, places for everything, no input that gets past it or kills it."""

import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kb.diagnostics import Span
from kb.text.frontmatter import MAX_DEPTH, MAX_HEAD, FrontMatter, KeyPath, Problem, Quoted, locate, parse
from tests.text.handwriting import ODD, WORDS, records

TIMES = settings.default.max_examples
FOLDER = Path(__file__).parent / "cases" / "frontmatter"


def cases(name: str) -> list[Any]:
    found = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in found]


def span_in(problem: Problem, text: str) -> Span:
    """Where a problem is; a reader's own problems always have a span inside the text."""
    assert isinstance(problem.where, Span)
    assert 0 <= problem.where.start <= problem.where.end <= max(len(text), 3)
    return problem.where


@pytest.mark.parametrize("case", cases("as_written"))
def test_values_are_read_as_written(case: dict[str, Any]) -> None:
    text = case["text"]
    front = parse(text)
    assert front.problems == []
    assert front.values == case["values"]
    if "suspects" in case:
        assert [text[slice(*span)] for span in front.suspects] == case["suspects"]


@pytest.mark.parametrize("case", cases("refused"))
def test_what_is_refused_is_refused_with_its_place(case: dict[str, Any]) -> None:
    text = case["text"]
    front = parse(text)
    assert [problem.code for problem in front.problems] == [case["code"]]
    assert front.values is None or case["code"] == "FM003"
    (problem,) = front.problems
    span = span_in(problem, text)
    assert case.get("says", "") in problem.message
    assert case.get("help", "") in problem.help
    if "at" in case:
        at = text.rindex(case["at"]) if case.get("last") else text.index(case["at"])
        assert span.start == at


def test_the_first_of_two_equal_keys_stands_and_every_other_is_a_problem() -> None:
    front = parse("---\na: 1\nb: {c: 2, c: 3, c: 4}\na: 5\n---\n")
    assert front.values == {"a": "1", "b": {"c": "2"}}
    assert [problem.code for problem in front.problems] == ["FM003"] * 3


def test_a_number_in_quotes_is_told_from_a_number() -> None:
    values = parse("---\na: '5'\nb: 5\nc: \"true\"\nd: 'word'\n---\n").values
    assert values is not None
    assert {key for key, value in values.items() if isinstance(value, Quoted)} == {"a", "c"}


# -- what kills or blocks other readers -----------------------------------------------------------------

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in itertools.pairwise("abcdefghi")
)
HOSTILE = {
    "an alias bomb": BOMB,
    "30,000 brackets": "a: " + "[" * 30_000,
    "30,000 closed brackets": "a: " + "[" * 30_000 + "]" * 30_000,
    "20,000 braces": "a: " + "{b: " * 20_000,
    "a thousand dashes": "a:\n  " + "- " * 1000 + "x",
    "500 levels of blocks": "".join(" " * depth + "k:\n" for depth in range(300)),
    "a long key": "k" * 60_000 + ": v",
    "20,000 keys": "\n".join(f"k{number}: {number}" for number in range(4_000)),
    "20,000 equal keys": "a: b\n" * 4_000,
    "a long open quote": "a: '" + "x\n" * 20_000,
    "quotes in rows": "a: " + "'" * 50_000,
    "a long number": "a: " + "1" * 60_000,
    "a long sexagesimal": "a: " + "1:" * 30_000 + "1",
    "a long fraction": "a: 1" + "_" * 50_000 + ".x",
    "question marks": "? " * 30_000,
    "colons": ": " * 30_000,
    "comments": "#\n" * 30_000 + "a: b",
    "more than 64 KiB": "a: " + "x" * MAX_HEAD,
    "a megabyte": "a: b\n" * 200_000,
}


@contextmanager
def bounded() -> Iterator[None]:
    """Fails what does not end: twenty seconds of CPU are fifty times what the slowest of these takes."""
    start = time.process_time()
    yield
    assert time.process_time() - start < 20


@pytest.mark.parametrize("inside", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_front_matter_is_read_or_refused_in_no_time(inside: str) -> None:
    text = f"---\n{inside}\n---\n"
    with bounded():
        front = parse(text)
        places = locate(text)
    for problem in front.problems[:50]:
        span_in(problem, text)
    assert (front.values is not None) or front.problems
    assert all(0 <= place.value.start <= place.value.end <= len(text) for place in places.values())


def test_nesting_is_counted() -> None:
    def nested(levels: int) -> FrontMatter:
        return parse(f"---\na: {'[' * levels}{']' * levels}\n---\n")

    assert nested(MAX_DEPTH).problems == []
    assert [problem.code for problem in nested(MAX_DEPTH + 1).problems] == ["FM007"]


@pytest.mark.parametrize("opening", ["", "---\n"])
def test_a_front_matter_without_end_is_not_searched_for_ever(opening: str) -> None:
    text = opening + "\n---x" * 200_000
    with bounded():
        assert parse(text).problems[0].code == "FM001"


# -- parse and locate agree, and neither ever raises --------------------------------------------------------

SHARDS = (
    "---", "\n", "\r\n", "\r", "\n---\n", ": ", "- ", "? ", "[", "]", "{", "}", ",", "|", ">", "'", '"', "\\",
    "#", " #", "&a", "*a", "!t", "!!python/name:os.system", "%YAML 1.1\n", "<<", "...", "\t", "  ", "\0", "\x85",
    "\u2028", "\ufeff", "\ud800", "🙂", "\x1b", "a", "b: c\n", "\n  ", "\n- ", '"\\x41"', "\\ud800", "=", "~",
    "=======\n", "<<<<<<< x\n", "|+2\n", ">-\n  x\n", "@", "`",
)  # fmt: skip
shattered = st.lists(st.sampled_from((*SHARDS, *ODD, *WORDS)), max_size=14).map("".join)


def paths_of(value: Any, path: KeyPath = ()) -> set[KeyPath]:
    """Every path of a value as read, its own included."""
    found = {path}
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in steps:
        found |= paths_of(child, (*path, step))
    return found


@settings(max_examples=5 * TIMES)
@given(
    st.one_of(
        shattered, shattered.map("---\n{}\n---\nbody".format), shattered.map("---\na: {}\nb: c\n---".format)
    )
)
@example("---\n\0\n---\n")
@example("---\na: \ud800\n---\n")
@example("---\n? \n---\n")
def test_any_text_is_read_or_refused(text: str) -> None:
    agree(text)


@settings(max_examples=TIMES)
@given(records(), st.data())
def test_damaged_records_are_read_or_refused(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 5))
    agree(text[:at] + data.draw(st.sampled_from(("", *SHARDS))) + text[at + cut :])


def agree(text: str) -> None:
    front, places = parse(text), locate(text)
    for problem in front.problems:
        span_in(problem, text)
    if front.values is None:
        assert front.problems
        return
    repeated = any(problem.code == "FM003" for problem in front.problems)
    assert paths_of(front.values) <= places.keys()
    assert repeated or paths_of(front.values) == places.keys()
    for path, place in places.items():
        for span in filter(None, (place.key, place.value)):
            assert front.head.start <= span.start <= span.end <= front.head.end, path


@settings(max_examples=TIMES)
@given(records())
def test_places_hold_what_was_read(text: str) -> None:
    front = parse(text)
    assert front.problems == []
    for path, place in locate(text).items():
        value: Any = front.values
        for step in path:
            value = value[step]
        said = text[slice(*place.value)]
        if place.key is not None:
            assert text[slice(*place.key)].strip("'") == path[-1]
        if place.style == "":
            assert (" ".join(said.split()) if value is not None else None) == value or said in (
                "~",
                "null",
                "",
            )
        elif place.style == "'":
            assert said[1:-1].replace("''", "'") == value
        elif place.style in "|>":
            assert said[0] == place.style
        elif place.style in "[{":
            assert said[0] == place.style
            assert said[-1] in "]}"
