"""Makes git repositories whose commits have dates, and reads what their history tells as `kb lint` does."""

import datetime
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kb.base import KnowledgeBase
from kb.graph import Graph
from kb.history import chronicle
from kb.history.git import environment
from kb.lint.engine import all_rules
from kb.lint.memory import Memory
from kb.lint.rule import Context

AUTHOR = "Dana Example <dana@example.org>"
KEYS = {"day", "files", "gone", "branch", "merge", "from"}


def tell(folder: Path, steps: Iterable[Mapping[str, Any]], branch: str = "main") -> dict[str, str]:
    """Make a repository of dated commits and check the last one out on `main`.

    Args:
        folder: where; its configuration is not committed.
        steps: each a commit with a day or moment (`day`), files written (`files`: path and text) and removed (`gone`),
            on a `branch` if not on main, which begins where main is, with another branch put in (`merge`).
        branch: the one that is checked out.

    Returns:
        the files of the last commit on main.
    """
    states: dict[str, dict[str, str]] = {}
    tips: dict[str, int] = {}
    stream: list[bytes] = []
    for mark, step in enumerate(steps, start=1):
        assert set(step) <= KEYS, f"unknown keys: {set(step) - KEYS}"
        name, other = step.get("branch", branch), step.get("merge")
        above = [tips[name]] if name in tips else [tips[branch]] if tips else []
        state = dict(states.get(name, states.get(branch, {})))
        if other is not None:
            above.append(tips[other])
            state = {**states[other], **state}
        state.update(step.get("files", {}))
        for path in step.get("gone", ()):
            del state[path]
        stream += _commit(mark, name, _seconds(step["day"]), above, state)
        states[name], tips[name] = state, mark
    folder.mkdir(parents=True, exist_ok=True)
    _git(folder, ["init", "--quiet", f"--initial-branch={branch}"])
    _git(folder, ["fast-import", "--quiet", "--force"], b"".join(stream))
    return states.get(branch, {})


def _commit(mark: int, name: str, at: int, above: list[int], state: Mapping[str, str]) -> list[bytes]:
    lines = [f"commit refs/heads/{name}", f"mark :{mark}"]
    lines += [f"{who} {AUTHOR} {at} +0000" for who in ("author", "committer")]
    lines += ["data 1", "."]
    lines += [f"{'merge' if number else 'from'} :{one}" for number, one in enumerate(above)]
    lines += ["deleteall"]
    found = ["\n".join(lines).encode() + b"\n"]
    for path, text in state.items():
        data = text.encode()
        found += [f"M 100644 inline {path}\ndata {len(data)}\n".encode(), data, b"\n"]
    return found


def _seconds(day: Any) -> int:
    """A day means its noon."""
    text = str(day)
    text = text if len(text) > len("2026-01-01") else f"{text}T12:00:00"
    return int(datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC).timestamp())


def _git(folder: Path, arguments: list[str], given: bytes = b"") -> bytes:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, input=given, env=environment(), capture_output=True, check=True
    )
    return done.stdout


def remembered(
    base: KnowledgeBase, folder: Path, today: datetime.date, previous: tuple[KnowledgeBase, str] | None = None
) -> Context:
    """All that rules may look at, as `kb lint` hands it to them in a repository.

    Args:
        base: the base.
        folder: where it lies.
        today: the day of judgement.
        previous: the base at an earlier commit, and the commit.
    """
    memory = Memory(folder, base.config, lambda: chronicle.read(folder, base.config, cached=False))
    before, ancestor = previous or (None, None)
    return memory.context(Graph(base), today, all_rules(), previous=before, ancestor=ancestor)


def commit_at(folder: Path, number: int) -> str:
    """The id of a step's commit, counted from 1 along the first parents."""
    said = _git(folder, ["rev-list", "--first-parent", "--reverse", "HEAD"])
    return said.decode().split()[number - 1]


def cut(folder: Path, depth: int) -> Path:
    """A clone beside the repository that holds only so many of the latest commits."""
    to = folder.parent / "shallow"
    _git(
        folder,
        [
            "-c",
            "protocol.file.allow=always",
            "clone",
            "--quiet",
            f"--depth={depth}",
            folder.as_uri(),
            str(to),
        ],
    )
    return to
