"""Makes a repository of the example base whose commits brought it about: records on their day, tasks move by move.

The base itself has no history. What its tasks went through stands in `moves.txt`; everything else comes on the day on
which it says that it was created. The last commit holds the base as `kb init --example` lays it down, and the same day
always gives the same commits.
"""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from kb import example

MOVES = Path(__file__).parent / "moves.txt"
BEGUN = date(2026, 6, 8)
"""The day of the first commit, in the days of the base as it is kept."""
_REASON = "a machine has been asked for and is not there yet"
_CREATED = re.compile(r"^created: (\S+)$", re.MULTILINE)
_STATUS = re.compile(r"^status: \S+$", re.MULTILINE)
_ASSIGNEE = re.compile(r"^assignee: (\S+)$", re.MULTILINE)
_BLOCKED = re.compile(r"^blocked:\n(?: .*\n)+", re.MULTILINE)


class Commit(NamedTuple):
    """What is written on a day, by whom, and what is said of it."""

    on: date
    author: str
    message: str
    files: Mapping[str, str]


def write(folder: Path, today: date = example.TODAY) -> None:
    """Make `folder` a repository of the example base, up to date on a day, with half a year of history.

    Raises:
        subprocess.CalledProcessError: git could not do it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    days = (today - example.TODAY).days // 7 * 7
    _git(folder, "init", "-q", "-b", "main")
    stream = b"".join(_stored(commit, at) for at, commit in _timed(_commits(days)))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream, check=True)
    _git(folder, "reset", "-q", "--hard", "main")


def _git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True)


def _commits(days: int) -> list[Commit]:
    """All commits in order, with the days as far from those of the base as its dates."""
    texts = {
        path: example.shifted(text, days) if path.endswith(".md") else text for path, text in example.files()
    }
    tasks = {Path(path).name[:9]: path for path in texts if path.startswith("backlog/")}
    shift = timedelta(days=days)
    coming: defaultdict[date, dict[str, str]] = defaultdict(dict)
    for path, text in texts.items():
        if path not in tasks.values():
            created = _CREATED.search(text) if path.startswith("research/") else None
            coming[date.fromisoformat(created[1]) if created else BEGUN + shift][path] = text
    made = [Commit(on, "data-lead", _added(files), files) for on, files in coming.items()]
    states: dict[str, str] = {}
    for on, id, word in _moves():
        path = tasks[id]
        text = texts[path]
        if word not in ("blocked", "unblocked"):
            states[id] = word
        earlier = _earlier(text, states[id], on + shift if word == "blocked" else None)
        made.append(Commit(on + shift, _author(text), f"{id}: {word}", {path: earlier}))
    return sorted(made, key=lambda commit: commit.on)


def _moves() -> Iterator[tuple[date, str, str]]:
    for line in MOVES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            on, id, word = line.split(" ")
            yield date.fromisoformat(on), id, word


def _earlier(text: str, state: str, blocked: date | None) -> str:
    """A task as it was in a state; the reason is its own where it is blocked to this day."""
    own = _BLOCKED.search(text)
    if own is not None and blocked is None:
        text = text.replace(own[0], "")
    elif own is None and blocked is not None:
        text = text.replace("\n---\n", f"\nblocked:\n  since: {blocked}\n  reason: {_REASON}\n---\n", 1)
    return _STATUS.sub(f"status: {state}", text, count=1)


def _author(text: str) -> str:
    found = _ASSIGNEE.search(text)
    return found[1] if found is not None else "data-lead"


def _added(files: Mapping[str, str]) -> str:
    ids = [found[0] for path in files if (found := re.match(r"[A-Z]+-[0-9]+", Path(path).name))]
    return f"Add {', '.join(ids)}" if len(ids) == len(files) else "Begin"


def _timed(commits: list[Commit]) -> Iterator[tuple[datetime, Commit]]:
    """The commits with their times: from nine o'clock on, ten minutes apart."""
    day, clock = None, 0
    for commit in commits:
        clock = clock + 1 if commit.on == day else 0
        day = commit.on
        noon = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        yield noon + timedelta(minutes=10 * clock), commit


def _stored(commit: Commit, at: datetime) -> bytes:
    author = f"{commit.author} <{commit.author}@example.org> {int(at.timestamp())} +0000\n"
    parts = [f"commit refs/heads/main\nauthor {author}committer {author}".encode(), _data(commit.message)]
    for path, text in commit.files.items():
        parts += [f"M 100644 inline {path}\n".encode(), _data(text)]
    return b"".join(parts)


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%s\n" % (len(content), content)
