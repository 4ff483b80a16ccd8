"""The hook: whether pre-commit runs `kb lint`, and the same kb as this one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from kb import disk
from kb._version import __version__
from kb.cli.checkup import Checkup, Patient, Remark
from kb.errors import KbError
from kb.history import git

CONFIG = ".pre-commit-config.yaml"


class PreCommit(Checkup):
    """What stands between a broken record and a commit."""

    name: ClassVar[str] = "pre-commit"
    turn: ClassVar[int] = 5

    def look(self, patient: Patient) -> Iterator[Remark]:
        """Whether the entry is there, up to date, and switched on in this clone."""
        if patient.top is None:
            return
        try:
            text = disk.read_text(patient.top, CONFIG) if (patient.top / CONFIG).exists() else ""
        except KbError as error:
            yield Remark("problem", str(error), error.hint or "")
            return
        if not re.search(r"id: *[\"']?kb-lint", text):
            yield Remark("note", "no commit is checked: pre-commit knows no kb-lint", _way(patient))
            return
        yield Remark("ok", f"{CONFIG} runs kb lint")
        pinned = re.search(r"research-kb==([\w.]+)", text)
        if pinned is not None and pinned[1] != __version__:
            help_ = f"Write {__version__} in {CONFIG}, or install {pinned[1]}."
            yield Remark("note", f"the hook runs kb {pinned[1]}, here it is {__version__}", help_)
        hook = _hook(patient.top)
        if hook is not None and hook.exists():
            yield Remark("ok", "the hook is switched on in this clone")
        else:
            yield Remark("note", "the hook is not switched on in this clone", "`pre-commit install`")


def _way(patient: Patient) -> str:
    """How the entry gets there: `kb init` writes nothing above the folder of the base."""
    below = disk.below_top(patient.here)
    if not below:
        return "`kb init` adds the entry."
    return f"Add a local hook with the id kb-lint to {CONFIG} at the top: `kb -C {below.rstrip('/')} lint`."


def _hook(top: Path) -> Path | None:
    """Where git looks for the hook: a setting may lead elsewhere."""
    for scope in ("--local", "--global"):
        said = git.ask(top, "config", scope, "--get", "core.hooksPath")
        if said:
            return top / Path(said.removesuffix("\n")).expanduser() / "pre-commit"
    shared = git.shared(top)
    return shared.folder / "hooks" / "pre-commit" if shared is not None else None
