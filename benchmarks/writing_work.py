"""Writes the records of daily work: tasks, experiments and reviews."""

from __future__ import annotations

import datetime as dt
from typing import Any

from benchmarks.corpus import Job, Plan, Trial
from benchmarks.drafts import Draft
from benchmarks.vocabulary import FEATURES, HANDLES, METHODS, MODELS, PLATFORMS, SOURCES, TAGS, Words

_KINDS = {
    "research": ("data", "model"),
    "review": ("technology",),
    "integrate": ("model", "technology"),
    "teach": ("technology",),
}

_SEVEN = (
    "data_accessible",
    "runs_clean",
    "config_fixed",
    "code_documented",
    "output_consistent",
    "metrics_comparable",
    "conclusions_written",
)


def heading(kind: str, name: str, title: str, status: str, created: dt.date, words: Words) -> dict[str, Any]:
    """The keys every record opens with, in their usual order."""
    values: dict[str, Any] = {
        "id": name,
        "type": kind,
        "title": title,
        "status": status,
        "created": created,
        "owner": words.pick(HANDLES),
    }
    if words.chance(0.4):
        values["contributors"] = words.some(HANDLES, 2)
    values["tags"] = words.some(TAGS, 3)
    if words.chance(0.3):
        values["visibility"] = words.pick(("public", "internal", "internal"))
    return values


def task(made: Plan, job: Job) -> Draft:
    """The task of a job, SMART throughout."""
    words = made.words
    title, specific, measurable = _wording(made, job)
    values = heading("task", job.id, title, job.state, job.created, words)
    values["owner"] = job.assignee
    values |= {"research": words.pick(_KINDS[job.role]), "goal": job.aim.id}
    if job.state not in ("idea", "backlog"):
        values["assignee"] = job.assignee
    values["hypothesis"] = words.sentence()
    values["smart"] = {
        "specific": specific,
        "measurable": measurable,
        "achievable": {"effort_days": words.whole(1, 8), "needs": [job.aim.source]},
        "relevant": f"{job.metric.name} decides how many cases of {job.aim.domain} people must look at",
        "time_bound": _due(made, job),
    }
    values["expectation"] = {"gain": words.whole(1, 5), "confidence": words.between(0.2, 0.95, 2)}
    values |= _extras(made, job)
    mentions = [job.aim.id, *job.evidence[:2], *job.uses[:2]]
    return Draft(job.id, "task", title, values, mentions)


def _wording(made: Plan, job: Job) -> tuple[str, str, dict[str, Any]]:
    words, metric = made.words, job.metric
    if job.role == "research":
        method, feature = words.pick(METHODS), words.pick(FEATURES)
        measurable = {
            "metric": metric.name,
            "dataset": "test",
            "baseline": job.baseline,
            "target": job.target,
            "direction": metric.direction,
        }
        return (
            f"Compare {method} on {feature} for {job.aim.domain}",
            f"Train {words.pick(MODELS)} with {method} on {feature} and compare {metric.name} on test data",
            measurable,
        )
    if job.role == "review":
        name = words.pick(PLATFORMS)
        return (
            f"Compare candidates for the {name} of {job.aim.domain}",
            f"Score three candidates for the {name} on the {job.aim.source} against weighted requirements",
            {"deliverable": f"A reported technology review of the {name}"},
        )
    if job.role == "integrate":
        name = words.pick(METHODS)
        return (
            f"Bring {name} into the {job.aim.domain} service",
            f"Add {name} to the training job of {job.aim.domain} and switch the nightly scoring run to it",
            {"deliverable": f"The nightly run of {job.aim.domain} scores with {name}"},
        )
    name = words.pick(PLATFORMS)
    return (
        f"Teach the {name} to the {job.aim.domain} team",
        f"Hold two workshops on the {name} with exercises on the {job.aim.source}",
        {"deliverable": f"Slides and exercises on the {name} in the handbook"},
    )


