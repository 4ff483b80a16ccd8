"""A page: where it stands, what it is called, and how it is drawn; and what every maker of pages shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias

if TYPE_CHECKING:
    from kb.site.material import Material

Question: TypeAlias = tuple[Any, ...]
"""The name of what is asked, and values that can be written down: texts, numbers, truths, None."""


class Sees(Protocol):
    """All that a page looks at.

    Attributes:
        asked: what it asked the base while it was drawn, with the digests of the answers.
    """

    asked: dict[Question, bytes]

    def source(self) -> bytes:
        """Digest of the text it is about; nothing where it is about none."""

    def digest(self, questions: Iterable[Question]) -> bytes | None:
        """What the answers to some questions, and all else it looks at, come to now; None where nobody can tell."""

    def may_name(self, questions: Iterable[Question], ids: Set[str | None]) -> bool:
        """Whether the title of one of those records may be in the answers to some questions, or in all else."""

    def noted(self) -> bytes:
        """What they came to while it was drawn, as :meth:`digest` would tell it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site.

    Attributes:
        path: of its source, such as ``board.md`` or ``r/TASK-0007.md``; the address follows from it.
        title: as text; whoever writes it into HTML escapes it.
        draw: makes the HTML of the content area, when it is needed.
        wide: use the width of the window, without the columns at the sides.
        search: whether the page is found by the search.
        words: the plain text by which the search finds it; without it, the search reads the page.
        source: the file of the record it shows, relative to the base.
        window: all that it asks of the base; without one, nobody knows whether it would be drawn as before.
    """

    path: str
    title: str
    draw: Callable[[], str]
    wide: bool = False
    search: bool = True
    words: Callable[[], str] | None = None
    source: str | None = None
    window: Sees | None = None


class PageMaker:
    """Makes one kind of page. A subclass states where it belongs in the navigation and draws.

    Attributes:
        section: the heading of the navigation it stands under; empty keeps it out of the navigation.
        order: its place there.
        label: its name there.
        path: the path of its only page, for makers that make one.
    """

    section: ClassVar[str] = ""
    order: ClassVar[int] = 100
    label: ClassVar[str] = ""
    path: ClassVar[str] = ""

    def pages(self, material: Material) -> Iterator[Page]:
        """The pages of this kind."""
        raise NotImplementedError

    def files(self, material: Material) -> Mapping[str, str]:
        """Files that belong to the pages, such as data for a script: path → text."""
        return _NOTHING


_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """An index page in the navigation."""

    section: str
    order: int
    label: str
    path: str = field(default="")
