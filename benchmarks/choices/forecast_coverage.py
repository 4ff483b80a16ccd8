"""Do forecasts hold as often as they say?

Run: `PYTHONPATH=src:. python benchmarks/choices/forecast_coverage.py > benchmarks/results/forecast_coverage.json`

A hundred histories of a pace that is known, of two years each, with four rates and two spreads of cycle times.
Forecasts are made on each of their days that `kb forecast --backtest` takes, 14, 28 and 56 days ahead, and counted over
all histories. The same is done without drawing the window again, as forecasts are mostly made; without telling quiet
days of the week from others; on twenty histories whose pace falls to a quarter; and on the history of this repository.
"""

import datetime as dt
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from unittest import mock

from timing import report

from benchmarks.paces import DAY, FIRST, Pace, chronicle, tasks
from kb import config
from kb.history import chronicle as history
from kb.history.forecast import Course, Cover, Limits, Works, backtest, how_many, works
from kb.history.forecast.drawing import Rhythm
from kb.workflow import Workflow

DAYS = 730
AHEAD = (14, 28, 56)
RATES = (0.3, 0.5, 1.0, 2.0)
SPREADS = (0.6, 1.0)
TRIALS = 500
OWN_DAY = dt.date(2026, 11, 26)


def as_it_was(finished: list[int], days: int, trials: int, seed: int, rhythm: Rhythm) -> list[int]:
    """How many are finished, drawn from the days of the window as it was, each kind of day from its own."""
    rng = random.Random(seed)
    ends = len(finished)
    kinds: dict[bool, list[int]] = {True: [], False: []}
    for place, n in enumerate(finished):
        kinds[(rhythm.first + place) % 7 in rhythm.quiet].append(n)
    ahead = [(rhythm.first + ends + n) % 7 in rhythm.quiet for n in range(days)]
    drawn = [(kinds[kind], ahead.count(kind)) for kind in kinds if kinds[kind]]
    return sorted(sum(sum(rng.choices(past, k=k)) for past, k in drawn) for _ in range(trials))


def one_by_one(finished: list[int], days: int, trials: int, seed: int, _rhythm: Rhythm) -> list[int]:
    """How many are finished, whatever day of the week it is."""
    return how_many(finished, days, trials, seed)


def steady() -> Iterator[tuple[Works, dt.date]]:
    """The hundred histories."""
    for seed in range(100):
        pace = Pace(rate=RATES[seed % 4], spread=SPREADS[seed // 4 % 2])
        yield known(pace, seed, DAYS), FIRST + DAY * DAYS


def broken() -> Iterator[tuple[Works, dt.date]]:
    """Twenty whose pace falls to a quarter, of which 60 days before and 75 days after are looked at."""
    for seed in range(20):
        whole = known(Pace(rate=1, later=0.25, breaks=300), seed, 375)
        yield Works(whole.items, FIRST + DAY * 210), FIRST + DAY * 375


def known(pace: Pace, seed: int, days: int) -> Works:
    """What the history of a pace tells at the end of its last day."""
    until = FIRST + DAY * (days - 1)
    return works(chronicle(tasks(pace, days, seed), until), Workflow(), dt.UTC, until + DAY)


def counted(histories: Iterable[tuple[Works, dt.date]], ahead: int) -> list[dict[str, object]]:
    """The statements of all histories together."""
    pooled: dict[tuple[str, int], list[Cover]] = defaultdict(list)
    for told, today in histories:
        for cover in backtest(told, Course(today, Limits(), TRIALS, 1), ahead).covers:
            pooled[cover.manner, cover.level].append(cover)
    found = []
    for (manner, level), covers in pooled.items():
        n = sum(cover.n for cover in covers)
        promised = sum(cover.promised * cover.n for cover in covers) / n
        one = Cover(covers[0].manner, level, promised, n, sum(cover.held for cover in covers))
        found.append({
            "manner": manner, "ahead": ahead if manner == "throughput" else None, "level": level, "n": n,
            "held": one.held, "share": round(one.share, 4), "promised": round(promised, 4),
        })  # fmt: skip
    return found


def rows(histories: list[tuple[Works, dt.date]], manner: str | None = None) -> list[dict[str, object]]:
    """The statements at every distance; those about cycle time once."""
    found = [row for ahead in AHEAD for row in counted(histories, ahead)]
    return [
        row
        for n, row in enumerate(found)
        if manner in (None, row["manner"]) and (row["manner"] == "throughput" or row not in found[:n])
    ]


def farthest(found: list[dict[str, object]], mark: str) -> float:
    """How far the share that held is from what was said, at most."""
    said = {"level": lambda row: row["level"] / 100, "promised": lambda row: row["promised"]}[mark]
    return round(max(abs(row["share"] - said(row)) for row in found), 4)


def own() -> dict[str, object]:
    """What the history of this repository is good for."""
    root = Path(__file__).resolve().parents[2]
    read = history.read(root, config.read(root).config)
    told = works(read, config.read(root).config.workflow.workflow(), dt.UTC, OWN_DAY)
    found = backtest(told, Course(OWN_DAY, Limits(), TRIALS, 1), 14)
    return {
        "tasks": len(told.items),
        "since": str(told.since),
        "statements": len(found.covers),
        "refused": found.refused,
    }


def main() -> None:
    """Prints the counts."""
    histories = list(steady())
    found = rows(histories)
    room = sys.modules["kb.history.forecast.backtest"]  # by its name there is the function
    with mock.patch.object(room, "how_many", as_it_was):
        plain = rows(histories, "throughput")
    with mock.patch.object(room, "how_many", one_by_one):
        uneven = rows(histories, "throughput")
    after = rows(list(broken()), "throughput")
    findings = {
        "histories": 100, "days": DAYS, "trials": TRIALS,
        "window_drawn_again": found, "window_as_it_was": plain, "whatever_weekday": uneven,
        "pace_that_broke": after, "own_history": own(),
        "error": {"level": farthest(found, "level"), "promised": farthest(found, "promised")},
        "error_as_it_was": {"level": farthest(plain, "level"), "promised": farthest(plain, "promised")},
        "error_whatever_weekday": {"level": farthest(uneven, "level"), "promised": farthest(uneven, "promised")},
        "error_broken": {"level": farthest(after, "level"), "promised": farthest(after, "promised")},
    }  # fmt: skip
    report("Do forecasts hold as often as they say?", (), findings)


if __name__ == "__main__":
    main()
