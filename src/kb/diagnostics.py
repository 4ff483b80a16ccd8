"""The values that reading and judging hand on: places in a text, edits of a text, findings about a text.

Offsets count characters from the start of the text; lines and columns exist only where a person or another
program reads them (:meth:`kb.text.source.Source.position`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from kb.spans import Position, Span

__all__ = ["Diagnostic", "Edit", "Move", "Position", "Related", "Severity", "Span"]


class Severity(StrEnum):
    """How much a finding weighs: an error fails `kb lint`, a warning fails it under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Edit(NamedTuple):
    """Replace the characters of ``span`` in the file ``path`` by ``text``: the only way a file changes."""

    path: str
    span: Span
    text: str


class Move(NamedTuple):
    """Give the file ``path`` the name ``to``, which must be free; edits of the same finding name the old one."""

    path: str
    to: str


class Related(NamedTuple):
    """A second place that a finding is about, with what it is."""

    path: str
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. A value: it is returned, sorted and printed, never raised.

    Attributes:
        path: the file, relative to the root of the base, with forward slashes.
        span: the characters it is about.
        code: the stable code of the rule, such as ``LK001``.
        name: the rule's name, such as ``dangling-link``.
        severity: after the configuration had its say.
        message: what is wrong, in the words of the record.
        help: what to do about it.
        record: the id of the record, where one could be read.
        related: other places that belong to the finding.
        edits: the edits that mend it, if it can be mended without thought.
        safe: whether those edits keep the meaning (``--fix``) or need ``--unsafe-fixes``.
        moves: the files that get another name with these edits.
    """

    path: str
    span: Span
    code: str
    name: str
    severity: Severity
    message: str
    help: str = ""
    record: str | None = None
    related: tuple[Related, ...] = ()
    edits: tuple[Edit, ...] = field(default=())
    safe: bool = True
    moves: tuple[Move, ...] = ()

    @property
    def mendable(self) -> bool:
        """Whether there is something that mends it, safe or not."""
        return bool(self.edits or self.moves)

    @property
    def sort_key(self) -> tuple[str, int, str, str]:
        """By file, then place, then code: the order in which findings are shown."""
        return (self.path, self.span.start, self.code, self.message)
