"""Records of two sides put together: both changes, the lines of either, and nothing lost where they contradict."""

import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.edit import apply, front_matter, set_values
from kb.text.frontmatter import parse
from kb.text.source import Source
from kb.text.three_way import Bodies, Marks, Merged, Unreadable, merge

BASE = """\
---
id: TASK-0001
type: task
title: Hash the rare categories   # short
status: ready
created: 2026-01-01
tags: [encoding, trees]
# what has to be shown
smart:
  specific: Hash the ids
  measurable:
    metric: rmse
    target: 0.3
criteria:
  - id: C1
    weight: 1
  - id: C2
    weight: 2
depends_on:
  - TASK-0002
---
First.

Last.
"""


def in_conflict(_base: str, ours: str, theirs: str) -> Bodies:
    return Bodies(f"<<<<<<<\n{ours}=======\n{theirs}>>>>>>>\n", 1)


def put(base: str, ours: str, theirs: str) -> Merged:
    return merge(base, ours, theirs, in_conflict)


def edited(*changes: tuple[str, str], base: str = BASE) -> str:
    for old, new in changes:
        assert base.count(old) == 1, old
        base = base.replace(old, new)
    return base


def both(ours: tuple[str, str], theirs: tuple[str, str], base: str = BASE) -> Merged:
    return put(base, edited(ours, base=base), edited(theirs, base=base))


DISJOINT = [
    (("status: ready", "status: doing"), ("created: 2026-01-01", "created: 2026-01-02")),
    (("status: ready", "status: doing"), ("   # short", "   # shorter")),
    (("metric: rmse", "metric: mae # it is said"), ("target: 0.3", "target: 0.25")),
    (("weight: 1", "weight: 3"), ("weight: 2", "weight: 4")),
    (("weight: 1", "weight: 3\n    rationale: |\n      # of two\n      lines"), ("weight: 2", "weight: 4")),
    (("  - id: C1\n    weight: 1\n", ""), ("weight: 2", "weight: 4")),
    (
        ("  - TASK-0002\n", "  - TASK-0002\n  - TASK-0003\n"),
        ("depends_on:", "related: [TASK-0009]\ndepends_on:"),
    ),
    (("status: ready\n", "status: ready\nassignee: '@one'\n"), ("First.", "Second.")),
    (("# what has to be shown\n", ""), ("status: ready\n", 'status: "ready"\n')),
    (("  specific: Hash the ids\n", ""), ("target: 0.3", "target: 0.1")),
]


@pytest.mark.parametrize(("ours", "theirs"), DISJOINT)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_changes_that_do_not_meet_are_both_made_and_every_other_byte_stays(
    ours: tuple[str, str], theirs: tuple[str, str], newline: str, mark: str
) -> None:
    base, mine, other, wanted = (
        mark + edited(*changes).replace("\n", newline) for changes in ((), (ours,), (theirs,), (ours, theirs))
    )
    assert put(base, mine, other) == (wanted, [], 0, False)
    assert put(base, other, mine) == (wanted, [], 0, False)


@pytest.mark.parametrize(
    ("ours", "theirs", "wanted"),
    [
        ("[encoding, trees, a]", "[encoding, trees, b]", ["encoding", "trees", "b", "a"]),
        ("[a, encoding, trees]", "[trees]", ["a", "trees"]),
        ("[trees]", "[encoding]", []),
        ("[encoding, trees, a]", "[trees, encoding, a]", ["encoding", "trees", "a"]),
        ("[encoding, oaks]", "[encoding, firs]", ["encoding", "firs", "oaks"]),
        ("\n  - encoding # first\n  - trees\n  - a", "[encoding, trees, b]", ["encoding", "trees", "b", "a"]),
        ("[encoding, trees, a]", "\n- trees\n- b", ["trees", "b", "a"]),
        ('["encoding", "trees", "a b"]', "[encoding, trees, 'it''s']", ["encoding", "trees", "it's", "a b"]),
    ],
)
def test_lists_are_united_and_what_either_took_out_is_gone(ours: str, theirs: str, wanted: list[str]) -> None:
    merged = both(("[encoding, trees]", ours), ("[encoding, trees]", theirs))
    values = parse(merged.text).values
    assert merged.fields == []
    assert values is not None
    assert values["tags"] == wanted


