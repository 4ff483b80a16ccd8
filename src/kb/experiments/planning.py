"""Sees what an experiment needs in order to be repeated, and says why it cannot be, before anything is run."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kb import digests
from kb.base import Document
from kb.config import Build, Config
from kb.digests import Undigested
from kb.errors import KbError, Refused
from kb.experiments import places, repository, words
from kb.experiments.recording import Progress, named
from kb.experiments.words import Command
from kb.records.experiment import Experiment
from kb.reproducibility import patch_of

HERE: Final = "`--here` runs it on the files as they are."


@dataclass(frozen=True)
class How:
    """How experiments are repeated.

    Attributes:
        root: of the base.
        config: of the base.
        here: run in the base itself, on the files as they are, instead of a temporary work tree of the commit.
        build: what builds the environment.
        any_data: go on when the data are not the recorded ones.
        clock: gives seconds.
        progress: told what is read.
    """

    root: Path
    config: Config
    here: bool = False
    build: Build = "none"
    any_data: bool = False
    clock: Callable[[], float] = lambda: 0.0
    progress: Progress = lambda _name: None


@dataclass(frozen=True)
class Plan:
    """What is going to be repeated.

    Attributes:
        document: the record.
        experiment: what it says.
        command: to run.
        line: the command as recorded.
        commit: to lay out; None for the files as they are.
        patch: what was changed after the commit, to be applied to it.
        remarks: what should be known before, in sentences.
    """

    document: Document
    experiment: Experiment
    command: Command
    line: str
    commit: str | None
    patch: Path | None = None
    remarks: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Of the experiment."""
        return self.experiment.id


def plan(how: How, document: Document) -> Plan:
    """See what an experiment needs in order to be repeated.

    Raises:
        Refused: it cannot be; with the reason.
    """
    experiment = document.record
    if not isinstance(experiment, Experiment):
        raise Refused(f"{document.id} is not an experiment that can be read", hint="`kb lint` says more.")
    code = experiment.code
    if code is None or code.command is None:
        raise Refused(f"{experiment.id} does not say which command was run", hint="`code.command` would.")
    if not any((experiment.metrics or {}).values()):
        raise Refused(f"{experiment.id} holds no figures to compare with")
    try:
        command = words.read(code.command)
    except KbError as error:
        raise Refused(f"{experiment.id}: {error.message}", where=document.path) from None
    remarks = ["its command is read by a shell"] if command.shell else []
    if how.here:
        return Plan(document, experiment, command, code.command, None, None, tuple(remarks))
    commit = _commit(how.root, experiment)
    lost = repository.submodules(how.root, commit)
    if lost:
        remarks.append(f"the submodules {named(lost)} are not laid out")
    patch = _patch(how.root, experiment, remarks) if code.dirty else None
    return Plan(document, experiment, command, code.command, commit, patch, tuple(remarks))


def _commit(root: Path, experiment: Experiment) -> str:
    assert experiment.code is not None
    recorded = experiment.code.commit
    if recorded is None:
        raise Refused(f"{experiment.id} does not say which commit it ran on", hint=HERE)
    found = repository.resolve(root, recorded)
    if found is None:
        of = f" of {experiment.code.repository}" if experiment.code.repository else ""
        hint = f"Fetch it if it is on another clone. {HERE}"
        raise Refused(
            f"{experiment.id} ran on commit {recorded[:12]}{of}, which is not in this repository", hint=hint
        )
    return found


def _patch(root: Path, experiment: Experiment, remarks: list[str]) -> Path | None:
    """The patch that `kb record` kept."""
    output = patch_of(experiment)
    if output is None:
        remarks.append("it ran on code that was changed after the commit, and the changes were not kept")
        return None
    found = places.datum(root, output.uri)
    with suppress(Undigested):
        if found.inside and found.path and output.digest and digests.same(found.path, output.digest):
            return found.path
    raise Refused(
        f"{experiment.id} ran on changed code, and {output.uri} is not the recorded patch", hint=HERE
    )
