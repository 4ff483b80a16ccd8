"""Goes through the commits of a history again, parents first, and follows every record from version to version.

Pure: git is not asked, and tests make histories of data. What happened is made of what a commit changed against its
parents, never by sorting the commits of branches by their dates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from kb.history import telling
from kb.history.forking import Forking
from kb.history.lines import Known, Line, Settings, State
from kb.history.lives import Chronicle, Life, Moment
from kb.history.log import Commit
from kb.history.step import Step
from kb.history.telling import Version


class Told(NamedTuple):
    """What a chronicle is made of, while its lives are still to be told: they come once, and nobody holds them.

    Attributes:
        lives: see :class:`kb.history.lives.Chronicle`; also head, commits, cut and untold.
    """

    lives: Iterable[Life]
    head: Moment | None
    commits: int
    cut: bool
    untold: str | None = None


def replay(commits: Sequence[Commit], known: Known, cut: frozenset[str] = frozenset()) -> Chronicle:
    """The lives of all records that a history has.

    Args:
        commits: parents first; the last one is where the history is looked at from.
        known: what stands in the files.
        cut: commits that have parents which nobody can see.
    """
    told = tell(commits, known, cut)
    return Chronicle(tuple(told.lives), head=told.head, commits=told.commits, cut=told.cut)


def tell(commits: Sequence[Commit], known: Known, cut: frozenset[str] = frozenset()) -> Told:
    """The same, for whoever goes through the lives once.

    Args:
        commits: parents first; the last one is where the history is looked at from.
        known: what stands in the files.
        cut: commits that have parents which nobody can see.
    """
    return _Replay(commits, known, cut).run()


class _Replay:
    def __init__(self, commits: Sequence[Commit], known: Known, cut: frozenset[str]) -> None:
        self._commits = commits
        self._known = known
        self._cut = cut
        self._children = Counter(parent for commit in commits for parent in commit.parents)
        self._states: dict[str, State] = {}
        self._lives = 0
        self._touching = 0
        self._takes: dict[Settings, dict[str, bool]] = {}

    def run(self) -> Told:
        """Every commit in turn."""
        state = State(self._known.today)
        for commit in self._commits:
            others = [self._states[parent] for parent in commit.parents[1:] if parent in self._states]
            state = self._first(commit)
            if others or (commit.changes and not self._edited(state, commit)):
                Step(self, state, commit, others).take()
            self._release(commit.parents)
            self._states[commit.id] = state
        head = self._commits[-1] if self._commits else None
        self._states.clear()
        return Told(
            self._told(state),
            _moment(head) if head is not None else None,
            self._touching,
            any(commit.id in self._cut for commit in self._commits),
        )

    def _edited(self, state: State, commit: Commit) -> bool:
        """Do the most usual step at once: one record has other words in the same file, and so it is the same one."""
        path, blob = commit.changes[0]
        life = state.places.get(path) if len(commit.changes) == 1 and blob is not None else None
        if life is None or blob is None:
            return False
        state.files.put(path, blob)
        line = state.lines.get(life)
        if line is None or line.blob != blob:
            state.lines.put(life, Line(line, commit, path, blob, self.known.facts[blob]))
            self._touching += 1
        return True

    def _first(self, commit: Commit) -> State:
        """The state of the first parent: taken over by its last child, else forked."""
        above = commit.parents[0] if commit.parents else ""
        state = self._states.get(above)
        if state is None:
            return State(self._known.today)
        return state if self._children[above] == 1 and above not in commit.parents[1:] else state.fork()

    def _release(self, parents: Iterable[str]) -> None:
        for parent in parents:
            self._children[parent] -= 1
            if not self._children[parent]:
                self._states.pop(parent, None)

    def _told(self, state: State) -> Iterator[Life]:
        """The lives in the order in which they began; what they are made of is let go on the way."""
        lines = [line for _, _, line in sorted((_begun(line), n, line) for n, line in state.lines.items())]
        state.lines, state.files, state.places = Forking(), Forking(), Forking()
        self._takes.clear()
        lines.reverse()
        while lines:
            line = lines.pop()
            versions = _versions(line)
            life = telling.life(versions, cut=versions[0].commit in self._cut)
            if life is not None:
                yield life

    def takes(self, settings: Settings, path: str) -> bool:
        """Whether a file is a record by some settings."""
        known = self._takes.setdefault(settings, {})
        found = known.get(path)
        if found is None:
            found = known[path] = settings.takes(path)
        return found

    def number(self) -> int:
        """A number for a new life."""
        self._lives += 1
        return self._lives

    def touched(self) -> None:
        """Count a commit that did something to the records."""
        self._touching += 1

    @property
    def known(self) -> Known:
        """What stands in the files."""
        return self._known


def _begun(line: Line) -> int:
    """When the first version was written."""
    while line.before is not None:
        line = line.before
    return line.commit.at


def _versions(line: Line) -> list[Version]:
    found: list[Version] = []
    here: Line | None = line
    while here is not None:
        commit = here.commit
        found.append(Version(commit.id, commit.at, commit.author, here.path, here.facts))
        here = here.before
    found.reverse()
    return found


def _moment(commit: Commit) -> Moment:
    return Moment(datetime.fromtimestamp(commit.at, UTC), commit.id, commit.author)
