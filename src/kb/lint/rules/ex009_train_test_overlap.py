"""EX009 train-test-overlap: a model is judged on data that it has not seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.base import Document
from kb.comparison import agree
from kb.diagnostics import Related, Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.experiment import DataSplit, Experiment

_TRAINED: Final = ("train", "training", "fit")
_JUDGED: Final = (
    "test", "testing", "holdout", "hold-out", "validation", "valid", "val", "dev", "eval", "evaluation",
)  # fmt: skip


class TrainTestOverlap(Rule):
    """The data that a model was trained on are those it was tested on, by their digests.

    ## Why

    A model that has seen the answers is good at the exam. One wrong path in a configuration is enough, and the figure
    looks like a success. It is an error while the experiment runs, too.

    Parts with `folds` are kept apart by cross-validation. Parts that share a digest and have different `rows` are
    taken for parts of one file.

    ## Bad

    ```record research/experiments/EXP-0001-target-encoding.md
    ---
    id: EXP-0001
    type: experiment
    title: Target encoding of the shop
    status: concluded
    created: 2026-07-27
    data:
      train:
        uri: data/churn.csv
        digest: sha256:77372fdceea1be64d0a82e35d5122ac3a74e18eb947608e7167c38f1732711aa
      test:
        uri: data/churn.csv
        digest: sha256:77372fdceea1be64d0a82e35d5122ac3a74e18eb947608e7167c38f1732711aa
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
      train:
        uri: data/churn-train.csv
        digest: sha256:77372fdceea1be64d0a82e35d5122ac3a74e18eb947608e7167c38f1732711aa
      test:
        uri: data/churn-test.csv
        digest: sha256:6ab02638a4706508a2fa9fde871843f42665b3a40a0ea64468e35d2fe1c64f12
    ---
    ```
    """

    code: ClassVar[str] = "EX009"
    name: ClassVar[str] = "train-test-overlap"
    severity: ClassVar[Severity] = Severity.ERROR
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("experiment",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Experiments that are tested on what was trained on."""
        for document, experiment in context.records(Experiment):
            data = experiment.data
            if not data or len(data) == 1 or experiment.status == "invalid":
                continue
            for name, split in data.items():
                if name.lower() in _TRAINED and split.digest is not None:
                    yield from _overlaps(document, experiment, name, split)


def _overlaps(document: Document, experiment: Experiment, name: str, train: DataSplit) -> Iterator[Finding]:
    for other, split in (experiment.data or {}).items():
        if (
            other.lower() not in _JUDGED
            or split.digest is None
            or not agree(train.digest or "", split.digest)
        ):
            continue
        if not _kept_apart(train, split):
            message = (
                f"{other} of {experiment.id} has the digest of {name}: it is tested on what it was trained on"
            )
            help_ = "Correct the digest if it is wrong; else the experiment is invalid. Cross-validation says `folds`."
            related = (Related(document.path, document.span(("data", name, "digest")), name),)
            yield Finding(document, ("data", other, "digest"), message, help_, related=related)


def _kept_apart(train: DataSplit, split: DataSplit) -> bool:
    if (split.folds or train.folds or 1) > 1:
        return True
    return train.rows is not None and split.rows is not None and train.rows != split.rows
