"""FM004 unknown-key: a field is one that the type of the record knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.base import KnowledgeBase, read
from kb.diagnostics import Edit, Span
from kb.lint.rule import Context, Finding, ReaderRule, Views
from kb.shapes import keys_at
from kb.text.pieces import apply
from kb.text.source import Source

_GUESSES: Final = 100  # each reads its record again; the next round of mending makes the next
_LONG: Final = 50_000
_ALIKE: Final = 0.8  # `likelyhood` and `likelihood` have 0.9, `date` and `data` 0.75


class UnknownKey(ReaderRule):
    """A key is not a field of this type of record.

    ## Why

    A misspelt field is silently no field at all: the due date that nobody is reminded of, the restriction that
    hides nothing. Keys that start with `x-` are the team's own business and are kept, unread.
    `--fix --unsafe-fixes` spells the key as the one field that looks like it, if the value fits there.

    ## Bad

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    likelyhood: 4
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
    likelihood: 4
    x-ticket: PLAT-1180
    ---
    ```

    ## Configure

    A field that the whole team uses is declared once, in `[types.risk.fields]`:

    ```toml
    [types.risk.fields]
    insured = { type = "bool" }
    ```
    """

    code: ClassVar[str] = "FM004"
    name: ClassVar[str] = "unknown-key"
    guesses: ClassVar[bool] = True
    views: ClassVar[Views] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """What the reader refused, with the key that was most likely meant."""
        for number, finding in enumerate(super().check(context)):
            edit = _respelt(finding, context.base) if number < _GUESSES else None
            yield finding if edit is None else finding._replace(edits=(edit,), safe=False)


def _respelt(finding: Finding, base: KnowledgeBase) -> Edit | None:
    """The edit that spells a key as the only one like it; None where the record would not be better for it."""
    document, path = finding.document, finding.where
    place = document.places.get(path) if not isinstance(path, Span) else None
    if place is None or place.key is None or document.type is None or isinstance(path, Span):
        return None
    if document.body > _LONG:
        return None
    known = [key for key in keys_at(base.types[document.type].model, path[:-1]) if isinstance(path[-1], str)]
    import difflib

    close = difflib.get_close_matches(str(path[-1]), known, n=2, cutoff=_ALIKE)
    if len(close) != 1 or (*path[:-1], close[0]) in document.places:
        return None
    edit = Edit(document.path, place.key, close[0])
    again = read(Source(document.path, apply(document.source.text, [edit])), base.types)
    return edit if len(again.problems) < len(document.problems) else None
