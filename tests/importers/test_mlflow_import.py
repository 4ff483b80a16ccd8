"""Runs of MLflow become experiments: `kb import mlflow` and `kb verify` on what MLflow really kept."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Finished
from tests.importers.mlflow import stores

Kb = Callable[..., Finished]


@pytest.fixture
def base(tmp_path: Path, git_repo: Callable[..., Any]) -> Path:
    """A base beside both stores of MLflow."""
    repo = git_repo(tmp_path / "repo", {"kb.toml": 'name = "Churn"\n'})
    stores.folder(repo.path)
    stores.database(repo.path)
    return Path(repo.path)


def written(base: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in base.glob("research/experiments/*.md")}


def test_what_is_imported_is_clean_and_imported_once(base: Path, kb_run: Kb) -> None:
    first = kb_run(["import", "mlflow", "--failed"], base)
    assert first.code == 0, first.err
    records = written(base)
    assert len(records) == 9  # the tenth still goes on
    assert kb_run(["lint", "--strict"], base).code == 0
    for source in ("mlflow.db", "mlruns", "."):
        again = kb_run(["import", "mlflow", source], base)
        assert again.code == 0
        assert "written" not in again.out
        assert written(base) == records
    assert kb_run(["verify"], base).out == "9 same\n"


def test_a_record_holds_what_mlflow_noted(base: Path, kb_run: Kb) -> None:
    kb_run(["import", "mlflow"], base)
    record = next(text for name, text in written(base).items() if "logistic" in name)
    for line in (
        "title: logistic baseline\n",
        "seeds: [7]\n",
        "    digest: mlflow:6e79937f\n",
        "  name: churn\n",
        "    fit_intercept: true\n",
        "    zip: '01234'\n",
        "  python: 3.11.7\n",
        "    what: model churn\n",
        "  command: python train.py\n",
        "Two columns only.\n",
    ):
        assert line in record
    assert "analyst" not in record


def test_folds_have_their_spread_where_the_configuration_says_so(base: Path, kb_run: Kb) -> None:
    (base / "kb.toml").write_text(
        'name = "Churn"\n\n[import.mlflow]\nsource = "mlruns"\nrepeats = ["fold_*"]\n'
    )
    kb_run(["import", "mlflow"], base)
    record = next(text for name, text in written(base).items() if "c-10" in name)
    assert "  fold_auc:\n    unspecified:\n      mean: 0.80" in record
    assert "      n: 5\n" in record
    assert "  uri: mlruns\n" in record


@pytest.mark.parametrize("change", ["update latest_metrics set value = 0.5 where key = 'best_auc'"])
def test_a_run_that_changed_is_noticed_and_taken_over_when_asked(base: Path, kb_run: Kb, change: str) -> None:
    kb_run(["import", "mlflow"], base)
    with closing(sqlite3.connect(base / "mlflow.db")) as database:
        database.execute(change)
        database.commit()
    told = kb_run(["verify"], base)
    assert told.code == 1
    assert "metrics.best_auc.unspecified: 0.804 here, 0.5 there" in told.out
    before = written(base)
    assert kb_run(["import", "mlflow"], base).code == 1
    assert written(base) == before
    assert kb_run(["import", "mlflow", "--update"], base).code == 0
    assert kb_run(["verify"], base).code == 0
    assert len([name for name, text in written(base).items() if text != before[name]]) == 1


@pytest.mark.parametrize("size", [50, 20000])
def test_of_a_source_that_is_cut_off_nothing_is_written(base: Path, kb_run: Kb, size: int) -> None:
    path = base / "mlflow.db"
    path.write_bytes(path.read_bytes()[:size])
    told = kb_run(["import", "mlflow"], base)
    assert told.code == 2
    assert told.err.startswith("mlflow.db: error: ")
    assert written(base) == {}


def test_a_server_that_gives_up_half_way_leaves_nothing(base: Path, kb_run: Kb) -> None:
    recorded, asked = stores.recorded(), []

    def answer(handler: stores.Handler) -> None:
        asked.append(handler.path)
        if len(asked) > 8:
            stores.say(handler, '{"message": "out of order"}', 503)
        else:
            recorded(handler)

    with stores.serving(answer) as address, pytest.MonkeyPatch.context() as patch:
        patch.setattr("kb.importers.mlflow.rest.PAGE", 3)
        told = kb_run(["import", "mlflow", address], base)
    assert told.code == 2
    assert "503: out of order" in told.err
    assert written(base) == {}
