"""Runs that Sacred really kept, in files and exported from its MongoDB observer; and broken ones."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb.errors import KbError
from kb.importers.importer import Request
from kb.importers.run import Metric, Run, Trouble
from kb.importers.tools.sacred import Sacred
from tests.importers.showing import shown

HERE = Path(__file__).parent / "sacred"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the runs and the export."""
    for name in ("runs", "export"):
        shutil.copytree(HERE / name, tmp_path / name)
    return tmp_path


def read(root: Path, source: str = "runs", *ids: str, **asked: Any) -> list[Run | Trouble]:
    return list(Sacred().runs(Request(root, source, ids=frozenset(ids), **asked)))


def runs(root: Path, source: str = "runs", *ids: str, **asked: Any) -> dict[str, Run]:
    found = read(root, source, *ids, **asked)
    assert not [one for one in found if isinstance(one, Trouble)]
    return {one.id: one for one in found if isinstance(one, Run)}


def changed(path: Path, **values: Any) -> None:
    """Changes keys of a JSON file."""
    said = json.loads(path.read_text(encoding="utf-8"))
    said.update(values)
    path.write_text(json.dumps(said), encoding="utf-8")


# -- what Sacred really kept ---------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["runs", "export"])
def test_runs_of_a_store(root: Path, source: str, golden: Callable[[str, str], None]) -> None:
    golden(shown(read(root, source)), f"sacred-{source}.txt")


def test_states(root: Path) -> None:
    """A run that was killed is told to go on until later runs show that it is silent; a queued one never ran."""
    states = {id_: run.state for id_, run in runs(root).items()}
    assert states == {
        "1": "finished",
        "2": "finished",
        "3": "failed",
        "4": "failed",
        "5": "running",
        "7": "finished",
    }


@pytest.mark.parametrize(
    ("later", "beat", "state"),
    [
        ("2026-11-26T04:06:00", "0.1", "running"),
        ("2027-01-01T00:00:00", "0.1", "failed"),
        ("2027-01-01T00:00:00", None, "failed"),
        ("2026-11-26T04:35:00", "600", "running"),
        ("2027-01-01T00:00:00", "often", "failed"),
        ("9999-12-31T23:59:59", "1e300", "failed"),
        ("nonsense", None, "running"),
    ],
)
def test_a_run_that_fell_silent_was_killed(root: Path, later: str, beat: Any, state: str) -> None:
    changed(root / "runs" / "7" / "run.json", heartbeat=later, stop_time=later)
    changed(root / "runs" / "5" / "run.json", meta={"options": {"--beat-interval": beat}})
    assert runs(root)["5"].state == state
    assert runs(root, "runs", "5")["5"].state == state


def test_times_are_those_of_greenwich(root: Path) -> None:
    started = runs(root)["1"].started
    assert started is not None
    assert started.isoformat().endswith("+00:00")


def test_the_call_names_the_seed_that_sacred_drew(root: Path) -> None:
    found = runs(root)["7"]
    assert found.command == f"python churn.py with precise=True seed={found.seeds[0]}"
    assert runs(root)["2"].command == "python churn.py with fine search.high=12 seed=4"


def test_a_run_started_by_a_program_is_called_with_what_it_set(root: Path) -> None:
    meta = {
        "named_configs": ["fine"],
        "config_updates": {"search": {"low": 1}, "ends": "a b", "x": {"py/id": 3}},
    }
    changed(root / "runs" / "1" / "run.json", meta=meta)
    assert runs(root)["1"].command == "python churn.py with fine search.low=1 'ends=a b' seed=3"


def test_objects_of_python_are_not_made_and_are_told(root: Path) -> None:
    config = {"opt": {"py/object": "torch.optim.Adam", "lr": 0.1}, "size": {"py/tuple": [1, 2]}, "keep": 1}
    changed(root / "runs" / "1" / "config.json", **config)
    found = runs(root)["1"]
    assert found.params["size"] == [1, 2]
    assert found.params["keep"] == 1
    assert "opt" not in found.params
    assert found.remarks == (
        "left out params.opt (torch.optim.Adam): an object of Python, which is not made",
    )


def test_numbers_of_numpy_are_numbers(root: Path) -> None:
    assert Metric("test.accuracy", 0.74) in runs(root)["7"].metrics


@pytest.mark.parametrize(
    ("result", "metrics"),
    [
        (0.5, [Metric("result", 0.5)]),
        (None, []),
        ("0.5", []),
        (True, []),
        ({"auc": 0.5, "border": 2}, [Metric("auc", 0.5), Metric("result.border", 2)]),
        ([0.1, 0.2], [Metric("0", 0.1), Metric("1", 0.2)]),
        (10**400, []),
    ],
)
def test_the_result_is_figures(root: Path, result: Any, metrics: list[Metric]) -> None:
    changed(root / "runs" / "1" / "run.json", result=result)
    series = {"border": {"steps": [0, 1], "timestamps": [], "values": [1.0, 19.0]}}
    (root / "runs" / "1" / "metrics.json").write_text(json.dumps(series))
    assert runs(root)["1"].metrics == (Metric("border", 19.0), *metrics)


