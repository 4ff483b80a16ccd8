"""Remembers what was made of what, of drawings that cost much to make: in one run, or from one build to the next.

A drawing is a function of a text, so that the text in short is all there is to compare: no record, page or clock.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from typing import Final

MOST: Final = 1_000
"""So many drawings are remembered; those that nobody has asked for longest are forgotten."""
MOST_BYTES: Final = 16 * 1024 * 1024
"""And no more than this, packed."""
SPARE: Final = 300
"""So many of them may be there that nobody has asked for this time: of another audience, or from before an edit."""


class Remembered:
    """What was made so far.

    Args:
        known: what was made before, by the digest of what it was made of, the latest last.

    Attributes:
        made: what was not known.
        records: what records consist of, see :mod:`kb.site.rendered`.
    """

    def __init__(self, known: Mapping[str, bytes] | None = None) -> None:
        self.made: dict[str, bytes] = {}
        self.records: dict[int, tuple[object, str]] = {}
        self._all = dict(known or {})
        self._used: set[str] = set()

    def of(self, kind: str, made_of: str, make: Callable[[], str]) -> str:
        """What is made of a text, made if need be.

        Args:
            kind: what is made; the same text may be drawn in two ways.
            made_of: everything that it is made of.
            make: makes it.
        """
        name = f"{kind}\0{made_of}"
        found = self.find(name)
        if found is None:
            found = make()
            self.keep(name, found)
        return found

    def find(self, name: str) -> str | None:
        """What is remembered by a name; None where nothing is."""
        key = _key(name)
        packed = self._all.pop(key, None)
        found = _unpacked(packed) if packed is not None else None
        if packed is not None and found is not None:
            self._all[key] = packed  # the latest last
            self._used.add(key)
        return found

    def keep(self, name: str, text: str) -> None:
        """Remember something by a name."""
        key = _key(name)
        self._all.pop(key, None)
        self._all[key] = self.made[key] = zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
        self._used.add(key)
        if len(self._all) > 2 * MOST:
            self._all = self.latest()

    def learn(self, made: Mapping[str, bytes]) -> None:
        """Take over what another process made."""
        self.made.update(made)
        self._all.update(made)
        self._used.update(made)

    def latest(self) -> dict[str, bytes]:
        """What is worth to be remembered, within bounds."""
        found: list[tuple[str, bytes]] = []
        room, spare = MOST_BYTES, SPARE
        for key, packed in reversed(self._all.items()):
            room -= len(packed)
            spare -= key not in self._used
            if room < 0 or len(found) >= MOST:
                break
            if key in self._used or spare >= 0:
                found.append((key, packed))
        return dict(reversed(found))


def _key(name: str) -> str:
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


def _unpacked(packed: bytes) -> str | None:
    try:
        return zlib.decompress(packed).decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError):
        return None


_now = [Remembered()]


def remembered(kind: str, made_of: str, make: Callable[[], str]) -> str:
    """As :meth:`Remembered.of`, of whoever remembers now."""
    return _now[-1].of(kind, made_of, make)


def current() -> Remembered:
    """Whoever remembers now."""
    return _now[-1]


@contextmanager
def remembering(what: Remembered) -> Iterator[Remembered]:
    """While something is drawn: remember it there."""
    _now.append(what)
    try:
        yield what
    finally:
        _now.remove(what)
