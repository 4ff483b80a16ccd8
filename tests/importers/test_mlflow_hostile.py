"""Databases, folders and servers that are cut off, somebody else's, or made to do harm: a message, or one run less."""

import base64
import json
import os
import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kb.errors import KbError
from kb.importers.importer import Request
from kb.importers.mlflow import connection, folders, kept, reading, sqlite
from kb.importers.run import Run, Trouble
from kb.importers.tools.mlflow import Mlflow
from tests.importers.mlflow import stores
from tests.importers.mlflow.stores import Handler, say

RUNS = 10


def read(root: Path, source: str, **asked: Any) -> tuple[list[Run], list[Trouble]]:
    found = list(Mlflow().runs(Request(root, source, **asked)))
    return [one for one in found if isinstance(one, Run)], [one for one in found if isinstance(one, Trouble)]


def refused(root: Path, source: str) -> KbError:
    """Why a source is not read."""
    with pytest.raises(KbError) as caught:
        read(root, source)
    return caught.value


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


# -- the database ------------------------------------------------------------------------------------


def test_a_database_is_read_while_somebody_writes_to_it(tmp_path: Path) -> None:
    path = stores.database(tmp_path, wal=True)
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("update runs set name = 'new name' where name = 'sweep over C'")
        writer.commit()
        writer.execute("update runs set name = 'not yet'")
        assert "new name" in {run.name for run in read(tmp_path, "mlflow.db")[0]}


@pytest.mark.parametrize("wal", [False, True])
def test_nothing_is_left_beside_a_database(tmp_path: Path, wal: bool) -> None:
    path = stores.database(tmp_path, wal=wal)
    before = path.read_bytes()
    assert len(read(tmp_path, "mlflow.db")[0]) == RUNS
    assert [entry.name for entry in tmp_path.iterdir()] == ["mlflow.db"]
    assert path.read_bytes() == before


def test_a_database_that_changes_while_it_is_read_where_it_lies_is_noticed(tmp_path: Path) -> None:
    path = stores.database(tmp_path, wal=True)
    with pytest.raises(KbError, match="written to while it was read"):
        assert [os.utime(path, (1, 1)) for _ in Mlflow().runs(Request(tmp_path, "mlflow.db"))]


def test_a_locked_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = stores.database(tmp_path)
    monkeypatch.setattr(sqlite, "_WAIT", 0.05)
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("begin exclusive")
        error = refused(tmp_path, "mlflow.db")
    assert "locked" in error.message
    assert error.where == "mlflow.db"


@pytest.mark.parametrize("size", [0, 50, 100, 5000, 20000, 40000])
def test_a_database_that_is_cut_off(tmp_path: Path, size: int) -> None:
    path = stores.database(tmp_path)
    assert path.stat().st_size > size
    path.write_bytes(path.read_bytes()[:size])
    assert refused(tmp_path, "mlflow.db").where == "mlflow.db"


def test_a_damaged_database(tmp_path: Path) -> None:
    path = stores.database(tmp_path)
    raw = bytearray(path.read_bytes())
    raw[4096:] = b"\xff" * (len(raw) - 4096)
    path.write_bytes(raw)
    assert "cannot be read" in refused(tmp_path, "mlflow.db").message


def test_a_schema_that_is_no_text(tmp_path: Path) -> None:
    path = stores.database(tmp_path)
    raw = path.read_bytes()
    damaged = re.sub(rb"(?i)create table \"params\"", b'create \xff\xfeble "params"', raw)
    assert damaged != raw
    path.write_bytes(damaged)
    found = refused(tmp_path, "mlflow.db")
    assert (found.where, "cannot be read" in found.message) == ("mlflow.db", True)


def test_a_table_that_its_index_does_not_know(tmp_path: Path) -> None:
    path = stores.database(tmp_path)
    id_ = read(tmp_path, "mlflow.db")[0][0].id.encode()
    raw, at, said = path.read_bytes(), -1, set()
    while (at := raw.find(id_, at + 1)) != -1:
        path.write_bytes(raw[:at] + b"!" + raw[at + 1 :])
        try:
            read(tmp_path, "mlflow.db")
        except KbError as error:
            said.add(error.message)
    assert any("a table and its index do not agree" in message for message in said)


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        (["drop table runs"], "no database of MLflow"),
        (["drop table experiments", "create table experiments (id)"], "no database of MLflow"),
        (["drop table latest_metrics"], "the table `latest_metrics` is not there"),
        (
            ["alter table runs rename to kept", "create view runs as select * from kept"],
            "no database of MLflow",
        ),
        (
            ["drop table params", "create virtual table params using fts5(key, value, run_uuid)"],
            "`params` is not there",
        ),
        (["alter table runs drop column end_time"], "no such column: r.end_time"),
    ],
)
def test_a_database_that_is_not_mlflows(tmp_path: Path, statements: list[str], message: str) -> None:
    execute(stores.database(tmp_path), *statements)
    assert message in refused(tmp_path, "mlflow.db").message


