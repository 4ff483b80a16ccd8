"""Reads a range of revisions as people write it for git: nothing, `A`, `A..B`, or `A...B` from where they part."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from kb.errors import KbError
from kb.history.git import ask, top_level
from kb.history.objects import commit_of

WORK_TREE = "the work tree"


class Range(NamedTuple):
    """From where to where.

    Attributes:
        start: the commit that it begins at; None where nothing is committed yet.
        end: the commit that it ends at; None for the work tree.
        start_name: what people call the one.
        end_name: what people call the other.
    """

    start: str | None
    end: str | None
    start_name: str
    end_name: str


def read(root: Path, written: str | None) -> Range:
    """Find the two ends of a range; as in git, an end that is left out is `HEAD`.

    Args:
        root: the folder of the base.
        written: what was asked for; None for what is not committed yet.

    Raises:
        KbError: there is no repository or no git, no such revision, or no commit that both sides have.
    """
    if top_level(root) is None:
        hint = "It needs git, and a repository that git trusts; `git status` says more."
        raise KbError(f"there is no git repository at {root} to compare revisions of", hint=hint)
    words = written if written is not None else "HEAD"
    dots = next((dots for dots in ("...", "..") if dots in words), None)
    if dots is None:
        return Range(_begin(root, words), None, words, WORK_TREE)
    first, _, last = words.partition(dots)
    first, last = first or "HEAD", last or "HEAD"
    start, end = _commit(root, first), _commit(root, last)
    if dots == "...":
        return Range(_parting(root, start, end, words), end, f"where {first} and {last} part", last)
    return Range(start, end, first, last)


def _begin(root: Path, revision: str) -> str | None:
    """The commit of a revision, or None where it is the head of a branch that has no commit yet."""
    if revision in ("HEAD", "@") and commit_of(root, revision) is None:
        return None
    return _commit(root, revision)


def _commit(root: Path, revision: str) -> str:
    found = commit_of(root, revision)
    if found is not None:
        return found
    if commit_of(root, "HEAD") is None:
        hint = "There is no commit yet; `kb diff` alone shows what would be in the first one."
    elif _shallow(root):
        hint = (
            "This clone is shallow, so that it may lie further back: `git fetch --unshallow` brings the rest."
        )
    else:
        hint = (
            "`git branch --all` lists what there is; a runner may have to fetch it first: `git fetch origin`."
        )
    raise KbError(f"there is no revision {revision} here", hint=hint)


def _parting(root: Path, start: str, end: str, words: str) -> str:
    said = ask(root, "merge-base", start, end)
    if said:
        return said.split("\n", 1)[0]
    if _shallow(root):
        hint = "Fetch more of the history, such as `git fetch --unshallow`; a runner has a setting for the depth."
        raise KbError(
            f"this clone is shallow: the commit where the sides of {words} part is not in it", hint=hint
        )
    raise KbError(f"the sides of {words} have no commit in common", hint="Two dots compare them as they are.")


def _shallow(root: Path) -> bool:
    return ask(root, "rev-parse", "--is-shallow-repository") == "true\n"
