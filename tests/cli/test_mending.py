"""`kb lint --fix` mends what needs no thought, keeps every other byte, and has nothing to do the second time."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import GitRepo

UNTIDY = """\
---
type: task
id: TASK-0001
title: Encode the shop   # keep this
status: idea
created: 2026-06-15
assignee: no
---

Body\twith   blanks   \r
"""
MENDED = """\
---
id: TASK-0001
type: task
title: Encode the shop   # keep this
status: idea
created: 2026-06-15
assignee: 'no'
---

Body\twith   blanks   \r
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    (tmp_path / "kb.toml").write_text("")
    (tmp_path / "backlog").mkdir()
    (tmp_path / "backlog" / "TASK-0001-encode-the-shop.md").write_bytes(UNTIDY.encode())
    return tmp_path


def text(base: Path) -> str:
    return (base / "backlog" / "TASK-0001-encode-the-shop.md").read_bytes().decode()


def test_what_can_be_mended_is_and_nothing_else_moves(base: Path, kb_run: Callable[..., Any]) -> None:
    first = kb_run(["lint", "--fix"], base)
    assert text(base) == MENDED
    assert "Mended 2 findings." in first.err
    assert first.code == 0


def test_fixing_twice_changes_nothing(base: Path, kb_run: Callable[..., Any]) -> None:
    kb_run(["lint", "--fix"], base)
    again = kb_run(["lint", "--fix"], base)
    assert text(base) == MENDED
    assert "There was nothing to mend." in again.err


def test_diff_shows_and_writes_nothing(base: Path, kb_run: Callable[..., Any]) -> None:
    shown = kb_run(["lint", "--diff"], base)
    assert shown.code == 1
    assert "+assignee: 'no'" in shown.out
    assert text(base) == UNTIDY


def test_only_the_rules_and_files_asked_for_are_mended(base: Path, kb_run: Callable[..., Any]) -> None:
    kb_run(["lint", "--fix", "--select", "FM008"], base)
    assert text(base) == UNTIDY.replace("assignee: no", "assignee: 'no'")


# -- new names ---------------------------------------------------------------------------------------------------

TASK = "---\nid: {}\ntype: task\ntitle: T\nstatus: idea\ncreated: 2026-06-15\n---\n{}"


@pytest.fixture
def misnamed(tmp_path: Path) -> Path:
    (tmp_path / "kb.toml").write_text("")
    (tmp_path / "backlog").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "backlog/TASK-0009-x.md").write_text(TASK.format("TASK-0007", "Words.\n"))
    (tmp_path / "backlog/TASK-0001-a.md").write_text(TASK.format("TASK-0001", "[it](TASK-0009-x.md#why)\n"))
    (tmp_path / "docs/index.md").write_bytes(b"[it](../backlog/TASK-0009-x.md), [no](TASK-0009-x.md)\r\n")
    return tmp_path


def test_a_file_is_renamed_and_links_follow_in_records_and_pages(
    misnamed: Path, kb_run: Callable[..., Any]
) -> None:
    done = kb_run(["lint", "--fix", "--select", "ID,LK001,FM"], misnamed)
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith(
        "Renamed backlog/TASK-0009-x.md to backlog/TASK-0007-x.md.\nMended 1 finding.\n"
    )
    assert sorted(path.name for path in (misnamed / "backlog").iterdir()) == [
        "TASK-0001-a.md",
        "TASK-0007-x.md",
    ]
    assert (misnamed / "backlog/TASK-0007-x.md").read_text() == TASK.format("TASK-0007", "Words.\n")
    assert "[it](TASK-0007-x.md#why)" in (misnamed / "backlog/TASK-0001-a.md").read_text()
    page = (misnamed / "docs/index.md").read_bytes()
    assert page == b"[it](../backlog/TASK-0007-x.md), [no](TASK-0009-x.md)\r\n"


