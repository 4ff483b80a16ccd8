"""Edits of front matter: what people see change, and that nothing else ever does."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kb.diagnostics import Edit, Span
from kb.text.edit import DELETE, EditError, apply, dump_value, front_matter, same, set_values
from kb.text.frontmatter import KeyPath, locate, parse
from kb.text.source import Source
from tests.text.handwriting import ODD, WORDS, records

TIMES = settings.default.max_examples
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "cases" / "edit").glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def path_of(dotted: str) -> KeyPath:
    return tuple(int(step) if step.isdigit() else step for step in dotted.split("."))


def changes_of(case: dict[str, Any]) -> dict[KeyPath, Any]:
    wanted = {path_of(dotted): value for dotted, value in case.get("set", {}).items()}
    return wanted | {path_of(dotted): DELETE for dotted in case.get("delete", [])}


def edited(text: str, changes: dict[KeyPath, Any], order: list[str] | None = None) -> str:
    return apply(text, set_values(Source("x.md", text), changes, order=order or []))


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("case", CASES)
def test_cases(case: dict[str, Any], ending: str) -> None:
    before = case["before"].replace("\n", ending)
    if "refused" in case:
        with pytest.raises(EditError) as refused:
            edited(before, changes_of(case))
        assert case["refused"] in str(refused.value)
        return
    after = edited(before, changes_of(case), case.get("order"))
    assert after == case["after"].replace("\n", ending)
    assert (
        edited(after, {p: v for p, v in changes_of(case).items() if p[-1] != "+" and v is not DELETE})
        == after
    )


def test_cases_are_there_in_both_directions() -> None:
    assert sum("refused" in case.values[0] for case in CASES) >= 5
    assert sum("after" in case.values[0] for case in CASES) >= 15


@pytest.mark.parametrize(
    "text", ["\ufeff---\nstatus: idea\n---\n", "---  \nstatus: idea\n---", "---\r\nstatus: idea\r\n---\r\n"]
)
def test_the_edit_is_the_value_alone(text: str) -> None:
    (edit,) = set_values(Source("x.md", text), {("status",): "ready"})
    assert edit == Edit("x.md", Span(text.index("idea"), text.index("idea") + 4), "ready")


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("5", 5), ("5.0", 5), ("0.80", 0.8), ("5", "5"), ('"5"', "5"), ("true", True), ("FALSE", False),
        ("~", None), ("", None),
        ("2026-01-31", date(2026, 1, 31)), ("2026-01-31T10:00:00Z", datetime(2026, 1, 31, 10, tzinfo=UTC)),
        ("2026-01-31 10:00:00", datetime(2026, 1, 31, 10)), ("[a, 2]", ["a", 2]), ("{b: 1, a: x}", {"a": "x", "b": 1}),  # noqa: DTZ001  # records may hold times without a zone
        ("no", "no"), ("|\n  a\n  b", "a\nb\n"),
    ],
)  # fmt: skip
def test_the_same_value_is_no_edit(said: str, value: Any) -> None:
    assert set_values(Source("x.md", f"---\nid: X\nfield: {said}\n---\n"), {("field",): value}) == []


@pytest.mark.parametrize(
    ("read", "wanted"),
    [("5", 6), ("x", 5), ("1_000", 1000.5), ("0x1F", 3), ("12:30", 12), ("true", False), ("yes", True),
    ("2026-01-31", date(2026, 1, 30)),
     ("soon", datetime(2026, 1, 1, tzinfo=UTC)), (["a"], "a"), ({}, []), (None, 0), ("a", None),
     (["a"], ["a", "b"])],
)  # fmt: skip
def test_other_values_are_not_the_same(read: Any, wanted: Any) -> None:
    assert not same(read, wanted)


def test_a_number_in_quotes_is_a_text() -> None:
    assert edited("---\nrank: '5'\n---\n", {("rank",): 5}) == "---\nrank: 5\n---\n"
    assert edited("---\ndirty: 'true'\n---\n", {("dirty",): True}) == "---\ndirty: true\n---\n"


# -- every byte outside the value ---------------------------------------------------------------------

VALUES = st.one_of(
    st.sampled_from((*WORDS, *ODD, "two\nlines", "a\n\n b\n", " first\nsecond", "end\n\n", "\n")),
    st.integers(-99, 99), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.none(),
    st.dates(),
    st.sampled_from((["a", "b"], [], {}, {"k": 1, "z": "no"}, [{"q": [1, 2], "r": "x\ny"}, "x"])),
)  # fmt: skip


def changed_at(values: Any, path: KeyPath, value: Any) -> Any:
    """What the reader should read after the change, by an independent walk."""
    step, rest = path[0], path[1:]
    copy = dict(values) if isinstance(values, dict) else list(values)
    if rest:
        copy[step] = changed_at(values[step], rest, value)
    elif value is DELETE:
        del copy[step]
    elif step == len(copy) and isinstance(copy, list):
        copy.append(value)
    else:
        copy[step] = value
    return copy


def outside(text: str, path: KeyPath) -> dict[KeyPath, str]:
    """How every value that the path does not touch is written."""
    return {
        other: text[place.value.start : place.value.end].rstrip()
        for other, place in locate(text).items()
        if other and other[: len(path)] != path and path[: len(other)] != other
    }


@settings(max_examples=3 * TIMES)
@given(text=records(), value=VALUES, data=st.data())
def test_setting_a_value_changes_that_value_alone(text: str, value: Any, data: st.DataObject) -> None:
    before = parse(text)
    assert before.values is not None, before.problems
    path = data.draw(st.sampled_from([path for path in locate(text) if path]))
    after = edited(text, {path: value})
    read = parse(after)
    assert same(read.values, changed_at(before.values, path, value))
    assert outside(after, path) == outside(text, path)
    assert after[read.body :] == text[before.body :]
    assert comments(after) >= comments(without_lines_of(text, path))
    assert after.count("\r\n") == (after.count("\n") if "\r\n" in text else 0)
    assert edited(after, {path: value}) == after


def without_lines_of(text: str, path: KeyPath) -> str:
    """The text without a value; a block goes with its lines, and their comments with them."""
    (start, end), style = locate(text)[path].value, locate(text)[path].style
    if style in ("map", "seq"):
        end = text.index("\n", end - 1 if text[end - 1] == "\n" else end)
    return text[:start] + text[end:]


def comments(text: str) -> set[str]:
    return {
        word
        for word in (
            "# why",
            "#no",
            "# a: b, [c] 'd'",
            "# the first line",
            "# the end",
            "# note",
            "# far left",
        )
        if word in text
    }


@settings(max_examples=2 * TIMES)
@given(text=records(), data=st.data())
def test_taking_out_changes_that_entry_alone(text: str, data: st.DataObject) -> None:
    before = parse(text)
    assert before.values is not None
    path = data.draw(st.sampled_from([path for path in locate(text) if path]))
    assume(len(path) > 1 or len(before.values) > 1)
    after = edited(text, {path: DELETE})
    assert parse(after).values == changed_at(before.values, path, DELETE)
    assert len(after) < len(text) + 3
    assert after[parse(after).body :] == text[before.body :]
    assert edited(after, {path: DELETE}) == after or isinstance(path[-1], int)


@settings(max_examples=2 * TIMES)
@given(text=records(), value=VALUES, data=st.data())
def test_putting_in_changes_nothing_that_was_there(text: str, value: Any, data: st.DataObject) -> None:
    before = parse(text)
    assert before.values is not None
    groups = [path for path, place in locate(text).items() if place.style in ("map", "seq", "{", "[")]
    group = data.draw(st.sampled_from(groups))
    inside: Any = before.values
    for step in group:
        inside = inside[step]
    path = (*group, "new" if isinstance(inside, dict) else len(inside))
    after = edited(text, {path: value})
    assert same(parse(after).values, changed_at(before.values, path, value))
    without = apply_backwards(text, set_values(Source("x.md", text), {path: value}))
    assert without == text


def apply_backwards(text: str, edits: list[Edit]) -> str:
    """The text without what the edits replace: equal to it only if they put in and take nothing out."""
    return apply(text, [edit._replace(text="") for edit in edits])


@settings(max_examples=2 * TIMES)
@given(text=records(), word=st.sampled_from(("ready", "some words", "数据")), data=st.data())
def test_there_and_back_gives_the_same_bytes(text: str, word: str, data: st.DataObject) -> None:
    places = locate(text)
    single = [
        path
        for path, place in places.items()
        if place.style in ("", "'", '"') and place.value.start < place.value.end
    ]
    assume(single)
    path = data.draw(st.sampled_from(single))
    old: Any = parse(text).values
    for step in path:
        old = old[step]
    assume(old is not None)
    there = edited(text, {path: word})
    back: Any = old
    if places[path].style == "" and dump_value(str(old)) != text[slice(*places[path].value)]:
        back = typed(str(old))
    assert edited(there, {path: back}) == text or same(word, old)


def typed(text: str) -> Any:
    """A plain number, date or truth value as whoever reads the schema would give it back."""
    value = yaml.safe_load(text)
    assume(dump_value(value) == text)
    return value


@settings(max_examples=1 * TIMES)
@given(text=records(), data=st.data())
def test_several_changes_at_once_are_the_same_as_one_after_the_other(text: str, data: st.DataObject) -> None:
    values = parse(text).values
    assert values is not None
    keys = data.draw(st.lists(st.sampled_from([*values, "new", "newer"]), unique=True, min_size=1))
    changes: dict[KeyPath, Any] = {(key,): data.draw(VALUES) for key in keys}
    one_by_one = text
    for path, value in changes.items():
        one_by_one = edited(one_by_one, {path: value})
    assert edited(text, changes) == one_by_one


# -- new text -------------------------------------------------------------------------------------------

NESTED = st.recursive(
    st.one_of(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12), st.sampled_from(ODD),
    st.integers(), st.booleans(),
              st.none(), st.dates(), st.sampled_from(("two\nlines", "x\n", " a\nb\n\n"))),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("k", "on", "größe", "12",
    "a b")), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
HIDDEN = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"


@settings(max_examples=2 * TIMES)
@given(st.dictionaries(st.sampled_from(("id", "title", "on", "x-y")), NESTED, min_size=1))
@example({"title": "a\u2028b\u2029c"})
def test_a_new_front_matter_reads_as_what_was_given(fields: dict[str, Any]) -> None:
    assume(not any(sign in repr(fields) or ascii(sign)[1:-1] in repr(fields) for sign in HIDDEN))
    text = front_matter(fields)
    read = parse(text + "body")
    assert same(read.values, fields), text
    assert read.suspects == [] or any(isinstance(key, str) for key in fields)
    assert (text + "body")[read.body :] == "body"


@settings(max_examples=3 * TIMES)
@given(
    st.one_of(
        st.sampled_from((*ODD, *WORDS)), st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
    )
)
def test_a_text_is_that_text_for_a_reader_of_yaml_1_1_too(text: str) -> None:
    assert yaml.safe_load(f"k: {dump_value(text)}")["k"] == text
    assert yaml.safe_load(f"k: {dump_value([text, {'x': text}])}")["k"] == [text, {"x": text}]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("word", "word"), ("two words", "two words"), ("-5 °C", "-5 °C"), ("v1.2", "v1.2"), ("a,b",
        "a,b"), ("https://example.org/a?b#c",) * 2,
        ("1e5", "'1e5'"), ("1e-7", "'1e-7'"), ("5e3x", "5e3x"), ("0b1", "'0b1'"), ("Yes", "'Yes'"), ("n",
        "'n'"), ("yesterday", "yesterday"),
        ("2026-01-31", "'2026-01-31'"), ("2026-01-31 10:00", "'2026-01-31 10:00'"), ("=", "'='"), ("<<",
        "'<<'"), ("1.2.3", "1.2.3"),
        ("tab\there", '"tab\\there"'), ('say "hi"', 'say "hi"'), ("\\n", "\\n"), ("it's", "it's"),
        ("# no comment", "'# no comment'"),
        (1e-07, "1.0e-07"), (1e22, "1.0e+22"), (0.1, "0.1"), (True, "true"), (None, "null"),
        (date(2026, 1, 31), "2026-01-31"),
        ([], "[]"), ({}, "{}"), (["a, b", "c"], "['a, b', c]"), ({"on": ["x"]}, "{on: [x]}"), (["-x",
        "?y", ":z"], "['-x', '?y', ':z']"),
    ],
)  # fmt: skip
def test_values_are_spelled_with_no_more_quotes_than_needed(value: Any, said: str) -> None:
    assert dump_value(value) == said


@pytest.mark.parametrize("value", [float("inf"), float("nan"), "\ud800 x", ["ok", "half \udfff: x"]])
def test_what_no_file_can_hold_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"finite|half a character"):
        dump_value(value)
    with pytest.raises(EditError):
        set_values(Source("x.md", "---\na: 1\n---\n"), {("a",): value})


# -- edits of any text ----------------------------------------------------------------------------------


def test_edits_are_applied_in_any_order() -> None:
    edits = [
        Edit("x", Span(4, 5), "E"),
        Edit("x", Span(0, 1), "A"),
        Edit("x", Span(2, 2), "-"),
        Edit("x", Span(2, 2), "+"),
    ]
    assert apply("abcde", edits) == "Ab-+cdE"


@pytest.mark.parametrize("spans", [[(0, 2), (1, 3)], [(0, 9)], [(3, 2)], [(-1, 2)]])
def test_edits_that_overlap_or_lie_outside_are_refused(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="overlaps another or lies outside"):
        apply("abc", [Edit("x", Span(*span), "") for span in spans])
