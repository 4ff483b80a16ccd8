"""Completes ids with their titles, states, types and handles by looking at the files, quickly and quietly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from kb import config, disk
from kb.errors import KbError

_HEAD = re.compile(r"^(id|title|status|type|assignee|owner|tags):[ \t]*(.+?)[ \t]*\r?$", re.MULTILINE)


def _root(ctx: click.Context) -> Path | None:
    """The base that the command line is about."""
    session = ctx.find_root().obj
    start = (ctx.find_root().params.get("start") if session is None else session.start) or Path()
    return config.find_root(start.resolve())


def _facts(ctx: click.Context) -> Iterator[dict[str, str]]:
    """The scalar fields at the top of every record, by pattern: completion must not wait for more."""
    root = _root(ctx)
    if root is None:
        return
    try:
        settings = config.read(root).config
        for path in disk.record_paths(root, settings.records):
            if settings.excludes(path):
                continue
            source, problem = disk.read_source(root, path)
            if problem is None:
                yield {key: value.strip("'\"") for key, value in _HEAD.findall(source.text[:2048])}
    except KbError:
        return


def ids(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids that start with, or titles that hold, what was typed."""
    found = []
    for facts in _facts(ctx):
        id, title = facts.get("id", ""), facts.get("title", "")
        if not id:
            continue
        if id.startswith(incomplete.upper()) or (len(incomplete) > 2 and incomplete.lower() in title.lower()):
            found.append(CompletionItem(id, help=title))
    return sorted(found, key=lambda item: str(item.value))


def states(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The states of the workflow."""
    root = _root(ctx)
    try:
        known = config.read(root).config.workflow.states if root is not None else ()
    except KbError:
        return []
    return [CompletionItem(state) for state in known if state.startswith(incomplete)]


def _values(key: str, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    found = {facts[key] for facts in _facts(ctx) if key in facts}
    return [CompletionItem(value) for value in sorted(found) if value.startswith(incomplete)]


def handles(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """People who have tasks."""
    return _values("assignee", ctx, incomplete)


def owners(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """People who answer for records."""
    return _values("owner", ctx, incomplete)


def tags(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Tags that are in use, as far as they stand on one line."""
    found = {
        tag.strip("'\" ") for facts in _facts(ctx) for tag in facts.get("tags", "").strip("[]").split(",")
    }
    return [CompletionItem(tag) for tag in sorted(found) if tag and tag.startswith(incomplete)]


def rules(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes of rules with what they find; of the last, where several are written with commas."""
    from kb.lint.engine import all_rules

    before, comma, last = incomplete.rpartition(",")
    known = [rule for rule in all_rules() if rule.code.startswith(last.upper())]
    return [CompletionItem(before + comma + rule.code, help=rule.summary()) for rule in known]


def types(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Types of record."""
    from kb.records import ORDER

    found = {*ORDER, *(str(item.value) for item in _values("type", ctx, incomplete))}
    return [CompletionItem(value) for value in sorted(found) if value.startswith(incomplete)]
