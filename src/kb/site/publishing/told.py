"""What a base tells besides the texts of its records: all that pages show, but for the text of their own record.

They show fields, links, states, findings and the history. So an edit of a text that moves none of these changes one
page. It is one digest for all of them: who asks which field is not looked at. Titles alone have one more beside it, for
they stand on many pages and decide nothing: another title changes the pages that name its record.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kb.citations import confirmed
from kb.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.base import Document
    from kb.site.material import Material

_SIZE: Final = 8  # bytes of the digest of a title
_PLAIN: Final = re.compile(r"[^\W_][^#:\r\n]*\Z")


class Told(NamedTuple):
    """What a base tells, in short.

    Attributes:
        whole: the digest of everything but the texts; of a file that is no record, the text is in it, too.
        bare: the same without those titles that stand on a line of their own.
        titles: the digests of those titles, in the order of their files.
        named: the ids of the records that have them, in the same order.
    """

    whole: bytes
    bare: bytes
    titles: str
    named: list[str | None]


def told(material: Material) -> Told:
    """What the base tells now."""
    bare = blake2b(digest_size=16)
    titles: list[str] = []
    named: list[str | None] = []
    for document in material.whole.documents:
        text = document.source.text
        known = document.record is not None
        said = text[: document.body] if known else text
        at = _title_in(said, document.record.title) if document.record is not None else None
        if document.record is not None and at is not None:
            said = f"{said[: at.start]}\0{said[at.end :]}"
            titles.append(blake2b(_bytes(document.record.title), digest_size=_SIZE).hexdigest())
            named.append(document.id)
        _take(bare, [document.path, document.id, document.type, known, said])
        _take(bare, ((link.link.kind, link.target) for link in document.links))
        _take(bare, _cited(material, document))
    _take(bare, _findings(material))
    _take(bare, _surroundings(material))
    joined = "".join(titles)
    whole = blake2b(bare.digest() + joined.encode(), digest_size=16)
    return Told(whole.digest(), bare.digest(), joined, named)


def renamed(now: Told, before: str) -> set[str | None]:
    """The ids of the records whose titles are others than before, where a base tells nothing else that is new.

    Args:
        now: what it tells.
        before: the titles that it told.
    """
    step = 2 * _SIZE
    return {
        id
        for at, id in zip(range(0, len(now.titles), step), now.named, strict=True)
        if now.titles[at : at + step] != before[at : at + step]
    }


def _title_in(head: str, title: str) -> Span | None:
    """Where a title stands in a front matter, if it stands as it is, on one line: then nothing else follows from it."""
    begin = head.find("\ntitle: ") + 8
    end = begin + len(title)
    alone = begin > 7 and head.startswith(title, begin) and head.startswith("\n", end)
    return (
        Span(begin, end)
        if alone and _PLAIN.match(title) and not head.startswith((" ", "\t"), end + 1)
        else None
    )


def _take(whole: Any, said: Iterable[Any]) -> None:
    whole.update(_bytes(repr(list(said))))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


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
