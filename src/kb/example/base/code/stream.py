"""Estimates the memory of the weekly feature job: `python code/stream.py --state weeks --out out/weeks.json`.

The purchases of the test customers are played back day by day. For every customer the job keeps what it
needs for the day-window features: either each purchase of the last 90 days, or one count and one sum for
each of the last 13 weeks. The peak is counted in packed bytes and scaled to 5 GB of raw rows. It is
arithmetic about a data structure and not a load test: the interpreter, the database driver and the model
come on top.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import results
from churn_data import Customer, ensure, read

DAYS = 90
WEEKS = 13
RAW_BYTES = 5_000_000_000
CUSTOMER_BYTES = 24
PURCHASE_BYTES = 12
WEEK_BYTES = 6


def raw_bytes(rows: list[Customer]) -> int:
    """The size of the purchases as rows `customer,date,amount` of the marketing database."""
    return sum(len(f"{row.key},2025-01-01,{amount:.2f}\n") for row in rows for _, amount in row.purchases)


def peak_of_purchases(rows: list[Customer]) -> int:
    """The largest number of purchases of the last 90 days that are held at once, over all days."""
    arrivals: dict[int, int] = {}
    for row in rows:
        for before, _ in row.purchases:
            arrivals[before] = arrivals.get(before, 0) + 1
    held, peak = 0, 0
    for before in range(max(arrivals), -1, -1):
        held += arrivals.get(before, 0) - arrivals.get(before + DAYS, 0)
        peak = max(peak, held)
    return peak


def state_bytes(rows: list[Customer], state: str) -> int:
    """Packed bytes at the peak for one way of keeping the last purchases."""
    if state == "weeks":
        return len(rows) * (CUSTOMER_BYTES + WEEKS * WEEK_BYTES)
    return len(rows) * CUSTOMER_BYTES + peak_of_purchases(rows) * PURCHASE_BYTES


def main() -> None:
    """Reads the options, counts, writes the result file and the parts of the sum."""
    parser = argparse.ArgumentParser(description="Estimate the memory of the weekly feature job.")
    parser.add_argument("--state", choices=("purchases", "weeks"), required=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--data", type=Path, default=Path("data"), help="where the generated files go")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    path = ensure(options.data, options.seed)["test"]
    rows = read(path)
    raw, held = raw_bytes(rows), state_bytes(rows, options.state)
    scaled = held * RAW_BYTES / raw / 1_000_000
    lines = [f"raw_bytes,{raw}", f"state_bytes,{held}", f"customers,{len(rows)}"]
    parts = results.write_table(
        options.out.with_suffix(".csv"), "quantity,value", lines, "what the estimate is made of"
    )
    params = {
        "state": options.state,
        "days": DAYS,
        "weeks": WEEKS,
        "customer_bytes": CUSTOMER_BYTES,
        "purchase_bytes": PURCHASE_BYTES,
        "week_bytes": WEEK_BYTES,
    }
    results.write(
        options.out,
        model={"name": options.out.stem, "type": "memory estimate", "params": params},
        seeds=[options.seed],
        data={"test": results.data_entry(path, len(rows))},
        metrics={"state_mb_at_5_gb": {"test": round(scaled, 1)}},
        outputs=[parts],
    )


if __name__ == "__main__":
    main()
