"""The JSON Schema of a type accepts what the type accepts, and says bounds in its own words."""

import datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kb import base, config
from kb.config import Config
from kb.index import as_json
from kb.records import ORDER, registry
from kb.schema import json_schema

TYPES = registry(Config())
EXAMPLE = Path(__file__).resolve().parents[2] / "src" / "kb" / "example" / "base"


@pytest.mark.parametrize("name", ORDER)
def test_the_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(TYPES[name]))


def test_every_record_of_the_example_fits_the_schema_of_its_type() -> None:
    read = base.load(config.read(EXAMPLE))
    validators = {n: jsonschema.Draft202012Validator(json_schema(e)) for n, e in read.types.items()}
    for document in read.documents:
        assert document.record is not None
        values = as_json(document.record)
        errors = [e.message for e in validators[document.record.type].iter_errors(values)]
        assert not errors, (document.path, errors)


def _task(**values: Any) -> dict[str, Any]:
    created = datetime.date(2026, 1, 1).isoformat()
    return {"id": "TASK-0001", "type": "task", "title": "x", "status": "idea", "created": created, **values}


@pytest.mark.parametrize(
    ("values", "fits"),
    [
        ({}, True),
        ({"x-team": {"any": ["thing"]}}, True),
        ({"expectation": {"gain": 5, "confidence": 1, "x-why": "seen before"}}, True),
        ({"expectation": {"gain": 6, "confidence": 1}}, False),
        ({"expectation": {"gain": 1, "confidence": 1.5}}, False),
        ({"smart": {"achievable": {"effort_days": 0}}}, False),
        ({"status": "someday"}, False),
        ({"id": "EXP-0001"}, False),
        ({"titel": "x"}, False),
    ],
)
def test_the_schema_knows_bounds_states_prefix_and_keys(values: dict[str, Any], fits: bool) -> None:
    validator = jsonschema.Draft202012Validator(json_schema(TYPES["task"]))
    assert validator.is_valid(_task(**values)) is fits
