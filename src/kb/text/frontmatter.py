"""Reads the YAML between two `---` lines strictly: plain data, problems with places, nothing constructed.

Scalars stay the text that was written: the schema of a record decides what is a number, so `no`, `1.10` and a commit
of digits survive in a text field. :mod:`kb.text.events` reads all of YAML that is read; where nobody asks for places,
:mod:`kb.text.plain` reads what is plain beyond doubt before that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from kb.diagnostics import Span
from kb.text import plain
from kb.text.places import KeyPath, Place
from kb.text.scalars import Quoted
from kb.text.source import BOM

__all__ = [
    "CONFLICT", "MAX_DEPTH", "MAX_HEAD", "FrontMatter", "KeyPath", "Place", "Problem", "Quoted",
    "conflicts_in", "locate", "parse", "split",
]  # fmt: skip

MAX_HEAD: Final = 64 * 1024
MAX_DEPTH: Final = 20
CONFLICT: Final = "an unresolved merge conflict"


class Problem(NamedTuple):
    """Something the reader refuses: the code of the rule that tells people, and where.

    ``where`` is a span, or a key path whose place is looked up when somebody asks; ``on`` says whether the
    key or the value at that path is meant.
    """

    code: str
    where: Span | KeyPath
    message: str
    help: str = ""
    on: str = "value"


@dataclass(slots=True)
class FrontMatter:
    """What stood between the `---` lines.

    Attributes:
        values: the mapping, leaves as text or None; None when there is no usable mapping.
        problems: why not, or what else is wrong with the text of the front matter.
        head: the characters between the two lines.
        body: where the Markdown begins.
        opening: the `---` of the first line.
        suspects: plain scalars that other readers of YAML take for something else.
    """

    values: dict[str, Any] | None
    head: Span
    body: int
    opening: Span
    problems: list[Problem] = field(default_factory=list)
    suspects: list[Span] = field(default_factory=list)


_SEPARATOR = re.compile("[\u2028\u2029]")
_MARKER = re.compile(r"^(<{7}|>{7}|\|{7})(?: .*)?\r?$", re.MULTILINE)


def split(text: str) -> tuple[Span | None, int, Problem | None]:
    """Find the front matter.

    Returns:
        the span between the two `---` lines, where the body begins, and what is wrong if there is none.
    """
    start = 1 if text.startswith(BOM) else 0
    if not text.strip(BOM + " \t\r\n"):
        return (
            None,
            len(text),
            Problem("FM001", Span(0, len(text)), "the file is empty", "Start it with `kb new`."),
        )
    first = text.find("\n", start)
    opening = text[start : first if first != -1 else len(text)]
    if opening.rstrip(" \t\r") != "---":
        help_ = (
            "A record starts with a line `---`, its fields, and a second line `---`. "
            "What is no record goes elsewhere."
        )
        end = start + len(opening.rstrip("\r"))
        return None, start, Problem("FM001", Span(start, end), "there is no front matter", help_)
    begin = first + 1
    at = begin - 1
    while first != -1 and (at := text.find("\n---", at)) != -1:
        line_end = text.find("\n", at + 4)
        rest = text[at + 4 : line_end if line_end != -1 else len(text)]
        if not rest.strip(" \t\r"):
            return Span(begin, at + 1), (line_end + 1 if line_end != -1 else len(text)), None
        at += 4
    problem = Problem(
        "FM001",
        Span(start, start + 3),
        "the front matter is not closed",
        "Add a line `---` after the last field.",
    )
    return None, len(text), problem


def parse(text: str) -> FrontMatter:
    """Read the front matter of a text. Never raises for anything a text can hold."""
    return _read(text, None)


def locate(text: str) -> dict[KeyPath, Place]:
    """The place of every key and item of the front matter by its path; what could not be read has none."""
    places: dict[KeyPath, Place] = {}
    _read(text, places)
    return places


def _read(text: str, places: dict[KeyPath, Place] | None) -> FrontMatter:
    head, body, problem = split(text)
    if head is None:
        assert problem is not None
        return FrontMatter(None, Span(0, 0), body, Span(0, 0), [problem])
    opening = Span(1, 4) if text.startswith(BOM) else Span(0, 3)
    front = FrontMatter(None, head, body, opening)
    if head.end - head.start > MAX_HEAD:
        message = f"the front matter is longer than {MAX_HEAD // 1024} KiB"
        front.problems.append(Problem("FM007", opening, message, "Move long text into the body."))
        return front
    inside = text[head.start : head.end]
    if places is None and (values := plain.read(inside)) is not None:
        front.values = values
        return front
    if (marker := _MARKER.search(inside)) is not None:
        front.problems.append(_conflict(marker, head.start))
        return front
    if not inside.isascii() and (separator := _SEPARATOR.search(inside)) is not None:
        at = Span(head.start + separator.start(), head.start + separator.end())
        what = f"a line separator (U+{ord(separator[0]):04X}), at which YAML begins a line that nobody sees"
        front.problems.append(Problem("FM007", at, what, "Remove it, or begin a new line."))
        return front
    from kb.text import events  # and the library behind it, which most bases never need

    events.walk(text, front, places)
    return front


def conflicts_in(text: str, start: int) -> Iterator[Problem]:
    """The merge-conflict markers at the start of a line at or after ``start``."""
    return (_conflict(marker, 0) for marker in _MARKER.finditer(text, start))


def _conflict(marker: re.Match[str], base: int) -> Problem:
    span = Span(base + marker.start(), base + marker.start() + 7)
    help_ = "Choose what to keep, then remove the lines `<<<<<<<`, `=======` and `>>>>>>>`."
    return Problem("FM002", span, CONFLICT, help_)
