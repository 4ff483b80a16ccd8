"""Scores by way of a spreadsheet: what a table says of a review, and where it is wrong."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.cli.output import neutral
from kb.records.review import Candidate, Review
from kb.scoresheet import fill, sheet, twins
from tests.conftest import Finished
from tests.test_review_scoring import criterion, forecasting, review

Run = Callable[..., Finished]


def small() -> Review:
    made = review([criterion("F1", 3), criterion("F2", 2)], {"x": {"F1": 3}, "y": None})
    return replace(made, candidates=(replace(made.candidates[0], notes={"F1": "=1+1"}), made.candidates[1]))


def says(text: str, made: Review | None = None) -> dict[str, object]:
    found = fill(made or small(), text, neutral)
    assert not found.mistakes
    return {".".join(map(str, path)): value for path, value in found.changes.items()}


def wrong(text: str) -> list[str]:
    found = fill(small(), text, neutral)
    return [f"{m.line}:{m.column} {m.message}" for m in found.mistakes]


def test_by_criteria_and_by_candidates() -> None:
    expected = {"candidates.0.scores.F2": 1.5, "candidates.1.scores.F1": 2, "candidates.1.notes.F1": "slow"}
    assert says('id,x,y,y note\nF1,,2,slow\nF2,"1,5",,\n') == expected
    assert says("candidate;F1;F1 note;F2\ny;2;slow;\nx;;;1,5\n") == expected
    assert says("Criterion;weight;x;y;note\n".replace(";note", "")) == {}


def test_what_is_there_already_says_nothing() -> None:
    assert says("id,x,x note\nF1,3,'=1+1\n") == {}
    assert says("id,x,x note\nF1,3.0,'=1+2\nF2,,\n") == {"candidates.0.notes.F1": "=1+2"}
    assert says("id,x,x note\nF1,,'tis\n") == {"candidates.0.notes.F1": "'tis"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ["1:1 the table is empty"]),
        ("x,y\n", ["1:1 the first column is neither `id`, for the criteria, nor `candidate`"]),
        ("id,z,x\nF1,1,3\n", ["1:4 there is no candidate z"]),
        ("id,x\nF3,1\n", ["2:1 there is no criterion F3"]),
        ("id,x\n,1\n", ["2:1 this row names no criterion"]),
        ("id,x\nF1,4\nF2,-1\n", ["2:4 4 is out of range: a score for F1 goes from 0 to 3",
                                 "3:4 -1 is out of range: a score for F2 goes from 0 to 2"]),
        ("id,x\nF1,good\n", ["2:4 `good` is not a number"]),
        ("id;x\nF1;1,000\n", ["2:4 `1,000` is not a number"]),
        ("id,x\nF1,1\nF1,2\n", ["3:1 F1 has a row already"]),
        ("id,x,x\nF1,1,2\n", ["1:6 x has a column already"]),
        ("id,x note,x note\n", ["1:11 x note has a column already"]),
        ("id,x\nF1,2,5\n", ["2:6 this column has no heading"]),
        ('id,x\nF1,"2\n', ["2:4 this quote is not closed"]),
        ("candidate,F1,F9\nz,1,1\n", ["1:14 there is no criterion F9", "2:1 there is no candidate z"]),
    ],
)  # fmt: skip
def test_mistakes_have_their_place(text: str, told: list[str]) -> None:
    assert wrong(text) == told


def test_both_ends_of_the_range_are_in_it() -> None:
    assert says("id,x,y\nF1,0,3\n") == {"candidates.0.scores.F1": 0, "candidates.1.scores.F1": 3}
    assert wrong("id,x\nF1,3.0001\n") != []


def test_a_candidate_may_be_called_like_a_column_or_like_a_note() -> None:
    made = review([criterion("F1", 3)], {"weight": {}, "x": {}, "x note": {}})
    assert says("id,weight,weight,x,x note,x note\nF1,3,1,2,fine,3\n", made) == {
        "candidates.0.scores.F1": 1,
        "candidates.1.scores.F1": 2,
        "candidates.1.notes.F1": "fine",
        "candidates.2.scores.F1": 3,
    }


def test_names_that_a_table_cannot_tell_apart() -> None:
    made = review([criterion("F1", 3), criterion("F1", 2)], {"x": {}})
    doubled = replace(made, candidates=(*made.candidates, Candidate(name="x")))
    assert (list(twins(made)), list(twins(doubled)), list(twins(forecasting()))) == (["F1"], ["F1", "x"], [])


def printed(made: Review, separator: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows([neutral(cell) for cell in row] for row in sheet(made))
    return stream.getvalue()


names = st.text(st.sampled_from("ab =+-@'\",;é\t "), min_size=1, max_size=6).filter(
    lambda text: text.strip() == text
)


@given(
    st.lists(names, min_size=1, max_size=3, unique=True),
    st.lists(st.floats(0, 3) | st.none(), min_size=2, max_size=2),
    st.lists(names | st.none(), min_size=2, max_size=2),
    st.sampled_from(",;\t"),
)
@settings(max_examples=200, deadline=None)
def test_a_table_that_nobody_touched_says_nothing(
    called: list[str], scores: list[float | None], notes: list[str | None], separator: str
) -> None:
    made = review([criterion("=F1", 3), criterion("F2", 3)], {})
    candidate = {
        "scores": {c.id: s for c, s in zip(made.criteria, scores, strict=True) if s is not None},
        "notes": {c.id: n for c, n in zip(made.criteria, notes, strict=True) if n is not None},
    }
    made = replace(made, candidates=tuple(Candidate(name=name, **candidate) for name in called))  # type: ignore[arg-type]  # as said above
    found = fill(made, printed(made, separator), neutral)
    assert (found.changes, found.mistakes) == ({}, [])


@pytest.fixture
def base(tmp_path: Path) -> Path:
    (tmp_path / "kb.toml").write_text("")
    (tmp_path / "research/reviews").mkdir(parents=True)
    path = tmp_path / "research/reviews/REV-0001-r.md"
    text = (
        "---\r\nid: REV-0001\r\ntype: review\r\ntitle: 'R'  # short\r\nstatus: draft\r\ncreated: 2026-01-05\r\n"
        "criteria:\r\n  - {id: F1, requirement: r, weight: 3}\r\n"
        "candidates:\r\n  - {name: x, scores: {F1: 1.0}}   # first\r\n  - name: y\r\n---\r\nWords.  \r\n"
    )
    path.write_bytes(text.encode())
    return tmp_path


def test_every_other_byte_of_the_record_stays(base: Path, kb_run: Run) -> None:
    path = base / "research/reviews/REV-0001-r.md"
    before = path.read_bytes()
    (base / "s.csv").write_bytes("\ufeffid;x;y\r\nF1;2,5;1\r\n".encode())
    shown = kb_run(["set", "REV-0001", "--scores", "s.csv", "--dry-run"], base)
    assert (shown.code, path.read_bytes()) == (0, before)
    assert "+  - {name: x, scores: {F1: 2.5}}   # first" in shown.out
    assert kb_run(["set", "REV-0001", "--scores", "s.csv"], base).code == 0
    after = before.replace(b"F1: 1.0}", b"F1: 2.5}")
    after = after.replace(b"name: y\r\n", b"name: y\r\n    scores:\r\n      F1: 1\r\n")
    assert path.read_bytes() == after
    again = kb_run(["set", "REV-0001", "--scores", "s.csv"], base)
    assert (again.out.split(), path.read_bytes()) == (["unchanged", "REV-0001"], after)


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("id,x\nF1,2\n".encode("utf-16"), ""),
        ("id,x,x note\nF1,2,schön\n".encode("latin-1"), "s.csv:2:9: error: this is neither UTF-8 nor UTF-16"),
        (b"id,x\nF1,9\n", "s.csv:2:4: error: 9 is out of range"),
        (b"id,x note\nF1,a\x07b\n", "holds U+0007"),
        (b"x" * (4 * 1024 * 1024 + 1), "longer than 4,194,304 bytes"),
    ],
)
def test_what_spreadsheets_write(held: bytes, said: str, base: Path, kb_run: Run) -> None:
    path = base / "research/reviews/REV-0001-r.md"
    before = path.read_bytes()
    (base / "s.csv").write_bytes(held)
    done = kb_run(["set", "REV-0001", "--scores", "s.csv"], base)
    assert (done.code, said in done.err) == (2 if said else 0, True)
    assert (path.read_bytes() == before) is bool(said)


def test_only_so_many_mistakes_are_told(base: Path, kb_run: Run) -> None:
    (base / "s.csv").write_text("id,x\n" + "".join(f"G{n},1\n" for n in range(25)))
    done = kb_run(["set", "REV-0001", "--scores", "s.csv"], base)
    assert (done.code, done.err.count("there is no criterion"), "5 more mistakes" in done.err) == (
        2,
        20,
        True,
    )


@given(st.text(st.sampled_from('idF12xy,;\t"\n\r =note 3.5-√\0\ufeff'), max_size=60))
@settings(max_examples=300, deadline=None)
def test_whatever_stands_in_a_table_is_a_change_or_a_mistake_with_a_place(text: str) -> None:
    made = small()
    found = fill(made, text, neutral)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for wrong_ in found.mistakes:
        assert 1 <= wrong_.line <= len(lines)
        assert 1 <= wrong_.column <= len(lines[wrong_.line - 1]) + 1
    for path, value in found.changes.items():
        criterion_ = next(c for c in made.criteria if c.id == path[3])
        assert path[2] == "notes" or 0 <= value <= criterion_.weight
