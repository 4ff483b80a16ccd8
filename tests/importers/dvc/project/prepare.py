"""Parts the customers into a training and a test set."""

import csv
import random
from pathlib import Path

import yaml

params = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))["prepare"]
with Path("data/customers.csv").open(encoding="utf-8", newline="") as stream:
    rows = list(csv.DictReader(stream))
random.Random(params["seed"]).shuffle(rows)
cut = int(len(rows) * params["share"])
Path("data/split").mkdir(exist_ok=True)
for name, part in (("test", rows[:cut]), ("train", rows[cut:])):
    with Path(f"data/split/{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(part)
