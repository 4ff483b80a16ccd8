"""Mends what `kb lint` found: round by round in memory, then each changed file is written or shown once."""

from __future__ import annotations

from kb import disk
from kb.cli.linting import Asked, judge
from kb.cli.session import Session
from kb.cli.terminal import say
from kb.diagnostics import Edit, Span
from kb.lint.engine import Verdicts
from kb.lint.mend import mending
from kb.text.edit import apply
from kb.text.source import Source

ROUNDS = 10
"""Mending one finding can bring another to light; ten rounds are far more than any file needs."""


def mend(session: Session, asked: Asked, *, write: bool) -> tuple[Verdicts, int]:
    """Mend round by round in memory, then write or show each changed file once.

    Returns:
        what is left to say, and how many findings were mended.
    """
    before: dict[str, Source] = {}
    total = 0
    for _ in range(ROUNDS):
        outcome = judge(session, asked)
        mended, edits = mending(outcome.diagnostics)
        if not edits:
            break
        total += len(mended)
        by_path: dict[str, list[Edit]] = {}
        for edit in edits:
            by_path.setdefault(edit.path, []).append(edit)
        sources = {path: session.base.by_path[path].source for path in by_path}
        before = {**sources, **before}
        session.replace(*(Source(path, apply(sources[path].text, own)) for path, own in by_path.items()))
    whole = [
        Edit(path, Span(0, len(source.text)), session.base.by_path[path].source.text)
        for path, source in before.items()
    ]
    if write:
        disk.write_edits(session.root, before, whole)
    else:
        for edit in whole:
            say(disk.unified_diff(before[edit.path], [edit]).rstrip("\n"))
    return judge(session, asked), total
