"""Writes edits if nobody wrote meanwhile: all of them or none, and never half a file.

The order of things: plan everything in memory, take the lock, compare with what is there, look whether it
may be written, put every new text into a temporary file on disk, and only then rename.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from kb.diagnostics import Edit
from kb.disk.inside import resolve
from kb.disk.journal import Journal
from kb.disk.locking import lock
from kb.disk.read import read_bytes
from kb.disk.transaction import File, said, transact
from kb.errors import Conflict, KbError
from kb.text.pieces import apply
from kb.text.signs import MAX_RECORD
from kb.text.source import Source


def write_edits(
    root: Path,
    sources: Mapping[str, Source],
    edits: Iterable[Edit],
    *,
    moves: Mapping[str, str] | None = None,
    new: Mapping[str, str] | None = None,
    limit: int = MAX_RECORD,
) -> list[str]:
    """Write edits, new files and new names, all or nothing.

    Args:
        root: the folder of the base.
        sources: the texts that the edits were made for, by path.
        edits: by the path and the characters of those texts.
        moves: old path → new path, which must be free; edits name the old one.
        new: path → text of files that must not exist yet; missing folders are made.
        limit: the most bytes that a file may come to have.

    Returns:
        the paths that were written, sorted, under their new names. What an edit leaves as it was is not
        written.

    Raises:
        Conflict: a file is no longer what the edits were made for, or a new one is there already; nothing was
            changed.
        KbError: a path leads out of the base, a file may not be written, the disk is full, another process
            holds the lock.
    """
    files = _planned(sources, edits, limit)
    for path, text in (new or {}).items():
        files[path] = File(None, _encoded(path, text, limit))
    moves = dict(moves or {})
    if not files and not moves:
        return []
    with lock(root):
        with said("nothing was written"):
            journal = Journal(root)
            journal.recover()
            _compare(root, files, moves)
        return transact(journal, files, moves)


def create(root: Path, path: str, text: str) -> None:
    """Write a new file, with the folders that lead to it; an existing one is never touched.

    Raises:
        Conflict: there is such a file already.
        KbError: as for :func:`write_edits`.
    """
    write_edits(root, {}, (), new={path: text})


def rename(root: Path, old: str, new: str) -> None:
    """Give a file another name, which must be free.

    Raises:
        Conflict: the name is taken, or there is no such file.
        KbError: as for :func:`write_edits`.
    """
    write_edits(root, {}, (), moves={old: new})


def recover(root: Path) -> list[str]:
    """Finish or undo what an interrupted write left behind, as every write does first.

    Returns:
        the paths that were changed.

    Raises:
        KbError: another process is writing, or it cannot be done.
    """
    with lock(root), said("an interrupted write cannot be finished"):
        return Journal(root).recover()


def _planned(sources: Mapping[str, Source], edits: Iterable[Edit], limit: int) -> dict[str, File]:
    """The files that differ after the edits."""
    by_path: dict[str, list[Edit]] = {}
    for edit in edits:
        by_path.setdefault(edit.path, []).append(edit)
    files = {}
    for path, own in by_path.items():
        source = sources[path]
        text = source.text
        if not source.unchanged:
            raise _conflict(path)
        try:
            new = apply(text, own)
        except ValueError as error:
            raise KbError(f"the edits do not fit together: {error}", where=path) from None
        if new != text:
            files[path] = File(_encoded(path, text, limit), _encoded(path, new, limit))
    return files


def _encoded(path: str, text: str, limit: int) -> bytes:
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise KbError(f"character {error.start} cannot be written as UTF-8", where=path) from None
    if len(data) > limit:
        hint = "Move data out of the record and name it by its address."
        raise KbError(
            f"the file would have {len(data):,} bytes; at most {limit:,} are read", where=path, hint=hint
        )
    return data


def _conflict(path: str) -> Conflict:
    return Conflict(
        "the file was changed meanwhile; nothing was written", where=path, hint="Look at it, then try again."
    )


def _compare(root: Path, files: Mapping[str, File], moves: Mapping[str, str]) -> None:
    """Refuse before any change if a file is not as expected or may not be written."""
    for path, file in files.items():
        full = resolve(root, path)
        if file.old is None:
            _must_be_free(full, path)
        elif read_bytes(root, path) != file.old:
            raise _conflict(path)
        else:
            _must_be_writable(full, path, "the file is read-only")
        _must_be_writable(_existing_folder(full), path, "its folder is read-only")
    for old, new in moves.items():
        if read_bytes(root, old) is None:
            raise Conflict("there is no such file", where=old)
        full = resolve(root, new)
        _must_be_free(full, new)
        for place in (resolve(root, old), full):
            _must_be_writable(_existing_folder(place), old, "its folder is read-only")


def _must_be_free(full: str, path: str) -> None:
    if os.path.lexists(full):
        raise Conflict("there is such a file already; nothing was written", where=path)


def _existing_folder(full: str) -> str:
    folder = os.path.dirname(full)
    while not os.path.lexists(folder):
        folder = os.path.dirname(folder)
    return folder


def _must_be_writable(full: str, path: str, words: str) -> None:
    """Say so even to root, whom the system would let write: somebody took the right away on purpose."""
    if not os.stat(full).st_mode & 0o222 or not os.access(full, os.W_OK):
        raise KbError(
            f"{words}; nothing was written", where=path, hint="Give the right to write, then try again."
        )
