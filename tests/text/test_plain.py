"""The quick reader of front matter: what it reads, what it leaves alone, and that it never differs from the strict."""

import itertools
import os
import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks import generate
from kb.text import plain
from kb.text.frontmatter import MAX_DEPTH, Quoted, parse
from tests.hostile.test_fuzz import sound_records
from tests.text import bordering
from tests.text.bordering import BLOCKS, FLOWS, KEYS, LINES, VALUES, alike, compare

ROOT = Path(__file__).parents[2]

READ = {
    "a: b\nc: d e\n": {"a": "b", "c": "d e"},
    "a:\nb: ~\nc: null\nd:\n": {"a": None, "b": None, "c": None, "d": None},
    "a: '5'\nb: \"x: y\"\nc: ''\nd: 0.80\n": {"a": "5", "b": "x: y", "c": "", "d": "0.80"},
    "a:\n  b: 1\n  c:\n    d: 2\n  e: 3\nf: 4\n": {"a": {"b": "1", "c": {"d": "2"}, "e": "3"}, "f": "4"},
    "a:\n- x\n- w\nb:\n  - z\nc: 1\n": {"a": ["x", "w"], "b": ["z"], "c": "1"},
    "a:\n  - b: 1\n    c: 2\n  -   d: 3\n      e:\n      - 4\n": {
        "a": [{"b": "1", "c": "2"}, {"d": "3", "e": ["4"]}]
    },
    "a:\n- b:\n  - c\n- d:\n": {"a": [{"b": ["c"]}, {"d": None}]},
    "a: [b, c d]\ne: {f: 1, g: 's3://x'}\nh: []\ni: {}\n": {
        "a": ["b", "c d"], "e": {"f": "1", "g": "s3://x"}, "h": [], "i": {},
    },
    "a: {b: {c: 1}, d: [e, {f: 2}]}\ng: [[h], i]\n": {
        "a": {"b": {"c": "1"}, "d": ["e", {"f": "2"}]}, "g": [["h"], "i"],
    },
    "a: >-\n  b: c\n  d\ne: f\n": {"a": "b: c d", "e": "f"},
    "a:\n  - >-\n    b\n    c\n": {"a": ["b c"]},
    "# a\n\na: b\n#c\n": {"a": "b"},
    '"on": 1\n': {"on": "1"},
    "a: größe 数据\n": {"a": "größe 数据"},
    "a:\r\n  b: c\r\n": {"a": {"b": "c"}},
    "a: https://x.org/y?z=1#w\nb: 12:30h\n": {"a": "https://x.org/y?z=1#w", "b": "12:30h"},
}  # fmt: skip
LEFT = (
    "a:\n" + "".join(f"{' ' * deep}b:\n" for deep in range(1, 14)), "a: [[[[[b]]]]]\n", "k" * 101 + ": b\n",
    "", "\n", "# a\n", "a\n", "- a\n", " a: b\n", "a: b\na: c\n", "a: {b: 1, b: 2}\n", "a: b\n  c\n",
    "a: b\n  c: d\n",
    "a: 'b\n  c'\n", "a: b: c\n", "a: b:\n", "a: b # c\n", "a: b \n", "a:\tb\n", "a: \"b\\n\"\n", "a: 'b''c'\n",
    "a: &b c\n",
    "a: *b\n", "a: !b c\n", "<<: a\n", "? a\n", "a: |\n  b\n", "a: >\n  b\n", "a: >-\n  b\n\n  c\n",
    "a: >-\n  b\n   c\n",
    "a:\n  b: c\n d: e\n", "a:\n    b: c\n  d: e\n", "a:\n  - b\n- c\n", "a:\n- b\n  c\n", "a:\n- - b\n",
    "a:\n-\n  b\n",
    "a: - b\n", "a: [b\n", "a: [b, c: d]\n", "a: {b}\n", "a: [b]]\n", "a: [b}\n", "a: no\n", "a: 1e5\n", "a: 0123\n",
    "a: [12:30]\n", "a: >-\n  b\n  # c\n", "a: b\n  # c\n", "a: [b,]\n", "a: b\n--- c\n", "a: b\n...\n",
    "%YAML 1.1\n", "a: @b\n", "a b: c\n", "a: \u200db\n", "a: \u0085b\n",
    "<<<<<<< a\nb: c\n", "a: [b][c]\n", "a: [b], c\n", "a: \ud800\n", "a: b\rc: d\n", "'a': b\n", "größe: b\n",
)  # fmt: skip


@pytest.mark.parametrize(("inside", "values"), READ.items())
def test_what_people_write_is_read_line_by_line(inside: str, values: dict[str, Any]) -> None:
    assert plain.read(inside) == values
    assert compare(f"---\n{inside}---\n")


@pytest.mark.parametrize("inside", LEFT)
def test_what_is_not_certain_is_left_to_the_strict_reader(inside: str) -> None:
    assert plain.read(inside) is None


