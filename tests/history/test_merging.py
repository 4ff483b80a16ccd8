"""Holds the merge in memory against git's own: the same files, the same texts, and a conflict where git has one."""

import random
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kb.base import KnowledgeBase
from kb.cli.session import Session
from kb.history.merging import Merged, merged
from kb.history.objects import fork
from kb.history.past import Past
from tests.conftest import GitRepo

Make = Callable[..., GitRepo]


def task(number: int) -> str:
    front = f"id: TASK-{number:04}\ntype: task\ntitle: Title of {number}\nstatus: idea\ncreated: 2026-05-{number:02}"
    return f"---\n{front}\n---\n" + "".join(f"Line {line} of {number}.\n\n" for line in range(10))


def changed(before: Mapping[str, str], chance: random.Random, side: str) -> dict[str, str]:
    """A few edits, moves, deletions, renamed and new files, some of them the same on both sides."""
    files = dict(before)
    for _ in range(chance.randint(1, 4)):
        what = chance.choice(["edit", "edit", "edit", "status", "delete", "rename", "add"])
        path = chance.choice(sorted(files)) if files else ""
        if what == "add":
            number = chance.randint(10, 14)
            files[f"backlog/TASK-{number:04}-{chance.choice(['x', 'y', side])}.md"] = task(number)
        elif what == "edit" and path:
            lines = files[path].split("\n")
            lines[chance.randint(7, len(lines) - 1)] = (
                f"{chance.choice([side, side, 'Both'])} {chance.randint(0, 9)}"
            )
            files[path] = "\n".join(lines)
        elif what == "status" and path:
            new = chance.choice(["backlog", "dropped"])
            files[path] = files[path].replace("status: idea", f"status: {new}")
        elif path:
            text = files.pop(path)
            if what == "rename":
                files.setdefault(f"{path[:17]}-{chance.choice(['r', side])}.md", text)
    return files


def commit(repo: GitRepo, files: Mapping[str, str]) -> None:
    for path in (repo.path / "backlog").glob("*.md"):
        path.unlink()
    repo.commit("change", files)


def in_memory(root: Path, revision: str) -> Merged:
    session = Session(root)
    session.keep_text = False
    parted = fork(root, revision)
    assert parted is not None
    past = Past(root, session.base)
    ancestor, theirs = past.at(parted.ancestor, revision), past.at(parted.theirs, revision)
    assert isinstance(ancestor, KnowledgeBase)
    assert isinstance(theirs, KnowledgeBase)
    return merged(session.base, ancestor, theirs, revision)


@pytest.mark.parametrize("seed", range(24))
def test_it_is_what_git_makes_of_the_two_sides(git_repo: Make, seed: int) -> None:
    chance = random.Random(seed)
    first = {f"backlog/TASK-{number:04}-a.md": task(number) for number in range(1, 6)}
    repo = git_repo(files={"kb.toml": "", **first})
    repo.git("checkout", "-q", "-b", "topic")
    commit(repo, changed(first, chance, "ours"))
    repo.git("checkout", "-q", "main")
    commit(repo, changed(first, chance, "theirs"))
    repo.git("checkout", "-q", "topic")

    found = in_memory(repo.path, "main")

    done = subprocess.run(
        ["git", "merge", "-q", "-m", "merged", "main"], cwd=repo.path, capture_output=True, check=False
    )
    assert bool(found.conflicts) is bool(done.returncode)
    if not found.conflicts:
        real = {f"backlog/{path.name}": path.read_text() for path in (repo.path / "backlog").glob("*.md")}
        assert {document.path: document.source.text for document in found.base.documents} == real
