"""Looks for what in a base could run a program, or reach out of the base, while its site is built.

For branches one does not trust: `kb build --safe`. What is not known to be harmless is told of, so that a plugin, an
extension or a tag that nobody has heard of yet is refused as well.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from kb.config import Config
from kb.errors import KbError
from kb.site.tree import hand, settings
from kb.site.tree.contents import PAGES, written_by_hand
from kb.text import tagged
from kb.text.tagged import Tagged

_PLUGINS: Final = frozenset(("kb", "material/search", "search"))
_THEMES: Final = frozenset(("material", "mkdocs", "readthedocs"))
# They draw what stands in the page; none reads a file, asks a host or calls what the settings name.
_PLAIN: Final = """
abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta nl2br
sane_lists smarty tables toc wikilinks
"""
_PYMDOWNX: Final = """
arithmatex betterem caret critic details emoji escapeall highlight inlinehilite keys magiclink mark progressbar
saneheaders smartsymbols striphtml superfences tabbed tasklist tilde
"""
_EXTENSIONS: Final = frozenset((*_PLAIN.split(), *(f"pymdownx.{name}" for name in _PYMDOWNX.split())))
_BUILT_IN: Final = "markdown.extensions."
# Each of them names code, templates or folders.
_FORBIDDEN: Final = {
    "INHERIT": "takes settings from another file",
    "hooks": "runs a program of the branch",
    "extra_templates": "runs templates of the branch",
}
_SITES: Final = ("site", "public")
_TEMPLATE: Final = re.compile(r"^[\"']?template[\"']?[ \t]*:", re.MULTILINE)


def look(root: Path, config: Config) -> list[str]:
    """What would have to go, a line each that begins with the file."""
    try:
        return list(_found(root, config))
    except KbError as error:
        return [str(error)]


def _found(root: Path, config: Config) -> Iterator[str]:
    if config.site.trust_html:
        yield "kb.toml: `trust_html` publishes raw HTML of records; with --safe it is not read"
    given = settings.given(root, inherit=False)
    if given.path:
        if (root / given.path).is_symlink():
            yield f"{given.path}: is a link"
        places = tagged.places((root / given.path).read_text(encoding="utf-8-sig"))
        for key, what in _of_settings(root, given):
            line, column = places.get(key, (1, 1))
            yield f"{given.path}:{line}:{column}: {what}"
    said = given.values.get("docs_dir")
    docs = root / (said if isinstance(said, str) else "docs" if given.path else config.docs)
    if docs.is_dir() and _inside(root, os.path.relpath(docs, root)):
        yield from _pages(docs, root)


def _of_settings(root: Path, given: settings.Given) -> Iterator[tuple[str, str]]:
    """The key of each setting that would have to go, and why."""
    yield from _tags(given.values, "")
    yield from ((key, f"`{key}` {why}") for key, why in _FORBIDDEN.items() if key in given.values)
    theme = given.theme
    if theme.get("name", "mkdocs") not in _THEMES:
        yield "theme", f"the theme {theme['name']!r} is not known to be harmless"
    for key in ("custom_dir", "static_templates"):
        if key in theme:
            yield f"theme.{key}", f"`theme.{key}` runs templates of the branch"
    yield from _plugins(root, given)
    for key, name, _ in _items(given, "markdown_extensions"):
        if name.removeprefix(_BUILT_IN) not in _EXTENSIONS:
            yield key, f"the Markdown extension {name!r} is not known to read no files and run nothing"
    if not _inside(root, given.values.get("docs_dir", "docs")):
        yield "docs_dir", "`docs_dir` leads out of the base"
    if given.values.get("site_dir", "site") not in _SITES:
        yield "site_dir", f"`site_dir` is emptied by every build; with --safe it is {' or '.join(_SITES)}"


def _tags(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Tagged):
        yield where, f"the tag {value.tag} asks for code, or for what is outside of the file"
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from _tags(inner, f"{where}.{key}".lstrip("."))


def _plugins(root: Path, given: settings.Given) -> Iterator[tuple[str, str]]:
    for key, name, options in _items(given, "plugins"):
        if name not in _PLUGINS:
            yield key, f"the plugin {name!r} is a program that is not known to be harmless"
        if name == "kb" and "root" in options and not _inside(root, options["root"]):
            yield key, "`root` of the plugin `kb` leads out of the base"
        if name != "kb" and options.get("prebuild_index"):
            yield key, f"`prebuild_index` of the plugin {name!r} runs a program"


def _items(given: settings.Given, name: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Where each entry of a list of programs stands, what it is called, and its options."""
    value = given.values.get(name)
    for number, (entry, options) in enumerate(settings.plugins(value)):
        yield f"{name}.{entry if isinstance(value, dict) else number}", entry, options


def _inside(root: Path, value: Any) -> bool:
    """Whether a folder lies in the base, but is neither it nor git's."""
    if not isinstance(value, str):
        return False
    top = os.path.realpath(root)
    real = os.path.realpath(f"{top}/{value}" if not value.startswith("/") else value)
    return real.startswith(top + os.sep) and ".git" not in Path(real).relative_to(top).parts


def _pages(docs: Path, root: Path) -> Iterator[str]:
    """Links that lead out, and pages that ask for a template of their own."""
    taken, refused = written_by_hand(docs, root)
    at = docs.relative_to(root).as_posix()
    yield from (f"{at}/{path}: is a link that leads out of the base" for path in refused)
    for path in taken:
        if path.lower().endswith(PAGES):
            front, body = hand.split((docs / path).read_text(encoding="utf-8-sig", errors="replace"))
            front = front or body.partition("\n\n")[0]  # generators take keys without marks around them, too
            for match in _TEMPLATE.finditer(front):
                line = front.count("\n", 0, match.start()) + 1
                yield f"{at}/{path}:{line}:1: `template` chooses what draws the page"
