"""EX013 no-repeats: a small gain is believed when it was seen more than once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.comparison import Gain, asked, baseline_of, gain, repeats
from kb.diagnostics import Related, Severity
from kb.lint.rule import Context, Finding, Rule
from kb.records.experiment import Experiment


class NoRepeats(Rule):
    """A single run is called supported for a gain over its baseline that is smaller than the spread of the baseline.

    ## Why

    Another seed would have given another figure. When the baseline was repeated and its runs differ by more than what
    was gained, one run of the new idea shows nothing: it may have drawn well. Several runs with their spread show
    whether the gain is there.

    Several seeds, folds or reproductions of the same figure count as repeats. Without a spread on record nobody can
    say, and nothing is said. A gain counts by the metric and direction of the task.

    ## Bad

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: done
    created: 2026-06-15
    smart:
      measurable:
        metric: roc_auc
        dataset: test
        target: 0.78
    ---
    ```

    ```record research/experiments/EXP-0001-basic.md
    ---
    id: EXP-0001
    type: experiment
    title: Basic columns
    status: concluded
    created: 2026-07-27
    metrics:
      roc_auc:
        test:
          mean: 0.7775
          std: 0.0042
          n: 5
    ---
    ```

    ```record research/experiments/EXP-0002-target.md
    ---
    id: EXP-0002
    type: experiment
    title: Target encoding
    status: concluded
    created: 2026-07-27
    task: TASK-0001
    metrics:
      roc_auc:
        test: 0.7812
    baseline: EXP-0001
    outcome: supported
    ---
    ```

    ## Good

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: done
    created: 2026-06-15
    smart:
      measurable:
        metric: roc_auc
        dataset: test
        target: 0.78
    ---
    ```

    ```record research/experiments/EXP-0001-basic.md
    ---
    id: EXP-0001
    type: experiment
    title: Basic columns
    status: concluded
    created: 2026-07-27
    metrics:
      roc_auc:
        test:
          mean: 0.7775
          std: 0.0042
          n: 5
    ---
    ```

    ```record research/experiments/EXP-0002-target.md
    ---
    id: EXP-0002
    type: experiment
    title: Target encoding
    status: concluded
    created: 2026-07-27
    task: TASK-0001
    metrics:
      roc_auc:
        test:
          mean: 0.7812
          std: 0.0018
          n: 5
    baseline: EXP-0001
    outcome: supported
    ---
    ```

    ## Configure

    `improvement_spreads` under `[limits]` says how many standard deviations of its baseline a single run has to gain.
    """

    code: ClassVar[str] = "EX013"
    name: ClassVar[str] = "no-repeats"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Gains of single runs within the spread of what they are compared with."""
        limit = context.config.limits.improvement_spreads
        for document, experiment in context.records(Experiment):
            if experiment.status != "concluded" or experiment.outcome != "supported":
                continue
            found = _gain(context, experiment)
            if found is None or found.baseline.std is None or found.amount <= 0:
                continue
            single = repeats(experiment, found.metric, found.measured.split) == 1
            if single and found.amount < limit * found.baseline.std:
                yield _finding(context, document, experiment, found)


def _gain(context: Context, experiment: Experiment) -> Gain | None:
    baseline = baseline_of(context.base, experiment)
    task = asked(context.base, experiment) if baseline is not None else None
    return gain(experiment, baseline, task[1]) if baseline is not None and task is not None else None


def _finding(context: Context, document: Document, experiment: Experiment, found: Gain) -> Finding:
    there = context.base.by_id[experiment.baseline or ""]
    message = (
        f"a single run gains {found.amount:.3g} in {found.metric} over {experiment.baseline}, "
        f"whose runs differ by {found.baseline.std:.3g}"
    )
    help_ = "Repeat it and report mean, std and n; or call it inconclusive."
    spread = there.span(("metrics", found.metric, found.baseline.split, "std"))
    where = ("metrics", found.metric, found.measured.split)
    related = (Related(there.path, spread, "the spread of the baseline"),)
    return Finding(document, where, message, help_, related=related)