@pytest.mark.parametrize("inside", LEFT)
def test_what_is_left_is_judged_as_ever(inside: str) -> None:
    front = parse(f"---\n{inside}---\n")
    assert front.values is not None or front.problems


def test_a_quoted_number_is_told_from_a_number_here_too() -> None:
    found = plain.read("a: '5'\nb: {c: \"true\", d: 'x'}\ne: >-\n  7\nf: 5\n")
    assert found is not None
    assert [type(value) for value in (found["a"], found["b"]["c"], found["e"])] == [Quoted] * 3
    assert [type(value) for value in (found["b"]["d"], found["f"])] == [str] * 2


def test_short_texts_are_shared_between_records() -> None:
    one, other = (plain.read("a: word\nb: [some words]\n") for _ in range(2))
    assert one is not None
    assert other is not None
    assert one["a"] is other["a"]
    assert one["b"][0] is other["b"][0]


def test_equality_is_asked_strictly() -> None:
    assert alike({"a": ["5"], "b": None}, {"a": ["5"], "b": None})
    assert not alike({"a": "5"}, {"a": Quoted("5")})
    assert not alike({"a": "1", "b": "2"}, {"b": "2", "a": "1"})
    assert not alike(["a"], ["a", "b"])
    assert not alike(["a"], ["b"])


def test_a_difference_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in ({"a": "c"}, {"a": Quoted("b")}, {"a": "b", "c": None}):
        monkeypatch.setattr(plain, "read", lambda _, wrong=wrong: wrong)
        with pytest.raises(AssertionError):
            compare("---\na: b\n---\n")
    with pytest.raises(AssertionError, match="refuses"):
        compare("---\na: [\n---\n")


# -- both readers on the same texts -----------------------------------------------------------------------------


def test_the_records_of_this_repository_and_of_the_example_are_read_alike() -> None:
    records = sound_records()
    assert sum(map(compare, records)) > 0.9 * len(records)


def test_generated_records_are_read_alike() -> None:
    texts = [text for path, text in generate.files(600, 5).items() if path.endswith(".md")]
    assert sum(map(compare, texts)) > 0.95 * len(texts)


def test_hostile_records_are_read_alike() -> None:
    cases = yaml.safe_load((ROOT / "tests/hostile/cases.yml").read_text(encoding="utf-8"))
    parts = [(case.get("whole"), case.get("front")) for case in cases]
    texts = [whole or f"---\nid: TASK-0007\n{front}\n---\n" for whole, front in parts if whole or front]
    assert len(texts) > 50
    assert any(map(compare, texts))


def test_every_odd_value_key_and_line_is_read_alike_in_every_place() -> None:
    frames = (
        "{}", "a: {}", "a:  {}", "a:{}", "{}: a", "a:\n  {}", "a:\n- {}", "a:\n  - {}\n  - b", "a:\n  - {}: b",
        "a:\n  - b: {}\n    c: d", "a: [{}]", "a: [b, {}]", "a: {{b: {}}}", "a: {{{}: b}}", "a: '{}'", 'a: "{}"',
        "a: >-\n  {}",
        "a: b\n{}\nc: d", "a:\n{}\nc: d", "a:\n  b: c\n{}\n  d: e", "a: >-\n  b\n{}\nc: d", "a: [{{b: {}}}, c]",
    )  # fmt: skip
    odd = {*KEYS, *VALUES, *FLOWS, *LINES, *(block.replace("{}", "") for block in BLOCKS)}
    texts = [f"---\n{frame.format(piece)}\n---\n" for frame, piece in itertools.product(frames, sorted(odd))]
    assert sum(map(compare, texts)) > 500


def test_made_and_spoiled_records_are_read_alike() -> None:
    some = list(itertools.islice(bordering.texts(20261126), 4500))
    read = [kind for kind, text in some if compare(text)]
    assert read.count("made") > 800
    assert read.count("spoiled") > 100


def test_deep_nesting_is_counted_by_the_strict_reader() -> None:
    for levels in range(1, MAX_DEPTH + 3):
        for opening, closing in ("[]", ("{a: ", "}")):
            compare(f"---\na: {opening * levels}b{closing * levels}\n---\n")
        blocks = "".join(f"{'  ' * level}- a:\n" if level else "a:\n" for level in range(levels))
        compare(f"---\n{blocks}{'  ' * levels}- b: [[[[c]]]]\n---\n")


@pytest.mark.soak
def test_readers_agree_for_minutes_from_a_new_seed(capsys: pytest.CaptureFixture[str]) -> None:
    seed = int(os.environ.get("FUZZ_SEED", "0")) or random.SystemRandom().randrange(1, 2**31)
    counts = bordering.soak(seed, float(os.environ.get("FUZZ_MINUTES", "5")))
    with capsys.disabled():
        print(f"\nseed {seed} (FUZZ_SEED): {dict(counts)}")
    assert not counts["differences"]
