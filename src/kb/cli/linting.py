"""Judges the base for `kb lint`: the rules of the command line, the files that were asked about."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kb import disk
from kb.base import Document, KnowledgeBase
from kb.cli import baselines
from kb.cli.report import Report
from kb.cli.session import Session
from kb.cli.terminal import note
from kb.diagnostics import Diagnostic
from kb.errors import KbError
from kb.lint import engine
from kb.lint.baseline import Baseline
from kb.lint.engine import Verdicts
from kb.lint.identity import Identity
from kb.lint.select import Selection, configured
from kb.wording import listed

if TYPE_CHECKING:
    from kb.cli.against import Sides

_PAST: Final = frozenset({"commits", "history"})
"""What is not all there where only the end of the history is."""


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """What a run is asked to judge.

    Attributes:
        selection: the rules.
        paths: the files and folders, as they were named; empty means everywhere.
        baseline: what is silent.
        sides: the revision to compare with, if there is one.
    """

    selection: Selection
    paths: tuple[Path, ...] = ()
    baseline: Baseline | None = None
    sides: Sides | None = None


def asked(
    session: Session,
    paths: tuple[Path, ...] = (),
    *,
    chosen: Sequence[str] = (),
    ignored: Sequence[str] = (),
    baseline: str | None = None,
    against: str | None = None,
) -> Asked:
    """What a command line asks for; by itself, everything that the configuration selects.

    Args:
        session: the base.
        paths: files and folders; empty means everywhere.
        chosen: rules and families instead of those of the configuration.
        ignored: rules and families that do not judge.
        baseline: the file of a baseline.
        against: a revision of git to compare with.

    Raises:
        KbError: a code or family that does not exist, or a revision that cannot be compared with.
    """
    rules = engine.all_rules()
    selection = configured(rules, session.config, chosen=_codes(chosen), ignored=_codes(ignored))
    silent = baselines.read(session, baseline) if baseline is not None else None
    return Asked(selection, paths, silent, _sides(session, against) if against is not None else None)


def missing_folders(session: Session) -> list[str]:
    """What to say of record folders that are not there: nothing in them is checked, and nobody would notice.

    The folders of a configuration that names none may come one after the other.
    """
    named = "records" in session.config.model_fields_set
    folders = session.config.records
    missing = [(n, folder) for n, folder in enumerate(folders) if not (session.root / folder).is_dir()]
    if not named:
        whole = len(missing) == len(folders)
        return [f"There is no record yet: no folder {' and no folder '.join(folders)}."] if whole else []
    return [
        f"{session.config.place('records', n)}: there is no folder {folder}; nothing in it is checked."
        for n, folder in missing
    ]


def unknown_past(session: Session, asked: Asked) -> list[str]:
    """What to say of a history of which only the end is here: rules are silent that would need the rest."""
    codes = [rule.code for rule in asked.selection.rules if "history" in rule.needs]
    told = session.memory.chronicle if codes and session.memory is not None else None
    if told is None or not told.cut:
        return []
    silent = f"{listed(codes)} {'say' if len(codes) > 1 else 'says'} nothing where the rest would be needed"
    more = "`git fetch --unshallow` gets it; a runner has a setting for the depth, such as `fetch-depth: 0`"
    return [f"This clone holds only the end of the history: {silent}. {more}."]


def _sides(session: Session, revision: str) -> Sides:
    from kb.cli.against import Sides

    return Sides(session, revision)


def judge(session: Session, asked: Asked) -> Verdicts:
    """The findings about what is asked; the whole base is read for them."""
    if asked.sides is not None:
        outcome = asked.sides.judge(asked.selection)
    else:
        with session.looking_back(asked.selection.rules):
            context = session.with_pages(session.context(asked.selection.rules))
            outcome = engine.judge(context, asked.selection)
    if asked.paths:
        outcome = _within(session, outcome, asked.paths)
    if asked.baseline is not None:
        base = _with_elsewhere(session.base, outcome)
        outcome = asked.baseline.silence(outcome, base, judged(session, asked))
    return outcome


def judged(session: Session, asked: Asked) -> Callable[[Identity], bool]:
    """Tells whether a finding would be found in this run, if it were still there."""
    every = {rule.code: rule for rule in engine.all_rules()}
    running = {rule.code for rule in asked.selection.rules}
    inside = _inside(session, asked.paths) if asked.paths else None

    def would_be(what: Identity) -> bool:
        document = session.base.by_id.get(what.where)
        path = document.path if document is not None else what.where
        if inside is not None and path not in inside:
            return False
        if what.code not in every:
            return True
        if "previous" in every[what.code].needs:  # what a step did is found once
            return False
        if _PAST.intersection(every[what.code].needs + every[what.code].gains) and not (
            session.memory is not None and session.memory.is_whole()
        ):
            return False
        return what.code in running and asked.selection.speaks(every[what.code], path)

    return would_be


def report(
    session: Session, asked: Asked, verdicts: Verdicts, *, strict: bool = False, statistics: bool = False
) -> Report:
    """What a format needs to print an outcome."""
    files = _inside(session, asked.paths) if asked.paths else set(session.base.by_path)
    return Report(
        verdicts,
        _with_elsewhere(session.base, verdicts),
        files=tuple(sorted(files)),
        rules=asked.selection.rules,
        below=disk.below_top(session.root),
        strict=strict,
        statistics=statistics,
        baseline=asked.baseline.name if asked.baseline is not None else None,
    )


def _with_elsewhere(base: KnowledgeBase, verdicts: Verdicts) -> KnowledgeBase:
    """The base together with the files of another revision that findings name."""
    if not verdicts.elsewhere:
        return base
    others = map(Document, verdicts.elsewhere.values())
    return KnowledgeBase(base.config, base.types, [*base.documents, *others])


def _codes(values: Sequence[str]) -> list[str]:
    return [code.strip().upper() for value in values for code in value.split(",") if code.strip()]


def _within(session: Session, outcome: Verdicts, paths: tuple[Path, ...]) -> Verdicts:
    """The part of an outcome that lies in some files or folders."""
    wanted = _wanted(session, paths)
    known, inside = session.base.by_path, _inside(session, paths)
    if not inside and not any(_covers(wanted, page.path) for page in session.pages):
        note(f"There is no record in {' and '.join(map(str, paths))}.")
    return dataclasses.replace(
        outcome,
        diagnostics=tuple(
            d for d in outcome.diagnostics if d.path in inside or _elsewhere(outcome, d, wanted)
        ),
        files=len(inside),
        records=sum(known[name].record is not None for name in inside),
    )


def _inside(session: Session, paths: tuple[Path, ...]) -> set[str]:
    """The files of the base that are named, or lie in folders that are."""
    wanted = _wanted(session, paths)
    return {name for name in session.base.by_path if _covers(wanted, name)}


def _wanted(session: Session, paths: tuple[Path, ...]) -> list[str]:
    """Files and folders that were named, seen from the root."""
    wanted = [_relative(session, path) for path in paths]
    for shown, path in zip(paths, wanted, strict=True):
        if path not in session.base.by_path and not os.path.lexists(session.root / path):
            raise KbError(f"there is no file {shown}")
    return wanted


def _elsewhere(outcome: Verdicts, diagnostic: Diagnostic, wanted: Sequence[str]) -> bool:
    """Whether a finding stands in a file of another revision that would lie where was asked about."""
    source = outcome.elsewhere.get(diagnostic.path)
    return source is not None and _covers(wanted, source.path.removeprefix(f"{source.revision}:"))


def _covers(wanted: Sequence[str], name: str) -> bool:
    return any(path in (name, ".") or name.startswith(f"{path}/") for path in wanted)


def _relative(session: Session, path: Path) -> str:
    """A path below the root: links on the way are followed, one at its end is what is asked about."""
    absolute = Path(os.path.normpath(session.start.resolve() / path))
    absolute = absolute.parent.resolve() / absolute.name
    relative = os.path.relpath(absolute, session.root.resolve()).replace(os.sep, "/")
    if relative.split("/")[0] == "..":
        raise KbError(f"{path} is not in the knowledge base at {session.root}")
    return relative
