"""Reads from git what became of every record: once through the history, in a few processes, whatever is in it."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from kb.config import FILE, Config
from kb.errors import KbError
from kb.history import facts, kept, log, objects
from kb.history.brief import brief
from kb.history.git import ask, top_level
from kb.history.lines import Known, Settings
from kb.history.lives import Chronicle
from kb.history.log import Commit
from kb.history.replay import Told, tell
from kb.rooting import PROJECT

_MISSING: Final = (
    "some versions of records are not in this clone: "
    "it was made with `--filter`, or `git fsck` says what is broken"
)
_NAMED: Final = re.compile(r"(?:^|/)([A-Z]{1,6}-[0-9]{1,9})(?![0-9])[^/]*$")
_CONFIGURATIONS: Final = (FILE, PROJECT)


def read(root: Path, config: Config, revision: str = "HEAD", *, cached: bool = True) -> Chronicle:
    """What the history of a base tells of its records; what is not committed does not count.

    Args:
        root: the folder of the base.
        config: today's configuration, for commits that have none of their own.
        revision: the commit to look from.
        cached: whether what an earlier run learnt may be used.

    Returns:
        nothing but the reason in :attr:`Chronicle.untold` where nothing can be known.
    """
    return begin(root, config, revision, cached=cached).chronicle()


def begin(root: Path, config: Config, revision: str = "HEAD", *, cached: bool = True) -> Reading:
    """Find out which versions there are, and read none of them yet; see :func:`read`."""
    try:
        head = objects.commit_of(root, revision)
        if head is None:
            return Reading(root, None, untold=_why_not(root, revision))
        return Reading(root, _listed(root, head, Settings(config.records, config.exclude), cached=cached))
    except KbError as error:
        return Reading(root, None, untold=error.message)


class Reading:
    """A history whose commits are known, and whose versions are still to be read.

    Most versions of a young history lie in the work tree as well: whoever reads the files says what stands in them,
    by :meth:`hear`, and those are not read again.

    Attributes:
        wanted: the versions that somebody may be able to tell of.
    """

    def __init__(self, root: Path, listed: _Listed | None, untold: str | None = None) -> None:
        self._root, self._listed, self._untold = root, listed, untold
        self._unknown = listed.unknown if listed is not None else {}
        self._likely = (
            frozenset(_moved(listed.commits)) if self._unknown and listed is not None else frozenset()
        )
        self.wanted: set[str] = self._unknown.keys() - self._likely
        self._like = next(iter(self._unknown), "")
        self._heard: list[str] = []

    def hear(self, text: str, values: Mapping[str, Any]) -> None:
        """Take from a file that was read what it says, if a version is just like it.

        Args:
            text: of the file, as it lies there.
            values: of its front matter.
        """
        for blob in objects.object_ids(text.encode(), self._like):
            if blob in self.wanted:
                self._heard.append(blob)
                self._know(blob, facts.of(values))

    def _know(self, blob: str, what: facts.Facts) -> None:
        if self._listed is not None:
            self._listed.known.facts[blob] = what
            self.wanted.discard(blob)
            self._unknown.pop(blob, None)

    def told(self) -> list[tuple[str, facts.Facts]]:
        """What was heard since somebody asked last."""
        heard, self._heard = self._heard, []
        known = self._listed.known.facts if self._listed is not None else {}
        return [(blob, known[blob]) for blob in heard]

    def take(self, told: Iterable[tuple[str, facts.Facts]]) -> None:
        """Learn what another process heard."""
        for blob, what in told:
            self._know(blob, what)

    def chronicle(self) -> Chronicle:
        """What the history tells; the versions that nobody told of are read from git."""
        told = self._told()
        return Chronicle(
            tuple(told.lives), head=told.head, commits=told.commits, cut=told.cut, untold=told.untold
        )

    def brief(self) -> list[bytes]:
        """The same as :func:`kb.history.brief.brief` has it, of which much is never held at a time."""
        return brief(self._told())

    def _told(self) -> Told:
        listed, self._listed = self._listed, None
        if listed is None:
            return Told((), None, 0, False, self._untold)
        try:
            self._read(listed)
            lines = _Lines(self._root, listed.known.lines)
            known = Known(listed.known.facts, listed.known.settings, listed.today, lines)
            told = tell(listed.commits, known, listed.cut)
            listed.known.facts.clear()  # the lives hold those that they need, and not for long
            return told
        except KbError as error:
            return Told((), None, 0, False, error.message)

    def _read(self, listed: _Listed) -> None:
        """Read what nobody told of, and keep what was learnt."""
        known, reader = listed.known, facts.Reader()
        self._heard, self.wanted = [], set()
        for blob, data in _contents(self._root, self._unknown):
            known.facts[blob] = reader.read(data)
            if blob in self._likely:
                known.lines[blob] = facts.telling_lines(data)
        if listed.learnt:
            for commit in listed.cut:
                del known.rows[commit]
            kept.save(self._root, listed.inside, known, {commit.id for commit in listed.commits} - listed.cut)


class _Listed(NamedTuple):
    """A history as far as it is known before versions are read."""

    inside: str
    known: kept.Kept
    commits: Sequence[Commit]
    cut: frozenset[str]
    today: Settings
    unknown: dict[str, None]
    learnt: bool


def _listed(root: Path, head: str, today: Settings, *, cached: bool) -> _Listed:
    inside = ask(root, "rev-parse", "--show-prefix") or ""
    places = _plain(today.folders)
    known = kept.load(root, inside, places) if cached else kept.nothing(places)
    order = log.order(root, head)
    cut = log.cuts(root).intersection(commit for commit, _ in order)
    before = len(known.rows)
    while True:
        # Where a shallow clone ends, a commit seems to have made all that is in it; tomorrow it may not.
        new = [pair for pair in order if pair[0] not in known.rows or pair[0] in cut]
        known.rows.update(log.rows(root, new, [*known.places, *_CONFIGURATIONS]))
        commits = [Commit(commit, parents, *known.rows[commit]) for commit, parents in order]
        _configurations(root, commits, known.settings)
        folders = (folder for found in known.settings.values() if found for folder in found.folders)
        wanted = _plain([*known.places, *folders])
        if len(wanted) == len(known.places):
            break
        known = known._replace(places=tuple(wanted), rows={})  # once there were other record folders
        before = 0
    unknown = _unknown(known, commits)
    learnt = cached and (bool(unknown) or len(known.rows) != before)
    return _Listed(inside, known, commits, cut, today, unknown, learnt)


def _plain(folders: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(map(posixpath.normpath, folders)))


def _configurations(root: Path, commits: Iterable[Commit], known: dict[str, Settings | None]) -> None:
    """Read the configurations that there were and are not known yet."""
    named = {
        blob: path
        for commit in commits
        for path, blob in commit.changes
        if blob is not None and path in _CONFIGURATIONS and blob not in known
    }
    for blob, data in _contents(root, named):
        known[blob] = _settings(data, named[blob])


def _unknown(known: kept.Kept, commits: Iterable[Commit]) -> dict[str, None]:
    """The versions that are not known yet, in the order in which they came."""
    return {
        blob: None
        for commit in commits
        for path, blob in commit.changes
        if blob is not None and path[-3:].lower() == ".md" and blob not in known.facts
    }


def _moved(commits: Iterable[Commit]) -> Iterator[str]:
    """The versions that somebody may have to compare: those that came where one of a like name had gone, and those."""
    last: dict[str, str] = {}
    gone: dict[str, dict[str, None]] = {}
    for commit in commits:
        for path, blob in commit.changes:
            if (
                blob is None
                and (before := last.pop(path, None)) is not None
                and (named := _NAMED.search(path))
            ):
                gone.setdefault(named[1], {})[before] = None
        for path, blob in commit.changes:
            if blob is None or path[-3:].lower() != ".md":
                continue
            if path not in last and (named := _NAMED.search(path)) and named[1] in gone:
                yield from (blob, *gone[named[1]])
            last[path] = blob


def _settings(data: bytes | None, name: str) -> Settings | None:
    """What a configuration of that time says of records; without the rest of it, which may be of another version."""
    try:
        table: Any = tomllib.loads((data or b"").decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    if name == PROJECT:
        tool = table.get("tool")
        table = tool.get("kb") if isinstance(tool, dict) else None
    if data is None or not isinstance(table, dict):
        return None
    defaults = Config.model_fields
    folders = table.get("records", list(defaults["records"].default))
    exclude = table.get("exclude", [])
    for words in (folders, exclude):
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            return None
    if not folders or any(_outside(folder) for folder in folders):
        return None
    return Settings(tuple(folders), tuple(exclude))


def _outside(folder: str) -> bool:
    plain = posixpath.normpath(folder)
    return plain.startswith(("/", "..")) or plain == "." or "\\" in folder or "\0" in folder


def _contents(root: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
    try:
        yield from objects.contents(root, blobs)
    except KbError:
        raise KbError(_MISSING) from None


class _Lines:
    """The telling lines of versions; read by themselves where nobody expected that they would be asked for."""

    def __init__(self, root: Path, known: dict[str, frozenset[int]]) -> None:
        self._root = root
        self._known = known

    def __call__(self, blob: str) -> frozenset[int]:
        if blob not in self._known:
            ((_, data),) = _contents(self._root, [blob])
            self._known[blob] = facts.telling_lines(data)
        return self._known[blob]


def _why_not(root: Path, revision: str) -> str:
    if top_level(root) is None:
        if ask(root, "version") is None:
            return "git cannot be run here"
        return "this is no git repository, or none that git trusts"
    if revision in ("HEAD", "@"):
        return "there is no commit yet"
    return f"there is no revision {revision} here"
