"""What commands print as JSON, held against the published schemas: on the example, this repository and oddities."""

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kb import config
from kb.base import KnowledgeBase, load
from kb.example import BASE, TODAY
from tests.conftest import Finished
from tools.manual.documents import DOCUMENTS, schema

Run = Callable[..., Finished]

ROOT = Path(__file__).resolve().parents[2]
DAY = ["--today", TODAY.isoformat()]
BASES = {"example": BASE, "own": ROOT}
TASK = "---\nid: {}\ntype: task\ntitle: {}\nstatus: {}\ncreated: 2026-01-05\n{}---\n{}"

# Document → the calls that print it whatever the base; those about one record follow below.
CALLS: dict[str, list[list[str]]] = {
    "lint": [
        ["lint", "--output-format", "json", *DAY],
        ["lint", "--output-format", "json", "--select", "SM,FM"],
    ],
    "rule": [["rule", "--format", "json"], ["rule", "KB005", "--format", "json"]],
    "list": [
        ["list", "--format", "json"],
        ["list", "--format", "json", "--type", "task", "--sort", "-score"],
    ],
    "sql": [
        ["sql", "--format", "json", "select * from records"],
        ["sql", "--format", "json", "select x'00ff', null, 1e999, -1e999, 'é\u2028', 9223372036854775807"],
    ],
    "sql-tables": [["sql", "--tables", "--format", "json"]],
    "board": [["board", "--format", "json", *DAY]],
    "groom": [["groom", "--format", "json", *DAY]],
    "next": [["next", "--format", "json", *DAY], ["next", "--format", "json", "--assignee", "nobody"]],
    "graph": [
        ["graph", "--format", "json"],
        ["graph", "--format", "json", "--kinds", "based_on", "--type", "decision"],
    ],
    "stack": [
        ["stack", "--format", "json", *DAY],
        ["stack", "--format", "json", "--since", "2026-08-01", *DAY],
    ],
    "forecast": [
        ["forecast", "--format", "json", *DAY],
        ["forecast", "--format", "json", "--items", "3", *DAY],
        ["forecast", "--format", "json", "--backtest", *DAY],
    ],
    "doctor": [["doctor", "--format", "json"]],
    "settings": [["doctor", "--config", "--format", "json"]],
    "verify": [["verify", "--format", "json"]],
    "review": [["review", "--format", "json", *DAY]],
    "export": [["export", "json", *DAY], ["export", "json", "--audience", "restricted"]],
    "catalogue": [["new", "risk", "--from-catalogue", "--format", "json"]],
    "reproduce": [["reproduce", "--all", "--dry-run", "--here", "--format", "json"]],
}
# What is asked of every record; `compare` of every review.
OF_EACH = ("show", "why", "impact", "review")


