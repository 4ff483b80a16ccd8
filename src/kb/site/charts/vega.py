"""Draws by Vega-Lite, in the one room that knows the library; without it there are the tables.

The library is loaded when the first chart is drawn, in a process of its own. What it hands back is read, and only what
a chart needs is taken over: shapes, text, and links to the pages of the site.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from typing import Final

from kb.site.charts.drawer import DRAWER
from kb.site.charts.look import Spec
from kb.site.charts.taken import KEY, taken
from kb.site.drawing.html import Html, attribute, text
from kb.site.remembered import remembered

__all__ = ["KEY", "able", "draw"]

_SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"
_VERSION: Final = "5.21"
_COLUMN: Final = 800  # wider drawings take the whole page
_NARROW: Final = 500  # narrower ones fit a phone as they are


def able() -> bool:
    """Whether the library is there: it is the extra `charts`, for it is large and not made for every platform."""
    return _is_there()


@cache
def _is_there() -> bool:
    return find_spec("vl_convert") is not None


def _drawn(spec: str) -> str:
    drawn = DRAWER.draw(spec, _VERSION)
    if drawn is None:
        import vl_convert

        drawn = str(vl_convert.vegalite_to_svg(spec, vl_version=_VERSION, allowed_base_urls=[]))
    return drawn


@cache
def _name() -> str:
    from importlib.metadata import version  # which loads how letters are written, and most runs draw no chart

    return f"chart {_VERSION} {version('vl-convert-python')}"


def draw(
    spec: Spec, name: str, title: str, description: str, links: Mapping[str, str] | None = None
) -> Html | None:
    """A chart as one ``<svg>`` element; None where the library is missing.

    Args:
        spec: the chart, whose channels `href` hold keys of `links`.
        name: a word for the ids of what names it.
        title: its name for those who do not see it.
        description: what can be read from it.
        links: key → address of a page.
    """
    if not able():
        return None
    told = json.dumps({"$schema": _SCHEMA, **spec})
    try:
        drawing = remembered(_name(), told, lambda: _drawn(told))
    except ImportError:  # it is there, but not for this platform
        return None
    inner, width, height = taken(
        drawing, links or {}
    )  # also of what is remembered: nothing else comes through
    ids = f"kb-chart-{name}"
    named = attribute("aria-labelledby", f"{ids}-title") + attribute("aria-describedby", f"{ids}-desc")
    return Html(
        f'<svg class="kb-plot{_size(float(width))}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="{"group" if links else "img"}"{named}>'
        f'<title id="{ids}-title">{text(title)}</title><desc id="{ids}-desc">{text(description)}</desc>{inner}</svg>'
    )


def _size(width: float) -> str:
    return " wide" if width > _COLUMN else " small" if width < _NARROW else ""
