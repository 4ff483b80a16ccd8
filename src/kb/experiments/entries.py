"""Writes a run into its record: as running before the command starts, and how it ended by edits of what is there."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from kb.base import Document
from kb.changing import change
from kb.config import Config
from kb.diagnostics import Edit, Span
from kb.drafting import Wish, draft, home, template
from kb.experiments.discretion import discreet
from kb.experiments.recording import Before
from kb.experiments.results import After
from kb.experiments.running import Ended
from kb.records import Registry
from kb.reproducibility import patch_name
from kb.text.frontmatter import KeyPath

TYPE: Final = "experiment"
OPEN: Final = "its end is not on record: if nothing of it runs any more, it was killed"
HEADING: Final = "## How it ran"
PATCH: Final = "what was changed after the commit, for `git apply`"
_LONGEST: Final = 120
Changes = dict[KeyPath, Any]


class About(NamedTuple):
    """What people say of a run before it starts."""

    title: str
    created: date
    owner: str | None = None
    task: str | None = None
    baseline: str | None = None


def default_title(command: str) -> str:
    """A title for a run that nobody has named."""
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in command).split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def patch_path(id: str, types: Registry, config: Config) -> str:
    """Where the patch of a run with uncommitted changes lies, from the root."""
    return f"{(config.record.diffs or home(types[TYPE], config)).rstrip('/')}/{patch_name(id)}"


def first(id: str, types: Registry, config: Config, about: About, start: Before) -> Document:
    """The record of a run that is about to start.

    Raises:
        KbError: a value does not fit.
    """
    values: dict[str, Any] = {"task": about.task, **start.values, "baseline": about.baseline}
    if start.patch.data:
        values["outputs"] = [_patch_output(id, types, config, start)]
    said = {key: value for key, value in values.items() if value is not None}
    lines = [*_facts(start), f"it began {_moment(start)}; {OPEN}"]
    title = discreet(about.title, "title", start.remarks)
    entry = types[TYPE]
    sections = template(entry).removeprefix("---\n").partition("---\n")[2].strip("\n")
    body = f"{sections}\n\n{HEADING}\n\n{_list(lines)}".strip("\n")
    return draft(entry, types, config, id, Wish(title, about.created, about.owner, said, body))


def _patch_output(id: str, types: Registry, config: Config, start: Before) -> dict[str, str]:
    digest = f"sha256:{hashlib.sha256(start.patch.data).hexdigest()}"
    return {"uri": patch_path(id, types, config), "digest": digest, "what": PATCH}


def _facts(start: Before) -> list[str]:
    """What has no field of its own."""
    if start.state.dirty and start.patch.data and not start.patch.whole:
        return [
            f"the patch of what was changed after the commit is not whole: {'; '.join(start.patch.remarks)}"
        ]
    return []


def _moment(start: Before) -> str:
    return str(start.values["date"].strftime("%Y-%m-%dT%H:%M:%SZ"))


def _list(lines: Sequence[str]) -> str:
    return "".join(f"- {line}\n" for line in lines)


def ended(document: Document, types: Registry, start: Before, how: Ended, seconds: float) -> list[Edit]:
    """The edits that say how a command ended; one that did not end well has no result.

    Raises:
        KbError: the record cannot be edited any more.
    """
    values: Changes = {} if how.well else {("status",): "invalid"}
    text = f"it began {_moment(start)}, took {lasted(seconds)} and {how.words}"
    open_line = f"it began {_moment(start)}; {OPEN}"
    return [*_changed(document, types, values), _in_body(document, open_line, [text])]


def lasted(seconds: float) -> str:
    """A duration for people."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min {rest} s"


def left(document: Document, types: Registry, found: After) -> list[Edit]:
    """The edits that say what a command left behind.

    Raises:
        KbError: a value does not fit.
    """
    values: Changes = dict(found.values)
    own = values.get(("outputs",))
    held = document.values.get("outputs")
    if own is not None and isinstance(held, list):
        values["outputs",] = [*held, *own]
    edits = _changed(document, types, values)
    return [*edits, _in_body(document, None, found.body)] if found.body else edits


def _changed(document: Document, types: Registry, values: Changes) -> list[Edit]:
    return list(change(document, types, values).edits) if values else []


def _in_body(document: Document, line: str | None, lines: Sequence[str]) -> Edit:
    """Lines in place of one of the list, or behind all there is."""
    text = document.source.text
    at = text.rfind(f"- {line}") if line is not None else -1
    if at != -1:
        return Edit(document.path, Span(at, at + len(f"- {line}")), _list(lines).removesuffix("\n"))
    before = "" if text.endswith("\n") else "\n"
    return Edit(document.path, Span(len(text), len(text)), before + _list(lines))
