"""Lets python-frontmatter read files as strictly as `kb` does: `frontmatter.load(path, handler=StrictHandler())`.

The library's own reader takes an unclosed front matter, a list or a byte-order mark for "no metadata" without a
word, and keeps the last of two equal keys. For notebooks and scripts that use the library; `kb` itself reads with
:mod:`kb.text.frontmatter`. Needs the extra `frontmatter`.
"""

from __future__ import annotations

import re
from typing import Any

from frontmatter.default_handlers import BaseHandler

from kb.errors import KbError
from kb.text.frontmatter import parse, split
from kb.text.source import Source


class StrictHandler(BaseHandler):
    """A handler in the sense of python-frontmatter, for reading only."""

    FM_BOUNDARY = re.compile(
        r"^---[ \t]*$", re.MULTILINE
    )  # asked for by the base class; :meth:`split` decides

    def detect(self, text: str) -> bool:
        """Whether the text has front matter, or should have."""
        return text.lstrip("\ufeff").startswith("---")

    def split(self, text: str) -> tuple[str, str]:
        """The text between the two `---` lines, and the body as it is.

        Raises:
            KbError: there is no closed front matter; with the line and what to do.
        """
        head, body, problem = split(text)
        if head is None or problem is not None:
            said = problem.message if problem is not None else "there is no front matter"
            # Not a ValueError: the library takes one for "no metadata" and says nothing.
            raise KbError(said, where="line 1")
        return text[head.start : head.end], text[body:]

    def load(self, fm: str, **_options: object) -> dict[str, Any]:
        """The values as written: text, lists and mappings.

        Raises:
            KbError: what the reader refuses, with its line and column.
        """
        text = f"---\n{fm}---\n"
        front = parse(text)
        if front.problems or front.values is None:
            problem = front.problems[0]
            start = problem.where[0] if problem.where else 0
            place = Source("", text).position(start if isinstance(start, int) else 0)
            raise KbError(problem.message, where=f"line {place.line}, column {place.column}")
        return front.values

    def export(self, metadata: dict[str, object], **_options: object) -> str:
        """Refused: writing whole front matters loses comments, order and quotes; use `kb set`.

        Raises:
            NotImplementedError: always.
        """
        raise NotImplementedError("write with `kb set` or kb.text.edit, which keep every other byte")
