"""Reads the base as it was at a commit; what did not change since is the very document of today's base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from kb import base, config, disk
from kb.base import Document, KnowledgeBase
from kb.config import FILE, Config
from kb.diagnostics import Span
from kb.errors import KbError
from kb.history import objects
from kb.records import Registry, registry
from kb.text.frontmatter import Problem
from kb.text.source import Source

_SETTINGS: Final = (FILE, "pyproject.toml")


class Past:
    """The base at commits of its repository.

    Args:
        root: the folder of the base.
        now: the base as it is today.
    """

    def __init__(self, root: Path, now: KnowledgeBase) -> None:
        self._root = root
        self._now = now
        self._known: dict[tuple[str, str, int], Document] = {}
        self._settings: dict[str, tuple[Config, Registry]] = {}
        self._ids: dict[str, tuple[str, ...]] = {}

    def at(self, commit: str, revision: str) -> KnowledgeBase | None:
        """The base at a commit, read by the configuration of that time if it can be read, else by today's.

        Args:
            commit: a full commit id.
            revision: what people call it.

        Returns:
            the base; None when there was none in this folder.

        Raises:
            KbError: git cannot read it.
        """
        settings, types = self._configuration(commit)
        files = objects.files(self._root, commit, settings.records)
        wanted = {
            path: id_
            for path, id_ in files.items()
            if disk.is_record(path, settings.records) and not settings.excludes(path)
        }
        if not wanted and not objects.files(self._root, commit, _SETTINGS):
            return None
        return KnowledgeBase(settings, types, self._documents(wanted, types, revision))

    def _configuration(self, commit: str) -> tuple[Config, Registry]:
        """The settings of a time; those of today where they are the same, say nothing or are broken."""
        found = objects.files(self._root, commit, _SETTINGS)
        name = next((name for name in _SETTINGS if name in found), None)
        today = self._now.config, self._now.types
        if name is None or found[name] in self._now_ids(name, found[name]):
            return today
        if found[name] not in self._settings:
            self._settings[found[name]] = self._parsed(name, found[name]) or today
        return self._settings[found[name]]

    def _parsed(self, name: str, id_: str) -> tuple[Config, Registry] | None:
        ((_, data),) = objects.blobs(self._root, [id_])
        if data is None:
            return None
        try:
            settings = config.parse(data.decode("utf-8-sig"), name)
            now = self._now.config
            same = (settings.types, settings.workflow.states) == (now.types, now.workflow.states)
            return settings, self._now.types if same else registry(settings)
        except (KbError, UnicodeDecodeError):
            return None

    def _documents(self, files: Mapping[str, str], types: Registry, revision: str) -> Iterable[Document]:
        kind = id(types)
        unread: dict[str, list[str]] = {}
        for path, id_ in files.items():
            now = self._now.by_path.get(path) if types is self._now.types else None
            if now is not None and id_ in self._now_ids(path, id_):
                self._known[path, id_, kind] = now
            elif (path, id_, kind) not in self._known:
                unread.setdefault(id_, []).append(path)
        for id_, data in objects.blobs(self._root, unread):
            for path in unread[id_]:
                self._known[path, id_, kind] = _read(path, data, types, revision)
        return [self._known[path, id_, kind] for path, id_ in files.items()]

    def _now_ids(self, path: str, like: str) -> tuple[str, ...]:
        """The object ids that the file of today may have in git."""
        if path not in self._ids:
            document = self._now.by_path.get(path)
            if document is not None and document.source.held:
                data: bytes | None = document.source.text.encode("utf-8", "surrogatepass")
            else:
                data = _bytes(self._root, path)
            self._ids[path] = tuple(objects.object_ids(data, like)) if data is not None else ()
        return self._ids[path]


def _bytes(root: Path, path: str) -> bytes | None:
    try:
        return disk.read_bytes(root, path)
    except KbError:
        return None


def _read(path: str, data: bytes | None, types: Registry, revision: str) -> Document:
    if data is None:
        problem: Problem | None = Problem("FM007", Span(0, 0), "the file is larger than a record may be")
        return base.read(Source(path, "", revision=revision), types, problem)
    source, problem = disk.decoded(path, data)
    source.revision = revision
    return base.read(source, types, problem)