def no_constant(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def document(out: str) -> dict[str, Any]:
    read = json.loads(out, parse_constant=no_constant)
    assert read["version"] == 1
    assert next(iter(read)) == "version"
    assert isinstance(read, dict)
    return read


def valid(name: str, done: Finished) -> dict[str, Any]:
    assert done.code in (0, 1), done.err
    read = document(done.out)
    jsonschema.Draft202012Validator(schema(name)).validate(read)
    return read


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_schema_is_one_and_asks_for_something(name: str) -> None:
    whole = schema(name)
    jsonschema.Draft202012Validator.check_schema(whole)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(whole).validate({"version": 1})
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(whole).validate({"version": 2})


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("name", CALLS)
def test_a_document_is_as_its_schema_says(name: str, base: str, kb_run: Run) -> None:
    for call in CALLS[name]:
        if "--from-catalogue" in call and base == "own":
            continue
        valid(name, kb_run(call, BASES[base]))


@pytest.fixture(scope="module", params=BASES)
def known(request: pytest.FixtureRequest) -> tuple[Path, KnowledgeBase]:
    root = BASES[request.param]
    return root, load(config.read(root))


def few(known: KnowledgeBase) -> Iterator[str]:
    """The ids of the first three records of every type."""
    counted: dict[str | None, int] = {}
    for id, document_ in known.by_id.items():
        counted[document_.type] = counted.get(document_.type, 0) + 1
        if counted[document_.type] <= 3:
            yield id


@pytest.mark.parametrize("name", OF_EACH)
def test_a_document_about_a_record_is_as_its_schema_says(
    name: str, known: tuple[Path, KnowledgeBase], kb_run: Run
) -> None:
    root, base = known
    ids = list(few(base))
    assert len(ids) >= 10
    for id in ids:
        read = valid(name, kb_run([name, id, "--format", "json", *DAY], root))
        if name == "review":
            assert {c["record"] for c in read["citations"]} <= {id}
            continue
        assert id in (read.get("id"), read.get("record"), read.get("record", {}) and base.by_id[id].id)


def test_a_comparison_is_as_its_schema_says(known: tuple[Path, KnowledgeBase], kb_run: Run) -> None:
    root, base = known
    reviews = [id for id, found in base.by_id.items() if found.type == "review"]
    assert reviews
    for id in reviews:
        assert valid("compare", kb_run(["compare", id, "--format", "json"], root))["review"] == id


@pytest.mark.parametrize(
    ("base", "metric"), [("example", "roc_auc"), ("example", "mase"), ("own", "false_alarms")]
)
def test_a_leaderboard_is_as_its_schema_says(base: str, metric: str, kb_run: Run) -> None:
    for more in ([], ["--direction", "lower"]):
        read = valid("leaderboard", kb_run(["leaderboard", metric, "--format", "json", *more], BASES[base]))
        assert [place for board in read["boards"] for place in board["entries"]]


def test_a_fitted_stack_is_as_its_schema_says(known: tuple[Path, KnowledgeBase], kb_run: Run) -> None:
    root, base = known
    stacks = [id for id, found in base.by_id.items() if found.type == "stack"]
    assert stacks
    for id in stacks:
        assert valid("stack-for", kb_run(["stack", "--for", id, "--format", "json"], root))["stack"] == id


def test_what_was_written_is_as_its_schema_says(tmp_path: Path, kb_run: Run) -> None:
    calls = [
        (["init", ".", "--format", "json"], 0),
        (["new", "task", "Compare encodings", "--today", "2026-01-05", "--format", "json"], 0),
        (["set", "TASK-0001", "tags=a,b", "--format", "json"], 0),
        (["set", "TASK-0001", "tags=a,b", "--format", "json"], 0),
        (["move", "TASK-0001", "backlog", "--format", "json"], 0),
        (["move", "TASK-0001", "done", "--format", "json"], 1),
        (["block", "TASK-0001", "no data", "--today", "2026-01-06", "--format", "json"], 0),
        (["unblock", "TASK-0001", "--format", "json"], 0),
        (["review", "TASK-0001", "--confirm", "--format", "json"], 0),
        (["renumber", "TASK-0001", "TASK-0007", "--format", "json"], 1),  # a page names TASK-0001 in words
        (["renumber", "TASK-0007", "TASK-0008", "--format", "json"], 0),
    ]
    for call, code in calls:
        done = kb_run(call, tmp_path)
        assert done.code == code, done.err
        read = valid("changes", done)
        assert any(read[key] for key in ("written", "unchanged", "refused"))


REVIEW = "---\nid: {}\ntype: review\ntitle: R\nstatus: draft\ncreated: 2026-01-05\n{}---\n"
ODD = {
    "kb.toml": "",
    "backlog/TASK-0001-a.md": TASK.format(
        "TASK-0001", "A", "idea", "depends_on: [TASK-0002]\nrank: 999999999999999\n", ""
    ),
    "backlog/TASK-0002-b.md": TASK.format(
        "TASK-0002", "'B 🙂 \u200d ü'", "ready", "depends_on: [TASK-0001]\n", ""
    ),
    "backlog/TASK-0003-c.md": "---\nid: TASK-0003\ntype: task\n---\n",
    "backlog/TASK-0004-d.md": "---\nid: TASK-0004\n: [\n---\nTASK-0001\n",
    "backlog/TASK-0005-e.md": TASK.format(
        "TASK-0005",
        "E",
        "doing",
        "expectation: {gain: 5, confidence: 1}\n"
        "smart: {measurable: {metric: m, target: 1e100}, achievable: {effort_days: 1e-320}}\n",
        "",
    ),
    "research/reviews/REV-0001-r.md": REVIEW.format("REV-0001", ""),
    "research/reviews/REV-0002-r.md": REVIEW.format(
        "REV-0002",
        "criteria:\n"
        "  - {id: A, group: g, requirement: r, weight: 1e100, priority: mandatory}\n"
        "  - {id: B, group: g, requirement: r, weight: 1e-300, priority: important}\n"
        "candidates:\n  - {name: x, scores: {A: 0}}\n  - {name: y, scores: {B: 1e-300}}\n  - {name: x}\n",
    ),
    "research/experiments/EXP-0001-e.md": "---\nid: EXP-0001\ntype: experiment\ntitle: E\nstatus: concluded\n"
    "created: 2026-01-05\ntask: TASK-0005\nmetrics: {m: {test: {mean: -1e100, std: 1e100, n: 2}}}\n---\n",
}


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A base of what is unusual: nothing readable, no values, loops, endless numbers, reviews without scores."""
    for name, text in ODD.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", [name for name in CALLS if name != "catalogue"])
def test_an_odd_base_is_told_by_the_schema_too(name: str, odd: Path, kb_run: Run) -> None:
    for call in CALLS[name]:
        valid(name, kb_run(call, odd))


@pytest.mark.parametrize("id", ["TASK-0001", "TASK-0003", "TASK-0004", "TASK-0005", "REV-0002", "EXP-0001"])
@pytest.mark.parametrize("name", OF_EACH)
def test_an_odd_record_is_told_by_the_schema_too(name: str, id: str, odd: Path, kb_run: Run) -> None:
    valid(name, kb_run([name, id, "--format", "json"], odd))


@pytest.mark.parametrize("id", ["REV-0001", "REV-0002"])
def test_an_odd_comparison_is_told_by_the_schema_too(id: str, odd: Path, kb_run: Run) -> None:
    valid("compare", kb_run(["compare", id, "--format", "json"], odd))


def test_an_odd_leaderboard_is_told_by_the_schema_too(odd: Path, kb_run: Run) -> None:
    read = valid("leaderboard", kb_run(["leaderboard", "m", "--format", "json"], odd))
    assert read["boards"][0]["entries"][0]["std"] == 1e100


def test_a_line_of_thought_without_end_is_cut(tmp_path: Path, kb_run: Run) -> None:
    (tmp_path / "kb.toml").write_text("")
    (tmp_path / "backlog").mkdir()
    for number in range(1, 401):
        text = TASK.format(f"TASK-{number:04}", "T", "idea", f"depends_on: [TASK-{number + 1:04}]\n", "")
        (tmp_path / f"backlog/TASK-{number:04}-t.md").write_text(text)
    read = valid("why", kb_run(["why", "TASK-0001", "--format", "json"], tmp_path))
    depth = 0
    while read["because"]:
        (read,) = read["because"]
        depth += 1
    assert (depth, read["cut"]) == (100, True)
    for format_ in ("table", "md"):
        assert kb_run(["why", "TASK-0001", "--format", format_], tmp_path).code == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_json_is_json_whatever_standard_output_can_show(encoding: str, odd: Path, kb_run: Run) -> None:
    with contextlib.suppress(FileNotFoundError):
        (odd / "backlog/TASK-0004-d.md").unlink()
    done = kb_run(["list", "--format", "json"], odd, process=True, env={"PYTHONIOENCODING": encoding})
    assert done.code == 0, done.err
    titles = [record["title"] for record in document(done.out)["records"]]
    assert "B 🙂 \u200d ü" in titles
