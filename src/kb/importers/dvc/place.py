"""Where the results of DVC are: the folder of a pipeline or of DVCLive, and the project that it belongs to."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from typing import Final, NamedTuple

from kb.errors import KbError
from kb.history import git

_LIVE: Final = "metrics.json"


class Place(NamedTuple):
    """Where the results of one pipeline are.

    Attributes:
        root: the folder of the base.
        top: of the repository, or the folder itself where there is none.
        folder: of the pipeline, from the top; empty at the top.
        live: the folder is one that DVCLive writes, without a pipeline.
        in_git: whether git reads the repository.
        repository: its address, if it is not the one that the base lies in.
    """

    root: Path
    top: Path
    folder: str
    live: bool
    in_git: bool
    repository: str | None = None

    def shown(self, path: str) -> str:
        """A path of the project as a record names it: from the base. Addresses stay as they are."""
        if "://" in path or posixpath.isabs(path):
            return path
        try:
            found = Path(os.path.relpath(self.top / path, self.root)).as_posix()
        except ValueError:  # another drive
            found = (self.top / path).as_posix()
        return found

    @property
    def uri(self) -> str:
        """The folder as a record names it."""
        return self.shown(self.folder)

    @property
    def files(self) -> tuple[str, ...]:
        """The files that tell which others belong to the results."""
        if self.live:
            return (posixpath.join(self.folder, _LIVE),)
        return posixpath.join(self.folder, "dvc.yaml"), posixpath.join(self.folder, "dvc.lock")

    def id(self, known: str) -> str:
        """The id of a run: with the folder, where the pipeline is not at the top."""
        return f"{self.folder}:{known}" if self.folder else known


def find(root: Path, source: str) -> Place:
    """The place that is meant by a folder, a `dvc.yaml` or a `dvc.lock`.

    Raises:
        KbError: there is none of DVC's.
    """
    if "://" in source:
        raise KbError(
            f"DVC is read from files, not from {source.partition('://')[0]}://…",
            hint="Clone the repository and name its folder; `dvc exp pull` fetches the experiments.",
        )
    path = root / source
    folder = path.parent if path.name in ("dvc.yaml", "dvc.lock") else path
    if not os.path.lexists(path) or not folder.is_dir():
        raise KbError(f"there is no folder {source}", hint="Name the folder that holds dvc.yaml.")
    folder = folder.resolve()
    live = False
    if not any((folder / name).exists() for name in ("dvc.yaml", "dvc.lock")):
        live = True
        if not (folder / _LIVE).exists():
            folder = folder / "dvclive"
        if not (folder / _LIVE).exists():
            raise KbError(
                f"{source} holds neither dvc.yaml nor what DVCLive writes",
                hint=f"Name the folder of the pipeline{_nearby(path)}.",
            )
    top = git.top_level(folder)
    if top is not None and folder.is_relative_to(top.resolve()):
        top = top.resolve()
        inside = folder.relative_to(top).as_posix()
        own = git.top_level(root)
        address = git.remote_address(top) if own is None or own.resolve() != top else None
        return Place(
            root.resolve(), top, "" if inside == "." else inside, live, in_git=True, repository=address
        )
    return Place(root.resolve(), folder, "", live, in_git=False)


def _nearby(folder: Path) -> str:
    """The folders right below that hold a pipeline, for a hint."""
    try:
        names = sorted(below.name for below in folder.iterdir() if (below / "dvc.yaml").is_file())
    except OSError:
        return ""
    return f", such as {', '.join(names[:3])}" if names else ""
