"""EX002 no-data-reference: a result says on which data it was found, and what those were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from kb.base import Document
from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import lacking
from kb.records.experiment import DataSplit, Experiment

_ADDRESSED: Final = re.compile(r"[0-9a-fA-F]{32}")


class NoDataReference(Rule):
    """A concluded experiment names no data, or data without saying where they are or what they were.

    ## Why

    A path says where data are, not what they were on the day of the run: the file behind it is replaced every month
    and the path stays. A digest tells whether it is still the same file, and whether two experiments used the same.
    A `uri` that holds such a digest itself, as that of a content-addressed store does, is enough.

    ## Bad

    ```record research/experiments/EXP-0001-target-encoding.md
    ---
    id: EXP-0001
    type: experiment
    title: Target encoding of the shop
    status: concluded
    created: 2026-07-27
    data:
      test:
        uri: data/churn-test.csv
        rows: 1500
    ---
    ```

    ## Good

    ```record research/experiments/EXP-0001-target-encoding.md
    ---
    id: EXP-0001
    type: experiment
    title: Target encoding of the shop
    status: concluded
    created: 2026-07-27
    data:
      test:
        uri: data/churn-test.csv
        digest: sha256:6ab02638a4706508a2fa9fde871843f42665b3a40a0ea64468e35d2fe1c64f12
        rows: 1500
    ---
    ```
    """

    code: ClassVar[str] = "EX002"
    name: ClassVar[str] = "no-data-reference"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("experiment",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Concluded experiments whose data cannot be told from others."""
        for document, experiment in context.records(Experiment):
            if experiment.status != "concluded":
                continue
            if not experiment.data:
                help_ = "Give each part under `data`, by name: uri, digest, rows."
                yield lacking(
                    document, ("data",), f"{experiment.id} does not say on which data it ran", help_
                )
            for name, split in (experiment.data or {}).items():
                yield from _judge(document, experiment.id, name, split)


def _judge(document: Document, id_: str, name: str, split: DataSplit) -> Iterator[Finding]:
    if split.digest is not None:
        return
    if split.uri is None:
        message = f"nothing says which data {name} of {id_} are"
        yield Finding(document, ("data", name), message, "Give `uri` and `digest`.", on="key")
    elif _ADDRESSED.search(split.uri.replace("/", "")) is None:
        message = f"{name} of {id_} has no digest, so nobody can tell whether the file is still the same"
        help_ = "Give `digest: sha256:…`; `sha256sum` prints it."
        yield Finding(document, ("data", name, "uri"), message, help_)
