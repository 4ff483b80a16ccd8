"""EX013 no-repeats: a small gain is believed when it was seen more than once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from kb.base import Document
from kb.comparison import asked, baseline_of, counterpart
from kb.deltas import Delta, to_baseline
from kb.diagnostics import Related, Severity
from kb.figures import repeats
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.experiment import Experiment
from kb.records.task import Measurable
from kb.text.frontmatter import KeyPath
from kb.verdicts import judge, measurement


class NoRepeats(Rule):
    """An experiment is called supported for a gain over its baseline that the spread of the runs does not support.

    ## Why

    Another seed or another fold would have given another figure. A gain that is smaller than what such figures vary by
    may be luck, and the next person builds on it. Enough runs of both, with their spread, show whether it is there.

    What is on record decides how it is judged. Two means, each with `std` and `n`, are compared by Welch's test. A
    single run is held against what one more run of the other would vary by. Where both record the figures of each fold
    or seed (`cv/1`, `cv/2`, …), the runs are compared pair by pair, which sees more with fewer. Folds share what they
    are trained on (`data.cv.folds`), and their spread is corrected for it. Where no spread is on record nobody can say,
    and nothing is said. A gain counts by the metric and direction of the task.

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
          mean: 0.7841
          std: 0.0018
          n: 5
    baseline: EXP-0001
    outcome: supported
    ---
    ```

    ## Configure

    `improvement_confidence` under `[limits]` says how sure a difference has to be; 0 asks for nothing.
    """

    code: ClassVar[str] = "EX013"
    name: ClassVar[str] = "no-repeats"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ("baseline", "task")
    judges: ClassVar[tuple[str, ...] | None] = ("experiment",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Gains of concluded experiments that are called supported and lie within the spread of the runs."""
        confidence = context.config.limits.improvement_confidence
        for document, experiment in context.records(Experiment):
            if experiment.status != "concluded" or experiment.outcome != "supported":
                continue
            baseline = baseline_of(context.base, experiment)
            found = asked(context.base, experiment) if baseline is not None else None
            claim = _claim(experiment, baseline, found[1], confidence) if baseline and found else None
            if claim is None or claim.delta.judged != "within-spread" or claim.gain <= 0:
                continue
            assert baseline is not None
            assert found is not None
            verdict = judge(found[1], [experiment])
            if (
                verdict is None or verdict.name != "missed"
            ):  # else EX011 says already that it is not supported
                yield _finding(context, document, experiment, baseline, claim)


class _Claim(NamedTuple):
    """A difference that is called an improvement."""

    metric: str
    split: str
    direction: str
    delta: Delta

    @property
    def gain(self) -> float:
        return self.delta.amount if self.direction == "higher" else -self.delta.amount


def _claim(
    experiment: Experiment, baseline: Experiment, part: Measurable, confidence: float
) -> _Claim | None:
    own = measurement(experiment, part.metric or "", part.dataset)
    if own is None or part.metric is None:
        return None
    direction = part.direction
    delta = to_baseline(
        experiment, baseline, part.metric, own.split, direction=direction, confidence=confidence
    )
    return _Claim(part.metric, own.split, direction, delta) if delta is not None else None


def _finding(
    context: Context, document: Document, experiment: Experiment, baseline: Experiment, claim: _Claim
) -> Finding:
    delta = claim.delta
    gains = f"{claim.gain:.3g} in {claim.metric} over {baseline.id}"
    sure = f"{100 * context.config.limits.improvement_confidence:g} %"
    if delta.manner == "one more" and repeats(experiment, claim.metric, claim.split) == 1:
        message = (
            f"a single run gains {gains}, whose runs lie up to {delta.reach:.3g} from their mean by chance "
            f"({sure})"
        )
        help_ = "Repeat it and report mean, std and n; or call it inconclusive."
    elif delta.manner == "one more":
        message = (
            f"{experiment.id} gains {gains}, a single run, and its own runs lie up to {delta.reach:.3g} "
            f"from their mean by chance ({sure})"
        )
        help_ = f"Repeat {baseline.id} and report mean, std and n; or call {experiment.id} inconclusive."
    else:
        how = f"in {delta.runs} pairs of runs" if delta.runs is not None else "in the mean of its runs"
        message = (
            f"{experiment.id} gains {gains} {how}, and that is known to ± {delta.reach:.3g} only ({sure})"
        )
        help_ = "Run both more often, on the same folds or seeds; or call it inconclusive."
    there = context.base.by_id[baseline.id]
    split = counterpart(experiment, baseline, claim.metric, claim.split) or claim.split
    other = Related(there.path, there.span(_where(baseline, claim.metric, split)), "the baseline")
    return Finding(document, _where(experiment, claim.metric, claim.split), message, help_, related=(other,))


def _where(experiment: Experiment, metric: str, split: str) -> KeyPath:
    """Where a figure stands; the metric, where only its runs do."""
    written = (experiment.metrics or {}).get(metric, {})
    return ("metrics", metric, split) if split in written else ("metrics", metric)
