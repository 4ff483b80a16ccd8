"""ID006 case-clash: names differ by more than capitals or the way accents are coded."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Related
from kb.lint.rule import SKELETON, Context, Finding, Rule, Views


class CaseClash(Rule):
    """Two paths are one and the same on a file system that ignores case or normalises accents.

    ## Why

    On Windows and macOS a checkout of such a repository silently loses one of the two files, and the next
    commit from there removes it for everybody.

    ## Bad

    ```record research/risks/RISK-0001-drift.md
    ---
    id: RISK-0001
    type: risk
    title: The data drift
    status: open
    created: 2026-05-04
    ---
    ```

    ```record research/risks/RISK-0001-Drift.md
    ---
    id: RISK-0001
    type: risk
    title: The data drift away
    status: open
    created: 2026-05-04
    ---
    ```

    ## Good

    ```record research/risks/RISK-0001-drift.md
    ---
    id: RISK-0001
    type: risk
    title: The data drift
    status: open
    created: 2026-05-04
    ---
    ```
    """

    code: ClassVar[str] = "ID006"
    name: ClassVar[str] = "case-clash"
    views: ClassVar[Views] = SKELETON

    def check(self, context: Context) -> Iterator[Finding]:
        """Files, and folders, that collide with an earlier one."""
        files: dict[str, Document] = {}
        folders: dict[str, Document] = {}
        for document in reversed(context.base.documents):  # capitals sort first; lower case is the usual name
            path = document.path
            first = files.setdefault(_folded(path), document)
            if first is not document:
                yield _finding(document, first, f"`{path}` and `{first.path}` are one file on some systems")
                continue
            folder = path.rpartition("/")[0]
            first = folders.setdefault(_folded(folder), document)
            other = first.path.rpartition("/")[0]
            if other != folder:
                folders[_folded(folder)] = document
                yield _finding(document, first, f"`{folder}` and `{other}` are one folder on some systems")


def _folded(path: str) -> str:
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def _finding(document: Document, first: Document, message: str) -> Finding:
    related = (Related(first.path, first.span(()), "the other one"),)
    return Finding(document, (), message, "Rename one of the two.", related=related)
