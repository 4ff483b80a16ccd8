"""The versions of the records on the branches of a history, and what the base holds at a commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from kb import disk
from kb.config import paths as patterns
from kb.history.facts import Facts
from kb.history.forking import Forking
from kb.history.log import Commit

Lines = Callable[[str], frozenset[int]]
_ENOUGH: Final = 2


def nothing(_: str) -> frozenset[int]:
    """No telling lines of anything, for histories of which only the facts are there."""
    return frozenset()


class Settings(NamedTuple):
    """What of a configuration decides which files are records.

    Attributes:
        folders: the record folders.
        exclude: patterns of files that are none.
    """

    folders: tuple[str, ...]
    exclude: tuple[str, ...] = ()

    def takes(self, path: str) -> bool:
        """Whether a file is a record."""
        return disk.is_record(path, self.folders) and not any(patterns.matches(path, p) for p in self.exclude)


class Known(NamedTuple):
    """What stands in the files of a history, by object id.

    Attributes:
        facts: of every version of a record.
        settings: of every configuration; None of one that says nothing of records or cannot be read.
        today: the configuration for commits that have none.
        lines: the telling lines of a version.
    """

    facts: Mapping[str, Facts]
    settings: Mapping[str, Settings | None]
    today: Settings
    lines: Lines = nothing


class Line:
    """A version of a record and those before it, on one branch."""

    __slots__ = ("before", "blob", "commit", "facts", "id", "known", "path")

    def __init__(
        self, before: Line | None, commit: Commit, path: str, blob: str | None, facts: Facts | None
    ) -> None:
        self.before = before
        self.commit = commit
        self.path = path
        self.blob = blob
        self.facts = facts
        # What was last read of it: a version that cannot be read does not make it another record.
        self.known: Facts | None = before.known if before is not None else None
        self.id: str | None = before.id if before is not None else None
        if facts is not None and facts.trouble is None:
            self.known = facts
            self.id = facts.id or self.id
        elif facts is not None and self.id is None:
            self.id = facts.id

    @property
    def gone(self) -> bool:
        """Whether this version is that there is none."""
        return self.facts is None

    @property
    def state(self) -> str | None:
        """The state that was last read of it."""
        return self.known.status if self.known is not None else None


class State:
    """The base at a commit."""

    __slots__ = ("files", "gone", "lines", "places", "settings")

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.files: Forking[str, str] = Forking()  # path → blob, of whatever might be a record
        self.places: Forking[str, int] = Forking()  # path → life, of records
        self.lines: Forking[int, Line] = Forking()  # life → its last version
        self.gone: Forking[str, tuple[int, ...]] = (
            Forking()
        )  # id → the lives that had it when they went, last first

    def fork(self) -> State:
        other: State = State.__new__(State)
        other.settings = self.settings
        other.files, other.places = self.files.fork(), self.places.fork()
        other.lines, other.gone = self.lines.fork(), self.gone.fork()
        return other


class New(NamedTuple):
    """A record that a commit put somewhere, before anybody knows which one it is."""

    path: str
    blob: str
    facts: Facts


def _old_both(line: Line) -> Any:
    return line.path, line.id


def _old_id(line: Line) -> Any:
    return line.id


def _old_path(line: Line) -> Any:
    return line.path


def _old_nature(line: Line) -> Any:
    return _nature(line.known)


def _new_both(new: New) -> Any:
    return new.path, new.facts.id


def _new_id(new: New) -> Any:
    return new.facts.id


def _new_path(new: New) -> Any:
    return new.path


def _new_nature(new: New) -> Any:
    return _nature(new.facts)


def _nature(facts: Facts | None) -> Any:
    if facts is None or facts.title is None or facts.created is None:
        return None
    return facts.type, facts.created, facts.title


KEYS: Final[tuple[tuple[Callable[[Line], Any], Callable[[New], Any]], ...]] = (
    (_old_both, _new_both),
    (_old_id, _new_id),
    (_old_path, _new_path),
    (_old_nature, _new_nature),
)


def is_another(line: Line, new: New, known: Known) -> bool:
    """Whether two versions of one id are different records, see :func:`kb.changes.is_another`."""
    old = line.known
    if line.path == new.path and not line.gone:
        return False
    if old is None or new.facts.trouble is not None:
        return False
    if (old.title or "").casefold() == (new.facts.title or "").casefold():
        return False
    if old.type != new.facts.type or old.created != new.facts.created:
        return True
    there = line if line.blob is not None else line.before
    lines = known.lines(there.blob) if there is not None and there.blob is not None else frozenset[int]()
    others = known.lines(new.blob)
    return min(len(lines), len(others)) >= _ENOUGH and not lines & others
