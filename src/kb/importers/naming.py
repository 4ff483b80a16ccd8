"""Finds the split in the name that a tool gives a figure: `val_auc`, `test/auc` and `auc (train)` measure one thing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from kb.config import ImportTable

USUAL: Final[Mapping[str, str]] = {
    **dict.fromkeys(("train", "training", "trn", "fit"), "train"),
    **dict.fromkeys(("val", "valid", "validation", "dev", "eval", "evaluation"), "validation"),
    **dict.fromkeys(("test", "testing", "tst"), "test"),
    **dict.fromkeys(("holdout", "hold-out"), "holdout"),
    "cv": "cv",
}
_BETWEEN: Final = r"[\s_./:|-]+"
_PARTS: Final = re.compile(r"[^\s_./:|()\[\]-]+")


class Named(NamedTuple):
    """What a figure is called here: the metric, and the part of the data that it was measured on."""

    metric: str
    split: str


def named(name: str, split: str | None, settings: ImportTable) -> Named | None:
    """What a figure of a tool is called here; None if the configuration leaves it out.

    The configuration comes first, by the whole name and by what is left of it without the split; then a word for a
    split before or behind the metric, with something between them.

    Args:
        name: as the tool has it.
        split: where the tool says which.
        settings: what the configuration says of names.
    """
    whole = settings.metrics.get(name)
    if whole is not None:
        return _said(whole, split, settings) if whole else None
    metric, found = (name, split) if split is not None else parted(name, settings.splits)
    meant = settings.metrics.get(metric, metric) if metric != name else metric
    if not meant:
        return None
    if meant != metric:
        return _said(meant, found, settings)
    return Named(metric, found or settings.split)


def parted(name: str, splits: Mapping[str, str]) -> tuple[str, str | None]:
    """The name without the word for a split, and the split that it means, if there is one.

    Args:
        name: of a figure.
        splits: words of the configuration and the split that each means; they go before the usual ones.
    """
    known = {**USUAL, **{word.lower(): split for word, split in splits.items()}}
    words = sorted(known, key=len, reverse=True)
    either = "|".join(map(re.escape, words))
    first = re.fullmatch(rf"(?P<word>{either}){_BETWEEN}(?P<metric>\S.*)", name, re.IGNORECASE)
    last = re.fullmatch(rf"(?P<metric>.*\S){_BETWEEN}(?P<word>{either})", name, re.IGNORECASE)
    braced = re.fullmatch(rf"(?P<metric>.*\S)\s*[(\[](?P<word>{either})[)\]]", name, re.IGNORECASE)
    for found in (first, last, braced):
        if found is not None and _PARTS.search(found["metric"]):
            return found["metric"].strip(), known[found["word"].lower()]
    return name, None


def _said(meant: str, split: str | None, settings: ImportTable) -> Named:
    """What the configuration calls a figure: `roc_auc.test`, or `roc_auc` where the tool says the split."""
    metric, dot, own = meant.rpartition(".")
    if dot and metric and own:
        return Named(metric, own)
    return Named(meant, split or settings.split)
