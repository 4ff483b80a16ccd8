"""Previews a site: a changed record is read, judged and shown at once; what only MkDocs can make, it makes again.

A state of the preview follows the one before it. Where only records changed, their files alone are read again, and a
page is drawn when a browser asks for it (:mod:`kb.site.publishing.preview`). MkDocs runs when the configuration, a
hand-written page or the theme changed, or when a record came or went that one of those may name.
"""

from __future__ import annotations

import datetime
import gc
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, NoReturn
from urllib.parse import urlsplit

from kb import base, disk
from kb.base import KnowledgeBase
from kb.cache import head
from kb.cli import generator, linting, seen
from kb.cli.live import Live
from kb.cli.publishing import own_modules
from kb.cli.report import places
from kb.cli.session import Session
from kb.cli.terminal import clean, complain, note, say
from kb.diagnostics import Severity
from kb.errors import KbError
from kb.lint.engine import Verdicts
from kb.site.material import Material
from kb.site.publishing.preview import Preview

PAUSE: Final = 0.15
"""Seconds between two looks at the files, or more where a look takes long."""
CALM: Final = 0.05
"""Seconds without a further change before something is done, because editors and git write several files."""
QUIET: Final = 3.0
"""Seconds without a change after which there is time to tidy up."""
_SHARE: Final = 20  # of all time, no more than this part goes into looking


class Sight(NamedTuple):
    """What can change, as it looks from outside.

    Attributes:
        records: the files of the record folders.
        others: the files of which MkDocs makes pages, and its settings.
        frame: what else the frame depends on: the configuration and the day.
        past: what decides which history there is.
    """

    records: Mapping[str, tuple[int, ...]]
    others: Mapping[str, tuple[int, ...]]
    frame: object
    past: bytes | None


class Foreign(Exception):
    """Settings of MkDocs that read what nobody here watches."""


class Previewing:
    """The preview of one base.

    Args:
        session: the base.
        audience: who will read it, if that was said.
        live: shows it.
    """

    def __init__(self, session: Session, audience: str | None, live: Live) -> None:
        self.session = session
        self.audience = audience or os.environ.get("KB_AUDIENCE")
        self.live = live
        self.behind = True
        """Whether MkDocs has to run."""
        self._preview: Preview | None = None
        self._sources: list[str] = []
        self._options: dict[str, Any] = {}
        self._today = ""
        self._verdicts: Verdicts | None = None
        self._told: set[tuple[str, str, str]] = set()
        self._said: list[str] = []

    # -- from one state to the next ---------------------------------------------------------------------------

    def begin(self) -> Sight:
        """Have the first state made, and show it; returns what was there before.

        Raises:
            Foreign: MkDocs has to do all of it.
            KbError: the site cannot be built.
        """
        seen, begun = self.look(), time.time_ns()
        self._frame()
        self._tell(only=(Severity.ERROR,))
        others = {path: look for path, look in self.look().others.items() if max(look[2:]) < begun}
        return seen._replace(others=others)

    def step(self, before: Sight, now: Sight) -> None:
        """Go from what was seen to what is there now."""
        gc.disable()  # somebody waits; what is left over is tidied away afterwards
        try:
            self._step(before, now)
        finally:
            gc.enable()
        self._tell()

    def _step(self, before: Sight, now: Sight) -> None:
        if now.frame != before.frame or now.past != before.past:
            self.behind = True
            fresh = _another(self.session)
            _ = fresh.base  # where it cannot be read, the preview stays as it is
            self.session, self._verdicts = fresh, None
        elif now.records != before.records:
            seen = {path for path, look in now.records.items() if before.records.get(path) != look}
            gone = before.records.keys() - now.records.keys()
            self.session = _followed(self.session, seen | gone, same_past=now.past is not None)
            self._verdicts = None
            self._follow()
        self.behind |= now.others != before.others
        if self.behind:
            self._frame()

    def _follow(self) -> None:
        """Show the records as they are now in the frame that is there; whether it is still right is seen afterwards."""
        before = self._preview
        if before is None or before.frame is None:
            self.behind = True
            return
        day = self._today or self._pretended() or self.session.today.isoformat()
        material = self._material(datetime.date.fromisoformat(day), self._options)
        material.docs = before.material.docs if before.material is not None else frozenset()
        after = before.follow(material)
        if after.holds:
            self._show(after)
        self.behind |= not (after.holds and after.fits)

    def _frame(self) -> None:
        """Have MkDocs make its part, and show it if it is another one."""
        self.behind = True
        session, before = self.session, self._preview
        plain = generator.written_configuration(session) is None
        with generator.configuration(session) as path, own_modules():
            from kb.mkdocs_plugin import framing
            from kb.mkdocs_plugin.host import Host

            settings = framing.read(path, strict=False, site=None)
            if not framing.is_watchable(settings):
                raise Foreign
            docs = str(session.root / session.config.docs)
            self._sources = [docs] if plain else framing.watched(settings)
            mount = urlsplit(settings.config.site_url or "/").path
            host = Host(
                session.located, session.base, self._material, self.audience, self._pretended(), plain=plain
            )
            folder = Path(tempfile.mkdtemp(prefix="kb-preview-"))
            try:
                made = framing.make(settings, host, folder)
                if made.material is not None and made.material.whole is not session.base:
                    raise Foreign
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
        after = Preview(made.frame, made.material, {**made.pages, **made.others}, folder, made.data)
        if made.frame is not None:
            self._options = {name: value for name, value in made.frame.options.items() if name != "docs"}
            self._today = made.frame.today
        self.behind = False
        for line in made.said:
            if line not in self._said:
                note(line)
        self._said = made.said
        self.live.mount = f"/{mount.strip('/')}/" if mount.strip("/") else "/"
        self._show(after, quietly=before is not None and after.looks_like(before))
        if before is not None:
            shutil.rmtree(before.made, ignore_errors=True)

    def _show(self, preview: Preview, *, quietly: bool = False) -> None:
        self._preview = preview
        self.live.show(preview, quietly=quietly)

    def end(self) -> None:
        """Leave nothing behind."""
        if self._preview is not None:
            shutil.rmtree(self._preview.made, ignore_errors=True)

    def _pretended(self) -> str | None:
        return self.session.pretended_today or os.environ.get("KB_TODAY")

    def _material(self, today: datetime.date, options: Mapping[str, Any]) -> Material:
        findings = self._judged().diagnostics if self.session.config.lint.baseline is None else None
        return seen.material(self.session, today, findings, **options)

    # -- what the linter says ---------------------------------------------------------------------------------

    def _judged(self) -> Verdicts:
        if self._verdicts is None:
            asked = linting.asked(self.session, baseline=self.session.config.lint.baseline)
            self._verdicts = linting.judge(self.session, asked)
        return self._verdicts

    def _tell(self, only: tuple[Severity, ...] = (Severity.ERROR, Severity.WARNING)) -> None:
        """Print what the linter finds that it has not found before, where, and in one line."""
        outcome = self._judged()
        told = set()
        for found in outcome.diagnostics:
            told.add((found.path, found.code, found.message))
            if found.severity not in only or (found.path, found.code, found.message) in self._told:
                continue
            document = self.session.base.by_path.get(found.path)
            source = document.source if document is not None else outcome.elsewhere[found.path]
            start, _ = places(found, source)
            say(
                f"{clean(found.path)}:{start.line}:{start.column}: {found.code} {clean(found.message)}",
                err=True,
            )
        self._told = told

    # -- what can change --------------------------------------------------------------------------------------

    def look(self) -> Sight:
        """Look at everything that can change."""
        session = _another(self.session)
        frame: object
        try:
            located = session.located
            root, frame = located.root, (located.path, located.data, session.today)
            folders = located.config.records
        except KbError as error:
            frame = (str(error.where), error.message, session.today)
            root, folders = self.session.root, self.session.config.records
        settings = [str(root / name) for name in generator.NAMES]
        return Sight(
            _seen([str(root / folder) for folder in folders], str(root)),
            _seen([*settings, *self._sources], str(root)),
            frame,
            head.state_of(str(root)),
        )


