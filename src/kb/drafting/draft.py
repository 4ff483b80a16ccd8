"""Makes the text of a new record, which can be read from its first moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from kb.base import Document, read
from kb.changing import Assignment, assign, places, refuse_odd, typed
from kb.config import Config
from kb.drafting.template import template, without_answered
from kb.errors import KbError
from kb.ids import file_name
from kb.records import Entry, Registry
from kb.text.edit import Value, apply, front_matter
from kb.text.frontmatter import Problem
from kb.text.source import Source


class Wish(NamedTuple):
    """What a new record is to say.

    Attributes:
        title: of one line.
        created: today.
        owner: who answers for it, if known.
        values: whole fields, as from a draft of another program; the template's are then left out.
        body: the Markdown below the front matter; the template's headings without it.
        assignments: fields as people write them.
    """

    title: str
    created: date
    owner: str | None = None
    values: Mapping[str, Value] | None = None
    body: str | None = None
    assignments: tuple[Assignment, ...] = ()


def home(entry: Entry, config: Config) -> str:
    """The folder of new records of a type; always inside a folder that is read for records."""
    folder = entry.type.folder
    if any(PurePosixPath(folder).is_relative_to(records) for records in config.records):
        return folder
    if entry.type.home:
        return config.records[0]
    return f"{PurePosixPath(config.records[-1])}/{entry.type.plural}"


def draft(entry: Entry, types: Registry, config: Config, id: str, wish: Wish) -> Document:
    """A new record, not written yet, with its path.

    Raises:
        KbError: a value does not fit, or a required field is missing.
    """
    path = f"{home(entry, config)}/{file_name(id, wish.title)}"
    common = _common(entry, id, wish)
    refuse_odd(
        {**common, **(wish.values or {}), "body": (wish.body or "").replace("\r\n", "\n")}, entry.type.name
    )
    try:
        text = _whole(entry, common, wish)
    except ValueError as error:
        raise KbError(str(error)) from None
    document = read(Source(path, text), types)
    _refuse(p for p in document.problems if p.code != "FM006")
    if wish.assignments:
        changed = assign(document, types, wish.assignments)
        text = without_answered(entry, apply(text, changed.edits))
        document = read(Source(path, text), types)
    _refuse(document.problems)
    return document


def _common(entry: Entry, id: str, wish: Wish) -> dict[str, Value]:
    first: dict[str, Value] = {
        "id": id,
        "type": entry.type.name,
        "title": wish.title,
        "status": entry.type.first_state,
        "created": wish.created,
    }
    set_here = {assignment.steps[0] for assignment in wish.assignments}
    if wish.owner is not None and "owner" not in (wish.values or {}) and "owner" not in set_here:
        first["owner"] = wish.owner
    return first


def _whole(entry: Entry, common: dict[str, Value], wish: Wish) -> str:
    head, _, body = template(entry).removeprefix("---\n").partition("---\n")
    if wish.values is None:
        return front_matter(common).removesuffix("---\n") + head + "---\n" + (_said(wish.body) or body)
    values = {**common, **wish.values}
    known = [key for key in entry.order if key in values]
    ordered = {key: values[key] for key in (*known, *(key for key in values if key not in known))}
    return front_matter(ordered) + (_said(wish.body) or body)


def _said(body: str | None) -> str:
    text = (body or "").strip("\n")
    return f"\n{text}\n" if text else ""


def _refuse(problems: Iterable[Problem]) -> None:
    """Say the first thing that is wrong, and how to put it right on the command line."""
    problem = next(iter(problems), None)
    if problem is None:
        return
    hint = problem.help
    if problem.code == "FM006":
        name = ".".join(map(str, problem.where))
        owner = "Name who answers for it: --owner HANDLE, or KB_USER in the environment."
        hint = owner if name == "owner" else f"Give it with --set {name}=VALUE."
    raise KbError(problem.message, hint=hint or None)


def values_of(draft: Any, entry: Entry) -> tuple[str | None, dict[str, Value], str | None]:
    """Title, fields and body of a draft in JSON.

    Raises:
        KbError: it is no mapping, brings an id of its own, or is of another type.
    """
    if not isinstance(draft, dict):
        raise KbError(
            "the draft is not a JSON object", hint='Such as {"title": "…", "tags": ["…"], "body": "…"}.'
        )
    values = dict(draft)
    if "id" in values:
        raise KbError("the draft brings an id; `kb new` gives it one", hint="Leave `id` out.")
    if values.pop("type", entry.type.name) != entry.type.name:
        raise KbError(f"the draft is a {draft['type']}, not a {entry.type.name}")
    body, title = values.pop("body", None), values.pop("title", None)
    for name, text in (("body", body), ("title", title)):
        if text is not None and not isinstance(text, str):
            raise KbError(f"`{name}` of the draft is not text")
    fields = places.group(entry.model) or {}
    return title, {key: typed(fields.get(key, Any), value) for key, value in values.items()}, body
