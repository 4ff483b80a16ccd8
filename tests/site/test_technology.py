"""The page of technologies and its radar: where marks stand, what they lead to, and the same facts as a table."""

from __future__ import annotations

from itertools import combinations
from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.site import builder
from kb.site.drawing.radar import MARK, Blip, draw_radar, legend
from kb.site.pages import technology
from tests.site.support import Node, material, note, page, parse

RINGS = ("adopt", "trial", "assess", "hold", "drop")
SECTORS = ("one", "two", "three", "four")


def plain(type_: str, number: int, prefix: str, state: str, fields: str) -> str:
    id_ = f"{prefix}-{number:04}"
    head = f"id: {id_}\ntype: {type_}\ntitle: Number {number}\nstatus: {state}\ncreated: 2026-09-30\n"
    return note(head + fields)


def drawn(blips: list[Blip]) -> Node:
    return parse(draw_radar(blips, RINGS, SECTORS, title="Radar")).one("svg")


cells = st.lists(st.tuples(st.sampled_from(RINGS), st.sampled_from(SECTORS)), max_size=60)


@given(cells)
@settings(max_examples=60, deadline=None)
def test_every_mark_stands_in_its_ring_and_sector_and_touches_no_other(found):
    blips = [Blip(n, f"t{n}", ring, sector, "#x") for n, (ring, sector) in enumerate(found, start=1)]
    svg = drawn(blips)
    radii = sorted(float(c.attributes["r"]) for c in svg.all("circle"))
    by_number = {m.one("text").text: m for m in svg.all("a")}
    placed = []
    for blip in blips:
        x, y = map(float, by_number[str(blip.number)].attributes["transform"][10:-1].split())
        ring, sector = RINGS.index(blip.ring), SECTORS.index(blip.sector)
        inner = radii[ring - 1] if ring else 0
        assert inner + MARK <= hypot(x, y) <= radii[ring] - MARK
        assert (x > 0, y < 0) == ((True, True), (True, False), (False, False), (False, True))[sector]
        assert min(abs(x), abs(y)) >= MARK
        placed.append((x, y))
    assert all(hypot(a - c, b - d) >= 2 * MARK for (a, b), (c, d) in combinations(placed, 2))


def test_a_mark_is_a_link_that_says_what_it_is_and_its_shape_how_it_moved():
    svg = drawn(
        [Blip(1, "python", "adopt", "one", "../r/DEC-0001/", "in"), Blip(2, "r", "hold", "two", None)]
    )
    link = svg.one("a", "kb-blip")
    assert link.attributes["href"] == "../r/DEC-0001/"
    assert "in" in link.attributes["class"].split()
    titles = ["".join(c for c in t.children if isinstance(c, str)) for t in svg.all("title")]
    assert titles == ["python: adopt, one, in", "r: hold, two"]
    assert svg.attributes["role"] == "group"
    assert svg.attributes["aria-label"] == "Radar"
    paths = {move: drawn([Blip(1, "x", "adopt", "one", "#", move)]).one("a").one("path").attributes["d"]
             for move in ("", "new", "in", "out")}  # fmt: skip
    assert len(set(paths.values())) == 4
    assert drawn([Blip(1, "x", "adopt", "one", "#", "odd")]).one("a").one("path").attributes["d"] == paths[""]
    assert [item.text for item in parse(f"<ul>{legend()}</ul>").all("li")] == [
        "as it was", "new", "nearer to adopt", "further away",
    ]  # fmt: skip


def test_names_are_only_ever_text():
    svg = draw_radar([Blip(1, '"><script>', "adopt", "one", '"x')], RINGS, ("<b>", *SECTORS[1:]), title="<i>")
    assert "<script>" not in svg
    assert "<b>" not in svg
    assert "<i>" not in svg


def test_an_empty_radar_has_its_rings():
    assert len(drawn([]).all("circle")) == 5


# -- the page ------------------------------------------------------------------------------------------


def decision(number: int, fields: str, state: str = "accepted") -> str:
    return plain("decision", number, "DEC", state, fields)


FILES = {
    "research/decisions/DEC-0001.md": decision(
        1,
        "date: 2026-05-01\ntechnologies: {python: adopt, git: adopt, kafka: assess, hbase: adopt, odd: trial}\n",
    ),
    "research/decisions/DEC-0002.md": decision(
        2, "date: 2026-10-02\namends: [DEC-0001]\ntechnologies: {kafka: adopt, hbase: drop, dagster: trial}\n"
    ),
    "research/decisions/DEC-0003.md": decision(3, "date: 2026-09-30\ntechnologies: {odd: hold}\n"),
    "research/stacks/STACK-0001.md": plain(
        "stack",
        1,
        "STACK",
        "agreed",
        "owner: lead\nproject: scoring\ncross_cutting: [python, git]\nrequirements:\n"
        "  - {id: FR1, text: keeps scores, technologies: [hbase, python]}\n"
        "  - {id: FR2, text: runs on Monday, technologies: [dagster]}\n"
        "  - {id: NFR1, text: is fast, technologies: [kafka], met: true}\n",
    ),
    "research/stacks/STACK-0002.md": plain("stack", 2, "STACK", "superseded", "owner: lead\n"),
}


