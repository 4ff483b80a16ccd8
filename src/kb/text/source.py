"""One text and where it came from: a file, a git blob or an editor's buffer; nobody downstream can tell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from kb.diagnostics import Position
from kb.text.phrases import Phrases

BOM = "\ufeff"


class Source:
    """A text with the path under which people know it.

    A base of ten thousand records need not hold every text: :meth:`release` forgets the text and keeps the way
    to read it again, which only happens when a finding needs its place.

    Args:
        path: relative to the root of the base, with forward slashes.
        text: the whole text, line ends and byte-order mark as they are.
        reload: reads the text of a path again; without it the text is never forgotten.
        revision: where it was read, in the words of whoever asked for it; empty for the files as they are now.

    Attributes:
        asked: whether anybody has asked for the text since :meth:`settle`; whoever has not cannot depend on it.
        told: whether a finding names a place in the text, or an edit of it.
        lacking: phrases of which somebody only learnt that the text holds none of them.
    """

    __slots__ = ("_fingerprint", "_lines", "_reload", "_text", "asked", "lacking", "path", "revision", "told")

    def __init__(
        self, path: str, text: str, reload: Callable[[str], str] | None = None, revision: str = ""
    ) -> None:
        self.path = path
        self.revision = revision
        self._text: str | None = text
        self._reload = reload
        self._lines: list[int] | None = None
        self._fingerprint = 0
        self.asked = False
        self.told = False
        self.lacking: Phrases | None = None

    def __repr__(self) -> str:
        return f"Source({self.path!r})"

    @classmethod
    def released(cls, path: str, reload: Callable[[str], str], fingerprint: int) -> Source:
        """The source of a text that was read and released in a process of the same kind."""
        found = cls(path, "", reload)
        found._text, found._fingerprint = None, fingerprint
        return found

    @property
    def fingerprint(self) -> int:
        """By which a text that was released is known again; 0 for one that never was."""
        return self._fingerprint

    @property
    def text(self) -> str:
        """The text; read again if it was released."""
        self.asked = True
        if self._text is None:
            assert self._reload is not None
            self._text = self._reload(self.path)
        return self._text

    @property
    def held(self) -> bool:
        """Whether the text is in memory, so that asking for it reads nothing."""
        return self._text is not None

    def glance(self) -> str:
        """The text for whoever looks at many texts once: one that was released is read and not held on to."""
        self.asked = True
        if self._text is not None or self._reload is None:
            return self.text
        return self._reload(self.path)

    def lacks(self, phrases: Phrases) -> bool:
        """Whether the text holds none of some phrases: whoever learns that and no more has not asked for the text."""
        asked = self.asked
        missing = phrases.missing_from(self.glance())
        if missing and self.lacking in (None, phrases):
            self.lacking, self.asked = phrases, asked
        return missing

    @property
    def unchanged(self) -> bool:
        """Whether a text that was read again is the one that was released."""
        return self._fingerprint == 0 or hash(self.text) == self._fingerprint

    @property
    def lasting(self) -> bool:
        """Whether it was read from something that can be read again, rather than being the place of a problem."""
        return self._reload is not None

    def release(self) -> None:
        """Forget the text if it can be read again."""
        if self._reload is not None and self._text is not None:
            self._fingerprint = hash(self._text) or 1
            self._text = None
            self._lines = None

    def settle(self) -> None:
        """Note that the reader has taken from the text what it takes; who asks from now on is noticed."""
        self.asked, self.lacking = False, None

    def position(self, offset: int) -> Position:
        """Line and column, from 1, of a character; the byte-order mark takes no column."""
        lines = self._line_starts()
        offset = min(max(offset, lines[0]), len(self.text))
        line = bisect_right(lines, offset)
        return Position(line, offset - lines[line - 1] + 1)

    def offset(self, line: int, column: int) -> int:
        """The character at a line and column (from 1), kept inside the text."""
        lines = self._line_starts()
        start = lines[min(max(line, 1), len(lines)) - 1]
        return min(start + max(column, 1) - 1, len(self.text))

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its line end; empty beyond the last."""
        lines = self._line_starts()
        if not 1 <= number <= len(lines):
            return ""
        end = lines[number] if number < len(lines) else len(self.text)
        return self.text[lines[number - 1] : end].rstrip("\r\n")

    def _line_starts(self) -> list[int]:
        if self._lines is None:
            text = self.text
            starts = [1 if text.startswith(BOM) else 0]
            at = text.find("\n")
            while at != -1:
                starts.append(at + 1)
                at = text.find("\n", at + 1)
            self._lines = starts
        return self._lines
