"""Which commit is checked out, read from git's own files where they leave no doubt, without starting git.

What they leave in doubt is nobody's loss: then git is asked, which takes longer.
"""

from __future__ import annotations

import os

from kb.rooting import git_folder, git_top

TYPE_CHECKING = False
if TYPE_CHECKING:  # the module is of a size that a run which says the same again does not load
    from typing import Final

NO_REPOSITORY: Final = b"no repository"
NO_COMMIT: Final = b"\0"
UNBORN: Final = ""
"""The commit of a branch that has none yet."""

_HEX: Final = frozenset("0123456789abcdef")
_MAX: Final = 32 * 1024 * 1024
_HEAD: Final = b"h"
_BRANCHES: Final = b"b"
_MANY: Final = 2000
"""Of more branches and tags in files of their own, asking git is as quick."""


def commit_of(root: str) -> str | None:
    """The full id of the commit that is checked out in the repository around a folder.

    Returns:
        the id; :data:`UNBORN` for a branch without a commit; None where git has to be asked: there is no
        repository, it keeps its branches in another way, or something about it is unusual.
    """
    found = _repository(root)
    return _head(*found) if found is not None else None


def state_of(root: str, *, branches: bool = False) -> bytes | None:
    """What decides which history there is: equal at two moments if nothing of it came, went or was moved.

    Args:
        root: a folder, in a repository or not.
        branches: whether it matters where all branches and tags lead.

    Returns:
        that; None where the files of the repository leave it in doubt.
    """
    if git_top(root) is None:
        return NO_REPOSITORY
    found = _repository(root)
    if found is None:
        return None
    own, common = found
    commit = _head(own, common)
    cut = _read(f"{common}/shallow")
    if commit is None or cut is None:
        return None
    parts = [commit.encode(), cut]
    if branches:
        leads = _branches(own, common)
        if leads is None:
            return None
        parts += leads
    return b"\0".join(parts)


def pledge(state: bytes, *, branches: bool) -> bytes:
    """A state with what it says, for :func:`still`."""
    return (_BRANCHES if branches else _HEAD) + state


def still(root: str, pledged: bytes) -> bool:
    """Whether a state that was pledged is that of today; nothing is always so."""
    return not pledged or state_of(root, branches=pledged[:1] == _BRANCHES) == pledged[1:]


def covers(pledged: bytes, other: bytes) -> bool:
    """Whether a pledge says all that another one says: the same, or of branches what that leaves out."""
    wider = (pledged[:1], other[:1]) == (_BRANCHES, _HEAD) and pledged[1:].startswith(other[1:] + b"\0")
    return pledged == other or not other or wider


def objects_of(root: str) -> tuple[bytes, int] | None:
    """What the folders look like in which git keeps its objects, and when the last of them was written.

    Another one wherever an object came, whichever way; None where some lie elsewhere, or nobody can tell.
    """
    found = _repository(root)
    if found is None or os.path.lexists(f"{found[1]}/objects/info/alternates"):
        return None
    folder = f"{found[1]}/objects"
    seen, latest = [], 0
    try:
        for name in ("", *sorted(os.listdir(folder))):
            status = os.lstat(f"{folder}/{name}")
            latest = max(latest, status.st_mtime_ns, status.st_ctime_ns)
            seen.append(f"{name}\0{status.st_ino}\0{status.st_mtime_ns}\0{status.st_ctime_ns}")
    except OSError:
        return None
    return os.fsencode("\n".join(seen)), latest


def _repository(root: str) -> tuple[str, str] | None:
    """The git directory of the work tree and the one that all its work trees share, if both are as usual."""
    own = git_folder(root)
    if own is None:
        return None
    named = _read(f"{own}/commondir")
    if named is None:
        return None
    common = os.path.normpath(os.path.join(own, os.fsdecode(named.rstrip(b"\r\n")))) if named else own
    usual = all(os.path.isdir(f"{common}/{folder}") for folder in ("objects", "refs"))
    odd = any(os.path.lexists(f"{common}/{name}") for name in ("reftable", "info/grafts"))
    return (own, common) if usual and not odd else None


def _head(own: str, common: str) -> str | None:
    said = _words(f"{own}/HEAD")
    if said is None or not said.startswith("ref: "):
        return said if said is not None and _is_id(said) else None
    name = said[5:].strip()
    steps = name.split("/")
    if steps[:2] != ["refs", "heads"] or len(steps) == 2 or any(not s or s[0] == "." for s in steps):
        return None
    if os.path.isfile(f"{common}/{name}"):
        loose = _words(f"{common}/{name}")
        return loose if loose is not None and _is_id(loose) else None
    packed = _read(f"{common}/packed-refs")
    if packed is None:
        return None
    sign = b" " + os.fsencode(name) + b"\n"
    at = (b"\n" + packed).find(sign)
    if at == -1:
        return UNBORN
    id_ = packed[packed.rfind(b"\n", 0, at) + 1 : at - 1].decode("ascii", "replace")
    return id_ if _is_id(id_) else None


def _branches(own: str, common: str) -> list[bytes] | None:
    """What keeps commits: what is packed, every file below `refs`, and what the other work trees have checked out."""
    trees = f"{common}/worktrees"
    others = sorted(os.listdir(trees)) if os.path.isdir(trees) else []
    alone = ("packed-refs", "HEAD", *(f"worktrees/{name}/HEAD" for name in others))
    found: list[bytes] = []
    for name in alone:
        said = _read(f"{common}/{name}")
        if said is None:
            return None
        found += [os.fsencode(name), said]
    for top in dict.fromkeys((common, own)):
        for folder, inner, names in os.walk(f"{top}/refs"):
            inner.sort()
            for name in sorted(names):
                said = _read(f"{folder}/{name}")
                if said is None or len(found) > _MANY:
                    return None
                found += [os.fsencode(f"{folder}/{name}"), said]
    return found


def _is_id(words: str) -> bool:
    return len(words) in (40, 64) and _HEX.issuperset(words)


def _words(path: str) -> str | None:
    data = _read(path)
    return data.decode("utf-8", "surrogateescape").strip() if data else None


def _read(path: str) -> bytes | None:
    """A file of git; empty where it is not there, None where it cannot be read or is no file."""
    if not os.path.lexists(path):
        return b""
    if not os.path.isfile(path):
        return None
    try:
        with open(path, "rb") as file:
            data = file.read(_MAX + 1)
    except OSError:
        return None
    return data if len(data) <= _MAX else None
