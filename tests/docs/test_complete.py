"""The manual is complete: every command, rule and key is in it, and what commands print as JSON is as it says."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from kb import example, meanings
from kb.cli import listing
from kb.config import Config
from kb.lint.engine import all_rules
from kb.record import Record
from kb.records import registry
from kb.site import builder
from tests.architecture.tree import ROOT
from tests.conftest import GitRepo
from tests.docs.console import TODAY
from tests.example import history
from tools import reference
from tools.manual import documents, rules
from tools.manual.records import own_rows

DOCS = ROOT / "docs"


def text(path: str) -> str:
    return (DOCS / path).read_text(encoding="utf-8")


def test_the_generated_pages_are_up_to_date() -> None:
    assert reference.stale(reference.pages()) == [], "run `python3 dev.py docs`"


def test_a_page_that_is_stale_or_left_over_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference, "FOLDER", tmp_path)
    (tmp_path / "left.md").write_text("left over")
    (tmp_path / "kept.md").write_text("as it should be")
    (tmp_path / "old.md").write_text("old")
    wanted = {tmp_path / "kept.md": "as it should be", tmp_path / "old.md": "new", tmp_path / "new.md": "new"}
    found = reference.stale(wanted)
    assert {path.name for path in found} == {"left.md", "old.md", "new.md"}
    reference.write(wanted, found)
    assert reference.stale(wanted) == []


@pytest.mark.parametrize("name", listing.SUMMARIES)
def test_a_command_is_in_the_reference(name: str) -> None:
    assert f"### kb {name} " in text("reference/commands.md")
    assert f"Usage: kb {name}" in text("reference/commands.md")


@pytest.mark.parametrize("name", listing.SUMMARIES)
def test_a_command_is_shown_in_use_or_named_outside_the_reference(name: str) -> None:
    pages = [path for path in DOCS.rglob("*.md") if "reference" not in path.parts]
    assert any(re.search(rf"\bkb {name}\b", page.read_text(encoding="utf-8")) for page in pages)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_rule_has_its_page_and_a_line_in_the_list(rule: Any) -> None:
    assert f"[{rule.code}]({rule.code}.md)" in text("reference/rules/index.md")
    assert text(f"reference/rules/{rule.code}.md").count(f"# {rule.code} {rule.name}\n") == 1
    assert rule.family in rules.FAMILIES


def test_every_key_of_the_configuration_says_what_it_does() -> None:
    lines = re.findall(r"^\| `.*$", text("reference/configuration.md"), re.MULTILINE)
    assert len(lines) > len(Config.model_fields)
    assert not [line for line in lines if line.endswith("|  |")]


def test_no_meaning_is_left_of_a_field_that_has_gone() -> None:
    types = registry(Config())
    for name, said in meanings.OF_TYPES.items():
        paths = {row.path for row in own_rows(name, types[name].model)}
        assert set(said) <= paths, name
    assert set(meanings.COMMON) <= set(Record.__dataclass_fields__)


def test_the_navigation_names_every_page_of_the_base_and_of_the_manual() -> None:
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    named = set(leaves(settings["nav"]))
    drawn = {maker.path for maker in builder.makers() if maker.path and maker.label} - {"index.md"}
    written = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
    single = {
        name for name in written if name.startswith("reference/rules/") and name != "reference/rules/index.md"
    }
    assert named == drawn | {"overview.md"} | (written - single)


def leaves(nav: Any) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    inner = nav.values() if isinstance(nav, dict) else nav
    return [leaf for item in inner for leaf in leaves(item)]


# -- JSON --------------------------------------------------------------------------------------------

ASKED: dict[str, list[list[str]]] = {
    "lint": [["lint", "--output-format", "json"]],
    "rule": [["rule", "--format", "json"], ["rule", "LK001", "--format", "json"]],
    "show": [["show", id, "--format", "json"] for id in ("TASK-0003", "EXP-0003", "GOAL-0001", "REV-0001")],
    "list": [["list", "--format", "json"]],
    "sql": [["sql", "select * from leaderboard", "--format", "json"]],
    "sql-tables": [["sql", "--tables", "--format", "json"]],
    "board": [["board", "--format", "json"]],
    "groom": [["groom", "--format", "json"]],
    "next": [["next", "--format", "json"]],
    "graph": [["graph", "--format", "json"], ["graph", "--around", "DEC-0007", "--format", "json"]],
    "why": [["why", "DEC-0007", "--format", "json"]],
    "impact": [["impact", "GOAL-0001", "--format", "json"]],
    "compare": [["compare", "REV-0001", "--format", "json"]],
    "digest": [["digest", "--format", "json"], ["digest", "--since", "HEAD~1", "--format", "json"]],
    "diff": [["diff", "--format", "json"], ["diff", "HEAD~1..HEAD", "--format", "json"]],
    "flow": [["flow", "--format", "json"], ["flow", "--by", "goal", "--since", "2m", "--format", "json"]],
    "leaderboard": [["leaderboard", "roc_auc", "--format", "json"]],
    "forecast": [["forecast", "--format", "json"], ["forecast", "--backtest", "--format", "json"]],
    "stack": [["stack", "--since", "quarter", "--format", "json"]],
    "stack-for": [["stack", "--for", "STACK-0001", "--format", "json"]],
    "changes": [
        ["new", "task", "Ask the tills for their time zone", "--format", "json"],
        ["set", "TASK-0016", "tags+=shop", "--format", "json"],
        ["move", "TASK-0016", "backlog", "--format", "json"],
        ["move", "TASK-0016", "done", "--format", "json"],
        ["block", "TASK-0016", "no data yet", "--format", "json"],
        ["unblock", "TASK-0016", "--format", "json"],
        ["renumber", "TASK-0016", "TASK-0900", "--format", "json"],
        ["init", "--no-git", "--format", "json"],
    ],
    "import": [["import", "csv", "table.csv", "--format", "json", *more] for more in (["--dry-run"], [], [])],
    "verify": [["verify", "--format", "json"]],
    "catalogue": [["new", "risk", "--from-catalogue", "--format", "json"]],
    "doctor": [["doctor", "--format", "json"]],
    "settings": [["doctor", "--config", "--format", "json"]],
    "record": [
        ["record", "--format", "json", "--owner", "analyst", "--", "sh", "-c", "exit 0"],
        ["record", "--format", "json", "--owner", "analyst", "--", "sh", "-c", "exit 1"],
    ],
    "reproduce": [
        ["reproduce", "EXP-0012", "EXP-0013", "--here", "--yes", "--format", "json"],
        ["reproduce", "--all", "--dry-run", "--format", "json"],
    ],
    "export": [["export", "json"], ["export", "json", "DEC-0007", "--audience", "restricted"]],
    "review": [["review", "--format", "json"], ["review", "DEC-0007", "--format", "json"]],
}


@pytest.fixture(scope="module")
def teaching_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("teaching")
    example.copy(folder, TODAY)
    faulty = folder / "backlog" / "TASK-0099-broken.md"
    faulty.write_text(
        "---\nid: TASK-0099\ntype: task\ntitle: Broken\nstatus: doing\ncreated: 2026-11-02\ngoal: GOAL-0099\n---\n"
    )
    (folder / "table.csv").write_text(
        "id,date,auc_test\nr1,2026-11-02,nan\nr2,2026-11-03,0.8\nr3,tomorrow,0.8\n"
    )
    return folder


def with_history(base: Path, repo: GitRepo) -> Path:
    """The base under git: decisions, results and reviews come in with the second commit, a task is lost since."""
    shutil.copytree(base, repo.path, dirs_exist_ok=True)
    for folder in ("decisions", "experiments", "reviews"):
        (repo.path / "research" / folder).rename(repo.path / folder)
    repo.commit("first")
    for folder in ("decisions", "experiments", "reviews"):
        (repo.path / folder).rename(repo.path / "research" / folder)
    repo.commit("second")
    next(iter(sorted((repo.path / "backlog").glob("*.md")))).unlink()
    review = next((repo.path / "research" / "reviews").glob("REV-0001*"))
    review.write_text(
        re.sub(r"(weight: *)\d+", r"\g<1>9", review.read_text(encoding="utf-8")), encoding="utf-8"
    )
    return repo.path


@pytest.mark.parametrize("name", documents.DOCUMENTS)
def test_what_a_command_prints_is_as_its_schema_says(
    name: str,
    teaching_base: Path,
    kb_run: Callable[..., Any],
    git_repo: Callable[..., GitRepo],
    tmp_path: Path,
) -> None:
    schema = json.loads(text(f"reference/json/{name}.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    folder = teaching_base
    if name in ("diff", "digest"):
        folder = with_history(teaching_base, git_repo(tmp_path / "base"))
    elif name == "flow":
        folder = tmp_path / "base"
        history.write(folder)
    for command in ASKED[name]:
        done = kb_run(command, folder)
        assert done.code in (0, 1), done.err
        document = json.loads(done.out)
        jsonschema.validate(document, schema)
        assert unknown(document, schema, schema.get("$defs", {})) == set(), command


def unknown(value: Any, schema: dict[str, Any], known: dict[str, Any]) -> set[str]:
    """The keys of a document that its schema does not tell about."""
    if "$ref" in schema:
        schema = known[schema["$ref"].rpartition("/")[2]]
    if isinstance(value, list):
        return {key for item in value for key in unknown(item, schema.get("items", {}), known)}
    told = schema.get("properties")
    if not isinstance(value, dict) or told is None:
        return set()
    new = set() if schema.get("additionalProperties") else set(value) - set(told)
    return new | {
        key for name, item in value.items() if name in told for key in unknown(item, told[name], known)
    }


def test_a_schema_refuses_another_document() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"version": 1, "records": [{}]}, documents.schema("list"))
    told = {"properties": {"a": {"items": {"properties": {"b": {}}}}}}
    assert unknown({"a": [{"b": 1, "c": 2}], "d": 3}, told, {}) == {"c", "d"}


def test_the_printed_day_is_the_day_of_the_example() -> None:
    assert TODAY == example.TODAY == datetime.date(2026, 11, 23)
