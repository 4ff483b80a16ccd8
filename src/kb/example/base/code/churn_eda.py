"""Describes the churn data before anything is fitted: `python code/churn_eda.py --seed 7 --out out/eda.json`.

Counts rows, churners, shops and purchases, and writes a table of the churn rate by recency and by plan.
What it finds decides which entries of the backlog are worth a try.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from pathlib import Path

import results
from churn_data import CHANNELS, PLANS, Customer, ensure, read

RECENCY = ((0, 2), (3, 6), (7, 13), (14, 29))
SMALL_SHOP = 10


def rate(rows: list[Customer]) -> float:
    """The share of churners, 0 for no rows."""
    return sum(row.churned for row in rows) / len(rows) if rows else 0.0


def describe(rows: list[Customer], known: set[str]) -> dict[str, float]:
    """The figures of one split; `known` are the shops of the training customers."""
    shops: dict[str, int] = {}
    for row in rows:
        shops[row.shop] = shops.get(row.shop, 0) + 1
    return {
        "churn_rate": round(rate(rows), results.DIGITS),
        "shops": len(shops),
        "customers_in_small_shops": round(
            sum(size for size in shops.values() if size < SMALL_SHOP) / len(rows), results.DIGITS
        ),
        "customers_in_unknown_shops": round(
            sum(row.shop not in known for row in rows) / len(rows), results.DIGITS
        ),
        "purchases_per_customer": round(
            math.fsum(len(row.purchases) for row in rows) / len(rows), results.DIGITS
        ),
    }


def _between(low: int, high: int) -> Callable[[Customer], bool]:
    return lambda row: low <= row.purchases[-1][0] <= high


def _with(field: str, value: str) -> Callable[[Customer], bool]:
    return lambda row: getattr(row, field) == value


def table(rows: list[Customer]) -> list[str]:
    """Lines `group,customers,churn_rate` by days since the last purchase, by plan and by channel."""
    groups = {f"recency {low}-{high}": _between(low, high) for low, high in RECENCY}
    groups |= {f"plan {plan}": _with("plan", plan) for plan in PLANS}
    groups |= {f"channel {channel}": _with("channel", channel) for channel in CHANNELS}
    chosen = {name: [row for row in rows if belongs(row)] for name, belongs in groups.items()}
    return [f"{name},{len(members)},{rate(members):.4f}" for name, members in chosen.items()]


def main() -> None:
    """Reads the options, describes both splits, writes the result file and the table."""
    parser = argparse.ArgumentParser(description="Describe the churn data.")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--data", type=Path, default=Path("data"), help="where the generated files go")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    paths = ensure(options.data, options.seed)
    splits = {name: read(path) for name, path in paths.items()}
    known = {row.shop for row in splits["train"]}
    figures = {name: describe(rows, known) for name, rows in splits.items()}
    metrics = {metric: {name: figures[name][metric] for name in splits} for metric in figures["train"]}
    groups = results.write_table(
        options.out.with_suffix(".csv"),
        "group,customers,churn_rate",
        table(splits["train"]),
        "churn rate of the training customers by group",
    )
    data = {name: results.data_entry(path, len(splits[name])) for name, path in paths.items()}
    model = {"name": options.out.stem, "type": "description", "params": {"small_shop_below": SMALL_SHOP}}
    results.write(
        options.out, model=model, seeds=[options.seed], data=data, metrics=metrics, outputs=[groups]
    )


if __name__ == "__main__":
    main()
