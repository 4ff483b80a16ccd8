"""A site that stands is not built again; whatever it depends on, a change of that has it built."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb import __main__
from kb.cache import listing
from kb.cli import publishing, recall
from kb.site.publishing import watching
from tests.site.support import files_of, note, write

DAY = "2026-11-23"
MKDOCS = "site_name: X\ntheme: {name: THEME, custom_dir: over}\nplugins: [search, kb]\n"
RUN = note(
    "id: EXP-0001\ntype: experiment\ntitle: A run\nstatus: concluded\ncreated: 2026-11-01\ndate: 2026-11-02\n"
    "task: TASK-0001\nmetrics: {auc: {test: 0.8}}\noutcome: supported\nconclusion: It came out well.\n"
    "code: {config: conf/run.toml}\n"
    "data: {train: {uri: data/train.csv, digest: 'sha256:" + "0" * 64 + "'}}"
)


def task(number: int, title: str = "Ask", body: str = "Text.") -> str:
    head = f"id: TASK-{number:04d}\ntype: task\ntitle: {title}\nstatus: idea\ncreated: 2026-11-01"
    return note(head, body)


class Builds:
    """A base that is built by the command, as often as somebody asks."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.ran = 0
        run = publishing.Publishing.run

        def counted(it: Any) -> list[str]:
            self.ran += 1
            return run(it)

        monkeypatch.setattr(publishing.Publishing, "run", counted)

    def build(self, *options: str) -> int:
        """Build; returns how often that had to be done."""
        before = self.ran
        code = __main__.main(["-C", str(self.root), "build", "--today", DAY, *options])
        assert code == 0
        return self.ran - before

    def settled(self, *options: str) -> None:
        """Build until it stands: the second time at the latest, nothing is done."""
        assert self.build(*options) <= 1
        assert self.build(*options) == 0


@pytest.fixture
def builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builds:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("KB_NO_CACHE", raising=False)
    for module in (listing, recall, watching):
        monkeypatch.setattr(module, "GRAIN", 0)
    root = tmp_path / "b"
    body = "See ![plot](plot.png) and [[TASK-0002]]."
    write(
        root,
        {
            "kb.toml": "",
            "docs/about.md": "# About\n",
            "backlog/TASK-0001.md": task(1, body=body),
            "backlog/TASK-0002.md": task(2),
            "backlog/plot.png": "one",
            "research/experiments/EXP-0001.md": RUN,
            "conf/run.toml": "",
            "over/partials/mine.html": "",
        },
    )
    return Builds(root, monkeypatch)


def test_a_site_that_stands_says_the_same_and_writes_nothing(builds, capsys):
    builds.build()
    first = capsys.readouterr()
    looks = {p: p.stat().st_ino for p in (builds.root / "site").rglob("*")}
    assert builds.build() == 0
    assert capsys.readouterr() == first
    assert {p: p.stat().st_ino for p in (builds.root / "site").rglob("*")} == looks


def _commit(root: Path) -> None:
    for words in (["init", "-q"], ["add", "backlog"], ["commit", "-q", "--allow-empty", "-m", "one"]):
        person = ["-c", "user.name=a", "-c", "user.email=a@b.example"]
        subprocess.run(["git", *person, *words], cwd=root, check=True)


