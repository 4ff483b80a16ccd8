"""A site that is not written anywhere: each page is drawn when somebody asks for it, and once."""

from __future__ import annotations

import filecmp
import json
import posixpath
from collections.abc import Collection, Mapping
from pathlib import Path
from threading import RLock

from kb.site import addresses, builder
from kb.site.material import Material
from kb.site.page import Page
from kb.site.publishing.frame import Frame, digest, entry, listed
from kb.site.publishing.publisher import SEARCH, Misfit, attachments
from kb.site.publishing.shell import Shell, kind, values


class Preview:
    """One state of a site. It is asked by several threads, for files by their names.

    Args:
        frame: what the generator and its theme add; None where the generator made everything.
        material: the base; None where the site has nothing of it.
        pages: every page of the base, by path.
        made: the folder with what the generator made.
        data: those names in it that are made anew for each state.
    """

    def __init__(
        self,
        frame: Frame | None,
        material: Material | None,
        pages: Mapping[str, Page],
        made: Path,
        data: Collection[str] = (),
    ) -> None:
        self.frame = frame
        self.material = material
        self.pages = pages
        self.made = made
        self.data = frozenset(data)
        self._lock = RLock()  # what pages share is computed when the first of them asks
        self._shells = frame.kinds() if frame is not None else {}
        directories = material.directories if material is not None else True
        self._named = {
            addresses.file(path, directories=directories): page
            for path, page in (pages.items() if frame is not None else ())
        }
        self._drawn: dict[str, bytes] = {}

    def follow(self, material: Material) -> Preview:
        """The site of the next state of the base, in the same frame."""
        pages = {page.path: page for page in builder.pages(material)}
        return Preview(self.frame, material, pages, self.made, self.data)

    @property
    def holds(self) -> bool:
        """Whether the frame has a place for every page."""
        frame = self.frame
        if frame is None or not frame.index.keys() <= self.pages.keys():
            return False
        kinds = {
            kind(page, edit=bool(frame.edit)) for path, page in self.pages.items() if path not in frame.index
        }
        return kinds <= self._shells.keys()

    @property
    def fits(self) -> bool:
        """Whether nothing that the generator made would come out in another way now."""
        frame, material = self.frame, self.material
        if frame is None or material is None or not frame.reusable or listed(self.pages) != frame.listed:
            return False
        with self._lock:
            linked = material.bodies.linked_page
            return all(digest(linked(text, path)) == seen for path, text, seen in frame.by_hand)

    def looks_like(self, other: Preview) -> bool:
        """Whether every page looks as in another state, as far as that can be told without drawing one."""
        mine, theirs = self.frame, other.frame
        if mine is None or theirs is None or self.material is None or other.material is None:
            return False
        if self.material.whole is not other.material.whole or self.material.today != other.material.today:
            return False
        if (mine.index, mine.shells, mine.by_hand) != (theirs.index, theirs.shells, theirs.by_hand):
            return False
        names = self._lasting()
        return names == other._lasting() and all(
            filecmp.cmp(self.made / name, other.made / name, shallow=False) for name in names
        )

    def _lasting(self) -> set[str]:
        """The files that the generator made, but for those that no browser shows."""
        found = {path.relative_to(self.made).as_posix() for path in self.made.rglob("*") if path.is_file()}
        return {
            name
            for name in found - self.data - self._named.keys() - {SEARCH}
            if not name.startswith("sitemap.xml")
        }

    def file(self, name: str) -> bytes | None:
        """What is in a file of the site; None where there is no such file.

        Raises:
            Misfit: the frame has no place for the page.
        """
        if name not in self._drawn:
            found = self._made(name)
            if found is None:
                return self._static(name)
            self._drawn[name] = found
        return self._drawn[name]

    def _made(self, name: str) -> bytes | None:
        if self.frame is None or self.material is None:
            return None
        if name == SEARCH and self.frame.search is not None:
            return self._search()
        if name == builder.STYLE_SHEET:
            return builder.style_sheet().encode()
        with self._lock:
            if name in self._named:
                return self._page(self._named[name]).encode(errors="xmlcharrefreplace")
            if name.startswith("files/"):
                known = dict(attachments(self.material))
                source = known.get(name.removeprefix("files/"))
                return source.read_bytes() if source is not None else None
            if name in self.data or not (self.made / name).is_file():
                self._drawn.update((at, text.encode()) for at, text in builder.files(self.material).items())
            return self._drawn.get(name)

    def _static(self, name: str) -> bytes | None:
        inside = posixpath.normpath(f"/{name}").lstrip("/")
        path = self.made / inside
        stale = self.frame is not None and name in self.data
        if (
            stale
            or inside != name
            or not path.is_file()
            or not path.resolve().is_relative_to(self.made.resolve())
        ):
            return None
        return path.read_bytes()

    def _page(self, page: Page) -> str:
        frame = self.frame
        assert frame is not None
        content = page.draw()
        headed = "<h1" in content
        if page.path in frame.index:
            text = frame.index[page.path]
            shell = Shell(text) if headed == ("<h1>" in text) else None
        else:
            shell = self._shells.get(kind(page, edit=bool(frame.edit), headed=headed))
        if shell is None:
            raise Misfit(page.path)
        return shell.fill(values(page, content).escaped())

    def _search(self) -> bytes:
        """The index of the search. Between two of its entries others may ask for pages."""
        frame, material = self.frame, self.material
        assert frame is not None
        assert material is not None
        assert frame.search is not None
        found = list(frame.search["docs"])
        for path, page in self.pages.items():
            if path not in frame.index and page.search:
                with self._lock:
                    content = page.draw() if page.words is None else ""
                    found.append(entry(page, content, style=frame.style, directories=material.directories))
        return json.dumps({**frame.search, "docs": found}, separators=(",", ":"), default=str).encode()
