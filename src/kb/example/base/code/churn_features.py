"""Turns customers into columns: the basic ones and the four groups the churn backlog asks about.

Each group is one entry of the backlog, so a run names the groups it uses: `hash` and `target` encode the
shop (180 levels, left out of the basic set), `dates` describes when things happened, `windows` sums
purchases over the last days.
"""

from __future__ import annotations

import datetime as dt
import math
import zlib

from boosting import Column
from churn_data import CHANNELS, PLANS, Customer, Draws

WINDOWS = (7, 14, 30, 60, 90)
GROUPS = ("hash", "target", "target-leaky", "dates", "windows")
SMOOTHING = 20.0
INNER_FOLDS = 5


def basic(rows: list[Customer]) -> list[Column]:
    """What the customer table gives at once: recency, frequency, money, account age, channel and plan."""
    counts = [float(len(row.purchases)) for row in rows]
    money = [math.fsum(amount for _, amount in row.purchases) for row in rows]
    return [
        Column("recency", [float(row.purchases[-1][0]) for row in rows]),
        Column("purchases", counts),
        Column("revenue", money),
        Column("mean_amount", [total / count for total, count in zip(money, counts, strict=True)]),
        Column("account_days", [float((row.cutoff - row.signup).days) for row in rows]),
        Column("channel", [float(CHANNELS.index(row.channel)) for row in rows], ordered=False),
        Column("plan", [float(PLANS.index(row.plan)) for row in rows], ordered=False),
    ]


def hashed(rows: list[Customer], buckets: int) -> list[Column]:
    """The shop as one of `buckets` numbers by CRC-32: no table of shops to keep, collisions accepted."""
    return [
        Column("shop_hash", [float(zlib.crc32(row.shop.encode()) % buckets) for row in rows], ordered=False)
    ]


def dates(rows: list[Customer]) -> list[Column]:
    """Calendar features of the sign-up and of the last purchase."""
    last = [row.cutoff - dt.timedelta(days=row.purchases[-1][0]) for row in rows]
    return [
        Column("signup_month", [float(row.signup.month) for row in rows]),
        Column("signup_weekday", [float(row.signup.weekday()) for row in rows]),
        Column("last_weekday", [float(day.weekday()) for day in last]),
        Column("last_day_of_month", [float(day.day) for day in last]),
        Column("last_on_weekend", [float(day.weekday() >= 5) for day in last]),
    ]


def windows(rows: list[Customer]) -> list[Column]:
    """Number and sum of purchases in the last days, and the last month against the month before."""
    columns = []
    for days in WINDOWS:
        inside = [[amount for before, amount in row.purchases if before < days] for row in rows]
        columns.append(Column(f"count_{days}", [float(len(amounts)) for amounts in inside]))
        columns.append(Column(f"sum_{days}", [math.fsum(amounts) for amounts in inside]))
    recent, wider = columns[4].values, columns[6].values
    columns.append(Column("trend_30_60", [(2 * a + 1) / (b + 1) for a, b in zip(recent, wider, strict=True)]))
    return columns


def _shop_means(rows: list[Customer]) -> tuple[dict[str, float], float]:
    """The churn rate of each shop, pulled towards the overall rate where a shop has few customers."""
    overall = sum(row.churned for row in rows) / len(rows)
    totals: dict[str, list[int]] = {}
    for row in rows:
        entry = totals.setdefault(row.shop, [0, 0])
        entry[0] += row.churned
        entry[1] += 1
    means = {shop: (yes + SMOOTHING * overall) / (all_ + SMOOTHING) for shop, (yes, all_) in totals.items()}
    return means, overall


def target_in_training(rows: list[Customer], seed: int) -> list[Column]:
    """The shop's churn rate, each row coded from the other folds, so that no row sees its own answer."""
    order = Draws(f"target-{seed}").shuffled(len(rows))
    values = [0.0] * len(rows)
    for fold in range(INNER_FOLDS):
        held = set(order[fold::INNER_FOLDS])
        means, overall = _shop_means([row for number, row in enumerate(rows) if number not in held])
        for number in held:
            values[number] = means.get(rows[number].shop, overall)
    return [Column("shop_rate", values)]


def target_for_scoring(rows: list[Customer], known: list[Customer]) -> list[Column]:
    """The shop's churn rate as learned from `known`; a shop never seen gets the overall rate."""
    means, overall = _shop_means(known)
    return [Column("shop_rate", [means.get(row.shop, overall) for row in rows])]


def build(
    groups: list[str],
    fitted_on: list[Customer],
    rows: list[Customer],
    training: bool,
    seed: int,
    buckets: int,
    everything: list[Customer],
) -> list[Column]:
    """All columns of `rows`; `training` says that these are the rows the model is fitted on.

    `target-leaky` shows a mistake: its rates come from `everything`, the rows it is later judged on included,
    and without smoothing.
    """
    columns = basic(rows)
    if "hash" in groups:
        columns += hashed(rows, buckets)
    if "target" in groups:
        columns += target_in_training(rows, seed) if training else target_for_scoring(rows, fitted_on)
    if "target-leaky" in groups:
        columns += _leaky(rows, everything)
    if "dates" in groups:
        columns += dates(rows)
    if "windows" in groups:
        columns += windows(rows)
    return columns


def _leaky(rows: list[Customer], everything: list[Customer]) -> list[Column]:
    totals: dict[str, list[int]] = {}
    for row in everything:
        totals.setdefault(row.shop, []).append(row.churned)
    overall = sum(row.churned for row in everything) / len(everything)
    rates = {shop: sum(answers) / len(answers) for shop, answers in totals.items()}
    return [Column("shop_rate", [rates.get(row.shop, overall) for row in rows])]