CONTRADICTING = [
    (("status: ready", "status: doing"), ("status: ready", "status: review"), "status"),
    (("status: ready", "status: doing"), ("status: ready", "status: dropped # late"), "status"),
    (("target: 0.3", "target: 0.2"), ("target: 0.3", "target: 0.1"), "smart.measurable.target"),
    (("weight: 1", "weight: 3"), ("weight: 1", "weight: 4"), "criteria.C1.weight"),
    (("status: ready\n", ""), ("status: ready", "status: done"), "status"),
    (("tags: [encoding, trees]", "tags: {a: 1}"), ("[encoding, trees]", "[encoding]"), "tags"),
    (
        ("status: ready", "status: ready\nblocked: {since: 2026-01-02, reason: no key}"),
        ("status: ready", "status: ready\nblocked:\n  since: 2026-01-03\n  reason: no data"),
        "blocked",
    ),
    (
        ("target: 0.3\n", "target: 0.3\nx-layers: [64, 32]\n"),
        ("target: 0.3\n", "target: 0.3\nx-layers: [64, 16]\n"),
        "x-layers",
    ),
]


@pytest.mark.parametrize(("ours", "theirs", "field"), CONTRADICTING)
def test_where_both_changed_one_value_both_stand_between_markers(
    ours: tuple[str, str], theirs: tuple[str, str], field: str
) -> None:
    merged = both(ours, theirs)
    assert merged.fields == [field]
    kept, before, after = re.split(r"<{7} ours\n|>{7} theirs\n", merged.text)[0::1][:3]
    mine, other = before.split("=======\n")
    assert kept + mine + after == put(BASE, edited(ours), edited(ours)).text
    assert parse(kept + other + after).values == parse(edited(theirs)).values


def test_a_comment_that_one_side_wrote_is_not_lost_when_the_other_changed_the_value() -> None:
    merged = both(("status: ready", "status: doing"), ("status: ready", "status: ready # since Monday"))
    assert merged.fields == []
    assert "\nstatus: doing # since Monday\n" in merged.text


def test_an_item_that_one_side_renamed_and_the_other_changed_is_for_a_person_to_choose() -> None:
    merged = both(("id: C1", "id: C9"), ("    weight: 1", "    weight: 8"))
    assert merged.fields == ["criteria.C1"]
    assert "<<<<<<< ours\n=======\n  - id: C1\n    weight: 8\n>>>>>>> theirs\n" in merged.text
    assert "  - id: C9\n    weight: 1\n" in merged.text


def test_a_new_comment_and_a_new_value_of_one_line_are_both_there() -> None:
    merged = both(("   # short", "   # shorter"), ("rare categories", "rare words"))
    assert "# shorter" in merged.text
    assert "rare words" in merged.text


def test_markers_are_as_long_as_git_wants_them_and_show_the_ancestor_when_asked() -> None:
    ours, theirs = edited(("status: ready", "status: doing")), edited(("status: ready", "status: done"))
    text = merge(
        BASE, ours, theirs, in_conflict, lambda: Marks(9, base=True, ours="HEAD", theirs="topic")
    ).text
    lines = "<<<<<<<<< HEAD\nstatus: doing\n||||||||| base\nstatus: ready\n=========\nstatus: done\n>>>>>>>>> topic\n"
    assert lines in text


def test_a_word_of_prose_that_both_put_otherwise_is_for_a_person_to_choose() -> None:
    base = "---\nid: GOAL-0001\nsuccess_criteria:\n  - The error falls by a tenth\n---\n"
    ours, theirs = base.replace("tenth", "fifth"), base.replace("tenth", "third")
    merged = put(base, ours, theirs)
    assert merged.fields == ["success_criteria"]
    assert "fifth\n=======\n" in merged.text
    more = put(
        base,
        base.replace("---\n", "  - It runs at night\n---\n", 2).replace("  - It runs at night\n", "", 1),
        base,
    )
    assert more.fields == []


def test_a_figure_is_not_made_of_the_mean_of_one_side_and_the_spread_of_the_other() -> None:
    base = "---\nid: EXP-0001\nmetrics:\n  rmse:\n    test: {mean: 0.3, std: 0.1, n: 5}\n---\n"
    merged = put(base, base.replace("mean: 0.3", "mean: 0.2"), base.replace("std: 0.1", "std: 0.2"))
    assert merged.fields == ["metrics.rmse.test"]


def test_a_record_that_both_sides_began_is_one_if_it_says_so() -> None:
    ours = edited(("tags: [encoding, trees]\n", "tags: [encoding]\n"))
    theirs = edited(("tags: [encoding, trees]\n", "tags: [trees]\n"))
    merged = put("", ours, theirs)
    assert (merged.fields, merged.apart) == ([], False)
    assert "tags: [trees, encoding]\n" in merged.text


