"""Makes a run of single values that a table or a document holds, each with the field of a record that it is for."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from kb.changing import parse, places
from kb.errors import KbError
from kb.importers import cells
from kb.importers.importer import BadSetting
from kb.importers.run import Artifact, Data, Metric, Run
from kb.records.experiment import Experiment

Steps = tuple[str, ...]

BESIDE: Final = ("body", "group", "split", "state")
"""What a column may be for besides the fields of an experiment."""
_SPREAD: Final = ("mean", "std", "n")
_SINGLE: Final = ("commit", "repository", "command", "config")


def target(words: str, *key: str) -> Steps:
    """The field that a setting names.

    Args:
        words: as written, such as `metrics.roc_auc.test`.
        key: where the setting stands, below `[import.<tool>]`.

    Raises:
        BadSetting: an experiment has no such field, and it is none of :data:`BESIDE`.
    """
    try:
        steps = parse(f"{words}=x").steps
        if steps[0] not in BESIDE:
            places.find(Experiment, steps, {})
    except KbError as error:
        hint = f"{error.hint or ''} Besides fields of an experiment: {', '.join(BESIDE)}.".strip()
        raise BadSetting(error.message, key, hint) from None
    if steps[0] in ("id", "type", "created"):
        raise BadSetting(f"`{steps[0]}` is given by `kb import`", key, "The id of the run is `run.id`.")
    return steps


class Said:
    """A value, where it stands, and what it is called there."""

    __slots__ = ("name", "value", "where")

    def __init__(self, value: Any, where: str, name: str = "") -> None:
        self.value = value
        self.where = where
        self.name = name


@dataclass
class Collected:
    """What is known of one run so far.

    Attributes:
        tracker: the importer.
        uri: of the source.
        place: where the run begins.
        comma: whether a comma in a number stands before its fractions.
        values: field → what is said of it.
        metrics: name and split → figure.
    """

    tracker: str
    uri: str
    place: str
    comma: bool = False
    values: dict[Steps, Said] = field(default_factory=dict)
    metrics: dict[tuple[str, str | None], tuple[Metric, Said]] = field(default_factory=dict)

    def put(self, steps: Steps, said: Said) -> None:
        """Take a value for a field.

        Raises:
            KbError: something else was said of it before, or it is not what the field holds.
        """
        if steps[0] == "metrics":
            self.measure(steps[1] if len(steps) > 1 else said.name, steps[2:], said)
            return
        before = self.values.setdefault(steps, said)
        if before.value != said.value:
            raise KbError(
                f"`{said.name or '.'.join(steps)}` says something else than at {before.where}, for the same run",
                where=said.where,
                hint="Give every run an id of its own, in a column for `run.id`.",
            )

    def measure(self, name: str, rest: Steps, said: Said) -> None:
        """Take a figure: of a metric, on a split if one is named.

        Raises:
            KbError: it is no figure, or another one was given before.
        """
        split = rest[0] if rest else None
        part = rest[1] if len(rest) > 1 else "mean"
        if part not in _SPREAD:
            raise KbError(
                f"a figure has no `{part}`", where=said.where, hint=f"One of: {', '.join(_SPREAD)}."
            )
        if part == "mean":
            value, std, n = cells.figure(said.value, said.where, comma=self.comma)
            changes: dict[str, Any] = {"value": value, "std": std, "n": n}
            changes = {key: own for key, own in changes.items() if own is not None}
        elif part == "std":
            changes = {"std": cells.number(said.value, said.where, comma=self.comma)}
        else:
            changes = {"n": cells.whole(said.value, said.where, comma=self.comma)}
        held = self.metrics.get((name, split))
        metric = held[0] if held is not None else Metric(name, float("nan"), split)
        for key, value in changes.items():
            old = getattr(metric, key)
            if held is not None and old not in (None, value) and not math.isnan(old):
                raise KbError(
                    f"{name} is {old:g} at {held[1].where} and {value:g} here, for the same run",
                    where=said.where,
                    hint="Give every run an id of its own, in a column for `run.id`.",
                )
        self.metrics[name, split] = (metric._replace(**changes), said)

    def run(self, id: str | None = None) -> Run:
        """The run.

        Args:
            id: if nothing says one.

        Raises:
            KbError: a value is not what its field holds.
        """
        split = self._text(("split",))
        values: dict[str, Any] = {
            "tracker": self.tracker,
            "uri": self.uri,
            "place": self.place,
            "id": self._text(("run", "id")) or id or self.own_id(),
            "name": self._text(("title",)),
            "note": self._text(("body",)),
            "group": self._text(("group",)),
            "started": self._moment(),
            "state": self._state(),
            "model": self._text(("model", "name")),
            "model_type": self._text(("model", "type")),
            "params": self._params(),
            "metrics": tuple(
                m._replace(split=m.split or split)
                for m, _ in sorted(
                    self.metrics.values(), key=lambda pair: (pair[0].name, pair[0].split or "")
                )
            ),
            "data": self._data(),
            "outputs": self._outputs(),
            "seeds": self._seeds(),
            "environment": {
                steps[1]: self._text(steps)
                for steps in self.values
                if steps[0] == "environment" and len(steps) == 2
            },
            "fields": self._fields(),
        }
        for key in _SINGLE:
            values[key] = self._text(("code", key))
        dirty = self.values.get(("code", "dirty"))
        values["dirty"] = cells.truth(dirty.value, dirty.where) if dirty is not None else None
        return Run(**values)

    def own_id(self) -> str:
        """An id made of what tells the run from others: when, which code, which model, and a digest of all of it."""
        first = [self._text(steps) for steps in (("date",), ("code", "commit"), ("model", "name"))]
        telling = {
            ".".join(steps): str(said.value)
            for steps, said in self.values.items()
            if steps[0] in ("date", "code", "model", "data", "seeds", "environment") and steps[-1] != "config"
        }
        if not telling:
            raise KbError(
                "nothing tells this run from others",
                where=self.place,
                hint="Give it a date, a commit or a model; or an id, in a column for `run.id`.",
            )
        digest = hashlib.sha256(json.dumps(telling, sort_keys=True).encode()).hexdigest()[:8]
        return " ".join([*(part[:24] for part in first if part), digest])

    def _text(self, steps: Steps) -> str | None:
        said = self.values.get(steps)
        return cells.text(said.value, said.where) if said is not None else None

    def _moment(self) -> date | None:
        said = self.values.get(("date",))
        return cells.moment(said.value, said.where) if said is not None else None

    def _state(self) -> Any:
        said = self.values.get(("state",))
        return cells.state(said.value, said.where) if said is not None else "finished"

    def _params(self) -> dict[str, Any]:
        whole = self.values.get(("model", "params"))
        found: dict[str, Any] = cells.params(whole.value, whole.where) if whole is not None else {}
        for steps, said in self.values.items():
            if steps[:2] == ("model", "params") and len(steps) > 2:
                here = found
                for step in steps[2:-1]:
                    here = here.setdefault(step, {})
                    if not isinstance(here, dict):
                        raise KbError(f"`{step}` is a single value already", where=said.where)
                here[steps[-1]] = cells.plainly(said.value, comma=self.comma)
        return found

    def _data(self) -> dict[str, Data]:
        found: dict[str, dict[str, Any]] = {}
        for steps, said in self.values.items():
            if steps[0] != "data" or len(steps) != 3:
                continue
            value: Any = cells.text(said.value, said.where)
            if steps[2] in ("rows", "folds"):
                value = cells.whole(said.value, said.where, comma=self.comma)
            found.setdefault(steps[1], {})[steps[2]] = value
        usual = ("train", "validation", "test")
        order = sorted(found, key=lambda name: usual.index(name) if name in usual else len(usual))
        return {name: Data(**found[name]) for name in order}

    def _outputs(self) -> tuple[Artifact, ...]:
        said = self.values.get(("outputs",))
        return tuple(cells.outputs(said.value, said.where)) if said is not None else ()

    def _seeds(self) -> tuple[int, ...]:
        said = self.values.get(("seeds",))
        return tuple(cells.wholes(said.value, said.where)) if said is not None else ()

    def _fields(self) -> Mapping[str, Any]:
        """What has no place in a run: the task, the conclusion, tags."""
        taken = {
            "title", "date", "code", "environment", "seeds", "data", "model", "metrics", "outputs", "run", *BESIDE,
        }  # fmt: skip
        return {
            ".".join(f'"{step}"' if "." in step else step for step in steps): said.value
            for steps, said in self.values.items()
            if steps[0] not in taken
        }
