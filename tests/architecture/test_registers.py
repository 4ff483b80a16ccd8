"""Guards the registers: whoever adds a rule, a record type, a page or a command adds its cases too."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.architecture.tree import ROOT, members

TESTS = ROOT / "tests"


def each(folder: str) -> Any:
    """One test per member of a register, named after it."""
    return pytest.mark.parametrize("member", members(folder), ids=lambda path: path.stem)


@each("lint/rules")
def test_a_rule_is_named_by_code_and_name(member: Path) -> None:
    assert re.fullmatch(r"[a-z]{2}\d{3}_[a-z0-9_]+", member.stem), (
        f"{member.name}: <code>_<name>.py is asked for"
    )


@each("lint/rules")
def test_a_rule_has_cases_in_both_directions(member: Path) -> None:
    cases = TESTS / "lint" / "cases" / f"{member.stem}.yml"
    assert cases.is_file(), f"{cases.relative_to(ROOT)} is not there"
    directions = set(case_directions(yaml.safe_load(cases.read_text(encoding="utf-8"))))
    assert "fail" in directions, f"{cases.name} has no case in which the rule finds something"
    assert "pass" in directions, f"{cases.name} has no case in which the rule is content"


def case_directions(cases: Any) -> list[str]:
    """The first word of every case's name, `fail_…` or `pass_…`, on every level."""
    if isinstance(cases, list):
        return [word for case in cases for word in case_directions(case)]
    if not isinstance(cases, dict):
        return []
    named = [cases[key] for key in ("name", "kind", "expect") if isinstance(cases.get(key), str)]
    words = [re.split(r"[_\W]", text)[0] for text in [*map(str, cases), *named]]
    inner = [
        word for value in cases.values() if isinstance(value, dict | list) for word in case_directions(value)
    ]
    return [word for word in [*words, *inner] if word in ("fail", "pass")]


@each("records")
def test_a_record_type_has_examples_in_both_directions(member: Path) -> None:
    cases = TESTS / "records" / "cases" / member.stem
    assert list(cases.glob("ok_*.md")), f"{cases.relative_to(ROOT)} has no ok_*.md"
    assert list(cases.glob("bad_*.md")), f"{cases.relative_to(ROOT)} has no bad_*.md"


@each("cli/commands")
def test_a_command_has_a_transcript(member: Path) -> None:
    transcript = TESTS / "cli" / "transcripts" / f"{member.stem.rstrip('_')}.md"
    assert transcript.is_file(), f"{transcript.relative_to(ROOT)} is not there"
    words = re.escape(member.stem.rstrip("_")).replace("_", "[-_ ]")
    assert re.search(rf"\bkb\b.*\b{words}\b", transcript.read_text(encoding="utf-8")), (
        "it never runs the command"
    )


@each("cli/formats")
def test_a_format_has_a_golden(member: Path) -> None:
    goldens = TESTS / "cli" / "formats" / "goldens"
    assert list(goldens.glob(f"{member.stem}.*")), f"{goldens.relative_to(ROOT)} has no {member.stem}.*"


@each("cli/checkups")
def test_a_checkup_has_a_test(member: Path) -> None:
    text = (TESTS / "cli" / "test_doctor.py").read_text(encoding="utf-8")
    assert re.search(rf"\bdef test_{member.stem}_", text), f"test_doctor.py has no test_{member.stem}_…"


@each("importers/tools")
def test_an_importer_has_records_that_it_made_of_real_runs(member: Path) -> None:
    expected = TESTS / "importers" / "goldens" / "records" / f"{member.stem}.md"
    assert expected.is_file(), f"{expected.relative_to(ROOT)} is not there"
    assert f"def {member.stem}(" in (TESTS / "importers" / "test_records.py").read_text(), "nobody makes them"
    assert list((TESTS / "importers" / member.stem).iterdir()), "there is no source that they are made of"


@each("site/pages")
def test_a_page_has_a_test(member: Path) -> None:
    tests = [
        path
        for path in (TESTS / "site").rglob("test_*.py")
        if re.search(rf"\b{member.stem}\b", path.read_text())
    ]
    tests += list((TESTS / "site").rglob(f"test_{member.stem}.py"))
    assert tests, f"no test in tests/site names the page {member.stem}"


@pytest.mark.parametrize(
    ("cases", "register"),
    [
        ("lint/cases/*.yml", "lint/rules"),
        ("cli/transcripts/*.md", "cli/commands"),
        ("cli/formats/goldens/*.*", "cli/formats"),
        ("records/cases/*/", "records"),
    ],
)
def test_cases_have_something_they_are_cases_of(cases: str, register: str) -> None:
    known = {path.stem.rstrip("_") for path in members(register)}
    left = [
        path.stem for path in TESTS.glob(cases) if path.stem not in known and not path.stem.startswith("_")
    ]
    assert not left, f"cases without a member of {register}: {left}"


def test_case_directions_reads_the_forms_in_use() -> None:
    assert case_directions({"fail_without_goal": {}, "pass_with_goal": {}}) == ["fail", "pass"]
    assert case_directions({"cases": [{"name": "fail: no goal"}]}) == ["fail"]
    assert case_directions({"pass": [{"name": "with a goal"}]}) == ["pass"]
    assert case_directions({"other": "fail"}) == []
