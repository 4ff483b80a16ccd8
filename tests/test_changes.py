"""Tells which record became which between two states of a base."""

from pathlib import Path

import pytest

from kb.base import KnowledgeBase
from kb.changes import Changes, between
from kb.workflow import Workflow
from tests.lint.support import build


def task(
    id_: str = "TASK-0001", title: str = "Encode the shop", created: str = "2026-05-04", more: str = ""
) -> str:
    return f"---\nid: {id_}\ntype: task\ntitle: {title}\nstatus: idea\ncreated: {created}\n---\n{more}"


def changes(folder: Path, before: dict[str, str], now: dict[str, str]) -> Changes:
    """What happened, with the documents of unchanged files shared as a reader of the past shares them."""
    old, new = (
        build(folder / name, {f"backlog/{path}.md": text for path, text in files.items()})
        for name, files in (("before", before), ("now", now))
    )
    same = [
        new.by_path[d.path] if texts(old).get(d.path) == texts(new).get(d.path) else d for d in old.documents
    ]
    return between(KnowledgeBase(old.config, old.types, same), new)


def texts(base: KnowledgeBase) -> dict[str, str]:
    return {document.path: document.source.text for document in base.documents}


def told(found: Changes) -> dict[str, list[str]]:
    names = {
        "edited": [f"{step.old.path[8:-3]} > {step.new.path[8:-3]}" for step in found.edited],
        "added": [document.path[8:-3] for document in found.added],
        "removed": [document.path[8:-3] for document in found.removed],
        "reused": [step.new.path[8:-3] for step in found.reused],
        "renumbered": [f"{old} > {new}" for old, new in found.renumbered.items()],
    }
    return {kind: what for kind, what in names.items() if what}


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ({"a": task()}, {"a": task()}, {}),
        ({"a": task()}, {"a": task(title="Another")}, {"edited": ["a > a"]}),
        ({"a": task()}, {"b": task()}, {"edited": ["a > b"]}),
        ({"a": task()}, {"b": task(title="Another")}, {"edited": ["a > b"]}),
        (
            {"a": task()},
            {"b": task(title="Another", created="2026-06-01")},
            {"added": ["b"], "removed": ["a"], "reused": ["b"]},
        ),
        ({"a": task()}, {"a": task(), "b": task("TASK-0002", "Another")}, {"added": ["b"]}),
        ({"a": task()}, {}, {"removed": ["a"]}),
        ({"a": task()}, {"b": task("TASK-0002")}, {"edited": ["a > b"], "renumbered": ["TASK-0001 > TASK-0002"]}),
        ({"a": task()}, {"a": task("TASK-0002")}, {"edited": ["a > a"], "renumbered": ["TASK-0001 > TASK-0002"]}),
        (
            {"a": task(), "b": task(title="Another", created="2026-06-01")},
            {"c": task("TASK-0002"), "b": task(title="Another", created="2026-06-01")},
            {"edited": ["a > c"], "renumbered": ["TASK-0001 > TASK-0002"]},
        ),
        (
            {"a": task(), "b": task("TASK-0002", "Another")},
            {"a": task("TASK-0002", "Another"), "b": task()},
            {"edited": ["b > a", "a > b"]},
        ),
        ({"a": task()}, {"a": "no front matter"}, {"edited": ["a > a"]}),
        ({"a": "no front matter"}, {"b": task()}, {"added": ["b"], "removed": ["a"]}),
        (
            {"a": task(more="A long line that says one thing.\n")},
            {"b": task(title="Another title for another thing", more="A long line that says another.\n")},
            {"edited": ["a > b"]},
        ),
        (
            {"a": task(more="A long line that says one thing.\nAnd a second line, as long.\n")},
            {"b": task(title="Another title for another thing", more="A long line that says another.\n")},
            {"added": ["b"], "removed": ["a"], "reused": ["b"]},
        ),
    ],
)  # fmt: skip
def test_which_became_which(
    tmp_path: Path, before: dict[str, str], now: dict[str, str], expected: dict[str, list[str]]
) -> None:
    assert told(changes(tmp_path, before, now)) == expected


@pytest.mark.parametrize(
    ("old", "new", "leads"),
    [
        ("idea", "backlog", True),
        ("idea", "done", True),
        ("done", "ready", True),
        ("dropped", "done", True),
        ("done", "dropped", True),
        ("review", "idea", False),
        ("done", "idea", False),
        ("idea", "idea", True),
        ("nowhere", "idea", False),
    ],
)
def test_a_way_through_the_workflow_does_not_pass_an_end(old: str, new: str, leads: bool) -> None:
    assert Workflow().leads(old, new) is leads
