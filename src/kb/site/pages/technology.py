"""Technology: the radar from the decisions in force, what moved, the core stack, and how it fits each project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

from kb.records.decision import Ring
from kb.records.stack import Stack
from kb.site.drawing.html import Html
from kb.site.drawing.radar import Blip, draw_radar, legend
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.rendered import filled
from kb.technologies import RINGS, Fitting, Move, Placement, decided, standing

SIZE: Final = 120
"""Technologies on one page, and on the radar."""
PROJECTS: Final = 60
MOVES: Final[Mapping[str | None, str]] = {
    "in": "nearer to adopt",
    "out": "further away",
    "new": "new",
    "gone": "gone",
}
SECTORS: Final = ("Functional", "Cross-cutting", "In no stack", "Non-functional")


class Row(NamedTuple):
    """A technology on the page: its number on the radar, and what is known of it."""

    number: int
    placement: Placement
    kind: str
    move: Move | None
    stacks: tuple[str, ...]


class TechnologyPage(PageMaker):
    """The radar with the table behind it, and one row for each project's stack."""

    section, order, label, path = "Evidence", 55, "Technology", "technology.md"

    def pages(self, material: Material) -> Iterator[Page]:
        rows = _rows(material)
        for part in parts(self.path, rows, SIZE):
            values = partial(_values, material, part)
            yield filled(material, part.path, part.title("Technology"), "technology.html", values, wide=True)


def _rows(material: Material) -> list[Row]:
    """Every technology that is on the radar, ring by ring, those on which decisions disagree last."""
    used: dict[str, list[str]] = {}
    kinds: dict[str, int] = {}
    for stack in _projects(material):
        for name in stack.cross_cutting:
            used.setdefault(name, []).append(stack.id)
            kinds[name] = 1
        for requirement in stack.requirements:
            for name in requirement.technologies:
                if stack.id not in used.setdefault(name, []):
                    used[name].append(stack.id)
                kinds[name] = min(kinds.get(name, 3), 3 if requirement.id.startswith("N") else 0)
                if name in stack.cross_cutting:
                    kinds[name] = 1
    placed = sorted(material.core_stack.values(), key=lambda p: (_rank(p.ring), p.technology))
    return [
        Row(
            number,
            placement,
            SECTORS[kinds.get(placement.technology, 2)],
            material.moves.get(placement.technology),
            tuple(used.get(placement.technology, ())),
        )
        for number, placement in enumerate(placed, start=1)
    ]


def _rank(ring: Ring | None) -> int:
    return len(RINGS) if ring is None else RINGS.index(ring)


def _projects(material: Material) -> list[Stack]:
    return [stack for _, stack in material.base.records(Stack) if stack.status != "superseded"]


def _values(material: Material, part: Part[Row]) -> Mapping[str, Any]:
    projects = _projects(material) if part.first else []
    core = [name for name, placement in material.core_stack.items() if placement.ring == "adopt"]
    return {
        "part": part,
        "radar": _radar(material, part),
        "legend": legend(),
        "rings": [(ring, [row for row in part.items if row.placement.ring == ring]) for ring in RINGS],
        "open_": [row for row in part.items if row.placement.ring is None],
        "core": core,
        "moved_": moved(material.moves) if part.first else (),
        "moves": MOVES,
        "fits": [material.fitting(stack) for stack in projects[:PROJECTS]],
        "further": max(0, len(projects) - PROJECTS),
        "counts": counts,
        "decided": decided,
        "standing": standing,
    }


def moved(moves: Mapping[str, Move]) -> list[tuple[str | None, list[tuple[str, Ring | None]]]]:
    """Which technologies moved, by how; those on which decisions contradict each other come last."""
    found: dict[str | None, list[tuple[str, Ring | None]]] = {how: [] for how in (*MOVES, None)}
    for name, move in moves.items():
        if move.how != "same":
            found[move.how].append((name, move.before))
    return [(how, names[:SIZE]) for how, names in found.items() if names]


def counts(fitting: Fitting) -> Sequence[tuple[str, int]]:
    """How many requirements of a project stand how."""
    return [(state, len(fitting.of(state))) for state in ("satisfied", "added", "violated", "missing")]


def _radar(material: Material, part: Part[Row]) -> Html:
    blips = [
        Blip(
            row.number,
            row.placement.technology,
            row.placement.ring,
            row.kind,
            material.url(row.placement.words[0].decision.id, part.path),
            row.move.how if row.move is not None and row.move.how in ("new", "in", "out") else "",
        )
        for row in part.items
        if row.placement.ring is not None
    ]
    return draw_radar(
        blips, RINGS, SECTORS, title=f"Technology radar: {len(blips)} technologies by ring and kind of use"
    )
