"""Mends what `kb lint` found: round by round in memory, then each changed file is written or shown once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from kb import disk
from kb.cli.linting import Asked, judge
from kb.cli.session import Session
from kb.cli.terminal import note
from kb.cli.writing import show_file
from kb.diagnostics import Edit, Span
from kb.errors import KbError
from kb.lint.engine import Verdicts
from kb.lint.mend import Mending, mending
from kb.text.edit import apply
from kb.text.hrefs import following
from kb.text.source import Source

ROUNDS = 10
"""Mending one finding can bring another to light; ten rounds are far more than any file needs."""


@dataclass
class _Draft:
    """The files on their way: by the path they have now, which texts and names they had."""

    before: dict[str, Source] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def take(self, session: Session, step: Mending) -> None:
        """Carry out one round in memory."""
        by_path: dict[str, list[Edit]] = {path: [] for path in step.moves}
        for edit in step.edits:
            by_path.setdefault(edit.path, []).append(edit)
        old = {path: session.base.by_path[path].source for path in by_path}
        new = []
        for path, edits in by_path.items():
            to = step.moves.get(path, path)
            first = self.names.pop(path, path)
            self.before.setdefault(first, old[path])
            self.names[to] = first
            new.append(Source(to, apply(old[path].text, edits)))
        session.replace(*new, gone=step.moves)

    def edits(self, session: Session) -> list[Edit]:
        """What came of it for the texts, under the names they had."""
        return [
            Edit(first, Span(0, len(self.before[first].text)), session.base.by_path[now].source.text)
            for now, first in self.names.items()
        ]

    def moves(self) -> dict[str, str]:
        """What came of it for the names."""
        return {first: now for now, first in self.names.items() if now != first}


def mend(session: Session, asked: Asked, *, write: bool, unsafe: bool = False) -> tuple[Verdicts, int]:
    """Mend round by round in memory, then write or show each changed file once.

    Returns:
        what is left to say, and how many findings were mended.
    """
    total = 0
    for _ in range(ROUNDS):
        mended = _pass(session, asked, write=write, unsafe=unsafe)
        total += mended
        if not mended or not write:  # a name becomes free only when its file has gone
            break
    return judge(session, asked), total


def _pass(session: Session, asked: Asked, *, write: bool, unsafe: bool) -> int:
    """Mend what can be mended while every file of the disk keeps its name; how many findings that were."""
    draft = _Draft()
    total = 0
    for _ in range(ROUNDS):
        step = mending(judge(session, asked).diagnostics, lambda path: _taken(session, path), unsafe=unsafe)
        if not step.findings:
            break
        total += len(step.findings)
        draft.take(session, step)
    edits, moves = draft.edits(session), draft.moves()
    for page in _pages(session, moves) if moves else ():
        draft.before[page.path] = page
        edits += following(page.path, page.text, moves)
    if write:
        disk.write_edits(session.root, draft.before, edits, moves=moves)
        for old, new in sorted(moves.items()):
            note(f"Renamed {old} to {new}.")
    else:
        _show_all(draft.before, edits, moves)
    return total


def _taken(session: Session, path: str) -> bool:
    return path in session.base.by_path or os.path.lexists(session.root / path)


def _pages(session: Session, moves: dict[str, str]) -> Iterator[Source]:
    """The pages written by hand that name one of the files; a page that cannot be read stays as it is."""
    names = {path.rpartition("/")[2].partition(".")[0] for path in moves}
    records = session.base.by_path
    try:
        paths = disk.record_paths(session.root, [session.config.docs])
    except KbError:  # no folder of this base
        return
    for path in paths:
        try:
            text = disk.read_text(session.root, path) if path not in records else ""
        except KbError:
            continue
        if any(name in text or quote(name) in text for name in names):
            yield Source(path, text)


def _show_all(before: dict[str, Source], edits: list[Edit], moves: dict[str, str]) -> None:
    for path, source in before.items():
        own = [edit for edit in edits if edit.path == path]
        if own:
            show_file(source, own, moves)
