"""Captures what a command left when it has ended: figures, outputs, and data that are not what they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kb.experiments import places
from kb.experiments.discretion import discreet
from kb.experiments.measuring import Figures, seeds_of
from kb.experiments.places import Datum
from kb.experiments.recording import Before, Run, digest_of, named, plain, read_values, stamps_of
from kb.text.frontmatter import KeyPath

MOST_OUTPUTS: Final = 30
"""Entries of `outputs` for a pattern; of more files the list of them has one digest."""


@dataclass
class After:
    """What is known when it has ended.

    Attributes:
        values: key path → value.
        remarks: for whoever ran it, in sentences.
        body: lines for the record.
    """

    values: dict[KeyPath, Any] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


def after(run: Run, start: Before, *, well: bool) -> After:
    """Capture what a command left behind.

    Args:
        run: what was run.
        start: what was known before.
        well: it ended well; the figures of a command that did not are no result.
    """
    result = After()
    written = places.written(start.stamps, stamps_of(run))
    _look_at_data(run, start, result)
    _look_at_figures(run, start, written, result, well=well)
    _look_at_outputs(run, written, result)
    for path, value in result.values.items():
        result.values[path] = discreet(value, ".".join(map(str, path)), result.remarks)
    return result


def _look_at_data(run: Run, start: Before, result: After) -> None:
    """Say which data the command changed, and take the digests of those that it made."""
    for split, (found, digest) in start.data.items():
        now = places.datum(run.root, found.uri)
        if found.path is None:
            continue
        if not now.there:
            words_ = (
                "was not there before the command, nor is it now"
                if digest is None
                else "is gone since the command ran"
            )
            result.remarks.append(f"the data `{found.uri}` {words_}")
            continue
        seen = digest_of(run, now, result.remarks)
        if seen is None:
            continue
        if digest is None:
            result.values["data", split, "digest"] = str(seen)
            result.body.append(
                f"`{found.uri}` was not there before; its digest was taken when the command had ended"
            )
        elif seen != digest:
            result.remarks.append(
                f"the command changed `{found.uri}`, which it reads; the record has the digest from before"
            )
            result.body.append(f"the command changed `{found.uri}`; the digest is the one from before")


def _look_at_figures(run: Run, start: Before, written: Sequence[str], result: After, *, well: bool) -> None:
    table = run.config.record
    files = [name for name in written if places.matches(name, table.metrics)]
    if not well:
        if files:
            result.remarks.append(f"{named(files)} is not read: the command did not end well")
        return
    if not files:
        result.remarks.append(
            f"no figures were found: the command wrote none of {named(table.metrics)} (`[record] metrics`)"
        )
        return
    figures = Figures(table.split, frozenset(start.data))
    for name in files:
        read = read_values(run.root, name, result.remarks)
        if isinstance(read, Mapping) and isinstance(read.get("metrics"), Mapping):
            _take_over(run, read, start, result)
            figures.known |= {str(path[1]) for path in result.values if path[0] == "data"}
        figures.add(name, read)
    metrics = figures.metrics()
    result.remarks += figures.remarks
    if metrics:
        result.values["metrics",] = metrics
    elif not result.remarks:
        result.remarks.append(f"{named(files)} holds no figure")


def _take_over(run: Run, read: Mapping[str, Any], start: Before, result: After) -> None:
    """What a file in the shape of a record says besides its figures: data, model, seeds."""
    data = read.get("data")
    for split, entry in data.items() if isinstance(data, Mapping) else ():
        if isinstance(entry, Mapping):
            _take_over_data(run, str(split), entry, start, result)
    model = read.get("model")
    model = model if isinstance(model, Mapping) else {}
    for key in ("name", "type", "params"):
        if model.get(key) and (key != "params" or not start.params):
            result.values["model", key] = plain(model[key])
    if not start.values.get("seeds"):
        seeds = seeds_of({"seeds": read.get("seeds", [])}, (), ("seeds",))
        if seeds:
            result.values["seeds",] = seeds


def _take_over_data(run: Run, split: str, entry: Mapping[str, Any], start: Before, result: After) -> None:
    """Data that the command itself names; what their digest is we find out ourselves."""
    for key in ("rows", "folds"):
        if isinstance(entry.get(key), int):
            result.values["data", split, key] = entry[key]
    uri = entry.get("uri")
    if split in start.data or not isinstance(uri, str) or not uri.strip():
        return
    result.values["data", split, "uri"] = uri
    found = places.datum(run.root, uri)
    digest = digest_of(run, found, result.remarks) if found.there else None
    if digest is not None:
        result.values["data", split, "digest"] = str(digest)


def _look_at_outputs(run: Run, written: Sequence[str], result: After) -> None:
    entries: list[dict[str, Any]] = []
    for pattern in run.config.record.outputs:
        own = [name for name in written if places.matches(name, [pattern])]
        if not own:
            result.remarks.append(f"the command wrote nothing that `{pattern}` names")
        elif places.is_pattern(pattern) and len(own) <= MOST_OUTPUTS:
            entries += [
                {"uri": name} | _digested(run, Datum(name, run.root / name), result.remarks) for name in own
            ]
        else:
            found = places.datum(run.root, pattern.rstrip("/"))
            entries.append({"uri": found.uri} | _digested(run, found, result.remarks))
    unique = list({entry["uri"]: entry for entry in entries}.values())
    if unique:
        result.values["outputs",] = unique


def _digested(run: Run, found: Datum, remarks: list[str]) -> dict[str, str]:
    digest = digest_of(run, found, remarks)
    return {"digest": str(digest)} if digest is not None else {}
