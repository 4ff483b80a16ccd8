"""Carries several changes of files through together: either all are done, or the next writer finishes them.

Steps are noted in the state folder before the first file is touched. A note of intent names the temporary
files, so that a crash while they are written leaves nothing behind; once all of them are on disk, the note
becomes a promise, and from then on doing the steps again leads to the same end, however often it is
interrupted.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from kb.disk.inside import checked, folder_trouble
from kb.disk.publish import is_temporary, rename_new, sync_folder, temporary, write_new
from kb.disk.read import read_bytes
from kb.disk.state import state_folder
from kb.errors import Conflict, KbError

NAME: Final = "journal"


class Put(NamedTuple):
    """Give a file the bytes of a temporary one. ``old`` is the digest of what it holds; empty if new."""

    path: str
    temp: str
    old: str
    new: str


class Move(NamedTuple):
    """Give a file a new name, which must be free."""

    path: str
    to: str


class Drop(NamedTuple):
    """Remove a file if it still holds what ``old`` is the digest of; a temporary file in any case."""

    path: str
    old: str


Step = Put | Move | Drop
_KINDS: Final[dict[str, type[Put] | type[Move] | type[Drop]]] = {"put": Put, "move": Move, "drop": Drop}


def digest(data: bytes | None) -> str:
    """What tells one content of a file from another; empty for a file that is not there."""
    import hashlib  # loads a library of its own

    return hashlib.sha256(data).hexdigest() if data is not None else ""


class Journal:
    """The steps of one write and how far it has come.

    Args:
        root: the folder of the base; the caller holds its lock.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = state_folder(root)
        self.file = str(self.folder / NAME)

    def note(self, steps: Sequence[Step], *, promised: bool) -> None:
        """Write the steps down; a promise is on disk before this returns."""
        import json

        named = [[type(step).__name__.lower(), *step] for step in steps]
        temp = temporary(self.file)
        write_new(
            temp, json.dumps({"version": 1, "promised": promised, "steps": named}).encode(), durable=promised
        )
        os.rename(temp, self.file)
        if promised:
            sync_folder(str(self.folder))

    def clear(self) -> None:
        """Everything is done: forget the steps."""
        with suppress(FileNotFoundError):
            os.unlink(self.file)

    def recover(self) -> list[str]:
        """Finish or undo what an interrupted write left behind; returns the paths that were changed.

        A file that is neither what it was nor what it should become was written by somebody else since: it
        stays.
        """
        promised, steps = self._noted()
        changed = self.carry_out(steps, recovering=True) if promised else []
        self.sweep(steps)
        for entry in os.scandir(self.folder):
            if is_temporary(entry.name):
                os.unlink(entry.path)
        self.clear()
        return changed

    def _noted(self) -> tuple[bool, list[Step]]:
        import json

        try:
            data = json.loads(Path(self.file).read_bytes())
            return data["promised"] is True, [_step(*words) for words in data["steps"]]
        except FileNotFoundError:
            return False, []
        except (OSError, ValueError, KeyError, TypeError, KbError):
            return False, []  # not ours: our notes appear whole or not at all

    def carry_out(
        self, steps: Sequence[Step], *, done: list[Step] | None = None, recovering: bool = False
    ) -> list[str]:
        """Do the steps that are not done yet; returns the paths that were changed.

        Args:
            steps: what to do, in this order.
            done: what was done is added to it, also if a later step fails.
            recovering: leave alone what somebody else has changed instead of refusing.

        Raises:
            Conflict: somebody else changed a file since it was compared.
            OSError: a step failed.
        """
        done = [] if done is None else done
        for step in steps:
            try:
                if self._do(step):
                    done.append(step)
            except (Conflict, FileExistsError):
                if not recovering:
                    raise
        for folder in sorted(
            {f"{self.root}/{path}".rpartition("/")[0] for step in done for path in _paths(step)}
        ):
            sync_folder(folder)
        return [step.to if isinstance(step, Move) else step.path for step in done]

    def _do(self, step: Step) -> bool:
        target = self._full(step.path)
        if isinstance(step, Move):
            if not os.path.lexists(target):
                return False
            rename_new(target, self._full(step.to))
            return True
        if isinstance(step, Drop):
            return self._drop(step, target)
        temp = self._full(step.temp)
        if not os.path.lexists(temp):
            return False
        self._compare(step.path, step.old)
        if step.old:
            os.rename(temp, target)
        else:
            rename_new(temp, target)
        return True

    def _drop(self, step: Drop, target: str) -> bool:
        if not os.path.lexists(target):
            return False
        if not is_temporary(step.path):
            self._compare(step.path, step.old)
        os.unlink(target)
        return True

    def _compare(self, path: str, old: str) -> None:
        if digest(read_bytes(self.root, path)) != old:
            raise Conflict(
                "the file was changed meanwhile; nothing was written", where=path, hint="Try again."
            )

    def _full(self, path: str) -> str:
        if (trouble := folder_trouble(self.root, path)) is not None:
            raise Conflict(trouble, where=path)
        return f"{self.root}/{path}"

    def sweep(self, steps: Sequence[Step]) -> None:
        """Remove the temporary files of steps that will not be done."""
        for step in steps:
            if isinstance(step, Put) and is_temporary(step.temp):
                with suppress(OSError):
                    os.unlink(f"{self.root}/{step.temp}")


def _step(kind: Any, *words: Any) -> Step:
    step = _KINDS[kind](*map(str, words))
    for path in _paths(step):
        checked(path)
    if isinstance(step, Put) and not is_temporary(checked(step.temp)):
        raise ValueError(step.temp)
    return step


def _paths(step: Step) -> tuple[str, ...]:
    return (step.path, step.to) if isinstance(step, Move) else (step.path,)
