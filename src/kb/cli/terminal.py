"""Prints to people: colour only where there is a terminal, and no control character of a record ever."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from typing import IO

from kb.errors import KbError

_CODES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "magenta": "35",
    "cyan": "36",
}


def coloured(stream: IO[str] | None) -> bool:
    """Whether to colour: `NO_COLOR` and `FORCE_COLOR` first, then whether it is a terminal."""
    if stream is None or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def standard_error() -> int:
    """Standard error as a program that we start can have it."""
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
            return sys.stderr.fileno()
    except (OSError, ValueError):  # closed, or taken over by somebody who has no file
        pass
    return 2


def style(text: str, *names: str, err: bool = False) -> str:
    """The text in a colour or weight (``bold``, ``dim``, ``red``, …), if colours are on."""
    if not names or not coloured(sys.stderr if err else sys.stdout):
        return text
    return f"\033[{';'.join(_CODES[name] for name in names)}m{text}\033[0m"


_JOINERS = "\u200c\u200d"  # Persian, Indic scripts and families of emoji need them; they move nothing


def clean(text: str) -> str:
    """The text with everything unprintable escaped, on one line: names and titles come from files."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c in _JOINERS else c.encode("unicode_escape", "backslashreplace").decode()
        for c in text
    )


def say(text: str = "", *, err: bool = False, data: bool = False) -> None:
    """Print a line; characters the terminal cannot show are escaped rather than fatal.

    Args:
        text: the line, or several.
        err: print to standard error.
        data: it is for a program, so that no character may be added even where a workflow reads along.
    """
    if not data and os.environ.get("GITHUB_ACTIONS"):
        text = _inert(text)
    stream = sys.stderr if err else sys.stdout
    if stream is None:  # closed by whoever started us
        return
    line = f"{text}\n"
    try:
        stream.write(line)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        line = line.encode(encoding, "backslashreplace").decode(encoding)
        stream.write(line)
    if _heard is not None:
        _heard.append((err, line))


_heard: list[tuple[bool, str]] | None = None


def listen(heard: list[tuple[bool, str]] | None) -> None:
    """Note down from now on what is said, and whether to standard error; None ends it."""
    global _heard  # noqa: PLW0603  # one process has one terminal
    _heard = heard


def _inert(text: str) -> str:
    """Lines of which GitHub Actions takes none for a workflow command: titles and paths come from anybody."""
    lines = text.replace("##[", "##\\[").split("\n")
    return "\n".join(f"\\{line}" if line.lstrip().startswith("::") else line for line in lines)


def silence() -> None:
    """Let standard output lead nowhere: whoever read it has gone, or its disk is full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def warn(text: str) -> None:
    """Print a line to standard error."""
    say(style(clean(text), "red", err=True), err=True)


def complain(error: KbError) -> None:
    """Say to standard error how kb was called wrongly, where, and what to do."""
    place = f"{error.where}: " if error.where else ""
    warn(f"{place}error: {error.message}")
    if error.hint:
        say(f"  {error.hint}", err=True)


def note(text: str) -> None:
    """Say to standard error what was done."""
    say(clean(text), err=True)


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def width() -> int:
    """Columns to fill: those of the terminal, or as many as `COLUMNS` says; 100 where neither is known."""
    return max(shutil.get_terminal_size((100, 24)).columns, 20)


def display_width(text: str) -> int:
    """Columns a text takes: East Asian wide characters and emoji take two, marks and joiners none."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0
        if c in _JOINERS or unicodedata.category(c) in ("Mn", "Me")
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


def shorten(text: str, columns: int) -> str:
    """The text cut to a number of columns, with an ellipsis where something is gone."""
    if display_width(text) <= columns:
        return text
    cut = text[: max(columns - 1, 0)]
    while cut and display_width(cut) > columns - 1:
        cut = cut[:-1]
    return cut.rstrip() + "…"


def wrap(text: str, columns: int, first: str = "", rest: str = "") -> list[str]:
    """The words of a text in lines of a number of columns; a word that is longer has a line of its own.

    Args:
        text: the text.
        columns: how wide a line may be, with what stands before it.
        first: what stands before the first line.
        rest: what stands before the others.
    """
    lines: list[str] = []
    line, before = "", first
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and display_width(before) + display_width(longer) > columns:
            lines.append(before + line)
            line, before = word, rest
        else:
            line = longer
    return [*lines, before + line] if line else lines


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled with blanks to a number of columns."""
    blanks = " " * max(columns - display_width(text), 0)
    return blanks + text if right else text + blanks


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, flexible: int | None = None) -> list[str]:
    """Aligned columns: numbers to the right, the ``flexible`` column cut so that lines fit the terminal."""
    cells = [[clean(cell) for cell in row] for row in rows]
    widths = [
        max([display_width(h), *(display_width(row[n]) for row in cells)]) for n, h in enumerate(headers)
    ]
    if flexible is not None and on_terminal():  # a program that reads along gets everything
        over = sum(widths) + 2 * (len(widths) - 1) - width()
        if over > 0:
            widths[flexible] = max(widths[flexible] - over, 16)
    numeric = [bool(cells) and all(_numeric(row[n]) for row in cells) for n in range(len(headers))]
    lines = [style(_line(headers, widths, numeric), "bold")]
    lines += [_line(row, widths, numeric) for row in cells]
    return lines


def _line(row: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    parts = [pad(shorten(cell, w), w, right=n) for cell, w, n in zip(row, widths, numeric, strict=True)]
    return "  ".join(parts).rstrip()


def _numeric(cell: str) -> bool:
    return cell in ("", "–") or cell.replace(".", "", 1).replace("-", "", 1).replace("%", "").isdigit()
