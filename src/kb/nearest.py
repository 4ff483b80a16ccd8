"""Finds the ids that a person most likely meant by one that does not exist, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Iterator


class Near:
    """The ids of a base by their number.

    Args:
        ids: every id there is.
    """

    def __init__(self, ids: Collection[str]) -> None:
        self._by_number: dict[str, list[str]] = {}
        for id_ in ids:
            self._by_number.setdefault(_number(id_), []).append(id_)

    def nearest(self, id: str, limit: int = 2) -> list[str]:
        """Best first: another padding or case, another prefix, then one slip in the number."""
        prefix, number = id.upper().partition("-")[0], _number(id)
        same = self._by_number.get(number, [])
        found = [known for known in same if _prefix(known) == prefix]
        if not found:
            found = sorted((k for k in same if _slip(_prefix(k), prefix)), key=lambda k: (len(k), k))
        if not found:
            found = [
                known
                for variant in _variants(number)
                for known in self._by_number.get(variant, ())
                if _prefix(known) == prefix
            ]
        return found[:limit]


def _prefix(id: str) -> str:
    return id.partition("-")[0]


def _number(id: str) -> str:
    return id.partition("-")[2].lstrip("0")


def _slip(one: str, other: str) -> bool:
    """Whether two prefixes differ by so little that one was meant for the other."""
    return (
        one[:2] == other[:2] or one.startswith(other) or other.startswith(one) or sorted(one) == sorted(other)
    )


def _variants(number: str) -> Iterator[str]:
    """Numbers one slip away: digits swapped, one left out or doubled, then another digit, nearest first."""
    seen = {number}
    swapped = [number[:n] + number[n + 1] + number[n] + number[n + 2 :] for n in range(len(number) - 1)]
    shorter = [number[:n] + number[n + 1 :] for n in range(len(number))]
    doubled = [number[: n + 1] + number[n:] for n in range(len(number))]
    other = [number[:n] + digit + number[n + 1 :] for n in range(len(number)) for digit in "0123456789"]
    other.sort(key=lambda variant: abs(int(variant) - int(number or 0)))
    for variant in (*swapped, *shorter, *doubled, *other):
        plain = variant.lstrip("0")
        if plain and plain not in seen:
            seen.add(plain)
            yield plain
