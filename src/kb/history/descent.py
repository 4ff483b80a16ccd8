"""Tells which commits come from which, where the times at which they were written prove nothing."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path


class Descent:
    """The commits that lead to one, listed when somebody asks about the first of them.

    Args:
        root: a folder in the repository.
        head: the full id of the last commit.
    """

    def __init__(self, root: Path, head: str) -> None:
        self._root, self._head = root, head
        self._known: dict[str, set[str]] = {}

    def follows(self, later: str, earlier: str) -> bool:
        """Whether a commit comes from another; of one that is not there nobody can say so."""
        return later != earlier and earlier in self._before(later)

    def since(self, ancestor: str) -> frozenset[str]:
        """The commits that lead to the last one and not to another."""
        return frozenset(self._before(self._head) - self._before(ancestor))

    def _before(self, commit: str) -> set[str]:
        """A commit and those it comes from."""
        if commit not in self._known:
            found, pending = {commit}, [commit]
            while pending:
                new = [parent for parent in self._parents.get(pending.pop(), ()) if parent not in found]
                found.update(new)
                pending += new
            self._known[commit] = found
        return self._known[commit]

    @cached_property
    def _parents(self) -> dict[str, list[str]]:
        from kb.history.git import ask

        said = ask(self._root, "rev-list", "--parents", self._head, "--") or ""
        rows = (line.split(" ") for line in said.split("\n")[:-1])
        return {row[0]: row[1:] for row in rows}
