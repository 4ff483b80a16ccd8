"""The configuration: whether it can be used, and whether what it names is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from kb.cli import baselines
from kb.cli.checkup import Checkup, Patient, Remark
from kb.errors import KbError
from kb.lint.engine import all_rules
from kb.lint.select import configured


class Configuration(Checkup):
    """What `kb.toml` says."""

    name: ClassVar[str] = "configuration"
    turn: ClassVar[int] = 3

    def look(self, patient: Patient) -> Iterator[Remark]:
        """Whether it can be read, and whether rules, folders and files are there."""
        if patient.broken is not None:
            error = patient.broken
            where = f"{error.where}: " if error.where else ""
            yield Remark("problem", f"{where}{error.message}", error.hint or "")
            return
        session, config = patient.session, patient.session.config
        yield Remark("ok", f"{session.located.path} can be used")
        if session.located.path == "kb.toml" and _has_table(patient):
            help_ = "Take the table out, or kb.toml away."
            yield Remark("problem", "pyproject.toml has a table [tool.kb] that nobody reads", help_)
        for number, folder in enumerate(config.records):
            if not (session.root / folder).is_dir():
                place = config.place("records", number)
                yield Remark("problem", f"{place}: there is no folder {folder}; nothing in it is checked")
        if not (session.root / config.docs).is_dir():
            yield Remark("note", f"{config.place('docs')}: there is no folder {config.docs}")
        try:
            configured(all_rules(), config)
            yield Remark("ok", "the rules that it names are there")
            if config.lint.baseline is not None:
                read = baselines.read(session, config.lint.baseline)
                yield Remark("ok", f"{config.lint.baseline} keeps {read.counts.total()} findings silent")
        except KbError as error:
            yield Remark("problem", str(error), error.hint or "")


def _has_table(patient: Patient) -> bool:
    try:
        text = (patient.here / "pyproject.toml").read_bytes()
    except OSError:
        return False
    return re.search(rb"(?m)^\s*\[\s*tool\s*\.\s*kb\s*[.\]]", text) is not None