def test_what_a_database_would_do_is_not_done(tmp_path: Path) -> None:
    path = stores.database(tmp_path)
    execute(
        path,
        "create trigger t after update on runs begin delete from params; end",
        "create view v as select load_extension('evil')",
        "create table evil (a, b generated always as (hex(zeroblob(a))) virtual)",
    )
    before = path.read_bytes()
    assert len(read(tmp_path, "mlflow.db")[0]) == RUNS
    assert path.read_bytes() == before


def test_a_query_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stores.database(tmp_path)
    monkeypatch.setattr(sqlite, "SECONDS", -1.0)
    monkeypatch.setattr(sqlite, "_STEPS", 1)
    assert "was stopped" in refused(tmp_path, "mlflow.db").message


def test_an_older_database_has_less(tmp_path: Path) -> None:
    path = stores.database(tmp_path)
    execute(path, *(f"drop table {table}" for table in ("inputs", "input_tags", "datasets", "logged_models")))
    execute(path, "alter table runs drop column name")
    runs, troubles = read(tmp_path, "mlflow.db")
    assert not troubles
    assert runs[0].name == "logistic baseline"  # of its tag
    assert (runs[0].data, runs[0].model, len(runs)) == ({}, None, RUNS)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("update latest_metrics set value = 'much' where key = 'best_auc'", "the metric `best_auc` is no number"),
        ("update latest_metrics set value = x'00' where key = 'best_auc'", "the metric `best_auc` is no number"),
        ("update runs set status = x'41' where name = 'sweep over C'", "the status 'A' is none of MLflow's"),
    ],
)  # fmt: skip
def test_one_run_that_cannot_be_read_is_one_run_less(tmp_path: Path, statement: str, message: str) -> None:
    execute(stores.database(tmp_path), "pragma ignore_check_constraints = on", statement)
    runs, troubles = read(tmp_path, "mlflow.db")
    assert len(runs) == RUNS - 1
    assert [trouble.message for trouble in troubles] == [message]
    assert troubles[0].where.startswith("mlflow.db: run ")


def test_values_of_any_type_are_text(tmp_path: Path) -> None:
    execute(
        stores.database(tmp_path),
        "update params set value = x'ff41' where key = 'solver'",
        "update params set value = 5 where key = 'zip'",
        "update runs set start_time = 9e99, end_time = 'soon' where name = 'logistic baseline'",
        "update tags set value = null where key = 'mlflow.note.content'",
    )
    runs, troubles = read(tmp_path, "mlflow.db")
    run = next(run for run in runs if run.name == "logistic baseline")
    assert not troubles
    assert (run.params["solver"], run.params["zip"], run.note) == ("\ufffdA", 5, None)
    assert (run.started, run.ended) == (None, None)


def test_more_than_anybody_logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stores.database(tmp_path)
    monkeypatch.setattr(sqlite, "MOST_VALUES", 20)
    runs, troubles = read(tmp_path, "mlflow.db")
    assert {trouble.message for trouble in troubles} == {"the run has more than 20 values"}
    assert len(runs) + len(troubles) == RUNS
    monkeypatch.setattr(sqlite, "MOST_RUNS", 3)
    assert "more than 3 runs" in refused(tmp_path, "mlflow.db").message


# -- the folder --------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return stores.folder(tmp_path)


def run_of(folder: Path, name: str) -> Path:
    """The folder of a run."""
    return next(
        path.parent.parent for path in folder.glob("*/*/tags/mlflow.runName") if path.read_text() == name
    )


