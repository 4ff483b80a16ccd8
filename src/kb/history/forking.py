"""A mapping that costs little to have twice: the state of a base on every branch of a long history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
_PARTS: Final = 256


class Forking(Generic[K, V]):
    """A mapping in parts; what was forked shares the parts that neither side has changed since."""

    __slots__ = ("_own", "_parts")

    def __init__(self) -> None:
        self._parts: list[dict[K, V]] = [{} for _ in range(_PARTS)]
        self._own: set[int] = set(range(_PARTS))

    def fork(self) -> Forking[K, V]:
        """Another mapping with the same in it; what is done to one of them does not show in the other."""
        other: Forking[K, V] = Forking.__new__(Forking)
        other._parts = self._parts.copy()
        other._own = set()
        self._own = set()
        return other

    def get(self, key: K) -> V | None:
        """What is there for a key."""
        return self._parts[hash(key) & 255].get(key)

    def put(self, key: K, value: V) -> None:
        """Set what is there for a key."""
        self._mine(key)[key] = value

    def drop(self, key: K) -> None:
        """Have nothing for a key."""
        self._mine(key).pop(key, None)

    def items(self) -> Iterator[tuple[K, V]]:
        """Everything, in no order that means anything."""
        for part in self._parts:
            yield from part.items()

    def values(self) -> Iterator[V]:
        """Everything that is there, likewise."""
        for part in self._parts:
            yield from part.values()

    def unlike(self, other: Forking[K, V]) -> Iterator[tuple[K, V]]:
        """What is here and is not the same there, in no order that means anything."""
        for mine, theirs in zip(self._parts, other._parts, strict=True):
            if mine is not theirs:
                for key, value in mine.items():
                    if theirs.get(key) is not value:
                        yield key, value

    def _mine(self, key: K) -> dict[K, V]:
        at = hash(key) & 255
        if at not in self._own:
            self._parts[at] = self._parts[at].copy()
            self._own.add(at)
        return self._parts[at]
