"""The records that each importer makes of real runs, word by word; and that a second import changes nothing.

A golden file for each importer is in `goldens/records`; `--update-goldens` writes it.
"""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished
from tests.importers.importing import state_of
from tests.importers.mlflow import stores

HERE = Path(__file__).parent
DAY = ["--today", "2026-12-31"]

JSON_MAPPING = """\
[import.json.trials]
"trials[].number" = "run.id"
"trials[].state" = "state"
"trials[].started" = "date"
"trials[].params" = "model.params"
"trials[].values.val.auc" = "metrics.roc_auc.validation"
"trials[].values.val.logloss" = "metrics.log_loss.validation"
"study.commit" = "code.commit"
"study.script" = "code.command"
"study.name" = "title"
"""


def csv(root: Path) -> list[str]:
    shutil.copy(HERE / "csv" / "experiments.csv", root)
    return ["csv"]


def json(root: Path) -> list[str]:
    (root / "kb.toml").write_text(JSON_MAPPING)
    shutil.copy(HERE / "json" / "trials.json", root)
    return ["json", "trials.json", "--failed"]


def papermill(root: Path) -> list[str]:
    (root / "notebooks").mkdir()
    for path in (HERE / "papermill").glob("*.ipynb"):
        shutil.copy(path, root / "notebooks")
    return ["papermill", "--failed"]


def mlflow(root: Path) -> list[str]:
    stores.database(root)
    return ["mlflow", "--failed"]


def dvc(root: Path) -> list[str]:
    def git(*words: str) -> None:
        subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)

    git("init", "--quiet")
    git("symbolic-ref", "HEAD", "refs/heads/none")
    git("fetch", "--quiet", str(HERE / "dvc" / "project.bundle"), "+refs/*:refs/*")
    git("checkout", "--quiet", "main")
    return ["dvc"]


def sacred(root: Path) -> list[str]:
    shutil.copytree(HERE / "sacred" / "runs", root / "runs")
    return ["sacred", "runs", "--failed"]


SAMPLES: dict[str, Callable[[Path], list[str]]] = {
    "csv": csv, "json": json, "papermill": papermill, "mlflow": mlflow, "dvc": dvc, "sacred": sacred,
}  # fmt: skip


@pytest.fixture(params=SAMPLES)
def sample(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path, list[str]]:
    """The name of an importer, a base with a source, and how it is imported."""
    (tmp_path / "churn").mkdir()
    (tmp_path / "churn" / "kb.toml").write_text("")
    return request.param, tmp_path / "churn", SAMPLES[request.param](tmp_path / "churn")


def records(root: Path) -> str:
    """Every record, one below the other."""
    texts = []
    for path in sorted((root / "research").rglob("*.md")):
        text = path.read_text(encoding="utf-8").replace(str(root), "/home/analyst/churn")
        texts.append(f"==> {path.relative_to(root).as_posix()} <==\n{text}")
    return "\n".join(texts)


def test_records_are_made_of_real_runs_once(
    sample: tuple[str, Path, list[str]],
    kb_run: Callable[..., Finished],
    golden: Callable[[str, str], None],
) -> None:
    name, root, arguments = sample
    first = kb_run(["import", *arguments, *DAY], root)
    assert "Traceback" not in first.err
    golden(records(root), f"records/{name}.md")

    before = state_of(root)
    again = kb_run(["import", *arguments, *DAY], root)
    assert "written" not in again.out
    assert "unchanged" in again.out
    assert kb_run(["import", *arguments, "--update", *DAY], root).out == again.out
    assert state_of(root) == before

    assert kb_run(["verify"], root).out.endswith(" same\n")
    found = kb_run(["lint", "--output-format", "concise", "--ignore", "LK004"], root)
    assert found.out == ""