def test_the_page_says_what_kb_stack_says(tmp_path):
    found = page(material(tmp_path, FILES), "technology.md")
    assert "6 technologies named by decisions in force. 3 of them are adopted" in found.text
    assert found.one("table", id="kb-t-technologies").rows == [
        ["git", "1", "adopt", "Cross-cutting", "1 May 2026", "DEC-0001 Number 1", "", "STACK-0001"],
        ["kafka", "2", "adopt", "Non-functional", "2 Oct 2026", "DEC-0002 Number 2", "in from assess", "STACK-0001"],
        ["python", "3", "adopt", "Cross-cutting", "1 May 2026", "DEC-0001 Number 1", "", "STACK-0001"],
        ["dagster", "4", "trial", "Functional", "2 Oct 2026", "DEC-0002 Number 2", "new", "STACK-0001"],
        ["hbase", "5", "drop", "Functional", "2 Oct 2026", "DEC-0002 Number 2", "out from adopt", "STACK-0001"],
        ["odd", "6", "contradicted", "In no stack", "30 Sep 2026",
         "DEC-0003 Number 3, DEC-0001 Number 1", "", ""],
    ]  # fmt: skip
    rings = {
        ring.attributes["data-ring"]: [li.text for li in ring.all("li")] for ring in found.all(cls="kb-ring")
    }
    assert rings == {
        "adopt": ["1 git", "2 kafka in from assess", "3 python"],
        "trial": ["4 dagster new"],
        "assess": [],
        "hold": [],
        "drop": ["5 hbase out from adopt"],
    }
    svg = found.one("svg", "kb-radar")
    assert [a.attributes["href"] for a in svg.all("a")] == [
        "../r/DEC-0001/", "../r/DEC-0002/", "../r/DEC-0001/", "../r/DEC-0002/", "../r/DEC-0002/",
    ]  # fmt: skip
    assert [a.one("text").text for a in svg.all("a")] == ["1", "2", "3", "4", "5"]
    assert "odd: DEC-0003 Number 3 says hold, DEC-0001 Number 1 says trial" in found.one("aside").text


def test_what_moved_is_told_by_how_it_moved_and_the_core_stack_stands_beside_the_radar(tmp_path):
    found = page(material(tmp_path, FILES), "technology.md")
    moves = found.one("dl", "kb-moves")
    assert [(term.text, said.text) for term, said in zip(moves.all("dt"), moves.all("dd"), strict=True)] == [
        ("nearer to adopt 1", "kafka from assess"),
        ("further away 1", "hbase from adopt"),
        ("new 1", "dagster"),
        ("contradicted 1", "odd"),
    ]
    beside = found.one("div", "kb-radarsplit")
    assert [ring.attributes["data-ring"] for ring in beside.all(cls="kb-ring")] == ["adopt"]
    assert "Core stack: adopt" in beside.headings[1]


def test_each_project_in_force_has_a_row_with_what_is_to_do(tmp_path):
    made = material(tmp_path, FILES)
    (row,) = page(made, "technology.md").section("How it fits").one("table").rows
    assert row[1:] == [
        "1 satisfied 1 added 1 violated",
        "FR1 keeps scores violated dagster: evaluate for the core when the project ends",
    ]
    record = page(made, "r/STACK-0001.md")
    assert [row[:4] for row in record.one("table").rows] == [
        ["FR1", "keeps scores", "hbase python", "violated"],
        ["FR2", "runs on Monday", "dagster", "added"],
        ["NFR1", "is fast", "kafka", "satisfied"],
    ]
    assert [item.text for item in record.one("ul", "kb-verdictlines").all("li")] == [
        (
            "FR1 hbase was dropped (DEC-0002); python is in the core (DEC-0001); whether it is met is unknown; "
            "alternatives: kafka (in adopt, DEC-0002), dagster (in trial, DEC-0002)."
        ),
        "FR2 dagster is on trial (DEC-0002); whether it is met is unknown.",
    ]


def test_what_the_whole_project_uses_against_the_core_is_to_do_and_what_took_up_a_gap_is_linked(tmp_path):
    stack = FILES["research/stacks/STACK-0001.md"].replace("[python, git]", "[python, hbase]")
    stack = stack.replace(
        "text: is fast, technologies: [kafka], met: true", "text: is fast, evidence: [TASK-0001]"
    )
    task = plain("task", 1, "TASK", "idea", "")
    made = material(tmp_path, FILES | {"research/stacks/STACK-0001.md": stack, "backlog/TASK-0001.md": task})
    (row,) = page(made, "technology.md").section("How it fits").one("table").rows
    assert row[2].startswith("hbase: used in the whole project, and was dropped (DEC-0002) FR1")
    links = page(made, "technology.md").section("How it fits").one("ul").all("a")
    assert [link.text for link in links] == ["TASK-0001"]


def test_nothing_decided_is_said(tmp_path):
    found = page(material(tmp_path, {}), "technology.md")
    assert "No technology has a ring yet" in found.text
    assert not found.all("svg")


def test_a_long_radar_goes_on_on_further_pages(tmp_path, monkeypatch):
    monkeypatch.setattr(technology, "SIZE", 4)
    made = material(tmp_path, FILES)
    second = page(made, "technology/page-2.md")
    assert [row[0] for row in second.one("table").rows] == ["hbase", "odd"]
    assert len(second.one("svg", "kb-radar").all("a")) == 1
    assert "Moved since" not in second.text


def test_what_an_audience_may_not_see_is_not_on_the_radar(tmp_path):
    files = dict(FILES)
    files["research/decisions/DEC-0009.md"] = decision(
        9, "visibility: restricted\ntechnologies: {secret: adopt}\n"
    )
    for audience, seen in (("internal", False), ("restricted", True)):
        found = page(material(tmp_path / audience, files, audience=audience), "technology.md")
        assert ("secret" in found.text) is seen


def test_the_navigation_leads_to_it(tmp_path):
    made = material(tmp_path, FILES)
    assert ("Evidence", "Technology", "technology.md") in [
        (entry.section, entry.label, entry.path) for entry in builder.navigation(made)
    ]
