"""Made runs and made edits: importing twice changes nothing, and a person's words survive every later import."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.changing import assign, parse
from kb.config import Config
from kb.errors import KbError
from kb.importers.leaves import compare, held, written
from kb.importers.run import Artifact, Data, Metric, Run
from kb.records import registry
from tests.importers.importing import Memory

TYPES = registry(Config())
NAMES = st.sampled_from(
    ["auc", "val_auc", "test/f1", "loss", "no", "1e5", "a: b", "größe", "x" * 250, "\x1b", "- y", "#", ""]
)
TEXTS = st.text(max_size=12) | st.sampled_from(
    ["no", "1.10", "~", "- a", "a: b", "'", '"', "x" * 3000, "2026-01-01", "<<"]
)
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
PARAMS = st.dictionaries(NAMES, st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(
    NAMES, inner, max_size=2), max_leaves=5), max_size=4)  # fmt: skip
METRICS = st.builds(
    Metric,
    NAMES,
    st.floats() | st.integers(-5, 5),
    st.none() | NAMES,
    st.none() | st.floats(),
    st.none() | st.integers(0, 9),
)
DATA = st.builds(
    Data,
    st.none() | TEXTS,
    st.none() | TEXTS,
    st.none() | st.integers(-1, 10**20),
    st.none() | st.integers(0, 9),
)
RUNS = st.builds(
    Run,
    st.just("mlflow"),
    st.just("7"),
    st.just("mlflow.db"),
    st.just("mlflow.db: run 7"),
    name=st.none() | TEXTS,
    started=st.none() | st.datetimes(datetime(1980, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # bounds are naive
    commit=st.none() | TEXTS,
    command=st.none() | TEXTS,
    dirty=st.none() | st.booleans(),
    model=st.none() | TEXTS,
    params=PARAMS,
    seeds=st.lists(st.integers(), max_size=3).map(tuple),
    metrics=st.lists(METRICS, max_size=4).map(tuple),
    data=st.dictionaries(NAMES, DATA, max_size=2),
    outputs=st.lists(st.builds(Artifact, TEXTS, st.none() | TEXTS), max_size=2).map(tuple),
    note=st.none() | TEXTS,
)
EDITS = st.lists(
    st.sampled_from([
        "title=Renamed by hand", "status=concluded", "conclusion=It holds", "outcome=refuted", "tags=a,b", "seeds=1,2",
        "code.commit=fedcba98", "code.commit=", "model.params.mine=3", "metrics.auc.validation=0.123",
        "metrics.mine.test=1", "metrics.auc=", "metrics=", "data.mine.uri=x", "model=", "date=2020-02-02", "outputs=",
        "environment.python=3.9",
    ]),
    max_size=4, unique=True,
)  # fmt: skip


@settings(max_examples=15)
@given(RUNS)
def test_any_run_is_a_record_and_twice_imported_changes_nothing(run: Run) -> None:
    memory = Memory()
    assert memory.imports([run]).refused == []
    for update in (False, True):
        found = memory.imports([run], update=update)
        assert (found.unchanged, found.new, found.changed, found.refused) == (["EXP-0001"], [], [], [])


@settings(max_examples=15)
@given(RUNS, RUNS, EDITS)
def test_what_a_person_wrote_survives_every_later_import(first: Run, second: Run, edits: list[str]) -> None:
    memory = Memory()
    memory.imports([first])
    original = memory.experiment
    for words in edits:
        with contextlib.suppress(KbError):
            memory.put(assign(memory.document, TYPES, [parse(words)]).after.source)
    edited, body = memory.experiment, memory.document.body_text

    memory.imports([second], update=True)

    assert memory.imports([second]).unchanged == ["EXP-0001"]
    for key in ("id", "title", "status", "conclusion", "outcome", "tags", "created", "owner"):
        assert getattr(memory.experiment, key) == getattr(edited, key), key
    assert memory.document.body_text == body
    for difference in compare(held(original), held(edited), ""):
        if difference.there is not None:  # what a person wrote stands there still
            assert value_at(held(memory.experiment), difference.path) == difference.there, difference.name


@settings(max_examples=15)
@given(RUNS, RUNS)
def test_a_record_that_nobody_touched_becomes_what_the_run_is(first: Run, second: Run) -> None:
    updated, fresh = Memory(), Memory()
    updated.imports([first])
    updated.imports([second], update=True)
    fresh.imports([second])
    assert held(updated.experiment) == held(fresh.experiment)


def test_a_digest_tells_a_value_only_at_its_place() -> None:
    kept = written({"code": {"commit": "a", "command": "b"}})
    swapped = compare(
        {"code": {"commit": "b", "command": "a"}}, {"code": {"commit": "c", "command": "d"}}, kept
    )
    assert [d.kind for d in swapped] == ["both", "both"]


def value_at(values: Any, path: Any) -> Any:
    for step in path:
        values = values.get(step) if isinstance(values, dict) else None
    return values


def test_a_later_import_of_the_first_run_brings_its_values_back() -> None:
    memory = Memory()
    run = Run("mlflow", "7", "m.db", "m", params={"a": 1}, metrics=(Metric("auc", 0.5),))
    memory.imports([run])
    before = memory.document.source.text
    memory.imports([replace(run, params={"b": {"c": 2}}, metrics=())], update=True)
    memory.imports([run], update=True)
    assert sorted(memory.document.source.text.splitlines()) == sorted(before.splitlines())
