"""Chooses the edits that mend findings: whole findings only, and never two edits that touch each other."""

from __future__ import annotations

from collections.abc import Iterable

from kb.diagnostics import Diagnostic, Edit


def mending(diagnostics: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Edit]]:
    """The findings that can be mended together by safe edits, and those edits.

    A finding whose edits touch those of one chosen before it is left for the next round, when its places are
    known anew.
    """
    mended: list[Diagnostic] = []
    chosen: dict[str, list[Edit]] = {}
    for diagnostic in diagnostics:
        if diagnostic.edits and diagnostic.safe and not _touch(diagnostic.edits, chosen):
            mended.append(diagnostic)
            for edit in diagnostic.edits:
                chosen.setdefault(edit.path, []).append(edit)
    return mended, [edit for edits in chosen.values() for edit in edits]


def _touch(edits: Iterable[Edit], chosen: dict[str, list[Edit]]) -> bool:
    return any(
        edit.span.start <= other.span.end and other.span.start <= edit.span.end
        for edit in edits
        for other in chosen.get(edit.path, ())
    )
