"""`kb import`: makes experiments of the runs that other tools kept; twice imported changes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import click

from kb import disk, ids
from kb.changing import Assignment, parse, places
from kb.cli import completion
from kb.cli.importing import FEW, counted, few_of, from_root, placed, settings_of
from kb.cli.output import emit_json, today_option
from kb.cli.session import Session
from kb.cli.terminal import clean, note, say, style
from kb.cli.writing import Outcome, dry_run_option, report, result_option, show_diff, sole_writer, user
from kb.diagnostics import Edit, Span
from kb.errors import KbError
from kb.importers import register
from kb.importers.importer import BadSetting, Importer, Request
from kb.importers.plan import MAX_RUNS, Plan, Refusal, Wishes, plan
from kb.importers.run import Run, Trouble
from kb.records import registry
from kb.records.experiment import Experiment
from kb.text.source import Source

_GIVEN = ("id", "type", "run")


def _tools(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in register.names() if name.startswith(incomplete)]


@click.command("import")
@click.argument("tool", shell_complete=_tools)
@click.argument("source", required=False)
@click.option(
    "--group",
    "--experiment",
    "groups",
    multiple=True,
    metavar="NAME",
    help="Only runs of this experiment or project of the tool.",
)
@click.option("--run", "runs", multiple=True, metavar="ID", help="Only this run, by its id in the tool.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Of runs that are new, only those begun since then."
)
@click.option(
    "--mapping", metavar="NAME", help="For csv and json: the mapping [import.TOOL.NAME] of the configuration."
)
@click.option("--task", metavar="ID", shell_complete=completion.ids, help="The task that new records answer.")
@click.option(
    "--baseline",
    metavar="ID",
    shell_complete=completion.ids,
    help="The experiment that new records are compared with.",
)
@click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="FIELD=VALUE",
    help="A field of all new records, as `kb set` takes it.",
)
@click.option(
    "--owner", metavar="HANDLE", help="Who answers for new records; KB_USER in the environment otherwise."
)
@click.option("--failed", is_flag=True, help="Make invalid experiments of runs that failed, too.")
@click.option("--update", is_flag=True, help="Take over what changed in the tool and nobody changed here.")
@dry_run_option
@result_option
@today_option
@click.pass_obj
def command(
    session: Session,
    tool: str,
    source: str | None,
    groups: tuple[str, ...],
    runs: tuple[str, ...],
    since: datetime.datetime | None,
    mapping: str | None,
    task: str | None,
    baseline: str | None,
    assignments: tuple[str, ...],
    owner: str | None,
    failed: bool,
    update: bool,
    dry_run: bool,
    format_: str,
) -> int:
    """Make experiments of the runs that TOOL kept in SOURCE.

    TOOL is csv, dvc, json, mlflow, papermill or sacred. SOURCE is a file, a folder or the address of a server;
    without it, what the configuration names or the usual place. The tool itself need not be installed, and nothing
    is written to it.

    A run that is known and did not change is not touched. One that changed is refused; `--update` takes over what
    changed in the tool, and never what a person wrote. Runs that failed or still go on are left alone and counted.
    Ends with 1 when something was refused.
    """
    wishes = Wishes(
        today=session.today,
        settings=session.config.imports,
        owner=owner or user(),
        task=task,
        baseline=baseline,
        assignments=tuple(map(_assignment, assignments)),
        update=update,
        failed=failed,
        since=since.date() if since is not None else None,
    )
    importer = register.importer(tool)
    asked = Request(
        session.root,
        _source(session, importer, source),
        frozenset(groups),
        frozenset(runs),
        settings_of(session.config, tool),
        mapping,
    )
    found = _read(session, importer, asked)
    missing = asked.ids - {word for run in found if isinstance(run, Run) for word in (run.id, *run.known_as)}
    with sole_writer(session, dry_run):
        for id in (task, baseline):
            if id is not None:
                session.base.get(id)
        planned = _plan(session, found, wishes, dry_run)
        planned.refused += [_not_there(asked, id) for id in sorted(missing)]
        if not dry_run:
            _write(session, planned)
    if dry_run and format_ == "text":
        _show(planned)
    _tell(planned, format_, dry_run, tool)
    return 1 if planned.refused else 0


def _assignment(words: str) -> Assignment:
    assignment = parse(words)
    if assignment.steps[0] in _GIVEN:
        raise KbError(f"`{assignment.steps[0]}` is given by `kb import`", hint="Leave it out of --set.")
    places.find(Experiment, assignment.steps, {})
    return assignment


def _source(session: Session, importer: Importer, source: str | None) -> str:
    if source is not None:
        return from_root(session, source)
    settings = settings_of(session.config, importer.name)
    named = settings.get("source")
    return named if isinstance(named, str) else register.usual_source(importer, session.root, settings)


def _read(session: Session, importer: Importer, asked: Request) -> list[Run | Trouble]:
    """The runs of the source; read before anything is locked, for a server may take its time."""

    def few() -> Iterator[Run | Trouble]:
        for number, run in enumerate(importer.runs(asked)):
            yield run
            if number > MAX_RUNS:  # one more than are taken: so the plan says that there are more
                return

    try:
        return list(counted(few(), f"runs of {asked.source}"))
    except BadSetting as error:
        raise placed(error, session.config, importer.name) from None


def _plan(session: Session, found: list[Run | Trouble], wishes: Wishes, dry_run: bool) -> Plan:
    counter = ids.Counter(session.root, session.config, ids.in_tree(session.base))
    supply = counter.peek_several("EXP") if dry_run else counter.several("EXP")
    given: list[str] = []

    def next_id() -> str:
        given.append(next(supply))
        return given[-1]

    try:
        planned = plan(session.base, registry(session.config), found, wishes, next_id)
    except BaseException:
        for id in given:
            counter.give_back(id)
        raise
    for id in planned.spare:
        counter.give_back(id)
    return planned


def _not_there(asked: Request, id: str) -> Refusal:
    return Refusal(asked.source, f"there is no run {id}")


def _write(session: Session, planned: Plan) -> None:
    """All of it or nothing."""
    new = {item.document.path: item.document.source.text for item in planned.new}
    sources = {item.change.before.path: item.change.before.source for item in planned.changed}
    edits = [edit for item in planned.changed for edit in item.change.edits]
    try:
        disk.write_edits(session.root, sources, edits, new=new)
    except BaseException:
        counter = ids.Counter(session.root, session.config)
        for item in planned.new:
            counter.give_back(item.document.id or "")
        raise


def _show(planned: Plan) -> None:
    for item in planned.new:
        path, text = item.document.path, item.document.source.text
        diff = disk.unified_diff(Source(path, ""), [Edit(path, Span(0, 0), text)])
        show_diff(diff.replace(f"--- a/{path}", "--- /dev/null", 1))
    for changed in planned.changed:
        show_diff(disk.unified_diff(changed.change.before.source, changed.change.edits))


def _tell(planned: Plan, format_: str, dry_run: bool, tool: str) -> None:
    outcome = Outcome(unchanged=planned.unchanged)
    remarks = []
    done = [(new.document, new.run, new.remarks) for new in planned.new]
    done += [(changed.change.after, changed.run, changed.remarks) for changed in planned.changed]
    for document, run, said in done:
        outcome.written.append({"path": document.path, "id": document.id, "run": run.id})
        remarks += [{"id": document.id or "", "remark": remark} for remark in said]
    outcome.refused = [{"path": r.where, "why": r.why} for r in planned.refused]
    if format_ == "json":
        more = {"passed_over": dict(planned.passed_over), "remarks": remarks, "dry_run": dry_run}
        emit_json({**outcome.as_json(), **more})
        return
    if dry_run:
        outcome.written = []
    if len(outcome.unchanged) > FEW:
        outcome.unchanged = [few_of(planned.unchanged)]
    hints = {r.hint for r in planned.refused if r.hint}
    report(outcome, format_)
    for hint in sorted(hints):
        say(f"  {clean(hint)}", err=True)
    for remark, ids_ in _together(remarks).items():
        note(f"{few_of(ids_)}: {remark}")
    for reason, count in planned.passed_over.items():
        note(_LEFT[reason].format(count=f"{count:,} run{'' if count == 1 else 's'}"))
    if planned.new and not dry_run:
        example = planned.new[0].document
        if example.record is not None and example.record.status == "running":
            say(style("What follows from it, you say: ", "dim", err=True) + _conclude(example.id), err=True)
    if not (planned.new or planned.changed or planned.unchanged or planned.refused or planned.passed_over):
        note(f"{tool}: there are no runs")


def _together(remarks: list[dict[str, str]]) -> dict[str, list[str]]:
    """Each remark with the records that it is of: what is said of ten thousand runs is said once."""
    found: dict[str, list[str]] = {}
    for one in remarks:
        found.setdefault(one["remark"], []).append(one["id"])
    return found


def _conclude(id: str | None) -> str:
    return f"`kb set {id} status=concluded outcome=supported conclusion='…'`"


_LEFT = {
    "failed": "left alone: {count} that failed; --failed takes them as invalid experiments",
    "still running": "left alone: {count} that, as far as the tool knows, still goes on",
    "earlier": "left alone: {count} begun before --since",
}
