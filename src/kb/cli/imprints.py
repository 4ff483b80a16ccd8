"""Takes the imprints of the texts of a base while they are in memory, for the run that comes after the next edit."""

from __future__ import annotations

from collections.abc import Sequence

from kb.base import MENTION, Document, KnowledgeBase
from kb.cli import reworded
from kb.cli.reworded import Reading
from kb.text import imprint

_NONE = bytes(reworded.NUMBERS)


class Imprints:
    """The imprints of all texts, in the order in which they were read: a few bytes each."""

    def __init__(self) -> None:
        self._taken = bytearray()

    def note(self, document: Document) -> None:
        """Take the imprint of a text that was read just now."""
        said = take(document)
        if said is None:
            self._taken += _NONE
        else:
            self._taken += document.body.to_bytes(reworded.OFFSET, "big") + said

    def reading(self, base: KnowledgeBase, fresh: Sequence[str]) -> Reading:
        """What the cache has to know of a base that was read.

        Args:
            base: the documents that were noted.
            fresh: the files that were written a moment before.
        """
        documents = [base.by_path[path] for path in fresh if path in base.by_path]
        texts = {document.path: document.source.text for document in documents}
        for document in documents:
            document.source.settle()
        return Reading(
            texts,
            lambda: reworded.rests(document.source for document in base.documents),
            self._taken,
            tuple(document.id for document in base.documents),
            base.by_path,
            tuple(base.types.by_prefix),
        )


def take(document: Document) -> bytes | None:
    """The imprint of a text; None if words alone can be a finding in it."""
    if not document.understood or document.sightings:
        return None
    mentions = [raw.target for raw in document.links if raw.link is MENTION]
    hrefs = [href.target for href in document.hrefs]
    return imprint.take(document.source.text, document.body, mentions, hrefs)
