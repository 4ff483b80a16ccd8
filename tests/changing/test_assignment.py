"""Assignments as people type them: which place is meant, and which value."""

import datetime
from typing import Any

import pytest

from kb.base import Document, read
from kb.changing import Assignment, assign, parse
from kb.changing.assignment import typed, value
from kb.changing.places import find
from kb.config import Config, CustomField, TypeTable
from kb.errors import KbError, Refused
from kb.records import registry
from kb.text.edit import apply
from kb.text.source import Source

CONFIG = Config(
    types={
        "task": TypeTable(
            fields={"customer": CustomField(type="text"), "weight": CustomField(type="number")}
        ),
        "interview": TypeTable(
            prefix="INT",
            states=("planned", "held"),
            fields={"about": CustomField(type="link", to=("goal", "task"), many=True)},
        ),
    }
)
TYPES = registry(CONFIG)
HEADS = {
    "task": "id: TASK-0001\ntype: task\ntitle: x y\nstatus: idea\ncreated: 2026-01-05\n",
    "goal": "id: GOAL-0001\ntype: goal\ntitle: x y\nstatus: draft\ncreated: 2026-01-05\nowner: a\n",
    "experiment": "id: EXP-0001\ntype: experiment\ntitle: x y\nstatus: running\ncreated: 2026-01-05\n",
    "decision": "id: DEC-0001\ntype: decision\ntitle: x y\nstatus: proposed\ncreated: 2026-01-05\n",
    "stack": "id: STACK-0001\ntype: stack\ntitle: x y\nstatus: draft\ncreated: 2026-01-05\nowner: a\n",
    "interview": "id: INT-0001\ntype: interview\ntitle: x y\nstatus: planned\ncreated: 2026-01-05\n",
}


def document(type_: str, more: str = "") -> Document:
    return read(Source(f"{type_}.md", f"---\n{HEADS[type_]}{more}---\nWords.\n"), TYPES)


def added(type_: str, *words: str, more: str = "") -> str:
    """What the front matter says behind the usual head after some assignments."""
    before = document(type_, more)
    text = apply(before.source.text, assign(before, TYPES, [parse(word) for word in words]).edits)
    return text.removeprefix(f"---\n{HEADS[type_]}").removesuffix("---\nWords.\n")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a=b", (("a",), "=", "b")),
        ("a.b.c=d=e", (("a", "b", "c"), "=", "d=e")),
        ("a+=b", (("a",), "+=", "b")),
        ("a-=b", (("a",), "-=", "b")),
        ("a=", (("a",), "=", "")),
        ("a==b", (("a",), "=", "=b")),
        ('a."x.y".c=d', (("a", "x.y", "c"), "=", "d")),
        ('technologies."c++"=adopt', (("technologies", "c++"), "=", "adopt")),
        ("x-note=two\nlines", (("x-note",), "=", "two\nlines")),
        (" a = b", (("a",), "=", " b")),
    ],
)
def test_an_assignment_is_read(words: str, expected: tuple[Any, ...]) -> None:
    assert parse(words) == Assignment(*expected)


@pytest.mark.parametrize("words", ["a", "", "=b", "a..b=c", ".a=b", "a.=b", '"a=b'])
def test_what_is_no_assignment_is_refused(words: str) -> None:
    with pytest.raises(KbError, match="is not an assignment"):
        parse(words)


@pytest.mark.parametrize(
    ("type_", "words", "expected"),
    [
        ("task", "smart.measurable.target=0.8", "smart:\n  measurable:\n    target: 0.8\n"),
        ("task", "smart.measurable.metric=1.10", "smart:\n  measurable:\n    metric: '1.10'\n"),
        ("task", "smart.time_bound=2026-02-01", "smart:\n  time_bound: 2026-02-01\n"),
        ("task", "rank=-3", "rank: -3\n"),
        ("task", "hypothesis=no", "hypothesis: 'no'\n"),
        ("task", "hypothesis=one, two", "hypothesis: one, two\n"),
        ("task", "depends_on=TASK-0002, TASK-0003", "depends_on: [TASK-0002, TASK-0003]\n"),
        ("task", "customer=12", "customer: '12'\n"),
        ("task", "weight=12", "weight: 12\n"),
        ("task", "x-own=12", "x-own: 12\n"),
        ("task", "smart.achievable.needs=data, and time",
         "smart:\n  achievable:\n    needs: ['data, and time']\n"),
        ("experiment", "code.commit=1234567", "code:\n  commit: '1234567'\n"),
        ("experiment", "code.dirty=yes", "code:\n  dirty: true\n"),
        ("experiment", "seeds=7,8", "seeds: [7, 8]\n"),
        ("experiment", "metrics.roc_auc.test=0.71", "metrics:\n  roc_auc:\n    test: 0.71\n"),
        ("experiment", "metrics.roc_auc.test.mean=0.7", "metrics:\n  roc_auc:\n    test:\n      mean: 0.7\n"),
        ("experiment", 'metrics={"log_loss": {"test": 1e-3}}', "metrics:\n  log_loss:\n    test: 0.001\n"),
        ("experiment", 'model.params."lr.decay"=0.9', "model:\n  params:\n    lr.decay: 0.9\n"),
        ("experiment", "model.params.shuffle=true", "model:\n  params:\n    shuffle: true\n"),
        ("experiment", "model.params.layers=[64, 32]", "model:\n  params:\n    layers: [64, 32]\n"),
        ("experiment", "date=2026-03-04", "date: 2026-03-04\n"),
        ("decision", "technologies.scikit-learn=adopt", "technologies:\n  scikit-learn: adopt\n"),
        ("decision", "supersedes+=DEC-0002", "supersedes: [DEC-0002]\n"),
        ("goal", 'confirmed={"by": "the board", "on": "2026-02-01"}',
         "confirmed:\n  by: the board\n  on: 2026-02-01\n"),
        ("goal", "success_criteria+=one call in four, or better",
         "success_criteria: ['one call in four, or better']\n"),
        ("stack", 'requirements+={"id": "FR1", "text": "scores", "met": true}',
         "requirements:\n  - id: FR1\n    text: scores\n    met: true\n"),
        ("interview", "about=GOAL-0001,TASK-0001", "about: [GOAL-0001, TASK-0001]\n"),
    ],
)  # fmt: skip
def test_a_value_is_written_as_its_field_wants_it(type_: str, words: str, expected: str) -> None:
    assert added(type_, words) == expected


