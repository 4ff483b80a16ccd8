"""Which kind of class should hold a record? Memory per record, CPU to validate, CPU to import and prepare.

Run: `python benchmarks/choices/record_classes.py > benchmarks/results/record_classes.json`

The records are generated front matters read into plain data once; every candidate turns the same data into
frozen objects and must refuse an unknown key, a wrong enumeration and a number out of range.
"""

import argparse
import gc
import sys
import tracemalloc
from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec
import pydantic
import pydantic.dataclasses
import yaml
from pydantic import ConfigDict, Field
from samples import digest, front_matters
from timing import cpu_of_call, cpu_of_command, in_turns, report

DISTRIBUTIONS = ("pydantic", "pydantic-core", "msgspec")
REFERENCE = "pydantic model"
State = Literal["idea", "backlog", "ready", "doing", "review", "done"]
Data = dict[str, Any]

STRICT = ConfigDict(extra="forbid", frozen=True)
FIELDS: dict[str, dict[str, Any]] = {
    "Measurable": {"metric": str, "dataset": str, "baseline": float, "target": float, "direction": str},
    "Achievable": {"effort_days": float, "needs": tuple[str, ...]},
    "Smart": {"specific": str, "measurable": "Measurable", "achievable": "Achievable", "relevant": str},
    "Task": {"id": str, "type": str, "title": str, "status": State, "created": str, "owner": str},
}
_MORE: dict[str, Any] = {
    "tags": tuple[str, ...],
    "goal": str,
    "research": str,
    "assignee": str,
    "hypothesis": str,
    "smart": "Smart",
    "depends_on": tuple[str, ...],
}
FIELDS["Smart"]["time_bound"] = str
FIELDS["Task"].update(_MORE)


def _resolved(name: str, made: dict[str, type]) -> dict[str, Any]:
    return {
        field: made.get(kind, kind) if isinstance(kind, str) else kind for field, kind in FIELDS[name].items()
    }


def _gain(constrain: Callable[..., Any]) -> Any:
    return Annotated[int, constrain(ge=1, le=5)]


def pydantic_model() -> Callable[[Data], object]:
    """Pydantic's own model class."""
    made: dict[str, type] = {}
    for name in FIELDS:
        fields: dict[str, Any] = {field: (kind, ...) for field, kind in _resolved(name, made).items()}
        if name == "Task":
            fields["gain"] = (_gain(Field), ...)
        made[name] = pydantic.create_model(name, __config__=STRICT, **fields)
    task: Any = made["Task"]
    return task.model_validate


def pydantic_dataclass() -> Callable[[Data], object]:
    """A frozen dataclass with slots, checked by pydantic."""
    made: dict[str, type] = {}
    for name in FIELDS:
        hints = _resolved(name, made) | ({"gain": _gain(Field)} if name == "Task" else {})
        plain = type(name, (), {"__annotations__": hints})
        config = ConfigDict(extra="forbid")
        made[name] = pydantic.dataclasses.dataclass(
            plain, config=config, frozen=True, slots=True, kw_only=True
        )
    adapter = pydantic.TypeAdapter(made["Task"])
    return adapter.validate_python


def msgspec_struct() -> Callable[[Data], object]:
    """A frozen msgspec struct."""
    made: dict[str, type] = {}
    for name in FIELDS:
        fields = list(_resolved(name, made).items())
        if name == "Task":
            fields.append(("gain", _gain(msgspec.Meta)))
        made[name] = msgspec.defstruct(name, fields, frozen=True, forbid_unknown_fields=True, kw_only=True)
    task = made["Task"]
    return lambda data: msgspec.convert(data, task, strict=False)


CANDIDATES: dict[str, Callable[[], Callable[[Data], object]]] = {
    REFERENCE: pydantic_model,
    "frozen dataclass with slots, checked by pydantic": pydantic_dataclass,
    "msgspec struct": msgspec_struct,
}


def plain_data(texts: list[str]) -> list[Data]:
    """The front matters as a strict reader hands them over, numbers read, dates left as text."""
    data = []
    for text in texts:
        record = yaml.load(text, Loader=yaml.CBaseLoader)
        record["gain"] = int(record.pop("expectation")["gain"])
        del record["x-commit"]
        measurable = record["smart"]["measurable"]
        measurable.update(baseline=float(measurable["baseline"]), target=float(measurable["target"]))
        record["smart"]["achievable"]["effort_days"] = float(record["smart"]["achievable"]["effort_days"])
        data.append(record)
    return data


def refuses(build: Callable[[Data], object], good: Data) -> int:
    """How many of three defects are refused."""
    defects: list[Data] = [{**good, "asignee": "x"}, {**good, "status": "dooing"}, {**good, "gain": 9}]
    return sum(_fails(build, defect) for defect in defects)


def reported_at_once(build: Callable[[Data], object], good: Data) -> int:
    """How many of the three defects are told when one record has them all."""
    try:
        build({**good, "asignee": "x", "status": "dooing", "gain": 9})
    except pydantic.ValidationError as error:
        return error.error_count()
    except msgspec.ValidationError:
        return 1
    return 0


def _fails(build: Callable[[Data], object], data: Data) -> bool:
    try:
        build(data)
    except (ValueError, TypeError):
        return True
    return False


def bytes_per_record(build: Callable[[Data], object], data: list[Data]) -> float:
    """Bytes the objects take beside the data they were made from, per record."""
    build(data[0])
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept = [build(record) for record in data]
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return round((after - before) / len(kept), 1)


def main() -> None:
    """Print the table, or prepare one candidate when called by itself."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=20261123)
    options.add_argument("--repeats", type=int, default=9)
    chosen = options.parse_args()
    texts = front_matters(chosen.records, chosen.seed)
    data = plain_data(texts)
    builders = {name: make() for name, make in CANDIDATES.items()}

    def job(build: Callable[[Data], object]) -> Callable[[], float]:
        return lambda: cpu_of_call(lambda: [build(record) for record in data])

    def start(module: str) -> Callable[[], float]:
        return lambda: cpu_of_command([sys.executable, "-c", f"import {module}"])

    jobs = {name: job(build) for name, build in builders.items()}
    told = {name: reported_at_once(build, data[0]) for name, build in builders.items()}
    memory = {name: bytes_per_record(build, data) for name, build in builders.items()}
    report(
        "Which kind of class should hold a record?",
        DISTRIBUTIONS,
        {
            "data": {"records": len(texts), "seed": chosen.seed, "digest": digest(texts)},
            "validate": in_turns(jobs, REFERENCE, chosen.repeats),
            "bytes_per_record": memory,
            "memory_ratio": {name: round(value / memory[REFERENCE], 4) for name, value in memory.items()},
            "defects_refused_of_3": {name: refuses(build, data[0]) for name, build in builders.items()},
            "defects_told_at_once_of_3": told,
            "import": in_turns(
                {
                    "pydantic": start("pydantic"),
                    "msgspec": start("msgspec"),
                    "dataclasses": start("dataclasses"),
                },
                "pydantic",
                chosen.repeats,
            ),
        },
    )


if __name__ == "__main__":
    main()
