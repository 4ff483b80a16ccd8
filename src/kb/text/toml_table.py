"""Puts pairs of words into a table of a TOML text by the smallest edits, and proves that nothing else changed."""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from kb.diagnostics import Edit, Span
from kb.text.pieces import apply

_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)


def put(path: str, text: str, table: Sequence[str], pairs: Mapping[str, str]) -> list[Edit] | None:
    """The edits after which a table holds some pairs; None where there is no edit that is certain to be right.

    Args:
        path: of the file.
        text: of the file.
        table: the names that lead to the table, which is made if it is not there.
        pairs: word → word; ids and such, which need no escapes.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    names = r"[ \t]*\.[ \t]*".join(map(re.escape, table))
    header = re.search(rf"^[ \t]*\[[ \t]*{names}[ \t]*\][ \t]*(?:#.*)?\r?$", text, re.MULTILINE)
    lines = {key: f'"{key}" = "{value}"' for key, value in pairs.items()}
    if header is None:
        lead = "" if not text else end if text.endswith("\n") else end + end
        said = end.join([f"[{'.'.join(table)}]", *lines.values(), ""])
        edits = [Edit(path, Span(len(text), len(text)), lead + said)]
    else:
        following = _HEADER.search(text, header.end())
        stop = following.start() if following is not None else len(text)
        edits = []
        for key, value in pairs.items():
            known = re.compile(
                rf"""^[ \t]*["']?{re.escape(key)}["']?[ \t]*=[ \t]*["']([^"'\n]*)["']""", re.MULTILINE
            )
            found = known.search(text, header.end(), stop)
            if found is not None:
                edits.append(Edit(path, Span(*found.span(1)), value))
                del lines[key]
        at = len(text[:stop].rstrip())
        if lines:
            edits.append(Edit(path, Span(at, at), "".join(end + line for line in lines.values())))
    return edits if _proven(text, edits, table, pairs) else None


def _proven(text: str, edits: list[Edit], table: Sequence[str], pairs: Mapping[str, str]) -> bool:
    try:
        before = tomllib.loads(text.removeprefix("\ufeff"))
        after = tomllib.loads(apply(text, edits).removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError:
        return False
    wanted: Any = copy.deepcopy(before)
    inner = wanted
    for name in table:
        inner = inner.setdefault(name, {})
        if not isinstance(inner, dict):
            return False
    inner.update(pairs)
    return bool(after == wanted)
