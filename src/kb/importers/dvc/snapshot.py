"""The files of a project at one time, in a commit or in the work tree, as far as somebody asked for them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from kb import disk
from kb.errors import KbError
from kb.history import objects
from kb.history.references import children, held
from kb.importers import values
from kb.text.source import Source

MAX_FILE: Final = 8 * 1024 * 1024
"""Bytes of a file of a pipeline; DVC's own are far smaller."""
MAX_VOLUME: Final = 64 * 1024 * 1024
"""Bytes of all files that are read for some results at once."""
_MOST_NAMES: Final = 10_000
"""Names of a folder that are looked at; they tell whether it holds programs."""


class TooMuch(KbError):
    """The files of some results are more than is read at once."""


@dataclass(slots=True)
class Snapshot:
    """The files of a project at one time; paths are relative to its top.

    Attributes:
        commit: that holds them; None for the work tree.
        shown: how paths begin in messages.
        files: path → contents, None where it is larger than is read; only what was asked for and is there.
        folders: path → the names in it; likewise.
        read: values that were read before, of any time: most files are the same in most commits.
    """

    commit: str | None
    shown: str = ""
    files: dict[str, bytes | None] = field(default_factory=dict)
    folders: dict[str, frozenset[str]] = field(default_factory=dict)
    read: dict[tuple[str, bytes], Any] = field(default_factory=dict)

    def place(self, path: str) -> str:
        """A path for messages, `1a2b3c4d5e6f:dvc.lock` in a commit."""
        return f"{self.commit[:12]}:{path}" if self.commit is not None else f"{self.shown}{path}"

    def text(self, path: str) -> str | None:
        """The text of a file; None when there is none.

        Raises:
            KbError: it is too large, or no UTF-8.
        """
        if path not in self.files:
            return None
        data = self.files[path]
        if data is None:
            raise KbError(f"the file is larger than {MAX_FILE:,} bytes", where=self.place(path))
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            at = Source(path, data[: error.start].decode()).position(len(data[: error.start].decode()))
            where = f"{self.place(path)}:{at.line}:{at.column}"
            raise KbError(
                f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8", where=where
            ) from None

    def values(self, path: str, ending: str = "") -> Any:
        """The values in a file; None when there is no file.

        Args:
            path: of the file.
            ending: that tells the format, where the name of the file does not.

        Raises:
            KbError: with the place, when it cannot be read.
        """
        data = self.files.get(path)
        if data is not None and (path, data) in self.read:
            return self.read[path, data]
        text = self.text(path)
        if text is None:
            return None
        try:
            found = values.read(f"{path}{ending}", text)
        except KbError as error:
            after = (error.where or "").removeprefix(f"{path}{ending}")
            raise KbError(error.message, where=f"{self.place(path)}{after}", hint=error.hint) from None
        if data is not None:
            self.read[path, data] = found
        return found


class Repository:
    """Fetches files of commits, all that are asked for in one breath.

    Args:
        top: the top of its work tree.
    """

    def __init__(self, top: Path) -> None:
        self.top = top
        self._read: dict[tuple[str, bytes], Any] = {}

    def at(self, commit: str) -> Snapshot:
        """The files of a commit; none are fetched yet."""
        return Snapshot(commit, read=self._read)

    def fetch(self, wanted: Iterable[tuple[Snapshot, Iterable[str]]]) -> None:
        """Put the files and folders that are wanted of each snapshot into it.

        Raises:
            TooMuch: they are more than is read at once.
            KbError: git does not answer.
        """
        asked = [
            (snapshot, path)
            for snapshot, paths in wanted
            for path in dict.fromkeys(paths)
            if path not in snapshot.files and path not in snapshot.folders
        ]
        found = held(self.top, [(snapshot.commit or "HEAD", path) for snapshot, path in asked])
        there = [(*question, what) for question, what in zip(asked, found, strict=True) if what is not None]
        sizes = {what.id: what.size for _, _, what in there if what.size <= MAX_FILE}
        if sum(sizes.values()) > MAX_VOLUME:
            raise TooMuch(
                f"the files of this result have more than {MAX_VOLUME:,} bytes",
                where=there[0][0].place(there[0][1]),
                hint="Keep large files with DVC, not in git.",
            )
        contents = dict(objects.blobs(self.top, {what.id for _, _, what in there}, limit=MAX_FILE))
        for snapshot, path, what in there:
            data = contents[what.id]
            if what.kind == "blob":
                snapshot.files[path] = data
            elif what.kind == "tree" and data is not None:
                snapshot.folders[path] = frozenset(children(data, len(what.id) // 2))


class Cache:
    """DVC's own store of files in the folder of a project.

    Args:
        top: of the repository.
        folder: of the pipeline, from the top; the store is in the nearest `.dvc` above it.
    """

    def __init__(self, top: Path, folder: str) -> None:
        above = [top / folder, *(top / folder).parents]
        self._project = next(
            (here for here in above if here.is_relative_to(top) and (here / ".dvc").is_dir()), top
        )

    def read(self, md5: str) -> bytes | None:
        """The file with a digest; None if it is not in the store, or is another one there."""
        for place in ("files/md5/", ""):  # as DVC 3 has it, and earlier ones
            path = f".dvc/cache/{place}{md5[:2]}/{md5[2:]}"
            with suppress(KbError):
                data = disk.read_text(self._project, path, limit=MAX_FILE).encode()
                if hashlib.md5(data, usedforsecurity=False).hexdigest() == md5:
                    return data
        return None


class WorkTree:
    """Reads files of the work tree; a link, a pipe or a device is none of its files.

    Args:
        top: the folder that nothing is read outside of.
    """

    def __init__(self, top: Path) -> None:
        self.top = top

    def fetch(self, snapshot: Snapshot, needed: Iterable[str], helpful: Iterable[str] = ()) -> None:
        """Put the files and folders that are wanted into a snapshot.

        Args:
            snapshot: of the work tree.
            needed: paths; those of nothing are left out.
            helpful: paths that are left out as well if they cannot be read.

        Raises:
            KbError: one that is needed is there and cannot be read.
        """
        for path in needed:
            self._put(snapshot, path)
        for path in helpful:
            with suppress(KbError):
                self._put(snapshot, path)

    def _put(self, snapshot: Snapshot, path: str) -> None:
        full = self.top / path
        if path in snapshot.files or not os.path.lexists(full):
            return
        if not full.is_symlink() and full.is_dir():
            if full.resolve() == self.top.joinpath(*path.split("/")):  # no folder above it is a link
                with os.scandir(full) as entries:
                    snapshot.folders[path] = frozenset(entry.name for entry in islice(entries, _MOST_NAMES))
        else:
            snapshot.files[path] = self._bytes(snapshot, path)

    def _bytes(self, snapshot: Snapshot, path: str) -> bytes:
        try:
            return disk.read_text(self.top, path, limit=MAX_FILE).encode()
        except KbError as error:
            where = snapshot.place(error.where or path)
            raise KbError(error.message, where=where, hint="Put the file itself there.") from None
