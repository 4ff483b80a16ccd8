"""Random histories of few records, on which everything happens at once, read by two readers that share nothing."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb import config
from kb.history import chronicle, facts
from kb.history.lines import Known, Settings
from kb.history.lives import Chronicle
from kb.history.log import Commit
from kb.history.replay import replay
from tests.conftest import GitRepo
from tests.history import oracle

Tree = dict[str, str]
PLACES = [f"{folder}/{name}.md" for folder in ("backlog", "research") for name in ("TASK-0001-a", "b", "c")]
TITLES = ("Compare calibrations", "Clip what is far out", "compare CALIBRATIONS")
BODIES = (
    "The first of two lines that tell it apart.\nThe second of two lines that tell it apart.\n",
    "Quite other words stand here on the first line.\nQuite other words stand here on the second line.\n",
    "Short.\n",
)


def text(draw: Callable[[Any], Any]) -> str:
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(["---\nid: [TASK-0001\n---\n", "no front matter\n"]))
    number, state = draw(st.integers(1, 3)), draw(st.sampled_from(["idea", "ready", "done"]))
    title, day = draw(st.sampled_from(TITLES)), draw(st.sampled_from(["2026-01-01", "2026-01-02"]))
    head = f"id: TASK-000{number}\ntype: task\ntitle: {title}\nstatus: {state}\ncreated: {day}\n"
    return f"---\n{head}---\n\n{draw(st.sampled_from(BODIES))}"


def edited(draw: Callable[[Any], Any], tree: Tree) -> Tree:
    """A tree after some of what people do."""
    tree = dict(tree)
    for _ in range(draw(st.integers(0, 3))):
        there = sorted(tree)
        what = draw(st.sampled_from(["write", "state", "move", "remove", "swap", "copy", "state", "state"]))
        if what == "write" or not there:
            tree[draw(st.sampled_from(PLACES))] = text(draw)
            continue
        path = draw(st.sampled_from(there))
        if what == "state":
            for state in ("idea", "ready", "done"):
                if f"status: {state}" in tree[path]:
                    after = draw(st.sampled_from(["idea", "ready", "done"]))
                    tree[path] = tree[path].replace(f"status: {state}", f"status: {after}")
                    break
        elif what == "remove":
            del tree[path]
        else:
            other = draw(st.sampled_from(PLACES))
            mine, theirs = tree[path], tree.get(other)
            tree[other] = mine
            if what == "move" and other != path:
                del tree[path]
            elif what == "swap" and theirs is not None:
                tree[path] = theirs
    return tree


def merged(draw: Callable[[Any], Any], trees: list[Tree]) -> Tree:
    """A tree that takes every file from one of its sides, or from none."""
    tree: Tree = {}
    for path in sorted({path for tree in trees for path in tree}):
        sides = [side.get(path) for side in trees]
        chosen = draw(st.sampled_from([*sides, *sides, None]))
        if chosen is not None:
            tree[path] = chosen
    return edited(draw, tree) if draw(st.booleans()) else tree


@st.composite
def histories(draw: Callable[[Any], Any]) -> list[tuple[str, list[str], Tree]]:
    """Commits with their parents and trees, parents first; all lead to the last one."""
    found: list[tuple[str, list[str], Tree]] = []
    loose: list[int] = []
    count = draw(st.integers(1, 9))
    for number in range(count):
        if number == count - 1 and len(loose) > 1:
            above = loose[:]
            if draw(st.booleans()):
                above.reverse()
        else:
            few = st.lists(st.integers(0, max(number - 1, 0)), min_size=1, max_size=3, unique=True)
            above = draw(few) if number and draw(st.integers(0, 19)) else []
        trees = [found[parent][2] for parent in above]
        tree = merged(draw, trees) if len(trees) > 1 else edited(draw, trees[0] if trees else {})
        found.append((f"{number:040x}", [f"{parent:040x}" for parent in above], tree))
        loose = [other for other in loose if other not in above] + [number]
    return found


def commits(history: list[tuple[str, list[str], Tree]]) -> tuple[list[Commit], Known]:
    trees = {commit: tree for commit, _, tree in history}
    reader = facts.Reader()
    known: dict[str, facts.Facts] = {}
    found = []
    for number, (commit, above, tree) in enumerate(history):
        before = trees[above[0]] if above else {}
        changes = []
        for path in sorted({*tree, *before}):
            if tree.get(path) != before.get(path):
                blob = blob_of(tree[path]) if path in tree else None
                if blob is not None:
                    known[blob] = reader.read(tree[path].encode())
                changes.append((path, blob))
        found.append(Commit(commit, tuple(above), 86400 * number, "Somebody", tuple(changes)))
    texts = {blob_of(text): text for tree in trees.values() for text in tree.values()}
    lines = lambda blob: facts.telling_lines(texts[blob].encode())  # noqa: E731  # one line of a test
    return found, Known(known, {}, Settings(("backlog", "research")), lines)


def blob_of(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def told(chronicle: Chronicle) -> list[Any]:
    """What the real reader says, in the terms of the slow one."""
    return sorted(
        (
            life.begun.commit,
            life.id,
            life.path or "",
            [(p.state, p.when.commit) for p in life.passages],
            life.title,
            life.touched.commit,
            life.gone.commit if life.gone else "",
            sorted(life.former),
        )
        for life in chronicle.lives
        if life.passages
    )


def expected(pasts: dict[tuple[str, str], oracle.Past]) -> list[Any]:
    """The same of the slow one."""
    found = []
    for past in pasts.values():
        passages: list[tuple[str, str]] = []
        ids: list[str] = []
        for commit, _, text in past.versions:
            values = oracle.fields(text)
            if values is not None:
                ids.append(values["id"])
                if not passages or passages[-1][0] != values["status"]:
                    passages.append((values["status"], commit))
        if not ids:
            continue  # never was a record
        last, path, text = past.versions[-1]
        there, went = (path, "") if text is not None else ("", last)
        former = sorted(set(ids) - {ids[-1]})
        found.append((past.versions[0][0], ids[-1], there, passages, past.known["title"], last, went, former))
    return sorted(found)


@settings(max_examples=300)
@given(histories())
def test_a_slow_reader_of_every_commit_finds_the_same(history: list[tuple[str, list[str], Tree]]) -> None:
    found, known = commits(history)
    trees = {commit: tree for commit, _, tree in history}
    slow = oracle.records({commit: above for commit, above, _ in history}, trees.__getitem__)
    assert told(replay(found, known)) == expected(slow)


@settings(max_examples=25)
@given(history=histories())
def test_git_is_read_as_if_every_file_of_every_commit_had_been_looked_at(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[str, list[str], Tree]]
) -> None:
    repo = GitRepo(tmp_path_factory.mktemp("history"))
    repo.git("init", "--quiet", "--initial-branch=main")
    imported(repo, history)
    found = chronicle.read(repo.path, config.parse(""), cached=False)
    assert found.untold is None
    assert told(found) == expected(oracle.of_git(repo.path))


def imported(repo: GitRepo, history: list[tuple[str, list[str], Tree]]) -> None:
    """Make the commits of a history, the last of which becomes HEAD."""
    parts: list[bytes] = []
    marks = {commit: number for number, (commit, _, _) in enumerate(history, 1)}
    for number, (commit, above, tree) in enumerate(history, 1):
        ref = "main" if number == len(history) else f"b{number}"
        head = f"commit refs/heads/{ref}\nmark :{marks[commit]}\n"
        parts.append(
            f"{head}committer Some Body <some@example.org> {86400 * number} +0000\ndata 0\n".encode()
        )
        parts += [f"{'merge' if n else 'from'} :{marks[p]}\n".encode() for n, p in enumerate(above)]
        parts.append(b"deleteall\n")
        for path, text in tree.items():
            data = text.encode()
            parts.append(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")
    subprocess.run(["git", "fast-import", "--quiet"], cwd=repo.path, input=b"".join(parts), check=True)