def test_nothing_tells_of_the_machine_and_its_user(root: Path) -> None:
    """But of its processors: a figure of time means nothing without them."""
    resources = [["/home/somebody/data/x.csv", "/home/somebody/store/x_" + "a" * 32 + ".csv"]]
    changed(
        root / "runs" / "1" / "run.json", resources=resources, host={"hostname": "pc-of-somebody", "cpu": "x"}
    )
    text = shown([runs(root)["1"]])
    for word in ("somebody", "hostname", "secret", "/project", "ENV"):
        assert word not in text
    assert runs(root)["1"].data["x"].digest == "md5:" + "a" * 32


def test_an_experiment_can_be_asked_for(root: Path) -> None:
    assert list(runs(root, groups=frozenset({"exact"}))) == ["7"]
    assert list(runs(root, "runs", "3", "4", groups=frozenset({"churn"}))) == ["3", "4"]


def test_twice_read_is_the_same_and_a_changed_run_is_another(root: Path) -> None:
    before = {id_: run.digest for id_, run in runs(root).items()}
    shutil.copytree(root / "runs", root / "moved")
    assert {id_: run.digest for id_, run in runs(root, "moved").items()} == before
    changed(root / "runs" / "2" / "run.json", result=0.99)
    after = {id_: run.digest for id_, run in runs(root).items()}
    assert [id_ for id_ in before if before[id_] != after[id_]] == ["2"]


def test_the_order_is_that_of_the_numbers(root: Path) -> None:
    shutil.copytree(root / "runs" / "1", root / "runs" / "10")
    shutil.copytree(root / "runs" / "1", root / "runs" / "named")
    assert list(runs(root)) == ["1", "2", "3", "4", "5", "7", "10", "named"]


# -- exports -------------------------------------------------------------------------------------------


def test_an_export_as_one_list_is_the_same(root: Path) -> None:
    before = read(root, "export")
    for name in ("runs", "metrics"):
        path = root / "export" / f"{name}.json"
        documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        path.write_text(json.dumps(documents), encoding="utf-8")
    after = read(root, "export/runs.json")
    assert [one.digest for one in after if isinstance(one, Run)] == [
        one.digest for one in before if isinstance(one, Run)
    ]
    assert after


def test_canonical_extended_json(root: Path) -> None:
    document = {
        "_id": {"$numberInt": "9"},
        "experiment": {"name": "x", "mainfile": "x.py"},
        "status": "COMPLETED",
        "start_time": {"$date": {"$numberLong": "1764129934930"}},
        "stop_time": {"$date": {"$numberLong": "99999999999999999999"}},
        "result": {"$numberDouble": "0.5"},
        "config": {"n": {"$numberLong": "7"}, "id": {"$oid": "a1"}, "raw": {"$binary": {"base64": "eA=="}}},
    }
    series = {"run_id": {"$numberInt": "9"}, "name": "loss", "values": [{"$numberDouble": "NaN"}]}
    (root / "export" / "runs.json").write_text(json.dumps(document))
    (root / "export" / "metrics.json").write_text(json.dumps(series))
    (found,) = runs(root, "export").values()
    assert (found.id, found.params, found.ended) == ("9", {"n": 7, "id": "a1"}, None)
    assert found.started is not None
    assert found.started.isoformat() == "2025-11-26T04:05:34.930000+00:00"
    assert [metric.name for metric in found.metrics] == ["loss", "result"]


def test_an_export_without_metrics(root: Path) -> None:
    (root / "export" / "metrics.json").unlink()
    assert runs(root, "export")["1"].metrics == (Metric("result", 0.86),)


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("runs", '{"_id": 1, "experiment": {}}\n{"_id": 2, "expe', "export/runs.json:2:12"),
        ("runs", "[1, 2]", "export/runs.json: document 1"),
        ("runs", "7\n", "export/runs.json:1"),
        ("runs", '{"x": 1}\n', "export/runs.json:1"),
        ("runs", '[{"_id": 1}', "export/runs.json:1:12"),
        ("runs", "{" * 9 + '"a":' + "[" * 100_000, "export/runs.json:1:2"),
        ("runs", '{"a":' * 5_000, "export/runs.json:1"),
        ("metrics", '{"name": 1}\n', "export/metrics.json:1"),
        ("metrics", "{", "export/metrics.json:1:2"),
    ],
)
def test_a_broken_export_is_told_with_its_place(root: Path, name: str, text: str, where: str) -> None:
    (root / "export" / f"{name}.json").write_text(text)
    troubles = [one for one in read(root, "export") if isinstance(one, Trouble)]
    assert troubles
    assert troubles[0].where == where


