"""Imports runs into a base in a folder of the test, as `kb import` does, without a command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from kb import base as bases
from kb import config, disk
from kb.config import Config
from kb.importers.plan import Plan, Wishes, plan
from kb.importers.run import Data, Metric, Run, Trouble
from kb.records import registry
from kb.records.experiment import Experiment
from kb.text.source import Source

DAY = date(2026, 3, 5)

RUN = Run(
    "mlflow",
    "4f1c8d20a7b64d3f9d0c5b7e1a2f3c4d",
    "mlflow.db",
    "mlflow.db: run 4f1c",
    name="Boosted trees",
    started=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
    commit="5d41402abc",
    params={"depth": 3, "rate": 0.1},
    seeds=(7,),
    metrics=(Metric("val_auc", 0.87), Metric("test_auc", 0.85), Metric("loss", 0.3)),
    data={"train": Data("data/train.csv", "sha256:0a", 4000)},
)


def imported(root: Path, runs: Iterable[Run | Trouble], **wished: Any) -> Plan:
    """Plan an import and write it."""
    if not (root / "kb.toml").exists():
        (root / "kb.toml").touch()
    located = config.read(root)
    base = bases.load(located)
    numbers = count(max((int(id[4:]) for id in base.by_id if id.startswith("EXP-")), default=0) + 1)
    wishes = Wishes(today=DAY, settings=located.config.imports, **wished)
    found = plan(base, registry(located.config), runs, wishes, lambda: f"EXP-{next(numbers):04d}")
    sources = {item.change.before.path: item.change.before.source for item in found.changed}
    edits = [edit for item in found.changed for edit in item.change.edits]
    disk.write_edits(root, sources, edits, new={n.document.path: n.document.source.text for n in found.new})
    return found


class Memory:
    """A base that is nowhere but in memory, for many imports in a short time."""

    def __init__(self) -> None:
        self.base = bases.KnowledgeBase(Config(), registry(Config()), [])
        self.types = registry(Config())

    def imports(self, runs: Iterable[Run | Trouble], **wished: Any) -> Plan:
        """Plan an import and go on with the base as it would be."""
        numbers = count(len(self.base.documents) + 1)
        found = plan(
            self.base, self.types, runs, Wishes(today=DAY, **wished), lambda: f"EXP-{next(numbers):04d}"
        )
        self.put(*(new.document.source for new in found.new), *(c.change.after.source for c in found.changed))
        return found

    def put(self, *sources: Source) -> None:
        """Go on with other texts."""
        self.base = self.base.with_source(*sources)

    @property
    def document(self) -> bases.Document:
        """The only one."""
        (document,) = self.base.documents
        return document

    @property
    def experiment(self) -> Experiment:
        """Of the only document."""
        assert isinstance(self.document.record, Experiment), self.document.problems
        return self.document.record


def experiments(root: Path) -> list[Experiment]:
    """The experiments of a base, by id."""
    base = bases.load(config.read(root))
    return [experiment for _, experiment in sorted(base.records(Experiment), key=lambda pair: pair[1].id)]


def written_file(root: Path, id: str = "EXP-0001") -> Path:
    """The file of a record."""
    return next((root / "research" / "experiments").glob(f"{id}*.md"))


def state_of(root: Path) -> dict[str, tuple[bytes, int]]:
    """Every file with its bytes and the time of its last change."""
    files = [path for path in root.rglob("*") if path.is_file() and not {".kb", ".git"} & {*path.parts}]
    return {str(path.relative_to(root)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def with_figures(run: Run, **figures: float) -> Run:
    """The run with other figures."""
    return replace(run, metrics=tuple(Metric(name, value) for name, value in figures.items()))
