"""The yardstick of a cold lint: read every file, PyYAML's C loader, pydantic models, a graph of ids in dicts.

python -m benchmarks.reference_read DIR            # all of it
python -m benchmarks.reference_read DIR --yaml     # reading and YAML alone, nothing else imported
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

_BODY_LINK = re.compile(r"\[\[([A-Z]+-\d{4,})(?:\|[^\]]*)?\]\]|\b([A-Z]+-\d{4,})\b")
_ID = re.compile(r"[A-Z]+-\d{4,}\Z")


class Loader(yaml.CSafeLoader):
    """CSafeLoader for which only true and false are booleans, so that the key `on` stays a word."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), list("tf"))


def sources(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Path, front matter and body of every record under `folder`."""
    for home in ("backlog", "research"):
        for path in sorted((folder / home).rglob("*.md")):
            text = path.read_text(encoding="utf-8")
            end = text.index("\n---", 4)
            yield str(path), text[4 : end + 1], text[end + 5 :]


def loaded(folder: Path) -> Iterator[tuple[str, Any, str]]:
    """As `sources`, with the front matter parsed."""
    for path, front, body in sources(folder):
        yield path, yaml.load(front, Loader), body  # the loader derives from the safe one


def read(folder: Path) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """Records by id and the links that lead nowhere, as (source, kind, target).

    Raises pydantic.ValidationError for a record that does not fit its model.
    """
    from benchmarks.reference_records import MODELS

    records: dict[str, Any] = {}
    links: dict[str, list[tuple[str, str]]] = {}
    for _, values, body in loaded(folder):
        record = MODELS[values["type"]].model_validate(values)
        records[record.id] = record
        found = [(kind, target) for kind, value in values.items() if kind != "id" for target in _ids(value)]
        found += [("mentions", a or b) for a, b in _BODY_LINK.findall(body)]
        links[record.id] = found
    backlinks: dict[str, list[tuple[str, str]]] = {name: [] for name in records}
    dangling = []
    for source, found in links.items():
        for kind, target in found:
            if target in backlinks:
                backlinks[target].append((kind, source))
            else:
                dangling.append((source, kind, target))
    return records, dangling


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if _ID.match(value):
            yield value
    elif isinstance(value, list):
        for item in value:
            yield from _ids(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _ids(item)


def main(arguments: list[str]) -> int:
    """Prints how many records and how many dangling links there are."""
    folder = Path(arguments[0])
    if "--yaml" in arguments:
        print(sum(1 for _ in loaded(folder)), "records parsed")
        return 0
    records, dangling = read(folder)
    print(len(records), "records,", len(dangling), "dangling links")
    return 1 if dangling else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
