"""What version of the code lies in a work tree: the commit, what was changed since, and where the repository is."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kb.errors import KbError
from kb.experiments.asking import ask
from kb.history import git

Skips = Callable[[str, bool], bool]
"""Whether a path, from the root of the base, is no code; and whether git knows it."""


@dataclass(frozen=True)
class CodeState:
    """The code of a work tree.

    Attributes:
        top: of the work tree; None outside a repository.
        prefix: where the base lies in it, with a slash behind it; empty at the top.
        commit: that is checked out; None where nothing is committed yet.
        repository: its address for a browser.
        changed: files that git knows and that are not as in the commit, from the top.
        untracked: files that git does not know and does not ignore, from the top.
        remarks: what cannot be said, in sentences.
    """

    top: Path | None = None
    prefix: str = ""
    commit: str | None = None
    repository: str | None = None
    changed: tuple[str, ...] = ()
    untracked: tuple[str, ...] = ()
    remarks: tuple[str, ...] = field(default=())

    @property
    def dirty(self) -> bool | None:
        """Whether the code is another than that of the commit; None where nobody can say."""
        if self.top is None:
            return None
        return self.commit is None or bool(self.changed or self.untracked)


NO_REPOSITORY = "there is no git repository here, so the record cannot name the version of the code"
NO_COMMIT = "nothing is committed yet, so the record cannot name the version of the code"


def state(root: Path, skips: Skips) -> CodeState:
    """Look at the work tree that holds a base.

    Args:
        root: of the base.
        skips: tells what is no code: records, data, what commands write.
    """
    where = _where(root)
    if where is None:
        return CodeState(remarks=(NO_REPOSITORY,))
    top, prefix = where
    head = ask(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    commit = head.text if head.code == 0 else None
    said = ask(top, "status", "--porcelain=v2", "-z", "--untracked-files=all", "--no-renames")
    if said.code != 0:
        raise KbError(f"git cannot say what was changed: {said.complaint}", hint="`git status` says more.")
    changed: list[str] = []
    untracked: list[str] = []
    remarks = [] if commit else [NO_COMMIT]
    for entry in said.out.split(b"\0"):
        path, known = _entry(entry)
        if path is None or (path.startswith(prefix) and skips(path[len(prefix) :], known)):
            continue
        (changed if known else untracked).append(path)
        if known and entry.split(b" ", 3)[2][:1] == b"S":
            remarks.append(
                f"the submodule `{path}` is not at the commit that is recorded for it, or was changed"
            )
        if path.endswith("/"):
            remarks.append(f"`{path}` is a repository of its own, of which this one knows nothing")
    return CodeState(
        top, prefix, commit, git.remote_address(root), tuple(changed), tuple(untracked), tuple(remarks)
    )


def _where(root: Path) -> tuple[Path, str] | None:
    try:
        said = ask(root, "rev-parse", "--show-toplevel", "--show-prefix")
    except KbError:
        return None
    if said.code != 0:
        return None
    top, prefix = said.text.split("\n")[:2] if "\n" in said.text else (said.text, "")
    return Path(top), prefix


def _entry(entry: bytes) -> tuple[str | None, bool]:
    """The path of an entry of `git status`, and whether git knows the file."""
    kind = entry[:1]
    if kind == b"?":
        return os.fsdecode(entry[2:]), False
    if kind == b"1":
        return os.fsdecode(entry.split(b" ", 8)[8]), True
    if kind == b"u":
        return os.fsdecode(entry.split(b" ", 10)[10]), True
    return None, True


def resolve(root: Path, commit: str) -> str | None:
    """The full id of a commit that is here; None for one that is not."""
    if commit.startswith("-"):
        return None
    said = ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
    return said.text if said.code == 0 else None


def holds(root: Path, commit: str, path: str) -> bool:
    """Whether a commit has a file or folder; ``path`` is meant from the folder asked in."""
    return ask(root, "cat-file", "-e", f"{commit}:./{path}").code == 0


def submodules(top: Path, commit: str) -> Sequence[str]:
    """The paths of the submodules of a commit."""
    said = ask(top, "ls-tree", "-r", "-z", commit)
    entries = (entry.partition(b"\t") for entry in said.out.split(b"\0") if entry.startswith(b"160000"))
    return [os.fsdecode(path) for _, _, path in entries]
