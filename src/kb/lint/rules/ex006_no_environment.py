"""EX006 no-environment: a result says with which software it was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import lacking
from kb.records.experiment import Environment, Experiment


class NoEnvironment(Rule):
    """A concluded experiment does not say in which software environment it ran.

    ## Why

    The same commit gives other figures with another version of a library. A lock file or an image says all of it, the
    version of Python at least says where to begin. The hardware alone does not tell.

    ## Bad

    ```record research/experiments/EXP-0001-target-encoding.md
    ---
    id: EXP-0001
    type: experiment
    title: Target encoding of the shop
    status: concluded
    created: 2026-07-27
    environment:
      hardware: 8 cores, 32 GB
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
    environment:
      lockfile: uv.lock
      python: 3.11.7
      hardware: 8 cores, 32 GB
    ---
    ```
    """

    code: ClassVar[str] = "EX006"
    name: ClassVar[str] = "no-environment"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("experiment",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Concluded experiments without lock file, image and version of Python."""
        for document, experiment in context.records(Experiment):
            place = experiment.environment or Environment()
            if experiment.status == "concluded" and not (place.lockfile or place.image or place.python):
                message = f"{experiment.id} does not say in which environment it ran"
                help_ = "Give the lock file, the image or the version of Python under `environment`."
                yield lacking(document, ("environment",), message, help_)
