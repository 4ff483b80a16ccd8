"""Makes the customers of the churn project: who they are, when they bought, and whether they came back.

Nothing here is about a real customer. The files hold what a marketing database would give: one row for each
customer who was active at a cutoff date, the purchases up to that date, and whether thirty days without a
purchase followed. Everything comes from one seed, and only from `random.Random.random`, whose stream is the
same in every version of Python, so a digest of a file stands for the file.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
import random
from dataclasses import dataclass
from pathlib import Path

CHANNELS = ("search", "referral", "shop-window", "newsletter", "marketplace", "fair")
PLANS = ("guest", "member", "member-plus")
SHOPS = 180
MONTH = 30
"""Days without a purchase after which a customer counts as churned."""

CUTOFFS = {"train": dt.date(2025, 8, 31), "test": dt.date(2025, 10, 31)}
ROWS = {"train": 2000, "test": 1500}
WEEKDAY_FACTOR = (0.8, 0.85, 0.9, 1.0, 1.25, 1.4, 0.8)


@dataclass(frozen=True)
class Customer:
    """One row of a file: everything known at the cutoff, and what happened in the month after it."""

    key: str
    cutoff: dt.date
    signup: dt.date
    channel: str
    plan: str
    shop: str
    purchases: tuple[tuple[int, float], ...]
    """(days before the cutoff, amount), the oldest purchase first."""
    churned: int


class Draws:
    """Random numbers that are the same on every machine for one seed."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable on purpose, nothing is kept secret

    def uniform(self) -> float:
        return self._random.random()

    def normal(self) -> float:
        """A standard normal number (Box and Muller, 1958)."""
        return math.sqrt(-2.0 * math.log(1.0 - self.uniform())) * math.cos(2.0 * math.pi * self.uniform())

    def skewed_index(self, size: int) -> int:
        """An index below `size`; small ones come more often, as a few big shops have most customers."""
        return int(size * self.uniform() ** 2.2)

    def shuffled(self, size: int) -> list[int]:
        """The numbers below `size` in a random order (Fisher and Yates)."""
        order = list(range(size))
        for last in range(size - 1, 0, -1):
            other = int(self.uniform() * (last + 1))
            order[last], order[other] = order[other], order[last]
        return order


def shop_effects(seed: int) -> list[float]:
    """How much each shop's customers tend to leave, as a shift of the log hazard; the same for all files."""
    draws = Draws(f"shops-{seed}")
    return [0.9 * draws.normal() for _ in range(SHOPS)]


def _history(draws: Draws, days: int, rate: float, hazard: float, cutoff: dt.date) -> list[tuple[int, float]]:
    """Purchases from sign-up until a month after the cutoff; negative days lie after the cutoff."""
    level = math.exp(3.2 + 0.5 * draws.normal())
    leaving = 1.0
    bought: list[tuple[int, float]] = [(days, round(level, 2))]
    for before in range(days - 1, -MONTH - 1, -1):
        if leaving == 1.0 and draws.uniform() < hazard:
            leaving = 0.999
        if leaving < 1.0:
            leaving *= 0.955
        weekday = (cutoff - dt.timedelta(days=before)).weekday()
        if draws.uniform() < rate * leaving * WEEKDAY_FACTOR[weekday]:
            bought.append((before, round(level * math.exp(0.35 * draws.normal()), 2)))
    return bought


def _customer(draws: Draws, number: int, cutoff: dt.date, effects: list[float]) -> Customer | None:
    """A customer active at the cutoff; None for one who had left before and is nobody's concern."""
    days = 45 + int(draws.uniform() * 500)
    channel = draws.skewed_index(len(CHANNELS))
    plan = draws.skewed_index(len(PLANS))
    shop = draws.skewed_index(SHOPS)
    rate = min(0.6, math.exp(-1.9 + 0.45 * draws.normal() + 0.15 * plan))
    hazard = 0.006 * math.exp(effects[shop] + 0.12 * channel - 0.25 * plan)
    history = _history(draws, days, rate, hazard, cutoff)
    before = tuple(item for item in history if item[0] >= 0)
    if before[-1][0] >= MONTH:
        return None
    signup = cutoff - dt.timedelta(days=days)
    churned = int(len(before) == len(history))
    return Customer(
        f"C{number:05d}", cutoff, signup, CHANNELS[channel], PLANS[plan], f"S{shop:03d}", before, churned
    )


def customers(split: str, seed: int) -> list[Customer]:
    """The active customers of one split; train and test share no customer and no day of labels."""
    draws, effects = Draws(f"{split}-{seed}"), shop_effects(seed)
    found: list[Customer] = []
    number = 0 if split == "train" else 50_000
    while len(found) < ROWS[split]:
        number += 1
        customer = _customer(draws, number, CUTOFFS[split], effects)
        if customer is not None:
            found.append(customer)
    return found


def write(path: Path, rows: list[Customer]) -> None:
    """Writes one CSV file; purchases are `days:amount` pairs separated by blanks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(["customer", "cutoff", "signup", "channel", "plan", "shop", "purchases", "churned"])
        for row in rows:
            pairs = " ".join(f"{before}:{amount:.2f}" for before, amount in row.purchases)
            table.writerow(
                [row.key, row.cutoff, row.signup, row.channel, row.plan, row.shop, pairs, row.churned]
            )


def read(path: Path) -> list[Customer]:
    """Reads what `write` wrote."""
    rows = []
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            pairs = (pair.split(":") for pair in row["purchases"].split())
            purchases = tuple((int(before), float(amount)) for before, amount in pairs)
            rows.append(
                Customer(
                    row["customer"],
                    dt.date.fromisoformat(row["cutoff"]),
                    dt.date.fromisoformat(row["signup"]),
                    row["channel"],
                    row["plan"],
                    row["shop"],
                    purchases,
                    int(row["churned"]),
                )
            )
    return rows


def ensure(folder: Path, seed: int) -> dict[str, Path]:
    """The files of both splits, made anew from the seed."""
    paths = {split: folder / f"churn-{split}-{seed}.csv" for split in CUTOFFS}
    for split, path in paths.items():
        write(path, customers(split, seed))
    return paths
