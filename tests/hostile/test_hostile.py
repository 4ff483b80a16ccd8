"""Hostile files: each is a finding with a place or fine, the other records are judged, nothing runs or leaks."""

import dataclasses
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished
from tests.hostile.files import BIG, NO_FILES
from tests.hostile.support import (
    OTHERS,
    UNSHOWN,
    Hostile,
    base_with,
    findings,
    in_yaml,
    measured,
    task,
    writing,
)

Run = Callable[..., Finished]

CASES = [*in_yaml(Path(__file__).parent / "cases.yml"), *NO_FILES, *BIG]
LINT = ("lint", "--select", "FM,ID,LK,RV003", "--today", "2026-01-05")
EVERY_COMMAND = (
    ("lint",),
    ("lint", "--output-format", "concise"),
    ("lint", "--output-format", "github"),
    ("list",),
    ("list", "--format", "json"),
    ("board",),
    ("groom",),
    ("next",),
    ("graph",),
    ("graph", "--format", "graphml"),
    ("graph", "--format", "mermaid"),
    ("sql", "select * from findings"),
    ("sql", "select * from links, records"),
    ("show", "TASK-0007"),
    ("show", "TASK-0007", "--format", "json"),
    ("why", "TASK-0007"),
    ("impact", "TASK-0007"),
)


ANNOTATION = re.compile(r"::(error|warning) title=kb \([A-Z]{2}[0-9]{3} [a-z-]+\),file=[^:,]+,line=[0-9]+,")


def named(case: Hostile) -> str:
    return case.name


def test_there_are_many_and_no_two_are_called_the_same() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 160


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_hostile_file_is_a_finding_and_the_others_are_judged(
    case: Hostile, tmp_path: Path, kb_run: Run
) -> None:
    root = base_with(tmp_path, case)
    done = kb_run([*LINT, "--output-format", "json"], root)
    assert done.code == 1, done.err
    assert "Traceback" not in done.err
    assert not UNSHOWN.search(done.out)
    found = findings(done.out)
    about = [finding for finding in found if finding["path"] == case.path]
    assert tuple(finding["code"] for finding in about) == case.codes
    assert [finding["code"] for finding in found if finding["path"] in OTHERS] == ["LK001"]
    assert len(found) == len(about) + 1
    assert all(finding[key].isprintable() for finding in found for key in ("message", "help"))
    if about:
        first = about[0]
        assert case.at in ("", f"{first['line']}:{first['column']}"), first
        assert case.says in first["message"]
    lies_inside(root, case, about)


def lies_inside(root: Path, case: Hostile, about: list[dict[str, object]]) -> None:
    """Every finding begins and ends in the file, in this order; a file that is not read has line 1, column 1."""
    path = root / case.path
    readable = path.is_file() and not path.is_symlink() and path.stat().st_size <= 1024 * 1024
    text = path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff") if readable else ""
    lines = text.split("\n")
    for finding in about:
        start, end = (finding["line"], finding["column"]), (finding["end_line"], finding["end_column"])
        assert (1, 1) <= start <= end
        for line, column in (start, end):
            assert isinstance(line, int)
            assert isinstance(column, int)
            assert line <= len(lines)
            assert column <= len(lines[line - 1]) + 1


@pytest.fixture(scope="module")
def all_of_them(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One base with every hostile file, each in a folder of its own."""
    root = tmp_path_factory.mktemp("hostile")
    for number, case in enumerate(CASES):
        folder, _, name = case.path.rpartition("/")
        base_with(root, dataclasses.replace(case, path=f"{folder}/{number}/{name}"))
    return root


@pytest.mark.parametrize("command", EVERY_COMMAND, ids=" ".join)
def test_no_command_fails_or_lets_a_control_character_out(
    command: tuple[str, ...], all_of_them: Path, kb_run: Run
) -> None:
    before = everything(all_of_them)
    done = kb_run(command, all_of_them, env={"GITHUB_ACTIONS": "true"})
    assert done.code in (0, 1, 2), done.err
    for stream in (done.out, done.err):
        assert "Traceback" not in stream
        assert UNSHOWN.search(stream) is None
        orders = [line for line in stream.splitlines() if line.lstrip().startswith("::") or "##[" in line]
        if command[-1] == "github":
            orders = [line for line in orders if not ANNOTATION.match(line)]
        assert not orders
    assert everything(all_of_them) == before


def everything(root: Path) -> dict[str, int]:
    """The names and sizes of all there is: nothing may be made, removed or touched."""
    return {str(path): path.lstat().st_size for path in root.rglob("*")}


@pytest.mark.parametrize("case", BIG, ids=named)
def test_a_big_one_takes_neither_long_nor_much_memory(case: Hostile, tmp_path: Path) -> None:
    done = measured([*LINT, "--output-format", "concise"], base_with(tmp_path, case), seconds=60)
    assert done.code == 1
    assert done.megabytes < 200
    assert "Traceback" not in done.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_finding(tmp_path: Path, kb_run: Run) -> None:
    case = Hostile("unreadable", writing(task().encode()), ("FM001",))
    root = base_with(tmp_path, case)
    (root / case.path).chmod(0)
    about = [
        f for f in findings(kb_run([*LINT, "--output-format", "json"], root).out) if f["path"] == case.path
    ]
    assert [finding["code"] for finding in about] == ["FM001"]
    assert "Permission denied" in about[0]["message"]


def test_what_a_link_leads_to_is_never_shown(tmp_path: Path, kb_run: Run) -> None:
    case = next(case for case in NO_FILES if case.name == "a link to a file beside")
    root = base_with(tmp_path, case)
    for command in EVERY_COMMAND:
        assert "the secret" not in kb_run(command, root).out


def test_two_names_that_some_file_systems_cannot_tell_apart_are_named(tmp_path: Path, kb_run: Run) -> None:
    root = base_with(tmp_path, Hostile("x", writing(task().encode()), ()))
    for name in ("caf\u00e9", "cafe\u0301"):
        (root / f"backlog/TASK-0003-{name}.md").write_text(
            OTHERS["backlog/TASK-0001-good.md"].replace("0001", "0003")
        )
    codes = {f["code"] for f in findings(kb_run([*LINT, "--output-format", "json"], root).out)}
    assert {"ID001", "ID006"} <= codes


def test_a_tag_runs_nothing(tmp_path: Path, kb_run: Run) -> None:
    case = next(case for case in CASES if case.name == "a tag that runs code")
    root = base_with(tmp_path, case)
    kb_run(["lint"], root)
    assert not list(tmp_path.rglob("PWNED"))
