"""Cuts long lists into pages, so that no page grows with the base; links lead from one to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One page of a list.

    Attributes:
        path: of the page.
        number: of the page, from 1.
        items: what stands on it.
        before: how many items stand on the pages before it.
        total: how many there are on all pages.
        paths: the paths of all pages.
    """

    path: str
    number: int
    items: tuple[T, ...]
    before: int
    total: int
    paths: tuple[str, ...]

    @property
    def first(self) -> bool:
        """Whether it is the page that the navigation leads to."""
        return self.number == 1

    def of(self, items: Sequence[U]) -> Part[U]:
        """The same page with other things on it: with what is said of each."""
        return Part(self.path, self.number, tuple(items), self.before, self.total, self.paths)

    def title(self, words: str) -> str:
        """The title of the page: with its number from the second on."""
        return words if self.first else f"{words}, page {self.number}"


def parts(path: str, items: Sequence[T], size: int) -> Iterator[Part[T]]:
    """The pages of a list: the first at ``path``, the others below it; one page, if there is nothing to show."""
    count = max(1, -(-len(items) // size))
    stem = path.removesuffix(".md")
    paths = (path, *(f"{stem}/page-{number}.md" for number in range(2, count + 1)))
    for index, at in enumerate(paths):
        start = index * size
        yield Part(at, index + 1, tuple(items[start : start + size]), start, len(items), paths)


def bundles(path: str, items: Sequence[T], weights: Sequence[int], size: int) -> Iterator[Part[T]]:
    """The pages of a list of long things: each takes what weighs no more than ``size`` together, but one at least."""
    groups: list[list[T]] = [[]]
    load = 0
    for item, weight in zip(items, weights, strict=True):
        if groups[-1] and load + weight > size:
            groups.append([])
            load = 0
        groups[-1].append(item)
        load += weight
    stem = path.removesuffix(".md")
    paths = (path, *(f"{stem}/page-{number}.md" for number in range(2, len(groups) + 1)))
    before = 0
    for index, group in enumerate(groups):
        yield Part(paths[index], index + 1, tuple(group), before, len(items), paths)
        before += len(group)
