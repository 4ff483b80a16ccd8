"""A small graph for the tests of the explorer, drawn by the page and, as data, by the explorer itself."""

from __future__ import annotations

import json
from pathlib import Path

from kb.site.drawing.dataset import dataset
from kb.site.drawing.legend import legend
from kb.site.drawing.listing import outline
from kb.site.drawing.svg import DrawnEdge, DrawnNode, draw

EVIL = '<img src=x onerror="window.hurt=1">'
_SPEC = [
    ("GOAL-0001", "goal", "active", (), "", (), ()),
    ("TASK-0001", "task", "done", ("GOAL-0001",), "2026-01-10", (), ("text",)),
    ("EXP-0001", "experiment", "concluded", ("GOAL-0001",), "2026-02-01", ("refuted",), ("text",)),
    ("EXP-0002", "experiment", "running", ("GOAL-0001",), "2026-03-01", (), ()),
    ("DEC-0001", "decision", "accepted", ("GOAL-0001",), "2026-03-04", (), ()),
    ("INT-0001", "interview", "held", (), "2026-01-05", (), ()),
]


def graph() -> tuple[list[DrawnNode], list[DrawnEdge]]:
    """Six records: a goal, its task, two experiments, a decision, and one that nothing leads to."""
    nodes = [
        DrawnNode(i, t, f"Title of {i} {EVIL}", f"{i}.html", s, goals=g, date=d, flags=f, tags=tags)
        for i, t, s, g, d, f, tags in _SPEC
    ]
    edges = [
        DrawnEdge("GOAL-0001", "TASK-0001", "goal", "is served by"),
        DrawnEdge("TASK-0001", "EXP-0001", "task", "is tested by"),
        DrawnEdge("TASK-0001", "EXP-0002", "task", "is tested by"),
        DrawnEdge("EXP-0001", "DEC-0001", "based_on", "supports"),
        DrawnEdge("INT-0001", "DEC-0001", "mentions", "mentioned by", weak=True),
    ]
    return nodes, edges


def two_goals() -> tuple[list[DrawnNode], list[DrawnEdge]]:
    """The same records and a second goal with a task, so that goals have rows; the decision serves the first goal."""
    nodes, edges = graph()
    nodes.append(DrawnNode("GOAL-0002", "goal", "Another goal", "GOAL-0002.html", "active"))
    nodes.append(
        DrawnNode(
            "TASK-0002",
            "task",
            "A title that needs " + "more words " * 9,
            "TASK-0002.html",
            goals=("GOAL-0002",),
        )
    )
    edges.append(DrawnEdge("GOAL-0002", "TASK-0002", "goal", "is served by"))
    edges.append(DrawnEdge("GOAL-0001", "DEC-0001", "serves", "is served by"))
    return nodes, edges


def explorer(attributes: str = "", drawn: tuple[list[DrawnNode], list[DrawnEdge]] | None = None) -> str:
    """The page of a small graph."""
    nodes, edges = drawn or graph()
    return (
        f'<div class="kb-page kb-page--wide"><h1>Graph</h1><figure class="kb-graph" data-kb-explorer {attributes}>'
        f"{draw(nodes, edges, title='Graph', data=True, full=True)}<figcaption>6 records.</figcaption></figure>"
        f"<h2>Key</h2>{legend(nodes, edges)}"
        f'<details class="kb-data"><summary>The same as a list</summary>{outline(nodes, edges)}</details></div>'
    )


def loaded(folder: Path, drawn: tuple[list[DrawnNode], list[DrawnEdge]] | None = None) -> str:
    """The page of a graph that is loaded as data from files in this folder, as large ones are."""
    nodes, edges = drawn or graph()
    data = json.dumps({**dataset(nodes, edges), "piece": 4})
    (folder / "graph.json").write_text(data, encoding="utf-8")
    for piece, ids in enumerate((range(4), range(4, 6))):
        said = {nodes[at].id: f"Why {nodes[at].id} {EVIL}" for at in ids}
        (folder / f"summaries-{piece}.json").write_text(json.dumps({"summaries": said}), encoding="utf-8")
    return (
        '<div class="kb-page kb-page--wide"><h1>Graph</h1><figure class="kb-graph" data-kb-explorer '
        'data-kb-graph="graph.json" data-kb-summaries="summaries-"><p data-kb-place><a href="graph.svg">All</a></p>'
        "<figcaption>6 records.</figcaption></figure></div>"
    )
