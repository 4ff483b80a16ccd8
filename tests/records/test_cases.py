"""Reads example records of every type: good ones with every field, bad ones with the findings named in their body."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.base import Document, read
from kb.config import parse
from kb.records import registry
from kb.shapes import Shape, shape_of
from kb.text.source import Source

CASES = Path(__file__).parent / "cases"
TYPES = registry(parse(""))
EXPECTED = re.compile(r"<!-- (FM\d{3} \S+) -->")


def of(kind: str) -> list[Path]:
    return sorted(CASES.glob(f"*/{kind}_*.md"))


def load(path: Path) -> Document:
    return read(Source(path.name, path.read_bytes().decode()), TYPES)


def placed(document: Document) -> list[str]:
    """`CODE line:column-line:column` of every problem, in the order of the text."""
    found = []
    for problem in document.problems:
        span = document.span(problem.where, problem.on)
        start, end = document.source.position(span.start), document.source.position(span.end)
        found.append((span, f"{problem.code} {start.line}:{start.column}-{end.line}:{end.column}"))
    return [text for _, text in sorted(found)]


@pytest.mark.parametrize("path", of("ok"), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_good_record_is_read(path: Path) -> None:
    document = load(path)
    assert document.problems == ()
    assert document.record is not None
    assert document.type == document.record.type == path.parent.name
    assert document.tidy


@pytest.mark.parametrize("path", of("bad"), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_bad_record_is_told_what_is_wrong(path: Path) -> None:
    document = load(path)
    assert document.record is None
    assert placed(document) == EXPECTED.findall(document.body_text)


@pytest.mark.parametrize("name", TYPES)
def test_the_good_records_of_a_type_use_every_field(name: str) -> None:
    seen = {step for path in of("ok") if path.parent.name == name for step in paths(load(path))}
    known = set(fields(shape_of(TYPES[name].model)))
    assert known - seen == set()


def paths(document: Document) -> Iterator[str]:
    for path in document.places:
        yield ".".join(str(step) for step in path if isinstance(step, str))


def fields(shape: Shape, at: str = "") -> Iterator[str]:
    """The fields of a type as dotted names; keys that are free are not fields."""
    for key, inner in (shape.fields or {}).items():
        name = f"{at}{key}"
        yield name
        held = inner.items if inner.items is not None and inner.items.fields is not None else inner
        if held.fields is not None and not (inner.items is not None and name in FREE):
            yield from fields(held, f"{name}.")


FREE = {"data", "metrics"}  # their keys are names of splits and metrics, not fields
