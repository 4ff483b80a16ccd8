"""Lets through of HTML what a text needs, and nothing that runs, loads from elsewhere or passes for the page's own."""

from __future__ import annotations

import re
from functools import cache

import nh3

_ALLOWED = """
a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h2 h3 h4 h5 h6
hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot th thead tr
u ul var
"""
TAGS = frozenset(_ALLOWED.split())
# What an alert or an admonition may be; the theme has a colour and a sign for each.
ADMONITIONS = (
    "note", "tip", "important", "warning", "caution", "abstract", "info", "success", "question", "failure", "danger",
    "bug", "example", "quote",
)  # fmt: skip
_ATTRIBUTES = {
    "*": {"id", "class", "title", "lang", "dir"},
    "a": {"href", "data-type"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "ol": {"start"},
    "details": {"open"},
}
_OWN_CLASSES = frozenset(
    (
        "kb-ref", "kb-id", "kb-restricted", "admonition", "admonition-title", "footnotes", "footnote-ref",
        "footnote-backref", "task-list-item", "kb-task", *ADMONITIONS,
    )
)  # fmt: skip
_OWN_ID = re.compile(r"(b|fn|fnref)-[^\s\"'<>`=&\x00-\x1f]{1,200}")
_IGNORED = re.compile(r"[\x00-\x20]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SCHEMES = frozenset({"http", "https", "mailto"})
_OPENING_OR_CLOSING = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)
DEEPEST = 500  # elements within elements; a parser takes the square of the depth


def _filter(_tag: str, name: str, value: str) -> str | None:
    if name == "class":
        if value in _OWN_CLASSES:
            return value
        kept = [part for part in value.split() if part in _OWN_CLASSES]
        return " ".join(kept) or None
    if name == "id":
        return value if _OWN_ID.fullmatch(value) else None
    if name in ("href", "src"):
        # As browsers read an address: blanks and control characters go, a backslash is a slash.
        plain = _IGNORED.sub("", value).replace("\\", "/")
        if plain.startswith("//") or (name == "src" and _SCHEME.match(plain)):
            return None  # nothing is loaded from another host, and no link hides that it leads to one
    return value


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_filter,
        url_schemes=set(_SCHEMES),
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def sanitise(fragment: str) -> str:
    """The fragment without anything that could run, load from elsewhere, or pass for the page's own elements."""
    return _cleaner().clean(fragment)


def too_deep(fragment: str) -> bool:
    """Whether elements lie so deep within each other that no reader could follow, and a parser would take long."""
    if fragment.count("<") <= DEEPEST:
        return False
    depth = 0
    for tag in _OPENING_OR_CLOSING.finditer(fragment):
        if tag[1]:
            depth = max(0, depth - 1)
        elif tag[2].lower() not in _VOID:
            depth += 1
            if depth > DEEPEST:
                return True
    return False