CHANGES: dict[str, Callable[[Path], Any]] = {
    "a text": lambda r: write(r, {"backlog/TASK-0002.md": task(2, body="Other.")}),
    "a title": lambda r: write(r, {"backlog/TASK-0002.md": task(2, "Other")}),
    "a new record": lambda r: write(r, {"backlog/TASK-0003.md": task(3)}),
    "a record less": lambda r: (r / "backlog/TASK-0003.md").unlink(),
    "a file that a body shows": lambda r: write(r, {"backlog/plot.png": "two"}),
    "that file is gone": lambda r: (r / "backlog/plot.png").unlink(),
    "a file that an experiment names": lambda r: (r / "conf/run.toml").unlink(),
    "data that an experiment names": lambda r: write(r, {"data/train.csv": "a,b\n"}),
    "other data": lambda r: write(r, {"data/train.csv": "a,b,c\n"}),
    "a folder that is a link now": lambda r: ((r / "data").rename(r / "d"), (r / "data").symlink_to(r / "d")),
    "a page by hand": lambda r: write(r, {"docs/about.md": "# About this\n"}),
    "a new page by hand": lambda r: write(r, {"docs/more.md": "# More\n"}),
    "settings of MkDocs": lambda r: write(r, {"mkdocs.yml": MKDOCS.replace("THEME", "material")}),
    "an option of the plugin": lambda r: write(
        r, {"mkdocs.yml": MKDOCS.replace("THEME", "material").replace(" kb]", " kb: {audience: restricted}]")}
    ),
    "a template over one of the theme": lambda r: write(
        r, {"over/main.html": '{% extends "base.html" %}{% block footer %}Ours{% endblock %}'}
    ),
    "that template": lambda r: write(r, {"over/main.html": '{% extends "base.html" %}'}),
    "the configuration": lambda r: write(r, {"kb.toml": 'name = "Other"\n'}),
    "a page of the site": lambda r: write(r, {"site/r/TASK-0001/index.html": "mine"}),
    "a page of the site less": lambda r: (r / "site/board/index.html").unlink(),
    "something in the site": lambda r: write(r, {"site/mine.html": "mine"}),
    "an empty folder in the site": lambda r: (r / "site/mine").mkdir(),
    "no site": lambda r: shutil.rmtree(r / "site"),
    "a commit": _commit,
    "another commit": _commit,
}


def test_whatever_it_depends_on_has_it_built(builds, tmp_path, monkeypatch):
    builds.settled()
    for what, change in CHANGES.items():
        change(builds.root)
        assert builds.build() == 1, what
        assert builds.build() == 0, what
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert builds.build() == 1
    monkeypatch.setattr(watching, "program", lambda: "another")
    assert builds.build() == 1
    assert builds.build() == 0
    assert builds.build("--audience", "public") == 1
    assert builds.build() == 1, "the site is that of another audience"
    now = files_of(builds.root / "site")
    monkeypatch.setenv("KB_NO_CACHE", "1")
    assert builds.build("--site-dir", str(tmp_path / "fresh")) == 1
    assert files_of(tmp_path / "fresh") == now


@pytest.mark.parametrize("theirs", ["hooks: [hook.py]\n", "extra: {a: !ENV HOME}\n"])
def test_where_nobody_watches_what_the_settings_read_it_is_always_built(builds, theirs):
    text = MKDOCS.replace("THEME", "material").replace(", custom_dir: over", "")
    write(builds.root, {"mkdocs.yml": text + theirs, "hook.py": ""})
    assert [builds.build(), builds.build()] == [1, 1]


def test_a_commit_that_git_came_by_has_it_built(builds):
    """Nothing leads to it, so that only the objects tell."""
    _commit(builds.root)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", "-C", str(builds.root)]
    tree = subprocess.run([*git, "write-tree"], check=True, capture_output=True, text=True).stdout.strip()
    made = [*git, "commit-tree", tree, "-m", "two"]
    day = {"GIT_AUTHOR_DATE": "2026-11-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-11-01T00:00:00Z"}
    env = {**os.environ, **day}
    commit = subprocess.run(made, check=True, capture_output=True, text=True, env=env).stdout.strip()
    (builds.root / ".git/objects" / commit[:2] / commit[2:]).unlink()
    run = builds.root / "research/experiments/EXP-0001.md"
    run.write_text(run.read_text().replace("code: {", f"code: {{commit: {commit}, "))
    assert [builds.build("--no-lint"), builds.build("--no-lint")] == [1, 0]
    page = builds.root / "site/r/EXP-0001/index.html"
    before = page.read_text()
    subprocess.run(made, check=True, capture_output=True, env=env)
    assert [builds.build("--no-lint"), builds.build("--no-lint")] == [1, 0]
    assert page.read_text() != before


def test_where_git_keeps_objects_elsewhere_too_it_is_always_built(builds):
    _commit(builds.root)
    (builds.root / ".git/objects/info/alternates").write_text(f"{builds.root}/.git/objects\n")
    run = builds.root / "research/experiments/EXP-0001.md"
    run.write_text(run.read_text().replace("code: {", f"code: {{commit: {'a' * 40}, "))
    assert [builds.build("--no-lint"), builds.build("--no-lint")] == [1, 1]