CUTS = [
    ("meta.yaml", "run_id: [", ":2:1", "not valid YAML"),
    ("meta.yaml", "", "meta.yaml", "this says nothing"),
    ("meta.yaml", "- a\n", "meta.yaml", "this says nothing"),
    (
        "meta.yaml",
        "a: &a [x,x]\nb: &b [*a,*a]\nc: !!python/object/apply:os.system [id]\n",
        ":3:4",
        "is not read",
    ),
    ("metrics/best_auc", "1795664804689 0.8", "", ""),  # without a step, as MLflow once wrote it
    ("metrics/best_auc", "1795664804689 0.8 0\n179566", "best_auc:2:1", "cannot be read"),
    ("metrics/best_auc", "now 0.8 0", "best_auc:1:1", "cannot be read"),
    ("metrics/best_auc", "1 much 0", "best_auc:1:1", "cannot be read"),
    ("metrics/best_auc", "", "best_auc", "has no value"),
]


@pytest.mark.parametrize(("name", "content", "where", "message"), CUTS)
def test_a_file_that_is_cut_off_costs_one_run(
    tmp_path: Path, folder: Path, name: str, content: str, where: str, message: str
) -> None:
    path = run_of(folder, "sweep over C") / name
    path.write_text(content)
    runs, troubles = read(tmp_path, "mlruns")
    assert len(runs) == RUNS - bool(message)
    assert len(troubles) == bool(message)
    for trouble in troubles:
        assert message in trouble.message
        assert trouble.where.startswith(path.relative_to(tmp_path).as_posix())
        assert trouble.where.endswith(where)


def test_a_link_a_pipe_and_a_huge_file_cost_one_run_each(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_VALUE", 4000)
    (tmp_path / "secret").write_text("secret")
    (run_of(folder, "sweep over C") / "params").mkdir(exist_ok=True)
    (run_of(folder, "sweep over C") / "params" / "linked").symlink_to(tmp_path / "secret")
    os.mkfifo(run_of(folder, "no data left") / "params" / "pipe")
    (run_of(folder, "took too long") / "tags" / "much").write_text("x" * 5000)
    runs, troubles = read(tmp_path, "mlruns")
    assert len(runs) == RUNS - 3
    assert sorted(trouble.where.rpartition("/")[2] for trouble in troubles) == ["linked", "much", "pipe"]
    assert [trouble.hint for trouble in troubles if "linked" in trouble.where] == ["Links are not followed."]
    assert "secret" not in repr(runs)


def test_a_linked_run_is_none(tmp_path: Path, folder: Path) -> None:
    run = run_of(folder, "sweep over C")
    run.rename(tmp_path / "away")
    run.symlink_to(tmp_path / "away", target_is_directory=True)
    assert len(read(tmp_path, "mlruns")[0]) == RUNS - 1


@pytest.mark.parametrize("source", ["../../../secret", ".", "..", "nowhere", "", "a\0b", "x" * 3000])
def test_an_input_leads_nowhere_else(tmp_path: Path, folder: Path, source: str) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "meta.yaml").write_text("name: secret\n")
    for meta in run_of(folder, "logistic baseline").glob("inputs/*/meta.yaml"):
        meta.write_text(f"source_type: DATASET\nsource_id: {json.dumps(source)}\n")
    runs, troubles = read(tmp_path, "mlruns")
    assert len(runs) == RUNS - 1
    assert len(troubles) == 1
    assert "secret" not in repr(runs)


def test_an_experiment_that_cannot_be_read(tmp_path: Path, folder: Path) -> None:
    experiment = run_of(folder, "sweep over C").parent
    (experiment / "meta.yaml").write_text("name: 'churn")
    runs, troubles = read(tmp_path, "mlruns")
    assert len(runs) == 1
    assert [trouble.where for trouble in troubles] == [f"mlruns/{experiment.name}/meta.yaml:1:13"]


def test_folders_of_files_alone_are_no_runs(tmp_path: Path) -> None:
    (tmp_path / "mlruns" / "0" / ("a" * 32) / "artifacts").mkdir(parents=True)
    error = refused(tmp_path, "mlruns")
    assert "mlflow.db" in (error.hint or "")


