"""An index of the search that a browser loads by piece, made by Pagefind after all pages are drawn.

Pagefind reads HTML. It is not given the pages but what the search knows of them, as it would stand in the index that is
loaded whole: that is a tenth of the text, and nothing else can get into what is published.
"""

from __future__ import annotations

import html
import importlib.util
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import Any, Final, TypeAlias

from kb.errors import KbError
from kb.record import Record
from kb.site import addresses
from kb.site.drawing.palette import status_tone, type_label, type_slug
from kb.site.material import Material
from kb.site.publishing import folder

Run: TypeAlias = Callable[[Path, Path], None]
"""Has Pagefind read a folder of pages and write its index into another."""
FOLDER: Final = "pagefind"
MANY: Final = 1_000
"""More records than this make an index that is too much to load whole."""
PAGE: Final = "page"
"""The kind of what is no record."""
_HINT: Final = 'Install it: pip install "research-kb[search]".'
_TAG: Final = re.compile(r"<[^>]*>")
# Pagefind brings three boxes to search in along; the site has its own.
_NEEDED: Final = re.compile(r"pagefind(-worker)?\.js|pagefind-entry\.json|wasm\..*|.*\.pf_meta")


def is_there() -> bool:
    """Whether Pagefind and its program are installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("pagefind", "pagefind_bin"))


def chosen(wish: str, records: int) -> tuple[str, list[str]]:
    """The search that a site of so many records gets, and what people should know about that.

    Raises:
        KbError: Pagefind is asked for, and not there.
    """
    if wish == "pagefind" and not is_there():
        raise KbError('`[site] search = "pagefind"` needs Pagefind', hint=_HINT)
    if wish == "builtin" or (wish == "auto" and records <= MANY):
        return "builtin", []
    if is_there():
        return "pagefind", []
    return "builtin", [
        f"Every visitor loads the search index of {records:,} records whole; Pagefind loads it by piece. {_HINT}"
    ]


def digest(material: Material, docs: Iterable[str]) -> str:
    """All that an index is made of, in short; see :func:`make`."""
    whole = blake2b(_version().encode(), digest_size=16)
    for doc in docs:
        whole.update(doc.encode("utf-8", "surrogatepass"))
    for path, record in _records(material).items():
        whole.update(repr((path, record.type, record.status)).encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def make(material: Material, docs: Iterable[str], staged: Path, run: Run) -> None:
    """Write the index into a folder of a site.

    Args:
        material: the base.
        docs: the entries of the index that is loaded whole, as JSON.
        staged: the folder.
        run: runs Pagefind.

    Raises:
        KbError: Pagefind does not make it.
    """
    records = _records(material)
    with tempfile.TemporaryDirectory(prefix="kb-search-") as scratch:
        for location, entries in _by_page(docs):
            name = location if location.endswith(".html") else f"{location}index.html"
            folder.put(Path(scratch), name, _page(entries, records.get(location)).encode(errors="replace"))
        run(Path(scratch), staged / FOLDER)
    for path in (staged / FOLDER).iterdir():
        if path.is_file() and not _NEEDED.fullmatch(path.name):
            path.unlink()


def _records(material: Material) -> dict[str, Record]:
    """Address → record."""
    found = {}
    for document in material.base.documents:
        if document.record is not None:
            path = addresses.record_path(document.record.id)
            found[addresses.address(path, directories=material.directories)] = document.record
    return found


def _by_page(docs: Iterable[str]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """The entries of each page; a page by hand has one more for every section, right after it."""
    for location, entries in groupby(
        map(json.loads, docs), lambda entry: entry["location"].partition("#")[0]
    ):
        yield location, list(entries)


def _page(entries: Iterable[Mapping[str, Any]], record: Record | None) -> str:
    """What Pagefind reads of a page. Titles and texts are HTML in the entries; only their words go on."""
    first, *others = entries
    kind, state = (record.type, record.status) if record is not None else (PAGE, "")
    told = {"title": _words(first["title"]), "type": kind}
    told |= {"label": type_label(kind) if record is not None else "Page", "slug": type_slug(kind)}
    if record is not None:
        told |= {"id": record.id, "title": record.title, "state": state, "tone": status_tone(state, kind)}
    meta = "".join(
        f'<meta data-pagefind-meta="{k}[content]" content="{html.escape(v)}">' for k, v in told.items()
    )
    filters = "".join(
        f'<meta data-pagefind-filter="{k}[content]" content="{html.escape(v)}">'
        for k, v in (("type", kind), ("state", state))
        if v
    )
    texts = "".join(f"<h2>{html.escape(_words(e['title']))}</h2>{_text(e)}" for e in others)
    title = html.escape(_words(first["title"]))
    body = f"<body data-pagefind-body><h1>{title}</h1>{_text(first)}{texts}</body>"
    return f'<html lang="en"><head>{meta}{filters}</head>{body}</html>'


def _text(entry: Mapping[str, Any]) -> str:
    return f"<p>{html.escape(_words(entry['text']))}</p>"


def _words(text: str) -> str:
    return html.unescape(_TAG.sub(" ", text)).strip()


def _version() -> str:
    from importlib.metadata import version

    return version("pagefind_bin")
