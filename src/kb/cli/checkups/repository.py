"""The repository: whether git answers, knows the whole history, and takes the records at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from kb import disk
from kb.cli.checkup import Checkup, Patient, Remark
from kb.errors import KbError
from kb.history import git
from kb.rooting import git_folder

UNDER_WAY = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "index.lock": "a command of git, or one that was interrupted,",
}


class Repository(Checkup):
    """What git knows of the base."""

    name: ClassVar[str] = "repository"
    turn: ClassVar[int] = 2

    def look(self, patient: Patient) -> Iterator[Remark]:
        """Whether there is git, how deep the history is, and which records it does not see."""
        said = git.ask(patient.here, "--version")
        if said is None:
            help_ = "Without git there are no dates, no ids of other branches and no `--against`."
            yield Remark("problem", "there is no git", f"Install it. {help_}")
            return
        yield Remark("ok", said.strip())
        if patient.top is None:
            if git_folder(str(patient.here)) is not None:
                yield Remark("problem", "git does not answer in this repository", "`git status` says why.")
            else:
                yield Remark("note", "the base is in no repository", "`git init` begins its history.")
            return
        yield from _place(patient)
        yield from _history(patient)
        yield from _ignored(patient)


def _place(patient: Patient) -> Iterator[Remark]:
    below = disk.below_top(patient.here).rstrip("/")
    if below:
        yield Remark("note", f"the base lies in {below} of its repository", "CI has to start kb there.")
    else:
        yield Remark("ok", "the base lies at the top of its repository")


def _history(patient: Patient) -> Iterator[Remark]:
    if git.ask(patient.here, "rev-parse", "--is-shallow-repository") == "true\n":
        help_ = "`git fetch --unshallow`; in CI `fetch-depth: 0` or `GIT_DEPTH: 0`."
        yield Remark("problem", "the history is cut off: this is a shallow clone", help_)
    elif git.ask(patient.here, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        yield Remark("note", "nothing is committed yet")
    else:
        yield Remark("ok", "the whole history is there")
    folder = Path(git_folder(str(patient.here)) or "")
    what = next((words for name, words in UNDER_WAY.items() if os.path.lexists(folder / name)), None)
    if what is not None:
        yield Remark("note", f"{what} is under way", "Finish it before you trust what git says.")


def _ignored(patient: Patient) -> Iterator[Remark]:
    if patient.root is None or patient.config is None:
        return
    try:
        paths = disk.record_paths(patient.root, patient.config.records)
    except KbError:
        return  # the configuration has something to say
    folders = [folder for folder in patient.config.records if (patient.root / folder).is_dir()]
    what = ("--others", "--ignored", "--exclude-standard", "-z")
    said = git.ask(patient.root, "ls-files", *what, "--", *folders) if folders else None
    ignored = sorted({*(said or "").split("\0")} & {*paths})
    if ignored:
        help_ = "`git check-ignore -v FILE` names the line of `.gitignore`."
        yield Remark("problem", f"git ignores {_few(ignored)}", help_)
    elif paths:
        yield Remark("ok", "git ignores no record")


def _few(paths: list[str]) -> str:
    shown = ", ".join(paths[:3])
    return shown if len(paths) <= 3 else f"{shown} and {len(paths) - 3} more records"
