"""The folder of a site: new files are prepared beside it, then each takes the place of the old one in one step.

A build that is killed, or runs out of room, has changed nothing while it prepares. While files are moved, every one of
them is the old one or the new one, whole; the next build goes on from there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from kb.site.publishing.surveying import Signature, signature, survey

_DAY: Final = 24 * 3600
_WRITE: Final = (
    os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)


@contextmanager
def staging(site: Path) -> Iterator[Path]:
    """A folder beside the site, on the same file system where that can be, which is gone afterwards."""
    site.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{site.name}.kb-"
    _sweep(site.parent, prefix)
    try:
        made = tempfile.mkdtemp(prefix=prefix, dir=site.parent)
    except OSError:  # the site is all that may be written here
        site.mkdir(exist_ok=True)
        _sweep(site, prefix)
        made = tempfile.mkdtemp(prefix=prefix, dir=site)
    folder = Path(made)
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(folder: Path, prefix: str) -> None:
    """Remove what builds that were killed have left, long after they can have been at work."""
    with suppress(OSError):
        for left in folder.glob(f"{prefix}*"):
            if left.lstat().st_mtime < time.time() - _DAY:
                shutil.rmtree(left, ignore_errors=True)


def put(folder: Path, name: str, data: bytes) -> None:
    """Write a file below a folder."""
    path = f"{folder}/{name}"  # ten thousand pages: making path objects takes longer than making the files
    try:
        file = os.open(path, _WRITE, 0o666)
    except FileNotFoundError:
        _make_folder(os.path.dirname(path))
        file = os.open(path, _WRITE, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
    finally:
        os.close(file)


def _make_folder(path: str) -> None:
    """Make a folder: nearly always the one above is there."""
    try:
        os.mkdir(path)
    except OSError:
        os.makedirs(path, exist_ok=True)


def move(
    staged: Path,
    site: Path,
    before: Mapping[str, Signature | None],
    kept: Collection[str],
    *,
    littered: bool = True,
) -> tuple[Collection[str], dict[str, Signature | None]]:
    """Put what was prepared in its place, and remove what is neither new nor kept.

    Args:
        staged: the folder with new files.
        site: the folder of the site.
        before: what is there.
        kept: which of it stays.
        littered: whether there may be folders with nothing in them.

    Returns:
        the files that were prepared, and those among them that are new or other than before, as they look now.
    """
    prepared = survey(staged)
    names = sorted(prepared)
    if not before and not _holds_hidden(site):
        with suppress(OSError):
            site.rmdir()
        os.rename(staged, site)  # which is nothing that any file of it shows
        return prepared, prepared
    new = [name for name in names if name not in before or not _same(staged / name, site / name)]
    gone = before.keys() - set(names) - set(kept)
    for name in sorted(gone):
        _remove(site / name)
    for name in new:
        target = site / name
        _make_room(target, site)
        os.replace(staged / name, target)
    if gone or littered:
        _prune(site)
    return prepared, {name: signature(f"{site}/{name}") for name in new}


def _holds_hidden(site: Path) -> bool:
    try:
        return site.is_symlink() or any(site.iterdir())
    except OSError:
        return False


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        if one.stat().st_size == other.lstat().st_size and not other.is_symlink():
            return one.read_bytes() == other.read_bytes()
    return False


def _remove(path: Path) -> None:
    with suppress(FileNotFoundError):
        path.unlink()


def _make_room(target: Path, site: Path) -> None:
    """Folders above a file; what stands in the way of them, or of it, goes."""
    for above in reversed(target.relative_to(site).parents[:-1]):
        if (site / above).is_symlink() or (site / above).is_file():
            (site / above).unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)


def _prune(site: Path) -> None:
    """Remove folders in which nothing is left; what is hidden at the top, such as a repository, is not ours."""
    with suppress(OSError):
        for top in list(os.scandir(site)):
            if top.is_dir(follow_symlinks=False) and not top.name.startswith("."):
                _prune_below(top.path)


def _prune_below(top: str) -> None:
    for folder, _, _ in os.walk(top, topdown=False):
        if not os.path.basename(folder).startswith("."):
            with suppress(OSError):  # there is something in it
                os.rmdir(folder)