def test_two_records_that_both_sides_began_under_one_name_are_not_mixed() -> None:
    theirs = edited(("Hash the rare categories", "Count the trees"), ("[encoding, trees]", "[count]"))
    merged = put("", BASE, theirs)
    assert (merged.fields, merged.apart) == ([""], True)
    head = merged.text.split("---\n")[1]
    mine, other = head.removeprefix("<<<<<<< ours\n").removesuffix(">>>>>>> theirs\n").split("=======\n")
    assert mine == BASE.split("---\n")[1]
    assert other == theirs.split("---\n")[1]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("no front matter\n", "there is no front matter"),
        ("---\nid: [\n---\n", "this is not valid YAML"),
        ("---\nid: TASK-0001\nid: TASK-0002\n---\n", "the key `id` is already there"),
        ("---\na: &x 1\nb: *x\n---\n", "the anchor &x is not read"),
        ("---\n<<<<<<< ours\nid: TASK-0001\n=======\n>>>>>>> theirs\n---\n", "an unresolved merge conflict"),
    ],
)
def test_a_side_that_cannot_be_read_is_named_with_its_place(text: str, why: str) -> None:
    for sides, name in (((BASE, text, BASE), "our side"), ((BASE, BASE, text), "their side")):
        with pytest.raises(
            Unreadable, match=rf"{name} cannot be read: {re.escape(why)}.*line \d+, column \d+"
        ):
            put(*sides)


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("{id: T, a: 1, b: 2}\n", "{id: T, a: 3, b: 2}\n", "{id: T, a: 1, b: 4}\n"),
        ("a:\n- - x\n  - y\n", "a:\n- - x\n  - y\n  - z\n", "a:\n- - w\n  - x\n  - y\n"),
        ("a:\n    b: 1\n    c: 2\n", "a:\n  b: 3\n  c: 2\n", "a:\n    b: 1\n    c: 4\n"),
        (
            "a: |\n  one\n  # two\n# on b\nb: 1\n",
            "a: |\n  one\n  # two\n  three\n# on b\nb: 1\n",
            "a: |\n  one\n  # two\n# of b\nb: 2\n",
        ),
        ("a:\nb: 1\n", "a: [1]\nb: 1\n", "a: [2]\nb: 1\n"),
        ("a: []\nb: 1\n", "a:\n- x: 1\nb: 1\n", "a:\n- x: 2\nb: 1\n"),
        ("? a\n: 1\nb: 2\n", "? a\n: 3\nb: 2\n", "? a\n: 1\nb: 4\n"),
        ("a: 1\n\n\nb: 2\n\n", "a: 1\n\nb: 3\n", "a: 2\n\n\nb: 2\n\n# end\n"),
    ],
)
def test_odd_spellings_keep_what_both_sides_say(base: str, ours: str, theirs: str) -> None:
    texts = [f"---\n{text}---\n" for text in (base, ours, theirs)]
    merged = put(*texts)
    for text in texts[1:]:
        for word in set(re.findall(r"[\w#]+", text)) - set(re.findall(r"[\w#]+", texts[0])):
            assert word in merged.text
    assert merged.fields or parse(merged.text).values is not None


def test_a_list_of_thousands_is_merged_without_proving_each_item() -> None:
    base, ours = "---\nid: T\ntags: [a]\n---\n", "---\nid: T\ntags: [a, ours]\n---\n"
    theirs = f"---\nid: T\ntags: [a, {', '.join(f'tag-{n}' for n in range(3000))}]\n---\n"
    values = parse(put(base, ours, theirs).text).values
    assert values is not None
    assert len(values["tags"]) == 3002


def test_a_mapping_of_thousands_of_keys_in_brackets_is_refused_before_it_takes_minutes() -> None:
    base, ours, theirs = (
        f"---\nid: T\nx-l: {{{', '.join(f'{name}{n}: 1' for n in range(count))}}}\n---\n"
        for name, count in (("x", 1), ("a", 3000), ("b", 3000))
    )
    begun = time.process_time()
    with pytest.raises(Unreadable, match="more fields than are compared"):
        put(base, ours, theirs)
    assert time.process_time() - begun < 5