# -- hostile and broken stores -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("run.json", "", "runs/1/run.json:1:1"),
        ("run.json", '{"status": "COMP', "runs/1/run.json:1:12"),
        ("run.json", "[]", "runs/1/run.json:1:1"),
        ("run.json", "[" * 100_000, "runs/1/run.json"),
        ("config.json", "null", "runs/1/config.json:1:1"),
        ("config.json", '{"py/object": "os.system", "a": 1}', "runs/1/config.json:1:1"),
        ("run.json", '{"$oid": 5}', "runs/1/run.json:1:1"),
        ("run.json", '{"py/tuple": [1]}', "runs/1/run.json:1:1"),
        ("config.json", "9" * 5_000, "runs/1/config.json"),
        ("metrics.json", '{"auc": [1]}', "runs/1/metrics.json"),
        ("metrics.json", '{"auc": {"values": 3}}', "runs/1/metrics.json"),
        ("metrics.json", "x" * (16 * 1024 * 1024 + 1), "runs/1/metrics.json"),
    ],
)
def test_a_broken_run_is_told_with_its_place_and_the_others_go_on(
    root: Path, name: str, text: str, where: str
) -> None:
    (root / "runs" / "1" / name).write_text(text)
    first, *others = read(root)
    assert isinstance(first, Trouble)
    assert first.where == where
    assert len(others) == 5
    assert all(isinstance(one, Run) for one in others)


@pytest.mark.parametrize("name", ["run.json", "config.json", "metrics.json"])
@pytest.mark.parametrize("kind", ["pipe", "link", "folder"])
def test_what_is_no_file_is_not_read(root: Path, name: str, kind: str) -> None:
    path = root / "runs" / "1" / name
    path.unlink()
    (root / "secret.json").write_text('{"secret": 1}')
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to(root / "secret.json")
    else:
        path.mkdir()
    first = read(root)[0]
    assert isinstance(first, Trouble)
    assert first.where == f"runs/1/{name}"


def test_a_link_to_a_folder_is_no_run(root: Path) -> None:
    shutil.move(root / "runs" / "1", root / "elsewhere")
    (root / "runs" / "1").symlink_to(root / "elsewhere")
    assert "1" not in runs(root)


@pytest.mark.parametrize(
    "name", ["../../secret.txt", "/etc/hostname", "linked", "piped", "gone", "..", "\0", "deep/x"]
)
def test_an_artifact_elsewhere_is_not_read(root: Path, name: str) -> None:
    (root / "secret.txt").write_text("secret")
    (root / "runs" / "1" / "linked").symlink_to(root / "secret.txt")
    os.mkfifo(root / "runs" / "1" / "piped")
    (root / "elsewhere").mkdir()
    (root / "elsewhere" / "x").write_text("x")
    (root / "runs" / "1" / "deep").symlink_to(root / "elsewhere")
    changed(root / "runs" / "1" / "run.json", artifacts=[name])
    assert [one.digest for one in runs(root)["1"].outputs] == [None]


def test_odd_values_anywhere_are_no_traceback(root: Path) -> None:
    document = json.loads((root / "runs" / "1" / "run.json").read_text(encoding="utf-8"))
    odd: list[Any] = [
        None,
        7,
        "x",
        [],
        {},
        [[]],
        [{"py/id": 1}],
        {"$date": "never"},
        [None, {"x": [1]}],
        float("nan"),
    ]
    for key in document:
        for value in odd:
            changed(root / "runs" / "1" / "run.json", **{**document, key: value})
            assert all(one.digest for one in runs(root).values())
    for key in document["experiment"]:
        for value in odd:
            changed(
                root / "runs" / "1" / "run.json",
                **{**document, "experiment": {**document["experiment"], key: value}},
            )
            assert all(one.digest for one in runs(root).values())


@pytest.mark.parametrize("name", ["run.json", "config.json", "metrics.json"])
def test_a_file_cut_off_anywhere_gives_a_run_or_a_trouble(root: Path, name: str) -> None:
    path = root / "runs" / "7" / name
    whole = path.read_bytes()
    for end in range(0, len(whole), max(1, len(whole) // 200)):
        path.write_bytes(whole[:end])
        (found,) = read(root, "runs", "7")
        assert isinstance(found, Trouble)
        assert found.where.startswith(f"runs/7/{name}:")


@pytest.mark.parametrize("name", ["runs.json", "metrics.json"])
def test_an_export_cut_off_anywhere_gives_runs_or_a_trouble(root: Path, name: str) -> None:
    path = root / "export" / name
    whole = path.read_bytes()
    for end in range(0, len(whole), max(1, len(whole) // 200)):
        path.write_bytes(whole[:end])
        for found in read(root, "export"):
            assert isinstance(found, Run | Trouble)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("nowhere", "there is no nowhere"),
        ("mongodb://host/sacred", "Sacred is read from files"),
        ("empty", "empty holds no run of Sacred"),
        ("runs/1", "runs/1 is the folder of one run"),
    ],
)
def test_a_source_that_is_none(root: Path, source: str, said: str) -> None:
    (root / "empty").mkdir()
    with pytest.raises(KbError, match=said):
        read(root, source)
