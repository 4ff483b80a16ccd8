"""The baseline: what is agreed to is silent, what is new is not, and what is mended is said to be gone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.lint.identity import settled
from tests.conftest import Finished

Run = Callable[..., Finished]
NOTE = "---\nid: {0}\ntype: task\ntitle: T\nstatus: idea\ncreated: 2026-01-01\n---\n{1}"
FILE = "kb-baseline.json"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    (tmp_path / "kb.toml").write_text('[lint]\nselect = ["LK001", "FM"]\nbaseline = "kb-baseline.json"\n')
    note(tmp_path, "TASK-0001", "See TASK-0404, TASK-0405 and again TASK-0404.\n")
    note(tmp_path, "TASK-0002", "See TASK-0404.\n")
    return tmp_path


def note(root: Path, id: str, body: str) -> Path:
    path = root / "backlog" / f"{id}-a.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(NOTE.format(id, body))
    return path


def lint(kb_run: Run, base: Path, *options: str) -> Finished:
    return kb_run(["lint", "--output-format", "concise", *options], base)


def test_a_baseline_is_sorted_lines_that_people_can_read(base: Path, kb_run: Run) -> None:
    done = lint(kb_run, base, "--write-baseline")
    assert (done.code, done.out, done.err) == (0, "", f"4 findings in {FILE}.\n")
    assert (base / FILE).read_text() == (
        '{\n  "version": 1,\n  "findings": [\n'
        '    {"record": "TASK-0001", "code": "LK001", "count": 2, "message": "there is no record TASK-0404"},\n'
        '    {"record": "TASK-0001", "code": "LK001", "message": "there is no record TASK-0405"},\n'
        '    {"record": "TASK-0002", "code": "LK001", "message": "there is no record TASK-0404"}\n'
        "  ]\n}\n"
    )
    again = lint(kb_run, base, "--write-baseline")
    assert (again.code, again.err) == (0, f"{FILE} is up to date.\n")


def test_what_is_in_it_is_silent(base: Path, kb_run: Run) -> None:
    lint(kb_run, base, "--write-baseline")
    done = lint(kb_run, base)
    expected = "Nothing to complain about in 2 records. 4 more are in the baseline.\n"
    assert (done.code, done.out, done.err) == (0, "", expected)
    assert lint(kb_run, base, "--no-baseline").code == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("---\nSee", "---\n\nOther words, and more.\n\nSee"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("title: T", "title: Another\nowner: kim"),
        lambda text: text.replace("See ", "As in "),
    ],
)
def test_it_survives_moved_lines_other_edits_and_another_name(
    change: Callable[[str], str], base: Path, kb_run: Run
) -> None:
    lint(kb_run, base, "--write-baseline")
    path = base / "backlog/TASK-0001-a.md"
    path.write_text(change(path.read_text()), newline="")
    path.rename(path.with_name("TASK-0001-other-words.md"))
    assert lint(kb_run, base).code == 0


def test_one_more_of_the_same_is_new(base: Path, kb_run: Run) -> None:
    lint(kb_run, base, "--write-baseline")
    note(base, "TASK-0001", "TASK-0404 TASK-0404 TASK-0404 TASK-0405 TASK-0406\n")
    done = lint(kb_run, base)
    assert done.code == 1
    assert [line.rpartition(" ")[2] for line in done.out.splitlines()] == ["TASK-0404", "TASK-0406"]


def test_what_is_mended_is_gone_and_comes_back_as_new(base: Path, kb_run: Run) -> None:
    lint(kb_run, base, "--write-baseline")
    note(base, "TASK-0001", "TASK-0404\n")
    done = lint(kb_run, base)
    assert done.code == 0
    assert done.err.splitlines()[1] == (
        "2 entries of the baseline match nothing any more: `kb lint --write-baseline` drops what is gone."
    )
    assert lint(kb_run, base, "--write-baseline").err == f"2 findings in {FILE}: 2 gone, 0 new.\n"
    note(base, "TASK-0001", "TASK-0404 TASK-0405\n")
    assert lint(kb_run, base).out.splitlines()[0].endswith("TASK-0405")


def test_a_run_of_a_part_says_nothing_of_the_rest(base: Path, kb_run: Run) -> None:
    lint(kb_run, base, "--write-baseline")
    before = (base / FILE).read_text()
    note(base, "TASK-0001", "")
    for options in (["--select", "FM"], ["backlog/TASK-0002-a.md"]):
        assert "baseline matches" not in lint(kb_run, base, *options).err
        lint(kb_run, base, "--write-baseline", *options)
        assert (base / FILE).read_text() == before
    (base / "backlog/TASK-0001-a.md").unlink()
    assert "3 entries" in lint(kb_run, base).err


def test_numbers_that_grow_by_themselves_are_no_change() -> None:
    assert settled("older than 90 days: 93 days") == settled("older than 90 days: 95 days")
    assert settled("TASK-0404 on 2026-01-02 in v1.2") == "TASK-0404 on 2026-01-02 in v1.2"
    assert settled("`1e-3` is a number") != settled("`1e-4` is a number")
    assert settled("score 0.81, then 3") == "score #, then #"


def test_json_and_build_know_it(base: Path, kb_run: Run) -> None:
    lint(kb_run, base, "--write-baseline")
    note(base, "TASK-0002", "")
    document = json.loads(kb_run(["lint", "--output-format", "json"], base).out)
    assert document["baseline"] == {"file": FILE, "silent": 3, "gone": 1}
    assert document["diagnostics"] == []


def test_fix_leaves_what_is_silent(base: Path, kb_run: Run) -> None:
    path = base / "backlog/TASK-0002-a.md"
    path.write_text(NOTE.format("TASK-0002", "").replace("status:", "owner: no\nstatus:"))
    lint(kb_run, base, "--write-baseline")
    before = path.read_bytes()
    lint(kb_run, base, "--fix")
    assert path.read_bytes() == before
    lint(kb_run, base, "--fix", "--no-baseline")
    assert b"owner: 'no'" in path.read_bytes()


@pytest.mark.parametrize("where", [".", "backlog"])
def test_the_option_counts_from_the_folder_one_is_in(where: str, base: Path, kb_run: Run) -> None:
    done = kb_run(["lint", "--write-baseline", "--baseline", "own.json"], base / where)
    assert done.code == 0
    assert (base / where / "own.json").is_file()
    assert kb_run(["lint", "--baseline", "own.json"], base / where).code == 0


# -- refused ----------------------------------------------------------------------------------------------------------

GOOD = '{"version": 1, "findings": [\n{"record": "TASK-0001", "code": "LK001", "message": "x"},\n'
BROKEN = {
    "": "1:1: error: this is not valid JSON",
    "{": "1:2: error: this is not valid JSON",
    "[]": "1:1: error: a baseline is an object",
    "null": "1:1: error: a baseline is an object",
    "{}": "1:1: error: its version is `null`",
    '{"version": 2, "findings": []}': "1:2: error: its version is `2`; this kb reads version 1",
    '{"version": true, "findings": []}': "1:2: error: its version is `true`",
    '{"version": 1}': "1:1: error: `findings` must be a list",
    '{"version": 1,\n"findings": {}}': "2:1: error: `findings` must be a list",
    '{"version": 1,\n "findngs": []}': "2:2: error: unknown key",
    GOOD + "7]}": "3:1: error: an entry is an object, not `7`",
    GOOD + '{"record": "A-1", "path": "b", "code": "LK001", "message": "x"}]}': "3:1: error: an entry has a",
    GOOD + '  {"code": "LK001", "message": "x"}]}': "3:3: error: an entry has a `record` or a `path`",
    GOOD + '{"record": 7, "code": "LK001", "message": "x"}]}': "3:1: error: `record` must be text",
    GOOD + '{"path": "a.md", "code": "LK", "message": "x"}]}': '3:1: error: `"LK"` is no code',
    GOOD + '{"path": "a.md", "code": "LK001", "message": ""}]}': "3:1: error: `message` must be text",
    GOOD + '{"path": "a.md", "code": "LK001", "message": "x", "count": 0}]}': "3:1: error: `count`",
    GOOD + '{"path": "a.md", "code": "LK001", "message": "x", "count": true}]}': "3:1: error: `count`",
    GOOD + '{"path": "a.md", "code": "LK001", "message": "x", "count": 1e9}]}': "3:1: error: `count`",
    GOOD + '{"path": "a.md", "code": "LK001", "message": "x", "line": 3}]}': "3:1: error: unknown key",
    '{"version": 1, "findings": ' + "[" * 100_000: "1:28: error: it is nested too deeply",
    '{"version": ' + "9" * 9000 + "}": "1:13: error: a number is too long",
    "\x00": "1:1: error: a NUL character",
    '{"version": 1, "findings": [] \x1b[2J}': "1:31: error: an escape character",
    "<<<<<<< HEAD\n": "1:1: error: this is not valid JSON",
}


@pytest.mark.parametrize(("text", "says"), BROKEN.items(), ids=range(len(BROKEN)))
@pytest.mark.parametrize("options", [[], ["--write-baseline"]])
def test_a_broken_baseline_ends_with_2_and_its_place(
    text: str, says: str, options: list[str], base: Path, kb_run: Run
) -> None:
    (base / FILE).write_text(text)
    done = lint(kb_run, base, *options)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"{FILE}:{says}"), done.err
    assert (base / FILE).read_text() == text


def test_what_is_no_file_is_refused(base: Path, kb_run: Run) -> None:
    assert lint(kb_run, base).err == (
        f"{FILE}: error: there is no such baseline\n  `kb lint --write-baseline` makes it.\n"
    )
    (base / FILE).mkdir()
    assert lint(kb_run, base).code == 2
    (base / FILE).rmdir()
    (base / FILE).symlink_to("/etc/passwd")
    for options in ([], ["--write-baseline"]):
        assert lint(kb_run, base, *options).code == 2


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--baseline", "../x.json"], "is not in the knowledge base"),
        (["--write-baseline", "--diff"], "--write-baseline goes with neither"),
        (["--no-baseline", "--baseline", "x.json"], "--no-baseline goes without"),
        (["--unsafe-fixes"], "--unsafe-fixes goes with --fix or --diff"),
        (["--statistics", "--output-format", "sarif"], "--statistics goes with full, concise, json"),
    ],
)
def test_options_that_do_not_go_together(options: list[str], says: str, base: Path, kb_run: Run) -> None:
    done = kb_run(["lint", *options], base)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_without_a_name_nothing_is_written(base: Path, kb_run: Run) -> None:
    (base / "kb.toml").write_text("")
    done = lint(kb_run, base, "--write-baseline")
    assert done.code == 2
    assert "there is no file to write the baseline to" in done.err


@pytest.mark.parametrize("path", ["/x.json", "../x.json", ".", ""])
def test_the_configuration_names_a_file_inside(path: str, base: Path, kb_run: Run) -> None:
    (base / "kb.toml").write_text(f"[lint]\nbaseline = {json.dumps(path)}\n")
    done = lint(kb_run, base)
    assert done.code == 2
    assert done.err.startswith("kb.toml:2:1: error: `lint.baseline`"), done.err


# -- statistics -------------------------------------------------------------------------------------------------------


def test_statistics_count_by_rule(base: Path, kb_run: Run) -> None:
    (base / "kb.toml").write_text('[lint]\nselect = ["LK001", "FM"]\n')
    path = base / "backlog/TASK-0002-a.md"
    path.write_text(NOTE.format("TASK-0002", "TASK-0404").replace("status:", "owner: no\nstatus:"))
    for format_ in ("full", "concise"):
        done = kb_run(["lint", "--statistics", "--output-format", format_], base)
        assert done.code == 1
        assert done.out == (
            "n  code   name                 severity  --fix  unsafe\n"
            "4  LK001  dangling-link        error\n"
            "1  FM008  surprising-scalar    warning       1\n"
            "1  FM009  untidy-front-matter  warning       1\n"
        )
        assert done.err == "Found 4 errors and 2 warnings in 2 records. `--fix` mends 2 of them.\n"
    document = json.loads(kb_run(["lint", "--statistics", "--output-format", "json"], base).out)
    assert document["statistics"][1] == {
        "code": "FM008",
        "name": "surprising-scalar",
        "severity": "warning",
        "count": 1,
        "fixable": 1,
        "unsafe": 0,
    }
    assert len(document["diagnostics"]) == 6


def test_statistics_of_nothing(base: Path, kb_run: Run) -> None:
    (base / "kb.toml").write_text('[lint]\nselect = ["FM"]\n')
    done = kb_run(["lint", "--statistics"], base)
    assert (done.code, done.out, done.err) == (0, "", "Nothing to complain about in 2 records.\n")
