"""Seeds known defects into a generated base and notes where, so that speed counts only if all are found.

Each defect sits in records of its own, beside the clean ones, and is the only thing wrong with them as
far as the rule allows. Those that only history can show need the commits that `write_with_defects` makes.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import importlib
import json
import os
import subprocess
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import writing_context, writing_work
from benchmarks.bodies import body
from benchmarks.corpus import Choice, Job, Plan, Trial, identifier, new_job
from benchmarks.drafts import Draft
from benchmarks.generate import texts_of, write

EARLIER = "before"  # the tag of the commit that holds the base as it was, for --against


@dataclass(frozen=True)
class Defect:
    """One thing that is wrong.

    Attributes:
        code: of the rule that must find it.
        file: where; empty when the base as a whole is wrong.
        line: where in the file, from 1; 0 when the defect is something missing.
        also: other files in which the rule may report it as well or instead.
        companions: codes of other rules that the same words break.
        history: whether the base alone does not show it, but only its history, or a source that it was imported from.
    """

    code: str
    file: str
    line: int = 0
    also: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    history: bool = False


@dataclass
class Seeder:
    """Makes further records of a plan and keeps their files: now, at the tag `before`, and long ago."""

    made: Plan
    by_id: dict[str, Draft]
    numbers: dict[str, int]
    now: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    long_ago: dict[str, str] = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)

    def next_id(self, kind: str) -> str:
        """An id that no record has."""
        self.numbers[kind] += 1
        return identifier(kind, self.numbers[kind])

    def task(self, state: str, role: str = "teach", **values: Any) -> Draft:
        """A clean task; `values` replace or, being None, take away keys."""
        draft = self._task(new_job(self.made, self.next_id("task"), role, state, self.made.aims[0]))
        if role == "teach":
            draft.values["teaches"] = [self.made.choices[0].id]
        return self._with(draft, values)

    def measured_task(self, state: str, *, met: bool, **values: Any) -> tuple[Draft, str]:
        """A task with a metric and the id of the concluded experiment that measured it, which is kept."""
        draft, result = self.tested_task(state, met=met)
        self.keep(result)
        return self._with(draft, values), result.id

    def tested_task(self, state: str, *, met: bool, **values: Any) -> tuple[Draft, Draft]:
        """A task with a metric and the concluded experiment that measured it, with `values` as for `task`."""
        job = new_job(self.made, self.next_id("task"), "research", state, self.made.aims[0])
        job.met = met
        return self._task(job), self._with(self.experiment(job, "concluded"), values)

    def experiment(self, job: Job, state: str) -> Draft:
        """An experiment of a job."""
        trial = Trial(self.next_id("experiment"), job, state, job.created + dt.timedelta(days=1))
        return self._bodied(writing_work.experiment(self.made, trial))

    def risk(self, **values: Any) -> Draft:
        """A clean risk; `values` as for `task`."""
        self.numbers["risk"] += 1
        return self.changed(writing_context.risk(self.made, self.numbers["risk"]), **values)

    def changed(self, draft: Draft, **values: Any) -> Draft:
        """A draft with a body and other values; as for `task`."""
        return self._with(self._bodied(draft), values)

    def goal(self, **values: Any) -> Draft:
        """A goal that asks for what the first goal asks for; `values` as for `task`."""
        aim = dataclasses.replace(self.made.aims[0], id=self.next_id("goal"))
        return self._with(self._bodied(writing_context.goal(self.made, aim)), values)

    def decision(self, **values: Any) -> Draft:
        """A clean decision on trial of a technology; `values` as for `task`."""
        like, name = self.made.choices[0], self.next_id("decision")
        choice = Choice(name, "accepted", like.aim, list(like.based_on), f"defect-{name.lower()}", "trial")
        return self._with(self._bodied(writing_context.decision(self.made, choice)), values)

    def review(self, **values: Any) -> Draft:
        """A clean review that was reported; `values` as for `task`."""
        job = next(job for _, job in self.made.reviews if job.state == "done")
        return self._with(self._bodied(writing_work.review(self.made, self.next_id("review"), job)), values)

    @staticmethod
    def insert(draft: Draft, after: str, key: str, value: Any) -> Draft:
        """Puts a key behind another, where it usually stands; returns the draft."""
        entries = list(draft.values.items())
        place = [name for name, _ in entries].index(after) + 1
        draft.values = dict([*entries[:place], (key, value), *entries[place:]])
        return draft

    def keep(self, draft: Draft, text: str | None = None, path: str | None = None) -> str:
        """Adds a record to the base, with other text or at another path than its own; returns the path."""
        target = path or draft.path
        self.now[target] = draft.text() if text is None else text
        return target

    def seed(self, code: str, path: str, words: str = "", **more: Any) -> None:
        """Notes a defect; its line is the first that holds `words`."""
        lines = self.now.get(path, "").split("\n")
        line = next((n for n, text in enumerate(lines, start=1) if words in text), 0) if words else 0
        self.defects.append(Defect(code, path, line, **more))

    def _task(self, job: Job) -> Draft:
        draft = writing_work.task(self.made, job)
        for key in ("blocked", "depends_on", "part_of", "quick_test"):
            draft.values.pop(key, None)
        return self._bodied(draft)

    def _bodied(self, draft: Draft) -> Draft:
        draft.mentions = [self.made.aims[0].id]
        self.by_id[draft.id] = draft
        draft.body = body(self.made.words, draft, self.by_id)
        return draft

    @staticmethod
    def _with(draft: Draft, values: Mapping[str, Any]) -> Draft:
        draft.values.update(values)
        draft.values = {key: value for key, value in draft.values.items() if value is not None}
        return draft


Sow = Callable[[Seeder, int], None]
CATALOGUE: dict[str, Sow] = {}


def sows(code: str) -> Callable[[Sow], Sow]:
    """Registers a function that seeds one defect of a rule; it is told which of the K it makes."""

    def register(sow: Sow) -> Sow:
        CATALOGUE[code] = sow
        return sow

    return register


def seeded(made: Plan, records: list[Draft], each: int, codes: Iterable[str] | None = None) -> Seeder:
    """Seeds `each` defects of every rule, or of `codes`; `records` are the clean ones of the plan."""
    for module in sorted(Path(__file__).parent.glob("defects_*.py")):
        importlib.import_module(f"benchmarks.{module.stem}")  # fills the catalogue
    seeder = Seeder(made, {draft.id: draft for draft in records}, dict(made.counts))
    for code in sorted(CATALOGUE if codes is None else codes):
        for number in range(each):
            CATALOGUE[code](seeder, number)
    return seeder


def write_with_defects(
    folder: Path, made: Plan, records: list[Draft], each: int, codes: Iterable[str] | None = None
) -> list[Defect]:
    """Writes the base with its defects as three commits, and defects.json; returns the defects.

    The first commit, four months before the plan's day, holds what has been lying since; the second,
    tagged `before`, the base as it should be; the third what is there now. Without git only the files
    of the last are left.
    """
    seeder = seeded(made, records, each, codes)
    clean = texts_of(records)
    write(folder, {"kb.toml": clean["kb.toml"], **seeder.long_ago})
    _commit(folder, made.today - dt.timedelta(days=120), "Begin")
    for name in seeder.long_ago.keys() - seeder.now.keys():
        (folder / name).unlink()
    write(folder, clean | seeder.before)
    _commit(folder, made.today - dt.timedelta(days=2), "Work", tag=EARLIER)
    for name in seeder.before.keys() - seeder.now.keys():
        (folder / name).unlink()
    write(folder, seeder.now)
    notes = {
        "version": 1,
        "today": made.today.isoformat(),
        "against": EARLIER,
        "records": len(clean) - 1,
        "defects": [dataclasses.asdict(defect) for defect in seeder.defects],
    }
    write(folder, {"defects.json": json.dumps(notes, indent=1) + "\n"})
    _commit(folder, made.today - dt.timedelta(days=1), "Spoil")
    return seeder.defects


def _commit(folder: Path, day: dt.date, message: str, tag: str = "") -> None:
    """Commits all there is, as of noon on `day`."""
    at = f"{day}T12:00:00Z"
    people = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", "analyst"), ("EMAIL", "analyst@example.org"), ("DATE", at))
    }
    environment = {**os.environ, **people, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    steps = [["init", "-q", "-b", "main"], ["add", "--all"], ["commit", "-q", "--allow-empty", "-m", message]]
    for step in [*steps, *([["tag", tag]] if tag else [])]:
        try:
            subprocess.run(["git", *step], cwd=folder, env=environment, check=True, capture_output=True)
        except FileNotFoundError:
            return
