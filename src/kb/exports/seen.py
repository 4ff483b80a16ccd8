"""The base as an audience may see it outside: without hidden records, and without the names of their files."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from urllib.parse import quote

from kb import base as bases
from kb.audience import LEVELS, seen_by
from kb.base import Document, KnowledgeBase
from kb.text.source import Source


def seen(whole: KnowledgeBase, audience: str) -> tuple[KnowledgeBase, Mapping[str, str]]:
    """What an audience may see, and the paths of what is kept from it, with ids; an id is empty where there is none.

    The name of a file tells the title of its record. Wherever one stands in a record that is seen, be it as the
    address of data or in a command, the id stands instead, in the same folder.
    """
    base, _ = seen_by(whole, audience)
    kept = {document.path for document in base.documents}
    hidden = {d.path: d.id or "" for d in whole.documents if d.path not in kept}
    if not hidden or audience == LEVELS[-1]:
        return base, hidden
    instead = {posixpath.basename(path): f"{id or 'restricted'}.md" for path, id in hidden.items()}
    instead |= {quote(name): other for name, other in instead.items()}
    # The longer first: one name may end with another.
    names = sorted(instead, key=len, reverse=True)
    documents = [_without(document, names, instead, whole) for document in base.documents]
    hidden |= {
        posixpath.join(posixpath.dirname(path), instead[posixpath.basename(path)]): id
        for path, id in hidden.items()
    }
    return KnowledgeBase(base.config, base.types, documents), hidden


def _without(
    document: Document, names: list[str], instead: Mapping[str, str], whole: KnowledgeBase
) -> Document:
    text = document.source.text
    found = [name for name in names if name in text] if ".md" in text else []
    if not found:
        return document
    for name in found:
        text = text.replace(name, instead[name])
    return bases.read(Source(document.path, text), whole.types)
