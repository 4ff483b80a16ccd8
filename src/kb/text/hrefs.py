"""Follows ordinary Markdown links from file to file, and writes them anew when a file gets another name."""

from __future__ import annotations

import posixpath
import re
from typing import Final

from kb.diagnostics import Edit
from kb.text.markdown import Href, blank_code, hrefs

_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_TAIL: Final = re.compile(r"[#?]")
_PLAIN: Final = re.compile(r"[\w.,+~@=-]+")


def unescaped(target: str) -> str:
    """A target without the backslashes that Markdown takes away."""
    return _ESCAPE.sub(r"\1", target) if "\\" in target else target


def unquoted(target: str) -> str:
    """A target with the signs that stand behind `%` and two digits."""
    if "%" not in target:
        return target
    from urllib.parse import unquote

    return unquote(target)


def leads_to(path: str, target: str) -> str | None:
    """The path that a link in the file ``path`` leads to; None if it leads to no file at all.

    A path that begins with `../` lies outside of what ``path`` is relative to.
    """
    if ":" in target.split("/", 1)[0] or target.startswith(("#", "?", "//")):
        return None
    plain = unescaped(unquoted(target.split("#", 1)[0].split("?", 1)[0]))
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), plain))


def renamed(path: str, href: Href, name: str) -> Edit:
    """The edit that makes a link lead to another file of the same folder; only the name in it changes."""
    tail = _TAIL.search(href.target)
    end = tail.start() if tail is not None else len(href.target)
    start = href.target.rfind("/", 0, end) + 1
    written = name if _PLAIN.fullmatch(name) else _quoted(name)
    begin = href.span.start
    return Edit(path, href.span._replace(start=begin + start, end=begin + end), written)


def pointed(path: str, href: Href, to: str) -> Edit:
    """The edit that makes a link in the file ``path`` lead to the file ``to``; what follows the path in it stays."""
    tail = _TAIL.search(href.target)
    end = tail.start() if tail is not None else len(href.target)
    relative = posixpath.relpath(to, posixpath.dirname(path) or ".")
    written = "/".join(part if _PLAIN.fullmatch(part) else _quoted(part) for part in relative.split("/"))
    return Edit(path, href.span._replace(end=href.span.start + end), written)


def following(path: str, text: str, moves: dict[str, str]) -> list[Edit]:
    """The edits of a page by which its links follow files that got another name in their folder.

    Args:
        path: of the page.
        text: of the page.
        moves: old path → new path.
    """
    found = []
    for href in hrefs(blank_code(text), 0):
        target = leads_to(path, href.target)
        if target is not None and target in moves:
            found.append(renamed(path, href, posixpath.basename(moves[target])))
    return found


def _quoted(name: str) -> str:
    from urllib.parse import quote

    return quote(name, safe="")
