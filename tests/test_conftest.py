"""Proves that the fixtures keep their promises: a clean machine, and a browser that stays on it."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import GitRepo, Tabs, is_foreign


def test_a_commit_is_made_by_the_test_author_at_the_time_given(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo()
    commit = repo.commit("first", {"a.md": "text\n"}, at="2026-02-03T04:05:06Z")
    told = repo.git("show", "--no-patch", "--format=%H %an %ae %cI", commit)
    assert told == f"{commit} Test Author author@example.org 2026-02-03T04:05:06Z".replace("06Z", "06+00:00")
    assert repo.git("branch", "--show-current") == "main"


def test_whoever_reads_the_users_settings_stops(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_CONFIG")}
    done = subprocess.run(["git", "init"], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "bad config line" in done.stderr


def test_the_home_is_not_the_users(clean_machine: Path) -> None:
    assert Path.home() == clean_machine


@pytest.mark.parametrize(
    ("url", "foreign"),
    [
        ("file:///x.html", False),
        ("data:text/plain,x", False),
        ("http://127.0.0.1:8000/", False),
        ("http://localhost/", False),
        ("https://example.org/x.js", True),
        ("http://localhost.example.org/", True),
        ("ws://example.org/", True),
    ],
)
def test_a_foreign_request_is_one_to_another_machine(url: str, foreign: bool) -> None:
    assert is_foreign(url) is foreign


@pytest.mark.browser
def test_the_browser_keeps_foreign_requests_and_script_errors(browser: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><html lang=en><title>t</title><img alt='' src='https://example.org/x.png'>"
        "<script>throw new Error('broken on purpose')</script>"
    )
    tabs = Tabs(browser)
    tabs.open(page.as_uri()).wait_for_load_state("load")
    for context in tabs.contexts:
        context.close()
    assert tabs.foreign == ["https://example.org/x.png"]
    assert len(tabs.errors) == 1
    assert "broken on purpose" in tabs.errors[0]


@pytest.mark.browser
def test_axe_finds_what_is_wrong_and_nothing_else(
    tabs: Tabs, axe: Callable[..., list[str]], serve: Callable[[Path], str], tmp_path: Path
) -> None:
    (tmp_path / "good.html").write_text(
        "<!doctype html><html lang=en><title>t</title><main><h1>T</h1></main>"
    )
    (tmp_path / "bad.html").write_text("<!doctype html><html lang=en><title>t</title><img src='x.png'>")
    address = serve(tmp_path)
    assert axe(tabs.open(address + "good.html")) == []
    assert [finding.split()[0] for finding in axe(tabs.open(address + "bad.html"))] == ["image-alt"]