def watch(previewing: Previewing, sight: Sight) -> NoReturn:
    """Follow every change until Ctrl-C; what cannot be shown is told, and whoever is editing will mend it.

    Args:
        previewing: the preview.
        sight: what was there before its first state was made.
    """
    untidy = time.perf_counter()
    while True:
        begun = time.perf_counter()
        now = previewing.look()
        took = time.perf_counter() - begun
        misfit = previewing.live.misfit.is_set()
        if now == sight and not misfit:
            if untidy and begun - untidy > QUIET:
                _tidy()
                untidy = 0.0
            time.sleep(max(PAUSE, took * _SHARE))
            continue
        while True:
            time.sleep(CALM)
            after = previewing.look()
            if after == now:
                break
            now = after
        previewing.live.misfit.clear()
        previewing.behind |= misfit
        try:
            previewing.step(sight, now)
        except KbError as error:
            complain(error)
        except Foreign:
            note("Only MkDocs can preview these settings: end kb serve, and start it again.")
        sight, untidy = now, time.perf_counter()


def _tidy() -> None:
    """Let go of former states; what is there now need not be walked in every collection to come."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _another(session: Session) -> Session:
    """A session that has not read anything yet."""
    fresh = Session(session.start)
    if session.pretended_today is not None:
        fresh.pretend_today(session.today)
    return fresh


def _followed(session: Session, changed: set[str], *, same_past: bool) -> Session:
    """A session of the same configuration and history, with some files read again."""
    known, config, root = session.base, session.config, session.root
    paths = [path for path in disk.record_paths(root, config.records) if not config.excludes(path)]
    fresh = _another(session)
    documents = [
        known.by_path[path] if path in known.by_path and path not in changed else _read(root, path, known)
        for path in paths
    ]
    fresh.follow(session, KnowledgeBase(config, known.types, documents), same_past=same_past)
    return fresh


def _read(root: Path, path: str, known: KnowledgeBase) -> base.Document:
    source, problem = disk.read_source(root, path)
    return base.read(source, known.types, problem)


def _seen(starts: list[str], root: str) -> dict[str, tuple[int, ...]]:
    """Files, and folders with all below them, as they look from outside; hidden ones are for editors and git."""
    found: dict[str, tuple[int, ...]] = {}
    waiting = list(dict.fromkeys(starts))
    while waiting:
        start = waiting.pop()
        try:
            if not Path(start).is_dir():
                found[os.path.relpath(start, root)] = _look(os.lstat(start))
                continue
            with os.scandir(start) as entries:
                for each in entries:
                    if each.name[0] == ".":
                        continue
                    if each.is_dir(follow_symlinks=False):
                        waiting.append(each.path)
                    else:
                        found[os.path.relpath(each.path, root)] = _look(each.stat(follow_symlinks=False))
        except OSError:  # gone in the meantime, or never there
            continue
    return found


def _look(seen: os.stat_result) -> tuple[int, ...]:
    return seen.st_size, seen.st_ino, seen.st_mtime_ns, seen.st_ctime_ns
