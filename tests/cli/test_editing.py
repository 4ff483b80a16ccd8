"""`kb new --edit`: what the editor leaves is written if it can be read, and kept if it cannot."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished

Run = Callable[..., Finished]


@pytest.fixture
def edit(kb_run: Run, tmp_path: Path) -> Callable[[str], Finished]:
    """Runs `kb new task 'Idea' --edit` with a shell script for an editor; `$1` is the file."""
    (tmp_path / "kb.toml").write_text("")

    def run(script: str) -> Finished:
        editor = tmp_path / "editor"
        editor.write_text(f"#!/bin/sh\n{script}\n")
        editor.chmod(0o755)
        return kb_run(["new", "task", "Idea", "--edit"], tmp_path, env={"EDITOR": str(editor), "VISUAL": ""})

    return run


def test_the_file_is_named_by_the_title_that_the_editor_left(
    edit: Callable[[str], Finished], tmp_path: Path
) -> None:
    done = edit("sed -i 's/^title: .*/title: Hash the shops/' \"$1\"")
    assert done.code == 0, done.err
    file = tmp_path / "backlog" / "TASK-0001-hash-the-shops.md"
    assert "title: Hash the shops\n" in file.read_text()


@pytest.mark.parametrize(
    ("script", "word"),
    [
        ("sed -i 's/^status: .*/status: undecided/' \"$1\"", "is not a state"),
        ("sed -i 's/^id: .*/id: TASK-0007/' \"$1\"", "the id is not TASK-0001 any more"),
        ("sed -i 's/^title: .*/title: [/' \"$1\"", ":"),
    ],
)
def test_what_cannot_be_read_is_kept_for_another_try(
    edit: Callable[[str], Finished], tmp_path: Path, script: str, word: str
) -> None:
    done = edit(script)
    assert done.code == 2
    assert word in done.err
    kept = re.search(r"your text is in (\S+?)\.\s*$", done.err)
    assert kept is not None, done.err
    assert "type: task" in Path(kept[1]).read_text()
    assert not list(tmp_path.glob("backlog/*"))


def test_an_emptied_file_writes_nothing_and_uses_no_id(
    edit: Callable[[str], Finished], tmp_path: Path
) -> None:
    assert edit(': > "$1"').code == 2
    assert edit("true").code == 0
    assert [path.name for path in tmp_path.glob("backlog/*")] == ["TASK-0001-idea.md"]


def test_an_editor_that_fails_writes_nothing(edit: Callable[[str], Finished], tmp_path: Path) -> None:
    done = edit("exit 3")
    assert done.code == 2
    assert not list(tmp_path.glob("backlog/*"))
