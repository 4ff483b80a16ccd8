"""What was learnt of a history before, by commit and by blob: neither ever changes, so it stays true after a rebase.

How the commits hang together is not kept: git says it every time. A commit at which a shallow clone ends is not kept
either, for what it did is only known once the one before it is there.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from kb.cache import code, frames, place
from kb.history.facts import VERSION, Facts, Goalpost, Hold
from kb.history.lines import Settings
from kb.history.log import Row
from kb.text import plain

NAME: Final = "history"
_MORE: Final = 1000
_TOGETHER: Final = 200
_MOST: Final = 256 * 1024 * 1024  # characters of what is kept, before it is packed


class Kept(NamedTuple):
    """What is known already.

    Attributes:
        places: the folders and files that the rows tell of.
        rows: what each commit did.
        facts: of versions, by blob.
        settings: of configurations, by blob.
        lines: the telling lines of versions, by blob, where somebody may have to compare them.
    """

    places: tuple[str, ...]
    rows: dict[str, Row]
    facts: dict[str, Facts]
    settings: dict[str, Settings | None]
    lines: dict[str, frozenset[int]]


def nothing(places: Iterable[str]) -> Kept:
    """Where nothing is known."""
    return Kept(tuple(places), {}, {}, {}, {})


def load(root: Path, inside: str, places: Collection[str]) -> Kept:
    """What was kept of a base.

    Args:
        root: the folder of the base.
        inside: where that lies in the repository.
        places: folders and files that must be known of.
    """
    data = place.read(place.folder_of(os.fspath(root)), NAME)
    pieces = frames.unpack(data) if data is not None else None
    if pieces is None or len(pieces) != 2 or pieces[0] != _key(root, inside):
        return nothing(places)
    try:
        decompressor = zlib.decompressobj()
        text = decompressor.decompress(pieces[1], _MOST)
        kept = _unpacked(json.loads(text))
    except (zlib.error, ValueError, TypeError, KeyError, IndexError, RecursionError):
        return nothing(places)
    if not set(places) <= set(kept.places):
        return kept._replace(places=tuple(places), rows={})
    return kept


def save(root: Path, inside: str, kept: Kept, used: Collection[str]) -> bool:
    """Keep what is known; of what this history does not use, no more than it uses itself.

    Args:
        root: the folder of the base.
        inside: where that lies in the repository.
        kept: what is known now.
        used: the commits of this history.
    """
    folder = place.folder_of(os.fspath(root))
    rows = kept.rows
    if len(rows) > 2 * len(used) + _MORE:
        rows = {commit: rows[commit] for commit in used if commit in rows}
    packer, room = zlib.compressobj(1), _MOST
    packed = bytearray()
    for text in _packed(kept._replace(rows=rows)):
        room -= len(text)
        if room < 0:
            return False
        packed += packer.compress(text.encode("ascii"))
    packed += packer.flush()
    return place.write_parts(folder, NAME, frames.Packing([_key(root, inside), bytes(packed)]))


def _key(root: Path, inside: str) -> bytes:
    """The base, and the program that read the versions."""
    here = [str(Path(module).parent) for module in (__file__, plain.__file__)]
    try:
        program, _ = code.stamp(here)
    except OSError:
        program = b""
    return sha256(b"\0".join([VERSION, os.fsencode(root), os.fsencode(inside), program])).digest()


def _packed(kept: Kept) -> Iterator[str]:
    """All that is kept as JSON, in pieces: together they are many times what the facts take in memory."""
    blobs = {blob for row in kept.rows.values() for _, blob in row.changes}
    numbers: dict[Facts, int] = {}
    yield '{"places":' + _json(kept.places)
    yield ',"rows":['
    comma = ""
    for commit, row in kept.rows.items():
        yield comma + _json([commit, row.at, row.author])[:-1] + ",["
        yield from _listed(_json([*change])[1:-1] for change in row.changes)
        yield "]]"
        comma = ","
    yield '],"blobs":{'
    yield from _listed(
        f'"{blob}":{numbers.setdefault(facts, len(numbers))}'
        for blob, facts in kept.facts.items()
        if blob in blobs
    )
    yield '},"facts":['
    yield from _listed(map(_json, numbers))
    lines = {blob: sorted(lines) for blob, lines in kept.lines.items() if blob in blobs}
    yield f'],"settings":{_json(kept.settings)},"lines":{_json(lines)}}}'


def _listed(items: Iterable[str]) -> Iterator[str]:
    """Some items with commas between them, many to a piece."""
    comma, waiting = "", iter(items)
    while piece := list(islice(waiting, _TOGETHER)):
        yield comma + ",".join(piece)
        comma = ","


_json: Final = json.JSONEncoder(separators=(",", ":")).encode


def _unpacked(said: Mapping[str, Any]) -> Kept:
    facts = [_facts(*words) for words in said["facts"]]
    rows = {}
    for commit, at, author, words in said["rows"]:
        rows[commit] = Row(at, author, tuple(zip(words[::2], words[1::2], strict=True)))
    settings = {
        blob: Settings(tuple(words[0]), tuple(words[1])) if words is not None else None
        for blob, words in said["settings"].items()
    }
    versions = {blob: facts[number] for blob, number in said["blobs"].items()}
    lines = {blob: frozenset(numbers) for blob, numbers in said["lines"].items()}
    return Kept(tuple(said["places"]), rows, versions, settings, lines)


def _facts(*words: Any) -> Facts:
    trouble, id_, type_, title, status, created, visibility, values, hold, goalpost = words
    return Facts(
        trouble, id_, type_, title, status, created, visibility,
        tuple((name, text) for name, text in values),
        Hold(*hold) if hold is not None else None,
        Goalpost(*goalpost) if goalpost is not None else None,
    )  # fmt: skip
