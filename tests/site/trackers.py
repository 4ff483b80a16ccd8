"""What trackers answer where somebody else named runs, parameters, metrics and files: payloads, really imported."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from kb.importers.importer import Request
from kb.importers.run import Run, Trouble
from kb.importers.tools.dvc import Dvc
from kb.importers.tools.mlflow import Mlflow
from kb.importers.tools.sacred import Sacred
from tests.importers.importing import imported
from tests.importers.mlflow import stores
from tests.site.payloads import PAYLOADS
from tests.site.support import note, write

FIRST = 500
"""Imported records get higher numbers than this."""
GROUPS = [PAYLOADS[at : at + 8] for at in range(0, len(PAYLOADS), 8)]
"""The payloads of each run."""
SACRED = Path(stores.__file__).parents[1] / "sacred" / "runs"


def answers(folder: Path) -> dict[str, str]:
    """The records that `kb import` makes of three stores, by path."""
    before = f"research/experiments/EXP-{FIRST:04d}.md"
    front = f"id: EXP-{FIRST:04d}\ntype: experiment\ntitle: First\nstatus: running\ncreated: 2026-11-01\n"
    write(folder, {before: note(front)})
    _mlflow(folder)
    _sacred(folder)
    _dvc(folder / "pipeline")
    for source, tool in (("mlflow.db", Mlflow()), ("runs", Sacred()), ("pipeline", Dvc())):
        imported(folder, _known(tool.runs(Request(folder, source))), owner="analyst")
    paths = sorted((folder / "research" / "experiments").glob("*.md"))
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in paths
        if path.name != f"EXP-{FIRST:04d}.md"
    }


def _known(runs: Iterable[Run | Trouble]) -> Iterator[Run]:
    for run in runs:
        assert isinstance(run, Run), run
        yield run


def _mlflow(folder: Path) -> None:
    """A database as MLflow writes it, in which one run was copied and everything that people name was renamed."""
    with closing(sqlite3.connect(stores.database(folder))) as database:
        database.row_factory = sqlite3.Row
        run = dict(database.execute("select * from runs where status = 'FINISHED' limit 1").fetchone())
        for table in ("metrics", "latest_metrics", "params", "tags", "runs"):
            database.execute(f"delete from {table}")
        for number, some in enumerate(GROUPS):
            named = {"run_uuid": f"{number:032x}", "name": some[0], "artifact_uri": some[-1]}
            _insert(database, "runs", {**run, **named})
            for at, payload in enumerate(some):
                mine = {"run_uuid": named["run_uuid"]}
                _insert(database, "params", {"key": payload, "value": payload, **mine})
                _insert(database, "tags", {"key": payload, "value": payload, **mine})
                measured = {
                    "key": payload,
                    "value": 0.5,
                    "timestamp": 1795668909251 + at,
                    "step": 0,
                    "is_nan": 0,
                }
                _insert(database, "metrics", {**measured, **mine})
                _insert(database, "latest_metrics", {**measured, **mine})
            for key in (
                "runName",
                "note.content",
                "source.name",
                "source.git.repoURL",
                "user",
                "parentRunId",
            ):
                told = {"key": f"mlflow.{key}", "value": some[1], "run_uuid": named["run_uuid"]}
                _insert(database, "tags", told)
        database.commit()


def _insert(database: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    database.execute(
        f"insert into {table} ({names}) values ({', '.join('?' * len(row))})", tuple(row.values())
    )


def _sacred(folder: Path) -> None:
    """A store as Sacred writes it: one of its runs, again and again, in other words."""
    for number, some in enumerate(GROUPS, 1):
        place = folder / "runs" / str(number)
        shutil.copytree(SACRED / "1", place)
        run = json.loads((place / "run.json").read_text(encoding="utf-8"))
        run["experiment"] |= {"name": some[0], "mainfile": some[1]}
        run["experiment"]["repositories"][0]["url"] = some[2]
        run["meta"] |= {"comment": some[-1]}
        run["host"] |= {"cpu": some[0], "hostname": some[1], "python_version": some[2]}
        run |= {"command": some[0], "artifacts": list(some), "resources": [[each, each] for each in some]}
        (place / "run.json").write_text(json.dumps(run), encoding="utf-8")
        (place / "config.json").write_text(json.dumps(dict(zip(some, some, strict=True))), encoding="utf-8")
        steps = {"steps": [1], "timestamps": ["2026-11-01T10:00:00"], "values": [0.5]}
        (place / "metrics.json").write_text(json.dumps(dict.fromkeys(some, steps)), encoding="utf-8")


def _dvc(folder: Path) -> None:
    """A pipeline of DVC whose stage, parameters, files and figures are named so."""
    files = [payload.replace("/", "|") for payload in PAYLOADS if "\n" not in payload]
    figures = json.dumps(dict.fromkeys(PAYLOADS, 0.5))
    digest = hashlib.md5(figures.encode(), usedforsecurity=False).hexdigest()
    stage = {
        "cmd": PAYLOADS[0],
        "deps": [{"path": f"data/{name}", "hash": "md5", "md5": "0" * 32, "size": 7} for name in files],
        "params": {"params.yaml": dict(zip(PAYLOADS, PAYLOADS, strict=True))},
        "outs": [{"path": "metrics.json", "hash": "md5", "md5": digest, "size": len(figures)}]
        + [{"path": f"out/{name}", "hash": "md5", "md5": "2" * 32, "size": 9} for name in files[:20]],
    }
    write(
        folder,
        {
            "dvc.lock": json.dumps({"schema": "2.0", "stages": {PAYLOADS[2]: stage}}),
            "dvc.yaml": json.dumps(
                {"stages": {PAYLOADS[2]: {"cmd": PAYLOADS[0], "metrics": ["metrics.json"]}}}
            ),
            "metrics.json": figures,
        },
    )
