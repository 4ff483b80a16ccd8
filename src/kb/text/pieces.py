"""Changes a text step by step and tells in the end which edits of the first text that came to."""

from __future__ import annotations

from collections.abc import Iterable

from kb.diagnostics import Edit, Span


class Pieces:
    """A text as a row of slices of the original and of new texts between them."""

    def __init__(self, original: str) -> None:
        self.original = original
        self._row: list[Span | str] = [Span(0, len(original))]

    def _said(self, piece: Span | str) -> str:
        return piece if isinstance(piece, str) else self.original[piece.start : piece.end]

    @property
    def text(self) -> str:
        """The text as it is now."""
        return "".join(map(self._said, self._row))

    def replace(self, start: int, end: int, new: str) -> Pieces:
        """A copy in which the characters ``start`` to ``end`` of the present text are ``new``."""
        row: list[Span | str] = []
        at = 0
        placed = False
        for piece in self._row:
            size = len(piece) if isinstance(piece, str) else piece.end - piece.start
            left, right = max(0, min(size, start - at)), max(0, min(size, end - at))
            row.append(piece[:left] if isinstance(piece, str) else Span(piece.start, piece.start + left))
            if not placed and at + size >= start:
                row.append(new)
                placed = True
            row.append(piece[right:] if isinstance(piece, str) else Span(piece.start + right, piece.end))
            at += size
        copy = Pieces(self.original)
        copy._row = [p for p in row if (p if isinstance(p, str) else p.end > p.start)]
        return copy

    def edits(self, path: str) -> list[Edit]:
        """The edits that lead from the original to the present text, in the order of the text."""
        found: list[Edit] = []
        at, new = 0, ""
        for piece in [*self._row, Span(len(self.original), len(self.original))]:
            if isinstance(piece, str):
                new += piece
                continue
            if self.original[at : piece.start] != new:
                found.append(Edit(path, Span(at, piece.start), new))
            at, new = piece.end, ""
        return found


def apply(text: str, edits: Iterable[Edit]) -> str:
    """A text after some edits of it, given in any order; two at the same place keep the order given.

    Raises:
        ValueError: an edit lies outside the text, or two overlap.
    """
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        start, end = edit.span
        if not at <= start <= end <= len(text):
            raise ValueError(
                f"an edit of characters {start} to {end} overlaps another or lies outside the text"
            )
        parts += [text[at:start], edit.text]
        at = end
    return "".join([*parts, text[at:]])
