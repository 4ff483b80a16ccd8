"""What the tests of pages share: bases by hand, pages drawn without a generator, HTML one can ask questions."""

from __future__ import annotations

import datetime
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from kb import base, config
from kb.site import builder
from kb.site.material import Material
from kb.site.pages.graph import SCRIPTS

TODAY = datetime.date(2026, 11, 23)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


@dataclass
class Node:
    """An element: its name, attributes and children, which are elements and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, tag: str = "", cls: str = "", **attributes: str) -> list[Node]:
        """The elements of a name, with a class, with attributes; `data_id` stands for `data-id`."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            node
            for node in self.walk()
            if (not tag or node.tag == tag)
            and (not cls or cls in node.attributes.get("class", "").split())
            and all(node.attributes.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str = "", cls: str = "", **attributes: str) -> Node:
        """The only such element."""
        found = self.all(tag, cls, **attributes)
        assert len(found) == 1, f"{len(found)} of {tag or '*'}.{cls} {attributes} in {self.text[:300]!r}"
        return found[0]

    @property
    def text(self) -> str:
        """What a reader sees, in one line."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        if self.tag in ("script", "style", "template", "title"):
            return
        for child in self.children:
            yield from child._pieces() if isinstance(child, Node) else (child,)
        if self.tag not in ("a", "b", "code", "em", "i", "span", "strong", "text", "time", "wbr"):
            yield " "

    @property
    def rows(self) -> list[list[str]]:
        """The cells of each row of the body of a table."""
        return [
            [cell.text for cell in row.children if isinstance(cell, Node) and cell.tag in ("td", "th")]
            for part in self.all("tbody")
            for row in part.all("tr")
        ]

    @property
    def headings(self) -> list[str]:
        """The texts of the headings, in order."""
        return [node.text for node in self.walk() if re.fullmatch("h[1-6]", node.tag)]

    @property
    def hrefs(self) -> list[str]:
        """Where the links lead."""
        return [node.attributes["href"] for node in self.all("a") if "href" in node.attributes]

    def section(self, title: str) -> Node:
        """The section whose own heading begins so."""
        for node in self.all("section"):
            heading = next((n for n in node.walk() if re.fullmatch("h[1-6]", n.tag)), None)
            if heading is not None and heading.text.startswith(title):
                return node
        raise AssertionError(f"no section {title!r}; there are {self.headings}")


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("#root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self.open) - 1, 0, -1):
            if self.open[index].tag == tag:
                del self.open[index:]
                return
        assert tag in _VOID, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Node:
    """Read HTML; what was opened must be closed."""
    reader = _Builder()
    reader.feed(html)
    reader.close()
    left = [node.tag for node in reader.open[1:] if node.tag not in ("p", "li", "dt", "dd", "html", "body")]
    assert not left, f"never closed: {left}"
    return reader.root


def note(front: str, body: str = "") -> str:
    """A record: front matter and body."""
    return f"---\n{front.strip()}\n---\n\n{body.strip()}\n"


def write(root: Path, files: Mapping[str, str]) -> Path:
    """Write files below a folder; an empty kb.toml if there is none."""
    for name, text in {"kb.toml": "", **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def material(root: Path, files: Mapping[str, str] | None = None, **options: Any) -> Material:
    """The material of a base that lies at `root`, after writing `files` to it."""
    if files is not None:
        write(root, files)
    return Material(base.load(config.read(root)), options.pop("today", TODAY), **options)


def page(found: Material, path: str) -> Node:
    """A page of a site, drawn."""
    pages = {each.path: each for each in builder.pages(found)}
    assert path in pages, f"no page {path}; there are {sorted(pages)}"
    return parse(pages[path].draw())


def mkdocs(root: Path, *, strict: bool = False, **settings: Any) -> Path:
    """Build the site with MkDocs in this process, from `mkdocs.yml` if there is one; returns the folder."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    if not (root / "mkdocs.yml").exists():
        (root / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    (root / "docs").mkdir(exist_ok=True)
    loaded = load_config(str(root / "mkdocs.yml"), strict=strict, site_dir=str(root / "site"), **settings)
    loaded.plugins.on_startup(command="build", dirty=False)
    build(loaded)
    return root / "site"


MKDOCS = """\
site_name: Test
theme: {name: material}
plugins:
  - search
  - kb: {today: 2026-11-23}
"""


POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


def frame(body: str, *, scripts: bool = True, scheme: str = "default") -> str:
    """A page of its own around a body, with style sheet, scripts, and a policy that allows no inline anything."""
    names = [name.removeprefix("assets/kb/") for name in builder.scripts()] if scripts else []
    names += [f"graph/{name}.js" for name in SCRIPTS] if scripts and "data-kb-explorer" in body else []
    loaded = "".join(f'<script src="{name}"></script>' for name in names)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title>'
        f'<meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<link rel="stylesheet" href="kb.css"></head><body data-md-color-scheme="{scheme}" '
        f'data-md-color-primary="custom"><main class="kb-root">{body}</main>{loaded}</body></html>'
    )


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def settled(page: Any) -> Any:
    """Wait until the theme has fetched its search index: a page that is left before reports a network error."""
    fetched = (
        "performance.getEntriesByType('resource').some(entry => entry.name.endsWith('search_index.json'))"
    )
    assert Waiting().until(lambda: page.evaluate(fetched))  # which a policy without `eval` allows, too
    return page


def searched(page: Any, words: str) -> list[str]:
    """Type words into the search of an open page; the titles of what it found."""
    field_ = page.locator("[data-md-component=search-query]")
    found = page.locator(".md-search-result__item")
    for text in ("", words):  # the theme listens to keys; what it found before must be gone first
        field_.fill(text)
        field_.dispatch_event("keyup")
        found.first.wait_for(state="visible" if text else "detached", timeout=60_000)
    return [" ".join(title.split()) for title in found.locator("h1").all_text_contents()]


class Waiting:
    """Waits for something that another thread or process does; only a failure takes the whole time."""

    def __init__(self, seconds: float = 60) -> None:
        self.seconds = seconds
        self.event = threading.Event()

    def until(self, true: Any) -> bool:
        """Whether it became true in time."""
        for _ in range(int(self.seconds / 0.1)):
            if true():
                return True
            self.event.wait(0.1)
        return bool(true())
