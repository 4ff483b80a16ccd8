"""What is kept from one build to the next, in the user's own cache folder: never needed, and never believed blindly.

A page is taken over when its questions are answered as they were (:mod:`kb.site.window`), and its file is there as it
was written. What is torn, foreign or of another program is as good as nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from kb.cache import frames, place
from kb.site.page import Question
from kb.site.publishing import watching
from kb.site.publishing.frame import Frame
from kb.site.publishing.surveying import Signature
from kb.site.remembered import Remembered

_FORM: Final = 2
_PIECE: Final = 500  # pages that are written at once: the file is never in memory as a whole
_DRAWINGS: Final = "drawings"
"""The file for those of all sites of a base: an audience sees the same charts as another, or other ones."""


@dataclass(slots=True)
class Drawn:
    """A page as it was drawn.

    Attributes:
        key: digest of all that it depends on.
        asked: what it asked.
        found: its entry of the search index as JSON; empty for none.
        own: digest of the text of its record, and of what the page is called; empty where it has none.
    """

    key: str
    asked: list[Question]
    found: str = ""
    own: str = ""


@dataclass(slots=True)
class Kept:
    """What the last build of a site left.

    Attributes:
        frame: the frame of the theme.
        stands: what the frame depends on, as it was.
        pages: the pages outside the navigation, by path.
        files: every file of the site as it was written.
        theirs: those of them that only the generator can make.
        site: the folder of the site.
        told: digest of all that was not a text when pages were drawn.
        bare: the same without titles.
        titles: the digests of the titles.
        data: the pages of the navigation and the data of scripts, which are drawn from what was told.
        searched: digest of what the search by piece was made of; empty where there is none.
    """

    frame: Frame = field(default_factory=Frame)
    stands: str = ""
    pages: dict[str, Drawn] = field(default_factory=dict)
    files: dict[str, Signature | None] = field(default_factory=dict)
    theirs: list[str] = field(default_factory=list)
    site: str = ""
    told: str = ""
    bare: str = ""
    titles: str = ""
    data: list[str] = field(default_factory=list)
    searched: str = ""


class Store:
    """Where it is kept: a file for each folder that a base is published to.

    Args:
        root: the folder of the base.
        asked: the folder of the site, as it was asked for; empty for the one of the settings.
        used: whether anything may be kept at all.
    """

    def __init__(self, root: Path, asked: str = "", *, used: bool = True) -> None:
        self._folder = place.folder_of(os.fspath(root.resolve())) if used else ""
        self._name = f"site-{crc32(os.fsencode(asked)):08x}"
        self._loaded: tuple[Kept, bytes] | None = None

    def load(self) -> Kept | None:
        """What is kept; None where there is nothing to be made use of."""
        data = place.read(self._folder, self._name) if self._folder else None
        pieces = frames.unpack(data) if data is not None else None
        if pieces is None or len(pieces) < 3:
            return None
        try:
            frame, rest, asked, *pages = pieces
            form, stands, files, theirs, site, told, bare, titles, data, searched = json.loads(rest)
            if form != _FORM:
                return None
            questions = [tuple(question) for question in json.loads(asked)]
            kept = Kept(
                Frame.load(frame),
                stands,
                {
                    path: Drawn(key, [questions[number] for number in numbers], found, own)
                    for piece in pages
                    for path, (key, numbers, found, own) in json.loads(piece).items()
                },
                files,
                theirs,
                site,
                told,
                bare,
                titles,
                data,
                searched,
            )
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            return None
        self._loaded = (kept, frame)
        return kept

    def save(self, kept: Kept) -> None:
        """Keep it, where it is another one than was loaded."""
        before, frame = self._loaded if self._loaded is not None else (None, b"")
        if not self._folder or kept == before:
            return
        if before is None or kept.frame is not before.frame:
            frame = kept.frame.dump()
        rest = [_FORM, kept.stands, kept.files, kept.theirs, kept.site]
        rest += [kept.told, kept.bare, kept.titles, kept.data, kept.searched]
        pieces = chain((frame, _json(rest)), _pages(kept.pages))
        place.write_parts(self._folder, self._name, frames.Packing(pieces))

    def drawings(self) -> Remembered:
        """The drawings that builds of this base have made, by the same program."""
        data = place.read(self._folder, _DRAWINGS) if self._folder else None
        pieces = frames.unpack(data) if data is not None else None
        if not pieces or len(pieces) % 2 == 0 or pieces[0] != watching.program().encode():
            return Remembered()
        keys = (key.decode("ascii", "replace") for key in pieces[1::2])
        return Remembered(dict(zip(keys, pieces[2::2], strict=True)))

    def save_drawings(self, drawings: Remembered) -> None:
        """Keep the latest of them, if one is new."""
        if not self._folder or not drawings.made:
            return
        pieces = [watching.program().encode()]
        pieces += [piece for key, packed in drawings.latest().items() for piece in (key.encode(), packed)]
        place.write(self._folder, _DRAWINGS, frames.pack(pieces))


def _pages(pages: Mapping[str, Drawn]) -> Iterator[bytes]:
    """The questions of some pages, then the pages, which name them by number."""
    numbers: dict[Question, int] = {}
    for page in pages.values():
        for each in page.asked:
            numbers.setdefault(each, len(numbers))
    yield _json(list(numbers))
    left = iter(pages.items())
    while piece := [*islice(left, _PIECE)]:
        yield _json(
            {
                path: (page.key, [numbers[each] for each in page.asked], page.found, page.own)
                for path, page in piece
            }
        )


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
