"""Turns a run into the fields of an experiment, as far as they may stand in a record, and says what is left out."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from kb.config import ImportTable
from kb.importers.naming import named
from kb.importers.run import Artifact, Metric, Run
from kb.importers.screen import NOTHING, Screen, line
from kb.text import secrets
from kb.text.edit import Value
from kb.text.yaml_scalar import ESCAPED

MAX_PARAMS: Final = 16_000
"""Characters of all parameters together."""
MAX_METRICS: Final = 300
MAX_OUTPUTS: Final = 60
MAX_DATA: Final = 40
MAX_SEEDS: Final = 60
MAX_NOTE: Final = 20_000
MAX_FAILURE: Final = 300
MAX_TITLE: Final = 120
OWN: Final = ("date", "code", "environment", "seeds", "data", "model", "metrics", "outputs")
"""The fields that an import writes, and that a later one may write anew."""

# What would do something in a body, or be looked for: tags, links that lead into the repository, ids, conflict marks.
_ACTIVE: Final = re.compile(
    r"<[A-Za-z/!?]|\]\((?!https?://)|^\s*\[[^\]]+\]:|\[\[|[A-Z]{1,6}-[0-9]{1,9}|^(?:<{7}|={7}|>{7}|\|{7})|^---\s*$|[{%]%|\{\{",
    re.MULTILINE,
)


class Made(NamedTuple):
    """What a run gives a record.

    Attributes:
        values: the fields that come from the tool.
        title: of a new record.
        body: of a new record; nothing if nobody wrote a note.
        remarks: what was left out, for people.
    """

    values: dict[str, Value]
    title: str
    body: str | None
    remarks: tuple[str, ...]


def made(run: Run, settings: ImportTable) -> Made:
    """The fields, the title and the body that a run gives a record."""
    screen = Screen()
    environment = {
        key: screen.text(run.environment.get(key), f"environment.{key}")
        for key in ("lockfile", "python", "image", "hardware")
    }
    values: dict[str, Any] = {
        "date": _moment(run.started),
        "code": _code(run, screen),
        "environment": environment,
        "seeds": _few(run.seeds, MAX_SEEDS, "seeds", screen, lambda seed: screen.whole(seed, "seeds")),
        "data": _data(run, screen),
        "model": _model(run, screen),
        "metrics": _metrics(run, settings, screen),
        "outputs": _few(run.outputs, MAX_OUTPUTS, "outputs", screen, lambda item: _output(item, screen)),
    }
    kept = {key: value for key, value in ((k, _filled(v)) for k, v in values.items()) if value is not None}
    body = _body(run, screen)
    return Made(kept, title(run), body, (*run.remarks, *screen.said()))


def title(run: Run) -> str:
    """What a new record of a run is called."""
    said = (run.note or "").strip().partition("\n")[0].rstrip(" ;,:")
    for name in (run.name, said if len(said) <= MAX_TITLE else None, run.model, run.group):
        words = line(name or "", MAX_TITLE)
        if words:
            return words
    return line(f"Run {run.id} of {run.tracker}", MAX_TITLE)


def _filled(value: Any) -> Any:
    """A group without what is not known; parameters are told apart from nothing by their own code."""
    if not isinstance(value, dict):
        return value if value not in ([], ()) else None
    kept = {key: inner for key, inner in value.items() if inner is not None}
    return kept or None


def _moment(started: date | None) -> date | None:
    return started.replace(microsecond=0) if isinstance(started, datetime) else started


def _code(run: Run, screen: Screen) -> dict[str, Any]:
    return {
        "commit": screen.text(run.commit, "code.commit"),
        "repository": screen.address(run.repository, "code.repository"),
        "command": screen.command(run.command, "code.command"),
        "dirty": run.dirty,
        "config": screen.address(run.config, "code.config"),
    }


def _few(items: Any, most: int, name: str, screen: Screen, one: Any) -> list[Any]:
    found = [value for value in map(one, items[:most]) if value is not None]
    if len(items) > most:
        screen.remarks.append(f"took the first {most} of {len(items):,} {name}")
    return found


def _output(item: Artifact, screen: Screen) -> dict[str, Any] | None:
    uri = screen.address(item.uri, "outputs")
    if uri is None:
        return None
    digest, what = screen.text(item.digest, "outputs.digest"), screen.text(item.what, "outputs.what")
    return {k: v for k, v in (("uri", uri), ("digest", digest), ("what", what)) if v is not None}


def _data(run: Run, screen: Screen) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, part in list(run.data.items())[:MAX_DATA]:
        name = screen.name(key, "data")
        if name is None:
            continue
        at = f"data.{name}"
        values = {
            "uri": screen.address(part.uri, f"{at}.uri"),
            "digest": screen.text(part.digest, f"{at}.digest"),
            "rows": screen.whole(part.rows, f"{at}.rows", 0),
            "folds": screen.whole(part.folds, f"{at}.folds", 1),
        }
        found[name] = _filled(values)
    if len(run.data) > MAX_DATA:
        screen.remarks.append(f"took the first {MAX_DATA} of {len(run.data):,} data")
    return found


def _model(run: Run, screen: Screen) -> dict[str, Any]:
    return {
        "name": screen.text(run.model, "model.name"),
        "type": screen.text(run.model_type, "model.type"),
        "params": _params(run, screen),
    }


def _params(run: Run, screen: Screen) -> dict[str, Any] | None:
    """The parameters, one after the other, as long as there is room for them."""
    found, room, left = {}, MAX_PARAMS, 0
    for key, value in run.params.items():
        name = screen.name(str(key), "model.params")
        if name is None:
            continue
        if room <= 0:
            left += 1
            continue
        kept = screen.data(value, f"model.params.{name}")
        if kept is NOTHING:
            continue
        size = len(name) + len(json.dumps(kept, default=str))
        if size > room:
            left += 1
            continue
        room -= size
        found[name] = kept
    if left:
        screen.remarks.append(
            f"left out {left:,} of {len(run.params):,} parameters: a record takes {MAX_PARAMS:,} characters of them"
        )
    return found or None


def _metrics(run: Run, settings: ImportTable, screen: Screen) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    count = 0
    for metric in sorted(run.metrics, key=lambda m: (m.name, m.split or "")):
        place = _place(metric, settings, screen)
        figure = _figure(metric, screen) if place is not None else None
        if place is None or figure is None:
            continue
        at, split = place
        splits = found.setdefault(at, {})
        if split in splits:
            if splits[split] != figure:
                screen.leave_out(metric.name, f"another figure is called {at} on {split} already")
        elif count < MAX_METRICS:
            splits[split] = figure
            count += 1
        else:
            screen.leave_out(metric.name, f"a record takes {MAX_METRICS} figures")
    return {metric: splits for metric, splits in found.items() if splits}


def _place(metric: Metric, settings: ImportTable, screen: Screen) -> tuple[str, str] | None:
    meant = named(metric.name, metric.split, settings)
    if meant is None:
        return None
    name, split = screen.name(meant.metric, "metrics"), screen.name(meant.split, "metrics")
    return (name, split) if name is not None and split is not None else None


def _figure(metric: Metric, screen: Screen) -> Any:
    value = screen.number(metric.value, metric.name)
    std = screen.number(metric.std, f"{metric.name} (spread)")
    if value is None or (std is None and metric.n is None):
        return value
    n = screen.whole(metric.n, f"{metric.name} (number)", 1)
    spread = {"mean": value, "std": std if std is None or std >= 0 else None, "n": n}
    return {key: inner for key, inner in spread.items() if inner is not None}


def _body(run: Run, screen: Screen) -> str | None:
    """The note of a run as a part of a record: plain text as it is, anything that does something inside a fence."""
    note = ESCAPED.sub("", (run.note or "").replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not note or note == title(run):
        return None
    if len(note) > MAX_NOTE:
        screen.remarks.append(f"took the first {MAX_NOTE:,} of {len(note):,} characters of the note")
        note = note[:MAX_NOTE].rstrip()
    seen = secrets.sightings(note)
    for sighting in reversed(seen):
        note = f"{note[: sighting.span.start]}…{note[sighting.span.end :]}"
    if seen:
        screen.remarks.append(f"took {seen[0].kind} out of the note")
    return _harmless(note)


def failure(run: Run) -> str:
    """That a run failed, in the words of a body, and what went wrong as far as the tool says."""
    words = line(run.failure or "", MAX_FAILURE)
    return f"The run failed, says {run.tracker}" + (f":\n\n{_harmless(words)}" if words else ".")


def _harmless(text: str) -> str:
    """A text of anybody as a part of a body."""
    if _ACTIVE.search(text) is None:
        return text
    longest = max((len(run_) for run_ in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}text\n{text}\n{fence}"
