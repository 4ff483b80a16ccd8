"""Chooses what mends findings: whole findings only, never two edits that touch, never a name that is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from kb.diagnostics import Diagnostic, Edit, Move


class Mending(NamedTuple):
    """What is mended together, and by which edits and new names."""

    findings: list[Diagnostic]
    edits: list[Edit]
    moves: dict[str, str]


def mending(
    diagnostics: Iterable[Diagnostic], taken: Callable[[str], bool], *, unsafe: bool = False
) -> Mending:
    """The findings that can be mended together.

    A finding whose edits touch those of one chosen before it is left for the next round, when its places are
    known anew; one that was given the very same edits is mended with it.

    Args:
        diagnostics: in the order in which they are to be mended.
        taken: whether there is a file of that name.
        unsafe: also by edits that may change what a record says.
    """
    mended: list[Diagnostic] = []
    chosen: dict[str, list[Edit]] = {}
    moves: dict[str, str] = {}
    for diagnostic in diagnostics:
        if not diagnostic.mendable or not (diagnostic.safe or unsafe):
            continue
        new = [edit for edit in diagnostic.edits if edit not in chosen.get(edit.path, ())]
        known = not new and not diagnostic.moves
        if known or not (_touch(diagnostic.edits, chosen) or _collide(diagnostic.moves, moves, taken)):
            mended.append(diagnostic)
            moves.update(diagnostic.moves)
            for edit in new:
                chosen.setdefault(edit.path, []).append(edit)
    return Mending(mended, [edit for edits in chosen.values() for edit in edits], moves)


def _collide(wanted: Iterable[Move], moves: dict[str, str], taken: Callable[[str], bool]) -> bool:
    return any(move.path in moves or move.to in moves.values() or taken(move.to) for move in wanted)


def _touch(edits: Iterable[Edit], chosen: dict[str, list[Edit]]) -> bool:
    return any(
        edit.span.start <= other.span.end and other.span.start <= edit.span.end
        for edit in edits
        for other in chosen.get(edit.path, ())
    )
