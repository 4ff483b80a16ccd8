"""Reads the figures, parameters and seeds of a run from the files it wrote, in the shape of a record."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kb.importers.naming import USUAL, parted

MOST: Final = 200
"""Figures of one run; the rest belongs into a file."""
_REPEATS: Final = frozenset({"fold", "seed", "repeat", "run", "trial"})
_STEPS: Final = frozenset({"epoch", "step", "iteration", "round"})
_LONGEST_NAME: Final = 200
_TOLD: Final = 5
"""Figures of a file that remarks name."""
_NO_NUMBERS: Final = frozenset(
    {"nan", ".nan", "inf", "+inf", "-inf", ".inf", "-.inf", "infinity", "-infinity"}
)

Value = float | dict[str, float | int]
Metrics = dict[str, dict[str, Value]]


@dataclass
class Figures:
    """Figures as they are collected from files.

    Attributes:
        split: of a figure that does not say to which it belongs.
        known: further names of splits, those of the run's own data.
        found: metric → split → the values, in the order of the files.
        remarks: what was left out, in sentences.
    """

    split: str
    known: frozenset[str] = frozenset()
    found: dict[tuple[str, str], list[Value]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def add(self, file: str, values: Any) -> None:
        """Take the figures of one file; of a record-like file those under `metrics`."""
        if isinstance(values, Mapping) and isinstance(values.get("metrics"), Mapping):
            values = values["metrics"]
        own: dict[tuple[str, str], list[Value]] = {}
        odd: dict[tuple[str, str], str] = {}
        for steps, value in _leaves(values) if isinstance(values, Mapping) else _rows(values):
            name = ".".join(steps)
            metric, split = self._place(steps)
            if not _finite(value):
                odd[metric, split] = name[:_LONGEST_NAME]
            elif not metric.strip() or not split.strip() or len(name) > _LONGEST_NAME:
                self.remarks.append(
                    f"a figure of `{file}` has no name, or one of more than {_LONGEST_NAME} characters"
                )
            else:
                own.setdefault((metric, split), []).append(value)
        for place, name in list(odd.items())[:_TOLD]:
            rest = "; it is taken from its other values" if place in own else ""
            self.remarks.append(
                f"{name} of `{file}` is not a finite number{' everywhere' if rest else ''}{rest}"
            )
        if len(odd) > _TOLD:
            self.remarks.append(f"{len(odd) - _TOLD:,} more figures of `{file}` are not finite numbers")
        for place, several in own.items():
            self.found.setdefault(place, []).extend(several)

    def metrics(self) -> Metrics:
        """The field `metrics`: single values, and mean, std and n of what came several times."""
        metrics: Metrics = {}
        for (metric, split), values in list(self.found.items())[:MOST]:
            metrics.setdefault(metric, {})[split] = _together(values)
        if len(self.found) > MOST:
            self.remarks.append(f"of {len(self.found):,} figures the first {MOST} are in the record")
        return metrics

    def _split(self, word: str) -> str | None:
        return word if word in self.known else USUAL.get(word.lower())

    def _place(self, steps: Sequence[str]) -> tuple[str, str]:
        """Metric and split of a path: the split stands first or last, or in front of or behind a name."""
        for at in (0, -1) if len(steps) > 1 else ():
            if (split := self._split(steps[at])) is not None:
                rest = steps[1:] if at == 0 else steps[:-1]
                return ".".join(rest), split
        name, found = parted(".".join(steps)[:_LONGEST_NAME], {word: word for word in self.known})
        if found is not None:
            return name, found
        return (".".join(steps[:-1]), steps[-1]) if len(steps) == 2 else (name, self.split)


def _leaves(
    values: Mapping[Any, Any], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Value]]:
    """The figures of nested values: numbers, lists of numbers, and what has a mean."""
    for key, value in values.items():
        steps = (*above, str(key))
        if _is_number(value) or _is_lost(value):
            yield steps, _number(value)
        elif (
            isinstance(value, Mapping)
            and _is_number(value.get("mean"))
            and value.keys() <= {"mean", "std", "n"}
        ):
            yield steps, {name: number for name, number in value.items() if _is_number(number)}
        elif isinstance(value, Mapping):
            yield from _leaves(value, steps)
        elif isinstance(value, list):
            several = any(_is_number(item) for item in value)
            yield from (
                (steps, _number(item)) for item in value if _is_number(item) or _is_lost(item, empty=several)
            )


def _rows(rows: Any) -> Iterator[tuple[tuple[str, ...], Value]]:
    """The figures of a table: columns `metric` and `value`, or a column for each metric; steps count by their last."""
    rows = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    names = {str(name).lower() for row in rows[:1] for name in row}
    if names & _STEPS:
        last = {str(_at(row, "split")): row for row in rows}
        rows = list(last.values())
    measured = {name for row in rows for name, value in row.items() if _is_number(value)}
    for row in rows:
        split = (str(_at(row, "split")),) if _at(row, "split") is not None else ()
        if {"metric", "value"} <= names:
            value = _at(row, "value")
            if _is_number(value) or _is_lost(value, empty=True):
                yield (str(_at(row, "metric")), *split), _number(value)
            continue
        for name, value in row.items():
            if (_is_number(value) or _is_lost(value, empty=name in measured)) and str(
                name
            ).lower() not in _REPEATS | _STEPS:
                yield (str(name), *split), _number(value)


def _at(row: Mapping[str, Any], name: str) -> Any:
    return next((value for key, value in row.items() if str(key).lower() == name), None)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_lost(value: Any, *, empty: bool = False) -> bool:
    """Whether something stands where a number should, such as `nan` in a table, or, among numbers, nothing at all."""
    if isinstance(value, str):
        return value.strip().lower() in _NO_NUMBERS or (empty and not value.strip())
    return empty and value is None


def _number(value: Any) -> Value:
    return value if _is_number(value) else math.nan


def _finite(value: Value) -> bool:
    numbers = value.values() if isinstance(value, dict) else (value,)
    return all(abs(number) < 1e100 for number in numbers)  # NaN is not less than anything


def _together(values: Sequence[Value]) -> Value:
    """One value as it is; of several the mean, the standard deviation of a sample, and how many they were."""
    if len(values) == 1:
        return values[0]
    numbers = [value["mean"] if isinstance(value, dict) else value for value in values]
    mean = math.fsum(numbers) / len(numbers)
    variance = math.fsum((number - mean) ** 2 for number in numbers) / (len(numbers) - 1)
    return {"mean": _rounded(mean), "std": _rounded(math.sqrt(variance)), "n": len(numbers)}


def _rounded(number: float) -> float:
    """Twelve digits: what lies behind them is the dust of binary fractions."""
    return float(f"{number:.12g}")


def seeds_of(params: Any, words: Sequence[str], names: Iterable[str]) -> list[int]:
    """The seeds among parameters, at any depth, and options of a command: `--seed 7`, `--seed=7`, `seed=7`."""
    wanted = {name.lower().replace("-", "_") for name in names}
    found: list[int] = []
    pending = [params]
    while pending:
        here = pending.pop(0)
        if isinstance(here, Mapping):
            for key, value in here.items():
                if str(key).lower().replace("-", "_") in wanted:
                    found += _whole(value if isinstance(value, list) else [value])
                elif isinstance(value, Mapping | list):
                    pending.append(value)
        elif isinstance(here, list):
            pending += here
    for at, word in enumerate(words):
        name, equals, value = word.lstrip("-").partition("=")
        if name.rpartition(".")[2].lower().replace("-", "_") in wanted and (equals or word.startswith("-")):
            found += _whole([value] if equals else words[at + 1 : at + 2])
    return list(dict.fromkeys(found))


def _whole(values: Iterable[Any]) -> list[int]:
    texts = (str(value) for value in values if not isinstance(value, bool | float))
    return [int(text) for text in texts if re.fullmatch(r"-?[0-9]{1,15}", text)]
