"""Reads admonitions as MkDocs writes them, `!!! note "Title"` with an indented text, and gives HTML around Markdown."""

from __future__ import annotations

import re

from kb.site.sanitising import ADMONITIONS
from kb.text.markdown import fenced

_MARK = "!!!"
_OPENED = re.compile(r'( *)!!! +([A-Za-z]{1,20})(?: +[A-Za-z]{1,20}){0,3}(?: +"([^"\n]{0,300})")?[ \t]*\r?')
_ITEM = re.compile(r" *(?:[-*+]|[0-9]{1,9}[.)]) ")
_STEP = 4


def unfold(text: str) -> str:
    """The text with every admonition as a `<div>`, with blank lines around its text, which so stays Markdown."""
    if _MARK not in text:
        return text
    code = [(span.start, span.end) for span in fenced(text)]
    lines: list[str] = []
    open_: list[int] = []  # where the text of each admonition that is open begins
    outer = ""  # the last line that is not indented: a list may hold an admonition
    at = 0
    for line in text.split("\n"):
        begin, at = at, at + len(line) + 1
        width = len(line) - len(line.lstrip(" "))
        if not line.strip():
            lines.append("")
            continue
        while open_ and width < open_[-1]:
            lines += _closed(open_.pop() - _STEP * len(open_) - _STEP)
        shift = _STEP * len(open_)
        opened = _OPENED.fullmatch(line)
        inside = open_[-1] if open_ else 0
        if (
            opened is not None
            and (width == inside or _ITEM.match(outer))
            and not any(start <= begin < end for start, end in code)
        ):
            lines += _begun(" " * (width - shift), opened[2].lower(), opened[3])
            open_.append(width + _STEP)
        else:
            lines.append(line[shift:])
        if width == inside or not outer:
            outer = line
    while open_:
        lines += _closed(open_.pop() - _STEP * len(open_) - _STEP)
    return "\n".join(lines)


def _begun(pad: str, kind: str, title: str | None) -> list[str]:
    name = kind if kind in ADMONITIONS else "note"
    words = kind.capitalize() if title is None else title
    head = [f'{pad}<p class="admonition-title">{words}</p>'] if words else []
    return ["", f'{pad}<div class="admonition {name}">', *head, ""]


def _closed(width: int) -> list[str]:
    return ["", f"{' ' * max(width, 0)}</div>", ""]