def test_the_diff_shows_the_new_name(misnamed: Path, kb_run: Callable[..., Any]) -> None:
    done = kb_run(["lint", "--diff", "--select", "ID"], misnamed)
    assert done.code == 1
    assert "rename from backlog/TASK-0009-x.md\nrename to backlog/TASK-0007-x.md\n" in done.out
    assert "+[it](TASK-0007-x.md#why)" in done.out
    assert (misnamed / "backlog/TASK-0009-x.md").exists()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_git_applies_the_diff(end: str, git_repo: Callable[..., GitRepo], kb_run: Callable[..., Any]) -> None:
    """New names alone, a name and a text, and links that follow: the diff does what `--fix` does."""
    names = ("TASK-0009-x", "TASK-0008-y z", "TASK-0001-a")
    texts = (TASK.format("TASK-0007", ""), TASK.format("TASK-0006", "").replace("title: T", "title: T  "))
    links = TASK.format("TASK-0001", "[it](TASK-0009-x.md)\n")
    files = {f"backlog/{name}.md": text for name, text in zip(names, (*texts, links), strict=True)}
    files = {name: text.replace("\n", end) for name, text in files.items()}
    repo = git_repo(files={"kb.toml": "", **files})
    repo.git("config", "core.autocrlf", "false")
    command = [sys.executable, "-P", "-m", "kb", "lint", "--diff"]
    diff = subprocess.run(command, cwd=repo.path, stdout=subprocess.PIPE, check=False).stdout
    subprocess.run(["git", "apply", "-"], cwd=repo.path, input=diff, check=True)
    applied = {path.name: path.read_bytes() for path in (repo.path / "backlog").iterdir()}
    assert sorted(applied) == ["TASK-0001-a.md", "TASK-0006-y z.md", "TASK-0007-x.md"]
    repo.git("reset", "--quiet", "--hard")
    repo.git("clean", "--quiet", "--force")
    kb_run(["lint", "--fix"], repo.path)
    assert {path.name: path.read_bytes() for path in (repo.path / "backlog").iterdir()} == applied


def test_a_file_that_changes_and_gets_a_name_is_written_once(
    misnamed: Path, kb_run: Callable[..., Any]
) -> None:
    path = misnamed / "backlog/TASK-0009-x.md"
    path.write_text(path.read_text().replace("title: T", "title: T\nowner: no"))
    kb_run(["lint", "--fix", "--select", "ID,FM"], misnamed)
    new = (misnamed / "backlog/TASK-0007-x.md").read_text()
    assert new == TASK.format("TASK-0007", "Words.\n").replace("-15\n", "-15\nowner: 'no'\n")
    assert not path.exists()


def test_a_name_that_becomes_free_is_given_in_the_same_run(
    misnamed: Path, kb_run: Callable[..., Any]
) -> None:
    (misnamed / "backlog/TASK-0007-x.md").write_text(TASK.format("TASK-0008", ""))
    before = (misnamed / "backlog/TASK-0009-x.md").read_text()
    done = kb_run(["lint", "--fix", "--select", "ID002"], misnamed)
    assert done.code == 0
    assert (misnamed / "backlog/TASK-0007-x.md").read_text() == before
    assert (misnamed / "backlog/TASK-0008-x.md").read_text() == TASK.format("TASK-0008", "")


def test_guesses_are_made_only_when_asked_for(misnamed: Path, kb_run: Callable[..., Any]) -> None:
    path = misnamed / "backlog/TASK-0001-a.md"
    path.write_text(TASK.format("TASK-0001", "See TASK-9.\n"))
    (misnamed / "backlog/TASK-0009-x.md").write_text(TASK.format("TASK-0009", ""))
    done = kb_run(["lint", "--fix", "--select", "LK001"], misnamed)
    assert done.code == 1
    assert done.err.endswith("`--fix --unsafe-fixes` mends 1 of them.\n")
    assert "TASK-9" in path.read_text()
    assert kb_run(["lint", "--fix", "--unsafe-fixes", "--select", "LK001"], misnamed).code == 0
    assert "See TASK-0009." in path.read_text()