def test_a_file_is_read_no_further_than_it_may_be(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("x" * 100)
    assert reading.text_of(path, 100) == "x" * 100
    with pytest.raises(reading.TooMuchError):
        reading.text_of(path, 99)
    with pytest.raises(reading.TooMuchError):
        reading.text_of(tmp_path, 99)


# -- the server --------------------------------------------------------------------------------------


def trickle(handler: Handler, begin: bytes, piece: bytes) -> None:
    """Sends a little, and goes on sending a little for ever."""
    handler.wfile.write(begin)
    for _ in range(200):
        handler.wfile.write(piece)
        handler.wfile.flush()
        time.sleep(0.05)


def chunks(handler: Handler) -> None:
    """A body without an end."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")


HEAD = b"HTTP/1.1 200 OK\r\n"
HOSTILE: dict[str, tuple[Callable[[Handler], None], str]] = {
    "no JSON": (lambda to: say(to, "<html>log in</html>"), "no JSON"),
    "not UTF-8": (lambda to: say(to, b"\xff\xfe{"), "no JSON"),
    "a list": (lambda to: say(to, "[]"), "no JSON object"),
    "nested": (lambda to: say(to, "[" * 100_000), "nested too deeply"),
    "a huge number": (lambda to: say(to, '{"experiments": ' + "9" * 10_000 + "}"), "no JSON"),
    "no list": (lambda to: say(to, '{"experiments": "many"}'), "has no list"),
    "another host": (lambda to: say(to, "", 302, Location="https://evil.example/?secret=1"), "on to https://evil.example/"),
    "another scheme": (lambda to: say(to, "", 307, Location="file:///etc/passwd"), "on to file:///etc/passwd"),
    "the same host": (lambda to: say(to, "", 301, Location="/login"), "on to /login"),
    "who are you": (lambda to: say(to, "", 401), "asks who you are"),
    "forbidden": (lambda to: say(to, "", 403), "asks who you are"),
    "not there": (lambda to: say(to, "", 404), "answers 404"),
    "an error": (lambda to: say(to, '{"message": "\\u001b[31mred"}', 500), "answers 500: \ufffd[31mred"),
    "an odd error": (lambda to: say(to, "[" * 4000, 500), "answers 500"),
    "no content": (lambda to: say(to, "", 204), "answers 204"),
    "compressed": (lambda to: say(to, "{}", Content_Encoding="gzip"), "compressed"),
    "a lie, too long": (lambda to: say(to, "{}", Content_Length="99999999"), "more than"),
    "a lie, too short": (lambda to: (say(to, "{}", Content_Length="50"), setattr(to, "close_connection", True))[0], ""),
    "endless": (chunks, "more than"),
    "a bad chunk": (lambda to: to.wfile.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "cannot be read"),
    "slow body": (lambda to: trickle(to, HEAD + b"Content-Length: 500\r\n\r\n", b" "), "too long to answer"),
    "slow head": (lambda to: trickle(to, HEAD, b"X"), "too long to answer"),
    "slow headers": (lambda to: trickle(to, HEAD, b"X: y\r\n"), "too long to answer"),
    "silence": (lambda to: time.sleep(2), "too long to answer"),
    "nothing": (lambda to: setattr(to, "close_connection", True), "closed connection"),
    "no HTTP": (lambda to: to.wfile.write(b"SSH-2.0-OpenSSH\r\n"), "cannot be read"),
    "a long line": (lambda to: to.wfile.write(HEAD + b"X: " + b"y" * 100_000), "cannot be read"),
    "many headers": (lambda to: to.wfile.write(HEAD + b"X: y\r\n" * 1000), "cannot be read"),
    "empty pages": (
        lambda to: say(to, json.dumps({"experiments": [], "next_page_token": str(time.monotonic_ns())})),
        "nothing on it",
    ),
    "the same page": (lambda to: say(to, '{"experiments": [], "next_page_token": "x"}'), "again and again"),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "message"), HOSTILE.values(), ids=HOSTILE)
def test_a_server_that_does_not_answer_as_it_should(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Callable[[Handler], None], message: str
) -> None:
    monkeypatch.setattr(connection, "CONNECT", 0.5)
    monkeypatch.setattr(connection, "ANSWER", 1.0)
    monkeypatch.setattr(connection, "LARGEST", 1_000_000)

    def answering(handler: Handler) -> None:
        stores.asked(handler)
        answer(handler)

    with stores.serving(answering) as address:
        error = refused(tmp_path, address)
    assert message in error.message
    assert (error.where or "").startswith(f"{address}/api/2.0/mlflow/")
    assert error.message.isprintable()
    assert "secret" not in error.message


def test_a_server_that_never_comes_to_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "ALL", 0.3)

    def one_more(handler: Handler) -> None:
        stores.asked(handler)
        number = time.monotonic_ns()
        page = {"experiments": [{"experiment_id": str(number), "name": "x"}], "next_page_token": str(number)}
        say(handler, json.dumps(page))

    with stores.serving(one_more) as address:
        error = refused(tmp_path, address)
    assert "took longer than" in error.message
    assert "--run" in (error.hint or "")


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with stores.serving(lambda to: None) as address:
        pass
    assert "cannot be read" in refused(tmp_path, address).message


@pytest.mark.parametrize(
    "address",
    ["http://", "http://:5000", "https://[::1", "http://host:port", "http://host:99999", "http://a b/", "http://hö/",
     "http://host/\r\nX: y"],
)  # fmt: skip
def test_an_address_that_is_none(tmp_path: Path, address: str) -> None:
    assert "address" in refused(tmp_path, address).message


def served(run: Any, more: str = "") -> Callable[[Handler], None]:
    """A server with one experiment and one page of runs."""

    def answer(handler: Handler) -> None:
        path = stores.asked(handler)["path"]
        if path == "/api/2.0/mlflow/experiments/search":
            say(
                handler,
                '{"experiments": [{"experiment_id": "1", "name": "churn"}, 7, {"experiment_id": "../2"}]}',
            )
        elif path == "/api/2.0/mlflow/runs/search":
            say(handler, json.dumps({"runs": [run, GOOD]}))
        else:
            say(handler, more or "{}")

    return answer


GOOD: dict[str, Any] = {
    "info": {"run_id": "good", "experiment_id": "1", "status": "FINISHED", "start_time": 1}
}


def with_(part: str, **values: Any) -> dict[str, Any]:
    run: dict[str, Any] = {"info": {**GOOD["info"], "run_id": "bad"}}
    run[part] = {**run.get(part, {}), **values}
    return run


@pytest.mark.parametrize(
    ("run", "message"),
    [
        (None, "says of a run"),
        ([], "says of a run"),
        ({}, "without an id"),
        (with_("info", run_id="../x"), "without an id"),
        (with_("info", run_id=["x"]), "without an id"),
        (with_("info", experiment_id="9"), "of no experiment"),
        (with_("info", status="DONE"), "the status 'DONE'"),
        (with_("data", params={}), "no list"),
        (with_("data", params=["x"]), "no list"),
        (with_("data", metrics=[{"key": "auc", "value": "high"}]), "`auc` is no number"),
        (with_("data", metrics=[{"key": "auc", "value": None}]), "`auc` is no number"),
        (with_("data", metrics=[{"key": "auc", "value": 10**400}]), "`auc` is no number"),
        (with_("data", params=[{}] * (kept.MOST_VALUES + 1)), "more than"),
        (with_("inputs", dataset_inputs=[{"dataset": []}]), "says of a run"),
        ({**with_("info"), "data": "x"}, "says of a run"),
    ],
)  # fmt: skip
def test_a_server_that_tells_nonsense_of_one_run(tmp_path: Path, run: Any, message: str) -> None:
    with stores.serving(served(run)) as address:
        runs, troubles = read(tmp_path, address)
    assert [one.id for one in runs] == ["good"]
    assert len(troubles) == 1
    assert message in troubles[0].message
    assert troubles[0].where.startswith(address)


def test_odd_values_of_a_run_are_left_out(tmp_path: Path) -> None:
    odd = with_("info", start_time="soon", end_time=10**30, run_name=["x"], artifact_uri=7)
    odd["data"] = {"tags": [{"key": "mlflow.parentRunId", "value": "../x"}, {"key": 5, "value": {}}]}
    odd["outputs"] = {"model_outputs": [{"model_id": "m"}]}
    with stores.serving(
        served(odd, '{"files": [{"path": "a\\u0007"}, {"path": "ok.txt"}], "models": [{}]}')
    ) as address:
        runs, troubles = read(tmp_path, address)
    assert not troubles
    assert (runs[0].id, runs[0].name, runs[0].started, runs[0].ended) == ("bad", None, None, None)
    assert [output.uri for output in runs[0].outputs] == ["runs:/bad/ok.txt"]


@pytest.mark.parametrize(
    ("artifacts", "uri"),
    [
        ("mlflow-artifacts:/1/bad/artifacts", "mlflow-artifacts:/1/bad/artifacts/a%20b.txt"),
        ("s3://bucket/1/bad/artifacts/", "s3://bucket/1/bad/artifacts/a%20b.txt"),
        ("s3://user:secret@bucket/x", "s3://bucket/x/a%20b.txt"),
        ("/home/somebody/mlruns/1/bad/artifacts", "runs:/bad/a b.txt"),
        ("file:///home/somebody/mlruns/1/bad/artifacts", "runs:/bad/a b.txt"),
    ],
)
def test_files_of_a_server_are_named_where_they_are(tmp_path: Path, artifacts: str, uri: str) -> None:
    with stores.serving(
        served(with_("info", artifact_uri=artifacts), '{"files": [{"path": "a b.txt"}]}')
    ) as address:
        runs, _ = read(tmp_path, address)
    assert [output.uri for output in runs[0].outputs] == [uri]


# -- who asks ----------------------------------------------------------------------------------------


def basic(words: str) -> str:
    return f"Basic {base64.b64encode(words.encode()).decode()}"


@pytest.mark.parametrize(
    ("variables", "sent"),
    [
        ({}, None),
        ({"MLFLOW_TRACKING_TOKEN": "abc"}, "Bearer abc"),
        ({"MLFLOW_TRACKING_USERNAME": "ann", "MLFLOW_TRACKING_PASSWORD": "hidden"}, basic("ann:hidden")),
        ({"MLFLOW_TRACKING_USERNAME": "ann"}, None),
        ({"MLFLOW_TRACKING_TOKEN": "abc", "MLFLOW_TRACKING_URI": "https://other.example"}, None),
        ({"MLFLOW_TRACKING_TOKEN": "abc", "MLFLOW_TRACKING_URI": "http://127.0.0.1:1"}, None),
        ({"MLFLOW_TRACKING_TOKEN": "abc", "MLFLOW_TRACKING_URI": "http://[x"}, None),
        ({"MLFLOW_TRACKING_TOKEN": "abc", "MLFLOW_TRACKING_URI": ""}, None),
    ],
)
def test_credentials_go_to_the_server_that_they_are_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], sent: str | None
) -> None:
    seen: list[str | None] = []

    def answer(handler: Handler) -> None:
        seen.append(handler.headers.get("Authorization"))
        served(GOOD)(handler)

    with stores.serving(answer) as address:
        for name, value in {"MLFLOW_TRACKING_URI": f"{address}/", **variables}.items():
            monkeypatch.setenv(name, value)
        read(tmp_path, address)
    assert set(seen) == {sent}


def test_a_password_in_the_address_is_used_and_told_to_nobody(tmp_path: Path) -> None:
    seen: list[str | None] = []

    def answer(handler: Handler) -> None:
        seen.append(handler.headers.get("Authorization"))
        served({})(handler)

    with stores.serving(answer) as address:
        runs, troubles = read(tmp_path, address.replace("://", "://ann:hid%40den@"))
    assert set(seen) == {basic("ann:hid@den")}
    assert runs[0].uri == address
    assert "hid" not in repr((runs, troubles))
    with stores.serving(lambda to: say(to, "", 401)) as address:
        assert "hid" not in repr(refused(tmp_path, address.replace("://", "://ann:hid%40den@")).__dict__)


def test_a_token_that_would_be_another_header(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:1")
    monkeypatch.setenv("MLFLOW_TRACKING_TOKEN", "abc\r\nX-Other: y")
    assert "MLFLOW_TRACKING_TOKEN" in refused(tmp_path, "http://127.0.0.1:1").message


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with stores.serving(lambda to: say(to, "{}")) as address:
        assert "cannot be read" in refused(tmp_path, address.replace("http:", "https:")).message
    monkeypatch.setenv("MLFLOW_TRACKING_SERVER_CERT_PATH", str(tmp_path / "nowhere.pem"))
    assert "MLFLOW_TRACKING_SERVER_CERT_PATH" in refused(tmp_path, "https://127.0.0.1:1").message


def test_a_connection_that_the_server_closed_in_between_is_opened_again(tmp_path: Path) -> None:
    def answer(handler: Handler) -> None:
        served(GOOD)(handler)
        handler.close_connection = True  # without having said so

    with stores.serving(answer) as address:
        runs, troubles = read(tmp_path, address)
    assert len(runs) == 2
    assert not troubles
