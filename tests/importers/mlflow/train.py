"""What a data scientist would log with MLflow 3; `make.py` runs it in a repository of its own, once for each store."""

import contextlib
import math
import os
import sys
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

FEATURES = ["visits", "spent"]


def customers(name: str) -> tuple[pd.DataFrame, "mlflow.data.Dataset"]:
    """A table of `data/`, and what MLflow keeps of it."""
    path = f"data/{name}.csv"
    frame = pd.read_csv(path)
    return frame, mlflow.data.from_pandas(frame, source=path, name=f"customers-{name}", targets="left")


def baseline() -> None:
    """Parameters of every kind, a training curve, both tables, a note, a file and a model."""
    (train, train_set), (test, test_set) = customers("train"), customers("test")
    with mlflow.start_run(run_name="logistic baseline"):
        mlflow.log_input(train_set, context="training")
        mlflow.log_input(test_set, context="test")
        mlflow.log_params({
            "C": 0.5, "max_iter": 200, "fit_intercept": True, "class_weight": None, "solver": "lbfgs",
            "random_state": 7, "tol": 1e-05, "zip": "01234", "empty": "", "layers": [16, 8],
        })  # fmt: skip
        mlflow.set_tag(
            "mlflow.note.content", "Two columns only.\n\nThe *intercept* stays, see the mail of May."
        )
        mlflow.set_tag("team", "churn")
        for step in range(1, 31):
            mlflow.log_metric("loss", round(0.7 / step + 0.2, 6), step=step)
        model = LogisticRegression(C=0.5, max_iter=200, tol=1e-5, random_state=7)
        model.fit(train[FEATURES], train["left"])
        for name, frame in (("val_auc", train), ("test_auc", test)):
            mlflow.log_metric(name, roc_auc_score(frame["left"], model.predict_proba(frame[FEATURES])[:, 1]))
        mlflow.log_dict({"coefficients": model.coef_[0].tolist()}, "report/coefficients.json")
        mlflow.log_text("visits decide", "what was seen.txt")
        mlflow.sklearn.log_model(model, name="churn")


def autolog() -> None:
    """What scikit-learn's autologging notes by itself."""
    train, _ = customers("train")
    mlflow.sklearn.autolog(log_input_examples=False, silent=True)
    with mlflow.start_run(run_name="forest, autologged"):
        RandomForestClassifier(n_estimators=4, max_depth=2, random_state=11).fit(
            train[FEATURES], train["left"]
        )
    mlflow.sklearn.autolog(disable=True)


def sweep() -> None:
    """A run with runs inside."""
    with mlflow.start_run(run_name="sweep over C"):
        for strength in (0.1, 1, 10):
            with mlflow.start_run(nested=True, run_name=f"C = {strength}"):
                mlflow.log_param("C", strength)
                for fold in range(5):
                    mlflow.log_metric("fold_auc", 0.7 + strength / 100 + fold / 1000, step=fold)
        mlflow.log_metric("best_auc", 0.804)


def endings() -> None:
    """Runs that did not come to a good end, or to none, and runs that are gone."""
    with contextlib.suppress(ZeroDivisionError), mlflow.start_run(run_name="no data left"):
        mlflow.log_param("limit", 0)
        mlflow.log_metric("share", 1 / 0)
    mlflow.start_run(run_name="took too long")
    mlflow.log_metric("loss", 12.5, step=3)
    mlflow.end_run("KILLED")
    mlflow.start_run(run_name="still there")
    mlflow.log_metric("loss", 0.9, step=1)
    mlflow.end_run("RUNNING")
    with mlflow.start_run(run_name="by mistake") as run:
        mlflow.log_metric("auc", 0.5)
    MlflowClient().delete_run(run.info.run_id)


def odd_names() -> None:
    """Names as people give them, and figures that are none."""
    with mlflow.start_run(run_name="Größen: 'quoted', \"both\" – ünïcode 数据"):
        mlflow.log_params({"größe in µm": "1,5", "optimizer/lr": 1e-3, "model.depth": 3, "a b": "c: d # e"})
        mlflow.log_param("long", "x" * 3000)
        mlflow.log_metrics({
            "test/auc": 0.75, "Δ loss": -0.125, "f1 score": 0.5, "p.value": 1e-12, "val/top-5": 5,
            "not a number": math.nan, "too much": math.inf, "too little": -math.inf,
        })  # fmt: skip


def main() -> None:
    """Two experiments, and one that was deleted."""
    mlflow.set_tracking_uri(sys.argv[1])
    Path("data").mkdir(exist_ok=True)
    rng = np.random.default_rng(3)
    for name, rows in (("train", 60), ("test", 40)):
        visits, spent = rng.poisson(4, rows), rng.gamma(2.0, 30.0, rows).round(2)
        left = (rng.random(rows) < 1 / (1 + np.exp(visits - 3.5))).astype(int)
        pd.DataFrame({"visits": visits, "spent": spent, "left": left}).to_csv(f"data/{name}.csv", index=False)
    mlflow.set_experiment("churn")
    baseline()
    autolog()
    sweep()
    endings()
    mlflow.set_experiment("Größen / forecast 2026")
    odd_names()
    gone = mlflow.create_experiment("gone")
    with mlflow.start_run(experiment_id=gone):
        mlflow.log_metric("auc", 1)
    mlflow.delete_experiment(gone)


if __name__ == "__main__":
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    main()
