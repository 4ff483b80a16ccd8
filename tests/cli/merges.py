"""Merges real records through real git, with `kb` as driver and without, and counts what is lost and what conflicts.

`python -m tests.cli.merges` writes what it counted to `benchmarks/results/merges.json`. The records are those of the
example base; the edits of both sides are drawn from a seed and made as `kb set` makes them. The second part lets two
branches take the same ids, merges them, repairs the ids by `kb renumber`, and counts links that lead nowhere or
elsewhere.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb import base, config, example
from kb.graph import Graph
from kb.text.edit import DELETE, EditError, apply, set_values
from kb.text.frontmatter import parse
from kb.text.source import Source
from tests.cli.test_renumber import TASK, Branch, day

ROOT = Path(__file__).resolve().parents[2]
RESULT = ROOT / "benchmarks" / "results" / "merges.json"
KB = Path(sys.executable).with_name("kb")
WORDS = [
    "amber",
    "basalt",
    "coral",
    "dune",
    "ember",
    "fjord",
    "grove",
    "heath",
    "islet",
    "jetty",
    "knoll",
    "lagoon",
]
NAMES = ("id", "name", "uri")
STATEMENTS = ("on", "since", "mean")
PERSON = {
    f"GIT_{role}_{key}": value
    for role in ("AUTHOR", "COMMITTER")
    for key, value in {"NAME": "Test Author", "EMAIL": "author@example.org"}.items()
}
Path_ = tuple[str | int, ...]


def git(folder: Path, *words: str, **more: str) -> str:
    """Run git with nobody's settings."""
    env = {**os.environ, **PERSON, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **more}
    done = subprocess.run(["git", *words], cwd=folder, env=env, capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace")


# -- fields ------------------------------------------------------------------------------------------------------------


def leaves(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """The single values of a front matter, and its lists of single values as wholes, by their paths."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from leaves(child, (*path, key))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for at, child in enumerate(value):
            yield from leaves(child, (*path, at))
    else:
        yield path, value


class Side:
    """The edits of one side to one record: what it says afterwards, and what of that is new."""

    def __init__(self, chance: random.Random, text: str, name: str) -> None:
        self.chance = chance
        self.name = name
        self.text = text
        self.changed: dict[Path_, Any] = {}
        self.added: list[tuple[Path_, str]] = []
        self.removed: list[tuple[Path_, str]] = []
        for _ in range(chance.randint(1, 4)):
            self._edit()
        if chance.random() < 0.4:
            self._body()

    @property
    def touched(self) -> set[Path_]:
        """Where it changed something."""
        return {*self.changed, *(path for path, _ in [*self.added, *self.removed])}

    def _edit(self) -> None:
        values = parse(self.text).values or {}
        path, value = self.chance.choice(
            [(p, v) for p, v in leaves(values) if p[0] not in ("id", "type", "title")]
        )
        word = f"{self.chance.choice(WORDS)}-{self.chance.randint(1, 99)}"
        new: Any = word
        if path in self.changed or any(path == p for p, _ in [*self.added, *self.removed]):
            return
        if isinstance(value, list):
            if value and self.chance.random() < 0.3:
                gone = self.chance.choice(value)
                self._set(path, [item for item in value if item != gone]) and self.removed.append(
                    (path, gone)
                )
            elif self._set(path, [*value, word]):
                self.added.append((path, word))
        elif self.chance.random() < 0.15:
            field = (f"x-{word}",)
            if self._set(field, self.name):
                self.changed[field] = self.name
        elif self.chance.random() < 0.1 and len(path) == 1:
            if self._set(path, DELETE):
                self.changed[path] = None
        elif self._set(path, new):
            self.changed[path] = new

    def _set(self, path: Path_, value: Any) -> bool:
        try:
            self.text = apply(self.text, set_values(Source("record", self.text), {path: value}))
        except EditError:
            return False
        return True

    def _body(self) -> None:
        head, body = self.text[: parse(self.text).body], self.text[parse(self.text).body :]
        lines = body.splitlines(keepends=True) or ["\n"]
        at = self.chance.randrange(len(lines))
        lines[at] = f"{lines[at].rstrip()} It is {self.chance.choice(WORDS)} of {self.name}.\n"
        self.text = head + "".join(lines)


def sides_of(text: str, readings: dict[str, Any]) -> list[dict[str, Any]]:
    """What a merged text says when one side, or the other, is chosen at each conflict; none that cannot be read."""
    pattern = re.compile(r"^<{7} [^\n]*\n(.*?)^={7}\n(.*?)^>{7} [^\n]*\n", re.DOTALL | re.MULTILINE)
    found = []
    for group in (r"\1", r"\2"):
        front = parse(pattern.sub(group, text))
        if front.values is None or front.problems:
            readings["unreadable"] += 1
            continue
        found.append(front.values)
    return found


def at(values: Any, path: Path_, before: Any, new: dict[Path_, Any]) -> Any:
    """What stands at a path of the ancestor; entries of lists are found by their names, also by one that is new."""
    for end, step in enumerate(path):
        if isinstance(step, int) and isinstance(before, list):
            key = next(k for k in (*NAMES, *before[step]) if k in before[step])
            called = (before[step][key], new.get((*path[: end + 1], key), before[step][key]))
            values = next((v for v in values or () if isinstance(v, dict) and v.get(key) in called), None)
        else:
            values = values.get(step) if isinstance(values, dict) else None
        before = (
            before[step]
            if isinstance(before, list) or (isinstance(before, dict) and step in before)
            else None
        )
    return values


def lost(old: Any, readings: list[dict[str, Any]], sides: tuple[Side, Side]) -> int:
    """How many changes of the sides are in no reading of a merged record."""
    count = 0
    for side in sides:
        for path, value in side.changed.items():
            count += all(at(values, path, old, side.changed) != value for values in readings)
        for path, item in side.added:
            count += all(item not in (at(values, path, old, side.changed) or ()) for values in readings)
    return count


def contradict(old: Any, sides: tuple[Side, Side]) -> bool:
    """Whether both sides gave one value, or parts of one statement, differently, or one an entry another name."""
    one, other = sides
    if any(renamed(path, side.touched) for s, side in ((one, other), (other, one)) for path in s.changed):
        return True
    for path in {*one.changed, *(p for p, _ in one.removed)}:
        for there in {*other.changed, *(p for p, _ in other.removed)}:
            short = min(len(path), len(there))
            if path[:short] == there[:short] and one.changed.get(path) != other.changed.get(there):
                return True
            if path[:-1] == there[:-1] and len(path) > 1:
                holder = at(old, path[:-1], old, {})
                if isinstance(holder, dict) and any(key in holder for key in STATEMENTS) and path != there:
                    return True
    return False


def renamed(path: Path_, touched: set[Path_]) -> bool:
    """Whether this change gives another name to an entry of a list in which the other side changed something."""
    named = len(path) > 1 and path[-1] in NAMES and isinstance(path[-2], int)
    return named and any(there[: len(path) - 1] == path[:-1] for there in touched)


def records(folder: Path) -> list[str]:
    """The texts of the records of the example base."""
    folder.mkdir()
    example.copy(folder, datetime.date(2026, 11, 23))
    paths = sorted(p for place in ("backlog", "research") for p in (folder / place).rglob("*.md"))
    return [text for p in paths if (parse(text := p.read_text(encoding="utf-8")).values or {}).get("id")]


def fields(folder: Path, count: int, seed: int) -> dict[str, dict[str, int]]:
    """Merge many edited records at once, with the driver and without."""
    chance = random.Random(seed)
    texts = records(folder / "example")
    repo = folder / "repo"
    (repo / "backlog").mkdir(parents=True)
    git(repo, "init", "-q", "-b", "main")
    (repo / "kb.toml").write_text("")
    olds = [chance.choice(texts) for _ in range(count)]
    both = [(Side(chance, old, "ours"), Side(chance, old, "theirs")) for old in olds]

    def write(which: list[str], name: str, *branch: str) -> None:
        if branch:
            git(repo, "checkout", "-q", *branch)
        for number, text in enumerate(which):
            (repo / "backlog" / f"{number:05d}.md").write_bytes(text.encode())
        git(repo, "add", "-A")
        git(repo, "commit", "-qm", name)

    subprocess.run([KB, "init", "--merge-driver"], cwd=repo, check=True, capture_output=True)
    write(olds, "base")
    write([theirs.text for _, theirs in both], "theirs", "-b", "side")
    write([ours.text for ours, _ in both], "ours", "main")
    found = {"kb": judged(repo, olds, both)}
    git(repo, "reset", "-q", "--hard", "main")
    git(repo, "config", "--remove-section", "merge.kb")
    found["git"] = judged(repo, olds, both)
    return {key: {name: one[key] for name, one in found.items()} for key in found["kb"]}


def judged(repo: Path, olds: list[str], both: list[tuple[Side, Side]]) -> dict[str, int]:
    """Merge, and count."""
    git(repo, "merge", "-q", "--no-edit", "--no-ff", "--no-commit", "side")
    conflicts = {line.partition("\t")[2] for line in git(repo, "ls-files", "--unmerged").splitlines()}
    count = {
        "merges": len(olds),
        "conflicts": len(conflicts),
        "needless_conflicts": 0,
        "values_lost": 0,
        "unreadable": 0,
    }
    for number, (old, sides) in enumerate(zip(olds, both, strict=True)):
        name = f"backlog/{number:05d}.md"
        text = (repo / name).read_bytes().decode()
        before = parse(old).values
        readings = sides_of(text, count)
        count["values_lost"] += lost(before, readings, sides)
        in_body = "<<<<<<<" in text[text.rfind("\n---\n") :]
        count["needless_conflicts"] += name in conflicts and not in_body and not contradict(before, sides)
    git(repo, "merge", "--abort")
    return count


# -- ids ---------------------------------------------------------------------------------------------------------------


def ids(folder: Path, seeds: range) -> dict[str, int]:
    """Let two branches take the same ids, merge them, repair them, and look at every link."""
    count = {"dangling_after_merge": 0, "links_to_another": 0, "links": 0, "ids_shared": 0}
    for seed in seeds:
        repo = folder / f"ids{seed}"
        (repo / "backlog").mkdir(parents=True)
        chance = random.Random(seed)
        common = chance.randint(2, 6)
        git(repo, "init", "-q", "-b", "main")
        first = {
            f"backlog/TASK-{n:04d}-common{n}.md": TASK.format(f"TASK-{n:04d}", f"Common{n}", "", "A line.\n")
            for n in range(1, common + 1)
        }
        commit(repo, {"kb.toml": "", **first}, 1)
        days = chance.sample(range(2, 28), 2)
        git(repo, "checkout", "-q", "-b", "side")
        commit(repo, Branch(chance, "Side", common).files(repo), days[0])
        git(repo, "checkout", "-q", "main")
        commit(repo, Branch(chance, "Main", common).files(repo), days[1])
        git(repo, "merge", "-q", "--no-edit", "side")
        known = base.load(config.read(repo))
        count["ids_shared"] += len(known.documents) - len(known.by_id)
        subprocess.run([KB, "renumber"], cwd=repo, capture_output=True, check=False)
        now = base.load(config.read(repo))
        count["dangling_after_merge"] += len(Graph(now).dangling) + len(now.documents) - len(now.by_id)
        for document in now.documents:
            for raw in document.links:
                wanted = (
                    document.source.line(document.position(raw.where).line)
                    .rpartition(" wants ")[2]
                    .strip(" .\r\n")
                )
                target = now.get(raw.target).record
                count["links"] += 1
                count["links_to_another"] += target is None or target.title != wanted
    return count


def commit(repo: Path, files: dict[str, str], number: int) -> None:
    """Write some files and commit them on a day."""
    for name, text in files.items():
        (repo / name).write_text(text)
    git(repo, "add", "-A")
    git(repo, "commit", "-qm", "files", GIT_AUTHOR_DATE=day(number), GIT_COMMITTER_DATE=day(number))


def main() -> None:
    """Count both."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--merges", type=int, default=1000)
    parser.add_argument("--branches", type=int, default=100)
    parser.add_argument("--seed", type=int, default=56)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found: dict[str, dict[str, int]] = fields(Path(folder), given.merges, given.seed)
        found |= {
            key: {"merge-cases": value} for key, value in ids(Path(folder), range(given.branches)).items()
        }
    RESULT.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"{json.dumps(found, indent=2)}\n")


if __name__ == "__main__":
    main()