def _due(made: Plan, job: Job) -> dt.date:
    if job.state in ("done", "dropped"):
        return made.words.day(job.created + dt.timedelta(days=15), job.created + dt.timedelta(days=60))
    return made.today + dt.timedelta(days=made.words.whole(20, 80))


def _extras(made: Plan, job: Job) -> dict[str, Any]:
    """Links and notes that only some tasks have."""
    words, found = made.words, dict[str, Any]()
    earlier = [name for name in job.aim.tasks if name < job.id]
    if job.state in ("ready", "backlog") and words.chance(0.4):
        found["quick_test"] = {"on": words.day(job.created, made.today), "finding": words.sentence()}
    if job.state == "doing" and words.chance(0.2):
        blockers = [other.id for other in made.open_jobs() if other.aim is job.aim and other.state == "ready"]
        found["blocked"] = {
            "since": words.day(job.created, made.today),
            "reason": f"The {job.aim.source} of this month has not been delivered",
            "by": blockers[:1],
        }
    if earlier and words.chance(0.5):
        found["depends_on"] = words.some(earlier, 2)
    if job.role in ("integrate", "teach"):
        found["integrates" if job.role == "integrate" else "teaches"] = job.uses
    if earlier and words.chance(0.15):
        found["part_of"] = words.pick(earlier)
    return found


def experiment(made: Plan, trial: Trial) -> Draft:
    """One result with what is needed to repeat it."""
    words, job = made.words, trial.job
    model, method = words.pick(MODELS), words.pick(METHODS)
    title = f"{model.capitalize()} with {method} for {job.aim.domain}"
    values = heading("experiment", trial.id, title, trial.state, trial.date, words)
    values |= _setting(made, trial)
    values["model"] = {
        "name": f"{job.aim.domain.split()[-1]}-{words.whole(1, 40)}",
        "type": model,
        "params": {
            "learning_rate": words.between(0.01, 0.3),
            "max_depth": words.whole(3, 12),
            "n_estimators": words.whole(100, 900),
            "encoding": method,
            "early_stopping": words.chance(0.5),
        },
    }
    if trial.state != "running":
        values |= _result(made, trial)
    elif trial.baseline:
        values["baseline"] = trial.baseline
    mentions = [job.id, job.aim.id, *([trial.baseline] if trial.baseline else [])]
    return Draft(trial.id, "experiment", title, values, mentions)


def _setting(made: Plan, trial: Trial) -> dict[str, Any]:
    words, job = made.words, trial.job
    at = dt.datetime.combine(trial.date, dt.time(words.whole(6, 20), words.whole(0, 59)))
    values: dict[str, Any] = {
        "task": job.id,
        "date": at,
        "code": {
            "commit": words.hexadecimal(40),
            "repository": "https://git.example.org/research/models",
            "command": f"python -m train --config configs/run-{words.whole(1, 400)}.toml",
            "dirty": False,
            "config": f"configs/run-{words.whole(1, 400)}.toml",
        },
        "environment": {
            "lockfile": "uv.lock",
            "python": f"3.{words.whole(10, 13)}",
            "image": "registry.example.org/train:2026.02",
            "hardware": "8 cores, 32 GB",
        },
        "seeds": [words.whole(1, 9999) for _ in range(5)],
    }
    values["data"] = {
        split: {"uri": uri, "digest": digest, "rows": rows, "folds": 5}
        if split == "train"
        else {"uri": uri, "digest": digest, "rows": rows}
        for split, (uri, digest, rows) in job.aim.data.items()
    }
    return values


