"""`kb doctor`: what is wrong around the base: the installation, the repository, the configuration, leftovers."""

from __future__ import annotations

from collections.abc import Iterator

import click

from kb.cli import in_force
from kb.cli.checkup import Patient, Remark, all_checkups
from kb.cli.output import emit_json, emit_rows, format_option
from kb.cli.session import Session
from kb.cli.terminal import clean, say, style

_COLOUR = {"ok": "green", "note": "yellow", "problem": "red"}
_WIDTH = 9


@click.command("doctor")
@click.option(
    "--config", "config", is_flag=True, help="Print every setting in force and where it comes from."
)
@format_option("table", "json")
@click.pass_obj
def command(session: Session, config: bool, format_: str) -> int:
    """Look at what is around the records: installation, repository, configuration, hook, leftovers.

    Changes nothing. Exits with 1 when something is in the way; a note is no reason for that.
    """
    if config:
        _settings(session, format_)
        return 0
    patient = Patient(session)
    found = [(checkup.name, list(checkup.look(patient))) for checkup in all_checkups()]
    problems = sum(remark.status == "problem" for _, remarks in found for remark in remarks)
    if format_ == "json":
        listed = [{"part": part, **remark._asdict()} for part, remarks in found for remark in remarks]
        emit_json({"problems": problems, "remarks": listed})
    else:
        for part, remarks in found:
            for line in _told(part, remarks):
                say(line)
        say(f"{problems or 'No'} problem{'' if problems == 1 else 's'}.", err=True)
    return 1 if problems else 0


def _told(part: str, remarks: list[Remark]) -> Iterator[str]:
    if not remarks:
        return
    yield style(part, "bold")
    for remark in remarks:
        sign = style(f"{remark.status:<{_WIDTH}}", _COLOUR[remark.status])
        yield f"  {sign}{clean(remark.message)}"
        if remark.help:
            yield f"  {' ' * _WIDTH}{clean(remark.help)}"


def _settings(session: Session, format_: str) -> None:
    settings = in_force.settings(session.config)
    if format_ == "json":
        emit_json({"file": session.located.path, "settings": [setting._asdict() for setting in settings]})
        return
    rows = [[setting.key, in_force.written(setting.value), setting.origin] for setting in settings]
    emit_rows("table", ["setting", "value", "from"], rows)
