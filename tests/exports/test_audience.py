"""What an audience may not see is in no export: no title, no text, no name of a file."""

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
        "[[EXP-0002]], [b][r]\n\n[r]: <../research/EXP-0002-merger-with-zyxcorp.md#part>\n",
    ),
    "research/EXP-0001-open.md": record(
        "EXP-0001", "baseline: EXP-0002\nvisibility: public\nmetrics: {m: {test: 1}}\noutputs: [{uri: a.bin}]"
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


def test_findings_are_those_about_what_is_seen() -> None:
    asked = request(FILES)
    rows = [FindingRow("EXP-0001", "EX007", "warning", "no seed", "research/EXP-0001-open.md", 1)]
    told = type(asked)(asked.graph, asked.root, asked.today, findings=lambda: rows)
    assert b"no seed" in exporter("sqlite").write(told)
