"""Judges the base for `kb lint`: the rules of the command line, the files that were asked about."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence
from pathlib import Path

from kb import disk
from kb.cli.report import Report
from kb.cli.session import Session
from kb.cli.terminal import note
from kb.errors import KbError
from kb.lint import engine
from kb.lint.engine import Verdicts
from kb.lint.rule import Context
from kb.lint.select import Selection, select


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """What a run is asked to judge.

    Attributes:
        selection: the rules.
        paths: the files and folders, as they were named; empty means everywhere.
    """

    selection: Selection
    paths: tuple[Path, ...] = ()


def asked(
    session: Session,
    paths: tuple[Path, ...] = (),
    *,
    chosen: Sequence[str] = (),
    ignored: Sequence[str] = (),
) -> Asked:
    """What a command line asks for; by itself, everything that the configuration selects.

    Raises:
        KbError: a code or family that does not exist.
    """
    rules = engine.all_rules()
    return Asked(select(rules, session.config.lint, chosen=_codes(chosen), ignored=_codes(ignored)), paths)


def judge(session: Session, asked: Asked) -> Verdicts:
    """The findings about what is asked; the whole base is read for them."""
    outcome = engine.judge(Context(session.base, session.graph, session.today), asked.selection)
    return _within(session, outcome, asked.paths) if asked.paths else outcome


def report(session: Session, asked: Asked, verdicts: Verdicts, *, strict: bool = False) -> Report:
    """What a format needs to print an outcome."""
    files = _inside(session, asked.paths) if asked.paths else set(session.base.by_path)
    return Report(
        verdicts,
        session.base,
        files=tuple(sorted(files)),
        rules=asked.selection.rules,
        below=disk.below_top(session.root),
        strict=strict,
    )


def _codes(values: Sequence[str]) -> list[str]:
    return [code.strip().upper() for value in values for code in value.split(",") if code.strip()]


def _within(session: Session, outcome: Verdicts, paths: tuple[Path, ...]) -> Verdicts:
    """The part of an outcome that lies in some files or folders."""
    known, inside = session.base.by_path, _inside(session, paths)
    if not inside:
        note(f"There is no record in {' and '.join(map(str, paths))}.")
    return dataclasses.replace(
        outcome,
        diagnostics=tuple(d for d in outcome.diagnostics if d.path in inside),
        files=len(inside),
        records=sum(known[name].record is not None for name in inside),
    )


def _inside(session: Session, paths: tuple[Path, ...]) -> set[str]:
    """The files of the base that are named, or lie in folders that are."""
    wanted = [_relative(session, path) for path in paths]
    known = session.base.by_path
    for shown, path in zip(paths, wanted, strict=True):
        if path not in known and not os.path.lexists(session.root / path):
            raise KbError(f"there is no file {shown}")
    return {
        name for name in known if any(path in (name, ".") or name.startswith(f"{path}/") for path in wanted)
    }


def _relative(session: Session, path: Path) -> str:
    """A path below the root: links on the way are followed, one at its end is what is asked about."""
    absolute = Path(os.path.normpath(session.start.resolve() / path))
    absolute = absolute.parent.resolve() / absolute.name
    relative = os.path.relpath(absolute, session.root.resolve()).replace(os.sep, "/")
    if relative.split("/")[0] == "..":
        raise KbError(f"{path} is not in the knowledge base at {session.root}")
    return relative
