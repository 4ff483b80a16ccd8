"""Brings the data of an experiment to the place where its command runs again, and looks whether they are the same."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kb import digests
from kb.digests import Undigested
from kb.errors import KbError
from kb.experiments import places
from kb.experiments.places import Datum
from kb.experiments.recording import Progress
from kb.records.experiment import Experiment

Answer = Literal["same", "other", "absent", "elsewhere", "unknown"]


@dataclass(frozen=True)
class Checked:
    """One part of the data, looked at.

    Attributes:
        split: its name.
        uri: as recorded.
        recorded: the digest in the record.
        now: the digest of what is there.
        answer: `same` or `other` than recorded; `absent` here, so that the command may have to make it; `elsewhere`,
            on another machine; `unknown` where the record holds no digest, or one that cannot be computed here.
        why: more about an answer that needs it.
    """

    split: str
    uri: str
    recorded: str | None
    now: str | None
    answer: Answer
    why: str = ""

    @property
    def words(self) -> str:
        """The answer as a sentence."""
        name = f"{self.split}: {self.uri}"
        if self.answer == "same":
            return f"{name} is the recorded one"
        if self.answer == "other":
            return f"{name} is not the recorded one: {self.now} instead of {self.recorded}"
        if self.answer == "absent":
            return f"{name} is not here; if the command makes it, it is looked at afterwards"
        if self.answer == "elsewhere":
            return f"{name} is not on this machine, so nobody looks whether it is the recorded one"
        return f"{name} cannot be compared: {self.why}"


def check(experiment: Experiment, here: Path, there: Path | None, progress: Progress) -> list[Checked]:
    """Look at the data of an experiment.

    Args:
        experiment: with its data.
        here: the folder that stands for the root of the base where the command runs.
        there: the root of the base, where data are that are in no commit; None when it is the same.
        progress: told what is read.
    """
    return [
        _checked(split, entry.uri, entry.digest, here, there, progress)
        for split, entry in (experiment.data or {}).items()
        if entry.uri is not None
    ]


def _checked(
    split: str, uri: str, recorded: str | None, here: Path, there: Path | None, progress: Progress
) -> Checked:
    found = source(uri, here, there)
    if found.path is None:
        return Checked(split, uri, recorded, None, "elsewhere")
    if not found.there:
        return Checked(split, uri, recorded, None, "absent")
    wanted = digests.parse(recorded) if recorded is not None else None
    if wanted is None:
        why = (
            "the record holds no digest" if recorded is None else f"{recorded} is a digest of another program"
        )
        return Checked(split, uri, recorded, None, "unknown", why)
    try:
        now = found.digest(wanted.algorithm, progress(uri))
    except Undigested as error:
        return Checked(split, uri, recorded, None, "unknown", error.message)
    return Checked(split, uri, recorded, str(now), "same" if now == wanted else "other")


def source(uri: str, here: Path, there: Path | None) -> Datum:
    """Where the data are: in the commit if it holds them, else in the base."""
    found = places.datum(here, uri)
    return found if found.there or there is None or not found.inside else places.datum(there, uri)


def supply(experiment: Experiment, here: Path, there: Path) -> None:
    """Copy the data that no commit holds; they are copies, so that nothing can happen to the originals.

    Raises:
        KbError: there is no room for them, or they cannot be read.
    """
    wanted: dict[str, None] = {}
    for entry in (experiment.data or {}).values():
        if entry.uri is not None:
            found = source(entry.uri, here, there)
            if found.inside and found.there and not places.datum(here, entry.uri).there:
                wanted.update(
                    dict.fromkeys(found.files if found.files is not None else _files(there, entry.uri))
                )
    _must_fit(there, wanted, here)
    for name in wanted:
        target = here / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.parent.resolve().is_relative_to(here.resolve()):
                raise KbError("a link in the commit leads the data out of the work tree", where=name)
            _copy(there / name, target)
        except OSError as error:
            raise KbError(f"the data cannot be copied: {error.strerror}", where=name) from None


def _files(root: Path, uri: str) -> Iterable[str]:
    return places.stamps(root, [uri])


def _must_fit(root: Path, names: Iterable[str], here: Path) -> None:
    size = sum((root / name).stat().st_size for name in names)
    free = shutil.disk_usage(here).free
    if size > free:
        hint = "Let TMPDIR name a folder with more room, or run it with --here."
        raise KbError(f"the data have {size:,} bytes, and {here} has room for {free:,}", hint=hint)


def _copy(source_: Path, target: Path) -> None:
    """A copy that shares the blocks of the original, where the file system can do that.

    It may be written to: commands that make their data anew do so, and only the copy is changed.
    """
    if not _clone(source_, target):
        shutil.copyfile(source_, target)
    target.chmod(stat.S_IMODE(source_.stat().st_mode) | stat.S_IWUSR)


_FICLONE = 0x40049409


def _clone(source_: Path, target: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    import fcntl

    with source_.open("rb") as old:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            fcntl.ioctl(descriptor, _FICLONE, old.fileno())
        except OSError:
            return False
        finally:
            os.close(descriptor)
    return True
