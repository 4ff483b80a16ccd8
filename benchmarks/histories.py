"""Writes a long history of a generated base: people move, block, edit, rename and drop tasks, alone and on branches."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.vocabulary import Words, slug

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
_TITLE = re.compile(r"^title: (.+)$", re.MULTILINE)
_BLOCKED = re.compile(r"^blocked: \{.*\}\n", re.MULTILINE)
_PEOPLE = ("analyst", "engineer", "product-owner")
_HOUR = 3600
_MAIN = "main"


def write_history(
    folder: Path, texts: Mapping[str, str], commits: int, until: dt.date, seed: int = 1
) -> None:
    """Makes `folder` a repository whose last of `commits` commits is made on the day `until`.

    The first commit holds all of `texts` (by path). Of the others two thirds move one task to another state; the rest
    edit, block, release, rename or drop one, bring one that was dropped again, or merge what was done on a branch.
    Commits are an hour apart.

    Raises:
        subprocess.CalledProcessError: git could not do it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "init", "-q", "-b", _MAIN], cwd=folder, check=True)
    stream = b"".join(_Team(texts, commits, until, Words(seed)).commits())
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream, check=True)
    subprocess.run(["git", "reset", "-q", "--hard", _MAIN], cwd=folder, check=True)


class _Branch:
    """A line of work: what it sees, its last commit, and what it changed since it began; None for what it removed."""

    def __init__(self, texts: dict[str, str], mark: int) -> None:
        self.texts = texts
        self.mark = mark
        self.changed: dict[str, str | None] = {}


class _Team:
    """Writes commit after commit, on the main line and on a branch beside it."""

    def __init__(self, texts: Mapping[str, str], commits: int, until: dt.date, words: Words) -> None:
        self.words = words
        self.count = commits
        self.main = _Branch(dict(texts), 1)
        self.tasks = sorted(path for path in texts if path.startswith("backlog/"))
        self.removed: dict[str, str] = {}
        noon = dt.datetime.combine(until, dt.time(12), dt.UTC)
        self.begin = int(noon.timestamp()) - _HOUR * (commits - 1)

    def commits(self) -> Iterator[bytes]:
        """The stream that `git fast-import` reads."""
        yield self._commit(1, "Begin", dict(self.main.texts), ())
        side: _Branch | None = None
        left = 0
        for number in range(2, self.count + 1):
            if side is None and number + 8 < self.count and self.words.chance(0.08):
                side, left = _Branch(dict(self.main.texts), self.main.mark), self.words.whole(1, 4)
                self.main.changed = {}
            if side is not None and not left:
                yield self._merge(number, side)
                side = None
            elif side is not None and self.words.chance(0.5):
                left -= 1
                yield self._work(number, side, around="side")
            else:
                yield self._work(number, self.main, around=_MAIN)

    def _work(self, number: int, branch: _Branch, around: str) -> bytes:
        message, changes = self._change(branch, alone=around == _MAIN)
        for path, text in changes.items():
            if text is None:
                branch.texts.pop(path)
            else:
                branch.texts[path] = text
        branch.changed |= changes
        before, branch.mark = branch.mark, number
        return self._commit(number, message, changes, (before,), around)

    def _change(self, branch: _Branch, *, alone: bool) -> tuple[str, dict[str, str | None]]:
        """What a commit says and does; only the main line renames and drops, so that branches can be merged."""
        there = [path for path in self.tasks if path in branch.texts]
        path = self.words.pick(there)
        text = branch.texts[path]
        name = Path(path).name[:9]
        luck = self.words.rng.random()
        if luck < 0.2:
            return f"Note on {name}", {path: self._noted(text)}
        if luck < 0.27:
            return self._blocked(name, path, text)
        if luck < 0.29 and alone:
            return f"Rename {name}", self._renamed(path, text)
        if luck < 0.3 and alone and len(there) > len(self.tasks) // 2:
            self.removed[path] = text
            return f"Drop {name}", {path: None}
        if luck < 0.31 and alone and self.removed:
            path, text = self.removed.popitem()
            return f"Bring {Path(path).name[:9]} again", {path: text}
        before = _STATUS.search(text)
        assert before is not None
        after = self.words.pick(_NEXT[before[1]])
        moved = text.replace(before[0], f"status: {after}", 1)
        return f"Move {name} to {after}", {path: self._noted(moved)}

    def _noted(self, text: str) -> str:
        return f"{text}\n{self.words.sentence()}\n"

    def _blocked(self, name: str, path: str, text: str) -> tuple[str, dict[str, str | None]]:
        held = _BLOCKED.search(text)
        if held is not None:
            return f"Go on with {name}", {path: text.replace(held[0], "", 1)}
        day = dt.datetime.fromtimestamp(self.begin, dt.UTC).date()
        line = f"blocked: {{since: {day}, reason: waits for the {self.words.hexadecimal(4)} extract}}\n"
        return f"Block {name}", {path: text.replace("\n---\n", f"\n{line}---\n", 1)}

    def _renamed(self, path: str, text: str) -> dict[str, str | None]:
        title = _TITLE.search(text)
        assert title is not None
        begun = title[1].rsplit(" again", 1)[0]
        after = f"{begun} again {self.words.hexadecimal(3)}"
        new = f"backlog/{Path(path).name[:9]}-{slug(after)}-{self.words.hexadecimal(3)}.md"
        self.tasks = sorted({*self.tasks, new})
        return {path: None, new: text.replace(title[0], f"title: {after}", 1)}

    def _merge(self, number: int, side: _Branch) -> bytes:
        """What both did to a task is put together: the state of the branch, and the words of the main line."""
        changes: dict[str, str | None] = {}
        for path, text in side.changed.items():
            assert text is not None
            ours = self.main.texts.get(path)
            if ours is None:
                continue  # renamed or dropped meanwhile
            status, before = _STATUS.search(text), _STATUS.search(ours)
            assert status is not None
            assert before is not None
            both = path in self.main.changed and self.main.changed[path] is not None
            changes[path] = ours.replace(before[0], status[0], 1) if both else text
        self.main.texts.update({path: text for path, text in changes.items() if text is not None})
        self.main.changed |= changes
        parents, self.main.mark = (self.main.mark, side.mark), number
        return self._commit(number, "Merge the branch", changes, parents)

    def _commit(
        self,
        number: int,
        message: str,
        files: Mapping[str, str | None],
        parents: tuple[int, ...],
        ref: str = _MAIN,
    ) -> bytes:
        at = self.begin + _HOUR * (number - 1)
        person = self.words.pick(_PEOPLE)
        parts = [
            f"commit refs/heads/{ref}\nmark :{number}\n".encode(),
            f"committer {person} <{person}@example.org> {at} +0000\n".encode(),
            _data(message),
        ]
        parts += [f"{'merge' if n else 'from'} :{parent}\n".encode() for n, parent in enumerate(parents)]
        for path, text in files.items():
            parts += (
                [f"D {path}\n".encode()]
                if text is None
                else [f"M 100644 inline {path}\n".encode(), _data(text)]
            )
        return b"".join(parts)


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%s\n" % (len(content), content)
