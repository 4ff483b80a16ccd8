"""`kb verify`: compares imported experiments with their source again; ends with 1 when one has drifted."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from typing import Any

import click

from kb.base import Document
from kb.cli import completion
from kb.cli.importing import FEW, counted, few_of, same_place, settings_of
from kb.cli.output import emit_json, emit_rows, format_option, today_option
from kb.cli.report import as_json
from kb.cli.session import Session
from kb.cli.terminal import clean, note, say, style
from kb.diagnostics import Diagnostic
from kb.errors import Refused
from kb.importers.updates import told
from kb.importers.verifying import Asking, Verified, verify
from kb.lint.engine import all_rules, judge
from kb.lint.rule import Context
from kb.lint.select import configured
from kb.lint.sources import Moved, Origin
from kb.records import registry
from kb.records.experiment import Experiment

CODE = "EX014"
_COLOURS = {"same": "green", "changed": "red", "gone": "red", "unreachable": "yellow", "not-asked": "yellow"}
_SHOWN = 4


@click.command("verify")
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=completion.ids)
@click.option("--all", "everywhere", is_flag=True, help="Every imported experiment; so it is without an ID.")
@click.option(
    "--outside",
    is_flag=True,
    help="Also look where records lead outside the base: into other folders, and at servers.",
)
@click.option("--mapping", metavar="NAME", help="For csv and json: the mapping that they were imported by.")
@format_option("table", "json", "csv", "md")
@today_option
@click.pass_obj
def command(
    session: Session, ids: tuple[str, ...], everywhere: bool, outside: bool, mapping: str | None, format_: str
) -> int:
    """Compare imported experiments with the runs they came from, as their sources have them now.

    Looked at are sources inside the base and those that the configuration names under `source`; `--outside` goes
    wherever a record leads. What a person changed in a record is no drift. Ends with 1 when a run has changed or is
    gone (EX014), and with 2 when a source cannot be read.
    """
    documents = _documents(session, () if everywhere else ids)
    config = session.config

    def allowed(tracker: str, uri: str) -> bool:
        named = settings_of(config, tracker).get("source")
        if outside or (isinstance(named, str) and same_place(session.root, named, uri)):
            return True
        return "://" not in uri and _inside(session, uri)

    asking = Asking(
        session.root,
        registry(config),
        config.imports,
        lambda tool: settings_of(config, tool),
        allowed,
        mapping,
    )
    found = verify(counted(documents, "experiments"), asking)
    findings = _findings(session, found)
    _tell(session, found, findings, format_)
    if findings:
        return 1
    return 2 if any(one.state == "unreachable" for one in found) else 0


def _inside(session: Session, uri: str) -> bool:
    root = session.root.resolve()
    return (root / uri).resolve().is_relative_to(root)


def _documents(session: Session, ids: tuple[str, ...]) -> list[Document]:
    if not ids:
        return [d for d in session.base.documents if isinstance(d.record, Experiment)]
    found = []
    for id in dict.fromkeys(ids):
        document = session.base.get(id)
        experiment = document.record
        if not isinstance(experiment, Experiment) or experiment.run is None:
            hint = "`kb list --type experiment --where 'run_tracker is not null'` shows those that were."
            raise Refused(f"{id} was not imported from anywhere", hint=hint)
        found.append(document)
    return found


def _findings(session: Session, found: list[Verified]) -> list[Diagnostic]:
    """What the rule says, by the configuration and what records allow."""
    origins: Mapping[str, Origin] = {
        one.document.id or "": Origin(
            one.state,
            tuple(Moved(d.name, _single(d.here), _single(d.there)) for d in one.differences),
            one.why,
        )
        for one in found
    }
    rules = configured(all_rules(), session.config)
    rules = dataclasses.replace(rules, rules=tuple(rule for rule in rules.rules if rule.code == CODE))
    context = Context(session.base, session.graph, session.today, origins=origins)
    return list(judge(context, rules).diagnostics)


def _single(value: Any) -> Any:
    """A value for programs: a figure with its spread is a group there."""
    return dict(value) if isinstance(value, tuple) else value


def _tell(session: Session, found: list[Verified], findings: list[Diagnostic], format_: str) -> None:
    counts = Counter[str](one.state for one in found)
    if format_ == "json":
        emit_json({
            "records": [_as_json(one) for one in found],
            "counts": {state: counts[state] for state in _COLOURS},
            "diagnostics": [as_json(d, session.base.by_path[d.path].source) for d in findings],
        })  # fmt: skip
        return
    if format_ in ("csv", "md"):
        emit_rows(format_, ("id", "state", "tracker", "run", "source", "what"), [_row(one) for one in found])
        return
    alike = _alike(found)
    for one in found:
        if one.state != "same" and (one.state, one.why) not in alike:
            _say(one)
    for (state, why), ids in alike.items():
        say(f"{style(few_of(ids), 'bold')}: {_state(state)} ({clean(why)})")
    if not found:
        note("No experiment was imported: none has `run` with a tracker.")
        return
    words = {"not-asked": "not looked at"}
    say(", ".join(f"{counts[state]} {words.get(state, state)}" for state in _COLOURS if counts[state]))
    if counts["not-asked"]:
        note("`--outside` looks there, too; or name the source in the configuration.")
    quiet = counts["changed"] + counts["gone"] - len(findings)
    if quiet:
        note(f"{CODE} is not asked of {quiet} of them, or they allow it.")


def _alike(found: list[Verified]) -> dict[tuple[str, str], list[str]]:
    """What stands in the way of many experiments for the same reason, such as a server that is down."""
    ids: dict[tuple[str, str], list[str]] = {}
    for one in found:
        if one.state in ("not-asked", "unreachable"):
            ids.setdefault((one.state, one.why), []).append(one.document.id or "")
    return {reason: those for reason, those in ids.items() if len(those) > FEW}


def _state(state: str) -> str:
    return style(state.replace("not-asked", "not looked at"), _COLOURS[state])


def _say(one: Verified) -> None:
    document = one.document
    record = document.record
    title = clean(record.title) if record is not None else ""
    say(
        f"{style(document.id or '', 'bold')} {title}: {_state(one.state)}"
        + (f" ({clean(one.why)})" if one.why else "")
    )
    for d in one.differences[:_SHOWN]:
        say(f"  {clean(d.name)}: {clean(told(d.here))} here, {clean(told(d.there))} there")
    if len(one.differences) > _SHOWN:
        say(f"  and {len(one.differences) - _SHOWN} more")


def _row(one: Verified) -> list[Any]:
    run = _run(one)
    what = "; ".join(f"{d.name}: {told(d.here)} → {told(d.there)}" for d in one.differences)
    return [one.document.id, one.state, run["tracker"], run["id"], run["uri"], what or one.why]


def _run(one: Verified) -> dict[str, Any]:
    experiment = one.document.record
    assert isinstance(experiment, Experiment)
    assert experiment.run is not None
    return {"tracker": experiment.run.tracker, "id": experiment.run.id, "uri": experiment.run.uri}


def _as_json(one: Verified) -> dict[str, Any]:
    fields = [
        {"field": d.name, "recorded": _single(d.here), "now": _single(d.there)} for d in one.differences
    ]
    return {
        "id": one.document.id,
        "path": one.document.path,
        "run": _run(one),
        "state": one.state,
        "fields": fields,
        "why": one.why,
    }
