"""The words of data-science work that generated records are made of, drawn with a seeded generator."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

DOMAINS = (
    "customer churn",
    "weekly demand",
    "invoice fraud",
    "credit default",
    "energy load",
    "delivery time",
    "product search",
    "support routing",
    "machine failure",
    "hotel pricing",
    "claim triage",
    "basket size",
    "call volume",
    "shelf availability",
    "lead scoring",
    "crop yield",
    "train delay",
    "patient no-shows",
)
MODELS = (
    "gradient boosting",
    "logistic regression",
    "random forest",
    "temporal fusion",
    "quantile regression",
    "graph embedding",
    "sparse autoencoder",
    "factorisation machine",
    "survival forest",
    "ridge regression",
    "isolation forest",
    "two-tower ranking",
)
METHODS = (
    "hash encoding",
    "target encoding",
    "isotonic calibration",
    "stratified folds",
    "rolling origin folds",
    "feature pruning",
    "label smoothing",
    "class weighting",
    "learning-rate decay",
    "early stopping",
    "monotone constraints",
    "out-of-time validation",
    "median imputation",
    "event windowing",
    "outlier clipping",
)
FEATURES = (
    "contract length",
    "payment delays",
    "region code",
    "visit frequency",
    "discount history",
    "sensor drift",
    "holiday calendar",
    "basket entropy",
    "ticket topics",
    "weather lag",
    "supplier rating",
    "price elasticity",
)
SOURCES = (
    "billing extract",
    "event stream",
    "sensor archive",
    "contract register",
    "ticket export",
    "sales ledger",
    "web log sample",
    "weather history",
    "stock snapshot",
    "route log",
)
PLATFORMS = (
    "feature-store",
    "batch-scorer",
    "stream-joiner",
    "label-queue",
    "model-registry",
    "drift-monitor",
    "column-store",
    "job-scheduler",
    "vector-index",
    "notebook-runner",
    "schema-checker",
    "data-catalogue",
)
MATERIALS = (
    "amber",
    "basalt",
    "cedar",
    "delta",
    "ember",
    "fjord",
    "garnet",
    "harbour",
    "indigo",
    "juniper",
    "kelp",
    "linden",
    "marble",
    "nimbus",
    "ochre",
    "pewter",
    "quartz",
    "russet",
    "slate",
    "tundra",
)
TAGS = (
    "calibration",
    "encoding",
    "baseline",
    "drift",
    "latency",
    "labels",
    "sampling",
    "folds",
    "cost",
    "explainability",
    "monitoring",
    "ingestion",
)
HANDLES = (
    "data-lead",
    "analyst",
    "ml-engineer",
    "maintainers",
    "data-engineer",
    "product-owner",
    "researcher",
    "platform-engineer",
)
SENTENCES = (
    "The {source} covers {months} months, and the last two were held back until the end.",
    "With {method} the error fell first where {feature} had been sparse.",
    "We compared {model} with the version in use, on the same folds and with the same seeds.",
    "Rows without {feature} were kept, because dropping them hid the hardest segment.",
    "The gain of {method} shows in every fold; the spread stays below a third of it.",
    "A first pass over the {source} took {hours} hours on one worker and needs no special hardware.",
    "Nobody relies on {feature} today, so a change there breaks no report.",
    "The model sees {feature} {months} days earlier than people do.",
    "Costs grow with the number of segments, not with the number of rows.",
    "Had {method} failed here, the plan was to return to {model}.",
    "The {source} arrives once a day; anything fresher than that is out of scope.",
    "Reviewers asked for the result per segment, which the table below gives.",
)


@dataclass(frozen=True)
class Metric:
    """A technical metric with the range in which its baseline and its target lie."""

    name: str
    direction: str
    baseline: tuple[float, float]
    target: tuple[float, float]


METRICS = (
    Metric("roc_auc", "higher", (0.70, 0.76), (0.82, 0.90)),
    Metric("pr_auc", "higher", (0.30, 0.38), (0.45, 0.60)),
    Metric("f1", "higher", (0.55, 0.62), (0.70, 0.80)),
    Metric("ndcg_at_10", "higher", (0.40, 0.46), (0.52, 0.64)),
    Metric("recall_at_50", "higher", (0.50, 0.56), (0.64, 0.75)),
    Metric("log_loss", "lower", (0.48, 0.55), (0.30, 0.40)),
    Metric("rmse", "lower", (14.0, 18.0), (9.0, 11.5)),
    Metric("mape", "lower", (22.0, 27.0), (12.0, 17.0)),
    Metric("calibration_error", "lower", (0.09, 0.12), (0.02, 0.05)),
)


class Words:
    """Draws words, sentences, dates and digests; the same seed gives the same ones in the same order."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)

    def pick(self, options: Sequence[T]) -> T:
        """One of `options`, which must not be empty."""
        return options[self.rng.randrange(len(options))]

    def some(self, options: Sequence[T], most: int) -> list[T]:
        """Up to `most` different ones of `options`, in their own order."""
        count = min(most, len(options))
        return [options[i] for i in sorted(self.rng.sample(range(len(options)), count))]

    def chance(self, share: float) -> bool:
        """True for about `share` (0 to 1) of the calls."""
        return self.rng.random() < share

    def between(self, low: float, high: float, digits: int = 4) -> float:
        """A number from `low` to `high`, rounded."""
        return round(self.rng.uniform(low, high), digits)

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return self.rng.randint(low, high)

    def hexadecimal(self, digits: int) -> str:
        """Hexadecimal digits with a letter in front, so that no YAML reader takes them for a number."""
        return self.pick("abcdef") + format(self.rng.getrandbits(4 * (digits - 1)), f"0{digits - 1}x")

    def digest(self) -> str:
        """A SHA-256 digest as records write it."""
        return f"sha256:{self.hexadecimal(64)}"

    def day(self, first: dt.date, last: dt.date) -> dt.date:
        """A day from `first` to `last`, both included."""
        return first + dt.timedelta(days=self.rng.randint(0, max(0, (last - first).days)))

    def sentence(self) -> str:
        """One sentence of a lab notebook."""
        return self.pick(SENTENCES).format(
            source=self.pick(SOURCES),
            method=self.pick(METHODS),
            feature=self.pick(FEATURES),
            model=self.pick(MODELS),
            months=self.whole(3, 28),
            hours=self.whole(2, 19),
        )

    def paragraph(self, sentences: int) -> str:
        """Some sentences on one line."""
        return " ".join(self.sentence() for _ in range(sentences))


def slug(text: str, longest: int = 40) -> str:
    """`text` as a part of a file name: lower case, hyphens, at most `longest` characters."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:longest].rstrip("-")
