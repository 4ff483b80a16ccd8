"""Writes the customers that the model is trained and tested on: simulated, the same for the same seed."""

import csv
import math
import random
from pathlib import Path

SEED = 11
ROWS = {"train.csv": 600, "test.csv": 300}


def customer(chance: random.Random) -> list[float]:
    """Days since the last purchase, orders and returns of a year, and whether the customer left."""
    recency = chance.expovariate(1 / 40)
    orders = chance.randint(1, 24)
    returns = sum(chance.random() < 0.12 for _ in range(orders))
    strength = 0.035 * recency - 0.12 * orders + 0.5 * returns - 0.6
    left = chance.random() < 1 / (1 + math.exp(-strength))
    return [round(recency, 1), orders, returns, int(left)]


def main() -> None:
    """Write the two files."""
    chance = random.Random(SEED)
    for name, rows in ROWS.items():
        with Path("data", name).open("w", newline="", encoding="utf-8") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(["recency_days", "orders", "returns", "left"])
            table.writerows(customer(chance) for _ in range(rows))


if __name__ == "__main__":
    main()
