"""Reads runs from JSON or lines of JSON: in the words of a record, or any by a mapping of the configuration."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, ClassVar, Final, NamedTuple

from kb.changing import parse
from kb.errors import KbError
from kb.importers.files import listed, text_of
from kb.importers.importer import BadSetting, Importer, Request
from kb.importers.mapped import Collected, Said, Steps, target
from kb.importers.nested import spread
from kb.importers.run import Run, Trouble

_LINES: Final = (".jsonl", ".ndjson")
_ENDINGS: Final = (".json", *_LINES)
_LISTS: Final = ("runs", "experiments", "results")
_USUAL: Final[Mapping[str, str]] = {
    **{
        key: key
        for key in (
            "title", "date", "code", "environment", "seeds", "data", "model", "metrics", "outputs", "task", "baseline",
            "outcome", "conclusion", "tags", "owner", "contributors", "visibility", "related", "body", "group", "state",
        )
    },
    **dict.fromkeys(("id", "run_id"), "run.id"),
    **dict.fromkeys(("params", "parameters"), "model.params"),
    **dict.fromkeys(("started", "start_time", "timestamp"), "date"),
    **dict.fromkeys(("note", "notes", "description"), "body"),
    "commit": "code.commit", "command": "code.command", "name": "title", "seed": "seeds",
}  # fmt: skip


class _Item(NamedTuple):
    """One run in a document: what it is, and where."""

    value: Any
    whole: Any
    where: str


class Json(Importer):
    """A document with one run or a list of them, or a line for each; or a folder of such files."""

    name: ClassVar[str] = "json"
    summary: ClassVar[str] = "one run or many, in JSON or in lines of JSON"
    usual: ClassVar[tuple[str, ...]] = ("experiments.json", "experiments.jsonl")

    def runs(self, request: Request) -> Iterator[Run | Trouble]:
        """The runs of a file, or of the files of a folder."""
        files = listed(request.root, request.source, _ENDINGS)
        for source in files if files is not None else [request.source]:
            try:
                yield from _file(request, source)
            except BadSetting:
                raise
            except KbError as error:
                if files is None:
                    raise
                yield Trouble(error.where or source, error.message, error.hint or "")


def _file(request: Request, source: str) -> Iterator[Run | Trouble]:
    text = text_of(request.root, source)
    mapping = _mapping(request, source)
    items = list(_of_lines(source, text) if source.endswith(_LINES) else _of_document(source, text, mapping))
    for item in items:
        if isinstance(item, Trouble):
            yield item
            continue
        try:
            run = _run(source, item, mapping, sole=len(items) == 1)
        except BadSetting:
            raise
        except KbError as error:
            yield Trouble(error.where or item.where, error.message, error.hint or "")
            continue
        if request.wants(run):
            yield run


def _of_lines(source: str, text: str) -> Iterator[_Item | Trouble]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                value = _loaded(f"{source}:{number}", line, number)
            except KbError as error:
                yield Trouble(error.where or source, error.message, error.hint or "")
            else:
                yield _Item(value, value, f"{source}:{number}")


def _of_document(source: str, text: str, mapping: _Mapping | None) -> Iterator[_Item]:
    whole = _loaded(source, text)
    runs, where = whole, source
    if mapping is not None and mapping.list_ is not None:
        runs = _at(whole, mapping.list_)
        where = f"{source}: {'.'.join(mapping.list_)}" if mapping.list_ else source
        if not isinstance(runs, list):
            raise KbError(f"there is no list `{'.'.join(mapping.list_)}` in this document", where=source)
    elif isinstance(whole, dict) and mapping is None:
        key = next((key for key in _LISTS if isinstance(whole.get(key), list)), None)
        if key is not None:
            runs, where = whole[key], f"{source}: {key}"
    if not isinstance(runs, list):
        yield _Item(runs, whole, source)
        return
    for number, value in enumerate(runs):
        yield _Item(value, whole, f"{where}[{number}]")


def _loaded(where: str, text: str, line: int | None = None) -> Any:
    """A JSON text; a key that is there twice is refused, for one of the two would be lost."""
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        place = f"{where}:{error.colno}" if line is not None else f"{where}:{error.lineno}:{error.colno}"
        hint = "The file may be cut off; let its tool write it again."
        raise KbError(f"this is not JSON: {error.msg}", where=place, hint=hint) from None
    except RecursionError:
        raise KbError("this JSON is nested too deeply", where=where) from None
    except ValueError as error:
        raise KbError(f"this JSON cannot be read: {error}", where=where) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counted = Counter(key for key, _ in pairs)
        double = next(key for key, number in counted.items() if number > 1)
        raise ValueError(f"the key `{double}` is there twice")
    return found


class _Mapping(NamedTuple):
    """A mapping of the configuration.

    Attributes:
        list_: the way to the list of runs; None if the document is one run, or a list itself.
        inside: path in a run → field.
        around: path in the document → field, the same for all runs.
    """

    list_: Steps | None
    inside: list[tuple[Steps, Steps]]
    around: list[tuple[Steps, Steps]]


def _mapping(request: Request, source: str) -> _Mapping | None:
    name = request.mapping
    if name is None:
        stem = PurePosixPath(source).stem
        if stem not in request.settings:
            return None
        name = stem
    if name not in request.settings:
        known = ", ".join(request.settings) or "there is none"
        raise KbError(f"there is no mapping [import.json.{name}]", hint=f"In kb.toml: {known}.")
    found, list_ = [], None
    for path, words in request.settings[name].items():
        steps, field = _steps(path, name), target(words, name, path)
        marked = next((at for at, step in enumerate(steps) if step.endswith("[]")), None)
        if marked is not None:
            way = tuple(filter(None, (*steps[:marked], steps[marked].removesuffix("[]"))))
            if list_ not in (None, way):
                raise BadSetting(f"`{path}` leads into another list than the paths before", (name, path))
            list_ = way
        found.append((marked, steps, field))
    inside = [
        (steps if marked is None else steps[marked + 1 :], field)
        for marked, steps, field in found
        if marked is not None or list_ is None
    ]
    around = [(steps, field) for marked, steps, field in found if marked is None and list_ is not None]
    return _Mapping(list_, inside, around)


def _steps(path: str, name: str) -> Steps:
    try:
        return parse(f"{path}=x").steps
    except KbError as error:
        raise BadSetting(error.message, (name, path), error.hint) from None


_MISSING: Final = object()


def _at(value: Any, steps: Steps) -> Any:
    for step in steps:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isascii() and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return _MISSING
    return value


def _run(source: str, item: _Item, mapping: _Mapping | None, *, sole: bool) -> Run:
    if not isinstance(item.value, dict):
        raise KbError("a run is a JSON object", where=item.where)
    one = Collected("json", source, item.where)
    remarks: tuple[str, ...] = ()
    if mapping is None:
        remarks = _as_record(one, item)
    else:
        for value, pairs in ((item.value, mapping.inside), (item.whole, mapping.around)):
            for steps, field in pairs:
                found = _at(value, steps)
                if found is not _MISSING and found is not None:
                    name = ".".join(steps)
                    spread(one, field, Said(found, f"{item.where}.{name}", steps[-1]))
    given = ("run", "id") in one.values
    run = one.run(PurePosixPath(source).stem if sole and not given else None)
    return replace(run, remarks=remarks) if remarks else run


def _as_record(one: Collected, item: _Item) -> tuple[str, ...]:
    """Take the keys that mean something; what is left out is said."""
    known = 0
    unknown = []
    for key, own in item.value.items():
        words = "run.id" if key == "run" else _USUAL.get(key)
        value = own.get("id") if key == "run" and isinstance(own, dict) else own
        if words is None:
            unknown.append(key)
        elif value is not None:
            known += 1
            spread(one, tuple(words.split(".")), Said(value, f"{item.where}.{key}", key))
    if not known:
        hint = "Write a mapping [import.json.NAME] of paths to fields, NAME being that of the file without its ending."
        raise KbError("nothing is known of any key of this object", where=item.where, hint=hint)
    return (f"left out {', '.join(unknown[:8])}: nothing is known of these keys",) if unknown else ()
