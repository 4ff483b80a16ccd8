"""Says in `.gitattributes` that git lets `kb` merge records: a line for each record folder, others stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kb import disk
from kb.config import Config
from kb.errors import KbError
from kb.founding.plan import Advice, Plan, Site

FILE: Final = ".gitattributes"
_WORD: Final = re.compile(r'[ \t]*("(?:[^"\\]|\\.)*"|[^ \t]+)(.*)')
_MERGE: Final = re.compile(r"(?:^|[ \t])(?:[-!]?merge(?:=[^ \t]*)?|binary)(?=[ \t]|$)")


def plan(site: Site, settings: Config) -> Plan:
    """What to write for the merge driver; a line that says otherwise is left to people."""
    made = Plan()
    path = site.root / FILE
    there = path.exists() or path.is_symlink()
    try:
        text = disk.read_text(site.root, FILE) if there else ""
    except KbError:
        text = None
    wanted = {pattern: f"{pattern} merge=kb" for pattern in patterns(settings)}
    if text is None:
        made.advice.append(
            Advice(FILE, f"add the lines {', '.join(f'`{line}`' for line in wanted.values())}")
        )
        return made
    known = dict(_rules(text))
    for pattern, line in wanted.items():
        if known.get(pattern, "kb") != "kb":
            made.advice.append(
                Advice(FILE, f"`{pattern}` is merged otherwise already; `{line}` would let kb do it")
            )
    new = [line for pattern, line in wanted.items() if pattern not in known]
    if not new:
        made.kept.append(FILE)
        return made
    end = "\r\n" if "\r\n" in text else "\n"
    lead = "" if not text or text.endswith("\n") else end
    whole = text + lead + "".join(line + end for line in new)
    if there:
        made.add(FILE, text, whole)
    else:
        made.new[FILE] = whole
    return made


def patterns(settings: Config) -> Iterator[str]:
    """The files of each record folder as git matches them."""
    for folder in settings.records:
        inside = folder.strip("/").removeprefix("./")
        found = "*.md" if inside in ("", ".") else f"{_literal(inside)}/**/*.md"
        yield _quoted(found) if re.search(r'[\s"]|^#', found) else found


def _literal(path: str) -> str:
    return re.sub(r"([\\*?\[\]!])", r"\\\1", path)


def _quoted(pattern: str) -> str:
    said = pattern.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return f'"{said}"'


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """The patterns for which something is said of merging, and what."""
    for line in text.removeprefix("\ufeff").splitlines():
        found = _WORD.match(line)
        said = _MERGE.findall(found[2]) if found is not None and not found[1].startswith("#") else []
        if found is not None and said:
            yield found[1], "kb" if said[-1].strip() == "merge=kb" else said[-1].strip()
