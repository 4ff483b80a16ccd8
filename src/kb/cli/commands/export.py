"""`kb export`: hands records out to other programs, as one audience may see them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb import disk, rooting
from kb.audience import LEVELS
from kb.base import KnowledgeBase
from kb.cli import completion
from kb.cli.output import today_option
from kb.cli.session import Session
from kb.cli.terminal import clean, note, say
from kb.diagnostics import Diagnostic
from kb.errors import KbError, Refused
from kb.exports.export import Exporter, Request, exporter, names
from kb.exports.seen import seen
from kb.graph import Graph

if TYPE_CHECKING:
    from kb.index import FindingRow, TransitionRow

_CARRIED = {"for": "--for", "columns": "--columns", "license": "--license"}


@click.command("export")
@click.argument("format_", metavar="FORMAT", type=click.Choice(names()))
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=completion.ids)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Write to this file, and over what it held; standard output without it.",
)
@click.option("--audience", type=click.Choice(LEVELS), help="For whom it is; as [site] says, without it.")
@click.option("--for", "platform", type=click.Choice(["github", "gitlab"]), help="issues: the code host.")
@click.option("--columns", help="csv, parquet: fields by their paths, separated by commas; csv also: course.")
@click.option("--license", "licence", help="ro-crate: an SPDX identifier or an address.")
@today_option
@click.pass_obj
def command(
    session: Session,
    format_: str,
    ids: tuple[str, ...],
    output: Path | None,
    audience: str | None,
    platform: str | None,
    columns: str | None,
    licence: str | None,
) -> int:
    """Hand records out to other programs.

    FORMAT is one of: json (all records with texts and links), csv (a table; --columns course is the file of metrics
    that `kb import csv` reads), parquet, sqlite (the tables of `kb sql`), ics (dates for calendars), bibtex
    (bibliographies), ro-crate (a research object), issues (tasks that integrate a result, for --for github or
    gitlab). With IDs only these records. What the audience may not see is left out before anything is written.
    """
    chosen = exporter(format_)
    options = {"for": platform, "columns": columns, "license": licence}
    given = {name: value for name, value in options.items() if value is not None}
    for name in given:
        if name not in chosen.options:
            raise KbError(f"{_CARRIED[name]} says nothing to {format_}", hint=f"`kb export {format_}` alone.")
    to_file = output is not None and str(output) != "-"
    if chosen.binary and not to_file and sys.stdout.isatty():
        raise KbError(
            f"{format_} is nothing for a terminal", hint=f"Name a file: kb export {format_} -o FILE."
        )
    data = chosen.write(_request(session, audience or session.config.site.audience, ids, given))
    if to_file:
        assert output is not None
        _write(session, output, data, chosen)
    else:
        _print(data, chosen)
    return 0


def _request(session: Session, audience: str, ids: tuple[str, ...], options: dict[str, str]) -> Request:
    base, hidden = seen(session.base, audience)
    kept_back = set(hidden.values())
    for id in ids:
        if id in kept_back and id not in base.by_id:
            why = "restricted" if session.base.by_id[id].record is not None else "not readable"
            raise Refused(f"{id} is {why} for this audience", hint="--audience says for whom the export is.")
        base.get(id)
    return Request(
        Graph(base),
        session.root,
        session.today,
        audience,
        hidden,
        ids,
        options,
        lambda: _findings(session, base),
        lambda: _transitions(session, base, hidden, audience),
    )


def _transitions(
    session: Session, base: KnowledgeBase, hidden: Mapping[str, str], audience: str
) -> Iterator[TransitionRow]:
    """What the history tells of the records that the audience sees."""
    from kb.history.entries import entries_seen

    return entries_seen(session.told(), base, hidden, audience)


def _findings(session: Session, base: KnowledgeBase) -> Iterable[FindingRow]:
    """What the linter says of the base as the audience sees it."""
    from kb.lint.engine import all_rules, judge
    from kb.lint.select import configured

    rules = configured(all_rules(), base.config)
    return _rows(base, judge(session.context(rules.rules, seen=Graph(base)), rules).diagnostics)


def _rows(base: KnowledgeBase, diagnostics: Iterable[Diagnostic]) -> Iterator[FindingRow]:
    from kb.index import FindingRow

    for d in diagnostics:
        line = base.by_path[d.path].source.position(d.span.start).line
        yield FindingRow(d.record, d.code, str(d.severity), d.message, d.path, line)


def _write(session: Session, output: Path, data: bytes, chosen: Exporter) -> None:
    full = output.resolve()
    try:
        inside = full.relative_to(session.root.resolve()).as_posix()
    except ValueError:
        inside = ""
    if inside and disk.is_record(inside, session.config.records):
        raise Refused(f"{output} would be taken for a record", hint="Write it elsewhere.")
    if inside == rooting.configuration_of(str(session.root)):
        raise Refused(f"{output} configures this base", hint="Write it elsewhere.")
    from kb.disk.publish import temporary, write_new

    part = Path(temporary(full.as_posix()))
    try:
        # Who made a file that others may not read gets one again.
        write_new(str(part), data, full.stat() if full.exists() else None, durable=False)
        part.replace(full)
    except OSError as error:
        raise KbError(f"{output} cannot be written: {error.strerror}") from None
    say(f"written  {clean(str(output))}")
    if chosen.name == "ro-crate" and full.name != "ro-crate-metadata.json":
        note("A crate is known by the name ro-crate-metadata.json, beside kb.toml.")


def _print(data: bytes, chosen: Exporter) -> None:
    """To standard output byte for byte; to a terminal without the characters that it would act on."""
    if sys.stdout.isatty():
        for line in data.decode("utf-8", "replace").splitlines():
            say(clean(line))
    elif (stream := getattr(sys.stdout, "buffer", None)) is not None:
        sys.stdout.flush()
        stream.write(data)
        stream.flush()
    elif chosen.binary:
        raise KbError(f"{chosen.name} needs a file here", hint=f"Name one: kb export {chosen.name} -o FILE.")
    else:
        say(data.decode("utf-8").removesuffix("\n"), data=True)
