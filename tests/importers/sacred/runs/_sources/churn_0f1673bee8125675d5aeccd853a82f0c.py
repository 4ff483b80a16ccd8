"""Learns from which number of visits on customers stay, in plain Python, told to Sacred."""

import csv
import os
import random
import signal
import time

import numpy
from sacred import Experiment

ex = Experiment("churn")


@ex.config
def usual():
    """What holds if nothing is said."""
    steps = 20
    search = {"low": 0, "high": 20, "grid": (2, 4)}
    words = {"größe": "später", "segments": ["young", "old"]}
    ends = ""
    precise = False


@ex.named_config
def fine():
    """A finer search."""
    steps = 40


@ex.automain
def main(_run, _seed, steps, search, ends, precise):
    with _run.open_resource("customers.csv") as stream:
        rows = [(int(row["visits"]), row["left"] == "1") for row in csv.DictReader(stream)]
    random.Random(_seed).shuffle(rows)
    cut = len(rows) // 4
    best = (0.0, 0.0)
    for step in range(steps):
        border = search["low"] + (search["high"] - search["low"]) * step / steps
        right = sum((visits < border) == left for visits, left in rows[cut:]) / (len(rows) - cut)
        best = max(best, (right, border))
        _run.log_scalar("train.accuracy", right, step)
        _run.log_scalar("border", border, step)
        if step == 5 and ends:
            time.sleep(0.3)  # a heartbeat long
            if ends == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise KeyboardInterrupt if ends == "interrupt" else ValueError("no such border")
    accuracy = sum((visits < best[1]) == left for visits, left in rows[:cut]) / cut
    with open("border.txt", "w") as stream:
        stream.write(f"{best[1]}\n")
    _run.add_artifact("border.txt")
    _run.info["border"] = best[1]
    return (
        {"test": {"accuracy": numpy.float64(accuracy)}, "sizes": (len(rows) - cut, cut)}
        if precise
        else accuracy
    )
