"""The teaching base: five projects with tasks, experiments that were run and decisions, dated to end today.

The files lie in `base/` as they are copied. They are dated as of :data:`TODAY`; a copy moves the dates by
whole weeks, so that nothing in it is overdue on the day it is made and a Monday stays a Monday.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from kb.disk import write_edits
from kb.errors import KbError

BASE = Path(__file__).resolve().parent / "base"
TODAY = date(2026, 11, 23)
"""The day on which the files in `base/` are up to date."""

MADE_BY_RUNNING = frozenset({"__pycache__", "data", "out"})
"""Folders that the experiments' code leaves behind; they are not part of the base."""

_DATE = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-])")
_DATED_LINE = re.compile(
    r"^(?P<key>[ ]*(?:- )?[a-z_]+: )(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?=(?:T[0-9:.]+Z)?[ ]*$)",
    re.MULTILINE,
)


def files() -> Iterator[tuple[str, str]]:
    """The path below the base and the text of every file, in the order of paths."""
    for path in sorted(BASE.rglob("*")):
        inside = path.relative_to(BASE)
        if path.is_file() and not MADE_BY_RUNNING & set(inside.parts):
            yield inside.as_posix(), path.read_bytes().decode("utf-8")


def copy(into: Path, today: date) -> list[Path]:
    """Lay the base down, all of it or nothing; a file that is there already stays as it is.

    Args:
        into: a folder that exists.
        today: the day on which the copy is to be up to date.

    Returns:
        the files that were written, sorted.

    Raises:
        KbError: there is no such folder, a symbolic link is in the way, or it cannot be written to.
    """
    if not into.is_dir():
        raise KbError(f"there is no folder `{into}`", hint="Make it first.")
    days = (today - TODAY).days // 7 * 7
    new = {path: shifted(text, days) if path.endswith(".md") else text for path, text in files()}
    link = next((path for path in new if (into / path).is_symlink()), None)
    if link is not None:
        raise KbError(
            "a symbolic link is in the way", where=link, hint="Remove it, or choose another folder."
        )
    free = {path: text for path, text in new.items() if not (into / path).exists()}
    return [into / path for path in write_edits(into, {}, (), new=free)]


def shifted(text: str, days: int) -> str:
    """A record with its dates moved.

    Moved are the dates that stand alone as a value of the front matter, and in the body the same dates again.
    A date inside a longer text, such as a command, belongs to the experiment and stays, and so does a page
    without front matter.

    Args:
        text: a Markdown file.
        days: how far; negative is earlier.

    Raises:
        KbError: a date would leave the calendar.
    """
    if not text.startswith("---\n"):
        return text
    front, mark, body = text[4:].partition("\n---\n")
    own = {found["date"] for found in _DATED_LINE.finditer(front)}
    front = _DATED_LINE.sub(lambda found: found["key"] + _moved(found["date"], days), front)
    body = _DATE.sub(lambda found: _moved(found[0], days) if found[0] in own else found[0], body)
    return f"---\n{front}{mark}{body}"


def _moved(written: str, days: int) -> str:
    try:
        return (date.fromisoformat(written) + timedelta(days=days)).isoformat()
    except OverflowError:
        raise KbError(f"the example cannot be dated: {written} and {days} days leave the calendar") from None
