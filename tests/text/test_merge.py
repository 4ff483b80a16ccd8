"""Puts two texts together as git does, and gives up where git gives up or earlier."""

import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.text.merge import Line, merge

BASE = "".join(f"{word}\n" for word in ["one", "two", "three", "four", "five", "six", "seven"])


def together(ancestor: str, ours: str, theirs: str) -> str | None:
    lines = merge(ancestor, ours, theirs)
    return None if lines is None else "".join(line.text for line in lines)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (BASE, BASE, BASE),
        (BASE.replace("one", "1"), BASE, BASE.replace("one", "1")),
        (BASE, BASE.replace("seven\n", ""), BASE.replace("seven\n", "")),
        (
            BASE.replace("one", "1"),
            BASE.replace("seven", "7"),
            BASE.replace("one", "1").replace("seven", "7"),
        ),
        (BASE.replace("two", "2"), BASE.replace("two", "2"), BASE.replace("two", "2")),
        (f"zero\n{BASE}", f"{BASE}eight\n", f"zero\n{BASE}eight\n"),
        (
            BASE.replace("two\n", ""),
            BASE.replace("five\n", "5\n5\n5\n"),
            "one\nthree\nfour\n5\n5\n5\nsix\nseven\n",
        ),
        (BASE.replace("two", "2"), BASE.replace("two", "II"), None),
        (BASE.replace("two", "2"), BASE.replace("three", "3"), None),
        (f"{BASE}8\n", f"{BASE}eight\n", None),
        (BASE.replace("two\nthree\n", ""), BASE.replace("three", "3"), None),
        ("", BASE, ""),
        ("", BASE.replace("two", "2"), None),
    ],
)
def test_both_sides(ours: str, theirs: str, expected: str | None) -> None:
    assert together(BASE, ours, theirs) == expected
    assert together(BASE, theirs, ours) == expected


def test_lines_know_where_they_come_from() -> None:
    lines = merge("a\nb\nc\nd\n", "a\nb\nc\nd\ne\n", "x\na\nc\nd\n")
    assert lines == [
        Line("x\n", None, 1),
        Line("a\n", 1, 2),
        Line("c\n", 3, 3),
        Line("d\n", 4, 4),
        Line("e\n", 5, None),
    ]


def test_line_ends_do_not_count_and_ours_are_kept() -> None:
    assert together("a\nb\nc\n", "a\r\nb\r\nc\r\n", "a\nb\nC\n") == "a\r\nb\r\nC\n"


def test_a_text_without_a_last_line_end() -> None:
    assert together("a\nb\nc", "A\nb\nc", "a\nb\nc") == "A\nb\nc"


def test_too_much_to_compare_is_left_to_people() -> None:
    base = "".join(f"{n}\n" for n in range(5000))
    other = "".join(f"{n}!\n" for n in range(5000))
    assert merge(base, other, base) is None
    assert together(base, base.replace("2500\n", "x\n"), base) == base.replace("2500\n", "x\n")


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        (["a"] * 1900, ["a", "b"] * 950, ["a", "c"] * 950),
        (["a", "a", "b"] * 600, ["x", *["a", "b"] * 900], ["y", *["a", "b"] * 900]),
    ],
)
def test_lines_that_repeat_are_not_compared_for_minutes(
    base: list[str], ours: list[str], theirs: list[str]
) -> None:
    begun = time.process_time()
    assert merge(*("\n".join(lines) for lines in (base, ours, theirs))) is None
    assert time.process_time() - begun < 5


LETTERS = st.lists(st.sampled_from("abcdefgh"), max_size=9).map(lambda some: "".join(f"{c}\n" for c in some))


@given(ancestor=LETTERS, ours=LETTERS, theirs=LETTERS)
def test_it_does_not_matter_who_is_who(ancestor: str, ours: str, theirs: str) -> None:
    assert together(ancestor, ours, theirs) == together(ancestor, theirs, ours)
    assert together(ancestor, ours, ancestor) == ours
    assert together(ancestor, ours, ours) == ours


@st.composite
def changed(draw: st.DrawFn) -> str:
    """Twelve lines, some of them gone or replaced, others put in between; no line twice."""
    lines = [f"line {n}\n" for n in range(12)]
    new = draw(st.permutations([f"new {n}\n" for n in range(4)]))
    for line in new[: draw(st.integers(0, 3))]:
        at = draw(st.integers(0, len(lines)))
        lines[at : at + draw(st.integers(0, 2))] = [line] if draw(st.booleans()) else []
    return "".join(lines)


@settings(max_examples=60)
@given(ours=changed(), theirs=changed())
def test_a_result_is_the_one_that_git_has(
    tmp_path_factory: pytest.TempPathFactory, ours: str, theirs: str
) -> None:
    ancestor = "".join(f"line {n}\n" for n in range(12))
    result = together(ancestor, ours, theirs)
    if result is not None:
        assert by_git(tmp_path_factory.mktemp("merge"), ours, ancestor, theirs) == result


def by_git(folder: Path, ours: str, ancestor: str, theirs: str) -> str | None:
    for name, text in (("ours", ours), ("base", ancestor), ("theirs", theirs)):
        (folder / name).write_text(text)
    command = ["git", "merge-file", "-p", "ours", "base", "theirs"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else None
