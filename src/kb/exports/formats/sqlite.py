"""The tables of `kb sql` as an SQLite database: a file that every language and many programs open."""

from __future__ import annotations

from typing import ClassVar

from kb.errors import KbError
from kb.exports.export import Exporter, Request
from kb.index import Index


class Sqlite(Exporter):
    """A database of the whole base."""

    name: ClassVar[str] = "sqlite"
    summary: ClassVar[str] = "the tables of `kb sql` as a database"
    binary: ClassVar[bool] = True

    def write(self, request: Request) -> bytes:
        """The bytes of the database."""
        if request.ids:
            raise KbError("a database holds the whole base", hint="Leave the ids out.")
        return Index(request.graph, request.findings(), request.transitions()).image()
