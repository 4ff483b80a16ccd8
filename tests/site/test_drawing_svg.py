"""Drawings of graphs: well-formed whatever the titles say, complete for readers who do not see, small."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.site.drawing.lettering import text_width, wrap
from kb.site.drawing.listing import outline
from kb.site.drawing.palette import RECORD_TYPES
from kb.site.drawing.svg import BOX_WIDTH, DrawnEdge, DrawnNode, draw

HOSTILE = [
    "</title><script>alert(1)</script>",
    '" onload="alert(1)',
    "' onfocus='alert(1)' tabindex='0",
    "<svg onload=alert(1)>",
    "]]> <!-- &lt; &amp; &#x3c;",
    "a\x00b\x1b[31mc\x85d\ufffe\ud800",
    "\u202egnp.exe",
    "x" * 400,
    "漢字の題名がとても長い場合にどう折り返すのか",
    "e\u0301" * 40,
    " ",
]


def node(number: int, kind: str = "task", title: str = "Hash encoding", **more: object) -> DrawnNode:
    return DrawnNode(f"X-{number:04d}", kind, title, f"../X-{number:04d}/", **more)  # type: ignore[arg-type]  # fields by name


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def links(svg: str) -> list[ET.Element]:
    return list(parse(svg).iter("a"))


def neighbourhood() -> tuple[list[DrawnNode], list[DrawnEdge]]:
    titles = ["Hash encoding for high-cardinality categories", "Target encoding with out-of-fold means"]
    nodes = [node(at, kind, titles[at % 2], status="concluded") for at, kind in enumerate(RECORD_TYPES)]
    edges = [DrawnEdge(f"X-{at:04d}", f"X-{at + 2:04d}", "based_on", "supports") for at in range(8)]
    edges += [DrawnEdge("X-0000", f"X-{at:04d}", "goal", "is served by") for at in (3, 5, 7, 8, 9)]
    return nodes, edges


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_text_is_only_ever_text(title):
    strange = DrawnNode(title, title, title, title, title, title, (title,), (title,), title)
    edges = [DrawnEdge(title, "X-0001", title, title), DrawnEdge("X-0001", title, title, title, weak=True)]
    for svg in (
        draw([strange, node(1)], edges, title=title, focus=title, data=True),
        draw([strange, node(1)], edges, title=title, standalone=True),
    ):
        root = parse(svg)
        names = {element.tag.rsplit("}")[-1] for element in root.iter()}
        assert names <= {"svg", "defs", "g", "a", "path", "use", "title", "text", "style"}
        attributes = {name for element in root.iter() for name in element.attrib}
        assert not any(name.startswith("on") or name == "style" for name in attributes)
    assert "<script" not in outline([strange, node(1)], edges)
    ET.fromstring(outline([strange, node(1)], edges))


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60))
def test_any_title_is_well_formed_and_fits_its_box(title):
    svg = draw([node(1, title=title)], [], title=title)
    written = [element.text or "" for element in parse(svg).iter("text") if not element.get("class")]
    assert len(written) <= 2
    assert all(text_width(line, 12) <= BOX_WIDTH - 32 for line in written)


def test_the_neighbourhood_of_a_record_costs_less_than_eight_kilobytes():
    nodes, edges = neighbourhood()
    assert len(draw(nodes, edges, title="Records around X-0004", focus="X-0004").encode()) <= 8 * 1024


def test_every_record_is_a_named_link_and_the_drawing_has_a_name():
    nodes, edges = neighbourhood()
    svg = draw(nodes, edges, title="Records around X-0004", focus="X-0004")
    root = parse(svg)
    assert (root.get("role"), root.get("aria-label")) == ("group", "Records around X-0004")
    named = {link.get("href"): link.findtext("title") for link in links(svg)}
    assert set(named) == {each.href for each in nodes}
    assert named["../X-0001/"] == "X-0001 (task, concluded): Target encoding with out-of-fold means"
    assert [link.get("href") for link in links(svg) if link.get("aria-current") == "true"] == ["../X-0004/"]


def test_a_record_without_address_is_no_link():
    svg = draw([DrawnNode("X-0001", "task", "Restricted", None)], [], title="t")
    assert not links(svg)
    assert parse(svg).find("g").get("role") == "img"


def test_every_type_has_a_shape_of_its_own_and_unknown_types_a_neutral_one():
    kinds = [*RECORD_TYPES, "interview"]
    svg = draw([node(at, kind) for at, kind in enumerate(kinds)], [], title="t")
    outlines = {group.find("path").get("d") for group in parse(svg).find("defs")}
    assert len(outlines) == len(kinds)
    drawn = next(link for link in links(svg) if link.get("href") == "../X-0010/")
    assert "t-custom" in drawn.get("class").split()
    assert "(interview" in drawn.findtext("title")


@pytest.mark.parametrize(
    ("more", "mark", "classes"),
    [
        ({"flags": ("refuted",)}, "refuted", {"f-refuted", "faded"}),
        ({"flags": ("stale", "invalid")}, "invalid", {"f-invalid", "faded"}),
        ({"flags": ("superseded",)}, "superseded", {"f-superseded", "faded"}),
        ({"flags": ("blocked",)}, "blocked", {"f-blocked"}),
        ({"verdict": "met"}, "✓", set()),
        ({"verdict": "missed"}, "✗", set()),
        ({"verdict": "not-measured"}, None, set()),
    ],
)
def test_states_are_told_by_words_not_only_by_colour(more, mark, classes):
    drawn = links(draw([node(1, "experiment", **more)], [], title="t"))[0]
    marks = [text.text for text in drawn.iter("text") if (text.get("class") or "").startswith("m")]
    assert marks == ([mark] if mark else [])
    assert classes <= set(drawn.get("class").split())
    assert ("faded" in drawn.get("class").split()) == ("faded" in classes)


def test_edges_say_what_they_mean_and_carry_their_kind():
    edges = [
        DrawnEdge("X-0001", "X-0002", "based_on", "supports"),
        DrawnEdge("X-0001", "X-0002", "mentions", weak=True),
    ]
    root = parse(draw([node(1), node(2)], edges, title="t", data=True))
    groups = {group.get("class"): group.findtext("path/title") for group in root.findall("g")}
    assert groups == {
        "e k-based_on": "X-0001 supports X-0002",
        "e weak k-mentions": "X-0001 mentions X-0002",
    }


def test_a_small_drawing_leaves_the_names_of_edges_to_the_list_beside_it():
    root = parse(draw([node(1), node(2)], [DrawnEdge("X-0001", "X-0002", "based_on", "supports")], title="t"))
    assert [path.findtext("title") for path in root.findall("g/path")] == [None]


def test_edges_to_records_that_are_not_drawn_are_left_out():
    svg = draw(
        [node(1)], [DrawnEdge("X-0001", "X-0009", "goal"), DrawnEdge("X-0001", "X-0001", "goal")], title="t"
    )
    assert "X-0009" not in svg
    assert not parse(svg).findall("g/path/title")


def test_data_for_the_explorer_is_there_only_when_asked_for():
    chosen = node(1, goals=("GOAL-0001", "GOAL-0002"), date="2026-03-04", flags=("stale",), status="done")
    edge = DrawnEdge("X-0001", "X-0002", "goal")
    plain = draw([chosen, node(2)], [edge], title="t")
    assert "data-" not in plain
    rich = draw([chosen, node(2)], [edge], title="t", data=True)
    first = next(link for link in links(rich) if link.get("data-id") == "X-0001")
    assert {k: v for k, v in first.attrib.items() if k.startswith("data-")} == {
        "data-id": "X-0001",
        "data-type": "task",
        "data-status": "done",
        "data-goals": "GOAL-0001 GOAL-0002",
        "data-date": "2026-03-04",
        "data-flags": "stale",
    }
    assert 'data-s="X-0001" data-t="X-0002"' in rich


def test_a_file_of_its_own_brings_its_colours_and_nothing_from_elsewhere():
    svg = draw([node(1)], [], title="t", standalone=True)
    assert parse(svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert "prefers-color-scheme:dark" in svg
    assert not re.findall(r"https?://(?!www\.w3\.org/2000/svg)|url\(|@import", svg)


def test_records_are_met_in_reading_order():
    edges = [DrawnEdge("X-0003", "X-0002", "goal"), DrawnEdge("X-0002", "X-0001", "task")]
    order = [link.get("href") for link in links(draw([node(1), node(2), node(3)], edges, title="t"))]
    assert order == ["../X-0003/", "../X-0002/", "../X-0001/"]


def test_top_to_bottom_is_higher_than_wide():
    edges = [DrawnEdge(f"X-{at:04d}", f"X-{at + 1:04d}", "goal") for at in range(6)]
    root = parse(draw([node(at) for at in range(7)], edges, title="t", direction="TB"))
    assert int(root.get("height")) > int(root.get("width"))


def test_the_text_alternative_holds_every_record_and_link():
    nodes, edges = neighbourhood()
    table = ET.fromstring(outline(nodes, edges))
    rows = table.findall("tbody/tr")
    assert len(rows) == len(nodes)
    said = "".join(rows[0].itertext())
    assert "supports X-0002" in said
    assert "is served by X-0009" in said


def test_wrapping_breaks_between_words_and_says_when_something_is_missing():
    assert wrap("Hash encoding for high-cardinality categories", 12, 164, 2) == [
        "Hash encoding for",
        "high-cardinality categories",
    ]
    assert wrap("one two", 12, 164, 2) == ["one two"]
    assert wrap("word " * 60, 12, 164, 2)[-1].endswith("…")
    assert wrap("", 12, 164, 2) == []
