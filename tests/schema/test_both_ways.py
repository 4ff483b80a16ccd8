"""The JSON Schema of a type accepts what its model accepts: made from the one, judged by the other, and spoiled."""

import copy
import json
import random
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kb import config
from kb.config import Config
from kb.reading import read_record
from kb.records import Registry, registry
from kb.schema import json_schema
from kb.text import frontmatter
from kb.text.yaml_block import entries
from tests.hostile.making import Maker
from tests.schema.reading import core, patterns, validator
from tests.schema.sampling import Sampler

TODAY = date(2026, 11, 23)
EVERYTHING = Path(__file__).parents[1] / "hostile" / "everything.toml"
OWN = """
[types.task.fields]
grade = { type = "enum", values = ["1", "2.5", "true", "null", "a b"] }
marks = { type = "enum", values = ["7", "x"], many = true }
[types.risk.fields]
seen = { type = "datetime", required = true }
"""
TYPES: dict[str, Registry] = {
    "usual": registry(Config()),
    "everything": registry(config.parse(EVERYTHING.read_text(encoding="utf-8"))),
    "own": registry(config.parse(OWN)),
}
SCHEMAS = {
    (group, name): json_schema(entry) for group, types in TYPES.items() for name, entry in types.items()
}
VALIDATORS = {at: validator(schema) for at, schema in SCHEMAS.items()}
CASES = sorted(SCHEMAS)


def refusals(head: str, types: Registry, name: str) -> list[str] | None:
    """Why the model refuses a front matter, if it does; None when it is no front matter at all."""
    front = frontmatter.parse(f"---\n{head}\n---\n")
    if front.values is None or front.problems:
        return None
    checked = read_record(front.values, types)
    said = [f"{problem.where}: {problem.message}" for problem in checked.problems]
    if checked.type != name or not (checked.id or "").startswith(f"{types[name].type.prefix}-"):
        said.append("another type or prefix")
    return said


def same(head: str, group: str, name: str) -> bool:
    """Hold one front matter against both; whether it was accepted."""
    said = refusals(head, TYPES[group], name)
    if said is None:
        return False
    errors = [error.message[:300] for error in VALIDATORS[group, name].iter_errors(core(head))]
    assert bool(said) is bool(errors), (name, "the model:", said, "the schema:", errors, head)
    return not said


def written(values: dict[str, Any], style: str) -> str:
    """Values as YAML, in lines or as JSON."""
    return json.dumps(values, ensure_ascii=False) if style == "json" else "\n".join(entries(values, 0))


# -- from the model to the schema ---------------------------------------------------------------------------


@pytest.mark.parametrize(("group", "name"), CASES)
def test_what_the_model_takes_the_schema_takes(group: str, name: str) -> None:
    maker = Maker(7, TYPES[group], TODAY)
    for number in range(25):
        values = maker.record(TYPES[group][name], f"{TYPES[group][name].type.prefix}-{number:04}")
        assert same(written(values, "block"), group, name)
        assert same(written(values, "json"), group, name)


# -- and what is spoiled is refused by both ---------------------------------------------------------------

GREAT = [1e100, 1.1e100, 10**101, -1e100, -(10**101), 1e-320, -0.0, 0, 10**15]
ODD: list[Any] = [
    None, True, False, 0, -1, 1, 5, 6, 0.5, 1.0, 1e15, -1e15, 10**15 - 1, 10**15, "", " ", "\t", "\n", "a",
    "a\n", "a\nb", "yes", "No", "ON", "tRuE", "unknown", "Unknown", "5", "0.5", "true", "null", "1e5", "-1",
    "2026-11-23", "2026-11-31", "2024-02-29", "2025-02-29", "1900-02-29", "2000-02-29", "0000-01-01",
    "0001-01-01", "2026-1-1", "2026-11-23T10:00", "2026-11-23T24:00", "2026-11-23T23:59:60Z",
    "2026-11-23T10:00:00+24:00", "2026-11-23T10:00:00+23:59", "2026-11-23 10:00:00.5z",
    "2026-11-23T10:00+0100", "2026-11-23T10", "20261123", "2026-W47-1", "TASK-0001", "TASK-1",
    "TASK-0000000001", "task-0001", "TASK-0001\n", "EXP-0001", "@a", "@@a", "-a", "a-", "a b", "ä", "Ä.b",
    "数", "x" * 64, "x" * 65, "@" + "x" * 64, "x" * 120, "x" * 121, "\u00a0", "\u3000", "\u200b", "\u2028",
    "FR1", "NFR0001", "FR10000", "EX007", "EX07", "higher", "draft", "done", "mvp", "adopt", [], {}, [[]],
    [{}], ["a"], [None], {"a": "b"}, {"a": 1}, {"a": None}, {"a": {"b": 1}}, {"x-a": 1}, {"mean": 1},
    {"mean": 1, "std": -1}, {"mean": 1, "n": 0}, {"mean": 1, "x-a": [1]}, {"mean": None}, {"mean": "1"},
    {"A b": "adopt"}, {"a": "adopt"}, {"TASK-0001": "x"}, {"TASK-0001\n": "x"}, {"": 1},
]  # fmt: skip


