"""Runs one churn experiment: `python code/churn.py --features windows --seed 7 --out out/windows.json`.

The training customers are cut into five folds. A model is fitted on four of them and judged twice: on the
fold left out (`cv`) and on the test customers of a later month (`test`). Both are given as mean, standard
deviation and number of models, so that a difference can be held against the spread.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import boosting
import logistic
import results
from churn_data import Customer, Draws, ensure, read
from churn_features import GROUPS, build

FOLDS = 5


def roc_auc(chances: list[float], answers: list[int]) -> float:
    """The chance that a random churner is ranked above a random stayer; ties count one half."""
    ranked = sorted(zip(chances, answers, strict=True))
    wins, stayers, position = 0.0, 0, 0
    while position < len(ranked):
        end = position
        while end < len(ranked) and ranked[end][0] == ranked[position][0]:
            end += 1
        churners = sum(answer for _, answer in ranked[position:end])
        others = end - position - churners
        wins += churners * (stayers + 0.5 * others)
        stayers += others
        position = end
    return wins / (stayers * (len(answers) - stayers))


def precision_at(chances: list[float], answers: list[int], share: float) -> float:
    """The share of churners among the customers with the highest chances; ties are broken by row."""
    ranked = sorted(range(len(answers)), key=lambda row: (-chances[row], row))
    top = ranked[: int(len(answers) * share)]
    return sum(answers[row] for row in top) / len(top)


def fold_numbers(rows: int, seed: int) -> list[int]:
    """The fold of each row."""
    folds = [0] * rows
    for position, row in enumerate(Draws(f"folds-{seed}").shuffled(rows)):
        folds[row] = position % FOLDS
    return folds


class Run:
    """One choice of features and model, judged fold by fold."""

    def __init__(self, options: argparse.Namespace, train: list[Customer], test: list[Customer]) -> None:
        self.options, self.train, self.test = options, train, test
        self.settings = boosting.Settings(rounds=options.rounds)
        self.chances = [0.0] * len(test)
        self.scores: dict[str, dict[str, list[float]]] = {
            name: {"cv": [], "test": []} for name in ("roc_auc", "precision_at_10")
        }

    def _columns(
        self, fitted_on: list[Customer], rows: list[Customer], training: bool
    ) -> list[boosting.Column]:
        options = self.options
        return build(options.features, fitted_on, rows, training, options.seed, options.buckets, self.train)

    def _fit(self, rows: list[Customer], fold: int) -> boosting.Model | logistic.Model:
        columns, answers = self._columns(rows, rows, training=True), [row.churned for row in rows]
        if self.options.model == "logistic":
            return logistic.fit(columns, answers, steps=60, rate=0.8, ridge=0.001)
        return boosting.fit(columns, answers, self.settings, self.options.seed * 100 + fold)

    def _judge(self, split: str, chances: list[float], rows: list[Customer]) -> None:
        answers = [row.churned for row in rows]
        self.scores["roc_auc"][split].append(roc_auc(chances, answers))
        self.scores["precision_at_10"][split].append(precision_at(chances, answers, 0.10))

    def fold(self, fold: int, folds: list[int]) -> None:
        """Fits without one fold, then judges on that fold and on the test customers."""
        inside = [row for row, number in zip(self.train, folds, strict=True) if number != fold]
        outside = [row for row, number in zip(self.train, folds, strict=True) if number == fold]
        model = self._fit(inside, fold)
        self._judge("cv", model.predict(self._columns(inside, outside, training=False)), outside)
        chances = model.predict(self._columns(inside, self.test, training=False))
        self._judge("test", chances, self.test)
        self.chances = [old + new / FOLDS for old, new in zip(self.chances, chances, strict=True)]

    def metrics(self) -> dict[str, dict[str, dict[str, float | int]]]:
        """Every metric on every split, over the folds."""
        return {
            name: {split: results.spread(values) for split, values in splits.items()}
            for name, splits in self.scores.items()
        }

    def model(self) -> dict[str, object]:
        """Type and parameters as an experiment record keeps them."""
        params: dict[str, object] = {"features": " ".join(["basic", *self.options.features]), "folds": FOLDS}
        if "hash" in self.options.features:
            params["buckets"] = self.options.buckets
        if self.options.model == "logistic":
            params |= {"steps": 60, "rate": 0.8, "ridge": 0.001}
        else:
            params |= {
                "rounds": self.settings.rounds,
                "rate": self.settings.rate,
                "sample": self.settings.sample,
                "penalty": self.settings.penalty,
            }
        kind = "logistic regression" if self.options.model == "logistic" else "gradient-boosted stumps"
        return {"name": self.options.out.stem, "type": kind, "params": params}


def main() -> None:
    """Reads the options, runs the folds, writes the result file and the mean predictions."""
    parser = argparse.ArgumentParser(description="Run one churn experiment.")
    parser.add_argument(
        "--features", nargs="*", choices=GROUPS, default=[], help="groups beside the basic columns"
    )
    parser.add_argument("--model", choices=("boosting", "logistic"), default="boosting")
    parser.add_argument("--buckets", type=int, default=32, help="number of hash buckets")
    parser.add_argument("--rounds", type=int, default=80, help="number of stumps")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--data", type=Path, default=Path("data"), help="where the generated files go")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    paths = ensure(options.data, options.seed)
    run = Run(options, read(paths["train"]), read(paths["test"]))
    folds = fold_numbers(len(run.train), options.seed)
    for fold in range(FOLDS):
        run.fold(fold, folds)
    lines = [
        f"{row.key},{chance:.4f},{row.churned}" for row, chance in zip(run.test, run.chances, strict=True)
    ]
    predictions = results.write_table(
        options.out.with_suffix(".csv"),
        "customer,chance,churned",
        lines,
        "mean chance of churn for each test customer",
    )
    data = {
        "cv": results.data_entry(paths["train"], len(run.train), FOLDS),
        "test": results.data_entry(paths["test"], len(run.test)),
    }
    results.write(
        options.out,
        model=run.model(),
        seeds=[options.seed],
        data=data,
        metrics=run.metrics(),
        outputs=[predictions],
    )


if __name__ == "__main__":
    main()
