"""`kb doctor`: each checkup finds what is wrong in its part, says nothing when all is well, and changes nothing."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kb import disk
from kb._version import __version__
from kb.cli.checkup import all_checkups
from tests.conftest import Finished, GitRepo

Run = Callable[..., Finished]
TASK = "---\nid: TASK-0001\ntype: task\ntitle: T\nstatus: idea\ncreated: 2026-01-01\n---\n"
GOOD = {
    "kb.toml": "",
    "backlog/TASK-0001-a.md": TASK,
    "research/.gitkeep": "",
    "docs/index.md": "# Words\n",
    "mkdocs.yml": "site_name: x\nplugins:\n  - search\n  - kb\n",
    ".pre-commit-config.yaml": f"repos:\n- hooks:\n  - id: kb-lint\n    x: [research-kb=={__version__}]\n",
}


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """A base with nothing wrong around it."""
    made = git_repo(files=GOOD)
    (made.path / ".git/hooks/pre-commit").write_text("#!/bin/sh\n")
    return made


def remarks(kb_run: Run, cwd: Path, *statuses: str) -> list[tuple[str, str, str]]:
    """What is said besides that something is in order: part, status, message."""
    done = kb_run(["doctor", "--format", "json"], cwd)
    document = json.loads(done.out)
    problems = [remark for remark in document["remarks"] if remark["status"] == "problem"]
    assert document["problems"] == len(problems)
    assert done.code == bool(problems)
    wanted = statuses or ("note", "problem")
    return [(r["part"], r["status"], r["message"]) for r in document["remarks"] if r["status"] in wanted]


def test_a_base_in_order_has_no_remarks(repo: GitRepo, kb_run: Run) -> None:
    assert remarks(kb_run, repo.path) == []
    parts = {part for part, _, _ in remarks(kb_run, repo.path, "ok")}
    assert parts == {checkup.name for checkup in all_checkups()}
    assert repo.git("status", "--porcelain") == ""


def test_checkups_have_turns_of_their_own() -> None:
    turns = [checkup.turn for checkup in all_checkups()]
    assert len(set(turns)) == len(turns)


def test_installation_names_what_is_missing(
    repo: GitRepo, kb_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import importlib.util

    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "nh3" else real(name))
    assert remarks(kb_run, repo.path) == [
        ("installation", "note", "`kb build` and `kb serve` cannot run: no nh3")
    ]


# -- repository -------------------------------------------------------------------------------------------------------


def test_repository_that_is_none(tmp_path: Path, kb_run: Run) -> None:
    for name, text in GOOD.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert remarks(kb_run, tmp_path) == [("repository", "note", "the base is in no repository")]


def test_repository_without_git(repo: GitRepo, kb_run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert ("repository", "problem", "there is no git") in remarks(kb_run, repo.path)


def test_repository_that_is_shallow(repo: GitRepo, kb_run: Run, tmp_path: Path) -> None:
    repo.commit("second", {"docs/b.md": "b"})
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.path}", str(tmp_path / "shallow"))
    (tmp_path / "shallow/.git/hooks/pre-commit").write_text("")
    assert remarks(kb_run, tmp_path / "shallow") == [
        ("repository", "problem", "the history is cut off: this is a shallow clone")
    ]


def test_repository_that_ignores_records(repo: GitRepo, kb_run: Run) -> None:
    for n in range(2, 7):
        repo.write(f"backlog/TASK-000{n}-x y.md", TASK.replace("0001", f"000{n}"))
    repo.write(".gitignore", "backlog/\n")
    names = ", ".join(f"backlog/TASK-000{n}-x y.md" for n in (2, 3, 4))
    said = f"git ignores {names} and 2 more records"
    assert remarks(kb_run, repo.path) == [("repository", "problem", said)]


def test_repository_that_holds_more(git_repo: Callable[..., GitRepo], kb_run: Run) -> None:
    repo = git_repo(files={f"services/churn/{name}": text for name, text in GOOD.items()})
    base = repo.path / "services/churn"
    found = remarks(kb_run, base / "backlog")
    assert ("repository", "note", "the base lies in services/churn of its repository") in found


@pytest.mark.parametrize(
    ("name", "says"),
    [("MERGE_HEAD", "a merge is"), ("rebase-merge/x", "a rebase is"), ("index.lock", "a command")],
)
def test_repository_in_the_middle_of_something(name: str, says: str, repo: GitRepo, kb_run: Run) -> None:
    repo.write(f".git/{name}", repo.git("rev-parse", "HEAD") + "\n")
    ((part, status, message),) = remarks(kb_run, repo.path)
    assert (part, status) == ("repository", "note")
    assert message.startswith(says)


def test_repository_where_git_does_not_answer(repo: GitRepo, kb_run: Run) -> None:
    (repo.path / ".git/config").write_text("[this is no configuration\n")
    assert ("repository", "problem", "git does not answer in this repository") in remarks(kb_run, repo.path)


# -- configuration ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"kb.toml": "[lint"},
            ["kb.toml:1:6: this is not valid TOML: Expected ']' at the end of a table declaration"],
        ),
        (
            {"kb.toml": 'records = ["backlog", "b"]'},
            ["kb.toml:1:23: there is no folder b; nothing in it is checked"],
        ),
        ({"kb.toml": '[lint]\nselect = ["QQ"]'}, ["kb.toml:2:11: there is no rule QQ"]),
        ({"kb.toml": '[lint]\nbaseline = "b.json"'}, ["b.json: there is no such baseline"]),
        (
            {"kb.toml": '[lint]\nbaseline = "b.json"', "b.json": "[]"},
            ["b.json:1:1: a baseline is an object with `version` and `findings`"],
        ),
        ({"pyproject.toml": "[tool.kb]\n"}, ["pyproject.toml has a table [tool.kb] that nobody reads"]),
        ({"pyproject.toml": "[tool.kbd]\n"}, []),
    ],
)
def test_configuration_that_says_what_is_not_so(
    files: dict[str, str], expected: list[str], repo: GitRepo, kb_run: Run
) -> None:
    for name, text in files.items():
        repo.write(name, text)
    found = remarks(kb_run, repo.path)
    assert [message for part, _, message in found if part == "configuration"] == expected
    assert {status for part, status, _ in found if part == "configuration"} <= {"problem"}


def test_configuration_that_is_not_there(tmp_path: Path, kb_run: Run) -> None:
    found = remarks(kb_run, tmp_path)
    assert ("configuration", "problem", f"there is no knowledge base at or above {tmp_path}") in found


# -- site -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plugins: [search, kb]\n# hooks: [x]\nextra: {a: 1} # !ENV\n", []),
        ("plugins: [kb]\nhooks: [evil.py]\n", ["mkdocs.yml:2:1: `hooks` runs a program of the branch"]),
        (
            "plugins: [kb]\ntheme:\n  name: material\n  custom_dir: x\n",
            ["mkdocs.yml:4:3: `theme.custom_dir` runs templates of the"],
        ),
        ("plugins: [kb]\nsite_name: !ENV SECRET\n", ["mkdocs.yml:2:1: the tag !ENV asks for code"]),
        ("plugins: [kb]\nx: !!python/name:os.system\n", ["mkdocs.yml:2:1: the tag tag:yaml.org,2002:python"]),
        (
            "INHERIT: ../x.yml\nsite_name: x\n",
            [
                "mkdocs.yml does not seem to name",
                "mkdocs.yml:1:1: `INHERIT` takes settings from another file",
            ],
        ),
        (
            "plugins: [kb]\nmarkdown_extensions:\n- pymdownx.snippets\n",
            ["mkdocs.yml:3:3: the Markdown extension 'pymdownx.snippets'"],
        ),
        (
            "plugins:\n- kb\n- macros: {}\n- exec\n",
            ["mkdocs.yml:3:3: the plugin 'macros'", "mkdocs.yml:4:3: the plugin 'exec'"],
        ),
        ("plugins: {kb: {}, macros: {}}\n", ["mkdocs.yml:1:19: the plugin 'macros'"]),
        ("plugins: [search]\n", ["mkdocs.yml does not name the plugin kb"]),
        ("site_name: x\n", ["mkdocs.yml does not seem to name the plugin kb"]),
        ("a: [\n", ["mkdocs.yml:2:1: this is not valid YAML"]),
        ("\x00", ["mkdocs.yml:1:1: a NUL character"]),
    ],
)
def test_site_settings_that_run_code(text: str, expected: list[str], repo: GitRepo, kb_run: Run) -> None:
    repo.write("mkdocs.yml", text)
    found = [message for part, _, message in remarks(kb_run, repo.path) if part == "site"]
    assert len(found) == len(expected), found
    for message, start in zip(found, expected, strict=True):
        assert message.startswith(start), message


@pytest.mark.parametrize("named", [True, False])
def test_site_is_told_all_that_a_safe_build_refuses(named: bool, repo: GitRepo, kb_run: Run) -> None:
    """One list: what `kb build --safe` does not build, with a file of settings and without one."""
    repo.write("docs/a.md", "---\ntemplate: own.html\n---\n# A\n")
    (repo.path / "docs/out.md").symlink_to("/etc/hostname")
    repo.write("kb.toml", "[site]\ntrust_html = true\n")
    if not named:
        (repo.path / "mkdocs.yml").unlink()
    found = [message for part, _, message in remarks(kb_run, repo.path) if part == "site"]
    refused = kb_run(["build", "--safe", "--no-lint"], repo.path)
    assert refused.code == 1
    assert len(refused.out.splitlines()) == 3
    assert found[not named :] == refused.out.splitlines()


# -- the hook ---------------------------------------------------------------------------------------------------------


def test_pre_commit_that_is_missing_off_or_old(repo: GitRepo, kb_run: Run) -> None:
    (repo.path / ".git/hooks/pre-commit").unlink()
    assert remarks(kb_run, repo.path) == [("pre-commit", "note", "the hook is not switched on in this clone")]
    (repo.path / "own").mkdir()
    (repo.path / "own/pre-commit").write_text("")
    repo.git("config", "core.hooksPath", "own")
    assert remarks(kb_run, repo.path) == []
    repo.write(".pre-commit-config.yaml", GOOD[".pre-commit-config.yaml"].replace(__version__, "0.0.9"))
    said = f"the hook runs kb 0.0.9, here it is {__version__}"
    assert remarks(kb_run, repo.path) == [("pre-commit", "note", said)]
    (repo.path / ".pre-commit-config.yaml").unlink()
    said = "no commit is checked: pre-commit knows no kb-lint"
    assert remarks(kb_run, repo.path) == [("pre-commit", "note", said)]


# -- leftovers --------------------------------------------------------------------------------------------------------


def test_pre_commit_of_a_base_below_the_top(git_repo: Callable[..., GitRepo], kb_run: Run) -> None:
    """`kb init` writes nothing above the folder of the base, so it is not what helps here."""
    repo = git_repo(files={f"notes/kb/{name}": text for name, text in GOOD.items()})
    done = kb_run(["doctor", "--format", "json"], repo.path / "notes/kb")
    help_ = {r["message"]: r["help"] for r in json.loads(done.out)["remarks"]}
    said = help_["no commit is checked: pre-commit knows no kb-lint"]
    assert "`kb -C notes/kb lint`" in said
    assert "kb init" not in said


def test_leftovers_of_a_write_that_was_interrupted(repo: GitRepo, kb_run: Run) -> None:
    folder = disk.state_folder(repo.path)
    (folder / "journal").write_text("{}")
    repo.write("backlog/.kb-0123456789ab.tmp", "x")
    assert remarks(kb_run, repo.path) == [
        ("leftovers", "problem", "a write was interrupted"),
        ("leftovers", "problem", "temporary files are left: backlog/.kb-0123456789ab.tmp"),
    ]


def test_leftovers_of_a_lock_that_is_held(repo: GitRepo, kb_run: Run) -> None:
    with disk.lock(repo.path):
        done = kb_run(["doctor"], repo.path, process=True)
    assert done.code == 0
    assert f"another kb (process {os.getpid()}, since" in done.out
    assert remarks(kb_run, repo.path) == []


# -- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("backlog/A.png", "backlog/a.png"),
        ("docs/e\u0301.md", "docs/\u00e9.md"),
        ("research/X/y", "research/x/z"),
    ],
)
def test_names_that_are_one_elsewhere(one: str, other: str, repo: GitRepo, kb_run: Run) -> None:
    repo.write(one, "1")
    repo.write(other, "2")
    ((part, status, message),) = remarks(kb_run, repo.path)
    assert (part, status) == ("names", "problem")
    assert message.endswith("differ in case or composition alone")


# -- settings ---------------------------------------------------------------------------------------------------------


def test_settings_tell_where_they_come_from(repo: GitRepo, kb_run: Run) -> None:
    repo.write("kb.toml", 'name = "x"\n[workflow.wip]\ndoing = 3\n[lint.per-path."a/**"]\nignore = ["FM"]\n')
    document = json.loads(kb_run(["doctor", "--config", "--format", "json"], repo.path).out)
    found = {s["key"]: (s["value"], s["origin"]) for s in document["settings"]}
    assert document["file"] == "kb.toml"
    assert found["name"] == ("x", "kb.toml:1:1")
    assert found["workflow.wip.doing"] == (3, "kb.toml:3:1")
    assert found["lint.per-path.a/**.ignore"] == (["FM"], "kb.toml:5:1")
    assert found["lint.select"] == (["ALL"], "default")
    assert found["workflow.started"] == ("doing", "default")


def test_settings_in_pyproject(repo: GitRepo, kb_run: Run) -> None:
    (repo.path / "kb.toml").unlink()
    repo.write("pyproject.toml", "[tool.other]\nname = 1\n[tool.kb]\nid_width = 5\n")
    done = kb_run(["doctor", "--config"], repo.path)
    assert [line.split()[-1] for line in done.out.splitlines() if line.startswith("id_width")] == [
        "pyproject.toml:4:1"
    ]
    assert [line.split()[-1] for line in done.out.splitlines() if line.startswith("name ")] == ["default"]


def test_it_writes_nothing(repo: GitRepo, kb_run: Run, tmp_path: Path) -> None:
    kb_run(["doctor"], repo.path)
    before = {p: p.stat().st_mtime_ns for p in repo.path.rglob("*") if p.is_file()}
    kb_run(["doctor"], repo.path)
    kb_run(["doctor", "--config"], repo.path)
    assert {p: p.stat().st_mtime_ns for p in repo.path.rglob("*") if p.is_file()} == before
    shutil.rmtree(tmp_path / "none", ignore_errors=True)


# -- merging ----------------------------------------------------------------------------------------------------------


def merging(kb_run: Run, folder: Path) -> list[tuple[str, str]]:
    return [(s, m) for part, s, m in remarks(kb_run, folder, "ok", "note", "problem") if part == "merging"]


def test_merging_is_nothing_to_talk_of_where_nobody_asked_for_it(repo: GitRepo, kb_run: Run) -> None:
    ((status, message),) = merging(kb_run, repo.path)
    assert status == "ok"
    assert "line by line" in message


def test_merging_has_to_be_told_to_every_clone(repo: GitRepo, kb_run: Run) -> None:
    repo.write(".gitattributes", "research/**/*.md merge=kb\n")
    unknown = ".gitattributes lets kb merge records, and the git of this clone does not know it"
    assert merging(kb_run, repo.path) == [("note", unknown)]
    assert kb_run(["init", "--merge-driver"], repo.path).code == 0
    assert merging(kb_run, repo.path) == [("ok", "git merges records with kb")]


def test_merging_needs_the_program_and_the_attribute(repo: GitRepo, kb_run: Run) -> None:
    repo.git("config", "merge.kb.driver", "'/no where/kb' merge-driver %O %A %B %P")
    told = "this clone can merge records with kb, and no .gitattributes asks for it"
    assert merging(kb_run, repo.path) == [("note", told)]
    repo.write(".gitattributes", "backlog/**/*.md merge=kb\n")
    assert merging(kb_run, repo.path) == [("note", "the program that is to merge records is gone")]
