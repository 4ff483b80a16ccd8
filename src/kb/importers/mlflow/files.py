"""Looks at the files that runs left behind, where MLflow puts them beside its store: names, digests, what they ran in.

No link is followed, nothing outside the folder of the store is touched, and what is large is named without a digest.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from kb import digests
from kb.importers.mlflow.kept import Kept, LoggedModel, Seen
from kb.importers.mlflow.reading import TooMuchError, text_of
from kb.importers.run import Artifact
from kb.text.yaml_document import BadYaml
from kb.text.yaml_document import read as read_yaml

MOST_NAMED: Final = 30
"""Of one run; where there are more, their folder is named instead."""
LARGE: Final = 8 * 1024 * 1024
"""Bytes of a file or folder that gets no digest."""
MOST_READ: Final = 2 * 1024 * 1024 * 1024
"""Bytes that are read for digests in one go."""


class Files:
    """The files beside one store.

    Args:
        folder: in which the store lies.
        root: of the base; paths are given from here.
        tops: folders in it that MLflow puts files into.
    """

    def __init__(self, folder: Path, root: Path, tops: tuple[str, ...] = ("mlruns", "mlartifacts")) -> None:
        self.tops = tops
        self.folder = Path(os.path.realpath(folder))
        self.root = Path(os.path.realpath(root))
        self.left = MOST_READ

    def look(self, kept: Kept) -> None:
        """Adds to a run what is in its files."""
        outputs: list[Artifact] = []
        environment: dict[str, str] = {}
        place = self.place(kept.artifacts, (kept.experiment, kept.id, "artifacts"))
        if place is not None:
            outputs += self.named(place, f"runs:/{kept.id}")
            for name in _names(place)[:MOST_NAMED]:  # where MLflow 2 put a model
                environment |= self.environment(place / name)
        for model in sorted(kept.models):
            place = self.place("", (kept.experiment, "models", model.id, "artifacts"))
            outputs.append(self.output(place, f"models:/{model.id}", said_of(model)))
            if place is not None:
                environment |= self.environment(place)
        kept.seen = Seen(tuple(outputs), environment)

    def place(self, address: str, tail: tuple[str, ...]) -> Path | None:
        """A folder of files: where the store says it is if that is inside, else in MLflow's usual places."""
        if any(part in ("", ".", "..") or "/" in part or "\\" in part or "\0" in part for part in tail):
            return None
        for folder in (*self.told(address, tail), *(self.folder.joinpath(top, *tail) for top in self.tops)):
            if _is_plain(self.folder, folder):
                return folder
        return None

    def told(self, address: str, tail: tuple[str, ...]) -> Iterator[Path]:
        try:
            parts = urlsplit(address)
        except ValueError:
            return
        if parts.scheme not in ("", "file") or parts.netloc or "\0" in address:
            return
        path = Path(os.path.normpath(self.folder / (unquote(parts.path) if parts.scheme else address)))
        if path.parts[-2:] == tail[-2:] and path.is_relative_to(self.folder):
            yield path

    def named(self, place: Path, address: str) -> list[Artifact]:
        """What lies in the folder of a run; one item for a folder, however much is in it."""
        names = _names(place)
        if len(names) > MOST_NAMED:
            return [self.output(place, address, f"{len(names)} files", digest=False)]
        return [self.output(place / name, f"{address}/{name}", None) for name in names]

    def output(self, path: Path | None, address: str, what: str | None, *, digest: bool = True) -> Artifact:
        if path is None:
            return Artifact(address, what=what, found=True)
        uri = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else address
        return Artifact(uri, self.digest(path) if digest else None, what, found=True)

    def digest(self, path: Path) -> str | None:
        size = _size(path)
        if size is None or size > min(LARGE, self.left):
            return None
        self.left -= size
        try:
            return str(digests.of(path, most_bytes=LARGE))
        except digests.Undigested:
            return None

    def environment(self, place: Path) -> dict[str, str]:
        """What MLflow wrote beside a model of the Python that it was made with."""
        try:
            python = python_of(text_of(place / "MLmodel", LARGE))
        except (OSError, TooMuchError):
            return {}
        found = {"python": python} if python else {}
        for name in ("requirements.txt", "conda.yaml"):
            if place.is_relative_to(self.root) and _size(place / name) is not None:
                found["lockfile"] = (place / name).relative_to(self.root).as_posix()
                break
        return found


def said_of(model: LoggedModel) -> str:
    """A logged model in words."""
    return f"model {model.name}" if model.name not in ("", "model") else "model"


def python_of(text: str) -> str | None:
    """The version of Python in a file `MLmodel`."""
    try:
        about: Any = read_yaml(text)
    except BadYaml:
        return None
    for key in ("flavors", "python_function"):
        about = about.get(key) if isinstance(about, dict) else None
    version = about.get("python_version") if isinstance(about, dict) else None
    return str(version)[:40] if isinstance(version, str | float) else None


def _is_plain(top: Path, folder: Path) -> bool:
    """Whether a folder is there, with no link on the way from the top."""
    here = os.fspath(top)
    for part in folder.relative_to(top).parts:
        here = f"{here}/{part}"  # asked once or twice for each of thousands of runs
        try:
            if not stat.S_ISDIR(os.lstat(here).st_mode):
                return False
        except OSError:
            return False
    return True


def _names(folder: Path) -> list[str]:
    """Files and folders, sorted; links and names that are no text are passed over."""
    try:
        with os.scandir(folder) as entries:
            return sorted(
                entry.name
                for entry in entries
                if (entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False))
                and entry.name.isprintable()
            )
    except OSError:
        return []


def _size(path: Path) -> int | None:
    """Bytes of a file, or of all in a folder; None if there is a link in it, or too many files."""
    total = count = 0
    pending = [path]
    try:
        while pending:
            here = pending.pop()
            about = here.lstat()
            if stat.S_ISDIR(about.st_mode):
                pending += here.iterdir()
            elif not stat.S_ISREG(about.st_mode):
                return None
            total += about.st_size
            count += 1
            if count > 1000:
                return None
    except OSError:
        return None
    return total
