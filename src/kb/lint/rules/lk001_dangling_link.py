"""LK001 dangling-link: what a record names is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from typing import ClassVar, Final

from kb.base import Document, KnowledgeBase
from kb.diagnostics import Edit, Span
from kb.graph import Dangling
from kb.lint.rule import Context, Finding, Rule, Views
from kb.record import ID_PATTERN
from kb.text.hrefs import pointed

_HINTS: Final = 1000  # whoever has more dangling links than that has another problem than slips
_ID: Final = re.compile(ID_PATTERN)


class DanglingLink(Rule):
    """A field, a `[[…]]`, a bare id or a link in the text leads to a record that does not exist.

    ## Why

    A decision that rests on nothing looks exactly like one that rests on something. An id in a text counts when
    its letters belong to a type of record; ids in code are left alone, and so are links to a record whose file
    is there but cannot be read. `--fix --unsafe-fixes` corrects the case, the zeros or the letters of an id whose
    number only one record has, and the path to a record that lies elsewhere now.

    ## Bad

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    mitigated_by: [TASK-0009]
    ---
    ```

    ## Good

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    mitigated_by: [TASK-0009]
    ---
    ```

    ```record backlog/TASK-0009-split-by-customer.md
    ---
    id: TASK-0009
    type: task
    title: Split train and test by customer
    status: idea
    created: 2026-05-04
    ---
    ```
    """

    code: ClassVar[str] = "LK001"
    name: ClassVar[str] = "dangling-link"
    guesses: ClassVar[bool] = True
    views: ClassVar[Views] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """The links that lead to nothing, each place once."""
        base = context.base
        files: dict[str, set[int]] = {}
        hints = _HINTS
        for link in context.graph.dangling:
            if isinstance(link.where, Span) and not _is_id(link.target):
                files.setdefault(link.source.path, set()).update(range(*link.where))
        for link in context.graph.dangling:
            if link.target in base.unread or _within(link, files.get(link.source.path, ())):
                continue
            message = "there is no record" if _is_id(link.target) else "there is no file"
            hint = _hint(base, link.target) if hints else ""
            edits = _mended(base, link) if hints else ()
            hints -= bool(hints)
            yield Finding(link.source, link.where, f"{message} {link.target}", hint, edits=edits, safe=False)


def _mended(base: KnowledgeBase, link: Dangling) -> tuple[Edit, ...]:
    """The edit that makes a link lead to the only record it can have meant."""
    document = link.source
    if not _is_id(link.target):
        moved = _moved(base, link.target)
        href = next((href for href in document.hrefs if href.span == link.where), None)
        return (pointed(document.path, href, moved.path),) if moved is not None and href is not None else ()
    close = base.nearest(link.target)
    if len(close) != 1 or _number(close[0]) != _number(link.target) or close[0] == document.id:
        return ()
    span = document.span(link.where)
    text = document.source.text
    while span.end - span.start > len(link.target) and text[span.start] in "'\"":
        span = span._replace(start=span.start + 1, end=span.end - 1)
    written = text[span.start : span.end]
    return (Edit(document.path, span, close[0]),) if written == link.target else ()


def _number(id_: str) -> str:
    return id_.partition("-")[2].lstrip("0")


def _moved(base: KnowledgeBase, path: str) -> Document | None:
    """The record whose id begins the name of a file that is not there."""
    found = _ID.match(posixpath.basename(path))
    return base.by_id.get(found[0]) if found is not None else None


def _is_id(target: str) -> bool:
    return _ID.fullmatch(target.upper()) is not None


def _within(link: Dangling, files: Collection[int]) -> bool:
    """Whether an id is only part of the name of a file that is reported anyway."""
    return isinstance(link.where, Span) and _is_id(link.target) and link.where.start in files


def _hint(base: KnowledgeBase, target: str) -> str:
    if _is_id(target):
        close = base.nearest(target)
        return f"Did you mean {' or '.join(close)}?" if close else "`kb list` shows what there is."
    moved = _moved(base, target)
    if moved is not None:
        return f"{moved.id} is in {moved.path}."
    return "Correct the path, or link by id: `[[TASK-0007]]`."
