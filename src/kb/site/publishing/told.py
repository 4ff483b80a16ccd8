"""What a base tells besides the texts of its records: all that pages show, but for the text of their own record.

They show fields, links, states, findings and the history. So an edit of a text that moves none of these changes one
page. It is one digest for all of them: who asks which field is not looked at.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from kb.citations import confirmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.base import Document
    from kb.site.material import Material


def told(material: Material) -> bytes:
    """The digest of everything but the texts; of a file that is no record, the text is in it, too."""
    whole = blake2b(digest_size=16)
    for document in material.whole.documents:
        text = document.source.text
        known = document.record is not None
        _take(
            whole,
            [document.path, document.id, document.type, known, text[: document.body] if known else text],
        )
        _take(whole, ((link.link.kind, link.target) for link in document.links))
        _take(whole, _cited(material, document))
    _take(whole, _findings(material))
    _take(whole, _surroundings(material))
    return whole.digest()


def _take(whole: Any, said: Iterable[Any]) -> None:
    whole.update(repr(list(said)).encode("utf-8", "surrogatepass"))


def _cited(material: Material, document: Document) -> Iterator[tuple[str, str]]:
    """How its citations stand that somebody has confirmed: that depends on the texts of others."""
    if document.record is not None and document.record.reviewed:
        for citation in confirmed(material.graph, document):
            yield citation.target.path, citation.state


def _findings(material: Material) -> Iterator[tuple[Any, ...]]:
    """The findings, and where they stand: a text above one moves it."""
    for found in material.findings:
        document = material.whole.by_path.get(found.path)
        yield found, document.source.position(found.span.start) if document is not None else None


def _surroundings(material: Material) -> Iterator[Any]:
    """The history, and what was seen of the repository."""
    chronicle, facts = material.chronicle, material.facts
    yield chronicle.head, chronicle.commits, chronicle.cut, chronicle.untold
    yield from chronicle.lives
    for seen in facts:
        yield sorted(map(repr, seen.items()))
