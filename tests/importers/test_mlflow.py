"""Runs that MLflow 3 really kept, read from its database, its folder of files and its server."""

import hashlib
import math
import sqlite3
import statistics
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kb import digests
from kb.errors import KbError
from kb.importers.importer import Request
from kb.importers.mlflow import files, repeats, rest
from kb.importers.mlflow.translate import typed, without_secrets
from kb.importers.run import Data, Metric, Run, Trouble
from kb.importers.tools.mlflow import Mlflow
from tests.importers.mlflow import make, stores

STORES = ("database", "folder", "server")
NAMES = [
    "logistic baseline",
    "forest, autologged",
    "sweep over C",
    "sweep over C: C = 0.1",
    "sweep over C: C = 1",
    "sweep over C: C = 10",
    "no data left",
    "took too long",
    "still there",
    "Größen: 'quoted', \"both\" – ünïcode 数据",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder in which both stores of MLflow lie."""
    stores.folder(tmp_path)
    stores.database(tmp_path)
    return tmp_path


@pytest.fixture
def source(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], str]]:
    """How each of the three stores is named on the command line."""
    monkeypatch.setattr(rest, "PAGE", make.PAGE)
    with stores.serving(stores.recorded()) as address:
        yield {"database": "mlflow.db", "folder": "mlruns", "server": address}.__getitem__


def read(root: Path, source: str, **asked: Any) -> list[Run]:
    """The runs of a source that has no trouble."""
    found = list(Mlflow().runs(Request(root, source, **asked)))
    assert not [one for one in found if isinstance(one, Trouble)]
    return [one for one in found if isinstance(one, Run)]


def named(runs: list[Run], name: str) -> Run:
    return next(run for run in runs if run.name == name)


@pytest.mark.parametrize("store", STORES)
def test_all_runs_are_read_the_oldest_first_and_no_deleted_one(
    root: Path, source: Callable[[str], str], store: str
) -> None:
    runs = read(root, source(store))
    assert [run.name for run in runs] == NAMES
    assert [run.group for run in runs] == [*["churn"] * 9, "Größen / forecast 2026"]


def test_the_three_stores_hold_the_same_runs(root: Path, source: Callable[[str], str]) -> None:
    database, folder, server = (read(root, source(store)) for store in STORES)
    assert (
        [run.digest for run in database] == [run.digest for run in folder] == [run.digest for run in server]
    )
    for one, two, three in zip(database, folder, server, strict=True):
        bare = [_bare(run) for run in (one, two, three)]
        assert repr(bare[0]) == repr(bare[1]) == repr(bare[2])


def _bare(run: Run) -> Run:
    """A run without what depends on where one reads from."""
    return replace(run, uri="", place="", outputs=(), environment={}, tags=dict(sorted(run.tags.items())))


def test_a_run_that_mlflow_wrote_to_its_database_itself_is_the_same(root: Path) -> None:
    stores.database(root / "native", made="native.sql")
    there, here = (read(root, source) for source in ("native/mlflow.db", "mlflow.db"))
    assert [run.name for run in there] == NAMES
    for one, two in zip(there, here, strict=True):
        assert repr((one.params, one.metrics, one.data, one.model, one.state, one.seeds)) == repr(
            (two.params, two.metrics, two.data, two.model, two.state, two.seeds)
        )


@pytest.mark.parametrize("store", STORES)
def test_everything_that_mlflow_notes(root: Path, source: Callable[[str], str], store: str) -> None:
    run = read(root, source(store))[0]
    assert run.tracker == "mlflow"
    assert run.params == {
        "C": 0.5, "class_weight": None, "empty": "", "fit_intercept": True, "layers": "[16, 8]", "max_iter": 200,
        "random_state": 7, "solver": "lbfgs", "tol": 1e-05, "zip": "01234",
    }  # fmt: skip
    assert run.seeds == (7,)
    assert [metric.name for metric in run.metrics] == ["loss", "test_auc", "val_auc"]
    assert run.metrics[0].value == 0.223333  # the last of thirty steps, which are no repeats
    assert all(metric.n is None and metric.std is None for metric in run.metrics)
    assert run.data == {
        "train": Data("data/train.csv", "mlflow:6e79937f", 60),
        "test": Data("data/test.csv", "mlflow:5f35a709", 40),
    }
    assert run.model == "churn"
    assert run.note == "Two columns only.\n\nThe *intercept* stays, see the mail of May."
    assert run.tags["team"] == "churn"
    assert run.commit is not None
    assert len(run.commit) == 40
    assert run.repository == "https://example.org/team/churn.git"
    assert run.command == "python train.py"
    assert run.environment["python"] == "3.11.7"
    assert run.started is not None
    assert run.ended is not None
    assert datetime(2026, 1, 1, tzinfo=UTC) < run.started < run.ended  # type: ignore[operator]  # both have a time


@pytest.mark.parametrize("store", STORES)
def test_steps_are_repeats_where_the_configuration_says_so(
    root: Path, source: Callable[[str], str], store: str
) -> None:
    runs = read(root, source(store), settings={"repeats": ["fold_*"]})
    (metric,) = named(runs, "sweep over C: C = 1").metrics
    folds = [0.71 + fold / 1000 for fold in range(5)]
    assert metric.name == "fold_auc"
    assert metric.n == 5
    assert metric.value == pytest.approx(statistics.mean(folds))
    assert metric.std == pytest.approx(statistics.stdev(folds))
    assert [metric.n for metric in named(runs, "logistic baseline").metrics] == [None, None, None]


@pytest.mark.parametrize(
    ("values", "metric"),
    [
        ([(0, 1, 0.5), (0, 1, 0.5)], Metric("auc", 0.5)),  # one measurement, written twice
        ([(0, 1, 0.5), (0, 2, 0.5)], Metric("auc", 0.5, std=0.0, n=2)),
        ([(0, 1, 1.0), (1, 1, 2.0), (2, 1, 3.0)], Metric("auc", 2.0, std=1.0, n=3)),
    ],
)
def test_measurements_are_put_together(values: list[tuple[int, int, float]], metric: Metric) -> None:
    assert repeats.together("auc", [repeats.Measured(*value) for value in values]) == metric


def test_measurements_that_are_no_figures_have_no_mean() -> None:
    measured = [repeats.Measured(0, 1, math.inf), repeats.Measured(1, 1, -math.inf)]
    assert math.isnan(repeats.together("auc", measured).value)


@pytest.mark.parametrize("store", STORES)
def test_what_autologging_notes(root: Path, source: Callable[[str], str], store: str) -> None:
    run = named(read(root, source(store)), "forest, autologged")
    assert run.model == "RandomForestClassifier"
    assert run.model_type == "sklearn.ensemble._forest.RandomForestClassifier"
    assert run.params["n_estimators"] == 4
    assert run.seeds == (11,)
    assert {metric.name for metric in run.metrics} >= {"training_accuracy_score", "training_roc_auc"}
    assert run.data["train"] == Data(None, "mlflow:21926014", 60)


@pytest.mark.parametrize("store", STORES)
def test_what_became_of_runs(root: Path, source: Callable[[str], str], store: str) -> None:
    states = {run.name: run.state for run in read(root, source(store))}
    assert (states["no data left"], states["took too long"], states["still there"]) == (
        "failed",
        "failed",
        "running",
    )


@pytest.mark.parametrize("store", STORES)
def test_odd_names_and_figures_are_kept(root: Path, source: Callable[[str], str], store: str) -> None:
    run = named(read(root, source(store)), NAMES[-1])
    assert run.params["größe in µm"] == "1,5"
    assert run.params["optimizer/lr"] == 0.001
    assert run.params["model.depth"] == 3
    assert run.params["a b"] == "c: d # e"
    assert run.params["long"] == "x" * 3000
    figures = {metric.name: metric.value for metric in run.metrics}
    assert math.isnan(figures.pop("not a number"))
    assert figures == {
        "test/auc": 0.75, "Δ loss": -0.125, "f1 score": 0.5, "p.value": 1e-12, "val/top-5": 5,
        "too much": math.inf, "too little": -math.inf,
    }  # fmt: skip


@pytest.mark.parametrize("store", STORES)
def test_nobody_is_named(root: Path, source: Callable[[str], str], store: str) -> None:
    assert not [run.name for run in read(root, source(store)) if "analyst" in repr(asdict(run))]


@pytest.mark.parametrize("store", STORES)
def test_only_what_is_asked_for(root: Path, source: Callable[[str], str], store: str) -> None:
    runs = read(root, source(store))
    if store != "server":  # whose answers are recorded for all experiments
        assert [
            run.name for run in read(root, source(store), groups=frozenset({"Größen / forecast 2026"}))
        ] == NAMES[-1:]
    one = runs[4]  # its parent is none of those asked for, and names it all the same
    assert [run.name for run in read(root, source(store), ids=frozenset({one.id}))] == ["sweep over C: C = 1"]
    assert read(root, source(store), ids=frozenset({"../.."})) == []


@pytest.mark.parametrize(
    ("given", "uri"),
    [
        ("mlflow.db", "mlflow.db"),
        ("./mlflow.db", "mlflow.db"),
        ("sqlite:///mlflow.db", "mlflow.db"),
        ("mlruns", "mlruns"),
        ("mlruns/", "mlruns"),
        ("file:mlruns", "mlruns"),
        (".", "mlflow.db"),
    ],
)
def test_a_source_is_named_as_people_and_mlflow_name_it(root: Path, given: str, uri: str) -> None:
    assert {run.uri for run in read(root, given)} == {uri}
    assert len(read(root, given)) == len(NAMES)


def test_an_absolute_source_is_told_from_the_root(root: Path) -> None:
    assert read(root, f"file://{(root / 'mlruns').as_posix()}")[0].uri == "mlruns"
    assert read(root, f"sqlite:///{(root / 'mlflow.db').as_posix()}")[0].uri == "mlflow.db"
    (root / "base").mkdir()
    assert read(root / "base", "../mlflow.db")[0].uri.endswith("../mlflow.db")


@pytest.mark.parametrize("store", ["mlflow.db", "mlruns"])
@pytest.mark.parametrize("moved", [False, True])
def test_files_are_named_with_their_digests_wherever_the_store_was_moved(
    root: Path, store: str, moved: bool
) -> None:
    place = root
    if moved:
        place = root / "elsewhere"
        place.mkdir()
        for name in ("mlflow.db", "mlruns"):
            (root / name).rename(place / name)
    run = read(place, store)[0]
    outputs = {output.uri.rpartition("/")[2]: output for output in run.outputs}
    text = place / outputs["what was seen.txt"].uri
    assert text.read_text() == "visits decide"
    assert outputs["what was seen.txt"].digest == f"sha256:{hashlib.sha256(b'visits decide').hexdigest()}"
    assert outputs["report"].digest == str(digests.of(place / outputs["report"].uri))
    model = outputs["artifacts"]
    assert model.what == "model churn"
    assert model.digest == str(digests.of(place / model.uri))
    assert run.environment["lockfile"] == f"{model.uri}/requirements.txt"


def test_files_of_a_server_lie_in_a_folder_beside_its_database(root: Path) -> None:
    (root / "mlruns").rename(root / "mlartifacts")
    with closing(sqlite3.connect(root / "mlflow.db")) as database:
        database.execute("update runs set artifact_uri = 'mlflow-artifacts:/1/' || run_uuid || '/artifacts'")
        database.commit()
    run = read(root, "mlflow.db")[0]
    assert [output.uri.split("/")[0] for output in run.outputs] == ["mlartifacts"] * 3
    assert None not in {output.digest for output in run.outputs}


def test_a_model_of_mlflow_2_lies_among_the_files_of_its_run(root: Path) -> None:
    run = named(read(root, "mlruns"), "sweep over C")
    model = root / "mlruns" / run.place.split("/")[1] / run.id / "artifacts" / "model"
    model.mkdir(parents=True)
    (model / "requirements.txt").write_text("scikit-learn==1.2.0\n")
    assert named(read(root, "mlruns"), "sweep over C").environment == {}
    (model / "MLmodel").write_text("flavors:\n  python_function:\n    python_version: 3.8.16\n")
    assert named(read(root, "mlruns"), "sweep over C").environment == {
        "python": "3.8.16",
        "lockfile": f"{model.relative_to(root).as_posix()}/requirements.txt",
    }


def test_files_of_a_server_are_named_by_mlflows_own_addresses(
    root: Path, source: Callable[[str], str]
) -> None:
    run = read(root, source("server"))[0]
    model = run.outputs[-1]
    assert [output.uri for output in run.outputs[:2]] == [
        f"runs:/{run.id}/report",
        f"runs:/{run.id}/what was seen.txt",
    ]
    assert model.uri.startswith("models:/m-")
    assert {output.digest for output in run.outputs} == {None}


def test_what_is_large_or_too_much_gets_no_digest(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGE", 12)
    monkeypatch.setattr(files, "MOST_NAMED", 1)
    run = read(root, "mlruns")[0]
    assert run.outputs[0].uri == f"mlruns/{Path(run.place).parent.parent.name}/{run.id}/artifacts"
    assert (run.outputs[0].what, run.outputs[0].digest) == ("2 files", None)


def test_no_link_is_followed_and_nothing_outside_is_looked_at(root: Path) -> None:
    (root / "secret").mkdir()
    (root / "secret" / "artifacts").mkdir()
    (root / "secret" / "artifacts" / "key.txt").write_text("secret")
    run = read(root, "mlruns")[0]
    kept = root / "mlruns" / run.place.split("/")[1] / run.id / "artifacts"
    (kept / "report" / "link").symlink_to(root / "secret", target_is_directory=True)
    (kept / "out").symlink_to(root / "secret", target_is_directory=True)
    again = read(root, "mlruns")[0]
    assert {output.uri.rpartition("/")[2]: output.digest is None for output in again.outputs} == {
        "report": True,  # a link in it
        "what was seen.txt": False,
        "artifacts": False,
    }
    base = root / "base"
    stores.database(base)
    with closing(sqlite3.connect(base / "mlflow.db")) as database:
        for address in (
            "/etc",
            "../secret/artifacts",
            (root / "secret" / "artifacts").as_posix(),
            "file:///etc",
        ):
            database.execute("update runs set artifact_uri = ?", (address,))
            database.commit()
            assert not [
                one for one in read(base, "mlflow.db")[0].outputs if not one.uri.startswith("models:/")
            ]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("3", 3), ("-3", -3), ("0.5", 0.5), ("1e-05", 1e-05), ("True", True), ("false", False), ("None", None),
        ("", ""), ("null", "null"), ("nan", "nan"), (".inf", ".inf"), ("1e999", "1e999"), ("007", "007"),
        ("0x1f", "0x1f"), ("+3", "+3"), ("1,5", "1,5"), ("2026-01-01", "2026-01-01"),
        ("0.1\n", 0.1), ("None\n", None), ("a \n", "a \n"), (" 007", " 007"),
        ("9" * 5000, "9" * 5000), ("[1, 2]", "[1, 2]"),
    ],
)  # fmt: skip
def test_a_parameter_is_what_python_wrote(word: str, value: object) -> None:
    assert typed(word) == value
    assert type(typed(word)) is type(value)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://user:secret@example.org/x.git", "https://example.org/x.git"),
        ("git@example.org:team/x.git", "git@example.org:team/x.git"),
        ("s3://bucket/x?X-Amz-Signature=abc", "s3://bucket/x"),
        ("https://example.org/x?file=3", "https://example.org/x?file=3"),
        ("/home/somebody/x.csv", "~/x.csv"),
        ("file:///Users/somebody/x.csv", "~/x.csv"),
        (r"C:\Users\somebody\x.csv", r"~\x.csv"),
        ("/data/x.csv", "/data/x.csv"),
        ("data/x.csv", "data/x.csv"),
        ("https://[x", ""),
    ],
)
def test_an_address_tells_no_secret_and_nobody(address: str, told: str) -> None:
    assert without_secrets(address) == told


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("nowhere.db", "there is nothing here"),
        ("postgresql://db/mlflow", "runs are not read from `postgresql:`"),
        ("databricks://profile", "runs are not read from `databricks:`"),
        ("empty", "holds no runs of MLflow"),
        ("text.db", "no SQLite database"),
    ],
)
def test_a_source_that_is_none(tmp_path: Path, given: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.db").write_text("x" * 200)
    with pytest.raises(KbError, match=message):
        read(tmp_path, given)
