"""Shows what edits would change, for people and for `patch`."""

from __future__ import annotations

from collections.abc import Iterable

from kb.diagnostics import Edit
from kb.text.pieces import apply
from kb.text.source import Source


def unified_diff(source: Source, edits: Iterable[Edit]) -> str:
    """The unified diff of a text before and after some edits of it; empty if they change nothing.

    Raises:
        ValueError: the edits overlap or lie outside the text.
    """
    import difflib

    old, new = _lines(source.text), _lines(apply(source.text, edits))
    name = f"{source.path}\t" if " " in source.path else source.path  # git ends a name with blanks so
    lines = difflib.unified_diff(old, new, f"a/{name}", f"b/{name}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _lines(text: str) -> list[str]:
    """Lines as git sees them: only a line feed ends one."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines
