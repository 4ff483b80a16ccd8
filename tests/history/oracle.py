"""A slow reader of histories that shares nothing with the real one: every commit, every file, every edge by itself.

It asks git for each text of each commit, holds the whole past of every record at every commit, and compares nothing
cleverly. Where two sides of a merge meet it goes by the words of the documentation.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

TELLING = 24


class Past(NamedTuple):
    """A record at a commit: what makes it one and the same, and (commit, path, text) of each version so far."""

    who: tuple[str, str]
    versions: tuple[tuple[str, str, str | None], ...]

    @property
    def path(self) -> str:
        return self.versions[-1][1]

    @property
    def text(self) -> str | None:
        return self.versions[-1][2]

    @property
    def known(self) -> dict[str, Any]:
        found = [values for _, _, text in self.versions if (values := fields(text)) is not None]
        return found[-1] if found else {}

    def then(self, commit: str, path: str, text: str | None) -> Past:
        return Past(self.who, (*self.versions, (commit, path, text)))


class Base(NamedTuple):
    alive: dict[str, Past]
    gone: tuple[Past, ...]


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


def fields(text: str | None) -> dict[str, Any] | None:
    """The front matter, or None where it cannot be read."""
    if text is None:
        return None
    try:
        values = yaml.load(text.split("---\n")[1], yaml.BaseLoader)  # only strings
    except (IndexError, yaml.YAMLError):
        return None
    return values if isinstance(values, dict) else None


def of_git(root: Path) -> dict[tuple[str, str], Past]:
    """Every record that there ever was, as HEAD has its past, by who it is."""
    order = git(root, "rev-list", "--topo-order", "--reverse", "HEAD").split()
    parents = {commit: git(root, "show", "-s", "--format=%P", commit).split() for commit in order}
    return records(parents, lambda commit: tree_of(root, commit))


def tree_of(root: Path, commit: str) -> dict[str, str]:
    paths = git(root, "ls-tree", "-r", "--name-only", "-z", commit, "backlog", "research").split("\0")[:-1]
    return {path: git(root, "show", f"{commit}:{path}") for path in sorted(paths) if path.endswith(".md")}


def records(
    parents: dict[str, list[str]], tree_of: Callable[[str], dict[str, str]]
) -> dict[tuple[str, str], Past]:
    """The records of commits, parents first, the last of which is where it is looked from."""
    bases: dict[str, Base] = {}
    base = Base({}, ())
    for commit, above in parents.items():
        tree = dict(sorted(tree_of(commit).items()))
        sides = [bases[parent] for parent in above] or [Base({}, ())]
        base = bases[commit] = merge(commit, tree, sides) if len(sides) > 1 else edit(commit, tree, sides[0])
    return {past.who: past for past in (*base.gone, *base.alive.values())}


def edit(commit: str, tree: dict[str, str], before: Base) -> Base:
    alive = {path: past for path, past in before.alive.items() if tree.get(path) == past.text}
    old = {path: past for path, past in before.alive.items() if path not in alive}
    new = {path: text for path, text in tree.items() if path not in alive}
    pair(commit, old, new, alive)
    gone = list(before.gone)
    settle(commit, new, alive, gone)
    gone += [past.then(commit, path, None) for path, past in sorted(old.items())]
    return Base(alive, tuple(gone))


def settle(commit: str, new: dict[str, str], alive: dict[str, Past], gone: list[Past]) -> None:
    """What is new is there again, or begins."""
    for path, text in new.items():
        id_ = (fields(text) or {}).get("id")
        again = [p for p in reversed(gone) if p.known.get("id") == id_ and not another(p, path, text)]
        if id_ is not None and again:
            gone.remove(again[0])
            alive[path] = again[0].then(commit, path, text)
        else:
            alive[path] = Past((commit, path), ((commit, path, text),))


def pair(commit: str, old: dict[str, Past], new: dict[str, str], alive: dict[str, Past]) -> None:
    """Same file and id, same id, same file, same type, day and title; one pair after the other."""

    def id_of(values: dict[str, Any] | None) -> Any:
        return (values or {}).get("id")

    def nature(values: dict[str, Any] | None) -> Any:
        v = values or {}
        return (v["type"], v["created"], v["title"]) if "title" in v else None

    matches = (
        lambda past, path, text: (past.path, id_of(past.known)) == (path, id_of(fields(text))),
        lambda past, path, text: id_of(past.known) == id_of(fields(text)) is not None,
        lambda past, path, text: past.path == path,
        lambda past, path, text: nature(past.known) == nature(fields(text)) is not None,
    )
    for match in matches:
        for path, text in sorted(new.items()):
            for was in sorted(old):
                past = old[was]
                if match(past, path, text) and not another(past, path, text):
                    alive[path] = past.then(commit, path, text)
                    del new[path], old[was]
                    break


def another(past: Past, path: str, text: str) -> bool:
    was, now = past.known, fields(text)
    if (past.path == path and past.text is not None) or not was or now is None:
        return False
    if was["title"].casefold() == now["title"].casefold():
        return False
    if (was["type"], was["created"]) != (now["type"], now["created"]):
        return True
    last = next(t for _, _, t in reversed(past.versions) if t is not None)
    mine, theirs = telling(last), telling(text)
    return min(len(mine), len(theirs)) >= 2 and not mine & theirs


def telling(text: str) -> set[str]:
    lines = (line.strip() for line in text.splitlines())
    return {line for line in lines if len(line) >= TELLING and not line.startswith(("created:", "goal:"))}


def whose(base: Base) -> set[tuple[str, str]]:
    """The records that a base has or had."""
    return {past.who for past in (*base.alive.values(), *base.gone)}


def merge(commit: str, tree: dict[str, str], sides: list[Base]) -> Base:  # noqa: C901, PLR0912, PLR0915  # in one piece
    """As on a side, first side first; else by the file, then by what was said of pairs; else there again or new."""
    first = sides[0]
    alive: dict[str, Past] = {p: past for p, past in first.alive.items() if tree.get(p) == past.text}

    def taken() -> set[tuple[str, str]]:
        return {past.who for past in alive.values()}

    def best(who: tuple[str, str], status: Any) -> Past:
        found = [past for side in sides for past in side.alive.values() if past.who == who]
        return next((past for past in found if past.known.get("status") == status), found[0])

    for path, text in tree.items():
        for side in sides[1:]:
            past = side.alive.get(path)
            if path not in alive and past is not None and past.text == text and past.who not in taken():
                alive[path] = past
    for path, text in tree.items():
        if path in alive:
            continue
        here = [side.alive[path].who for side in sides if path in side.alive]
        found = [
            past
            for who in dict.fromkeys(here)
            if who not in taken()
            for side in sides
            for past in side.alive.values()
            if past.who == who
        ]
        if found:
            status = (fields(text) or {}).get("status")
            same = next((p for p in found if p.known.get("status") == status), found[0])
            alive[path] = same.then(commit, path, text)
    new = {path: text for path, text in tree.items() if path not in alive}
    for side in sides:
        old = {path: past for path, past in side.alive.items() if past.who not in taken()}
        if side is not first:  # what is the same here and there was looked at already
            old = {path: past for path, past in old.items() if past not in first.alive.values()}
        found_here: dict[str, Past] = {}
        pair(commit, old, new, found_here)
        for path, past in found_here.items():
            text = past.versions[-1][2]
            status = (fields(text) or {}).get("status")
            alive[path] = best(past.who, status).then(commit, path, text)
    gone: list[Past] = [past for past in first.gone if past.who not in taken()]
    came = taken() - whose(first)
    settle(commit, new, alive, gone)
    # Made on both sides, and removed on one of them.
    for past in list(gone):
        again = [
            p
            for p in alive.values()
            if p.who in came and p.known.get("id") == past.known.get("id") is not None
        ]
        alone = not any(past.who in whose(side) for side in sides[1:])
        if past in first.gone and alone and any(not another(past, p.path, p.text or "") for p in again):
            gone.remove(past)
    for side in sides:
        for past in (*side.alive.values(), *side.gone):
            known = {p.who for p in gone} | taken()
            if past.who in known:
                continue
            id_ = past.known.get("id")
            same = [p for p in alive.values() if id_ is not None and p.known.get("id") == id_]
            one = any(not another(past, p.path, p.text or "") for p in same)
            if past.text is None:
                if not one or past.who in whose(first):
                    gone.append(past)
                continue
            ended = [p for other in sides for p in other.gone if p.who == past.who]
            if ended and not (one and past.who not in whose(first)):
                gone.append(ended[0])
            elif not ended and not one:
                gone.append(past.then(commit, past.path, None))
    return Base(alive, tuple(gone))
