"""What a tree holds: every page with its front matter, the data, the styles, the overrides and the settings."""

from __future__ import annotations

import html
import json
import os
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from kb.disk import is_leftover
from kb.errors import KbError
from kb.site import atom, builder, policy
from kb.site.material import Material
from kb.site.navigation import leaves, navigated
from kb.site.page import Page
from kb.site.tree import drafts as by_draft
from kb.site.tree import hand as by_hand
from kb.site.tree import settings
from kb.site.tree.guarding import guarded

Content = str | Path
"""The text of a file, or the file that it is copied from."""

DOCS: Final = "docs"
OVERRIDES: Final = "overrides"
_OWN: Final = Path(__file__).parent / "overrides"
PAGES: Final = (".md", ".markdown", ".mdown", ".mkd", ".mkdn")
_LEFT_BEHIND: Final = ("~", ".orig", ".rej", ".swp", ".tmp")
_UNPRINTED: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


@dataclass(slots=True)
class Contents:
    """Path → content of every file of a tree, and what people should know of what is not in it."""

    files: dict[str, Content] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def written_by_hand(docs: Path, root: Path) -> tuple[list[str], list[str]]:
    """The files of the docs folder, relative to it, and those that are not taken: links that lead out of the base.

    As generators do: nothing hidden, and nothing that an editor or a merge left behind.
    """
    taken: list[str] = []
    refused: list[str] = []
    inside = os.path.realpath(root)
    for folder, names, files in os.walk(docs):
        names[:] = sorted(name for name in names if not name.startswith(".") and name != "__pycache__")
        for name in sorted(files):
            path = Path(folder) / name
            relative = path.relative_to(docs).as_posix()
            if name.startswith(".") or name.endswith(_LEFT_BEHIND) or is_leftover(relative):
                continue
            real = Path(os.path.realpath(path))
            (taken if real.is_file() and real.is_relative_to(inside) else refused).append(relative)
    return taken, refused


def contents(material: Material, found: settings.Given, docs: Path, root: Path, drafts: Path) -> Contents:
    """Everything, drawn.

    Args:
        material: the base.
        found: its settings.
        docs: the folder of the pages by hand.
        root: the folder of the base.
        drafts: an empty folder for the pages that are drawn, which nobody holds all at once.

    Raises:
        KbError: a page cannot be written as Markdown, or two want the same path.
    """
    made = Contents()
    pages = list(builder.pages(material))
    hand, refused = written_by_hand(docs, root) if docs.is_dir() else ([], [])
    made.notes += [
        f"{docs.name}/{path} was left out: it is a link that leads out of the base" for path in refused
    ]
    place = _placing(material, pages)
    places = [place(page.path) for page in pages]
    data = by_draft.data(material, drafts)
    for path, draft in data.items():
        _put(made, f"{DOCS}/{path}", draft)
    for path, draft in by_draft.drawn(material, pages, partial(_page, material), drafts).items():
        _put(made, f"{DOCS}/{place(path)}", draft)
    for asset in builder.assets():
        _put(made, f"{DOCS}/{asset.path}", asset.file)
    for path in hand:
        content = _by_hand(material, docs, path, place) if path.lower().endswith(PAGES) else docs / path
        _put(made, f"{DOCS}/{path}", content)
    for name in sorted(material.bodies.attachments):  # known when all bodies are drawn
        source = root / name
        real = Path(os.path.realpath(source))
        if not source.is_symlink() and real.is_file() and real.is_relative_to(os.path.realpath(root)):
            _put(made, f"{DOCS}/files/{name}", source)
    _overrides(made, material, found, root, fed=atom.PATH in data)
    _settings(made, material, found, places, place)
    return made


def _placing(material: Material, pages: list[Page]) -> Callable[[str], str]:
    """Where a page of the base stands: in a folder of its own, as its address does.

    Its links are then the same from the file and from the address, so that no generator has a reason to move them.
    """
    moving = {page.path for page in pages} if material.directories else set()

    def place(path: str) -> str:
        stem = path.removesuffix(".md")
        return f"{stem}/index.md" if path in moving and posixpath.basename(stem) != "index" else path

    return place


def _put(made: Contents, path: str, content: Content) -> None:
    if path in made.files:
        name = path.removeprefix(f"{DOCS}/")
        raise KbError(f"the site already has a page {name}; rename the one in the docs folder.")
    made.files[path] = content


def _page(material: Material, page: Page) -> str:
    """A page of the base: what the theme may know of it, and its HTML. No front matter of a record gets there."""
    meta: dict[str, object] = {}
    if page.path != "index.md":  # the start page is called by the name of the site alone
        meta["title"] = html.escape(page.title)
    meta["hide"] = ["navigation", "toc"] if page.wide else ["toc"]
    if not page.search:
        meta["search"] = {"exclude": True}
    edit = ""
    if page.source is not None and material.repository:
        edit = f"{material.repository}/edit/{material.branch}/{quote(material.prefix + page.source)}"
    meta["kb_edit_url"] = edit
    if page.source is None or not material.config.site.trust_html:
        meta["kb_guarded"] = True
    front = "".join(f"{key}: {_spelt(value)}\n" for key, value in meta.items())
    try:
        return f"---\n{front}---\n\n{guarded(page.draw())}"
    except ValueError as error:
        raise KbError(
            f"{page.source or page.path}: {error}", hint="Set `trust_html = false` in kb.toml."
        ) from None