def _result(made: Plan, trial: Trial) -> dict[str, Any]:
    words, job = made.words, trial.job
    metrics = {}
    for metric, low, high in job.aim.metrics:
        mean, spread = (
            _measured(words, job, low, high) if metric is job.metric else (low, abs(high - low) / 90)
        )
        made.measured[trial.id, metric.name] = mean, spread
        metrics[metric.name] = {
            "validation": round(mean, 4),
            "test": {"mean": round(mean, 4), "std": round(spread, 5), "n": 5},
        }
    values: dict[str, Any] = {
        "metrics": metrics,
        "outputs": [
            {
                "uri": f"s3://research-models/{trial.id.lower()}/model.bin",
                "digest": words.digest(),
                "what": "trained model",
            }
        ],
    }
    if words.chance(0.3):
        values["run"] = {
            "tracker": "mlflow",
            "id": words.hexadecimal(32),
            "uri": f"https://tracking.example.org/runs/{words.hexadecimal(12)}",
            "digest": words.digest(),
        }
    if trial.baseline:
        values["baseline"] = trial.baseline
    values["outcome"] = _outcome(made, trial)
    values["conclusion"] = words.paragraph(2)
    values["reproducibility"] = dict.fromkeys(_SEVEN, True)
    if words.chance(0.2):
        values["reproductions"] = [
            {
                "on": words.day(trial.date, made.today),
                "by": words.pick(HANDLES),
                "commit": words.hexadecimal(40),
                "verdict": "match",
            }
        ]
    return values


def _outcome(made: Plan, trial: Trial) -> str:
    """A met target supports, unless the gain over the baseline may be chance."""
    if not trial.job.met:
        return "refuted"
    name = trial.job.metric.name
    own, other = made.measured.get((trial.id, name)), made.measured.get((trial.baseline, name))
    near = own is not None and other is not None and abs(own[0] - other[0]) < 3 * (own[1] + other[1])
    return "inconclusive" if near else "supported"


def _measured(words: Words, job: Job, low: float, high: float) -> tuple[float, float]:
    """A mean on the side of the target that the plan says, and its spread."""
    step = job.target - job.baseline
    share = words.between(1.03, 1.3) if job.met else words.between(0.2, 0.8)
    return low + step * share, abs(high - low) / 120


def review(made: Plan, name: str, job: Job) -> Draft:
    """A technology review whose first candidate leads by far, so that no change of weights turns it."""
    words = made.words
    platform = words.pick(PLATFORMS)
    title = f"Which {platform} for {job.aim.domain}"
    status = "reported" if job.state == "done" else "draft"
    values = heading("review", name, title, status, job.created + dt.timedelta(days=2), words)
    values["review_by"] = made.today + dt.timedelta(days=words.whole(60, 170))
    criteria = _criteria(words, job.aim.source)
    candidates = [_candidate(words, number, platform, criteria) for number in range(3)]
    values |= {
        "task": job.id,
        "question": f"Which {platform} serves {job.aim.domain} at the lowest running cost?",
        "criteria": criteria,
        "candidates": candidates,
    }
    if status == "reported":
        values["recommends"] = [candidates[0]["name"]]
    values["valid_until"] = made.today + dt.timedelta(days=words.whole(180, 400))
    return Draft(name, "review", title, values, [job.id, job.aim.id])


def _criteria(words: Words, source: str) -> list[dict[str, Any]]:
    asked = (
        ("F1", "functionality", f"Reads the {source} without a converter", 5, "mandatory"),
        ("F2", "functionality", "Keeps a history of every change", 4, "important"),
        ("D1", "documentation", "Explains its file format", 3, "important"),
        ("C1", "cost", "Runs on the machines we have", 3, "supplementary"),
    )
    return [
        {
            "id": key,
            "group": group,
            "requirement": text,
            "rationale": words.sentence(),
            "weight": weight,
            "priority": priority,
        }
        for key, group, text, weight, priority in asked
    ]


def _candidate(words: Words, number: int, platform: str, criteria: list[dict[str, Any]]) -> dict[str, Any]:
    name = f"{platform}-{words.pick(SOURCES).split()[0]}-{number + 1}"
    scores = {
        c["id"]: c["weight"] if number == 0 else c["weight"] / 2 + number * 0.25 - 0.5 * (c["id"] == "C1")
        for c in criteria
    }
    return {
        "name": name.replace("-", " ").capitalize(),
        "technology": name,
        "version": f"{words.whole(1, 6)}.{words.whole(0, 30)}",
        "url": f"https://{name}.example.org/",
        "scores": scores,
    }
