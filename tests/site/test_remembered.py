"""What is remembered of drawings is what was drawn, within bounds, and nothing that is torn or of another program."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kb.site import remembered
from kb.site.drawing.lanes import Lanes
from kb.site.drawing.layout import NodeBox, layered
from kb.site.drawing.placed import placed
from kb.site.publishing import watching
from kb.site.publishing.kept import Store
from kb.site.remembered import Remembered, remembering


def never() -> str:
    raise AssertionError("it was made again")


def test_what_was_made_is_not_made_again_and_other_things_are() -> None:
    memory = Remembered()
    assert memory.of("chart", "a", lambda: "A \ud800 <b>") == "A \ud800 <b>"
    assert memory.of("chart", "a", never) == "A \ud800 <b>"
    assert memory.of("layout", "a", lambda: "other") == "other"
    assert memory.of("chart", "b", lambda: "B") == "B"
    assert len(memory.made) == 3


def test_what_was_asked_for_last_is_what_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 3)
    memory = Remembered()
    for name in "abc":
        memory.of("x", name, lambda name=name: name)
    memory.of("x", "a", never)
    memory.of("x", "d", lambda: "d")
    again = Remembered(memory.latest())
    for name in "acd":
        assert again.of("x", name, never) == name
    assert again.of("x", "b", lambda: "made") == "made"
    for number in range(20):
        again.of("x", str(number), lambda number=number: str(number))
    assert len(again.latest()) == 3
    monkeypatch.setattr(remembered, "MOST_BYTES", 10)
    assert len(again.latest()) <= 1


def test_what_cannot_be_unpacked_is_made_again() -> None:
    memory = Remembered()
    memory.of("x", "a", lambda: "whole")
    torn = {key: packed[:-3] for key, packed in memory.latest().items()}
    assert Remembered(torn).of("x", "a", lambda: "anew") == "anew"


def test_a_layout_that_is_remembered_is_the_one_that_was_made() -> None:
    draw = random.Random(3)
    nodes = [NodeBox(f"N{n}", 196, 54.5) for n in range(60)]
    edges = [(f"N{draw.randrange(60)}", f"N{draw.randrange(60)}") for _ in range(90)]
    with remembering(Remembered()) as memory:
        assert placed(nodes, edges) == layered(nodes, edges)
        assert placed(nodes, edges) == layered(nodes, edges)
        assert len(memory.made) == 1
        assert placed(nodes, edges, direction="TB") == layered(nodes, edges, direction="TB")
        assert placed(nodes, edges[1:]) == layered(nodes, edges[1:])
        lanes = Lanes({node.id: at % 3 for at, node in enumerate(nodes)}, (nodes[0].id, nodes[1].id))
        for _ in range(2):
            assert placed(nodes, edges, lanes=lanes) == layered(nodes, edges, lanes=lanes)


def test_drawings_last_until_the_program_is_another_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    memory = Store(tmp_path).drawings()
    memory.of("chart", "a", lambda: "A")
    Store(tmp_path).save_drawings(memory)
    kept = next((tmp_path / "cache").rglob("drawings"))
    whole = kept.read_bytes()
    assert Store(tmp_path).drawings().of("chart", "a", never) == "A"
    for torn in (b"", whole[:-1], whole[:40] + b"x" + whole[41:], b"kb-cache"):
        kept.write_bytes(torn)
        assert Store(tmp_path).drawings().of("chart", "a", lambda: "anew") == "anew"
    kept.write_bytes(whole)
    monkeypatch.setattr(watching, "program", lambda: "another")
    assert Store(tmp_path).drawings().of("chart", "a", lambda: "anew") == "anew"
    assert Store(tmp_path, used=False).drawings().of("chart", "a", lambda: "anew") == "anew"
