"""The text that a new record of a type begins as: its usual fields with a word on each, and headings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kb.records import Entry

FOLDER: Final = Path(__file__).parent / "templates"
_OWN: Final = "---\n---\n"
_WORD: Final = re.compile(r"^ *[a-z_]+:(?: \[\])? +(# .*)$", re.MULTILINE)
_ANSWERED: Final = re.compile(r"^(?P<said> *[a-z_]+: (?!\[\])[^ #].*?) +(?P<word># .*)$", re.MULTILINE)


def template(entry: Entry) -> str:
    """The template of a type; of one that the team made itself, the fields it declares are listed."""
    file = FOLDER / f"{entry.type.name}.md"
    if not entry.custom and file.is_file():
        return file.read_text(encoding="utf-8")
    return _OWN


def without_answered(entry: Entry, text: str) -> str:
    """A text made from the template, without the words on fields that hold something by now."""
    words = frozenset(_WORD.findall(template(entry)))
    return _ANSWERED.sub(lambda found: found["said"] if found["word"] in words else found[0], text)
