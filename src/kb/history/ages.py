"""Which of several files with one id came first, and where the histories met that brought them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple

from kb.history.git import ask, ask_bytes
from kb.history.objects import boundary, merging

NOW: Final = ""
"""The work tree, where a commit is named: what a merge in progress puts together, or what nobody has committed."""
_HEADER: Final = re.compile(rb"\x01([0-9a-f]{40,64}) (-?[0-9]+)\n?")
_COMMIT: Final = re.compile(r"[0-9a-f]{40,64}")


class Step(NamedTuple):
    """A commit that added or removed files.

    Attributes:
        commit: its id.
        when: seconds, when it was written; a rebase keeps that.
        added: paths from the root of the base.
        removed: likewise.
    """

    commit: str
    when: int
    added: frozenset[str]
    removed: frozenset[str]


class Meeting(NamedTuple):
    """Two commits: in the one there is the one file and not the other, in the other it is the other way round.

    Where one was added to a history that had the other already, its side is the commit that added it.

    Attributes:
        mine: the commit with the one.
        other: the commit with the other.
        late: ``mine`` or ``other`` where that is the one that was added late; empty after a merge.
    """

    mine: str
    other: str
    late: Literal["mine", "other", ""]


class Ages:
    """The history of some record folders, read once.

    Args:
        root: the folder of the base.
        folders: its record folders.

    Attributes:
        known: whether there is a history at all.
    """

    def __init__(self, root: Path, folders: Sequence[str]) -> None:
        own = _lines(ask(root, "rev-parse", "--verify", "--quiet", "HEAD"))
        heads = [*own, *(commit for commit in merging(root) if _COMMIT.fullmatch(commit))] if own else []
        said = (
            ask(root, "rev-list", "--topo-order", "--reverse", "--parents", *heads, "--") if heads else None
        )
        rows = [line.split() for line in _lines(said)]
        self._parents: dict[str, list[str]] = {row[0]: row[1:] for row in rows}
        if rows:
            self._parents[NOW] = heads
        self._steps = list(_steps(root, heads, folders)) if rows else []
        self._cut = boundary(root) if rows else frozenset()
        self.known = bool(rows)

    def used(self, id: str) -> bool:
        """Whether a file of any commit of any branch was named by an id."""
        named = _named(id)
        return any(named(path) for step in self._steps for path in step.added)

    def older(self, id: str, one: str, other: str) -> bool | None:
        """Whether one file with an id came before another; None where the history cannot tell.

        What a history had when another file came to it is older. Of two that came on two branches, the one whose
        commit was written first. What is in no commit is younger than what is in one.
        """
        first, second = self._first(id, one), self._first(id, other)
        if first is None or second is None:
            return None if first is second else first is not None
        if first.commit == second.commit:
            return None
        if first.commit in self._above(second.commit):
            return True
        if second.commit in self._above(first.commit):
            return False
        if first.when == second.when or {first.commit, second.commit} & self._cut:
            return None
        return first.when < second.when

    def meeting(self, id: str, mine: str, other: str) -> Meeting | None:
        """Where two files with an id came together first; None where the history does not show it."""
        one, two = ({step.commit for step in self._origins(id, path)} for path in (mine, other))
        if not two:
            return None
        seen: dict[str, tuple[bool, bool]] = {}
        for commit, parents in self._parents.items():
            before = [seen.get(parent, (False, False)) for parent in parents]
            has = commit in one or any(b[0] for b in before), commit in two or any(b[1] for b in before)
            if commit == NOW and not one:
                has = True, has[1]
            seen[commit] = has
            if all(has) and (True, True) not in before:
                ours = next((p for p, b in zip(parents, before, strict=True) if b[0]), commit)
                theirs = next((p for p, b in zip(parents, before, strict=True) if b[1]), commit)
                if ours == theirs:
                    return None
                late: Literal["mine", "other", ""] = (
                    "mine" if ours == commit else "other" if theirs == commit else ""
                )
                return Meeting(ours, theirs, late)
        return None

    def _first(self, id: str, path: str) -> Step | None:
        return min(self._origins(id, path), key=lambda step: (step.when, step.commit), default=None)

    def _origins(self, id: str, path: str) -> Iterator[Step]:
        """The commits that added a file, under this name or one from which it was renamed later."""
        named = _named(id)
        pending, seen = [path], {path}
        while pending:
            name = pending.pop()
            for step in self._steps:
                if name not in step.added or step.commit not in self._parents:
                    continue
                before = {gone for gone in step.removed if named(gone)}
                if len(before) != 1:
                    yield step
                pending += before - seen if len(before) == 1 else ()
                seen |= before

    def _above(self, commit: str) -> set[str]:
        """A commit and those it comes from."""
        found, pending = {commit}, [commit]
        while pending:
            new = [parent for parent in self._parents.get(pending.pop(), ()) if parent not in found]
            found.update(new)
            pending += new
        return found


def _named(id: str) -> Callable[[str], object]:
    """Tells whether a file is named by an id."""
    return re.compile(rf"(?:.*/)?{re.escape(id)}(?![0-9])[^/]*\.md$", re.IGNORECASE | re.DOTALL).match


def _lines(said: str | None) -> list[str]:
    return (said or "").split("\n")[:-1]


def _steps(root: Path, heads: Sequence[str], folders: Sequence[str]) -> Iterator[Step]:
    """Every commit of every branch that added or removed files; renames count as both."""
    said = ask_bytes(
        root, "log", "-z", "--all", *heads, "--full-history", "-c", "--no-renames", "--name-status",
        "--diff-filter=AD", "--relative", "--format=%x01%H %at", "--", *folders,
    )  # fmt: skip
    commit, when, files = "", 0, (set[str](), set[str]())
    words = iter((said or b"").split(b"\0"))
    for word in words:
        if header := _HEADER.fullmatch(word):
            if commit:
                yield Step(commit, when, frozenset(files[0]), frozenset(files[1]))
            commit, when, files = header[1].decode(), int(header[2]), (set(), set())
        elif (sign := word.strip()) and set(sign) <= {65, 68}:
            files[0 if set(sign) == {65} else 1].add(os.fsdecode(next(words, b"")))
    if commit:
        yield Step(commit, when, frozenset(files[0]), frozenset(files[1]))
