"""YAML of other programs: read as YAML 1.2 means it, with places, and bounded."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.yaml_document import MAX_NESTING, BadYaml, read

LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("rate: 1e-5\nmode: no\nversion: '1.10'\n", {"rate": 1e-5, "mode": "no", "version": "1.10"}),
        ("a: 0o17\nb: 0x1F\nc: 017\nd: +3\ne: .5\nf: 2.\n", {"a": 15, "b": 31, "c": 17, "d": 3, "e": 0.5, "f": 2.0}),
        ("on: true\nday: 2026-01-02\nnothing:\n", {"on": True, "day": "2026-01-02", "nothing": None}),
        ("a: &b {lr: 1, x: 2}\nb:\n  x: 3\n  <<: *b\n", {"a": {"lr": 1, "x": 2}, "b": {"x": 3, "lr": 1}}),
        ("x: {<<: [{a: 1}, {a: 2, b: 3}]}\n", {"x": {"a": 1, "b": 3}}),
        ("- 1\n- [a, b]\n", [1, ["a", "b"]]),
        ("1: one\ntrue: yes\n", {"1": "one", "true": "yes"}),
        ("text: !!str 12\n", {"text": "12"}),
        ('a: "<<"\n"<<": b\n', {"a": "<<", "<<": "b"}),
        ("", None),
        ("# nothing\n", None),
    ],
)  # fmt: skip
def test_values_mean_what_yaml_1_2_says(text: str, values: Any) -> None:
    assert read(text) == values


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a: 1\nb: [1, 2\n", (3, 1), "valid YAML"),
        ("a: 1\na: 2\n", (2, 1), "`a` is already there"),
        ("a: *gone\n", (1, 4), "names nothing"),
        ("a: &me [1, *me]\n", (1, 12), "names nothing"),
        ("a: !!python/object:os.system ls\n", (1, 4), "!!python/object:os.system"),
        ("a: 1\n---\nb: 2\n", (2, 1), "second YAML document"),
        ("? [a, b]\n: c\n", (1, 3), "no single value"),
        ("x: {<<: 3}\n", (1, 9), "takes mappings"),
        ("a: b\x00\n", (1, 5), "does not allow"),
        ("a: \ud800\n", (1, 1), "half a character"),
        (LAUGHS, (6, 10), "200,000 values"),
        ("[" * (MAX_NESTING + 1), (1, MAX_NESTING + 1), "nested deeper"),
        ("[" * 100_000, (1, MAX_NESTING + 1), "nested deeper"),
    ],
)
def test_what_is_not_read_is_said_with_its_place(text: str, place: tuple[int, int], said: str) -> None:
    with pytest.raises(BadYaml, match=said) as refused:
        read(text)
    assert refused.value.position == place


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Co", "Zl", "Zp"]))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_json_which_is_yaml_comes_back(value: Any) -> None:
    assert read(json.dumps(value, ensure_ascii=False)) == value


@given(st.text(alphabet="ab:-[]{}&*!<>\"'|#,? \n\t0.1e~%@`\\\x85\u2028"))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(BadYaml):
        read(text)
