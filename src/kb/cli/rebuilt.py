"""Tells that a site stands as it was built, and all that it was built of, without loading what builds it.

The records, the configuration and the history are compared as for every answer (:mod:`kb.cli.recall`); here it is the
rest: the files that the site consists of, and what else lies around the base that it depends on.
"""

from __future__ import annotations

import os
import time
from _blake2 import blake2b
from collections.abc import Iterable, Mapping

from kb.cache import frames, head
from kb.site.publishing import watching
from kb.site.publishing.surveying import Signature, survey


def evidence(
    root: str,
    site: str,
    files: Mapping[str, Signature | None],
    paths: Iterable[str],
    *,
    objects: bool = False,
) -> bytes:
    """What tells a later run that nothing has to be built.

    Args:
        root: the folder of the base.
        site: the folder of the site.
        files: everything in there, as it was written.
        paths: the files and folders that it depends on, besides the records; from the base, or from the root.
        objects: whether it depends on what git has not here and may still come by.
    """
    paths = sorted(set(paths))
    said = [os.fsencode(site), _digest(files), b"objects" if objects else b""]
    return frames.join([*said, around(root, paths, objects=objects), *map(os.fsencode, paths)])


def stands(root: str, evidence: bytes) -> bool:
    """Whether the site is there as it was built, and would be built like that again."""
    pieces = frames.split(evidence) or []
    if len(pieces) < 4:
        return False
    site, files, objects, seen, *paths = pieces
    if around(root, map(os.fsdecode, paths), objects=bool(objects)) != seen:
        return False
    folder, empty = os.fsdecode(site), list[str]()
    # A build follows no link to a site, and removes folders in which nothing is left.
    return not os.path.islink(folder) and _digest(survey(folder, empty)) == files and not empty


def around(root: str, paths: Iterable[str], *, objects: bool = False) -> bytes:
    """Some files and folders as they look now, with the ways to them, the objects of git, the program and the day."""
    paths = list(paths)
    places = [os.path.join(root, path) for path in paths]
    whole = blake2b(watching.program().encode(), digest_size=16)
    whole.update(watching.signs(places).encode())
    if objects:
        there = head.objects_of(root)
        whole.update(there[0] if there is not None else b"nobody can tell")
    whole.update(time.strftime("%Y-%m-%d", time.gmtime()).encode())
    for way in sorted({way for path in paths for way in _ways(path)}):
        try:
            seen = os.lstat(f"{root}/{way}")
        except (OSError, ValueError):
            continue
        whole.update(os.fsencode(f"{way}\0{seen.st_mode}\0{seen.st_ino}\n"))
    return whole.digest()


def _ways(path: str) -> list[str]:
    """A path in the base and the folders above it: where one of them becomes a link, nobody goes on."""
    if os.path.isabs(path):
        return []
    steps = path.split("/")
    return ["/".join(steps[:n]) for n in range(1, len(steps) + 1)]


def _digest(files: Mapping[str, Signature | None]) -> bytes:
    whole = blake2b(digest_size=16)
    for name in sorted(files):
        whole.update(os.fsencode(f"{name}\0{files[name]}\n"))
    return whole.digest()
