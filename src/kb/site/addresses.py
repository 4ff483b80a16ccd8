"""Where pages stand: the address of a page follows from its path, links are relative from page to page."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import quote

from kb.site.slugs import slug

RECORDS = "r"
_BELOW = f"{RECORDS}/"
_BESIDE = f"{RECORDS}/RECORD/"  # where a record's page stands, whichever it is


_UNEVEN = re.compile(r"//|(?:^|/)\.\.?(?:/|$)")


def record_path(id: str) -> str:
    """The path of a record's page; its address `/r/ID/` survives renames of the file."""
    return f"{RECORDS}/{id}.md"


def handle(name: str) -> str:
    """A handle as people are told apart by it: without the ``@`` that some write before it."""
    return name.removeprefix("@")


def person_path(name: str) -> str:
    """The path of the page of a person, which is there for everybody whom a record of the site names."""
    return f"people/{slug(handle(name))}.md"


def tag_path(name: str) -> str:
    """The path of the page of a tag, which is there for every tag that a record of the site carries."""
    return f"tags/{slug(name)}.md"


def rule_path(code: str) -> str:
    """The path of the manual page of a rule, which is there where the rule has found something."""
    return f"rules/{code}.md"


def address(path: str, *, directories: bool = True) -> str:
    """The address of a page from the root of the site, without a leading slash; ``""`` is the start page."""
    stem = path.removesuffix(".md")
    folder, name = posixpath.split(stem)
    if name in ("index", "README"):
        stem = folder
        if directories:
            return f"{stem}/" if stem else ""
        return f"{stem}/index.html" if stem else "index.html"
    return f"{stem}/" if directories else f"{stem}.html"


def file(path: str, *, directories: bool = True) -> str:
    """The file of the site that a page becomes."""
    found = address(path, directories=directories)
    return f"{found}index.html" if directories else found


def relative(target: str, here: str, *, directories: bool = True) -> str:
    """The link from the page at path ``here`` to the page at path ``target``."""
    return _from_folder(target, start(here, directories=directories), directories=directories)


def start(here: str, *, directories: bool = True) -> str:
    """The folder that links of the page at path ``here`` start from; pages that share it share their links."""
    if directories and here.startswith(_BELOW) and "/" not in here[len(_BELOW) :]:
        return _BESIDE  # all records stand side by side
    return _start(here, directories=directories)


@lru_cache(maxsize=1024)
def _start(here: str, *, directories: bool) -> str:
    begin = address(here, directories=directories)
    return begin if directories and (begin.endswith("/") or not begin) else posixpath.dirname(begin)


def level(here: str, *, directories: bool = True) -> str:
    """From how far below the root the links of a page start: `../../`; of a page of a record, from where.

    From all pages of a level, links to the pages of records are the same.
    """
    folder = start(here, directories=directories)
    if folder.partition("/")[0] == RECORDS:
        return folder
    return "../" * (folder.rstrip("/").count("/") + 1) if folder else ""


@lru_cache(maxsize=32768)  # a page names the same few others in its links, its text and its drawing
def _from_folder(target: str, folder: str, *, directories: bool) -> str:
    there = address(target, directories=directories)
    top = there.partition("/")[0]
    if (
        there and top != folder.partition("/")[0] and not _UNEVEN.search(there)
    ):  # nothing in common: all the way up
        steps = "../" * (folder.rstrip("/").count("/") + 1 if folder else 0)
        return quote(f"{steps}{there}", safe="/.-_~")
    link = posixpath.relpath("/" + there.rstrip("/"), "/" + folder.rstrip("/"))
    if directories:
        link = link.rstrip("/") + "/"
    return quote(link, safe="/.-_~")


def folder(path: str) -> str:
    """The folder of a page's path: from all pages in it, links to others are the same."""
    return posixpath.dirname(path)


def asset(path: str, here: str, *, directories: bool = True) -> str:
    """The link from the page at path ``here`` to a file at ``path`` from the root of the site."""
    start = address(here, directories=directories)
    folder = start if directories else posixpath.dirname(start)
    return quote(posixpath.relpath("/" + path, "/" + folder.rstrip("/")), safe="/.-_~")
