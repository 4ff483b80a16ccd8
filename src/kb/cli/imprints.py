"""Takes the imprints of the texts of a base while they are in memory, for the run that comes after the next edit."""

from __future__ import annotations

from collections.abc import Sequence

from kb.base import MENTION, Document, KnowledgeBase
from kb.cli import reworded
from kb.cli.reworded import Reading
from kb.text import imprint

_NONE = bytes(reworded.NUMBERS)


class Imprints:
    """The imprints of all texts: a few bytes each."""

    def __init__(self) -> None:
        self._taken = bytearray()
        self._paths: list[str] = []

    def note(self, document: Document) -> None:
        """Take the imprint of a text that was read just now."""
        said = take(document)
        self._paths.append(document.path)
        if said is None:
            self._taken += _NONE
        else:
            self._taken += document.body.to_bytes(reworded.OFFSET, "big") + said

    def told(self) -> tuple[list[str], bytes]:
        """Those that were taken since somebody asked last; here they are forgotten."""
        said = self._paths, bytes(self._taken)
        self._paths, self._taken = [], bytearray()
        return said

    def take(self, told: tuple[list[str], bytes]) -> None:
        """Add those that another process took."""
        self._paths += told[0]
        self._taken += told[1]

    def _in_order(self, base: KnowledgeBase) -> bytearray:
        numbers, taken = reworded.NUMBERS, self._taken
        at = {path: n * numbers for n, path in enumerate(self._paths)}
        places = [at[document.path] for document in base.documents]
        if places == sorted(places):
            return taken
        return bytearray().join([taken[place : place + numbers] for place in places])

    def reading(self, base: KnowledgeBase, fresh: Sequence[str]) -> Reading:
        """What the cache has to know of a base that was read.

        Args:
            base: the documents, which were noted unless none was.
            fresh: the files that were written a moment before.
        """
        documents = [base.by_path[path] for path in fresh if path in base.by_path]
        texts = {document.path: document.source.text for document in documents}
        for document in documents:
            document.source.settle()
        return Reading(
            texts,
            lambda: reworded.rests(document.source for document in base.documents),
            self._in_order(base) if self._paths else b"",
            tuple(document.id for document in base.documents),
            base.by_path,
            tuple(base.types.by_prefix),
        )


def take(document: Document) -> bytes | None:
    """The imprint of a text; None if words alone can be a finding in it."""
    if not document.understood or document.sightings or document.queries:
        return None
    mentions = [raw.target for raw in document.links if raw.link is MENTION]
    hrefs = [href.target for href in document.hrefs]
    return imprint.take(document.source.text, document.body, mentions, hrefs)