def places(values: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place below a value."""
    steps = (
        values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    )
    return [path for step, value in steps for path in ((*at, step), *places(value, (*at, step)))]


def spoiled(values: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A copy in which one or two places hold something else."""
    new: dict[str, Any] = json.loads(json.dumps(values))
    for _ in range(chance.choice((1, 1, 2))):
        path = chance.choice(places(new) or [("title",)])
        inner: Any = new
        for step in path[:-1]:
            inner = inner[step]
        fault = chance.random()
        if fault < 0.1:
            del inner[path[-1]]
        elif fault < 0.2 and isinstance(inner, dict):
            inner[chance.choice(("x-more", "more", "Title", "", "on", "1"))] = copy.deepcopy(
                chance.choice(ODD)
            )
        elif fault < 0.25:
            inner[path[-1]] = [inner[path[-1]]]
        else:
            # How a great number is spelled is what makes it a handle or none: only numbers become one.
            number = isinstance(inner[path[-1]], int | float) and not isinstance(inner[path[-1]], bool)
            inner[path[-1]] = copy.deepcopy(chance.choice(GREAT if number and fault < 0.5 else ODD))
    return new


def many(group: str, name: str, seed: int, count: int) -> tuple[int, int]:
    """Spoil so many records; how many were accepted and refused, by both alike."""
    entry, chance = TYPES[group][name], random.Random(seed)
    maker, taken = Maker(seed, TYPES[group], TODAY), 0
    for number in range(count):
        values = spoiled(maker.record(entry, f"{entry.type.prefix}-{number % 10_000:04}"), chance)
        taken += same(written(values, chance.choice(("json", "block"))), group, name)
    return taken, count - taken


@pytest.mark.parametrize(("group", "name"), CASES)
def test_what_is_spoiled_both_take_or_both_refuse(group: str, name: str) -> None:
    taken, refused = many(group, name, 11, 80)
    assert taken > 2
    assert refused > 15


@pytest.mark.soak
@pytest.mark.parametrize(("group", "name"), CASES)
def test_what_is_spoiled_many_times_from_a_new_seed(group: str, name: str) -> None:
    many(group, name, random.SystemRandom().randrange(2**31), 5000)


# -- from the schema to the model ----------------------------------------------------------------------------


@pytest.mark.parametrize(("group", "name"), CASES)
def test_what_the_schema_takes_the_model_takes(group: str, name: str) -> None:
    schema, read = SCHEMAS[group, name], 0
    sampler = Sampler(schema, 13)
    for _ in range(50):
        values = sampler.value(schema)
        head = written(values, sampler.random.choice(("json", "block")))
        if refusals(head, TYPES[group], name) is not None:
            assert same(head, group, name)
            read += 1
    assert read > 30


# -- what the schema cannot see ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "model", "schema"),
    [
        ("expectation: {gain: 0x3, confidence: 1}", False, True),
        ("rank: 0o17", False, True),
        ("owner: +5", False, True),
        ("owner: '+5'", False, False),
        ("tags: [TRUE]", False, True),
        ("tags: [.5]", False, True),
        (f"hypothesis: x\nx-title: {'9' * 121}", True, True),
        ("expectation: {gain: '3', confidence: 1}", False, False),
        ("grade: 2.5", True, True),
        ("grade: 2.50", False, True),
        ("grade: 1", True, True),
        ("grade: '1'", True, True),
    ],
)
def test_of_a_number_it_does_not_see_how_it_was_spelled(line: str, model: bool, schema: bool) -> None:
    head = f"id: TASK-0001\ntype: task\ntitle: T\nstatus: idea\ncreated: 2026-01-05\n{line}"
    assert (refusals(head, TYPES["own"], "task") == []) is model
    assert VALIDATORS["own", "task"].is_valid(core(head)) is schema


@pytest.mark.parametrize(("group", "name"), CASES)
def test_patterns_say_the_same_in_every_language(group: str, name: str) -> None:
    for pattern in patterns(SCHEMAS[group, name]):
        assert not re.search(r"\\[ZAzGhR]|\(\?[^:=!]|\[\[:|\\[pPwWbdD]|[*+?}][+]", pattern), pattern
