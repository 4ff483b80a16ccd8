"""Looks around a base for what its experiments name: commits in the repository, data and files in the work tree."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from kb import digests, disk
from kb.base import Document
from kb.digests import Undigested
from kb.disk import inside
from kb.errors import KbError
from kb.history import commits, objects
from kb.records.experiment import Experiment
from kb.reproducibility import DatumFact, Facts
from kb.text import queries

MOST_BYTES: Final = 64 * 1024 * 1024
"""Of one file or folder; `kb reproduce` and `kb verify` read more."""
_AWAY: Final = ("absent", "other")


def look(root: Path, experiments: Iterable[Experiment], *, most_bytes: int = MOST_BYTES) -> Facts:
    """See what is there of what experiments name.

    Args:
        root: of the base; what lies outside of it, or is reached through a link, is elsewhere.
        experiments: whose commits, data and files are looked for.
        most_bytes: larger data are not read.
    """
    experiments = list(experiments)
    named = {e.code.commit for e in experiments if e.code is not None and e.code.commit is not None}
    data: dict[tuple[str, str], set[str]] = {}
    for e in experiments:
        for part in (e.data or {}).values():
            if part.uri is not None and part.digest is not None:
                at = {e.code.commit} if e.code is not None and e.code.commit is not None else set()
                data.setdefault((part.uri, part.digest), set()).update(at)
    files = {e.code.config for e in experiments if e.code is not None and e.code.config is not None}
    files |= {e.environment.lockfile for e in experiments if e.environment and e.environment.lockfile}
    facts = {(uri, digest): _compared(root, uri, digest, most_bytes) for uri, digest in sorted(data)}
    changed = {key: at for key, at in data.items() if facts[key] in ("other", "absent")}
    facts.update(dict.fromkeys(_committed(root, changed, most_bytes), "committed"))
    return Facts(
        commits.look_for(root, named),
        facts,
        {path: there for path in sorted(files) if (there := _is_there(root, path)) is not None},
    )


def places(experiments: Iterable[Experiment]) -> list[str]:
    """Where below the root :func:`look` looks for what experiments name."""
    named = set[str]()
    for e in experiments:
        named |= {
            part.uri for part in (e.data or {}).values() if part.uri is not None and part.digest is not None
        }
        named |= {e.code.config} if e.code is not None and e.code.config is not None else set()
        named |= {e.environment.lockfile} if e.environment and e.environment.lockfile else set()
    found = set[str]()
    for path in map(_plain, named):
        with suppress(KbError):  # what is no path below the root is elsewhere
            found.add(inside.checked(path))
    return sorted(found)


def is_certain(facts: Facts, experiments: Iterable[Experiment]) -> bool:
    """Whether what was seen can change only where a branch, a tag, or a file in those places does.

    A commit, or a file at one, that git does not have here may still come in another way.
    """
    for e in experiments:
        commit = e.code.commit if e.code is not None else None
        if commit is None:
            continue
        if facts.commits.get(commit) != "reachable":
            return False
        if any(facts.data.get((p.uri or "", p.digest or "")) in _AWAY for p in (e.data or {}).values()):
            return False
    return True


def asking_pages(root: Path, docs: str, records: Sequence[str]) -> list[Document]:
    """The hand-written pages in which there is a query.

    Args:
        root: of the base.
        docs: the folder of the pages, seen from there.
        records: the record folders, whose files are no pages.
    """
    found: list[Document] = []
    try:
        paths = disk.record_paths(root, [docs])
    except KbError:  # a link, or no folder: whoever builds the site says so
        return found
    for path in paths:
        if disk.is_record(path, records):
            continue
        source, problem = disk.read_source(root, path)
        asked = queries.find(source.text) if problem is None else ()
        if asked:
            page = Document(source)
            page.queries = asked
            found.append(page)
    return found


def _committed(
    root: Path, data: Mapping[tuple[str, str], Iterable[str]], most_bytes: int
) -> Iterator[tuple[str, str]]:
    """Those data that had their digest at one of the commits that go with them."""
    places: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for (uri, digest), at in data.items():
        for commit in at:
            places.setdefault((commit, _plain(uri)), set()).add((uri, digest))
    wanted: dict[str, set[tuple[str, str]]] = {}
    for place, id_ in commits.blobs_at(root, places).items():
        wanted.setdefault(id_, set()).update(places[place])
    try:
        for id_, content in objects.blobs(root, wanted, limit=most_bytes):
            yield from (key for key in wanted[id_] if content is not None and _has(content, key[1]))
    except KbError:  # not all of them are in this clone
        return


def _has(content: bytes, digest: str) -> bool:
    wanted = digests.parse(digest)
    if wanted is None or wanted.listed:
        return False
    return hashlib.new(wanted.algorithm, content, usedforsecurity=False).hexdigest() == wanted.hex


def _plain(path: str) -> str:
    return path.removeprefix("./").rstrip("/")


def _compared(root: Path, uri: str, digest: str, most_bytes: int) -> DatumFact:
    there = _is_there(root, uri)
    if there is None:
        return "elsewhere"
    if not there:
        return "absent"
    try:
        same = digests.same(root / _plain(uri), digest, most_bytes=most_bytes)
    except Undigested:
        return "unreadable"
    return "unreadable" if same is None else "same" if same else "other"


def _is_there(root: Path, path: str) -> bool | None:
    """Whether there is a file or folder of this name below the root; None for what lies elsewhere."""
    try:
        plain = inside.checked(_plain(path))
        if inside.folder_trouble(root, plain) is not None:
            return None
        mode = (root / plain).lstat().st_mode
    except KbError:
        return None
    except (OSError, ValueError):
        return False
    return None if stat.S_ISLNK(mode) else True
