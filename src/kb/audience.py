"""Who may see what: the base as one audience may see it, before any page is drawn.

Filtering happens once, on the base, so that nothing drawn from it can hold what was taken out.
"""

from __future__ import annotations

from typing import Final

from kb.base import Document, KnowledgeBase

LEVELS: Final = ("public", "internal", "restricted")


def may_see(document: Document, audience: str) -> bool:
    """Whether an audience may see a file; a file that is no record is for nobody but the most trusted."""
    record = document.record
    visibility = record.visibility if record is not None else "restricted"
    return LEVELS.index(visibility) <= LEVELS.index(audience)


def seen_by(base: KnowledgeBase, audience: str) -> tuple[KnowledgeBase, frozenset[str]]:
    """The base as an audience may see it, the same one if that is all of it, and the ids that are kept from it."""
    kept = [
        document for document in base.documents if document.record is not None and may_see(document, audience)
    ]
    if len(kept) == len(base.documents):
        return base, frozenset()
    shown = {document.id for document in kept}
    hidden = frozenset(document.id for document in base.documents if document.id and document.id not in shown)
    return KnowledgeBase(base.config, base.types, kept), hidden
