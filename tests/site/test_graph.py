"""The decision graph: every record with its links, inline while it is small, a file of its own beyond that."""

from __future__ import annotations

import json

import pytest

from kb.site import builder
from kb.site.pages.graph import INLINE
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
    found = material(tmp_path, chain(2))
    data = json.loads(builder.files(found)["graph/graph.json"])
    assert data["version"] == 1
    assert [(n["id"], n["title"]) for n in data["nodes"]] == [
        ("TASK-0001", "Step 1 <b>"),
        ("TASK-0002", "Step 2 <b>"),
    ]


@pytest.mark.parametrize(("directories", "folder", "link"), [(True, "graph/", "../r/"), (False, "", "r/")])
def test_a_large_drawing_is_a_file_whose_links_hold(tmp_path, directories, folder, link):
    found = material(tmp_path, chain(INLINE + 1), directories=directories)
    html = page(found, "graph.md")
    assert html.one("figure", "kb-graph").attributes["data-kb-svg"] == "graph.svg"
    assert "graph.svg" in html.hrefs
    assert not html.all("svg", "kb-drawing")
    drawing = parse(builder.files(found)[f"{folder}graph.svg"])
    hrefs = {node.attributes["href"] for node in drawing.all("a", "n")}
    assert len(hrefs) == INLINE + 1
    assert all(href.startswith(link) for href in hrefs)


def test_nothing_to_draw(tmp_path):
    found = page(material(tmp_path, {}), "graph.md")
    assert not found.all("svg")
    assert "Nothing to draw yet" in found.text
