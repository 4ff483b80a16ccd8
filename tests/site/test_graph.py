"""The decision graph: every record with its links, inline while it is small, a file of its own beyond that."""

from __future__ import annotations

import json

import pytest

from kb.site import builder
from kb.site.drawing.lanes import MOST
from kb.site.pages.graph import INLINE, SCRIPTS
from tests.site.support import material, note, page, parse


def chain(count: int) -> dict[str, str]:
    """Tasks, each waiting for the one before it."""
    files = {}
    for n in range(1, count + 1):
        waits = f"depends_on: [TASK-{n - 1:04d}]\n" if n > 1 else ""
        files[f"backlog/TASK-{n:04d}.md"] = note(
            f"id: TASK-{n:04d}\ntype: task\ntitle: Step {n} <b>\nstatus: idea\ncreated: 2026-01-01\n{waits}"
        )
    return files


def test_every_record_is_a_link_in_the_drawing_and_in_the_list(teaching):
    found = page(teaching, "graph.md")
    drawing = found.one("figure", "kb-graph")
    targets = {node.attributes["href"] for node in drawing.all("a", "n")}
    assert targets == {f"../r/{id}/" for id in teaching.base.by_id}
    listed = {a.attributes["href"] for a in found.one("details", "kb-data").all("a")}
    assert targets <= listed
    assert "88 records, 253 links." in found.text


def test_the_drawing_carries_what_the_filters_need(teaching):
    node = page(teaching, "graph.md").one("a", "n", data_id="TASK-0003")
    assert node.attributes["data-type"] == "task"
    assert node.attributes["data-status"] == "done"
    assert node.attributes["data-goals"] == "GOAL-0001"


def test_summaries_are_data(tmp_path):
    files = chain(2)
    files["backlog/TASK-0002.md"] = files["backlog/TASK-0002.md"].replace(
        "status: idea", 'status: idea\nhypothesis: "The <b>second</b> one is quicker."'
    )
    found = builder.files(material(tmp_path, files))
    assert json.loads(found["graph/summaries-0.json"]) == {
        "version": 1,
        "summaries": {"TASK-0002": "The <b>second</b> one is quicker."},
    }
    assert "graph/graph.json" not in found


def test_the_scripts_of_the_graph_are_on_its_page_only(teaching):
    found = page(teaching, "graph.md")
    assert [node.attributes["src"] for node in found.all("script")] == [
        f"../assets/kb/graph/{name}.js" for name in SCRIPTS
    ]
    assert not any("/graph/" in name for name in builder.scripts())
    assert {f"assets/kb/graph/{name}.js" for name in SCRIPTS} <= {asset.path for asset in builder.assets()}


@pytest.mark.parametrize(("directories", "folder", "link"), [(True, "graph/", "../r/"), (False, "", "r/")])
def test_a_large_graph_is_data_and_a_drawing_whose_links_hold(tmp_path, directories, folder, link):
    found = material(tmp_path, chain(INLINE + 1), directories=directories)
    html = page(found, "graph.md")
    assert html.one("figure", "kb-graph").attributes["data-kb-graph"] == "graph.json"
    # Loaded beside the scripts that ask for it, not after them.
    assert [
        (link.attributes["href"], link.attributes["as"])
        for link in html.all("link")
        if link.attributes["rel"] == "preload"
    ] == [("graph.json", "fetch")]
    assert "graph.svg" in html.hrefs
    assert not html.all("svg", "n")
    drawing = parse(builder.files(found)[f"{folder}graph.svg"])
    hrefs = {node.attributes["href"] for node in drawing.all("a", "n")}
    assert len(hrefs) == INLINE + 1
    assert all(href.startswith(link) for href in hrefs)
    data = json.loads(builder.files(found)[f"{folder}graph.json"])
    assert {row[9] for row in data["nodes"]} == hrefs
    assert data["nodes"][1][:2] == ["TASK-0002", "Step 2 <b>"]
    assert len(data["edges"]) == INLINE
    pieces = [name for name in builder.files(found) if "summaries-" in name]
    assert len(pieces) == 2


def test_a_large_graph_is_listed_on_pages_that_do_not_grow(tmp_path):
    found = material(tmp_path, chain(INLINE + 1))
    paths = [each.path for each in builder.pages(found) if each.path.startswith("graph/")]
    assert paths == ["graph/list.md", "graph/list/page-2.md"]
    assert "list/" in page(found, "graph.md").hrefs
    first, second = (page(found, path) for path in paths)
    assert (len(first.rows), len(second.rows)) == (200, 51)
    assert first.rows[0][2] == "blocks TASK-0002"
    assert "../../../r/TASK-0201/" in second.hrefs
    assert len(page(found, "graph.md").text) < 2_000


def test_the_page_of_a_large_graph_does_not_grow(tmp_path):
    def weight(count: int) -> int:
        found = material(tmp_path / str(count), chain(count))
        pages = {each.path: each for each in builder.pages(found)}
        return len(pages["graph.md"].draw())

    (tmp_path / "300").mkdir()
    (tmp_path / "900").mkdir()
    assert abs(weight(900) - weight(300)) < 100


@pytest.mark.parametrize(("count", "rows"), [(2, True), (MOST, True), (MOST + 1, False)])
def test_the_page_says_when_goals_are_too_many_for_rows(tmp_path, count, rows):
    files = {
        f"backlog/GOAL-{n:04d}.md": note(
            f"id: GOAL-{n:04d}\ntype: goal\ntitle: Goal {n}\nstatus: active\ncreated: 2026-01-01\nowner: lead\n"
        )
        for n in range(1, count + 1)
    }
    found = page(material(tmp_path, files), "graph.md")
    lead = found.one("p", "kb-lead").text
    assert ("each goal has a row" in lead) is rows
    assert (f"{count} goals are too many for a row each: choose one in the filters" in lead) is not rows


def test_what_is_hidden_is_in_no_file_of_the_graph(tmp_path):
    files = chain(INLINE + 3)
    files["backlog/TASK-0002.md"] = files["backlog/TASK-0002.md"].replace(
        "title: Step 2 <b>",
        "title: Canary\nvisibility: restricted\ntags: [canary]\nhypothesis: A canary that sings.",
    )
    found = material(tmp_path, files, audience="public")
    texts = [*builder.files(found).values(), *(p.draw() for p in builder.pages(found) if "graph" in p.path)]
    assert not any("canary" in text.lower() or "TASK-0002" in text for text in texts)
    whole = material(tmp_path, audience="restricted")
    assert sum("Canary" in text for text in builder.files(whole).values()) >= 2


def test_the_legend_tells_what_occurs_and_nothing_else(teaching):
    key = page(teaching, "graph.md").one("div", "kb-graphkey").text
    for word in (
        "Experiment",
        "Decision",
        "refuted",
        "superseded",
        "blocked",
        "target met",
        "evidence",
        "mention",
    ):
        assert word in key
    assert "suspect" not in key


def test_nothing_to_draw(tmp_path):
    found = page(material(tmp_path, {}), "graph.md")
    assert not found.all("svg")
    assert "Nothing to draw yet" in found.text
