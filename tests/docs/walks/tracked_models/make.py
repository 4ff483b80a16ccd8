"""Makes the repository of the page about tracked models anew, by really running MLflow and DVC.

python tests/docs/walks/tracked_models/make.py --mlflow ENVIRONMENT/bin --dvc ENVIRONMENT/bin

The two environments hold `mlflow` and `dvc`. A model is trained three times: twice under MLflow, with the second
feature set committed in between, and once as an experiment of a DVC pipeline. What is left is written beside this
file: `repository.bundle` with every reference, that of the experiment too, and `mlflow.sql`, the store as text, from
which the names of the machine and of the person are taken out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
TRACKED = (
    "experiments",
    "runs",
    "params",
    "metrics",
    "latest_metrics",
    "tags",
    "alembic_version",
)
PERSON = {"GIT_AUTHOR_NAME": "analyst", "GIT_AUTHOR_EMAIL": "analyst@example.org"}
PERSON |= {key.replace("AUTHOR", "COMMITTER"): value for key, value in PERSON.items()}


class Place:
    """The repository that is being made."""

    def __init__(self, folder: Path, programs: str) -> None:
        self.folder, self.programs = folder, programs

    def run(self, *words: str, day: str = "2026-11-24") -> None:
        """Run a program as of a day."""
        at = f"{day}T09:00:00+00:00"
        environment = {
            **os.environ,
            **PERSON,
            "PATH": f"{self.programs}:{os.environ['PATH']}",
            "HOME": str(self.folder.parent),
            "LOGNAME": "analyst",
            "USER": "analyst",
            "GIT_AUTHOR_DATE": at,
            "GIT_COMMITTER_DATE": at,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "MLFLOW_TRACKING_URI": "sqlite:///mlflow.db",
            "MLFLOW_DISABLE_TELEMETRY": "true",
            "DVC_NO_ANALYTICS": "true",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        subprocess.run(words, cwd=self.folder, env=environment, check=True)


def make(folder: Path, mlflow: str, dvc: str) -> None:
    """Lay the project out, train the model, keep what is left."""
    shutil.copytree(HERE / "project", folder)
    (folder / ".gitignore").write_text("mlflow.db\nmlruns/\nmetrics.json\n", encoding="utf-8")
    tracking, pipeline = Place(folder, mlflow), Place(folder, dvc)
    tracking.run("git", "init", "-q", "-b", "main")
    tracking.run("git", "config", "user.name", "analyst")
    tracking.run("git", "config", "user.email", "analyst@example.org")
    tracking.run("git", "add", "--all")
    tracking.run("git", "commit", "-q", "-m", "Predict who leaves from recency and orders")
    tracking.run("python", "train.py", "--track", "recency and orders")
    params = (folder / "params.json").read_text(encoding="utf-8")
    (folder / "params.json").write_text(params.replace('"orders"]', '"orders", "returns"]'), encoding="utf-8")
    tracking.run("git", "commit", "-q", "-am", "Count returns as well", day="2026-11-25")
    tracking.run("python", "train.py", "--track", "with returns")
    pipeline.run("dvc", "init", "-q", day="2026-11-26")
    (folder / ".gitignore").write_text("mlflow.db\nmlruns/\n", encoding="utf-8")
    pipeline.run("git", "add", "--all", day="2026-11-26")
    pipeline.run("git", "commit", "-q", "-m", "Run the training as a pipeline", day="2026-11-26")
    pipeline.run(
        "dvc", "exp", "run", "-q", "-n", "stronger-penalty", "-S", "params.json:l2=0.03", day="2026-11-26"
    )
    pipeline.run("git", "reset", "-q", "--hard", day="2026-11-26")
    pipeline.run("git", "bundle", "create", "-q", str(HERE / "repository.bundle"), "--all")
    (HERE / "mlflow.sql").write_text(_store(folder / "mlflow.db"), encoding="utf-8")


def _store(file: Path) -> str:
    """The tables of a store that tell of runs, as SQL."""
    with sqlite3.connect(file) as store:
        store.execute("update runs set user_id = 'analyst', artifact_uri = ''")
        store.execute("update experiments set artifact_location = ''")
        store.execute("delete from tags where key = 'mlflow.user'")
        store.execute("update tags set value = 'train.py' where key = 'mlflow.source.name'")
        store.commit()
        others = [
            name
            for (name,) in store.execute("select name from sqlite_master where type = 'table'")
            if name not in TRACKED
        ]
        store.execute("pragma foreign_keys = off")
        for name in others:
            store.execute(f'drop table "{name}"')
        return "\n".join(store.iterdump()) + "\n"


def main() -> None:
    """Make it in a folder that is thrown away."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mlflow", required=True, help="the folder of programs that holds mlflow's python")
    options.add_argument("--dvc", required=True, help="the folder of programs that holds dvc")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as root:
        make(Path(root) / "churn", chosen.mlflow, chosen.dvc)


if __name__ == "__main__":
    main()
