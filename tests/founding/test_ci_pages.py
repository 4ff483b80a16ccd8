"""The jobs that build and publish the site: run as they are written, in the order of their host, in a scratch base."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.founding.plan import FILES
from tests.conftest import GitRepo

TASK = "---\nid: TASK-000{0}\ntype: task\ntitle: Work {0}\nstatus: idea\ncreated: 2026-06-15\n---\n"
SECRET = "s3cret"


def job(host: str, name: str) -> dict[str, Any]:
    """A job of a template."""
    told = yaml.safe_load((FILES / f"{host}.yml").read_text())
    return (told["jobs"] if host == "github" else told)[name]


class Runner:
    """Runs steps in a checkout of a base; `pip` installs nothing, `kb` is the one under test."""

    def __init__(self, repo: GitRepo, folder: Path) -> None:
        self.repo = repo
        programs = folder / "bin"
        programs.mkdir(parents=True)
        for name, text in (
            ("kb", f'exec "{sys.executable}" -P -m kb "$@"'),
            ("pip", 'echo "$@" >> "$PIP_LOG"'),
        ):
            (programs / name).write_text(f"#!/bin/sh\n{text}\n")
            (programs / name).chmod(0o755)
        self.log = folder / "pip.log"
        self.env = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PIP_LOG": str(self.log),
        }

    def run(self, script: str, **more: str) -> subprocess.CompletedProcess[str]:
        """One step, or the script of a job."""
        return subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script], cwd=self.repo.path, env={**self.env, **more},
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip

    def github(self, **more: str) -> list[subprocess.CompletedProcess[str]]:
        """The steps of the check, until one fails."""
        done: list[subprocess.CompletedProcess[str]] = []
        for step in job("github", "check")["steps"]:
            if "run" in step and not (done and done[-1].returncode):
                done.append(self.run(step["run"], GITHUB_ACTIONS="true", **more))
        return done

    def gitlab(self, name: str, **more: str) -> list[subprocess.CompletedProcess[str]]:
        """The script of a job."""
        return [self.run("\n".join(job("gitlab", name)["script"]), **more)]


@pytest.fixture
def runner(git_repo: Callable[..., GitRepo], tmp_path: Path) -> Runner:
    """A base on its default branch, which `origin` knows."""
    repo = git_repo(files={"kb.toml": "", "backlog/TASK-0001.md": TASK.format(1)})
    repo.git("update-ref", "refs/remotes/origin/main", "HEAD")
    return Runner(repo, tmp_path / "runner")


def ended_well(done: list[subprocess.CompletedProcess[str]]) -> None:
    for one in done:
        assert one.returncode == 0, one.stdout + one.stderr


@pytest.mark.slow
def test_github_builds_what_is_published(runner):
    ended_well(runner.github())
    assert (runner.repo.path / "site/index.html").is_file()
    assert (runner.repo.path / "site/r/TASK-0001/index.html").is_file()
    assert runner.log.read_text().split() == ["install", "research-kb[site,charts]=={version}"]


@pytest.mark.slow
def test_gitlab_builds_and_publishes(runner):
    ended_well(runner.gitlab("check"))
    ended_well(runner.gitlab("pages"))
    assert (runner.repo.path / "public/r/TASK-0001/index.html").is_file()
    told = json.loads((runner.repo.path / "gl-code-quality-report.json").read_text())
    assert {each["location"]["path"] for each in told} <= {"backlog/TASK-0001.md"}


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_a_base_with_an_error_is_not_built(runner, host):
    runner.repo.commit("broken", {"backlog/TASK-0002.md": TASK.format(1)})
    done = runner.github() if host == "github" else runner.gitlab("check")
    assert done[-1].returncode == 1
    assert not (runner.repo.path / ("site" if host == "github" else "public")).exists()


def test_nothing_built_is_nothing_published(runner):
    assert runner.gitlab("pages")[0].returncode != 0


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_settings_of_a_merge_request_run_nothing(runner, host):
    """The build of a branch is safe: its settings cannot run a program."""
    trap = "import pathlib\npathlib.Path('PWNED').write_text('x')\n"
    files = {"mkdocs.yml": "site_name: x\nhooks: [hook.py]\nplugins: [search, kb]\n", "hook.py": trap}
    runner.repo.commit("trap", files)
    of = {"GITHUB_BASE_REF": "main"} if host == "github" else {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}
    done = runner.github(**of) if host == "github" else runner.gitlab("check", **of)
    assert done[-1].returncode == 1
    assert "mkdocs.yml:2:1: `hooks` runs a program" in done[-1].stdout
    assert not (runner.repo.path / "PWNED").exists()


def test_only_the_default_branch_is_published_and_only_that_job_may_publish():
    told = yaml.safe_load((FILES / "github.yml").read_text())
    assert told["permissions"] == {"contents": "read"}
    assert told[True]["push"] == {"branches": ["main", "master"]}
    may = {name for name, each in told["jobs"].items() if "pages" in each.get("permissions", {})}
    assert may == {"publish"}
    publish = told["jobs"]["publish"]
    assert publish["permissions"] == {"pages": "write", "id-token": "write"}
    assert "github.event_name == 'push'" in publish["if"]
    assert publish["needs"] == "check"
    assert not [step for step in publish["steps"] if "run" in step or "checkout" in step.get("uses", "")]
    assert "secrets." not in (FILES / "github.yml").read_text()
    assert "permissions" not in told["jobs"]["check"]
    lab = yaml.safe_load((FILES / "gitlab.yml").read_text())
    assert lab["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]


def test_the_version_is_pinned_when_the_files_are_written(kb_run, tmp_path):
    from kb._version import __version__

    assert kb_run(["init", "--ci", "both", "--no-git"], tmp_path).code == 0
    for name in (".github/workflows/kb.yml", ".gitlab-ci.yml"):
        text = (tmp_path / name).read_text()
        assert "{version}" not in text
        assert text.count("research-kb") == text.count(f"=={__version__}")


def test_a_preview_of_a_merge_request_is_kept_for_its_readers():
    (upload,) = (
        step for step in job("github", "check")["steps"] if "actions/upload-artifact@" in step.get("uses", "")
    )
    assert "pull_request" in upload["if"]
    assert upload["with"]["path"] == "site"
    preview = job("gitlab", "preview")
    place = {"path_prefix": "branch/$CI_COMMIT_REF_SLUG", "expire_in": "1 week", "publish": "public"}
    assert preview["pages"] == place
    assert "$KB_PREVIEWS" in preview["rules"][0]["if"]
