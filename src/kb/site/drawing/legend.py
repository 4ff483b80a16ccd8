"""The legend of a drawing: what shapes, marks and lines mean, drawn with the same means as what it explains."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kb.site.drawing.html import Html, text
from kb.site.drawing.palette import ICONS, type_label, type_slug
from kb.site.drawing.shapes import OUTLINES
from kb.site.drawing.svg import DrawnEdge, DrawnNode

_WIDTH, _HEIGHT = 46, 22
# What a mark at the upper right of a box says, the most serious first.
MARKS: Final[dict[str, str]] = {
    "refuted": "the result speaks against the hypothesis; the box is dashed and empty",
    "invalid": "does not count: dashed, title struck out",
    "superseded": "another one took its place: dashed, title struck out",
    "expired": "its day has passed: dashed, title struck out",
    "blocked": "work stands still",
    "late": "its date has passed",
    "stale": "nobody has looked at it for long, or it rests on something that changed",
    "suspect": "what it cites has changed since it was confirmed",
    "unfinished": "not finished, so that little can rest on it",
}
_FADED: Final = ("refuted", "invalid", "superseded", "expired")
_LINES: Final = (
    ("", "evidence", "leads to what rests on it: based on, tests, serves"),
    ("k-depends_on", "order of work", "depends on, part of"),
    ("k-supersedes", "replacement", "supersedes"),
    ("weak", "mention", "mentions, related: no evidence"),
)

_ROW: Final = (
    "of a goal: what serves it stands there; lines from the goal to what other records lead to are left out"
)


def legend(nodes: Iterable[DrawnNode], edges: Iterable[DrawnEdge], *, rows: bool = False) -> Html:
    """What the types, marks and kinds of lines that occur in a drawing, and its rows, look like and mean."""
    shown = list(nodes)
    types = sorted({node.type for node in shown})
    flags = [name for name in MARKS if any(name in node.flags for node in shown)]
    verdicts = [name for name in ("met", "missed") if any(node.verdict == name for node in shown)]
    present = {_line(edge) for edge in edges}
    records = [(_typed(type_slug(each)), type_label(each), "") for each in types]
    marks = [(_marked(name), name, MARKS[name]) for name in flags]
    marks += [(_judged(name), f"target {name}", "") for name in verdicts]
    lines = [(_drawn(look), name, what) for look, name, what in _LINES if look in present]
    if rows:
        lines.append((_picture(f'<g class="row"><path d="M0 {_HEIGHT - 4}H{_WIDTH}"/></g>'), "row", _ROW))
    groups = _group("Records", records) + _group("Marks", marks) + _group("Lines, from left to right", lines)
    return Html(f'<div class="kb-graphkey">{groups}</div>')


def _line(edge: DrawnEdge) -> str:
    if edge.weak:
        return "weak"
    return {"supersedes": "k-supersedes", "depends_on": "k-depends_on", "part_of": "k-depends_on"}.get(
        edge.kind, ""
    )


def _group(heading: str, rows: list[tuple[str, str, str]]) -> str:
    if not rows:
        return ""
    items = "".join(
        f"<li>{picture}<span><b>{text(name)}</b>{f' {text(what)}' if what else ''}</span></li>"
        for picture, name, what in rows
    )
    return f"<section><h3>{text(heading)}</h3><ul>{items}</ul></section>"


def _picture(inside: str) -> str:
    return (
        f'<svg class="kb-drawing" width="{_WIDTH + 4}" height="{_HEIGHT + 4}" '
        f'viewBox="-2 -2 {_WIDTH + 4} {_HEIGHT + 4}" aria-hidden="true" focusable="false">{inside}</svg>'
    )


def _box(slug: str, classes: str, inside: str) -> str:
    outline = f'<path class="kb-box" d="{OUTLINES[slug](_WIDTH, _HEIGHT)}"/>'
    return _picture(f'<g class="n t-{slug}{classes}">{outline}{inside}</g>')


def _typed(slug: str) -> str:
    return _box(slug, "", f'<path class="kb-ico" transform="translate(15 3)" d="{ICONS[slug]}"/>')


def _marked(flag: str) -> str:
    if flag not in _FADED:
        return _box("task", f" f-{flag}", f'<text class="m" x="{_WIDTH - 6}" y="14">!</text>')
    strike = f'<path class="kb-strike" d="M8 {_HEIGHT // 2}H{_WIDTH - 8}"/>' if flag != "refuted" else ""
    return _box("task", f" f-{flag} faded", strike)


def _judged(verdict: str) -> str:
    mark = {"met": "✓", "missed": "✗"}[verdict]
    return _box("task", "", f'<text class="m v-{verdict}" x="{_WIDTH - 6}" y="15">{mark}</text>')


def _drawn(look: str) -> str:
    classes = f"e {look}".rstrip()
    return _picture(f'<g class="{classes}"><path d="M0 {_HEIGHT // 2}H{_WIDTH - 2}m-6-4l6 4-6 4"/></g>')
