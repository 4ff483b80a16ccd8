"""Merging: whether this clone knows the driver that `.gitattributes` asks for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from kb.cli import driving
from kb.cli.checkup import Checkup, Patient, Remark
from kb.history import git

_HELP = "`kb init --merge-driver` tells it; until then it merges records line by line."


class Merging(Checkup):
    """What git does with a record that both sides changed."""

    name: ClassVar[str] = "merging"
    turn: ClassVar[int] = 8

    def look(self, patient: Patient) -> Iterator[Remark]:
        """Whether git is to merge records with `kb`, and can."""
        if patient.top is None or patient.root is None or patient.config is None:
            return
        names = [f"{folder}/x.md" for folder in patient.config.records]
        said = git.ask(patient.root, "check-attr", "-z", "merge", "--", *names) or ""
        asked = "kb" in said.split("\0")[2::3]
        known = driving.setting(patient.root)
        if known is None and not asked:
            yield Remark(
                "ok", "git merges records line by line; after `kb init --merge-driver` by their fields"
            )
            return
        if known is None:
            what = ".gitattributes lets kb merge records, and the git of this clone does not know it"
            yield Remark("note", what, _HELP)
            return
        if not asked:
            help_ = "`kb init --merge-driver` adds the lines to .gitattributes."
            yield Remark(
                "note", "this clone can merge records with kb, and no .gitattributes asks for it", help_
            )
            return
        program = driving.program_of(known)
        if program is None or (Path(program).is_absolute() and shutil.which(program) is None):
            yield Remark("note", "the program that is to merge records is gone", _HELP)
        else:
            yield Remark("ok", "git merges records with kb")
