"""Finds the next free id and the name of its file, and hands ids out so that nobody gets one twice.

An id is taken when a file of the working tree or of any branch is named by it, when a record says so, when it
was handed out and its file is not on a branch yet, or when a record had it that is gone. Gaps are never filled:
an id is not used again.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from kb import disk
from kb.base import KnowledgeBase
from kb.config import Config
from kb.errors import KbError
from kb.history import former, git
from kb.record import ID_PATTERN

SLUG_LENGTH: Final = 60
HIGHEST: Final = 999_999_999
_LONGEST: Final = 16 * 1024
_ID: Final = re.compile(ID_PATTERN)
_NAMED: Final = re.compile(rf"({ID_PATTERN})(?![0-9])", re.IGNORECASE)
_SPELLINGS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "ı": "i"}
)


def in_tree(base: KnowledgeBase) -> frozenset[str]:
    """The ids that the records of a base have, and those that files hold which cannot be read."""
    return frozenset({*base.by_id, *base.unread})


def highest(prefix: str, ids: Iterable[str]) -> int:
    """The highest number that an id with this prefix has; 0 without one."""
    return max((int(id.partition("-")[2]) for id in ids if id.partition("-")[0] == prefix), default=0)


def slug(title: str) -> str:
    """A title as part of a file name: lower-case ASCII letters and digits with hyphens, at most 60 characters."""
    plain = (
        unicodedata.normalize("NFKD", title.lower().translate(_SPELLINGS)).encode("ascii", "ignore").decode()
    )
    words = re.findall(r"[a-z0-9]+", plain)
    name = ""
    for word in words:
        if name and len(name) + 1 + len(word) > SLUG_LENGTH:
            break
        name = f"{name}-{word}" if name else word[:SLUG_LENGTH]
    return name


def file_name(id: str, title: str) -> str:
    """The name of a record's file: the id, and as much of the title as a file name takes."""
    words = slug(title)
    return f"{id}-{words}.md" if words else f"{id}.md"


@dataclass(frozen=True, slots=True)
class Counter:
    """Hands out ids of one base.

    Attributes:
        root: its folder.
        config: its configuration.
        known: ids that are taken whatever the names of files say.
    """

    root: Path
    config: Config
    known: frozenset[str] = frozenset()

    def peek(self, prefix: str) -> str:
        """The next free id, not handed out."""
        return next(self.peek_several(prefix))

    def peek_several(self, prefix: str) -> Iterator[str]:
        """One free id after the other, not handed out."""
        folder = self._folder()
        number = self._last(prefix, self._on_branches(), self._handed_out(folder))
        number = max(number, self._ever(prefix, folder, keep=False))
        while True:
            number += 1
            yield self._id(prefix, number)

    def take(self, prefix: str) -> str:
        """Hand out the next free id; call it while holding the lock of the base.

        A file in the git directory that all linked work trees share says that it is taken, until it is on a
        branch: two work trees must not give the same id to two records that neither can see.

        Raises:
            KbError: there is no place to note it, or the numbers are used up.
        """
        return next(self.several(prefix))

    def several(self, prefix: str) -> Iterator[str]:
        """Hand out one free id after the other, as :meth:`take` does, looking at the repository only once."""
        folder, on_branches = self._folder(), self._on_branches()
        self._forget(folder, on_branches)
        number = self._last(prefix, on_branches, self._handed_out(folder))
        number = max(number, self._ever(prefix, folder, keep=True))
        while True:
            number += 1
            id = self._id(prefix, number)
            if self._noted(folder, id):
                yield id

    def claim(self, id: str) -> bool:
        """Take an id that somebody chose, as :meth:`take` does; False if it is taken.

        One that this work tree took and has in no file was never used: whoever took it was interrupted.
        """
        folder, on_branches = self._folder(), self._on_branches()
        self._forget(folder, on_branches)
        return self._free(id, on_branches) and (self._noted(folder, id) or self._ours(folder, id))

    def is_free(self, id: str) -> bool:
        """Whether no file of the work tree or a branch has an id, and it was not handed out."""
        folder = self._folder()
        theirs = [taken for taken in self._handed_out(folder) if not self._ours(folder, taken)]
        return self._free(id, self._on_branches(), theirs)

    def _free(self, id: str, *taken: Iterable[str]) -> bool:
        return not any(
            id in ids for ids in (self.known, self.config.site.redirects, self._in_names(), *taken)
        )

    def give_back(self, id: str) -> None:
        """Take a handed-out id back that was not used after all."""
        with suppress(OSError):
            (self._folder() / id).unlink()

    def _last(self, prefix: str, *taken: Iterable[str]) -> int:
        settled = (self.known, self.config.site.redirects, self._in_names())
        return max(highest(prefix, ids) for ids in (*settled, *taken))

    def _ever(self, prefix: str, folder: Path, *, keep: bool) -> int:
        """The highest number that the history knows, of records that are gone as well."""
        return former.highest(self.root, self.config.records, folder, keep=keep).get(prefix, 0)

    def _in_names(self) -> list[str]:
        names = (PurePosixPath(path).name for path in disk.record_paths(self.root, self.config.records))
        return [found[1].upper() for name in names if (found := _NAMED.match(name))]

    def _on_branches(self) -> frozenset[str]:
        return git.ids_on_branches(self.root, self.config.records)

    def _id(self, prefix: str, number: int) -> str:
        if number > HIGHEST:
            raise KbError(f"there is no free id {prefix}-… left")
        return f"{prefix}-{number:0{self.config.id_width}d}"

    def _folder(self) -> Path:
        """Where ids are noted: one folder for each place of a base in a repository."""
        shared = git.shared(self.root)
        if shared is None:
            return disk.state_folder(self.root) / "ids"
        key = hashlib.sha256(shared.inside.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        return shared.folder / "kb" / "ids" / key

    @staticmethod
    def _handed_out(folder: Path) -> list[str]:
        try:
            return [path.name for path in folder.iterdir() if _ID.fullmatch(path.name)]
        except OSError:
            return []

    def _ours(self, folder: Path, id: str) -> bool:
        """Whether this work tree noted an id."""
        try:
            with (folder / id).open("rb") as note:
                return note.read(_LONGEST) == os.fsencode(os.path.realpath(self.root))
        except OSError:
            return False

    def _noted(self, folder: Path, id: str) -> bool:
        """Note an id for this work tree; False if somebody has it already."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / id).open("xb") as note:
                note.write(os.fsencode(os.path.realpath(self.root)))
        except FileExistsError:
            return False
        except OSError as error:
            raise KbError(f"the id cannot be noted: {error.strerror}", where=str(folder)) from None
        return True

    @staticmethod
    def _forget(folder: Path, known: Iterable[str]) -> None:
        """Remove the notes about ids that everybody can see by now."""
        for id in Counter._handed_out(folder):
            if id in known:
                with suppress(OSError):
                    (folder / id).unlink()
