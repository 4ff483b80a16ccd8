"""Tells whether files that were written since an answer say the same, but for words on which it does not rest."""

from __future__ import annotations

import marshal
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from kb.cache import answers
from kb.cache.answers import Answer, State
from kb.cache.listing import Listing
from kb.text import imprint, signs
from kb.text.phrases import Phrases

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kb.text.source import Source

FEW = 1000
"""With more files written than that, all are read."""
MAX_WRITTEN = 8 * 1024 * 1024
"""With more bytes in them, too."""

OFFSET = 4
NUMBERS = OFFSET + imprint.SIZE
"""Bytes that are kept of a text: where its body begins, and its imprint; all zero where it has none."""


class Reading(NamedTuple):
    """What a run took from the files when it read them.

    Attributes:
        fresh: the texts that were written a moment before.
        rests: tells on which words whatever was said since rests, see :func:`rests`.
        imprints: of all texts, in the order of their paths.
        ids: of the records, in the same order.
        paths: the files that were read.
        prefixes: the letters of all ids.
    """

    fresh: Mapping[str, str]
    rests: Callable[[], bytes]
    imprints: bytes | bytearray
    ids: Sequence[str | None]
    paths: Collection[str]
    prefixes: Sequence[str]


def pack(reading: Reading, listing: Listing, token: bytes) -> bytes:
    """What is kept of a reading besides the files themselves.

    Args:
        reading: what was taken from them.
        listing: a look at them, and at those that were not read.
        token: what the facts that are kept beside it begin with.
    """
    others = (
        [name for name in listing.names() if name not in reading.paths]
        if listing.count != len(reading.paths)
        else []
    )
    return marshal.dumps((reading.imprints, list(reading.ids), list(reading.prefixes), others, token))


def token(known: State) -> bytes:
    """What the facts that are kept beside a state begin with; empty where none are."""
    try:
        found = marshal.loads(known.imprints)[4]  # noqa: S302  # plain data, from a file of our own
    except (ValueError, EOFError, TypeError, IndexError):
        return b""
    return found if isinstance(found, bytes) else b""


def rests(sources: Iterable[Source]) -> bytes:
    """On which words of some texts a run rests: whose were asked for, and of whose it learnt that they lack phrases."""
    asked: list[str] = []
    lacking: list[str] = []
    phrases: Phrases | None = None
    for source in sources:
        if source.asked or source.lacking not in (None, phrases or source.lacking):
            asked.append(source.path)
        elif source.lacking is not None:
            phrases = source.lacking
            lacking.append(source.path)
    told = (phrases.by_word, list(phrases.ids)) if phrases is not None else None
    return marshal.dumps((asked, lacking, told))


def now(known: State, answer: Answer, listing: Listing, rewritten: Sequence[int]) -> State | None:
    """The state of the base as it is now; None when the answer may be another one.

    Args:
        known: the state for which the answer was given.
        answer: the answer.
        listing: a look at the files as they are.
        rewritten: the files that are no longer what they were, by their number in the look.
    """
    if len(rewritten) > FEW or not listing.plain:
        return None
    names = listing.names()
    texts = _as_before(known, [names[number] for number in rewritten], names)
    if texts is None or not rests_elsewhere(answer.rests, texts):
        return None
    told = fresh(known, listing, texts)
    if told is None:
        return None
    state = State(
        known.root, known.config, known.folders, known.timezone,
        begun=listing.begun, files=listing.data, fresh=told, code=known.code, imprints=known.imprints,
    )  # fmt: skip
    for question, kept in known.answers.items():
        other = answers.unsaid(kept)
        if other is not None and (other.rests == answer.rests or rests_elsewhere(other.rests, texts)):
            state.answers[question] = kept
    return state


def _as_before(known: State, paths: Sequence[str], names: Sequence[str]) -> dict[str, str] | None:
    """The texts of some files, if the reader would take the same from each as before."""
    try:
        imprints, ids, prefixes, others, _ = marshal.loads(known.imprints)  # noqa: S302  # plain data of our own
    except (ValueError, EOFError, TypeError):
        return None
    read = sorted(set(names).difference(others))
    texts: dict[str, str] = {}
    room = MAX_WRITTEN
    for path in paths:
        number = bisect_left(read, path)
        said = imprints[number * NUMBERS : (number + 1) * NUMBERS]
        body = int.from_bytes(said[:OFFSET], "big")
        text = _text(known.root, path) if body and read[number] == path else None
        if text is None or imprint.again(text, body, ids[number], prefixes) != said[OFFSET:]:
            return None
        texts[path] = text
        room -= len(text)
        if room < 0:
            return None
    return texts


def _text(root: str, path: str) -> str | None:
    """A text as it is now; None when the reader might find something in its bytes."""
    data = answers.content(root, path)
    if data is None or len(data) > signs.MAX_RECORD:
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return text if signs.odd(data, text) is None else None


def asked(said: bytes) -> list[str]:
    """The texts that were asked for, of what :func:`rests` told."""
    try:
        found = marshal.loads(said)[0]  # noqa: S302  # plain data, from a file of our own
    except (ValueError, EOFError, TypeError, IndexError):
        return []
    return found if isinstance(found, list) else []


def rests_elsewhere(said: bytes, texts: Mapping[str, str]) -> bool:
    """Whether an answer does not rest on words of these texts, or only on what holds of them still.

    Args:
        said: on which words it rests, as :func:`rests` tells.
        texts: texts that have become others, by path.
    """
    try:
        asked, lacking, told = marshal.loads(said)  # noqa: S302  # plain data, from a file of our own
    except (ValueError, EOFError, TypeError):
        return False
    if not texts.keys().isdisjoint(asked):
        return False
    again = texts.keys() & set(lacking)
    phrases = Phrases(*told) if again else None
    return phrases is None or all(phrases.missing_from(texts[path]) for path in again)


def fresh(known: State, listing: Listing, texts: Mapping[str, str]) -> dict[str, bytes] | None:
    """What stands in the files that can be written again without looking different."""
    said = {path: texts[path].encode() if path in texts else known.fresh.get(path) for path in listing.fresh}
    found = {path: data for path, data in said.items() if data is not None}
    if len(found) < len(said) or sum(map(len, found.values())) > answers.MAX_FRESH:
        return None
    return found
