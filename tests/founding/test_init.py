"""`kb init` in new folders and beside what is there: complete, careful, repeatable, and nothing overwritten."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from kb import example
from kb.founding import Site, default_name, plan
from kb.founding.yaml_files import changed, values
from tests.conftest import Finished, GitRepo

Run = Callable[..., Finished]


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file below a folder, git's own left out."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }


@pytest.fixture
def made(kb_run: Run, tmp_path: Path) -> Path:
    """A base in a new folder."""
    assert kb_run(["init", "churn-research"], tmp_path).code == 0
    return tmp_path / "churn-research"


def test_a_new_base_passes_its_own_checks(made: Path, kb_run: Run) -> None:
    assert kb_run(["lint", "--strict"], made).code == 0
    assert (made / "kb.toml").read_text().startswith('name = "Churn research"\n')
    assert kb_run(["new", "risk", "--from-catalogue", "1"], made).code == 0
    assert kb_run(["lint"], made).code == 0


def test_what_it_writes_is_well_formed(made: Path) -> None:
    for name in ("mkdocs.yml", ".pre-commit-config.yaml", ".gitlab-ci.yml", ".github/workflows/kb.yml"):
        text = (made / name).read_text()
        assert yaml.safe_load(text)
        assert "{" + "version}" not in text
        assert "{" + "name}" not in text
    for path in (made / ".kb" / "schemas").glob("*.json"):
        jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text()))


def test_editors_find_findings_in_what_it_prints(made: Path, kb_run: Run) -> None:
    task = json.loads((made / ".vscode" / "tasks.json").read_text())["tasks"][0]
    (made / "backlog" / "TASK-0001-a.md").write_text("---\nid: TASK-0001\ntype: task\nstatus: nope\n---\n")
    printed = kb_run(task["args"], made).out.splitlines()
    pattern = task["problemMatcher"]["pattern"]
    matched = [m for line in printed if (m := re.match(pattern["regexp"], line))]
    assert [(m[pattern["file"]], m[pattern["line"]], m[pattern["code"]]) for m in matched] == [
        ("backlog/TASK-0001-a.md", "1", "FM006"),
        ("backlog/TASK-0001-a.md", "1", "FM006"),
        ("backlog/TASK-0001-a.md", "4", "FM005"),
    ]
    assert len(printed) == len(matched)


def test_the_schemas_it_writes_do_not_name_their_dialect(made: Path) -> None:
    written = [json.loads(path.read_text()) for path in (made / ".kb" / "schemas").glob("*.json")]
    assert len(written) == 10
    assert not any("$schema" in schema for schema in written)


def test_the_hook_looks_at_records_and_settings_only(made: Path) -> None:
    hook = yaml.safe_load((made / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"][0]
    files = re.compile(hook["files"])
    assert all(
        files.search(path) for path in ("backlog/TASK-0001-a.md", "research/goals/GOAL-0001.md", "kb.toml")
    )
    assert not any(
        files.search(path) for path in ("docs/a.md", "backlog/a.txt", "x/backlog/a.md", "src/kb.toml")
    )


@pytest.mark.slow
def test_its_site_is_built_without_a_warning(made: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "kb", "build", "--strict"],
        cwd=made,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    page = (made / "site" / "how-we-work" / "index.html").read_text()
    assert "<code>[[DEC-0001]]</code>" in page
    assert GitRepo(made).git("status", "--porcelain", "site") == ""


def test_a_second_run_changes_nothing(made: Path, kb_run: Run) -> None:
    before = snapshot(made)
    done = kb_run(["init", "--format", "json"], made)
    document = json.loads(done.out)
    assert (document["written"], document["refused"]) == ([], [])
    assert snapshot(made) == before


def test_no_file_that_is_there_is_touched(kb_run: Run, tmp_path: Path) -> None:
    """Every file that init would write is there already, with other words in it."""
    for path in plan(Site(tmp_path, "x")).new:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("# mine\n")
    (tmp_path / "kb.toml").write_text("name = 'mine'\n")
    (tmp_path / ".gitignore").write_text("site\n")
    before = snapshot(tmp_path)
    done = kb_run(["init"], tmp_path)
    assert done.code == 0
    after = snapshot(tmp_path)
    for name in ("mkdocs.yml", ".pre-commit-config.yaml"):
        assert after.pop(name).startswith(b"# mine\n")
        before.pop(name)
    assert {name: after[name] for name in before} == before


def test_a_dry_run_writes_nothing(kb_run: Run, tmp_path: Path) -> None:
    done = kb_run(["init", "new", "--dry-run", "--example"], tmp_path)
    assert done.code == 0
    assert "+++ b/kb.toml\n" in done.out
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("fresh", "options", "repository"),
    [(True, [], True), (True, ["--no-git"], False), (False, [], False), (False, ["--git"], True)],
)
def test_a_repository_is_made_where_there_was_nothing(
    kb_run: Run, tmp_path: Path, fresh: bool, options: list[str], repository: bool
) -> None:
    root = tmp_path / "base"
    root.mkdir()
    if not fresh:
        (root / "thesis.txt").write_text("")
    done = kb_run(["init", *options], root)
    assert done.code == 0
    assert (root / ".git").is_dir() is repository
    assert ("written  .git/" in done.out) is repository
    assert ("no git repository here" in done.err) is not repository


def test_an_existing_repository_is_left_as_it_is(git_repo: Callable[..., GitRepo], kb_run: Run) -> None:
    repo = git_repo(files={"src/x.py": ""})
    config = (repo.path / ".git" / "config").read_bytes()
    head = repo.git("rev-parse", "HEAD")
    assert kb_run(["init"], repo.path).code == 0
    assert (repo.path / ".git" / "config").read_bytes() == config
    assert repo.git("rev-parse", "HEAD") == head
    assert repo.git("diff", "--cached", "--name-only") == ""


def test_below_the_top_of_a_repository_ci_is_left_to_people(
    git_repo: Callable[..., GitRepo], kb_run: Run
) -> None:
    repo = git_repo(files={"src/x.py": ""})
    document = json.loads(kb_run(["init", "research-base", "--format", "json"], repo.path).out)
    root = repo.path / "research-base"
    assert not (root / ".github").exists()
    assert not (root / ".pre-commit-config.yaml").exists()
    assert not (root / ".git").exists()
    assert {entry["path"] for entry in document["refused"]} == {".pre-commit-config.yaml", "CI"}
    assert kb_run(["lint", "--strict"], root).code == 0


@pytest.mark.parametrize(
    ("address", "options", "present", "absent"),
    [
        ("git@github.com:t/b.git", [], ".github/workflows/kb.yml", ".gitlab-ci.yml"),
        ("https://gitlab.example.org/t/b.git", [], ".gitlab-ci.yml", ".github/workflows/kb.yml"),
        ("git@github.com:t/b.git", ["--ci", "both"], ".gitlab-ci.yml", "none"),
        ("git@host.example.org:t/b.git", ["--ci", "none"], "kb.toml", ".gitlab-ci.yml"),
    ],
)
def test_ci_is_for_the_host_of_the_remote(
    git_repo: Callable[..., GitRepo], kb_run: Run, address: str, options: list[str], present: str, absent: str
) -> None:
    repo = git_repo()
    repo.git("remote", "add", "origin", address)
    assert kb_run(["init", *options], repo.path).code == 0
    assert (repo.path / present).is_file()
    assert not (repo.path / absent).exists()
    repository = yaml.safe_load((repo.path / "mkdocs.yml").read_text())["repo_url"]
    assert repository.startswith("https://")
    assert not repository.endswith(".git")


def test_settings_in_pyproject_are_settings(kb_run: Run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.kb]\nrecords = ["notes"]\nname = "Mine"\n')
    done = kb_run(["init"], tmp_path)
    assert done.code == 0, done.err
    assert not (tmp_path / "kb.toml").exists()
    assert (tmp_path / "notes" / ".gitkeep").is_file()
    assert "unchanged  pyproject.toml" in done.out


def test_the_example_can_have_a_name_and_is_dated_to_end_today(kb_run: Run, tmp_path: Path) -> None:
    done = kb_run(["init", "--example", "--name", 'A "b" ü', "--today", "2027-05-03"], tmp_path)
    assert done.code == 0, done.err
    assert (tmp_path / "kb.toml").read_text().startswith('name = "A \\"b\\" ü"\n')
    assert kb_run(["lint", "--strict", "--today", "2027-05-03"], tmp_path).code == 0
    assert all((tmp_path / path).is_file() for path, _ in example.files())


def test_a_configuration_that_cannot_be_used_is_said_before_anything_is_written(
    kb_run: Run, tmp_path: Path
) -> None:
    (tmp_path / "kb.toml").write_text("nonsense = 1\n")
    done = kb_run(["init"], tmp_path)
    assert (done.code, [path.name for path in tmp_path.iterdir()]) == (2, ["kb.toml"])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("churn-research", "Churn research"),
        ("KB", "KB"),
        ("a_b.c", "A b c"),
        ("--", "Knowledge base"),
        ("größe", "Größe"),
    ],
)
def test_a_base_is_named_after_its_folder(name: str, expected: str) -> None:
    assert default_name(Path("/x") / name) == expected


@pytest.mark.parametrize(
    "text",
    [
        "plugins:\n  - search\nnav: []   # later\n",
        "plugins:\n    # found by people\n    - search:\n        lang: [en, de]\n\n\nextra: {a: 1}\n",
        "plugins: [search]",
        "plugins:\r\n- search\r\nsite_name: x\r\n",
        "plugins:\n  - search   # here\n  # - blog\n",
    ],
)
def test_a_plugin_is_added_and_every_line_stays(text: str) -> None:
    new = changed(text, {("plugins", "+"): "kb"})
    assert new is not None
    assert yaml.safe_load(new)["plugins"] == [*yaml.safe_load(text)["plugins"], "kb"]
    kept = [line for line in new.splitlines() if line in text.splitlines()]
    assert len(kept) >= len(text.splitlines()) - ("[" in text.splitlines()[0])


@pytest.mark.parametrize(
    "text",
    [
        "a: !!python/name:x.y\n",
        "a: &x 1\nb: *x\n",
        "---\na: 1\n",
        "a: 1\n---\nb: 2\n",
        "- a\n",
        "a: [\n",
        "a: 1\na: 2\n",
    ],
)
def test_what_the_strict_reader_does_not_take_is_left_alone(text: str) -> None:
    assert values(text) is None
    assert changed(text, {("plugins",): ["kb"]}) is None


def test_advice_names_the_file_and_what_to_add(kb_run: Run, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: &p [search]\nextra: *p\n")
    document: dict[str, Any] = json.loads(kb_run(["init", "--format", "json"], tmp_path).out)
    (refused,) = document["refused"]
    assert refused["path"] == "mkdocs.yml"
    assert "- kb" in refused["why"]
    assert (tmp_path / "mkdocs.yml").read_text().startswith("site_name: x\nplugins: &p")


@pytest.mark.parametrize(
    ("text", "plugins"),
    [
        ("plugins:\n  search: {}\n", {"search": {}, "kb": {}}),
        ("plugins:\n  - search\n  - kb: {audience: public}\n", ["search", {"kb": {"audience": "public"}}]),
        ("plugins: []\n", ["search", "kb"]),
        ("site_name: x\n", ["search", "kb"]),
    ],
)
def test_plugins_come_in_several_shapes(kb_run: Run, tmp_path: Path, text: str, plugins: object) -> None:
    (tmp_path / "mkdocs.yml").write_text(text)
    assert kb_run(["init"], tmp_path).code == 0
    assert yaml.safe_load((tmp_path / "mkdocs.yml").read_text())["plugins"] == plugins


def test_files_that_cannot_be_read_are_left_to_people(kb_run: Run, tmp_path: Path) -> None:
    for name in (".gitignore", "mkdocs.yml", ".pre-commit-config.yaml"):
        (tmp_path / name).write_bytes(b"\xff\xfe")
    done = kb_run(["init", "--format", "json"], tmp_path)
    document = json.loads(done.out)
    assert {entry["path"] for entry in document["refused"]} == {
        ".gitignore",
        "mkdocs.yml",
        ".pre-commit-config.yaml",
    }
    assert (tmp_path / ".gitignore").read_bytes() == b"\xff\xfe"


def test_a_hook_that_is_there_is_not_added_again(kb_run: Run, tmp_path: Path) -> None:
    text = "repos:\n  - repo: https://host.example.org/kb\n    rev: v1\n    hooks: [{id: kb-lint}]\n"
    (tmp_path / ".pre-commit-config.yaml").write_text(text)
    assert kb_run(["init"], tmp_path).code == 0
    assert (tmp_path / ".pre-commit-config.yaml").read_text() == text
