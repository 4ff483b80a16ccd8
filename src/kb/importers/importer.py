"""What an importer is: a tool's name, the places where its runs usually are, and the runs it reads there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from kb.errors import KbError
from kb.importers.run import Run, Trouble


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of an importer.

    Attributes:
        root: the folder of the base; relative sources are meant from here.
        source: a path, or the address of a server.
        groups: only runs of these experiments or projects of the tool, by name; empty for all.
        ids: only these runs; empty for all.
        settings: the table `[import.<tool>]` of the configuration: what it says, and the defaults of the rest.
        mapping: which of several mappings in `settings` is meant, where the tool has such.
    """

    root: Path
    source: str
    groups: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    settings: Mapping[str, Any] = field(default_factory=dict)
    mapping: str | None = None

    def wants(self, run: Run) -> bool:
        """Whether a run is asked for."""
        asked = not self.ids or not self.ids.isdisjoint((run.id, *run.known_as))
        return asked and (not self.groups or run.group in self.groups)


class BadSetting(KbError):
    """A setting of the tool that cannot be followed.

    Args:
        message: what is wrong.
        key: the path of the key below `[import.<tool>]`.
        hint: what to do.
    """

    def __init__(self, message: str, key: tuple[str, ...], hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.key = key


class Importer:
    """Reads the runs of one tool. A subclass states the class attributes; it keeps no state and writes nothing.

    A source is data of somebody else: whatever it holds, an importer answers with runs and troubles. It bounds what
    it reads, follows no link out of the source, and runs nothing.
    """

    name: ClassVar[str]
    """As in `kb import NAME` and `run.tracker`."""
    summary: ClassVar[str]
    """One sentence for the help: what is read."""
    usual: ClassVar[tuple[str, ...]] = ()
    """Where the runs are if nobody says, from the root; the first that is there is taken."""

    def runs(self, request: Request) -> Iterator[Run | Trouble]:
        """The runs of a source that are asked for, the oldest first, and what could not be read.

        Raises:
            KbError: there is no such source, or it is none of this tool's.
        """
        raise NotImplementedError
