"""Tells whether a record is in the work tree as a commit has it, without git looking at the work tree."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from kb import disk
from kb.base import Document
from kb.errors import KbError


class Saved:
    """The files of a commit, listed when somebody asks about the first of them.

    Args:
        root: the folder of the base.
        folders: its record folders.
        commit: the full id of the commit.
    """

    def __init__(self, root: Path, folders: Sequence[str], commit: str) -> None:
        self._root, self._folders, self._commit = root, folders, commit

    def has(self, document: Document) -> bool:
        """Whether the commit has a file of this name with this text; what nobody can compare counts as other."""
        document.source.asked = True  # whoever asks rests on every word of it
        like = self._files.get(document.path)
        if like is None:
            return False
        from kb.history import objects

        try:
            data = (
                document.source.text.encode("utf-8", "surrogatepass")
                if document.source.held
                else disk.read_bytes(self._root, document.path)
            )
        except KbError:
            return False
        return data is not None and like in objects.object_ids(data, like)

    @cached_property
    def _files(self) -> dict[str, str]:
        from kb.history import objects

        try:
            return objects.files(self._root, self._commit, self._folders)
        except KbError:
            return {}
