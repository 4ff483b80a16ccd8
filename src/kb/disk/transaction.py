"""Takes several files from what they are to what they should be, or back.

Every new text is in a temporary file on disk before the first rename; a rename that fails is undone by the
same means. A process that dies in between leaves a note, from which the next writer goes on.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from kb.disk.journal import Drop, Journal, Move, Put, Step, digest
from kb.disk.publish import temporary, write_new
from kb.errors import KbError


class File(NamedTuple):
    """What a file is expected to hold and what it is to hold; ``old`` is None for a new file."""

    old: bytes | None
    new: bytes


@contextmanager
def said(words: str, where: str | None = None) -> Iterator[None]:
    """Turn what the system complains about into words."""
    try:
        yield
    except OSError as error:
        raise KbError(f"{words}: {error.strerror or error}", where=where) from None


def transact(journal: Journal, files: Mapping[str, File], moves: Mapping[str, str]) -> list[str]:
    """Temporary files first, then a promise, then the renames; a failure on the way is undone."""
    root = journal.root
    steps: list[Step] = [Move(old, new) for old, new in moves.items()]
    contents: dict[str, tuple[str, File]] = {}
    for path, file in files.items():
        target = moves.get(path, path)
        temp = os.path.relpath(temporary(f"{root}/{target}"), root).replace(os.sep, "/")
        steps.append(Put(target, temp, digest(file.old), digest(file.new)))
        contents[temp] = (path, file)
    made: list[str] = []
    try:
        with said("nothing was written"):
            journal.note(steps, promised=False)
        for path in sorted({*moves.values(), *(moves.get(path, path) for path in files)}):
            with said("the folder cannot be made; nothing was written", path):
                _make_folders(root, path, made)
        for temp, (path, file) in contents.items():
            with said("the file cannot be written; nothing was changed", path):
                write_new(
                    f"{root}/{temp}", file.new, os.stat(f"{root}/{path}") if file.old is not None else None
                )
        if len(steps) > 1:
            with said("nothing was written"):
                journal.note(steps, promised=True)
    except BaseException:
        _give_up(journal, steps, made)
        raise
    _rename_all(journal, steps, files, moves, made)
    return sorted({*(step.to if isinstance(step, Move) else step.path for step in steps)})


def _make_folders(root: Path, path: str, made: list[str]) -> None:
    here = str(root)
    for part in path.split("/")[:-1]:
        here = f"{here}/{part}"
        with suppress(FileExistsError):
            os.mkdir(here)
            made.append(here)


def _give_up(journal: Journal, steps: list[Step], made: list[str]) -> None:
    journal.sweep(steps)
    for folder in reversed(made):
        with suppress(OSError):
            os.rmdir(folder)
    with suppress(OSError):
        journal.clear()


def _rename_all(
    journal: Journal, steps: list[Step], files: Mapping[str, File], moves: Mapping[str, str], made: list[str]
) -> None:
    done: list[Step] = []
    try:
        journal.carry_out(steps, done=done)
    except (OSError, KbError) as error:
        olds = {moves.get(path, path): file.old for path, file in files.items()}
        _undo(journal, done, olds, error)
        _give_up(journal, steps, made)
        if isinstance(error, KbError):
            raise
        raise KbError(f"the files cannot be renamed: {error.strerror}; nothing was changed") from None
    with suppress(OSError):
        journal.clear()  # what is left of it says: all is done


def _undo(journal: Journal, done: list[Step], olds: Mapping[str, bytes | None], cause: Exception) -> None:
    """Put back what was there, by the same means and with the same promise."""
    root = journal.root
    back: list[Step] = []
    promised = False
    try:
        for step in reversed(done):
            if isinstance(step, Move):
                back.append(Move(step.to, step.path))
            elif isinstance(step, Put) and (old := olds[step.path]) is not None:
                temp = os.path.relpath(temporary(f"{root}/{step.path}"), root).replace(os.sep, "/")
                back.append(Put(step.path, temp, step.new, step.old))
                write_new(f"{root}/{temp}", old, os.stat(f"{root}/{step.path}"))
            elif isinstance(step, Put):
                back.append(Drop(step.path, step.new))
        if back:
            journal.note(back, promised=True)
            promised = True
            journal.carry_out(back)
    except (OSError, KbError):
        if not promised:  # the first promise stands, and the next writer keeps it
            journal.sweep(back)
        why = cause.strerror if isinstance(cause, OSError) else cause
        hint = "The next command that writes finishes it; until then do not edit these files."
        paths = ", ".join(sorted(step.path for step in done))
        raise KbError(f"only a part could be written ({paths}): {why}", hint=hint) from None
