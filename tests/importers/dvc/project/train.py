"""Fits a logistic regression by gradient descent, in plain Python."""

import csv
import json
import math
import sys
from pathlib import Path

import yaml

params = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))["train"]
if not 0 < params["rate"] <= 10:
    sys.exit(f"a rate of {params['rate']} cannot be learned with")
with Path("data/split/train.csv").open(encoding="utf-8", newline="") as stream:
    rows = [
        ([1.0, float(row["age"]) / 50, float(row["visits"]) / 10], int(row["left"]))
        for row in csv.DictReader(stream)
    ]
weights = [0.0, 0.0, 0.0]
losses = []
for _ in range(params["epochs"]):
    slope = [params["penalty"]["strength"] * weight for weight in weights]
    loss = 0.0
    for features, left in rows:
        chance = 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, features, strict=True))))
        loss -= math.log(chance if left else 1 - chance) / len(rows)
        slope = [s + (chance - left) * x / len(rows) for s, x in zip(slope, features, strict=True)]
    weights = [w - params["rate"] * s for w, s in zip(weights, slope, strict=True)]
    losses.append(loss)
for folder in ("models", "plots"):
    Path(folder).mkdir(exist_ok=True)
Path("models/churn.json").write_text(json.dumps([round(weight, 6) for weight in weights]), encoding="utf-8")
lines = ["step,loss", *(f"{step},{loss:.6f}" for step, loss in enumerate(losses))]
Path("plots/loss.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
