"""What an exporter is, and all that it may look at."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import ClassVar

from kb import discovery
from kb.base import Document
from kb.errors import KbError
from kb.exports import formats
from kb.graph import Graph
from kb.index import FindingRow, TransitionRow
from kb.record import Record


@dataclass(frozen=True, slots=True)
class Request:
    """All that an exporter may look at.

    Attributes:
        graph: the base as the audience sees it, and its links.
        root: the folder of the base.
        today: the day of the export.
        audience: for whom it is.
        hidden: paths of the files that are kept from the audience, and their ids.
        ids: the records that were asked for; none of them means those that the format is about.
        options: what else was asked for, by the names of the options.
        findings: what the linter says of what the audience sees.
        transitions: what the history tells of it.
    """

    graph: Graph
    root: Path
    today: date
    audience: str = "internal"
    hidden: Mapping[str, str] = field(default_factory=dict)
    ids: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    findings: Callable[[], Iterable[FindingRow]] = tuple
    transitions: Callable[[], Iterable[TransitionRow]] = tuple

    def records(self) -> Iterator[tuple[Document, Record]]:
        """The records that were asked for, in the order asked for; without that all of them, by path."""
        by_id = self.graph.base.by_id
        documents = [by_id[id] for id in dict.fromkeys(self.ids)] if self.ids else self.graph.base.documents
        for document in documents:
            if document.record is not None:
                yield document, document.record

    def title(self, id: str) -> str | None:
        """The title of a record that the audience may see."""
        document = self.graph.base.by_id.get(id)
        return document.record.title if document is not None and document.record is not None else None


class Exporter:
    """One format; a subclass is a file in `kb.exports.formats`.

    Attributes:
        name: what it is called on the command line.
        summary: what it is good for, in a few words.
        binary: whether it is nothing for a terminal.
        options: the names of the options that it knows.
    """

    name: ClassVar[str]
    summary: ClassVar[str]
    binary: ClassVar[bool] = False
    options: ClassVar[frozenset[str]] = frozenset()

    def write(self, request: Request) -> bytes:
        """The whole export.

        Raises:
            KbError: something is missing that the format needs.
        """
        raise NotImplementedError


def names() -> list[str]:
    """The formats there are."""
    return [name.replace("_", "-") for name in discovery.module_names(formats)]


def exporter(name: str) -> Exporter:
    """The exporter of a format; the others are not even loaded."""
    module = importlib.import_module(f"{formats.__name__}.{name.replace('-', '_')}")
    return discovery.own(module, Exporter)()


def exporters() -> list[Exporter]:
    """All exporters, by name."""
    return [exporter(name) for name in names()]


def needs(package: str, extra: str, format_: str) -> KbError:
    """What to say when a format needs a package that is not installed."""
    return KbError(
        f"`kb export {format_}` needs {package}",
        hint=f'Install it: {sys.executable} -m pip install "research-kb[{extra}]".',
    )
