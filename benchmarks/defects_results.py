"""Defects of experiments (EX): what keeps a result from being repeated, compared or believed."""

from __future__ import annotations

from typing import Any

from benchmarks.defects import Seeder, sows
from benchmarks.drafts import Draft


def _result(seeder: Seeder, **values: Any) -> str:
    """Keeps a concluded experiment that missed the target of its task; returns its path."""
    task, result = seeder.tested_task("done", met=False, **values)
    seeder.keep(task)
    return seeder.keep(result)


def _compared(seeder: Seeder, result: Draft, baseline: str) -> Draft:
    """Names the baseline where that usually stands."""
    after = "run" if "run" in result.values else "outputs"
    return seeder.insert(result, after, "baseline", baseline)


def _inside(seeder: Seeder, key: str, *leave_out: str, **values: Any) -> dict[str, Any]:
    """A part of a clean experiment with some of its keys changed or left out."""
    part = seeder.by_id[seeder.made.aims[0].experiments[0]].values[key] | values
    return {name: value for name, value in part.items() if name not in leave_out}


@sows("EX001")
def no_code(seeder: Seeder, number: int) -> None:
    """No code, a branch for a commit, no command, files that were changed after the commit."""
    kinds = (
        (None, ""),
        (_inside(seeder, "code", commit="main"), "commit: main"),
        (_inside(seeder, "code", "command"), "code:"),
        (_inside(seeder, "code", dirty=True), "dirty: true"),
    )
    code, words = kinds[number % 4]
    seeder.seed("EX001", _result(seeder, code=code), words)


@sows("EX002")
def no_data(seeder: Seeder, number: int) -> None:
    """No data; test data without a digest."""
    test = {"uri": "s3://research-data/unsealed/test.parquet", "rows": 4_000}
    data = _inside(seeder, "data", test=test) if number % 2 else None
    seeder.seed("EX002", _result(seeder, data=data), test["uri"] if number % 2 else "")


@sows("EX003")
def no_parameters(seeder: Seeder, _number: int) -> None:
    """A model without parameters, from a program without options."""
    code = _inside(seeder, "code", "config", command="make train")
    path = _result(seeder, model={"name": "unknown-1", "type": "random forest"}, code=code)
    seeder.seed("EX003", path, "model:")


@sows("EX004")
def no_metrics(seeder: Seeder, _number: int) -> None:
    """No figure, which also leaves the metric of its task unmeasured."""
    task, result = seeder.tested_task("done", met=False, metrics=None)
    seeder.seed("EX004", seeder.keep(result), also=(seeder.keep(task),), companions=("KB004",))


@sows("EX005")
def no_conclusion(seeder: Seeder, _number: int) -> None:
    """Concluded without a word."""
    seeder.seed("EX005", _result(seeder, conclusion=None))


@sows("EX006")
def no_environment(seeder: Seeder, number: int) -> None:
    """No environment; one of hardware alone."""
    path = _result(seeder, environment={"hardware": "8 cores"} if number % 2 else None)
    seeder.seed("EX006", path, "environment:" if number % 2 else "")


@sows("EX007")
def no_seed(seeder: Seeder, _number: int) -> None:
    """No seeds."""
    seeder.seed("EX007", _result(seeder, seeds=None))


@sows("EX008")
def not_comparable(seeder: Seeder, number: int) -> None:
    """Other test data than the baseline's; no metric that both report."""
    baseline = seeder.made.aims[0].experiments[0]
    digest = seeder.made.words.digest()
    if number % 2:
        task, result = seeder.tested_task("done", met=False, metrics={"run_seconds": {"test": 0.7}})
        path, also = seeder.keep(_compared(seeder, result, baseline)), (seeder.keep(task),)
        seeder.seed("EX008", path, f"baseline: {baseline}", also=also, companions=("KB004",))
        return
    test = {"uri": "s3://research-data/other/test.parquet", "digest": digest, "rows": 4_000}
    task, result = seeder.tested_task("done", met=False, data=_inside(seeder, "data", test=test))
    seeder.keep(task)
    seeder.seed("EX008", seeder.keep(_compared(seeder, result, baseline)), digest)


@sows("EX009")
def overlap(seeder: Seeder, _number: int) -> None:
    """Trained and tested on the same file."""
    digest = seeder.made.words.digest()
    train, test = ({"uri": f"s3://mixed/{name}.parquet", "digest": digest} for name in ("train", "test"))
    path = _result(seeder, data=_inside(seeder, "data", train=train, test=test))
    seeder.seed("EX009", path, "s3://mixed/test.parquet")


@sows("EX010")
def not_reproducible(seeder: Seeder, number: int) -> None:
    """No answers; one too few; three honest noes."""
    noes = dict.fromkeys(("data_accessible", "runs_clean", "output_consistent"), False)
    said = (
        None,
        _inside(seeder, "reproducibility", "runs_clean"),
        _inside(seeder, "reproducibility", **noes),
    )[number % 3]
    seeder.seed("EX010", _result(seeder, reproducibility=said), "reproducibility:" if said else "")


@sows("EX011")
def contradicted(seeder: Seeder, _number: int) -> None:
    """Called supported although the target was missed."""
    seeder.seed("EX011", _result(seeder, outcome="supported"), "outcome: supported")


@sows("EX012")
def no_outputs(seeder: Seeder, _number: int) -> None:
    """Nothing is left of it."""
    seeder.seed("EX012", _result(seeder, outputs=None, run=None))


@sows("EX013")
def within_the_spread(seeder: Seeder, _number: int) -> None:
    """A single run that gains half a standard deviation of its baseline and is called supported."""
    task, result = seeder.tested_task("done", met=True, seeds=[7])
    baseline = seeder.by_id[seeder.made.aims[0].experiments[0]]
    part = task.values["smart"]["measurable"]
    before = baseline.values["metrics"][part["metric"]]["test"]
    sign = 1 if part["direction"] == "higher" else -1
    figure = round(before["mean"] + sign * before["std"] / 2, 6)
    task.values["smart"]["measurable"] = part | {"target": figure}
    result.values["metrics"] = {part["metric"]: {"test": figure}}
    path, also = seeder.keep(_compared(seeder, result, baseline.id)), (seeder.keep(task),)
    seeder.seed("EX013", path, f"test: {figure}", also=also, companions=("KB009",))
