"""The `mkdocs.yml` of a tree: what the one of the base says, without the plugin, and with what the plugin did."""

from __future__ import annotations

import html
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kb.errors import KbError
from kb.site import appearance
from kb.text import tagged
from kb.text.tagged import Tagged

NAMES: Final = ("mkdocs.yml", "mkdocs.yaml")
EXTENSIONS: Final = (
    "admonition", "attr_list", "def_list", "footnotes", "tables", "toc", "pymdownx.details", "pymdownx.superfences",
)  # fmt: skip
# What runs in the generator of its place alone, or names places that the tree does not have.
_LEFT_OUT: Final = ("hooks", "watch", "dev_addr", "INHERIT", "config_file_path")


@dataclass(slots=True)
class Given:
    """The settings of a base as they were found.

    Attributes:
        path: of the file, relative to the base; empty where there is none.
        values: what it says, what it inherits included.
        files: every file that was read for it, relative to the base.
    """

    path: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    @property
    def docs(self) -> str | None:
        """The folder of the pages by hand, relative to the file; None where nothing is said."""
        return _word(self.values.get("docs_dir"))

    @property
    def theme(self) -> dict[str, Any]:
        """The theme as a mapping."""
        theme = self.values.get("theme") or {}
        return dict(theme) if isinstance(theme, dict) else {"name": theme}

    @property
    def plugin(self) -> Mapping[str, Any]:
        """What is said under our plugin."""
        for name, options in plugins(self.values.get("plugins")):
            if name == "kb":
                return options
        return {}

    def flag(self, name: str, otherwise: bool) -> bool:
        """A setting that is true or false."""
        value = self.values.get(name)
        return value if isinstance(value, bool) else otherwise

    def word(self, name: str) -> str:
        """A setting that is a text; empty where nothing is said."""
        return _word(self.values.get(name)) or ""


def given(root: Path, *, inherit: bool = True) -> Given:
    """The settings of the base at a place.

    Args:
        root: the place.
        inherit: read the files that they inherit from as well.

    Raises:
        KbError: they cannot be read.
    """
    for name in NAMES:
        if (root / name).is_file():
            files: list[str] = []
            values = _inherited(root, name, files, inherit)
            return Given(name, values, files)
    return Given()


def _inherited(root: Path, path: str, files: list[str], follow: bool) -> dict[str, Any]:
    if path in files:
        raise KbError(f"{path}: INHERIT leads in a circle")
    files.append(path)
    try:
        text = (root / path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KbError(f"{path}: cannot be read: {error}") from None
    values = tagged.read(text, path)
    parent = _word(values.get("INHERIT")) if follow else None
    if parent is None:
        return values
    above = _inherited(
        root, posixpath.normpath(posixpath.join(posixpath.dirname(path), parent)), files, follow
    )
    return _merged(above, values)


def _merged(above: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """As the generators do it: mappings key by key, anything else by the nearer one."""
    found = dict(above)
    for key, value in own.items():
        there = found.get(key)
        found[key] = _merged(there, value) if isinstance(there, dict) and isinstance(value, dict) else value
    return found


def plugins(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The plugins that are named, with their options, whether they stand in a list or a mapping."""
    items = value.items() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in items:
        pairs = (
            [item] if isinstance(item, tuple) else item.items() if isinstance(item, dict) else [(item, None)]
        )
        for name, options in pairs:
            yield str(name), options if isinstance(options, dict) else {}


@dataclass(frozen=True, slots=True)
class Additions:
    """What the site adds to the settings."""

    name: str
    nav: list[Any]
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    hidden: tuple[str, ...]
    overrides: str


def written(found: Given, more: Additions) -> tuple[str, list[str]]:
    """The file, and what of the settings was left out of it."""
    said = {key: value for key, value in found.values.items() if key not in _LEFT_OUT}
    left = [key for key in ("hooks",) if found.values.get(key)]
    theme = _theme(found)
    theme["custom_dir"] = more.overrides
    made: dict[str, Any] = {
        "site_name": html.escape(more.name),  # themes put it into HTML as it is
        **said,
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": theme,
        "plugins": _plugins(found.values.get("plugins")),
        "extra_css": [*more.styles, *(item for item in _list(said, "extra_css") if item not in more.styles)],
        "extra_javascript": [*_list(said, "extra_javascript"), *more.scripts],
        "markdown_extensions": said.get("markdown_extensions") or list(EXTENSIONS),
        "not_in_nav": "\n".join(filter(None, [found.word("not_in_nav").strip("\n"), *more.hidden])) + "\n",
        "nav": more.nav,
    }
    return tagged.write(made), left


def _theme(found: Given) -> dict[str, Any]:
    theme = found.theme
    theme.setdefault("name", "material")
    if theme["name"] != "material":
        return theme
    theme["font"] = False  # nothing is loaded from another host
    theme.setdefault("variant", "classic")  # Zensical's other look has other marks than our styles know
    theme["features"] = appearance.features(theme.get("features"))
    if not theme.get("palette"):
        theme["palette"] = appearance.palette()
    return theme


def _plugins(value: Any) -> list[Any]:
    if value is None:
        return ["search"]
    return [{name: options} if options else name for name, options in plugins(value) if name != "kb"]


def _list(settings: dict[str, Any], name: str) -> list[Any]:
    value = settings.get(name)
    return list(value) if isinstance(value, list) else []


def _word(value: Any) -> str | None:
    if isinstance(value, Tagged):
        raise KbError(f"the tag {value.tag} stands where the tree needs to know the value")
    return str(value) if isinstance(value, str) else None
