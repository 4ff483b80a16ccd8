"""Builds the site: MkDocs makes what only it can, when that may have changed; `kb` draws the rest."""

from __future__ import annotations

import datetime
import gc
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from kb import surroundings
from kb.cache import head
from kb.cli import generator, rebuilt, seen
from kb.cli.recall import Run
from kb.cli.session import Session
from kb.diagnostics import Diagnostic
from kb.errors import KbError
from kb.records.experiment import Experiment
from kb.site import builder
from kb.site.material import Material
from kb.site.publishing import folder, pieces, watching
from kb.site.publishing.frame import digest, listed
from kb.site.publishing.kept import Kept, Store
from kb.site.publishing.publisher import Misfit, Outcome, Publisher
from kb.site.publishing.surveying import Signature, survey
from kb.site.remembered import remembering


@dataclass(frozen=True, slots=True)
class Wish:
    """What a build is asked for.

    Attributes:
        audience: who will read it, if that was said.
        today: the day from which dates are measured, if that was said.
        strict: whether warnings of MkDocs stop it.
        site: the folder of the site, if it was said.
        findings: what the linter has found in the whole base by the configuration, if it was asked.
    """

    audience: str | None
    today: str | None
    strict: bool
    site: Path | None
    findings: Sequence[Diagnostic] | None = None


