"""Repeats an experiment: lays out its commit, checks its data, runs its command, compares its figures."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from kb import digests
from kb.digests import Undigested
from kb.errors import Refused
from kb.experiments import hosting, places, repository
from kb.experiments.asking import ask
from kb.experiments.building import build
from kb.experiments.comparing import Compared, Verdict, compare, verdict
from kb.experiments.measuring import Figures, Metrics
from kb.experiments.places import Stamps
from kb.experiments.planning import HERE, How, Plan
from kb.experiments.recording import named, no_code, read_values
from kb.experiments.running import Ended, on_a_leash
from kb.experiments.supplying import Checked, check, supply
from kb.experiments.worktrees import PREFIX, work_tree
from kb.records.experiment import Environment
from kb.reproducibility import patch_of

_NOT_OURS = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_OBJECT_DIRECTORY",
    "GIT_COMMON_DIR",
)
_NAMED = 5
"""New figures that a remark names."""


@dataclass
class Outcome:
    """What came of it.

    Attributes:
        id: of the experiment.
        plan: what was to be repeated; None when it is known beforehand that it cannot be.
        commit: that was run; of the files as they are the one that they are of, None if they are of none.
        verdict: None when the command was not run.
        why: the reason for another verdict than a match, in a sentence.
        data: what was looked at.
        compared: every figure.
        metrics: what the run reported.
        ended: how the command ended.
        seconds: how long it took.
        remarks: what else is not as it was, in sentences.
        unwritten: why the verdict is not in the record, in a sentence.
    """

    id: str
    plan: Plan | None = None
    commit: str | None = None
    verdict: Verdict | None = None
    why: str = ""
    data: list[Checked] = field(default_factory=list)
    compared: list[Compared] = field(default_factory=list)
    metrics: Metrics = field(default_factory=dict)
    ended: Ended | None = None
    seconds: float = 0.0
    remarks: list[str] = field(default_factory=list)
    unwritten: str = ""


def repeat(how: How, plan: Plan, out: IO[Any] | int) -> Outcome:
    """Repeat an experiment.

    Args:
        how: how.
        plan: what.
        out: where the output of the command goes.

    Raises:
        KbError: it cannot be prepared: no room, no environment, no such folder or program.
        KeyboardInterrupt: somebody wants us to end; everything temporary is gone.
    """
    outcome = Outcome(plan.id, plan, plan.commit if not how.here else _commit_of(how))
    with _place(how, plan) as (here, into):
        beside = None if how.here else how.root
        outcome.data = check(plan.experiment, here, beside, how.progress)
        if any(found.answer == "other" for found in outcome.data) and not how.any_data:
            outcome.why = "the data are not the recorded ones; --any-data goes on all the same"
            return outcome
        if beside is not None:
            supply(plan.experiment, here, beside)
        variables = _variables(how, plan, here, into)
        before = _stamps_of_data(outcome.data, here)
        _run(how, plan, here, variables, out, outcome)
        if _stamps_of_data(outcome.data, here) != before:  # the command made its data, or made them anew
            outcome.data = check(plan.experiment, here, beside, how.progress)
        _look_around(plan, here, variables, outcome)
    if outcome.verdict is None:
        outcome.compared = compare(plan.experiment, outcome.metrics, how.config.reproduce)
        same = all(found.answer != "other" for found in outcome.data)
        outcome.verdict = verdict(outcome.compared, same_data=same)
        outcome.why = _why(outcome, same_data=same)
        outcome.remarks += _new(outcome)
    return outcome


def _commit_of(how: How) -> str | None:
    state = repository.state(how.root, no_code(how.config))
    return state.commit if not state.dirty else None


def _stamps_of_data(data: Sequence[Checked], here: Path) -> Stamps:
    inside = (places.datum(here, found.uri) for found in data)
    return places.stamps(here, [found.uri for found in inside if found.inside])


def _look_around(plan: Plan, here: Path, variables: Mapping[str, str], outcome: Outcome) -> None:
    """Remark on what is not as it was and decides nothing: the version of Python, outputs with another digest."""
    recorded = plan.experiment.environment.python if plan.experiment.environment is not None else None
    python = hosting.python_of(plan.command.words, here / plan.command.folder, variables)
    if recorded is not None and python is not None and python != recorded:
        outcome.remarks.append(f"it ran on Python {python}, and was recorded on {recorded}")
    if outcome.verdict == "failed":
        return
    patch = patch_of(plan.experiment)
    for output in plan.experiment.outputs:
        found = places.datum(here, output.uri)
        if output.digest is None or not found.inside or output == patch:
            continue
        wanted = digests.parse(output.digest)
        with suppress(Undigested):
            if not found.there:
                outcome.remarks.append(f"the output {output.uri} did not come out")
            elif wanted is not None and found.digest(wanted.algorithm) != wanted:
                outcome.remarks.append(f"the output {output.uri} is another than recorded")


def _why(outcome: Outcome, *, same_data: bool) -> str:
    if not same_data:
        return "the data are not the recorded ones"
    lost = sum(figure.now is None for figure in outcome.compared)
    out = sum(not figure.within for figure in outcome.compared) - lost
    total = len(outcome.compared)
    counts = ((out, "outside the tolerance"), (lost, "not reported"))
    return ", ".join(f"{count} of {total} figures {what}" for count, what in counts if count)


def _new(outcome: Outcome) -> list[str]:
    """Remarks on figures that are not recorded, where recorded ones are missing: they may be the same, renamed."""
    if all(figure.now is not None for figure in outcome.compared):
        return []
    known = {(figure.metric, figure.split) for figure in outcome.compared}
    new = [
        f"{metric} on {split}"
        for metric, splits in outcome.metrics.items()
        for split in splits
        if (metric, split) not in known
    ]
    more = f" and {len(new) - _NAMED} more" if len(new) > _NAMED else ""
    return [f"it reported {', '.join(new[:_NAMED])}{more}, which the record does not have"] if new else []


@contextmanager
def _place(how: How, plan: Plan) -> Iterator[tuple[Path, Path]]:
    """The folder that stands for the root of the base, and one in which an environment may be built."""
    if how.here:
        with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
            yield how.root, Path(folder) / "environment"
        return
    assert plan.commit is not None
    with work_tree(how.root, plan.commit) as here:
        if not here.is_dir():
            raise Refused(
                f"commit {plan.commit[:12]} has no folder that corresponds to {how.root}", hint=HERE
            )
        top = Path(ask(here, "rev-parse", "--show-toplevel").text)
        if plan.patch is not None:
            said = ask(top, "apply", "--whitespace=nowarn", "-", given=plan.patch.read_bytes())
            if said.code != 0:
                raise Refused(f"the patch of {plan.id} does not fit its commit: {said.complaint}", hint=HERE)
        yield here, top.parent / "environment"


def _run(
    how: How, plan: Plan, here: Path, variables: Mapping[str, str], out: IO[Any] | int, outcome: Outcome
) -> None:
    folder = here / plan.command.folder
    if not folder.is_dir():
        raise Refused(f"{plan.id} ran in the folder `{plan.command.folder}`, which is not there")
    variables = {**variables, "PWD": str(folder)}
    if hosting.program_of(plan.command.words[0], folder, variables) is None:
        hint = (
            "Give it the environment that it needs: --environment uv, pip or conda." if not how.here else None
        )
        raise Refused(f"{plan.id}: there is no program `{plan.command.words[0]}` to run", hint=hint)
    patterns = how.config.record.metrics
    before = places.stamps(here, patterns)
    began = how.clock()
    limit = how.config.reproduce.time_limit_minutes * 60
    try:
        outcome.ended = on_a_leash(plan.command.words, folder, variables, out=out, seconds=limit)
    except OSError as error:
        raise Refused(f"{plan.id}: `{plan.command.words[0]}` cannot be run: {error.strerror}") from None
    outcome.seconds = how.clock() - began
    written = places.written(before, places.stamps(here, patterns))
    if not outcome.ended.well:
        outcome.verdict, outcome.why = "failed", f"the command {outcome.ended.words}"
    elif not written:
        outcome.verdict = "failed"
        outcome.why = f"the command wrote none of {named(patterns)} (`[record] metrics`)"
    else:
        _read(how, plan, here, written, outcome)


def _read(how: How, plan: Plan, here: Path, written: list[str], outcome: Outcome) -> None:
    remarks: list[str] = []
    figures = Figures(how.config.record.split, frozenset(plan.experiment.data or {}))
    for name in written:
        figures.add(name, read_values(here, name, remarks))
    outcome.metrics = figures.metrics()
    outcome.remarks += figures.remarks
    if remarks:
        outcome.verdict, outcome.why = "failed", remarks[0]


def _variables(how: How, plan: Plan, here: Path, into: Path) -> dict[str, str]:
    wanted = plan.experiment.environment or Environment()
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    return {**kept, **build(how.build, wanted, here, into), **plan.command.variables}


def entry(outcome: Outcome, on: Any, by: str | None) -> dict[str, Any]:
    """What the field `reproductions` of the record gets."""
    assert outcome.plan is not None
    recorded = outcome.plan.experiment.metrics or {}
    metrics = {
        metric: {split: value for split, value in splits.items() if split in recorded.get(metric, {})}
        for metric, splits in outcome.metrics.items()
    }
    held = {
        "on": on,
        "by": by,
        "commit": outcome.commit,
        "verdict": outcome.verdict,
        "metrics": {metric: splits for metric, splits in metrics.items() if splits},
    }
    return {key: value for key, value in held.items() if value}
