"""The formats of others, held against the schemas that they publish, and what no schema says."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import xmlschema

from kb.example import BASE
from tests.cli.formats.support import FILES, SETTINGS, TODAY, write
from tests.conftest import Finished, GitRepo

VENDOR = Path(__file__).resolve().parents[2] / "vendor"
Run = Callable[..., Finished]

# GitLab's own schema asks for little; this is what its manual says besides.
CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!/|\\./|\\.\\./)[^\\\\]+$"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def check_sarif(out: str) -> None:
    schema = json.loads((VENDOR / "sarif/sarif-2.1.0-rtm.5.json").read_text())
    jsonschema.Draft4Validator(schema).validate(json.loads(out))


def check_gitlab(out: str) -> None:
    schema = json.loads((VENDOR / "gitlab/codeclimate.json").read_text())
    found = json.loads(out)
    for item in found:
        jsonschema.Draft7Validator(schema).validate(item)
    jsonschema.Draft202012Validator(CODE_QUALITY).validate(found)
    marks = [item["fingerprint"] for item in found]
    assert len(set(marks)) == len(marks)


def check_junit(out: str) -> None:
    root = ElementTree.fromstring(out.encode())
    xmlschema.XMLSchema(str(VENDOR / "jenkins/junit-10.xsd")).validate(root)
    suite = root[0]
    assert int(suite.get("tests", "")) == len(suite)
    assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))


CHECKS = {"sarif": check_sarif, "gitlab": check_gitlab, "junit": check_junit}
each_format = pytest.mark.parametrize("format_", CHECKS)


def linted(kb_run: Run, format_: str, cwd: Path, *options: str) -> str:
    done = kb_run(["lint", "--output-format", format_, "--today", TODAY, *options], cwd)
    assert done.code in (0, 1), done.err
    return done.out


@each_format
def test_the_schema_is_met(format_: str, tmp_path: Path, kb_run: Run) -> None:
    CHECKS[format_](linted(kb_run, format_, write(tmp_path)))


@each_format
def test_nothing_to_say_meets_it_too(format_: str, tmp_path: Path, kb_run: Run) -> None:
    (tmp_path / "kb.toml").write_text("")
    CHECKS[format_](linted(kb_run, format_, tmp_path))


@each_format
def test_a_base_of_many_findings_meets_it(format_: str, tmp_path: Path, kb_run: Run) -> None:
    """The example long after its last day, with files cut off in the middle: every rule has something to say."""
    shutil.copytree(BASE, tmp_path / "base")
    for path in sorted((tmp_path / "base/research").rglob("*.md"))[::3]:
        text = path.read_text()
        path.write_text(text[: len(text) // 3] if len(path.name) % 2 else text.replace("0001", "0999"))
    done = kb_run(["lint", "--output-format", format_, "--today", "2031-01-01"], tmp_path / "base")
    assert done.code == 1
    CHECKS[format_](done.out)
    assert done.out.count("\n") > 100


@each_format
def test_signs_that_act_are_escaped(format_: str, tmp_path: Path, kb_run: Run) -> None:
    (tmp_path / "kb.toml").write_text("")
    (tmp_path / "backlog").mkdir()
    head = "---\nid: TASK-0001\ntype: task\ntitle: T\nstatus: idea\ncreated: 2026-01-01\n"
    keys = '"\\e[2J\\u202e\\ufffe]]>&<!--": 1\n"\\ud800": 1\n"[x](javascript:y)": 1\n'
    (tmp_path / "backlog/TASK-0001-a.md").write_text(head + keys + "---\n[x](javascript:y)\n")
    (tmp_path / "backlog/\x1b[1m]]>&.md").write_text(head + keys + "---\n")
    out = linted(kb_run, format_, tmp_path)
    CHECKS[format_](out)
    assert not [sign for sign in out if not sign.isprintable() and sign != "\n"]


# -- places -------------------------------------------------------------------------------------------------------


def paths(format_: str, out: str) -> set[str]:
    """The paths of a report as whoever reads it takes them."""
    from urllib.parse import unquote

    if format_ == "github":
        return {line.partition("file=")[2].partition(",line=")[0] for line in out.splitlines()}
    if format_ == "gitlab":
        return {item["location"]["path"] for item in json.loads(out)}
    if format_ == "junit":
        cases = ElementTree.fromstring(out.encode()).iter("testcase")
        return {case.get("classname", "") for case in cases if len(case)}
    results = json.loads(out)["runs"][0]["results"]
    places = [place["physicalLocation"] for result in results for place in result["locations"]]
    return {unquote(place["artifactLocation"]["uri"]) for place in places}


PLAIN = [name for name in FILES if "%" not in name and "again" not in name]


@pytest.mark.parametrize("format_", [*CHECKS, "github"])
@pytest.mark.parametrize("where", ["", "backlog"])
@pytest.mark.parametrize("below", ["", "services/churn model"])
def test_paths_begin_at_the_top_of_the_repository(
    format_: str, where: str, below: str, tmp_path: Path, git_repo: Callable[..., GitRepo], kb_run: Run
) -> None:
    repo = git_repo(tmp_path / "repo")
    base = repo.path / below
    base.mkdir(parents=True, exist_ok=True)
    write(base)
    out = linted(kb_run, format_, base / where, "--select", "FM001,FM008,LK001")
    assert paths(format_, out) == {f"{below}/{name}".lstrip("/") for name in PLAIN}


@pytest.mark.parametrize("format_", CHECKS)
def test_without_git_paths_begin_at_the_base(format_: str, tmp_path: Path, kb_run: Run) -> None:
    out = linted(kb_run, format_, write(tmp_path), "--select", "FM001,FM008,LK001")
    assert paths(format_, out) == set(PLAIN)


def test_in_a_linked_work_tree_paths_begin_at_its_top(
    tmp_path: Path, git_repo: Callable[..., GitRepo], kb_run: Run
) -> None:
    repo = git_repo(tmp_path / "repo", {"kb/kb.toml": "", "a.txt": ""})
    repo.git("worktree", "add", "-q", "../linked")
    write(tmp_path / "linked/kb")
    out = linted(kb_run, "gitlab", tmp_path / "linked/kb", "--select", "FM001,FM008,LK001")
    assert paths("gitlab", out) == {f"kb/{name}" for name in PLAIN}


# -- SARIF: what its regions and fixes say --------------------------------------------------------------------------


def cut(text: str, region: dict[str, int]) -> tuple[int, int]:
    """The characters of a region, counted as `unicodeCodePoints` counts them."""
    lines = text.removeprefix("\ufeff").split("\n")
    at = len(text) - len(text.removeprefix("\ufeff"))
    starts = [at + sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    return (
        starts[region["startLine"] - 1] + region["startColumn"] - 1,
        starts[region["endLine"] - 1] + region["endColumn"] - 1,
    )


def run_of(kb_run: Run, base: Path, *options: str) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(linted(kb_run, "sarif", base, *options))["runs"][0]
    return run


def test_a_region_is_the_words_it_is_about(tmp_path: Path, kb_run: Run) -> None:
    run = run_of(kb_run, write(tmp_path), "--select", "LK001,FM008")
    assert run["columnKind"] == "unicodeCodePoints"
    said = []
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        text = FILES[place["artifactLocation"]["uri"]]
        start, end = cut(text, place["region"])
        said.append(text[start:end])
    assert said == ["TASK-0404", "no", "on"]


def test_fixes_do_what_fix_does(tmp_path: Path, kb_run: Run) -> None:
    base = write(tmp_path)
    name = "backlog/TASK-0002-load-test.md"
    run = run_of(kb_run, base, "--select", "FM008")
    replacements = [
        replacement
        for result in run["results"]
        for change in result["fixes"][0]["artifactChanges"]
        for replacement in change["replacements"]
    ]
    text = FILES[name]
    for replacement in sorted(replacements, key=lambda r: r["deletedRegion"]["startLine"], reverse=True):
        start, end = cut(FILES[name], replacement["deletedRegion"])
        text = text[:start] + replacement["insertedContent"]["text"] + text[end:]
    kb_run(["lint", "--select", "FM008", "--fix"], base)
    assert text == (base / name).read_bytes().decode()


def test_rules_come_with_their_pages(tmp_path: Path, kb_run: Run) -> None:
    run = run_of(kb_run, write(tmp_path), "--select", "ID001,LK001")
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["ID001", "LK001"]
    for rule in rules:
        assert "## Why" in rule["help"]["markdown"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    related = next(r for r in run["results"] if r["ruleId"] == "ID001")["relatedLocations"]
    assert related[0]["physicalLocation"]["artifactLocation"]["uri"] == "backlog/TASK-0001-again.md"


# -- fingerprints ---------------------------------------------------------------------------------------------------

NOTE = "---\nid: TASK-0001\ntype: task\ntitle: T\nstatus: idea\ncreated: 2026-01-01\n---\n{}"


def marks(kb_run: Run, base: Path) -> list[str]:
    return [item["fingerprint"] for item in json.loads(linted(kb_run, "gitlab", base, "--select", "LK001"))]


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    (tmp_path / "kb.toml").write_text(SETTINGS)
    path = tmp_path / "backlog/TASK-0001-a.md"
    path.parent.mkdir()
    path.write_text(NOTE.format("See TASK-0404, TASK-0405 and again TASK-0404.\n"))
    return path


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("---\nSee", "---\n\nOther words, and more of them.\n\nSee"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("title: T", "title: Another title\nowner: kim"),
        lambda text: text.replace("See ", "As was said in "),
    ],
)
def test_a_fingerprint_survives_changes_around_it(
    change: Callable[[str], str], noted: Path, kb_run: Run
) -> None:
    before = marks(kb_run, noted.parents[1])
    assert len(set(before)) == 3
    noted.write_text(change(noted.read_text()), newline="")
    assert marks(kb_run, noted.parents[1]) == before
    noted.rename(noted.with_name("TASK-0001-another-name.md"))
    assert marks(kb_run, noted.parents[1]) == before


def test_a_mistake_mended_takes_only_its_own_fingerprint(noted: Path, kb_run: Run) -> None:
    before = marks(kb_run, noted.parents[1])
    noted.write_text(noted.read_text().replace("TASK-0405", "it"))
    assert marks(kb_run, noted.parents[1]) == [before[0], before[2]]


# -- JUnit ------------------------------------------------------------------------------------------------------------


def test_a_test_case_fails_where_the_run_does(tmp_path: Path, kb_run: Run) -> None:
    base = write(tmp_path)
    (base / "backlog/TASK-0009-good.md").write_text(NOTE.format("").replace("TASK-0001", "TASK-0009"))

    def cases(*options: str) -> dict[str, list[str]]:
        out = linted(kb_run, "junit", base, "--select", "FM008,LK001", *options)
        found = ElementTree.fromstring(out.encode()).iter("testcase")
        return {case.get("classname", ""): [part.tag for part in case] for case in found}

    assert cases("backlog") == {
        "backlog/TASK-0001-again.md": [],
        "backlog/TASK-0001-encode-the-shop.md": ["failure"],
        "backlog/TASK-0002-load-test.md": ["system-out"],
        "backlog/TASK-0005-notes.md": [],
        "backlog/TASK-0009-good.md": [],
    }
    assert cases("backlog", "--strict")["backlog/TASK-0002-load-test.md"] == ["failure"]
