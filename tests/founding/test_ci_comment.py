"""The jobs that tell on a merge request what it does to the records: run as they are written, by a real shell.

A server on this machine stands in for the code host: it keeps comments and answers as the host would.
"""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from kb.founding.plan import FILES
from tests.conftest import ROOT, GitRepo

TOKEN = "s3cret-of-the-workflow"
MARK = "<!-- kb diff -->"
TASK = "---\nid: TASK-000{0}\ntype: task\ntitle: Work {0}\nstatus: {1}\ncreated: 2026-06-15\n---\n"


class Host:
    """Keeps comments, each with an id, a body and who wrote it.

    Attributes:
        kind: `github` or `gitlab`.
        comments: in the order in which they were written.
        asked: method and path of every request.
        refuses: the status with which it answers what writes; 0 for none.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.comments: list[dict[str, Any]] = []
        self.asked: list[tuple[str, str]] = []
        self.refuses = 0
        self.address = ""

    def write(self, body: str, who: str) -> None:
        """Somebody writes a comment."""
        by = {"user": {"login": who}} if self.kind == "github" else {"author": {"id": who}}
        self.comments.append({"id": 1000 + len(self.comments), "body": body, **by})

    def answer(self, method: str, path: str, body: bytes, headers: Any) -> tuple[int, Any]:
        """What it does with a request."""
        at = urlsplit(path)
        self.asked.append((method, at.path))
        given = headers.get("Authorization") if self.kind == "github" else headers.get("PRIVATE-TOKEN")
        if given != (f"Bearer {TOKEN}" if self.kind == "github" else TOKEN):
            return 401, {"message": "Bad credentials"}
        if at.path == "/user":
            return 200, {"id": "bot"}
        here = {
            "github": "/repos/team/churn/issues/7/comments",
            "gitlab": "/projects/3/merge_requests/7/notes",
        }
        one = {
            "github": "/repos/team/churn/issues/comments/",
            "gitlab": "/projects/3/merge_requests/7/notes/",
        }
        if method == "GET" and at.path == here[self.kind]:
            page, size = (int(parse_qs(at.query)[name][0]) for name in ("page", "per_page"))
            return 200, self.comments[(page - 1) * size : page * size]
        if self.refuses:
            return self.refuses, {"message": "Resource not accessible by integration"}
        text = json.loads(body)["body"] if self.kind == "github" else parse_qs(body.decode())["body"][0]
        if method == "POST" and at.path == here[self.kind]:
            self.write(text, "github-actions[bot]" if self.kind == "github" else "bot")
            return 201, self.comments[-1]
        if method == ("PATCH" if self.kind == "github" else "PUT") and at.path.startswith(one[self.kind]):
            found = next(c for c in self.comments if str(c["id"]) == at.path.rpartition("/")[2])
            found["body"] = text
            return 200, found
        return 404, {"message": "Not Found"}


@pytest.fixture
def host() -> Iterator[Callable[[str], Host]]:
    """Starts a stand-in."""
    servers = []

    def start(kind: str) -> Host:
        made = Host(kind)

        class Handler(http.server.BaseHTTPRequestHandler):
            def _do(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, answer = made.answer(self.command, self.path, body, self.headers)
                data = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = do_PATCH = _do  # noqa: N815  # as the library wants them

            def log_message(self, *words: object) -> None:
                """Nothing: the tests look at what was asked."""

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        made.address = f"http://127.0.0.1:{server.server_port}"
        return made

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def branch(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """A repository on a branch that takes a task up; `origin/main` is where it came from."""
    repo = git_repo(files={"kb.toml": "", "backlog/TASK-0001.md": TASK.format(1, "ready")})
    repo.git("update-ref", "refs/remotes/origin/main", "HEAD")
    repo.git("checkout", "--quiet", "-b", "topic")
    repo.commit("take it up", {"backlog/TASK-0001.md": TASK.format(1, "doing")})
    return repo


class Runner:
    """Runs the steps of a job, as a runner of its host would.

    Args:
        repo: what was checked out.
        folder: for temporary files.
        made: the stand-in.
    """

    def __init__(self, repo: GitRepo, folder: Path, made: Host) -> None:
        self.repo = repo
        self.folder = folder
        self.made = made
        folder.mkdir()
        self.summary = folder / "summary.md"
        programs = folder / "bin"
        programs.mkdir()
        for name, module in (("kb", "-P -m kb"), ("python3", "")):
            program = programs / name
            program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {module} "$@"\n')
            program.chmod(0o755)
        (programs / "pip").write_text("#!/bin/sh\nexit 0\n")
        (programs / "pip").chmod(0o755)
        self.path = f"{programs}{os.pathsep}{os.environ['PATH']}"

    def run(self, script: str, more: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
        """Run a script as a step."""
        environment = {**os.environ, "PATH": self.path, "TMPDIR": str(self.folder), **more}
        return subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script], cwd=folder, env=environment, capture_output=True,
            text=True, check=False, timeout=120,
        )  # fmt: skip

    def github(self, *, own: bool = True, token: str = TOKEN) -> list[subprocess.CompletedProcess[str]]:
        """The steps of the job for GitHub; those of which the condition is not met are left out."""
        variables = {
            "GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main", "GITHUB_API_URL": self.made.address,
            "GITHUB_REPOSITORY": "team/churn", "RUNNER_TEMP": str(self.folder),
            "GITHUB_STEP_SUMMARY": str(self.summary), "GITHUB_ENV": str(self.folder / "env"),
        }  # fmt: skip
        (self.folder / "env").write_text("")
        found = []
        for step in yaml.safe_load((FILES / "github.yml").read_text())["jobs"]["changes"]["steps"]:
            if "run" not in step or ("if" in step and not own):
                continue
            lines = (self.folder / "env").read_text().splitlines()
            given = dict(line.split("=", 1) for line in lines)
            told = {"${{ github.token }}": token, "${{ github.event.number }}": "7"}
            given |= {name: told[value] for name, value in step.get("env", {}).items()}
            assert step.get("working-directory", "${{ runner.temp }}") == "${{ runner.temp }}"
            folder = self.folder if "working-directory" in step else self.repo.path
            found.append(self.run(step["run"], {**variables, **given}, folder))
        return found

    def gitlab(self, token: str = TOKEN) -> list[subprocess.CompletedProcess[str]]:
        """The script of the job for GitLab."""
        variables = {
            "CI_API_V4_URL": self.made.address, "CI_PROJECT_ID": "3", "CI_MERGE_REQUEST_IID": "7",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        }  # fmt: skip
        variables |= {"KB_COMMENT_TOKEN": token} if token else {}
        script = "\n".join(yaml.safe_load((FILES / "gitlab.yml").read_text())["changes"]["script"])
        return [self.run(script, variables, self.repo.path)]


@pytest.fixture(params=["github", "gitlab"])
def runner(
    request: pytest.FixtureRequest, branch: GitRepo, host: Callable[[str], Host], tmp_path: Path
) -> Runner:
    """A runner of each host."""
    return Runner(branch, tmp_path / "runner", host(request.param))


def job(runner: Runner, **options: Any) -> list[subprocess.CompletedProcess[str]]:
    """Run the job of the host."""
    found: list[subprocess.CompletedProcess[str]] = getattr(runner, runner.made.kind)(**options)
    return found


def ended_well(done: list[subprocess.CompletedProcess[str]]) -> None:
    for one in done:
        assert one.returncode == 0, one.stdout + one.stderr


def test_a_comment_is_written_once_and_then_written_anew(runner: Runner) -> None:
    for number in range(120):
        runner.made.write(f"comment {number}", "reader")
    ended_well(job(runner))
    assert len(runner.made.comments) == 121
    first = runner.made.comments[-1]["body"]
    assert first.startswith(f"{MARK}\n**Records:** 1 moved")
    assert "ready → doing" in first
    runner.repo.commit("another", {"backlog/TASK-0002.md": TASK.format(2, "idea")})
    ended_well(job(runner))
    assert len(runner.made.comments) == 121
    second = runner.made.comments[-1]["body"]
    assert "1 moved · 1 new" in second
    runner.repo.git("reset", "--quiet", "--hard", "origin/main")
    ended_well(job(runner))
    assert runner.made.comments[-1]["body"].startswith(f"{MARK}\nNo record changed from")
    assert [c["body"] for c in runner.made.comments[:120]] == [f"comment {n}" for n in range(120)]


def test_where_no_record_changed_nobody_is_told(runner: Runner) -> None:
    runner.repo.git("reset", "--quiet", "--hard", "origin/main")
    runner.repo.commit("code", {"src/a.py": "1\n"})
    ended_well(job(runner))
    assert runner.made.comments == []


def test_a_comment_of_somebody_else_is_never_written_over(runner: Runner) -> None:
    runner.made.write(f"{MARK}\nnot yours", "somebody")
    ended_well(job(runner))
    assert [c["body"].split("\n")[1][:12] for c in runner.made.comments] == ["not yours", "**Records:**"]


def test_nothing_of_the_merge_request_is_run_where_the_token_is(runner: Runner) -> None:
    """Modules and settings at the top of the repository, with the names of those that the job uses."""
    trap = "import os, pathlib\npathlib.Path(os.environ['TMPDIR'], 'PWNED').write_text('x')\nraise SystemExit(9)\n"
    names = ("json.py", "sitecustomize.py", "usercustomize.py", "kb.py", "encodings.py", "click.py")
    files = dict.fromkeys(names, trap)
    files |= {".curlrc": f'output = "{runner.folder}/PWNED"\n', "pip.conf": "x"}
    runner.repo.commit("trap", files)
    ended_well(job(runner))
    assert len(runner.made.comments) == 1
    assert not (runner.folder / "PWNED").exists()


def test_the_token_is_neither_printed_nor_kept(runner: Runner) -> None:
    done = job(runner)
    assert not [one for one in done if TOKEN in one.stdout + one.stderr]
    kept = [p for p in (*runner.folder.rglob("*"), *runner.repo.path.rglob("*")) if p.is_file()]
    assert not [path for path in kept if TOKEN.encode() in path.read_bytes()]


def test_a_text_with_signs_arrives_as_it_is(runner: Runner) -> None:
    title = "Größe & Maß: 100 % + \\n `x` \"y\" 'z' $HOME $(id) ; \N{PILE OF POO}"
    text = TASK.format(1, "doing").replace("Work 1", json.dumps(title, ensure_ascii=False))
    runner.repo.commit("title", {"backlog/TASK-0001.md": text})
    ended_well(job(runner))
    (comment,) = runner.made.comments
    changes = (
        runner.folder / "changes.md" if runner.made.kind == "github" else runner.repo.path / "changes.md"
    )
    assert comment["body"] == changes.read_text(encoding="utf-8")
    assert "Größe &amp; Maß: 100 % + " in comment["body"]


def test_a_token_that_may_not_write_breaks_nothing(runner: Runner) -> None:
    """The step fails and the job does not; what would have been written can be read."""
    runner.made.refuses = 403
    done = job(runner)
    assert done[-1].returncode != 0
    assert runner.made.comments == []
    host = yaml.safe_load((FILES / f"{runner.made.kind}.yml").read_text())
    if runner.made.kind == "github":
        assert "1 moved" in runner.summary.read_text()
        assert host["jobs"]["changes"]["steps"][-1]["continue-on-error"] is True
    else:
        assert "1 moved" in (runner.repo.path / "changes.md").read_text()
        assert host["changes"]["allow_failure"] is True
        assert host["changes"]["artifacts"]["paths"] == ["changes.md"]


def test_a_pull_request_from_a_fork_is_told_of_in_the_summary(
    branch: GitRepo, host: Callable[[str], Host], tmp_path: Path
) -> None:
    runner = Runner(branch, tmp_path / "runner", host("github"))
    ended_well(runner.github(own=False))
    assert runner.made.asked == []
    assert "1 moved" in runner.summary.read_text()


def test_without_a_token_the_artifact_tells(
    branch: GitRepo, host: Callable[[str], Host], tmp_path: Path
) -> None:
    runner = Runner(branch, tmp_path / "runner", host("gitlab"))
    ended_well(runner.gitlab(token=""))
    assert runner.made.asked == []
    assert "1 moved" in (branch.path / "changes.md").read_text()


def test_a_history_that_cannot_be_compared_fails_before_anything_is_written(runner: Runner) -> None:
    runner.repo.git("update-ref", "-d", "refs/remotes/origin/main")
    done = job(runner)
    assert any(one.returncode for one in done)
    assert runner.made.comments == []


def test_the_workflow_is_of_the_kind_that_hands_out_no_secrets() -> None:
    """`pull_request` and never `pull_request_target`; one step has the token, and it begins in another folder."""
    text = (FILES / "github.yml").read_text()
    host = yaml.safe_load(text)
    assert "pull_request_target" not in text
    assert host["permissions"] == {"contents": "read"}
    job = host["jobs"]["changes"]
    assert job["permissions"] == {"contents": "read", "pull-requests": "write"}
    holding = [step for step in job["steps"] if "github.token" in json.dumps(step)]
    (step,) = holding
    assert step["working-directory"] == "${{ runner.temp }}"
    assert "head.repo.full_name == github.repository" in step["if"]
    assert "${{" not in step["run"]
    (checkout,) = (step for step in job["steps"] if "checkout" in step.get("uses", ""))
    assert checkout["with"]["persist-credentials"] is False


@pytest.mark.parametrize(
    ("kind", "title"), [("github", ".github/workflows/changes.yml"), ("gitlab", "ci/changes.yml")]
)
def test_the_manual_shows_the_job_as_it_is_written(kind: str, title: str) -> None:
    page = (ROOT / "docs" / "howto" / "what-changed.md").read_text(encoding="utf-8")
    block = page.split(f'title="{title}"\n', 1)[1].split("\n```", 1)[0]
    shown = yaml.safe_load(f"{block}\n")
    written = yaml.safe_load((FILES / f"{kind}.yml").read_text().replace("=={version}", ""))
    if kind == "github":
        assert shown["permissions"] == written["permissions"]
        assert shown["jobs"] == {"changes": written["jobs"]["changes"]}
        assert shown[True] == "pull_request"
    else:
        assert shown["changes"] == {**written["changes"], "variables": {"GIT_DEPTH": "0"}}
