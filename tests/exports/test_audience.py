"""What an audience may not see is in no export: no title, no text, no name of a file."""

import json
from pathlib import Path

import pytest

from kb.exports.export import exporter, names
from kb.index import FindingRow
from tests.exports.support import record, request

HIDDEN = "Merger with Zyxcorp"
FILES = {
    "backlog/TASK-0001-bring-it-in.md": record(
        "TASK-0001",
        "integrates: [EXP-0002, DEC-0002]\ngoal: GOAL-0002\nsmart: {time_bound: 2026-12-31}\nvisibility: public",
        body="\n[the plan](../research/EXP-0002-merger-with-zyxcorp.md) and "
        "[[EXP-0002]], `less EXP-0002-merger-with-zyxcorp.md`, [b][r]\n\n"
        "[r]: <../research/EXP-0002-merger-with-zyxcorp.md#part>\n",
    ),
    "research/EXP-0001-open.md": record(
        "EXP-0001",
        "baseline: EXP-0002\nvisibility: public\nmetrics: {m: {test: 1}}\noutputs: [{uri: a.bin}, "
        "{uri: research/EXP-0002-merger-with-zyxcorp.md}, {uri: ../research/big%20zyxcorp.md}]\n"
        "data: {train: {uri: research/broken-zyxcorp.md}}\n"
        "code: {command: less research/EXP-0002-merger-with-zyxcorp.md}",
    ),
    "research/EXP-0002-merger-with-zyxcorp.md": record(
        "EXP-0002",
        "visibility: restricted\nconclusion: Zyxcorp pays.\nmetrics: {zyxcorp: {test: 1}}\nowner: zyxcorp-lead",
        title=HIDDEN,
        body="\nZyxcorp\n",
    ),
    "research/DEC-0002-zyxcorp.md": record(
        "DEC-0002", "visibility: restricted\nchosen: Zyxcorp", title=HIDDEN
    ),
    "research/GOAL-0002-zyxcorp.md": record(
        "GOAL-0002", "visibility: restricted\nconstraints: {deadline: 2027-01-01}", title=HIDDEN
    ),
    "research/big zyxcorp.md": record("EXP-0003", "visibility: restricted", title=HIDDEN),
    "research/broken-zyxcorp.md": "---\nid: EXP-0009\ntitle: Zyxcorp\n---\nZyxcorp\n",
}
OPTIONS = {"ro-crate": [{"license": "CC-BY-4.0"}], "issues": [{"for_": "github"}, {"for_": "gitlab"}]}
OPTIONS["csv"] = [{}, {"columns": "course"}, {"columns": "id,title,goal,integrates,owner,path"}]
CALLS = [(name, more) for name in names() if name != "parquet" for more in OPTIONS.get(name, [{}])]


@pytest.mark.parametrize("audience", ["public", "internal"])
@pytest.mark.parametrize(("name", "more"), CALLS)
def test_nothing_of_a_hidden_record_is_told(name: str, more: dict[str, str], audience: str) -> None:
    data = exporter(name).write(request(FILES, audience=audience, **more))
    assert data
    assert b"zyxcorp" not in data.lower()


@pytest.mark.parametrize(("name", "more"), CALLS)
def test_whoever_may_see_it_is_told(name: str, more: dict[str, str]) -> None:
    data = exporter(name).write(request(FILES, audience="restricted", **more))
    assert b"zyxcorp" in data.lower()


def test_the_id_stands_for_the_name_of_a_hidden_file_and_the_file_is_no_part_of_a_crate(
    tmp_path: Path,
) -> None:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    asked = request(FILES, root=tmp_path)
    told = {found["record"]["id"]: found for found in json.loads(exporter("json").write(asked))["records"]}
    experiment = told["EXP-0001"]["record"]
    uris = [output["uri"] for output in experiment["outputs"]]
    assert uris == ["a.bin", "research/EXP-0002.md", "../research/EXP-0003.md"]
    assert experiment["code"]["command"] == "less research/EXP-0002.md"
    assert "[the plan](#EXP-0002)" in told["TASK-0001"]["body"]
    assert "`less EXP-0002.md`" in told["TASK-0001"]["body"]
    named = request(FILES, root=tmp_path, license="MIT")
    files = [
        e["@id"] for e in json.loads(exporter("ro-crate").write(named))["@graph"] if e["@type"] == "File"
    ]
    assert sorted(file for file in files if "metadata" not in file) == [
        "backlog/TASK-0001-bring-it-in.md",
        "research/EXP-0001-open.md",
    ]


def test_findings_are_those_about_what_is_seen() -> None:
    asked = request(FILES)
    rows = [FindingRow("EXP-0001", "EX007", "warning", "no seed", "research/EXP-0001-open.md", 1)]
    told = type(asked)(asked.graph, asked.root, asked.today, findings=lambda: rows)
    assert b"no seed" in exporter("sqlite").write(told)
