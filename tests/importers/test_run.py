"""The digest of a run: another result is another digest, another name is not."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from kb.importers.run import Artifact, Data, Metric, Run

RUN = Run(
    "mlflow",
    "4f1c",
    "mlflow.db",
    "mlflow.db: run 4f1c",
    started=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
    params={"depth": 3, "rate": 0.1},
    metrics=(Metric("auc", 0.87), Metric("loss", 0.3)),
)


@pytest.mark.parametrize(
    "change",
    [
        {"uri": "elsewhere.db"},
        {"place": "row 3"},
        {"name": "renamed"},
        {"group": "moved"},
        {"note": "looked at again"},
        {"tags": {"seen": "yes"}},
        {"known_as": ("v1",)},
        {"environment": {"python": "3.12.1"}},
        {"outputs": (Artifact("mlruns/1/4f1c/artifacts/roc.png", found=True),)},
        {"params": {"rate": 0.1, "depth": 3}},
        {"metrics": (Metric("loss", 0.3), Metric("auc", 0.87))},
    ],
)
def test_the_same_result_has_the_same_digest(change: dict[str, Any]) -> None:
    assert replace(RUN, **change).digest == RUN.digest


@pytest.mark.parametrize(
    "change",
    [
        {"params": {"depth": 4, "rate": 0.1}},
        {"params": {"depth": "3", "rate": 0.1}},
        {"metrics": (Metric("auc", 0.8700001), Metric("loss", 0.3))},
        {"metrics": (Metric("auc", 0.87, "test"), Metric("loss", 0.3))},
        {"commit": "abc1234"},
        {"state": "failed"},
        {"data": {"train": Data("train.csv", "sha256:00")}},
        {"outputs": (Artifact("model.pkl"),)},
        {"started": datetime(2026, 3, 1, 9, 31, tzinfo=UTC)},
    ],
)
def test_another_result_has_another_digest(change: dict[str, Any]) -> None:
    assert replace(RUN, **change).digest != RUN.digest


def test_the_digest_is_the_same_on_every_machine() -> None:
    assert RUN.digest == "sha256:a5eba36e0dac6f488b7a347abf24eac49a596f1d9f5da1f2af598466be40a9c8"