class Publishing:
    """One build of the site of a base.

    Args:
        session: the base.
        wish: what is asked for.
    """

    def __init__(self, session: Session, wish: Wish) -> None:
        self.session = session
        self.wish = wish
        self.store = Store(session.root, str(wish.site or ""), used=not os.environ.get("KB_NO_CACHE"))
        self.search = "builtin"
        self._objects: tuple[bytes, int] | None = None
        self._around: tuple[list[str], bytes, bytes | None] = ([], b"", None)

    def run(self) -> list[str]:
        """Build the site; returns what MkDocs warns of.

        Raises:
            KbError: MkDocs does not build it, or the folder cannot be written.
        """
        try:
            self.search, notes = pieces.chosen(
                self.session.config.site.search, len(self.session.base.documents)
            )
            with remembering(self.store.drawings()) as drawings:
                said = self._run()
            self.store.save_drawings(drawings)
            return notes + said
        except OSError as error:
            raise KbError(f"the site cannot be written: {error}") from None

    def _run(self) -> list[str]:
        before = self.store.load()
        known = before if before is not None and before.frame.reusable else None
        said = None
        if known is not None:
            with unswept():
                said = self._again(known)
        return said if said is not None else self._anew(before)

    # -- MkDocs is not asked ----------------------------------------------------------------------------------

    def _again(self, before: Kept) -> list[str] | None:
        """Draw into the frame that is there; None where it does not fit."""
        frame, site = before.frame, Path(before.site)
        if (
            not before.stands
            or (self.wish.strict and frame.said)
            or before.stands != self._stands(frame.watched)
        ):
            return None
        options = dict(frame.options)
        docs = options.pop("docs")
        material = self._material(datetime.date.fromisoformat(frame.today or self._today()), options)
        material.docs = frozenset(docs)
        pages = {page.path: page for page in builder.pages(material)}
        if listed(pages) != frame.listed:
            return None
        if any(digest(material.bodies.linked_page(text, path)) != seen for path, text, seen in frame.by_hand):
            return None
        index = {path: pages.pop(path) for path in frame.index}
        try:
            with folder.staging(site) as staged:
                outcome = Publisher(frame, material, index, pages, before, generator.index).publish(
                    site, staged
                )
        except Misfit:
            return None
        self._keep(outcome, before.stands, site, material)
        return list(frame.said)

    # -- MkDocs is asked --------------------------------------------------------------------------------------

    def _anew(self, before: Kept | None) -> list[str]:
        with generator.configuration(self.session) as path, own_modules():
            from kb.mkdocs_plugin import framing
            from kb.mkdocs_plugin.host import Host

            asked = str(self.wish.site) if self.wish.site is not None else None
            session = self.session
            plain = generator.written_configuration(session) is None
            settings = framing.read(path, strict=self.wish.strict, site=asked)
            if session.root.resolve().is_relative_to(settings.site.resolve()):
                raise KbError(
                    f"the site cannot be written to {settings.site}: the base lies in there",
                    hint="What a site does not need is removed from its folder; name one of its own.",
                )
            watched = [str(session.root / session.config.docs)] if plain else framing.watched(settings)
            stands = self._stands(watched)  # before MkDocs reads anything
            host = Host(
                session.located,
                session.base,
                self._material,
                self.wish.audience,
                self.wish.today,
                self.search,
                plain=plain,
            )
            with folder.staging(settings.site) as staged:
                made = framing.make(settings, host, staged)
                if made.frame is None or made.material is None:
                    folder.move(staged, settings.site, _survey(settings.site), ())
                    return made.said
                made.frame.watched = watched
                publisher = Publisher(
                    made.frame, made.material, made.pages, made.others, before, generator.index
                )
                outcome = publisher.publish(settings.site, staged, made.data)
        self._keep(outcome, stands, settings.site, publisher.material)
        return made.said

    # -- both -------------------------------------------------------------------------------------------------

    def _keep(self, outcome: Outcome, stands: str, site: Path, material: Material) -> None:
        kept = replace(outcome.kept, stands=stands, site=str(site))
        self.store.save(kept)
        run = self.session.recalled
        if run is not None and stands and kept.frame.reusable and self._stands(kept.frame.watched) == stands:
            self._vouch(run, kept, material)

    def _vouch(self, run: Run, kept: Kept, material: Material) -> None:
        """Let the next run say that the site stands, as long as nothing has changed that it was made of."""
        session, shown = self.session, sorted(material.bodies.attachments)
        root = os.fspath(session.root)
        places, seen, state = self._around
        if rebuilt.around(root, places) != seen or any(
            (f"files/{name}" in kept.files) is not (session.root / name).is_file() for name in shown
        ):
            return
        if not watching.settled([f"{root}/{name}" for name in (*places, *shown)], run.begun):
            return
        nowhere = state == head.NO_REPOSITORY
        experiments = (e for _, e in session.base.records(Experiment))
        open_ = not nowhere and not surroundings.is_certain(material.facts, experiments)
        objects = head.objects_of(root) if open_ else None
        if state is None or objects != (self._objects if open_ else None):
            return
        if open_ and (objects is None or objects[1] >= run.begun - watching.GRAIN):
            return
        run.build(
            rebuilt.evidence(
                root,
                kept.site,
                kept.files,
                [*self._watched(kept.frame.watched), *places, *shown],
                objects=open_,
            )
        )
        session.vouch_history(branches=b"" if nowhere else state)

    def _watched(self, sources: Sequence[str]) -> list[str]:
        """What a frame is made of."""
        root = self.session.root
        configuration = str(root / self.session.located.path)
        return [*(str(root / name) for name in generator.NAMES), configuration, *sources]

    def _stands(self, sources: Sequence[str]) -> str:
        """What a frame depends on, as it is now; empty where that cannot be told."""
        watched = self._watched(sources)
        if not watching.settled(watched):
            return ""
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        day = datetime.datetime.now(datetime.UTC).date()
        said = repr((self.wish.audience, self.wish.today, epoch, day, self.search, watching.program()))
        return blake2b((watching.signs(watched) + said).encode(), digest_size=16).hexdigest()

    def _today(self) -> str:
        return self.wish.today or self.session.today.isoformat()

    def _material(self, today: datetime.date, options: Mapping[str, Any]) -> Material:
        session, graph = self.session, self.session.hand_over_graph()  # the rules have judged
        if session.recalled is not None:  # before anybody looks around
            root = os.fspath(session.root)
            places = surroundings.places(e for _, e in session.base.records(Experiment))
            state = head.state_of(root, branches=True)
            self._around = (places, rebuilt.around(root, places), state)
            self._objects = head.objects_of(root)
        return seen.material(self.session, today, self.wish.findings, graph=graph, **options)


def _survey(site: Path) -> dict[str, Signature | None]:
    return survey(site) if site.exists() else {}


@contextmanager
def unswept() -> Iterator[None]:
    """While little is made, nobody looks for what is left over; whoever draws many pages has that begin again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def own_modules() -> Iterator[None]:
    """While MkDocs is loaded, nothing is imported from the folder that `kb` was called in."""
    before = list(sys.path)
    here = os.path.realpath(Path.cwd())
    sys.path[:] = [path for path in sys.path if path and os.path.realpath(path) != here]
    try:
        yield
    finally:
        sys.path[:] = before
