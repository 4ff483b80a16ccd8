"""Writes a long history of a generated base: tasks on their way over the board, one commit for each move."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.vocabulary import Words

# The way of a task, and where it may turn aside; every step is legal in the workflow that kb starts with.
_NEXT = {
    "idea": ("backlog",),
    "backlog": ("ready",),
    "ready": ("doing", "doing", "doing", "backlog"),
    "doing": ("review", "review", "review", "ready"),
    "review": ("done", "done", "done", "doing"),
    "done": ("doing",),
    "dropped": ("idea",),
}
_STATUS = re.compile(r"^status: (\w+)$", re.MULTILINE)


def write_history(
    folder: Path, texts: Mapping[str, str], commits: int, until: dt.date, seed: int = 1
) -> None:
    """Makes `folder` a repository whose last of `commits` commits is made on the day `until`.

    The first commit holds all of `texts` (by path); each of the rest moves one task to another state. Commits
    are an hour apart.

    Raises:
        subprocess.CalledProcessError: git could not do it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
    stream = b"".join(_stream(dict(texts), commits, until, Words(seed)))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream, check=True)
    subprocess.run(["git", "reset", "-q", "--hard", "main"], cwd=folder, check=True)


def _stream(texts: dict[str, str], commits: int, until: dt.date, words: Words) -> Iterator[bytes]:
    tasks = sorted(path for path in texts if path.startswith("backlog/"))
    noon = dt.datetime.combine(until, dt.time(12), dt.UTC)
    begin = int(noon.timestamp()) - 3600 * (commits - 1)
    yield _commit(begin, "Begin", texts)
    for number in range(1, commits):
        path = words.pick(tasks)
        before = _STATUS.search(texts[path])
        assert before is not None
        after = words.pick(_NEXT[before[1]])
        texts[path] = texts[path].replace(before[0], f"status: {after}", 1)
        yield _commit(begin + 3600 * number, f"Move {Path(path).name[:9]} to {after}", {path: texts[path]})


def _commit(at: int, message: str, files: Mapping[str, str]) -> bytes:
    parts = [b"commit refs/heads/main\n", f"committer analyst <analyst@example.org> {at} +0000\n".encode()]
    parts.append(_data(message))
    for path, text in files.items():
        parts += [f"M 100644 inline {path}\n".encode(), _data(text)]
    return b"".join(parts)


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%s\n" % (len(content), content)
