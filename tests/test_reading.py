"""From bytes on disk to a base: whatever the bytes are, each file is a document, and each problem has a place."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.base import Document, KnowledgeBase, nearest, read
from kb.config import parse
from kb.diagnostics import Span
from kb.errors import Refused
from kb.record import Record
from kb.records import registry
from kb.records.experiment import Experiment
from kb.records.risk import Risk
from kb.text.source import Source
from tests.lint import support

TYPES = registry(parse(""))
RISK = "---\nid: RISK-0001\ntype: risk\ntitle: Drift\nstatus: open\ncreated: 2026-05-04\n---\n"


def document(text: str) -> Document:
    return read(Source("research/risks/RISK-0001-x.md", text), TYPES)


def words(read_: Document, where: object, on: str = "value") -> str:
    span = read_.span(where, on)  # type: ignore[arg-type]  # a path or a span, as the case has it
    return read_.source.text[span.start : span.end]


# -- values ------------------------------------------------------------------------------------------


def test_text_is_read_as_written() -> None:
    text = RISK.replace("title: Drift", "title: no").replace("---\n", "---\n", 1)
    text = text.replace("created: 2026-05-04\n", "created: 2026-05-04\ntrigger: 1.10\nsolution: 0123\n")
    record = document(text).record
    assert isinstance(record, Risk)
    assert (record.title, record.trigger, record.solution) == ("no", "1.10", "0123")


def test_numbers_truth_values_and_free_data_are_read_by_the_schema() -> None:
    text = (
        "---\nid: EXP-0001\ntype: experiment\ntitle: x\nstatus: running\ncreated: 2026-05-04\n"
        "code: {commit: 1234567, dirty: no}\nseeds: [007, 3.0]\n"
        "model: {params: {a: 1, b: 1e-3, c: '1', d: no, e: true, f: 0123, g: ~, h: [1, x], i: 1e999}}\n"
        "metrics: {auc: {test: 1e-1, train: {mean: 2}}}\n---\n"
    )
    record = document(text).record
    assert isinstance(record, Experiment)
    assert record.code is not None
    assert (record.code.commit, record.code.dirty) == ("1234567", False)
    assert record.seeds == (7, 3)
    assert record.model is not None
    wanted = {"a": 1, "b": 0.001, "c": "1", "d": "no", "e": True, "f": "0123", "g": None, "h": [1, "x"]}
    assert record.model.params == {**wanted, "i": "1e999"}
    assert record.metrics is not None
    assert record.metrics["auc"]["test"] == 0.1


def test_nested_keys_of_the_teams_own_do_not_hide_a_problem() -> None:
    text = (
        "---\nid: EXP-0001\ntype: experiment\ntitle: x\nstatus: running\ncreated: 2026-05-04\n"
        "code: {commit: abc, x-branch: main}\nmetrics: {auc: {test: {x-raw: [1], std: 1}}}\n---\n"
    )
    problems = document(text).problems
    assert [(p.code, p.where) for p in problems] == [("FM006", ("metrics", "auc", "test", "mean"))]


def test_a_file_that_cannot_be_read_keeps_its_id() -> None:
    for text in (
        '---\nid: RISK-0001\ntitle: "Drift\n---\n',
        "---\r\nid: 'RISK-0001'\r\n<<<<<<< HEAD\r\n---\r\n",
        "\ufeff---\nid: RISK-0001\ntags: &a x\n---\n",
        "---\nid: RISK-0001\n",
    ):
        found = document(text)
        assert (found.id, found.record, found.understood) == ("RISK-0001", None, False), text
    for text in (
        "# Notes\n\nid: RISK-0001\n",
        "---\nid: RISK 1\n<<: x\n---\n",
        '---\nx: "\n---\n\nid: RISK-0001\n',
    ):
        assert document(text).id is None, text


def test_links_are_found_with_their_places() -> None:
    text = RISK.replace("---\n", "---\n", 1).replace(
        "created: 2026-05-04\n", "created: 2026-05-04\nrelated: [TASK-0001, no id]\nevidence:\n  - EXP-0001\n"
    )
    found = document(text + "\nSee RISK-0001, [[EXP-2|x]] and [y](../x.md).\n")
    typed = [(link.kind, link.target, words(found, link.where)) for link in found.links]
    assert typed == [
        ("related", "TASK-0001", "TASK-0001"),
        ("evidence", "EXP-0001", "EXP-0001"),
        ("mentions", "EXP-2", "EXP-2"),
    ]
    assert [words(found, href.span) for href in found.hrefs] == ["../x.md"]


# -- places ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte-order mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_places_of_keys_and_values(mark: str, end: str) -> None:
    text = (
        '---\nid: 🔥\ncode:\n  commit: abc  # x\n  \'command\': "a \\" b"\nseeds: [1, 22]\ndata: {train: {uri: a b}}\n'
        "conclusion: |\n  One\n  Two\nquestion: one\n  two\nempty:\noutputs:\n  - uri: x\n    what: y\n"
        "  - {uri: z}\n---\n"
    )
    found = document(mark + text.replace("\n", end))
    values = {
        ("id",): "🔥",
        ("code",): "code",
        ("code", "commit"): "abc",
        ("code", "command"): '"a \\" b"',
        ("seeds",): "[1, 22]",
        ("seeds", 1): "22",
        ("data",): "{train: {uri: a b}}",
        ("data", "train", "uri"): "a b",
        ("conclusion",): "|",
        ("question",): "one",
        ("empty",): "empty",
        ("outputs", 0): "uri: x",
        ("outputs", 0, "what"): "y",
        ("outputs", 1): "{uri: z}",
        ("code", "absent"): "code",
        ("outputs", 0, "absent"): "uri: x",
        ("absent", "x"): "---",
        (): "---",
    }
    assert {path: words(found, path) for path in values} == values
    assert words(found, ("code", "command"), "key") == "'command'"
    assert words(found, ("seeds",), "key") == "seeds"
    assert found.position(("code", "commit")) == (4, 11)
    assert found.position(()) == (1, 1)


# -- odd files on disk -------------------------------------------------------------------------------


def test_files_that_are_no_files(tmp_path: Path) -> None:
    support.write(tmp_path, {"kb.toml": "", "research/RISK-0001.md": RISK, "outside.md": RISK})
    (tmp_path / "research" / "folder.md").mkdir()
    os.mkfifo(tmp_path / "research" / "pipe.md")
    (tmp_path / "research" / "link.md").symlink_to(tmp_path / "outside.md")
    (tmp_path / "research" / "loop.md").symlink_to("loop.md")
    base = support.build(tmp_path, {})
    found = [(d.path, d.code, d.message) for d in support.judge(base, ["FM"])]
    assert found == [
        ("research/folder.md", "FM001", "this is a folder, not a file"),
        ("research/link.md", "FM007", "this is a symbolic link, not a file"),
        ("research/loop.md", "FM007", "this is a symbolic link, not a file"),
        ("research/pipe.md", "FM001", "this is a pipe, not a file"),
    ]
    assert [d.record is not None for d in base.documents].count(True) == 1


def test_limits(tmp_path: Path) -> None:
    huge = RISK + "x" * (1024 * 1024)
    wide = RISK.replace("title: Drift", "title: " + "x" * 70_000)
    base = support.build(tmp_path, {"research/1.md": huge, "research/2.md": wide})
    found = [(d.path, d.code, d.message) for d in support.judge(base, ["FM"])]
    assert found[0][:2] == ("research/1.md", "FM007")
    assert "a record has at most 1,048,576" in found[0][2]
    assert found[1:] == [("research/2.md", "FM007", "the front matter is longer than 64 KiB")]


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.sampled_from(["", "---\n", RISK[:-4], RISK]))
def test_no_text_gets_past_the_reader(text: str, before: str) -> None:
    found = document(before + text)
    for problem in found.problems:
        span = found.span(problem.where, problem.on)
        assert 0 <= span.start <= span.end <= len(found.source.text)
    assert found.record is None or found.type == found.record.type
    assert (found.digest is None) is (found.record is None)


# -- the base ----------------------------------------------------------------------------------------


def base_of(tmp_path: Path, *ids: str) -> KnowledgeBase:
    return support.build(tmp_path, {f"research/{id_}.md": RISK.replace("RISK-0001", id_) for id_ in ids})


def test_a_base_finds_its_documents(tmp_path: Path) -> None:
    base = base_of(tmp_path, "RISK-0002", "RISK-0001")
    assert [d.id for d in base.documents] == ["RISK-0001", "RISK-0002"]
    assert base.get("RISK-0002").path == "research/RISK-0002.md"
    assert [record.id for _, record in base.records(Risk)] == ["RISK-0001", "RISK-0002"]
    assert list(base.records(Experiment)) == []
    assert len(list(base.records(Record))) == 2
    with pytest.raises(Refused, match="there is no record RISK-2") as refused:
        base.get("RISK-2")
    assert refused.value.hint == "Did you mean RISK-0002?"


def test_one_text_is_replaced_or_added(tmp_path: Path) -> None:
    base = base_of(tmp_path, "RISK-0001", "RISK-0002")
    changed = base.with_source(Source("research/RISK-0001.md", RISK.replace("Drift", "Leakage")))
    added = changed.with_source(Source("research/RISK-0003.md", RISK.replace("RISK-0001", "RISK-0003")))
    assert [d.record.title for d in changed.documents if d.record] == ["Leakage", "Drift"]
    assert [d.id for d in added.documents] == ["RISK-0001", "RISK-0002", "RISK-0003"]
    assert [d.id for d in base.documents] == ["RISK-0001", "RISK-0002"]


def test_a_text_that_was_released_is_read_again(tmp_path: Path) -> None:
    base = base_of(tmp_path, "RISK-0001")
    found = base.documents[0]
    assert found.source.text == RISK
    assert words(found, ("title",)) == "Drift"
    found.release()
    assert found.values["title"] == "Drift"
    assert found.span(Span(1, 2)) == Span(1, 2)


def test_ids_that_unreadable_files_name(tmp_path: Path) -> None:
    files = {
        "research/RISK-0001-x.md": '---\nid: RISK-0001\nrelated: [EXP-0007]\ntitle: "\n---\nSee DEC-3.\n',
        "research/DEC-0009-y.md": "no record",
        "research/RISK-0002.md": RISK.replace("RISK-0001", "RISK-0002") + "TASK-0001\n",
    }
    assert support.build(tmp_path, files).unread == {"RISK-0001", "EXP-0007", "DEC-3", "DEC-0009"}


@pytest.mark.parametrize(
    ("id_", "known", "expected"),
    [
        ("TASK-7", ["TASK-0007", "TASK-0070"], ["TASK-0007"]),
        ("task-0007", ["TASK-0007"], ["TASK-0007"]),
        ("TSAK-0007", ["TASK-0007", "EXP-0007"], ["TASK-0007"]),
        ("EXPT-0007", ["TASK-0007", "EXP-0007"], ["EXP-0007"]),
        ("TASK-0071", ["TASK-0017"], ["TASK-0017"]),
        ("TASK-0117", ["TASK-0017"], ["TASK-0017"]),
        ("TASK-0005", ["TASK-0001", "TASK-0004", "TASK-0009"], ["TASK-0004", "TASK-0001"]),
        ("TASK-0500", ["TASK-0001"], []),
        ("DEC-0001", ["TASK-0001"], []),
        ("TASK", ["TASK-0001"], []),
        ("", [], []),
    ],
)
def test_the_nearest_ids(id_: str, known: list[str], expected: list[str]) -> None:
    assert nearest(id_, known) == expected