def _spelt(value: object) -> str:
    """JSON that is YAML, too: what YAML does not take as it is becomes an escape."""
    plain = json.dumps(value, ensure_ascii=False)
    return _UNPRINTED.sub(lambda match: f"\\u{ord(match[0]):04x}", plain)


def _by_hand(material: Material, docs: Path, path: str, place: Callable[[str], str]) -> str:
    """A page by hand: its front matter as it is, ids in the rest as links."""
    try:
        text = (docs / path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KbError(f"{docs.name}/{path}: is not UTF-8: {error.reason}") from None
    front, body = by_hand.split(text)
    body = by_hand.moved(material.bodies.linked_page(body, path), path, place)
    if material.directories and posixpath.basename(path).rpartition(".")[0] not in ("index", "README"):
        body = by_hand.in_markdown(body, path, place)
    return front + body


def _overrides(made: Contents, material: Material, found: settings.Given, root: Path, *, fed: bool) -> None:
    """The templates of the base's own theme folder, and ours where it has none of that name."""
    own = found.theme.get("custom_dir")
    if isinstance(own, str) and (root / own).is_dir():
        for path in written_by_hand(root / own, root)[0]:
            _put(made, f"{OVERRIDES}/{path}", root / own / path)
    for path, source in _templates():
        if f"{OVERRIDES}/{path}" in made.files:
            if path != "404.html":
                made.notes.append(
                    f"{own}/{path} stands in the place of ours: feed, policy and edit links are left to it"
                )
            continue
        text = source.read_text(encoding="utf-8")
        if path == "main.html":
            text = text.replace("{feed}", _feed(material) if fed else "").replace(
                "{policy}", _policy(material, found)
            )
        made.files[f"{OVERRIDES}/{path}"] = text


def _templates() -> Iterator[tuple[str, Path]]:
    for folder in (builder.THEME, _OWN):
        for source in sorted(folder.rglob("*.html")):
            yield source.relative_to(folder).as_posix(), source


def _feed(material: Material) -> str:
    """The link to the feed, for the head of every page."""
    title = html.escape(f"{material.config.name}: changes").replace("{", "&#123;").replace("}", "&#125;")
    href = html.escape(material.address + atom.PATH) if material.address else f"{{{{ '{atom.PATH}' | url }}}}"
    return f'<link rel="alternate feed" type="{atom.TYPE}" title="{title}" href="{href}">'


def _policy(material: Material, found: settings.Given) -> str:
    """The policy, for the beginning of the head of the pages that are to carry it."""
    wanted = material.config.site.policy
    if wanted == "none":
        return ""
    files = [found.values.get(name) for name in ("extra_javascript", "extra_css")]
    rule = policy.of_any_theme(*(map(_address, each) if isinstance(each, list) else () for each in files))
    rule = html.escape(rule, quote=False).replace("{", "").replace("}", "").replace('"', "")
    tag = f'<meta http-equiv="Content-Security-Policy" content="{rule}">'
    return (
        tag
        if wanted == "all"
        else f"{{% if page and page.meta and page.meta.kb_guarded %}}{tag}{{% endif %}}"
    )


def _address(item: object) -> str:
    """Of a script or a style sheet, which stands alone or with how it is loaded."""
    return str(item.get("path", "") if isinstance(item, dict) else item)


def _settings(
    made: Contents, material: Material, found: settings.Given, pages: list[str], place: Callable[[str], str]
) -> None:
    hand = [path for path in material.docs if f"{DOCS}/{path}" in made.files]
    named = found.values.get("nav")
    nav = _placed(
        navigated(named if isinstance(named, list) else None, builder.navigation(material), hand), place
    )
    shown = set(leaves(nav))
    hidden = [path for path in pages if path not in shown]
    more = settings.Additions(
        name=material.config.name or "Knowledge base",
        nav=nav,
        styles=(builder.STYLE_SHEET,),
        scripts=tuple(builder.scripts()),
        hidden=tuple(sorted({f"/{path.partition('/')[0]}{'/**' if '/' in path else ''}" for path in hidden})),
        overrides=OVERRIDES,
    )
    text, left = settings.written(found, more)
    made.files["mkdocs.yml"] = (
        "# Made by `kb build --markdown`, and made anew by it: change the settings of the base instead.\n"
        + text
    )
    made.notes += [f"`{key}` was left out of mkdocs.yml: only MkDocs runs it" for key in left]


def _placed(nav: Any, place: Callable[[str], str]) -> Any:
    """A navigation with the pages where they stand in the tree."""
    if isinstance(nav, str):
        return place(nav)
    if isinstance(nav, dict):
        return {key: _placed(value, place) for key, value in nav.items()}
    return [_placed(item, place) for item in nav] if isinstance(nav, list) else nav
