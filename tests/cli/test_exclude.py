"""Files that the configuration takes out of the record folders are no records, for no command."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished, GitRepo

Run = Callable[..., Finished]

TASK = """---
id: TASK-0001
type: task
title: Hash the shop
status: idea
created: 2026-06-15
---
See [the folder](../README.md) and [notes](../notes/plan.md).
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A base with a README and notes beside its records."""
    (tmp_path / "kb.toml").write_text('records = ["lab"]\nexclude = ["**/README.md", "lab/notes/"]\n')
    for path, text in {
        "lab/README.md": "# What lies here\n",
        "lab/deep/README.md": "no record either\n",
        "lab/notes/plan.md": "---\nid: TASK-0001\n",
        "lab/tasks/TASK-0001-hash.md": TASK,
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def test_what_is_excluded_is_no_record_and_links_to_it_dangle_not(root: Path, kb_run: Run) -> None:
    done = kb_run(["lint", "--strict"], root)
    assert (done.code, done.out) == (0, ""), done.out
    assert "1 record" in done.err


def test_without_the_setting_each_of_them_is_a_finding(root: Path, kb_run: Run) -> None:
    (root / "kb.toml").write_text('records = ["lab"]\n')
    done = kb_run(["lint", "--select", "FM001", "--output-format", "concise"], root)
    assert done.code == 1
    found = [line.split(":")[0] for line in done.out.splitlines()]
    assert found == ["lab/README.md", "lab/deep/README.md", "lab/notes/plan.md"]


def test_commands_that_write_find_the_record_and_not_the_note(root: Path, kb_run: Run) -> None:
    (root / "lab/notes/TASK-0001-draft.md").write_text(TASK)
    assert kb_run(["set", "TASK-0001", "title=Hash it"], root).code == 0
    assert "title: Hash it" in (root / "lab/tasks/TASK-0001-hash.md").read_text()
    assert (root / "lab/notes/TASK-0001-draft.md").read_text() == TASK


def test_an_earlier_revision_is_read_by_its_own_setting(
    git_repo: Callable[..., GitRepo], kb_run: Run
) -> None:
    repo = git_repo()
    (repo.path / "kb.toml").write_text('records = ["lab"]\nexclude = ["**/README.md"]\n')
    (repo.path / "lab").mkdir()
    (repo.path / "lab/README.md").write_text("# Lab\n")
    (repo.path / "lab/TASK-0001-hash.md").write_text(TASK.partition("See")[0])
    repo.commit("one")
    done = kb_run(["lint", "--against", "HEAD", "--strict", "--today", "2026-01-20"], repo.path)
    assert done.code == 0, done.out


@pytest.mark.parametrize("value", ['"README.md"', "[1]", '[""]'])
def test_a_setting_that_is_no_list_of_patterns_is_refused(value: str, root: Path, kb_run: Run) -> None:
    (root / "kb.toml").write_text(f'records = ["lab"]\nexclude = {value}\n')
    done = kb_run(["lint"], root)
    assert done.code == 2
    assert "kb.toml:2:" in done.err
