"""Takes over from a drawing what a page may hold: a few shapes, text, and links whose address is known here.

Nothing comes through but the elements and attributes named below: no style, no script, no address that the page did
not give. Coordinates keep one decimal, what all shapes of a group look like is said once, and groups that say nothing
go; that is two thirds of the bytes.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from kb.site.drawing.html import text

KEY: Final = "https://chart.invalid/"
"""What stands before the key of a link while the library draws: it mends addresses that begin otherwise."""
_SHAPES: Final = frozenset({"path", "line", "rect", "text"})
_PLACES: Final = ("transform", "d", "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "width", "height")
_COLOURS: Final = ("fill", "stroke")
_SHADES: Final = ("opacity", "fill-opacity", "stroke-opacity")
_OTHERS: Final = ("stroke-width", "stroke-dasharray", "text-anchor", "font-size", "font-weight")
# What goes without saying; the style sheet says the size of text.
_DEFAULTS: Final = {
    "dx": "0", "dy": "0", "fill-opacity": "1", "font-size": "11px", "font-weight": "normal", "opacity": "1",
    "stroke-opacity": "1", "stroke-width": "1", "text-anchor": "start", "transform": "translate(0,0)", "x2": "0",
    "y2": "0",
}  # fmt: skip
_NUMBER: Final = re.compile(r"-?\d*\.\d+(?:e-?\d+)?|-?\d+e-?\d+")
_COLOUR: Final = re.compile(r"(?:none|var\(--kb-[a-z0-9-]+\))\Z")
_CIRCLE: Final = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0Z?\Z")
_AT: Final = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)\Z")
_ADDRESS: Final = "{http://www.w3.org/1999/xlink}href"


class Taken(NamedTuple):
    """What is taken over of a drawing."""

    inner: str
    width: str
    height: str


class _Node(NamedTuple):
    name: str
    places: dict[str, str]
    looks: dict[str, str]
    inner: list[_Node]
    words: str = ""


def taken(drawing: str, links: Mapping[str, str]) -> Taken:
    """Take over a drawing as the library made it; ``links`` gives the address of each key that its links hold."""
    root = ET.fromstring(drawing)  # noqa: S314  # made by the library from what we handed to it
    size = (_rounded(root.get(side, "0")) for side in ("width", "height"))
    return Taken("".join(_written(node) for child in root for node in _nodes(child, links)), *size)


def _nodes(element: ET.Element, links: Mapping[str, str]) -> list[_Node]:
    """What is left of an element: one node, its children where it says nothing itself, or nothing."""
    name = element.tag.rpartition("}")[2]
    if name in _SHAPES:
        return _shape(name, element)
    if name not in ("g", "a"):
        return []
    inner = [node for child in element for node in _nodes(child, links)]
    if not inner:
        return []
    if name == "a":
        return _link(element, inner, links)
    places, looks = _attributes(element)
    common = _common(inner)
    for node in inner if len(inner) > 1 else ():
        for key in common:
            del node.looks[key]
    looks |= common if len(inner) > 1 else {}
    return [_Node("g", places, looks, inner)] if places or looks else inner


def _link(element: ET.Element, inner: list[_Node], links: Mapping[str, str]) -> list[_Node]:
    href = links.get(element.get(_ADDRESS, "").removeprefix(KEY))
    if href is None:
        return inner
    label = next((said for child in element.iter() if (said := child.get("aria-label"))), "")
    common = _common(inner)
    for node in inner:
        for key in common:
            del node.looks[key]
    titled = [_Node("title", {}, {}, [], label), *inner] if label else inner
    return [_Node("a", {"href": href}, common, titled)]


def _shape(name: str, element: ET.Element) -> list[_Node]:
    if element.get("display") == "none" or element.get("opacity") == "0":
        return []  # such as the labels of an axis that had no room
    places, looks = _attributes(element)
    if name == "text":
        words = "".join(element.itertext())
        return [_Node(name, places, looks, [], words)] if words else []
    if all(looks.get(colour, "none") == "none" for colour in _COLOURS):
        return []
    if name != "line":
        looks.setdefault("fill", "none")
    return [_round(_Node(name, places, looks, []))]


def _round(node: _Node) -> _Node:
    """A circle that was drawn as a path, as a circle."""
    circle, at = _CIRCLE.match(node.places.get("d", "")), _AT.match(node.places.get("transform", ""))
    if circle is None or at is None:
        return node
    return node._replace(name="circle", places={"cx": at[1], "cy": at[2], "r": circle[1]})


def _common(nodes: Iterable[_Node]) -> dict[str, str]:
    """The looks that all nodes share."""
    each = [set(node.looks.items()) for node in nodes]
    return dict(sorted(set.intersection(*each))) if each else {}


def _attributes(element: ET.Element) -> tuple[dict[str, str], dict[str, str]]:
    places = {name: _rounded(value) for name in _PLACES if (value := element.get(name)) is not None}
    looks = {name: value for name in _COLOURS if _COLOUR.match(value := element.get(name, ""))}
    looks |= {name: _rounded(value, 2) for name in _SHADES if (value := element.get(name)) is not None}
    looks |= {name: _rounded(value) for name in _OTHERS if (value := element.get(name)) is not None}
    return _said(places), _said(looks)


def _said(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if _DEFAULTS.get(name) != value}


def _rounded(value: str, digits: int = 1) -> str:
    return _NUMBER.sub(lambda match: f"{round(float(match[0]), digits):g}", value)


def _written(node: _Node) -> str:
    said = "".join(f' {name}="{text(value)}"' for name, value in (node.places | node.looks).items())
    inner = "".join(map(_written, node.inner)) + text(node.words)
    return f"<{node.name}{said}>{inner}</{node.name}>" if inner else f"<{node.name}{said}/>"
