"""Searches the age from which customers leave less, watched by DVCLive."""

import csv
from pathlib import Path

import yaml
from dvclive import Live

rate = yaml.safe_load(Path("../params.yaml").read_text(encoding="utf-8"))["train"]["rate"]
with Path("../data/customers.csv").open(encoding="utf-8", newline="") as stream:
    rows = [(int(row["age"]), row["left"] == "1") for row in csv.DictReader(stream)]
with Live(dir="seen", dvcyaml="dvc.yaml", save_dvc_exp=True) as live:
    live.log_params({"rate": rate, "seed": 11, "search": {"from": 20, "to": 60}})
    for age in range(20, 60, 10):
        right = sum((years < age) == left for years, left in rows)
        live.log_metric("val/accuracy", round(right / len(rows), 4))
        live.log_metric("größte", age)
        live.next_step()
    Path("best.json").write_text('{"age": 40}', encoding="utf-8")
    live.log_artifact("best.json", type="model", name="age", desc="from which age customers stay")
