"""The states that records entered, as the rows of the table `transitions`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from kb.audience import LEVELS
from kb.base import KnowledgeBase
from kb.history.lives import Chronicle, Life
from kb.index import TransitionRow


def entries(lives: Iterable[Life]) -> Iterator[TransitionRow]:
    """Every state that was entered; the one in which a record stands where a shallow clone ends was not seen to be."""
    for life in lives:
        for before, (state, when) in life.moves():
            if before is not None or not life.cut:
                at = f"{when.at:%Y-%m-%dT%H:%M:%SZ}"
                yield TransitionRow(life.id, before, state, at, when.commit, when.author)


def entries_seen(
    told: Chronicle, base: KnowledgeBase, hidden: Mapping[str, str], audience: str
) -> Iterator[TransitionRow]:
    """Those of the records that an audience sees; the public is not told who it was.

    Args:
        told: what the history tells of all records.
        base: what the audience sees.
        hidden: paths of what it does not, with ids.
        audience: which one it is.
    """
    ids = frozenset(hidden.values())
    lives = (_life(told, document.path, document.id, hidden, ids) for document in base.documents)
    for entry in entries(life for life in lives if life is not None):
        yield entry._replace(author=None) if audience == LEVELS[0] else entry


def _life(
    told: Chronicle, path: str, id_: str | None, hidden: Mapping[str, str], ids: Collection[str]
) -> Life | None:
    """The life of a record: by its file, or by its id where a move of the file is not committed."""
    found = told.at.get(path)
    if found is not None and found.id == id_:
        return found
    found = told.alive.get(id_) if id_ is not None and id_ not in ids else None
    return found if found is not None and found.path not in hidden else None
