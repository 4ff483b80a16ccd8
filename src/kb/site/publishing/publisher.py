"""Publishes a site: draws what would come out other than it is there, fills it into the frame, moves it in place."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from kb.site import addresses, builder
from kb.site.bodies import may_show_a_file
from kb.site.drawing import svg
from kb.site.material import Material
from kb.site.page import Page, Question
from kb.site.publishing import folder, pieces, watching
from kb.site.publishing.frame import Frame, entry
from kb.site.publishing.kept import Drawn, Kept
from kb.site.publishing.sharing import MANY, shared
from kb.site.publishing.shell import Kind, Shell, kind, values
from kb.site.publishing.surveying import survey
from kb.site.publishing.told import renamed, told

SEARCH: Final = "search/search_index.json"
_ONE: Final = ("__one__",)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to.

    Attributes:
        kept: what the next build may make use of.
        drawn: how many pages of records were drawn.
        written: the files that are new, or other than before.
    """

    kept: Kept
    drawn: int
    written: list[str]


class Misfit(Exception):
    """A page for which the frame has no place: the theme has to be asked again."""


class Publisher:
    """Publishes the pages of one base.

    Args:
        frame: what the generator and its theme add.
        material: the base.
        index: the pages of the navigation.
        others: all other pages; they are taken out as they are drawn.
        before: what the last build left, if it left anything.
        run: makes an index of the search by piece.
    """

    def __init__(
        self,
        frame: Frame,
        material: Material,
        index: Mapping[str, Page],
        others: dict[str, Page],
        before: Kept | None,
        run: pieces.Run,
    ) -> None:
        self.frame = frame
        self._run = run
        self.material = material
        self.index = index
        self.others = others
        self.before = before if before is not None else Kept()
        self._shells: dict[Kind, Shell] = frame.kinds()
        self._world = blake2b(self._depends().encode(), digest_size=16).digest()
        self._tells = told(material)
        self._told = self._tells.whole
        self._asked: dict[Question, Question] = {}  # many pages ask the same
        self._same = self._at(self._told) == self.before.told
        only_names = not self._same and self._at(self._tells.bare) == self.before.bare
        self._renamed = renamed(self._tells, self.before.titles) if only_names else None

    def _depends(self) -> str:
        """What every page depends on: the program, the configuration, the day, the frame."""
        material, frame = self.material, self.frame
        theirs = _json([frame.options, frame.edit, frame.style, frame.shells])
        ours = (watching.program(), material.config, material.today, sorted(material.docs))
        return f"{ours!r}{theirs}"

    def _at(self, digest: bytes) -> str:
        return blake2b(self._world + digest, digest_size=16).hexdigest()

    def publish(self, site: Path, staged: Path, data: Collection[str] | None = None) -> Outcome:
        """Bring the folder of the site up to date.

        Args:
            site: the folder.
            staged: a folder beside it, with what the generator made now, if it did.
            data: the files with data of scripts, which are among that; None where it was not asked: what it
                made before is there and stays.

        Raises:
            Misfit: the theme has to be asked.
        """
        empty: list[str] = []
        there = survey(site, empty) if site.exists() else {}
        if data is not None:
            theirs = sorted(survey(staged).keys() - {*data, *map(self._name, self.index), SEARCH})
        else:
            theirs = self.before.theirs
            if any(there.get(name) is None or there[name] != self.before.files.get(name) for name in theirs):
                raise Misfit("a file of the theme")
        indexed = {} if data is None else {path: self._noted(page) for path, page in self.index.items()}
        drawn, kept = self._pages(staged, there, last=data is not None)
        stays = {*map(self._name, kept), *(theirs if data is None else ())}
        if data is None:
            names, indexed = self._rest(staged, there)
        else:
            names = sorted(data)
        stays.update(name for name in names if data is None and not (staged / name).exists())
        searched, found = self._find(staged, drawn, there)
        stays.update(found)
        for name, source in attachments(self.material):
            folder.put(staged, f"files/{name}", source.read_bytes())
        staged_names, new = folder.move(staged, site, there, stays, littered=bool(empty))
        after = {name: there[name] for name in there if name in stays or name in staged_names}
        after.update(new)
        left = Kept(
            self.frame, "", {**drawn, **indexed}, after, theirs,
            told=self._at(self._told), bare=self._at(self._tells.bare), titles=self._tells.titles, data=names,
            searched=searched,
        )  # fmt: skip
        return Outcome(left, len(drawn) - len(kept), list(new))

    def _name(self, path: str) -> str:
        return addresses.file(path, directories=self.material.directories)

    # -- the pages outside the navigation ---------------------------------------------------------------------

    def _pages(
        self, staged: Path, there: Mapping[str, Any], *, last: bool
    ) -> tuple[dict[str, Drawn], set[str]]:
        """Take over what would come out the same, draw the rest; in the order of the pages.

        Where they are the ``last`` that are drawn, what only they need goes with them.
        """
        order = list(self.others)
        known = {path: old for path, page in self.others.items() if (old := self._still(page, there))}
        if len(self.others) - len(known) >= MANY:
            gc.enable()
        kept = set(known)
        for path in kept:
            del self.others[path]
        left = list(self.others)

        def drawn(path: str) -> tuple[str, list[Question], str, str]:
            page = self.others.pop(path)  # with all that is known of it
            made = self._draw(page, staged)
            if last:
                self.material.let_go(page.source)
            return made.key, made.asked, made.found, made.own

        leave, forget = (self._leave, self._forget) if last else (_nothing, _nothing)
        if last:
            svg.let_go()
        found = shared(left, drawn, self.material.bodies.attachments, leave, forget)
        for path, (key, asked, words, own) in found.items():
            known[path] = Drawn(key, self._alike(asked), words, own)
        if last:
            self.others.clear()  # those that the other process has drawn
            self.material.answers.clear()
        return {path: known[path] for path in order}, kept

    def _leave(self, path: str) -> None:
        """Forget the text of a record whose page the other process draws; it is read again if that one dies."""
        self.material.let_go(self.others[path].source)

    def _forget(self) -> None:
        """Forget what pages have in common: the last one is drawn."""
        self.material.answers.clear()
        svg.forget()

    def _still(self, page: Page, there: Mapping[str, Any]) -> Drawn | None:
        """What was kept of a page whose file is there as it would be drawn now."""
        old, name = self.before.pages.get(page.path), self._name(page.path)
        look = there.get(name)
        same = old is not None and look is not None and look == self.before.files.get(name)
        return old if old is not None and same and self._stands(page, old) else None

    def _stands(self, page: Page, old: Drawn) -> bool:
        """Whether a page would come out as it was drawn.

        Where nothing else is told than before, that is so if its own text is the same; where only records were renamed,
        if it names none of them. Else it is asked what it asked.
        """
        window, unmoved = page.window, self._same
        if window is not None and self._renamed is not None:
            unmoved = not window.may_name(old.asked, self._renamed)
        if unmoved and old.own == self._own(page):
            shown = [each for each in old.asked if each[0] == "leads" and may_show_a_file(each[1])]
            if window is not None and shown:  # which notes the files that bodies show
                window.digest(shown)
            return True
        answers = window.digest(old.asked) if window is not None else self._told
        return answers is not None and old.key == self._key(page, answers)

    def _key(self, page: Page, answers: bytes) -> str:
        return blake2b(self._own(page).encode() + answers, digest_size=16).hexdigest()

    def _own(self, page: Page) -> str:
        """What a page says of itself, and the text of its record."""
        own = page.window.source() if page.window is not None else b""
        said = repr((page.path, page.title, page.wide, page.search, page.source)).encode(
            "utf-8", "surrogatepass"
        )
        return blake2b(self._world + own + said, digest_size=16).hexdigest()

    def _draw(self, page: Page, staged: Path) -> Drawn:
        content = page.draw()
        shell = self._shells.get(kind(page, edit=bool(self.frame.edit), headed="<h1" in content))
        if shell is None:
            raise Misfit(page.path)
        directories = self.material.directories
        text = shell.fill(values(page, content).escaped())
        folder.put(staged, self._name(page.path), _bytes(text))
        found = ""
        if page.search and self.frame.search is not None:
            found = _json(entry(page, content, style=self.frame.style, directories=directories))
        return self._noted(page, found)

    def _noted(self, page: Page, found: str = "") -> Drawn:
        """What is kept of a page that was drawn."""
        if page.window is None:
            return Drawn(self._key(page, self._told), [], found, self._own(page))
        asked = self._alike(page.window.asked)
        return Drawn(self._key(page, page.window.noted()), asked, found, self._own(page))

    def _alike(self, asked: Iterable[Question]) -> list[Question]:
        """The same questions, of which each is there once, however many pages ask it."""
        return [self._asked.setdefault(each, each) for each in asked]

    # -- everything else --------------------------------------------------------------------------------------

    def _rest(self, staged: Path, there: Mapping[str, Any]) -> tuple[list[str], dict[str, Drawn]]:
        """The pages of the navigation and the data of scripts, where the generator was not asked for them.

        Returns:
            the names of their files, and what is kept of the pages. What is there as it would be made is not made.
        """
        known = self.before.files
        names = sorted({*map(self._name, self.index), *self.before.data})
        indexed = {path: old for path, page in self.index.items() if (old := self._still(page, there))}
        if self._same and all(
            there.get(name) is not None and there[name] == known.get(name) for name in names
        ):
            return names, indexed
        for path, page in self.index.items():
            if path in indexed:
                continue
            content = page.draw()
            text = self.frame.index.get(path)
            if text is None or ("<h1" in content) != ("<h1>" in text):
                raise Misfit(path)
            filled = Shell(text).fill(values(page, content).escaped())
            folder.put(staged, self._name(path), _bytes(filled))
            indexed[path] = self._noted(page)
        made = builder.files(self.material)
        for name, data in made.items():
            folder.put(staged, name, data.encode())
        return sorted({*made, *map(self._name, self.index)}), indexed

    def _find(
        self, staged: Path, drawn: Mapping[str, Drawn], there: Mapping[str, Any]
    ) -> tuple[str, list[str]]:
        """The index of the search: what the generator put into it, then the pages of the base.

        Returns what an index by piece was made of, and its files that stay because it was made of the same before.
        """
        search = self.frame.search
        if search is None:
            return "", []
        docs = [*map(_json, search["docs"]), *(page.found for page in drawn.values() if page.found)]
        if self.material.search == "pagefind":
            (staged / SEARCH).unlink(missing_ok=True)
            made_of = pieces.digest(self.material, docs)
            before = [name for name in self.before.files if name.startswith(f"{pieces.FOLDER}/")]
            if made_of == self.before.searched and all(
                there.get(name) is not None and there[name] == self.before.files[name] for name in before
            ):
                return made_of, before
            pieces.make(self.material, docs, staged, self._run)
            return made_of, []
        head = _json({**search, "docs": [_ONE[0]]})
        start, end = head.split(f'["{_ONE[0]}"]')
        folder.put(staged, SEARCH, f"{start}[{','.join(docs)}]{end}".encode())
        return "", []


def _nothing(*_: object) -> None:
    """While pages are still to be drawn, all stays."""


def attachments(material: Material) -> Iterator[tuple[str, Path]]:
    """The files that bodies show and that lie in the base, no link among them."""
    root = Path(material.root)
    real_root = os.path.realpath(root)
    for name in sorted(material.bodies.attachments):
        source = root / name
        real = Path(os.path.realpath(source))
        if not source.is_symlink() and real.is_file() and real.is_relative_to(real_root):
            yield name, real


def _bytes(text: str) -> bytes:
    return text.encode(errors="xmlcharrefreplace")


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), default=str)
