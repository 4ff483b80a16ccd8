"""FM003 duplicate-key: a field stands once, on every level."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Related, Span
from kb.lint.rule import Context, Finding, ReaderRule, Views
from kb.text.frontmatter import KeyPath


class DuplicateKey(ReaderRule):
    """A key stands twice in the front matter or in one of its groups.

    ## Why

    Two branches that each add an owner merge without a conflict, and most YAML readers then keep the last value
    without a word. The reader of `kb` keeps the first and says so.

    ## Bad

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    owner: analyst
    owner: data-lead
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
    owner: data-lead
    contributors: [analyst]
    ---
    ```
    """

    code: ClassVar[str] = "FM003"
    name: ClassVar[str] = "duplicate-key"
    views: ClassVar[Views] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """The reader's problems, each with the place where the key stands first."""
        known: tuple[Document, dict[Span | KeyPath, KeyPath]] | None = None
        for finding in super().check(context):
            document = finding.document
            if known is None or known[0] is not document:
                known = document, {p.key: path for path, p in document.places.items() if p.key is not None}
            first = _first(document, known[1].get(finding.where))
            related = (Related(document.path, first, "it stands here first"),) if first is not None else ()
            yield finding._replace(related=related)


def _first(document: Document, repeated: KeyPath | None) -> Span | None:
    """The key that the reader kept; it files a repeated one under its name, a NUL and a number."""
    if repeated is None:
        return None
    kept = document.places.get((*repeated[:-1], str(repeated[-1]).partition("\0")[0]))
    return kept.key if kept is not None else None
