"""Takes a group of values for a field of a run apart: figures by split, parts of the data, fields of the code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kb.changing import places
from kb.errors import KbError
from kb.importers.mapped import Collected, Said, Steps
from kb.importers.naming import USUAL
from kb.records.experiment import Experiment

_SPREAD: Final = frozenset(("mean", "std", "n"))
_GROUPS: Final = ("code", "environment", "model", "data")
MAX_DEPTH: Final = 12


def spread(one: Collected, steps: Steps, said: Said) -> None:
    """Put a value, or what a group of values holds, where it belongs.

    Raises:
        KbError: it is not what the field holds.
    """
    value = said.value
    if steps[0] == "metrics":
        _figures(one, steps[1:], said)
    elif isinstance(value, Mapping) and steps[0] in _GROUPS and steps != ("model", "params"):
        _group(one, steps, said, value)
    elif steps == ("model",) or (steps[0] == "data" and len(steps) == 2):
        one.put((*steps, "name" if steps == ("model",) else "uri"), said)
    elif steps in (("code",), ("environment",), ("data",)):
        raise KbError(f"`{steps[0]}` is a group of fields", where=said.where)
    else:
        one.put(steps, said)


def _group(one: Collected, steps: Steps, said: Said, value: Mapping[str, Any]) -> None:
    for key, inner in value.items():
        path = (*steps, str(key))
        if inner is None:
            continue
        if not (steps == ("data",) or steps[:2] == ("model", "params")):
            try:
                places.find(Experiment, path, {})
            except KbError as error:
                raise KbError(error.message, where=f"{said.where}.{key}", hint=error.hint) from None
        spread(one, path, Said(inner, f"{said.where}.{key}", str(key)))


def _figures(one: Collected, rest: Steps, said: Said, depth: int = 0) -> None:
    """Figures of one metric by split, or of many by name; what is no number is passed over."""
    value = said.value
    if not isinstance(value, Mapping) or ("mean" in value and set(value) <= _SPREAD):
        if rest or not isinstance(value, str | list):
            one.measure(rest[0] if rest else said.name, rest[1:], said)
        return
    if depth > MAX_DEPTH:
        raise KbError("these figures are nested too deeply", where=said.where)
    for key, inner in value.items():
        if inner is None or isinstance(inner, bool | str | list):
            continue
        where = f"{said.where}.{key}"
        nested = isinstance(inner, Mapping) and not ("mean" in inner and set(inner) <= _SPREAD)
        if len(rest) == 1 and not nested:
            metric, split = rest[0], str(key)
            if metric.lower() in USUAL and split.lower() not in USUAL:  # test: {auc: 0.8}
                metric, split = split, metric
            one.measure(metric, (split,), Said(inner, where, str(key)))
        elif nested and rest:
            _figures(one, (f"{rest[0]}.{key}",), Said(inner, where, str(key)), depth + 1)
        else:
            _figures(one, (str(key),), Said(inner, where, str(key)), depth + 1)