def test_assigning_twice_to_a_list_collects() -> None:
    assert added("task", "tags=a", "tags=b,a") == "tags: [a, b]\n"
    assert added("task", "tags=c", "tags+=d", more="tags: [a]\n") == "tags: [c, d]\n"
    assert added("task", "tags+=c", "tags+=d", "tags-=a", more="tags: [a]\n") == "tags: [c, d]\n"


def test_the_last_item_out_takes_the_field_along() -> None:
    assert added("task", "tags-=a", more="tags: [a]\n") == ""


@pytest.mark.parametrize(
    ("type_", "words", "message", "hint"),
    [
        ("task", "reserch=data", "there is no field `reserch`", "Did you mean `research`?"),
        ("task", "research=dat", "`research` is `dat`", "data, model, technology"),
        ("task", "title=", "the field `title` is missing", "must have it"),
        ("task", "title.x=1", "`title` is a single value", None),
        ("task", "title+=x", "`title` is not a list", "title=value"),
        ("task", "smart=x", "`smart` is a group of fields", "smart.specific"),
        ("task", "smart={", "this is not JSON", None),
        ("task", "smart.measurable.target=.inf", "`smart.measurable.target`", "a number"),
        ("task", "expectation.gain=9", "`expectation.gain`", "5"),
        ("task", "expectation.gain=3", "the field `expectation.confidence` is missing", None),
        ("task", "depends_on=TASK", "`depends_on", "an id such as"),
        ("task", "smart.time_bound=tomorrow", "`smart.time_bound`", "YYYY-MM-DD"),
        ("task", "smart.time_bound=2026-02-30", "`smart.time_bound`", "YYYY-MM-DD"),
        ("task", "status=unheard-of", "is not a state of a task", "One of: idea"),
        ("experiment", "outputs=plots", "are groups of fields", "uri"),
        ("experiment", "outputs.1.uri=x", "`outputs` has 0 items and no `1`", None),
        ("experiment", "metrics.a.b=[NaN]", "NaN is not a number", None),
        ("task", "title=a\u202eb", "`title` holds U+202E", None),
        ("task", "x-own=\x1b[31m", "`x-own` holds U+001B", None),
        ("task", 'x-own={"a": ["\\ud800"]}', "`x-own.a` holds U+D800", None),
        ("experiment", 'metrics={"a": NaN}', "NaN is not a number", None),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(
    type_: str, words: str, message: str, hint: str | None
) -> None:
    with pytest.raises(KbError) as refused:
        added(type_, words)
    assert message in refused.value.message
    assert hint is None or hint in (refused.value.hint or "")


def test_taking_out_what_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match="`b` is not in `tags`"):
        added("task", "tags-=b", more="tags: [a]\n")


def test_a_record_that_is_wrong_elsewhere_can_be_put_right() -> None:
    more = "research: dat\nrank: first\n"
    assert added("task", "research=data", more=more) == "research: data\nrank: first\n"


def test_a_file_without_a_type_is_no_record() -> None:
    with pytest.raises(KbError, match="cannot be read as a record"):
        assign(read(Source("a.md", "---\nid: TASK-0001\n---\n"), TYPES), TYPES, [parse("title=x")])


def test_items_are_found_by_id_name_or_number() -> None:
    held = {"criteria": [{"id": "F1"}, {"id": "2"}, {"name": "x"}]}
    model = TYPES["review"].model
    paths = [find(model, ("criteria", step, "weight"), held).path[1] for step in ("F1", "2", "3", "x")]
    assert paths == [0, 1, 2, 2]


def test_dates_in_json_become_dates_where_dates_belong() -> None:
    model = TYPES["task"].model
    blocked = typed(find(model, ("blocked",), {}).hint, {"since": "2026-01-02", "reason": "2026-01-02"})
    assert blocked == {"since": datetime.date(2026, 1, 2), "reason": "2026-01-02"}
    assert value(find(model, ("hypothesis",), {}).hint, "2026-01-02", "hypothesis") == "2026-01-02"
