"""Finds the results that DVC keeps in git: experiments in `refs/exps`, failed ones, and the state at a commit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from kb.history.references import Reference, last_change, references, stashed
from kb.importers.run import State

_EXPERIMENTS: Final = "refs/exps"
_FAILED: Final = f"{_EXPERIMENTS}/celery/failed"
_REFERENCE: Final = re.compile(r"refs/exps/([0-9a-f]{2})/([0-9a-f]{38}|[0-9a-f]{62})/([^/]+)")
_STASH: Final = re.compile(r"dvc-exp:[0-9a-f]+:([0-9a-f]{40}|[0-9a-f]{64}):([^/:]*).*")
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
SHORT: Final = 12
"""Digits of a commit in the id of a run."""


class Known(NamedTuple):
    """A result in git.

    Attributes:
        id: of the run.
        commit: that holds it.
        name: of the experiment, or what the commit is about.
        at: when it was committed.
        baseline: the commit that an experiment started from.
        state: a queued experiment may have failed.
        words: other words that mean it.
    """

    id: str
    commit: str
    name: str | None
    at: datetime | None
    baseline: str | None = None
    state: State = "finished"
    words: tuple[str, ...] = ()


def experiments(top: Path) -> list[Known]:
    """The experiments of a repository, and those that failed in the queue and did not succeed later."""
    found: dict[str, Known] = {}
    failed: list[Reference] = []
    for reference in references(top, _EXPERIMENTS):
        match = _REFERENCE.fullmatch(reference.name)
        if match is not None:
            baseline, name = match[1] + match[2], match[3]
            id_ = f"{baseline[:SHORT]}/{name}"
            found[id_] = Known(id_, reference.commit, name, reference.at, baseline, words=(name,))
        elif reference.name == _FAILED:
            failed = stashed(top, _FAILED) or [reference]
    for reference in failed:
        match = _STASH.fullmatch(reference.subject)
        if match is not None:
            name = match[2] or reference.commit[:SHORT]
            id_ = f"{match[1][:SHORT]}/{name}"
            one = Known(id_, reference.commit, name, reference.at, match[1], "failed", (name,))
            found.setdefault(id_, one)
    return sorted(found.values(), key=lambda known: (known.at or _NEVER, known.id))


def state(top: Path, commit: str, paths: Sequence[str], word: str) -> Known | None:
    """The result that a commit holds: it is known by the commit that last changed the given files.

    So later commits, which change other things, do not make another run of it.

    Args:
        top: of the repository.
        commit: a full commit id.
        paths: of the files.
        word: that people say for the commit.
    """
    change = last_change(top, commit, paths) if paths else None
    if change is None:
        return None
    words = (word, commit)
    return Known(change.commit[:SHORT], change.commit, change.subject or None, change.at, words=words)


def ordered(known: Sequence[Known]) -> list[Known]:
    """Each once, the oldest first."""
    words: dict[str, tuple[str, ...]] = {}
    for one in known:  # a tag and a branch may mean the same
        words[one.id] = (*words.get(one.id, ()), *one.words)
    single = {one.id: one._replace(words=words[one.id]) for one in known}
    return sorted(single.values(), key=lambda one: (one.at or _NEVER, one.id))


def chosen(known: Sequence[Known], ids: frozenset[str]) -> tuple[list[Known], list[str]]:
    """The experiments that are asked for, by id or by name, and the words that name none."""
    if not ids:
        return list(known), []
    named: Mapping[str, str] = {one.id: one.name or "" for one in known}
    wanted = [one for one in known if one.id in ids or one.name in ids]
    return wanted, sorted(ids - named.keys() - set(named.values()))
