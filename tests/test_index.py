"""SQL over a base: every table and column of the contract, and nothing but reading, whatever is asked."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from kb import config
from kb.base import load
from kb.errors import KbError
from kb.example import BASE
from kb.graph import Graph
from kb.index import MAX_ANSWER, MAX_QUERY, FindingRow, Index
from tests.conftest import Finished

Run = Callable[..., Finished]

CONTRACT = {
    "records": [
        "id",
        "type",
        "title",
        "status",
        "owner",
        "assignee",
        "created",
        "visibility",
        "path",
        "data",
    ],
    "links": ["source", "kind", "target", "path", "line"],
    "metrics": ["experiment", "task", "metric", "split", "value", "std", "n"],
    "scores": ["review", "candidate", "criterion", "grp", "priority", "weight", "score"],
    "tags": ["record", "tag"],
    "findings": ["record", "code", "severity", "message", "path", "line"],
    "transitions": ["record", "from_status", "to_status", "at", "commit_id", "author"],
}
TYPES = ("goal", "task", "experiment", "review", "decision", "risk", "product", "privacy", "stack", "change")
TASK = "---\nid: TASK-0001\ntype: task\ntitle: T\nstatus: idea\ncreated: 2026-01-05\n{}---\n"


@pytest.fixture(scope="module")
def index() -> Index:
    found = [FindingRow("TASK-0001", "KB005", "warning", "a", "backlog/gr\udcf6\udcdfe.md", 3)]
    return Index(Graph(load(config.read(BASE))), found)


def base(root: Path, settings: str = "", front: str = "") -> Path:
    (root / "kb.toml").write_text(settings)
    (root / "backlog").mkdir()
    (root / "backlog/TASK-0001-t.md").write_text(TASK.format(front))
    return root


# -- tables -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", CONTRACT)
def test_a_table_has_the_columns_of_the_contract(table: str, index: Index) -> None:
    assert index.query(f"select * from {table} limit 1").columns == CONTRACT[table]


@pytest.mark.parametrize("table", TYPES)
def test_every_type_has_a_table_of_its_scalar_fields(table: str, index: Index) -> None:
    answer = index.query(f"select * from {table}")
    assert answer.columns[:5] == ["id", "type", "title", "status", "created"]
    assert answer.rows
    assert {row[1] for row in answer.rows} == {table}


def test_the_tables_hold_what_the_records_say(index: Index) -> None:
    def one(sql: str) -> object:
        ((value,),) = index.query(sql).rows
        return value

    documents = index.base.documents
    assert one("select count(*) from records") == len(documents)
    assert one("select smart_achievable_effort_days from task where id = 'TASK-0010'") == 3
    assert one("select verdict from task where id = 'TASK-0002'") == "met"
    assert one("select count(*) from metrics where experiment = 'EXP-0008' and metric = 'roc_auc'") == 2
    assert (
        one(
            "select value from metrics where experiment = 'EXP-0008' and split = 'test' and metric = 'roc_auc'"
        )
        == 0.8614
    )
    assert (
        one(
            "select score from scores where review = 'REV-0001' and candidate = 'Prophet' and criterion = 'F1'"
        )
        == 3
    )
    assert one("select count(*) from links where source = 'DEC-0007' and kind = 'based_on'") == 2
    assert one("select count(*) from tags where record = 'TASK-0007' and tag = 'churn'") == 1
    assert (
        one("select json_extract(data, '$.smart.measurable.metric') from records where id = 'TASK-0007'")
        == "roc_auc"
    )
    assert one("select count(*) from records, json_each(data, '$.tags') where value = 'churn'") > 5  # type: ignore[operator]
    assert one("select path from findings") == "backlog/gr\\udcf6\\udcdfe.md"
    assert one("select count(*) from transitions") == 0
    assert one("select count(*) from leaderboard") == one(
        "select count(*) from metrics join experiment on id = metrics.experiment where status = 'concluded'"
    )


def test_types_and_fields_of_a_team_have_tables_too(tmp_path: Path, kb_run: Run) -> None:
    settings = (
        '[types.task.fields]\ncost = {type = "number"}\nverdict = {type = "text"}\nsmart_specific = {type = "text"}\n'
        '[types.a1]\nprefix = "AA"\nstates = ["new"]\n'
        '[types.field-note]\nprefix = "NOTE"\nstates = ["new"]\n'
        '[types.records]\nprefix = "RR"\nstates = ["new"]\n'
        '[types.leaderboard]\nprefix = "LL"\nstates = ["new"]\n'
        '[types.sqlite-x]\nprefix = "SS"\nstates = ["new"]\n'
    )
    base(tmp_path, settings, "cost: 2.5\nverdict: own\nsmart_specific: own\n")
    for prefix, name in (("AA", "a1"), ("NOTE", "field-note"), ("RR", "records"), ("SS", "sqlite-x")):
        path = tmp_path / f"research/{prefix}-0001-n.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            f"---\nid: {prefix}-0001\ntype: {name}\ntitle: T\nstatus: new\ncreated: 2026-01-05\n---\n"
        )
    asked = {
        "select cost from task": "2.5",
        "select id from a1": "AA-0001",
        "select id from field_note": "NOTE-0001",
        "select id from type_records": "RR-0001",
        "select id from type_sqlite_x": "SS-0001",
        "select count(*) from type_leaderboard": "0",
        "select count(*) from records": "5",
        "select json_extract(data, '$.verdict') from records where id = 'TASK-0001'": "own",
    }
    for sql, expected in asked.items():
        done = kb_run(["sql", sql, "--format", "csv"], tmp_path)
        assert done.out.splitlines()[1:] == [expected], (sql, done.err)


# -- reading and nothing else ---------------------------------------------------------------------------------

REFUSED = (
    "insert into records (id) values ('X-1')",
    "update records set id = 'X-1'",
    "delete from records",
    "replace into tags values ('a', 'b')",
    "drop table records",
    "create table t (a)",
    "create temp table t (a)",
    "create table t as select * from records",
    "create view v as select 1",
    "create index i on records (id)",
    "create virtual table t using fts5(a)",
    "create trigger t after insert on tags begin select 1; end",
    "alter table records rename to r",
    "with t as (select 1) delete from records",
    "attach 'x.db' as x",
    "attach ':memory:' as x",
    "attach 'file:x.db?mode=rwc' as x",
    "detach main",
    "vacuum",
    "vacuum into 'x.db'",
    "pragma user_version = 5",
    "pragma writable_schema = on",
    "pragma journal_mode = wal",
    "pragma temp_store_directory = '/tmp'",
    "pragma table_info(records)",
    "pragma database_list",
    "select * from pragma_database_list",
    "select * from pragma_table_info('records')",
    "begin",
    "commit",
    "savepoint s",
    "analyze",
    "reindex",
    "select load_extension('x')",
    "select load_extension('x', 'y')",
    "select fts3_tokenizer('simple')",
    "select readfile('/etc/passwd')",
    "select writefile('x', 'y')",
    "select edit('x')",
    "select * from dbstat",
    "select * from sqlite_dbpage",
    "select 1; delete from records",
    "select 1; select 2",
    "select * from people",
    "select people from records",
    "select",
    "-- nothing",
    ";",
    "",
    " \n\t",
    "select '\0'",
    "select '\udcff'",
    "select cast(x'ff' as text)",
    "select " + "(" * 3000 + "1" + ")" * 3000,
    "select " + "1 + " * 3000 + "1",
    "select " + "1, " * MAX_QUERY + "1",
    "select 1 " + "union select 1 " * 3000,
)


@pytest.mark.parametrize("sql", REFUSED, ids=lambda sql: repr(sql[:40]))
def test_what_is_no_reading_query_is_refused_and_changes_nothing(
    sql: str, index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = index.query("select count(*), group_concat(id) from records").rows
    with pytest.raises(KbError) as refused:
        index.query(sql)
    assert refused.value.message
    assert list(tmp_path.iterdir()) == []
    assert index.query("select count(*), group_concat(id) from records").rows == before
    assert index.query("select name from sqlite_master where name in ('t', 'v', 'i', 'r')").rows == []


def test_what_is_refused_leaves_the_base_as_it_is(tmp_path: Path, kb_run: Run) -> None:
    base(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for sql in ("delete from records", "vacuum into 'x.db'", "attach 'y.db' as y"):
        assert kb_run(["sql", sql], tmp_path).code == 2
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


# -- bounded ------------------------------------------------------------------------------------------------

ENDLESS = "with recursive t(n) as (select 1 union all select n + 1 from t) "


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        (ENDLESS + "select count(*) from t", "longer than 0.5 seconds"),
        (ENDLESS + "select n from t where n < 0", "longer than 0.5 seconds"),
        ("select count(*) from links a, links b, links c, links d", "longer than 0.5 seconds"),
        (ENDLESS + "select n from t", "more than 200000 rows"),
        (ENDLESS + "select hex(zeroblob(2000000)) from t", "more than 64 MB"),
        ("select zeroblob(1000000000)", "too big"),
        ("select randomblob(100000000)", "too big"),
        ("select hex(zeroblob(9000000))", "too big"),
        (
            "with recursive t(s) as (select 'x' union all select s || s from t) select length(s) from t",
            "too big",
        ),
        (ENDLESS + "select randomblob(1000000) as b from t order by b", "memory"),
    ],
)
def test_what_would_not_end_is_ended(sql: str, says: str, index: Index) -> None:
    with pytest.raises(KbError, match=says):
        index.query(sql, seconds=0.5 if "seconds" in says else 10)


def test_an_answer_that_is_refused_was_not_held(index: Index) -> None:
    tracemalloc.start()
    with pytest.raises(KbError, match="64 MB"):
        index.query(ENDLESS + "select hex(zeroblob(1000000)) from t")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2 * MAX_ANSWER


def test_a_pattern_made_to_be_slow_is_not(index: Index) -> None:
    many = "%0" * 20
    assert index.query(f"select hex(zeroblob(100000)) like '{many}1'").rows == [(0,)]


@pytest.mark.parametrize("format_", ["table", "csv", "md", "json"])
def test_values_that_are_no_text_are_shown(format_: str, tmp_path: Path, kb_run: Run) -> None:
    base(tmp_path)
    sql = "select x'00ff' as b, 1e999 as i, null, char(27) || '[31m', 'a' || char(10) || '|', '=1+1' as f"
    done = kb_run(["sql", sql, "--format", format_], tmp_path)
    assert done.code == 0
    assert "00ff" in done.out
    assert "\x1b" not in done.out
    if format_ == "csv":
        assert done.out.endswith('00ff,inf,,\\x1b[31m,"a\n|",\'=1+1\n')
    if format_ == "md":
        assert done.out.splitlines()[-1] == "| 00ff | inf |  | \\\\x1b[31m | a \\| | =1+1 |"


def test_a_query_comes_from_standard_input(tmp_path: Path, kb_run: Run) -> None:
    base(tmp_path)
    for call in (["sql"], ["sql", "-"]):
        done = kb_run([*call, "--format", "csv"], tmp_path, stdin="select id\nfrom records")
        assert done.out == "id\nTASK-0001\n"


def test_a_query_that_is_no_text_is_refused(tmp_path: Path, kb_run: Run) -> None:
    base(tmp_path)
    done = kb_run(["sql", "select '\udcff'"], tmp_path)
    assert (done.code, done.err) == (2, "error: the query is not UTF-8 text\n")


@pytest.mark.parametrize(
    "where", ["1; delete from records", "status = ", "nope = 1", "1) delete from records --"]
)
def test_a_condition_can_only_be_a_condition(where: str, tmp_path: Path, kb_run: Run) -> None:
    base(tmp_path)
    done = kb_run(["list", "--where", where], tmp_path)
    assert done.code == 2
    assert done.out == ""
