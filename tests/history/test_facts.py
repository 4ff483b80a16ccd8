"""What is read of a version, field by field or as a whole: both must come to the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.history import facts
from kb.history.facts import Facts, Goalpost, Hold, Reader
from kb.text import frontmatter

ROOT = Path(__file__).resolve().parent.parent.parent
SEEDS = sorted((ROOT / "src" / "kb" / "example" / "base").rglob("*-[0-9][0-9][0-9][0-9]*.md"))


def as_a_whole(text: str) -> Facts:
    """The facts by the strict reader alone."""
    front = frontmatter.parse(text)
    frontmatter.locate(text)
    return facts.of(front.values) if front.values is not None else Facts("trouble")


def mutated(text: str, luck: random.Random) -> str:
    lines = text.split("\n")
    for _ in range(luck.randint(1, 4)):
        at = luck.randrange(min(len(lines), 30))
        what = luck.randrange(10)
        if what == 0:
            lines.insert(at, lines[luck.randrange(len(lines))])
        elif what == 1:
            lines.pop(at)
        elif what == 2:
            lines[at] = "  " * luck.randint(0, 2) + lines[at].lstrip()
        elif what == 3:
            lines[at] += luck.choice([" ", " # words", ":", "\r", "\t", " {", ": x", "'"])
        elif what == 4:
            lines[at] = luck.choice(
                ["---", "--- ", "...", "", "- a", "<<<<<<< ours", '"id": EXP-0001', "0key: x"]
            )
        elif what == 5:
            lines[at] = luck.choice(
                ["status: no", "id: TASK-0009", "blocked: {since: 2026-01-01}", "title: >-\n  a\n  b"]
            )
        elif what == 6 and ":" in lines[at]:
            lines[at] = lines[at].split(":")[0] + ":"
        elif what == 7:
            lines[at], lines[at - 1] = lines[at - 1], lines[at]
        elif what == 8:
            lines[at] = lines[at].replace(": ", ": &a ", 1)
        else:
            lines[at] = lines[at][: luck.randint(0, len(lines[at]))]
    return "\n".join(lines)


def versions(seed: int) -> Iterator[str]:
    luck = random.Random(seed)
    for _ in range(1500):
        text = luck.choice(SEEDS).read_text("utf-8")
        yield text
        yield mutated(text, luck)


@pytest.mark.parametrize("seed", range(3))
def test_field_by_field_the_facts_are_those_of_the_whole(seed: int) -> None:
    reader = Reader()
    unread = 0
    for text in versions(seed):
        found, expected = reader.read(text.encode()), as_a_whole(text)
        if found.trouble is not None and expected.trouble is not None:
            unread += 1
            continue
        if frontmatter.parse(text).values is None or "\r" in text.replace("\r\n", ""):
            assert found.trouble is not None
            continue
        assert found == expected, text
    assert unread > 100


def test_facts_are_what_a_life_is_made_of() -> None:
    text = """\
---
id: TASK-0001
type: task
title: "Quoted: title"
status: doing
created: 2026-01-02
visibility: public
goal: GOAL-0001
assignee: [not, text]
blocked:
  since: 2026-01-05
  by: [TASK-0002]
smart:
  measurable: {metric: f1, dataset: test, target: 0.8, direction: higher}
---
"""
    assert Reader().read(text.encode()) == Facts(
        None, "TASK-0001", "task", "Quoted: title", "doing", "2026-01-02", "public", (("goal", "GOAL-0001"),),
        Hold("2026-01-05", "TASK-0002"), Goalpost("f1", "test", 0.8, "higher"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "id"),
    [
        (b"", None),
        (b"# Backlog\n", None),
        (b"---\nid: TASK-0001\ntitle: [\n---\n", "TASK-0001"),
        (b"---\nid: TASK-0001\n", "TASK-0001"),
        (b"---\nid: TASK-0001\n---\n\x00", None),
        (b"---\nid: TASK-0001\n---\n\xff", None),
        (None, None),
    ],
)
def test_what_cannot_be_read_says_why(text: bytes | None, id: str | None) -> None:
    found = Reader().read(text)
    assert found.trouble
    assert found.id == id
    assert found[2:] == Facts("")[2:]


@pytest.mark.parametrize("value", ["'0.8'", "1e999", "abc", "[1]", "0x10", ""])
def test_a_target_that_is_no_number_is_none(value: str) -> None:
    text = (
        f"---\nid: TASK-0001\ntype: task\nsmart:\n  measurable:\n    metric: f1\n    target: {value}\n---\n"
    )
    found = Reader().read(text.encode())
    assert found.goalpost == Goalpost("f1", None, None, None)


def test_fields_that_were_read_are_forgotten_before_they_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(facts, "_MANY", 10)
    monkeypatch.setattr(facts, "_FEW", 3)
    reader = Reader()
    for number in range(200):
        found = reader.read(f"---\nid: TASK-{number:04d}\ntype: task\nstatus: s{number}\n---\n".encode())
        assert (found.id, found.status) == (f"TASK-{number:04d}", f"s{number}")
    assert len(reader._fields) <= 14
    assert len(reader._heads) <= 4
