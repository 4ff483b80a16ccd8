"""Fits a logistic regression to customers that left, and says how well it tells them from those who stayed.

`python train.py` takes its settings from `params.json`; `python train.py --track NAME` also logs the run to MLflow.
"""

import csv
import json
import math
import random
import sys
from pathlib import Path

FEATURES = ("recency_days", "orders", "returns")


def read(path: str, chosen: list[str]) -> tuple[list[list[float]], list[int]]:
    """Features and outcomes of a file."""
    with Path(path).open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [[float(row[name]) for name in chosen] for row in rows], [int(row["left"]) for row in rows]


def scaled(rows: list[list[float]], like: list[list[float]]) -> list[list[float]]:
    """Features with the mean 0 and the spread 1 that `like` has."""
    means = [sum(column) / len(column) for column in zip(*like, strict=True)]
    spreads = [
        math.sqrt(sum((value - mean) ** 2 for value in column) / len(column))
        for column, mean in zip(zip(*like, strict=True), means, strict=True)
    ]
    return [
        [(value - mean) / spread for value, mean, spread in zip(row, means, spreads, strict=True)]
        for row in rows
    ]


def fit(rows: list[list[float]], left: list[int], params: dict) -> list[float]:
    """Weights by stochastic gradient descent; the last one is the constant."""
    chance = random.Random(params["seed"])
    weights = [0.0] * (len(rows[0]) + 1)
    order = list(range(len(rows)))
    for _ in range(params["epochs"]):
        chance.shuffle(order)
        for number in order:
            row = [*rows[number], 1.0]
            error = left[number] - 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, row, strict=True))))
            weights = [
                w + params["rate"] * (error * x - params["l2"] * w) for w, x in zip(weights, row, strict=True)
            ]
    return weights


def roc_auc(scores: list[float], left: list[int]) -> float:
    """The chance that one who left has a higher score than one who stayed (Mann-Whitney)."""
    gone = [score for score, y in zip(scores, left, strict=True) if y]
    here = [score for score, y in zip(scores, left, strict=True) if not y]
    wins = sum((a > b) + 0.5 * (a == b) for a in gone for b in here)
    return wins / (len(gone) * len(here))


def main(track: str) -> None:
    """Train, test, write `metrics.json`."""
    with Path("params.json").open(encoding="utf-8") as file:
        params = json.load(file)
    chosen = [name for name in FEATURES if name in params["features"]]
    train, left = read("data/train.csv", chosen)
    test, outcome = read("data/test.csv", chosen)
    weights = fit(scaled(train, train), left, params)
    scores = [sum(w * x for w, x in zip(weights, [*row, 1.0], strict=True)) for row in scaled(test, train)]
    metrics = {"test": {"roc_auc": round(roc_auc(scores, outcome), 4)}}
    with Path("metrics.json").open("w", encoding="utf-8") as file:
        json.dump(metrics, file, indent=2)
        file.write("\n")
    if track:
        log(track, params, metrics)


def log(name: str, params: dict, metrics: dict) -> None:
    """Hand the run to MLflow."""
    import mlflow

    mlflow.set_experiment("churn")
    with mlflow.start_run(run_name=name):
        mlflow.log_params(params)
        mlflow.log_metrics(
            {f"{split}_{metric}": value for split, of in metrics.items() for metric, value in of.items()}
        )


if __name__ == "__main__":
    main(sys.argv[2] if sys.argv[1:2] == ["--track"] else "")
