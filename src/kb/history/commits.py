"""Looks for commits that records name, all in one question to git."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

from kb.history.git import ask, ask_bytes

HASH: Final = re.compile(r"[0-9a-fA-F]{7,64}")
_BLOB: Final = re.compile(r"blob [0-9a-f]{40,64}")
_EVERY: Final = re.compile(r"\+?refs/(?:heads/)?\*:")
_DIGITS: Final = re.compile(r"[0-9]{1,39}")


def is_hash(commit: str) -> bool:
    """Whether a text is the hash of a commit, and not the name of a tag or the number of a revision."""
    return HASH.fullmatch(commit) is not None and _DIGITS.fullmatch(commit) is None


def look_for(root: Path, commits: Iterable[str]) -> dict[str, Literal["reachable", "unreachable", "missing"]]:
    """How commits stand: a branch or tag leads to them, none does, or they are not there at all.

    Args:
        root: a folder in the repository.
        commits: as records name them, shortened or not; what is no hash is not looked for.

    Returns:
        nothing of a commit that nobody can tell of: outside a repository, where a short hash means several commits,
        and, of those that are not there, in a clone that was told to leave out history or branches.
    """
    wanted = sorted({commit for commit in commits if is_hash(commit)})
    found = _resolved(root, wanted)
    if found is None:
        return {}
    there = {commit: id_ for commit, id_ in found.items() if id_ is not None}
    lost = _unreachable(root, set(there.values()))
    told: dict[str, Literal["reachable", "unreachable", "missing"]] = {}
    if lost is not None:
        for commit, id_ in there.items():
            told[commit] = "unreachable" if id_ in lost else "reachable"
    if len(there) < len(found) and _is_whole(root):
        told.update({commit: "missing" for commit, id_ in found.items() if id_ is None})
    return told


def blobs_at(root: Path, places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The files that lay at a path, from the root, at a commit; of those that did, their ids in git."""
    wanted = sorted({(commit, path) for commit, path in places if is_hash(commit) and path.isprintable()})
    question = "".join(f"{commit}:./{path}\n" for commit, path in wanted).encode()
    said = (
        ask_bytes(root, "cat-file", "--batch-check=%(objecttype) %(objectname)", given=question)
        if wanted
        else b""
    )
    answers = said.decode("utf-8", "replace").split("\n")[:-1] if said is not None else []
    if len(answers) != len(wanted):
        return {}
    found = zip(wanted, answers, strict=True)
    return {place: answer.removeprefix("blob ") for place, answer in found if _BLOB.fullmatch(answer)}


def _resolved(root: Path, wanted: list[str]) -> dict[str, str | None] | None:
    """Commit → its whole hash, or None where it is not there; ambiguous ones are left out. None without git."""
    if not wanted:
        return {}
    question = "".join(f"{commit}^{{commit}}\n" for commit in wanted).encode()
    said = ask_bytes(root, "cat-file", "--batch-check=%(objectname)", given=question)
    answers = said.decode("ascii", "replace").split("\n")[:-1] if said is not None else []
    if len(answers) != len(wanted):
        return None
    found: dict[str, str | None] = {}
    for commit, answer in zip(wanted, answers, strict=True):
        if answer.endswith(" missing"):
            found[commit] = None
        elif HASH.fullmatch(answer):
            found[commit] = answer
    return found


def _is_whole(root: Path) -> bool:
    """Whether a clone was told to leave out neither history nor branches."""
    if ask(root, "rev-parse", "--is-shallow-repository") != "false\n":
        return False
    said = ask(root, "config", "--null", "--get-regexp", r"^remote\..*\.fetch$") or ""
    fetched = [entry.partition("\n")[::2] for entry in said.split("\0") if entry]
    return {name for name, _ in fetched} == {name for name, what in fetched if _EVERY.match(what)}


def _unreachable(root: Path, ids: set[str]) -> set[str] | None:
    """Those of some commits to which no branch, tag or checked-out commit leads."""
    if not ids:
        return set()
    given = "".join(f"{id_}\n" for id_ in sorted(ids)).encode()
    said = ask_bytes(root, "rev-list", "--stdin", "--not", "--all", given=given)
    return ids.intersection(said.decode("ascii", "replace").split()) if said is not None else None
