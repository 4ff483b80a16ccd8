"""Finds, reads and writes the baseline of a base: by `--baseline`, else by `[lint]` of the configuration."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from kb import disk
from kb.cli.session import Session
from kb.cli.terminal import note
from kb.diagnostics import Edit, Span
from kb.errors import KbError
from kb.lint import baseline
from kb.lint.baseline import Baseline
from kb.lint.engine import Verdicts
from kb.lint.identity import Identity
from kb.text.source import Source

MAX_BASELINE = 32 * 1024 * 1024


def path_of(session: Session, named: Path | None) -> str | None:
    """The file of the baseline, relative to the base; None where there is none.

    Raises:
        KbError: it lies outside the base.
    """
    if named is None:
        return session.config.lint.baseline
    absolute = Path(os.path.normpath(session.start.resolve() / named))
    absolute = absolute.parent.resolve() / absolute.name
    relative = os.path.relpath(absolute, session.root.resolve()).replace(os.sep, "/")
    if relative.split("/")[0] == "..":
        raise KbError(f"{named} is not in the knowledge base at {session.root}")
    return relative


def read(session: Session, path: str, *, may_lack: bool = False) -> Baseline:
    """The baseline in a file; an empty one if there is none and there need not be one.

    Raises:
        KbError: it cannot be read or is no baseline, with its place.
    """
    if not os.path.lexists(session.root / path):
        if may_lack:
            return Baseline(name=path)
        raise KbError("there is no such baseline", where=path, hint="`kb lint --write-baseline` makes it.")
    return baseline.parse(disk.read_text(session.root, path, limit=MAX_BASELINE), path)


def renew(session: Session, path: str | None, verdicts: Verdicts, judged: Callable[[Identity], bool]) -> None:
    """Write the findings of a run into the baseline and say so; what it did not judge stays as it is.

    Raises:
        KbError: no file is named, or it cannot be written.
    """
    if path is None:
        hint = 'Name it: `--baseline FILE`, or `baseline = "FILE"` under `[lint]`.'
        raise KbError("there is no file to write the baseline to", hint=hint)
    old = read(session, path, may_lack=True)
    new = old.renewed(verdicts.diagnostics, session.base, judged)
    if not write(session, path, new):
        note(f"{path} is up to date.")
        return
    before, now = old.counts.total(), new.counts.total()
    gone = (old.counts - new.counts).total()
    words = f"{now} finding{'' if now == 1 else 's'} in {path}"
    note(f"{words}: {gone} gone, {now - (before - gone)} new." if before else f"{words}.")


def write(session: Session, path: str, new: Baseline) -> bool:
    """Write a baseline; False if the file says so already.

    Raises:
        KbError: it cannot be written.
    """
    text = new.text()
    if not os.path.lexists(session.root / path):
        disk.write_edits(session.root, {}, (), new={path: text}, limit=MAX_BASELINE)
        return True
    old = disk.read_text(session.root, path, limit=MAX_BASELINE)
    edit = Edit(path, Span(0, len(old)), text)
    return bool(disk.write_edits(session.root, {path: Source(path, old)}, [edit], limit=MAX_BASELINE))
