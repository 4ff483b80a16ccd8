"""The shapes and colours of marks: the same in a drawing and in the key below it, and told apart without colour."""

from __future__ import annotations

from typing import Final, NamedTuple

from kb.site.drawing.html import Html

_OUTLINES: Final = {
    "circle": "M-0.9,0A0.9,0.9,0,1,1,0.9,0A0.9,0.9,0,1,1,-0.9,0Z",
    "square": "M-0.8,-0.8H0.8V0.8H-0.8Z",
    "diamond": "M0,-1.2L1.2,0L0,1.2L-1.2,0Z",
    "triangle": "M0,-1.1L1.1,0.8H-1.1Z",
    "drop": "M0,1.1L1.1,-0.8H-1.1Z",
    "cross": "M-0.8,-0.8L0.8,0.8M-0.8,0.8L0.8,-0.8",
    "plus": "M-1,0H1M0,-1V1",
    "bar": "M-1,-0.5H1V0.5H-1Z",
}


class Glyph(NamedTuple):
    """What a mark looks like.

    Attributes:
        shape: one of the outlines.
        colour: a custom property of the site, such as `var(--kb-good)`.
        filled: whether it is filled; otherwise it is an outline.
    """

    shape: str
    colour: str
    filled: bool = True

    @property
    def outline(self) -> str:
        """The outline in a square from -1 to 1."""
        return _OUTLINES[self.shape]

    @property
    def symbol(self) -> str:
        """The outline for the library, which has a circle of its own."""
        return self.shape if self.shape == "circle" else self.outline

    @property
    def key(self) -> Html:
        """The mark as it stands in a key."""
        fill = self.colour if self.filled else "none"
        return Html(
            '<svg class="kb-glyph" viewBox="-1.5 -1.5 3 3" width="12" height="12" aria-hidden="true">'
            f'<path d="{self.outline}" fill="{fill}" stroke="{self.colour}" stroke-width="0.35"/></svg>'
        )


SERIES: Final = tuple(
    Glyph(shape, f"var(--kb-series-{number})")
    for number, shape in enumerate(
        ("circle", "square", "triangle", "diamond", "drop", "plus", "cross", "bar"), start=1
    )
)
"""What tells the groups of a chart apart, in this order."""