# -- whatever both sides do --------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["ash", "birch", "cedar", "elm", "fir", "hazel", "larch", "maple", "oak", "pine", "yew"]
)
SCALARS = st.one_of(
    WORDS,
    st.integers(0, 99).map(str),
    st.sampled_from(["no", "1.10", "it's", "a: b", "# no", "", "zwei Wörter"]),
)
NAMED = st.dictionaries(
    WORDS, st.dictionaries(st.sampled_from(["weight", "why", "url"]), SCALARS, max_size=3), max_size=4
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "status": SCALARS,
    "note": SCALARS,
    "tags": st.lists(WORDS, unique=True, max_size=5),
    "smart": st.dictionaries(st.sampled_from(["metric", "target", "why"]), SCALARS, max_size=3),
    "deep": st.dictionaries(WORDS, st.dictionaries(WORDS, SCALARS, max_size=3), max_size=3),
    "criteria": NAMED.map(lambda items: [{"id": name, **more} for name, more in items.items()]),
}
RECORDS = st.fixed_dictionaries({"id": st.just("TASK-0001")}, optional=VALUES)
COMMENT = st.sampled_from(["", "", " # seen", " # later"])


@st.composite
def three(draw: st.DrawFn) -> tuple[str, str, str]:
    base = draw(RECORDS)
    texts = [front_matter(base)]
    for name in ("ours", "theirs"):
        text = texts[0]
        keys = draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True, max_size=4))
        for key in keys:
            new = draw(VALUES[key])
            text = apply(text, set_values(Source("x", text), {(key,): new}))
        at = draw(st.integers(0, text.count("\n") - 2))
        lines = text.split("\n")
        said = draw(COMMENT)
        if said and at and not lines[at].endswith(("|", ">", '"', "'")) and ":" in lines[at]:
            lines[at] += f"{said} by {name}"
        texts.append("\n".join(lines))
        if parse(texts[-1]).values != parse(text).values:
            texts[-1] = text
    return texts[0], texts[1], texts[2]


def leaves(value: Any, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], str]:
    """Every single value by its path; an item of a list by its name or by what it says."""
    if isinstance(value, dict):
        found = {(*path, "{}"): ""}
        for key, child in value.items():
            found.update(leaves(child, (*path, key)))
        return found
    if isinstance(value, list):
        found = {(*path, "[]"): ""}
        for child in value:
            found.update(leaves(child, (*path, child["id"] if isinstance(child, dict) else child)))
        return found
    return {path: str(value)}


def said(text: str) -> dict[tuple[str, ...], str]:
    front = parse(text)
    assert front.values is not None
    assert not front.problems
    return leaves(front.values)


def resolved(text: str) -> tuple[str, str]:
    pattern = re.compile(r"<{7} ours\n(.*?)={7}\n(.*?)>{7} theirs\n", re.DOTALL)
    return pattern.sub(r"\1", text), pattern.sub(r"\2", text)


@given(three())
def test_nothing_is_lost_whatever_both_sides_do(texts: tuple[str, str, str]) -> None:
    merged = put(*texts)
    base, ours, theirs = map(said, texts)
    results = [said(text) for text in resolved(merged.text)]
    for side, other in ((ours, theirs), (theirs, ours)):
        for path, value in side.items():
            if base.get(path) != value:
                assert any(result.get(path) == value for result in results), path
        for path in base.keys() - side.keys():
            if other.get(path) == base[path] and not merged.fields:
                assert path not in results[0], path
    for text in texts[1:]:
        for comment in re.findall(r"# (?:seen|later) by \w+", text):
            assert comment in merged.text


@given(three())
def test_a_conflict_is_where_both_changed_one_value_and_nowhere_else(texts: tuple[str, str, str]) -> None:
    merged = put(*texts)
    base, ours, theirs = map(said, texts)
    paths = base.keys() | ours.keys() | theirs.keys()
    met = [p for p in paths if ours.get(p) != base.get(p) != theirs.get(p) != ours.get(p)]
    if merged.fields and "# " not in "".join(texts).replace("'# no'", ""):
        assert met or _gone_and_changed(base, ours, theirs) or _gone_and_changed(base, theirs, ours)
    again = put(texts[0], texts[2], texts[1])
    assert sorted(again.fields) == sorted(merged.fields)
    if not merged.fields:
        assert said(again.text) == said(merged.text)


def _gone_and_changed(
    base: dict[tuple[str, ...], str], one: dict[tuple[str, ...], str], other: dict[tuple[str, ...], str]
) -> bool:
    """Whether one side took out something in which the other changed something."""
    gone = base.keys() - one.keys()
    other_changed = [path for path in base.keys() | other.keys() if base.get(path) != other.get(path)]
    return any(path[: len(g) - 1] == g[:-1] for g in gone for path in other_changed)
