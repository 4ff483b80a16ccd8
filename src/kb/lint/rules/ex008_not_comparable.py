"""EX008 not-comparable: an experiment is compared with what was measured on the same data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Final

from kb.base import Document
from kb.comparison import Unlike, agree, asked, baseline_of, unlike
from kb.diagnostics import Related, Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.experiment import DataSplit, Experiment
from kb.text.frontmatter import KeyPath
from kb.wording import listed

_SHOWN: Final = 4
_DIGITS: Final = 19  # enough of a digest to tell it from another by eye


class NotComparable(Rule):
    """A concluded experiment names a baseline whose figures it cannot be set beside: another metric, split or data.

    ## Why

    A difference means something only if one thing was changed. Where the metric of the task is not reported by the
    baseline, or was measured on another split, or the test data have another digest or number of rows, the gain is
    that of the data as much as that of the idea. What was trained on may differ; that is often the idea.

    Without a task with a metric, one figure that both report on the same data is enough. Digests of different
    algorithms say nothing. A baseline that is not concluded is not judged.

    ## Bad

    ```record research/experiments/EXP-0001-basic.md
    ---
    id: EXP-0001
    type: experiment
    title: Basic columns
    status: concluded
    created: 2026-07-27
    data:
      test:
        uri: data/churn-test.csv
        digest: sha256:6ab02638a470
    metrics:
      roc_auc:
        test: 0.7775
    ---
    ```

    ```record research/experiments/EXP-0002-target.md
    ---
    id: EXP-0002
    type: experiment
    title: Target encoding
    status: concluded
    created: 2026-07-27
    data:
      test:
        uri: data/churn-test.csv
        digest: sha256:77372fdceea1
    metrics:
      roc_auc:
        test: 0.7828
    baseline: EXP-0001
    ---
    ```

    ## Good

    ```record research/experiments/EXP-0001-basic.md
    ---
    id: EXP-0001
    type: experiment
    title: Basic columns
    status: concluded
    created: 2026-07-27
    data:
      test:
        uri: data/churn-test.csv
        digest: sha256:6ab02638a470
    metrics:
      roc_auc:
        test: 0.7775
    ---
    ```

    ```record research/experiments/EXP-0002-target.md
    ---
    id: EXP-0002
    type: experiment
    title: Target encoding
    status: concluded
    created: 2026-07-27
    data:
      test:
        uri: data/churn-test.csv
        digest: sha256:6ab02638a470
    metrics:
      roc_auc:
        test: 0.7828
    baseline: EXP-0001
    ---
    ```
    """

    code: ClassVar[str] = "EX008"
    name: ClassVar[str] = "not-comparable"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ("baseline", "task")
    judges: ClassVar[tuple[str, ...] | None] = ("experiment",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Concluded experiments that cannot be compared with their baselines."""
        for document, experiment in context.records(Experiment):
            if experiment.status != "concluded" or experiment.baseline is None:
                continue
            baseline = baseline_of(context.base, experiment)
            if baseline is None:
                continue
            task = asked(context.base, experiment)
            reason = unlike(experiment, baseline, task[1] if task is not None else None)
            if reason is not None:
                yield _finding(context, document, experiment, baseline, reason)


def _finding(
    context: Context, document: Document, experiment: Experiment, baseline: Experiment, reason: Unlike
) -> Finding:
    there = context.base.by_id[baseline.id]
    if reason.what == "data":
        return _other_data(document, experiment, there, baseline, reason)
    own, others = experiment.metrics or {}, baseline.metrics or {}
    where: KeyPath = ("metrics",)
    has: Iterable[str] = others
    if reason.what == "metric":
        message = f"{experiment.id} reports {reason.metric or _some(own)}"
    else:
        assert reason.metric is not None  # there is one that both report
        message = f"{reason.metric} of {experiment.id} is on {reason.split or _some(own[reason.metric])}"
        where, has = ("metrics", reason.metric), others[reason.metric]
    message += f", and its baseline {baseline.id} has only {_some(has)}"
    help_ = f"Measure {baseline.id} on the same, or name another baseline; a mere relation is `related`."
    related = (Related(there.path, there.span(where, "key"), "what the baseline reports"),)
    return Finding(document, ("baseline",), message, help_, related=related)


def _other_data(
    document: Document, experiment: Experiment, there: Document, baseline: Experiment, reason: Unlike
) -> Finding:
    assert reason.split is not None
    assert reason.other is not None
    own, other = (experiment.data or {})[reason.split], (baseline.data or {})[reason.other]
    key = "digest" if own.digest and other.digest and agree(own.digest, other.digest) is False else "rows"
    message = (
        f"{reason.split} of {experiment.id} is not the data that its baseline {baseline.id} was measured on: "
        f"{_told(own, key)}, there {_told(other, key)}"
    )
    help_ = f"Measure {baseline.id} on the same data, or name another baseline; a mere relation is `related`."
    related = (Related(there.path, there.span(("data", reason.other, key)), "the data of the baseline"),)
    return Finding(document, ("data", reason.split, key), message, help_, related=related)


def _some(names: Iterable[str]) -> str:
    """The first few of many names."""
    found = list(names)
    return listed(
        found if len(found) <= _SHOWN else [*found[: _SHOWN - 1], f"{len(found) - _SHOWN + 1} more"]
    )


def _told(data: DataSplit, key: str) -> str:
    return f"{data.rows} rows" if key == "rows" or data.digest is None else data.digest[:_DIGITS]
