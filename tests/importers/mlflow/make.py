"""Makes the files beside it anew by really running MLflow: `python -m tests.importers.mlflow.make PYTHON_WITH_MLFLOW`.

The other Python needs `mlflow`, which brings scikit-learn. It runs `train.py` twice: into a folder of files, which
MLflow itself then migrates to a database and serves, so that the three hold the same runs; and into a database of its
own. What is kept names no machine and no person: the folder is `/home/analyst/churn`, the user `analyst`.
"""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from kb.importers.importer import Request
from kb.importers.mlflow import rest
from kb.importers.mlflow.connection import Server
from kb.importers.tools.mlflow import Mlflow

HERE = Path(__file__).parent
HOME = "/home/analyst/churn"
PORT = 5099
PAGE = 3
TABLES = {
    "experiments", "runs", "params", "tags", "metrics", "latest_metrics", "datasets", "inputs", "input_tags",
    "logged_models", "alembic_version",
}  # fmt: skip
TEXTS = {
    "MLmodel",
    "requirements.txt",
    "conda.yaml",
    "python_env.yaml",
    "coefficients.json",
    "what was seen.txt",
}


def main(python: str) -> None:
    """Runs MLflow and writes what it kept."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch).resolve() / "churn"
        prepare(folder)
        run(folder, [python, "train.py", f"file://{folder}/mlruns"], MLFLOW_ALLOW_FILE_STORE="true")
        drop_double_lines(folder / "mlruns")
        mlflow = str(Path(python).with_name("mlflow"))
        database = f"sqlite:///{folder}/mlflow.db"
        run(folder, [mlflow, "migrate-filestore", "--source", f"{folder}/mlruns", "--target", database])
        with serving(folder, mlflow, database):
            answers = recorded(folder)
        write("answers.json", json.dumps(answers, indent=1, ensure_ascii=False), folder)
        write("mlruns.json", json.dumps(files(folder / "mlruns"), indent=1, ensure_ascii=False), folder)
        write("mlflow.sql", dumped(folder / "mlflow.db"), folder)
        shutil.rmtree(folder / "mlruns")
        (folder / "mlflow.db").unlink()
        run(folder, [python, "train.py", database])
        write("native.sql", dumped(folder / "mlflow.db"), folder)


def prepare(folder: Path) -> None:
    folder.mkdir()
    shutil.copy(HERE / "train.py", folder)
    person = ["-c", "user.name=analyst", "-c", "user.email=analyst@example.org"]
    run(folder, ["git", "init", "--quiet"])
    run(folder, ["git", "add", "train.py"])
    run(folder, ["git", *person, "commit", "--quiet", "--message", "Train"])
    run(folder, ["git", "remote", "add", "origin", "https://analyst:not-a-secret@example.org/team/churn.git"])


def run(folder: Path, command: list[str], **more: str) -> None:
    subprocess.run(command, cwd=folder, check=True, env=environment(**more))


def environment(**more: str) -> dict[str, str]:
    quiet = {"MLFLOW_DISABLE_TELEMETRY": "true", "GIT_PYTHON_REFRESH": "quiet", "LOGNAME": "analyst"}
    return {**os.environ, **quiet, **more}


def drop_double_lines(top: Path) -> None:
    """MLflow 3.17 writes a metric twice while it knows the data; its own migration stumbles over that."""
    for path in top.rglob("metrics/**/*"):
        if path.is_file():
            path.write_text("".join(dict.fromkeys(path.read_text().splitlines(keepends=True))))


@contextmanager
def serving(folder: Path, mlflow: str, database: str) -> Iterator[None]:
    command = [mlflow, "server", "--backend-store-uri", database, "--port", str(PORT), "--workers", "1"]
    server = subprocess.Popen(command, cwd=folder, env=environment())
    try:
        for _ in range(120):
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", PORT)) == 0:
                    break
            time.sleep(0.5)
        urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health", timeout=60).close()
        yield
    finally:
        server.terminate()
        server.wait()


def recorded(folder: Path) -> list[dict[str, Any]]:
    """What a server answers to all that our importer asks."""
    found: list[dict[str, Any]] = []
    read = Server.read

    def noting(
        self: Server, path: str, query: Any = None, body: Any = None, most: int | None = None
    ) -> bytes:
        raw = read(self, path, query, body, most)
        question = {"path": path, "query": query, "body": body}
        if not any(all(one[key] == question[key] for key in question) for one in found):
            found.append({**question, "answer": raw.decode()})
        return raw

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Server, "read", noting)
        patch.setattr(rest, "PAGE", PAGE)
        runs = list(Mlflow().runs(Request(folder, f"http://127.0.0.1:{PORT}")))
        list(Mlflow().runs(Request(folder, f"http://127.0.0.1:{PORT}", ids=frozenset([runs[4].id]))))
        list(Mlflow().runs(Request(folder, f"http://127.0.0.1:{PORT}", settings={"repeats": ["fold_*"]})))
    return found


def files(top: Path) -> dict[str, str]:
    """The files of a folder by their paths; of what a run left behind only texts that are small."""
    found = {}
    for path in sorted(top.rglob("*")):
        if path.is_file():
            left_out = "artifacts" in path.parts and path.name not in TEXTS
            found[path.relative_to(top).as_posix()] = "(left out)\n" if left_out else path.read_text()
    return found


def dumped(path: Path) -> str:
    """A database as statements; of the sixty tables those that speak of runs."""
    with closing(sqlite3.connect(path)) as database:
        return "\n".join(speaking(database.iterdump())) + "\n"


def speaking(statements: Iterable[str]) -> Iterator[str]:
    for statement in statements:
        words = statement.replace('"', " ").replace("(", " ").split()
        named = words[4] if words[:2] == ["CREATE", "INDEX"] else words[2] if len(words) > 2 else ""
        if named in TABLES or len(words) < 3:
            yield statement


def write(name: str, text: str, folder: Path) -> None:
    (HERE / name).write_text(text.replace(str(folder), HOME).rstrip("\n") + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
