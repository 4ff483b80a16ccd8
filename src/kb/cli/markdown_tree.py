"""Writes the site as a tree of Markdown files, for `kb build --markdown`."""

from __future__ import annotations

import importlib.util
import os
import posixpath
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kb.audience import LEVELS
from kb.cli import seen
from kb.cli.session import Session
from kb.diagnostics import Diagnostic
from kb.errors import KbError
from kb.rooting import git_top

if TYPE_CHECKING:
    from kb.site.material import Material
    from kb.site.tree.contents import Contents
    from kb.site.tree.settings import Given


def require() -> None:
    """Make sure that what draws pages is there; no generator is needed.

    Raises:
        KbError: it is not; with what to install.
    """
    if any(importlib.util.find_spec(name) is None for name in ("jinja2", "markdown", "nh3")):
        hint = 'Install them: pip install "research-kb[site]".'
        raise KbError("the pages need Jinja, Markdown and nh3", hint=hint)


def write(
    session: Session, folder: Path, audience: str | None, findings: Sequence[Diagnostic] | None
) -> Iterator[str]:
    """Write the tree and tell of it, a line each.

    Args:
        session: the base.
        folder: where the tree goes.
        audience: who will read it, if that was said.
        findings: what the linter has found in the whole base by the configuration, if it was asked.

    Raises:
        KbError: the folder is somebody else's, or a page cannot be written.
    """
    from kb.site.publishing import folder as folders
    from kb.site.tree import writing

    docs = _sources(session, folder)
    writing.former(folder)  # nothing is made beside what is not ours
    try:
        with folders.staging(folder) as drafts:
            made = _contents(session, docs, audience, findings, drafts)
            step = writing.plan(folder, made.files)
            writing.carry_out(folder, step, drafts)
    except OSError as error:
        raise KbError(f"the tree could not be written: {error}", hint="Run it again to go on.") from None
    yield from made.notes
    yield from (f"{folder / path} was changed by somebody since, and stays" for path in step.kept)
    yield f"The tree is in {folder}: {len(step.write)} written, {len(step.remove)} removed, {step.same} unchanged."


def differences(
    session: Session, folder: Path, audience: str | None, findings: Sequence[Diagnostic] | None
) -> Iterator[str]:
    """What writing would change, as a unified diff.

    Args:
        session: the base.
        folder: where the tree would go.
        audience: who would read it, if that was said.
        findings: as of :func:`write`.

    Raises:
        KbError: as writing would.
    """
    from kb.site.tree import writing

    docs = _sources(session, folder)
    with tempfile.TemporaryDirectory(prefix="kb-") as drafts:
        step = writing.plan(folder, _contents(session, docs, audience, findings, Path(drafts)).files)
        yield from writing.differences(folder, step)


def _sources(session: Session, folder: Path) -> tuple[Given, Path]:
    """The settings of the base and the folder of its pages by hand."""
    from kb.site.tree import settings

    found = settings.given(session.root)
    docs = session.root / (found.docs or ("docs" if found.path else session.config.docs))
    here = os.path.realpath(folder)
    for source in (*(session.root / name for name in session.config.records), docs):
        if Path(here).is_relative_to(os.path.realpath(source)):
            hint = "Choose another folder."
            raise KbError(f"{folder} lies in {source}, which the tree is made from", hint=hint)
    return found, docs


def _contents(
    session: Session,
    sources: tuple[Given, Path],
    audience: str | None,
    findings: Sequence[Diagnostic] | None,
    drafts: Path,
) -> Contents:
    from kb.site.tree import contents

    found, docs = sources
    material = _material(session, found, docs, audience, findings)
    return contents.contents(material, found, docs, session.root, drafts)


def _material(
    session: Session,
    found: Given,
    docs: Path,
    audience: str | None,
    findings: Sequence[Diagnostic] | None,
) -> Material:
    from kb.site.tree import contents

    located = session.located
    asked = audience or os.environ.get("KB_AUDIENCE") or found.plugin.get("audience")
    asked = str(asked or located.config.site.audience)
    if asked not in LEVELS:
        raise KbError(f"there is no audience {asked!r}", hint=f"Choose one of {', '.join(LEVELS)}.")
    hand = contents.written_by_hand(docs, session.root)[0] if docs.is_dir() else []
    top = git_top(str(located.root))
    return seen.material(
        session,
        session.today,
        findings,
        graph=session.hand_over_graph(),  # the rules have judged
        audience=asked,
        directories=found.flag("use_directory_urls", otherwise=True),
        home="overview.md" if {"index.md", "README.md"} & set(hand) else "index.md",
        repository=located.config.site.repository or found.word("repo_url"),
        branch=_branch(found.word("edit_uri")),
        docs=[path for path in hand if path.lower().endswith(contents.PAGES)],
        docs_folder=posixpath.normpath(Path(os.path.relpath(docs, located.root)).as_posix()),
        prefix=located.root.relative_to(top).as_posix().removeprefix(".") if top is not None else "",
        root=located.root.as_posix(),
        address=found.word("site_url"),
    )


def _branch(edit_uri: str) -> str:
    parts = edit_uri.strip("/").split("/")
    return parts[1] if len(parts) > 1 and parts[0] in ("edit", "blob") else "main"
