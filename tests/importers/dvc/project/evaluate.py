"""Measures the model on one segment of the test set."""

import csv
import json
import sys
import tomllib
from pathlib import Path

threshold = tomllib.loads(Path("limits.toml").read_text(encoding="utf-8"))["threshold"]
weights = json.loads(Path("models/churn.json").read_text(encoding="utf-8"))
segment = sys.argv[1]
with Path("data/split/test.csv").open(encoding="utf-8", newline="") as stream:
    rows = [row for row in csv.DictReader(stream) if (int(row["age"]) < 45) == (segment == "young")]
right = hits = left = 0
for row in rows:
    features = [1.0, float(row["age"]) / 50, float(row["visits"]) / 10]
    score = sum(w * x for w, x in zip(weights, features, strict=True))
    leaves = 1 / (1 + 2.718281828459045**-score) >= threshold
    right += leaves == (row["left"] == "1")
    hits += leaves and row["left"] == "1"
    left += row["left"] == "1"
found = {
    "test": {"accuracy": round(right / len(rows), 4), "recall": round(hits / left, 4)},
    "rows": len(rows),
}
Path("metrics").mkdir(exist_ok=True)
Path(f"metrics/{segment}.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
