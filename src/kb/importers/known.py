"""Knows which record holds which run: by tracker and id, and by the place of the runs where ids are small numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from kb.base import Document, KnowledgeBase
from kb.errors import Refused
from kb.importers.run import Run
from kb.records.experiment import Experiment

_UNIQUE: Final = re.compile(r"[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class Known:
    """The runs that the records of a base name.

    A file that cannot be read as a record still counts, as far as its front matter can be read: a second record of the
    same run would be worse than none.
    """

    def __init__(self, base: KnowledgeBase) -> None:
        self._by_id: dict[tuple[str, str], list[Document]] = {}
        self._unread: list[Document] = []
        self._fields: dict[str, Mapping[str, Any]] = {}
        for document in base.documents:
            run = _run(document)
            if run is not None:
                key = (str(run.get("tracker")), str(run.get("id")))
                self._by_id.setdefault(key, []).append(document)
                self._fields[document.path] = run
            elif document.record is None and not document.values:
                self._unread.append(document)

    def of(self, run: Run) -> Document | None:
        """The document that holds a run.

        Raises:
            Refused: two do, or one that cannot be read may do so.
        """
        found = [d for d in self._by_id.get((run.tracker, run.id), ()) if self._same_place(d, run)]
        if len(found) > 1:
            raise Refused(
                f"two records hold this run: {found[0].path} and {found[1].path}",
                hint="Take `run` out of one of them.",
            )
        if found:
            return found[0]
        if len(run.id) > 1:
            for document in self._unread:
                if run.id in document.source.text and run.tracker in document.source.text:
                    raise Refused(
                        f"{document.path} cannot be read and may hold this run", hint="`kb lint` says why."
                    )
        return None

    def _same_place(self, document: Document, run: Run) -> bool:
        uri = self._fields[document.path].get("uri")
        return uri is None or uri == run.uri or _UNIQUE.fullmatch(run.id) is not None


def _run(document: Document) -> Mapping[str, Any] | None:
    """`run` of a document, as fields by name."""
    record = document.record
    if isinstance(record, Experiment):
        run = record.run
        return None if run is None else {"tracker": run.tracker, "id": run.id, "uri": run.uri}
    if record is not None:
        return None
    raw = document.values.get("run")
    return raw if isinstance(raw, Mapping) and raw.get("id") is not None else None
