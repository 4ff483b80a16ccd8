"""The frame of a site: all that a generator and its theme add to what `kb` draws, as plain data that can be kept."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import Any

import nh3

from kb.site import addresses
from kb.site.page import Page
from kb.site.publishing.shell import Kind, Shell

_BLANKS = re.compile(r"[ \t\n\r\f\v]+")


@dataclass(slots=True)
class Frame:
    """What a generator made around the pages of a base.

    Attributes:
        options: how the pages are to be drawn, as :class:`kb.site.material.Material` takes it.
        today: the day that the settings name; empty where they name none.
        edit: the address at which a source is edited, without its path; empty for none.
        shells: kinds of pages outside the navigation, and the shell of each.
        index: pages of the navigation, and the shell of each.
        listed: the path, title and width of every page, sorted.
        by_hand: the path and text of each hand-written page, and the digest of what became of it.
        search: the search index without pages of the base; None where there is no search.
        style: whose index it is: `material` or `mkdocs`.
        said: what the generator warned of.
        watched: the files and folders that went into it, besides the records.
        reusable: whether it depends on nothing else, so that it stands until one of those changes.
    """

    options: dict[str, Any] = field(default_factory=dict)
    today: str = ""
    edit: str = ""
    shells: list[tuple[list[Any], str]] = field(default_factory=list)
    index: dict[str, str] = field(default_factory=dict)
    listed: list[list[Any]] = field(default_factory=list)
    by_hand: list[list[str]] = field(default_factory=list)
    search: dict[str, Any] | None = None
    style: str = ""
    said: list[str] = field(default_factory=list)
    watched: list[str] = field(default_factory=list)
    reusable: bool = False

    def dump(self) -> bytes:
        """The frame as bytes."""
        return json.dumps(asdict(self), separators=(",", ":")).encode()

    @classmethod
    def load(cls, data: bytes) -> Frame:
        """The frame again.

        Raises:
            ValueError, TypeError: these bytes are no frame.
        """
        return cls(**json.loads(data))

    def kinds(self) -> dict[Kind, Shell]:
        """The shells of the pages outside the navigation."""
        return {Kind(*its): Shell(text) for its, text in self.shells}


def listed(pages: Mapping[str, Page]) -> list[list[Any]]:
    """What a frame knows of pages; those of records may change their titles."""
    return sorted([p.path, "" if p.source is not None else p.title, p.wide, p.search] for p in pages.values())


def entry(page: Page, content: str, *, style: str, directories: bool) -> dict[str, str]:
    """How the search knows a page, in the words of the plugin that keeps the index."""
    words = page.words() if page.words is not None else html.unescape(nh3.clean(content, tags=set()))
    where, title = addresses.address(page.path, directories=directories), html.escape(page.title)
    if style == "material":
        words = " " if words.isspace() else words.replace("\n", " ")
        said = f"<p>{html.escape(words, quote=False)}</p>" if words.strip() else ""
        return {"location": where, "title": title, "text": said}
    return {"location": where, "text": _BLANKS.sub(" ", words.replace("\u00a0", " ").strip()), "title": title}


def digest(text: str) -> str:
    """A text in short, to tell whether it is another one."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
