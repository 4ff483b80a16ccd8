"""Whatever happens to a base between two runs: the answer with the cache is the answer without it."""

import dataclasses
import datetime
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kb.cli.report import format_names
from kb.cli.session import Session
from kb.lint import engine
from kb.lint.engine import Verdicts
from kb.lint.rule import Context
from kb.lint.select import Selection
from tests.cache.simulated import SECOND, Disk

STEPS = 40
JUDGE = engine.judge
DAY = 24 * 3600 * SECOND
TASK = """\
---
id: {id}
type: task
title: {title}
status: {status}
created: 2026-01-05
{more}---
{body}
"""
TITLES = (
    "Compare one thing with another",
    "Compare one thing with another ",
    "Ask",
    "Größe messen\t",
    "a: b",
)
MORE = (
    "",
    "smart:\n  measurable: {metric: auc, target: 0.8}\n",
    "assignee: dana\n",
    "depends_on: [TASK-0002]\n",
    "depends_on: [TASK-0099]\n",
    "owner: no\n",
    "bogus: 1\n",
    "visibility: public\n",
    "visibility: restricted\n",
    "reviewed: {TASK-0003: 0123456789ab}\nrelated: [TASK-0003]\n",
)
BODIES = (
    "Words.", "See TASK-0003.", "See [[TASK-0404]].", "[out](../../../etc)", "<<<<<<< ours\nx\n",
    "[one](TASK-0002-a.md), TASK-0002",
)  # fmt: skip
WORDS = (
    "More words.", "compare one  thing with another", "TASK-0003", "`TASK-0003`", "dana@kahn-partner.de", "```",
    "|||||||", "<!--", "\r", "\u202e", "größer", "[x](TASK-0001-a.md)",
)  # fmt: skip
CONFIGS = (
    "",
    "[lint]\nignore = ['SM']\n",
    "records = ['research']\n",
    "timezone = 'Pacific/Auckland'\n",
    "[lint.severity]\nLK001 = 'warning'\n",
    "[workflow.wip]\ndoing = 1\n",
    "nonsense = 1\n",
)
FORMATS = ("full", "concise", *(name for name in format_names() if name not in ("full", "concise")))
OPTIONS: tuple[tuple[str, ...], ...] = (
    (),
    ("--strict",),
    ("--exit-zero",),
    ("--select", "LK"),
    ("--ignore", "SM,KB"),
    ("--today", "2026-03-02"),
    ("--select", "XX999"),
    ("backlog/TASK-0001-a.md",),
    ("--diff",),
    ("--baseline", "baseline.json"),
)
ENVIRONMENTS: tuple[dict[str, str], ...] = (
    {},
    {"FORCE_COLOR": "1"},
    {"COLUMNS": "60"},
    {"GITHUB_ACTIONS": "1"},
)


class World:
    """A base to which things happen."""

    def __init__(self, disk: Disk, cache: Path, program: Path, patch: pytest.MonkeyPatch) -> None:
        self.disk, self.cache, self.program, self.patch = disk, cache, program, patch
        self.dice = disk.dice
        patch.setattr(engine, "judge", self.judge)
        patch.setattr(Session, "today", property(self.today))
        self.config = disk.root / "kb.toml"
        self.config.write_text("")
        for number in range(1, 7):
            disk.write(self.path(number), self.text(number))

    def today(self, session: Session) -> datetime.date:
        if session.pretended_today is not None:
            return datetime.date.fromisoformat(session.pretended_today)
        at = datetime.datetime.fromtimestamp(self.disk.now / SECOND, ZoneInfo(session.config.timezone))
        return at.date()

    def path(self, number: int) -> Path:
        return self.disk.root / "backlog" / f"TASK-{number:04}-a.md"

    def records(self) -> list[Path]:
        return sorted(path for path in self.disk.root.rglob("*.md") if path.is_file())

    def any(self) -> Path:
        return self.dice.choice(self.records() or [self.path(1)])

    def text(self, number: int) -> str:
        pick = self.dice.choice
        status = pick(("idea", "doing", "ready", "done"))
        return TASK.format(
            id=f"TASK-{number:04}", title=pick(TITLES), status=status, more=pick(MORE), body=pick(BODIES)
        )

    # -- what happens ----------------------------------------------------------------------------

    def edit(self) -> None:
        path = self.any()
        self.disk.write(path, self.text(self.dice.randint(1, 8)), keep_times=self.dice.random() < 0.3)

    def edit_of_equal_size(self) -> None:
        path = self.any()
        if not path.exists():
            return
        text = path.read_text()
        swapped = text.replace("doing", "ready") if "doing" in text else text.replace("-0002", "-0098")
        swapped = swapped if swapped != text else text.replace("TASK-0", "TASK-1", 1)
        self.disk.write(path, swapped, keep_times=self.dice.random() < 0.7)

    def reword(self) -> None:
        """Words come into a body: at its start, so that all others move, or at its end."""
        path = self.any()
        if not path.is_file() or path.is_symlink():
            return
        with path.open(newline="") as file:
            head, line, body = file.read().rpartition("---\n")
        words = self.dice.choice(WORDS) if self.dice.random() < 0.4 else f"Words {self.dice.random()}.\n"
        text = "".join(
            (head, line, words, "\n", body) if self.dice.random() < 0.5 else (head, line, body, words)
        )
        self.disk.write(path, text, keep_times=self.dice.random() < 0.3)

    def replace(self) -> None:
        self.disk.replace(self.any(), self.text(self.dice.randint(1, 8)))

    def touch(self) -> None:
        path = self.any()
        if path.exists():
            self.disk.write(path, path.read_text())

    def rename(self) -> None:
        path = self.any()
        to = path.with_name(f"TASK-{self.dice.randint(1, 9):04}-{self.dice.choice('ab')}.md")
        if path.exists() and not to.exists():
            self.disk.rename(path, to)

    def remove(self) -> None:
        if len(self.records()) > 2:
            self.disk.remove(self.any())

    def create(self) -> None:
        folder = self.dice.choice(("backlog", "backlog/sub", "research/goals", ".hidden"))
        path = self.disk.root / folder / f"TASK-{self.dice.randint(1, 9):04}-{self.dice.choice('abc')}.md"
        if not path.exists():
            self.disk.write(path, self.text(self.dice.randint(1, 9)))

    def odd_entry(self) -> None:
        path = (
            self.disk.root / "backlog" / self.dice.choice(("link.md", "folder.md", "x_LOCAL_1.md", "big.md"))
        )
        if path.is_symlink() or path.is_file():
            path.unlink()
        elif path.is_dir():
            path.rmdir()
        elif path.name == "link.md":
            path.symlink_to(self.any())
        elif path.name == "folder.md":
            path.mkdir()
        else:
            self.disk.write(path, "x" * (1_100_000 if path.name == "big.md" else 3))

    def settle(self) -> None:
        """Nothing odd is left, and nothing happens between two runs."""
        for path in (self.disk.root / "backlog").iterdir():
            if path.is_symlink():
                path.unlink()
            elif path.is_dir() and path.suffix:
                path.rmdir()
            elif path.name == "big.md":
                self.disk.remove(path)
        self.config.write_text("")
        self.disk.wait(DAY)
        assert self.run(["lint"], {}) == self.run(["lint"], {})

    def linked_folder(self) -> None:
        """The record folder itself becomes a link to where it now is, and back."""
        folder, aside = self.disk.root / "backlog", self.disk.root / "aside"
        if folder.is_symlink():
            folder.unlink()
            aside.rename(folder)
        else:
            folder.rename(aside)
            folder.symlink_to(aside)
        self.compare()
        if folder.is_symlink():
            self.linked_folder()

    def configure(self) -> None:
        self.config.write_text(self.dice.choice(CONFIGS))

    def upgrade(self) -> None:
        (self.program / "rule.py").write_text("1" * self.dice.randint(1, 50))

    def judge(self, context: Context, selection: Selection) -> Verdicts:
        """What is said depends on the program and on the day."""
        version = len((self.program / "rule.py").read_text())
        found = JUDGE(context, selection)
        signed = (
            dataclasses.replace(d, message=f"{d.message} (v{version}, {context.today})")
            for d in found.diagnostics
        )
        return dataclasses.replace(found, diagnostics=tuple(signed))

    def accept(self) -> None:
        """Write the baseline anew, or let it go."""
        file = self.disk.root / "baseline.json"
        if file.exists() and self.dice.random() < 0.5:
            file.unlink()
        else:
            self.run(["lint", "--write-baseline", "--baseline", file.name], {})

    def tear(self) -> None:
        for file in self.cache.rglob("answers"):
            data = file.read_bytes()
            at = self.dice.randrange(len(data) or 1)
            at = max(at, len(data) - 200) if self.dice.random() < 0.5 else at
            spoilt = {
                "cut": data[:at],
                "flipped": data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] if data else b"",
                "empty": b"",
                "foreign": b"SQLite format 3\0",
                "more": data + b"3:abc",
                "gone": None,
            }[self.dice.choice(("cut", "flipped", "empty", "foreign", "more", "gone"))]
            file.unlink()
            if spoilt is not None:
                file.write_bytes(spoilt)
                file.chmod(0o600)

    def wait(self) -> None:
        self.disk.wait(self.dice.choice((1, 5_000_000, SECOND, 3 * SECOND, 60 * SECOND, DAY)))

    # -- what git does, without touching a file of the work tree ----------------------------------------

    def git(self, *arguments: str) -> int:
        day = self.disk.now // SECOND - self.dice.choice((0, 20, 100, 400)) * 24 * 3600
        stamps = {f"GIT_{who}_DATE": f"{day} +0000" for who in ("AUTHOR", "COMMITTER")}
        done = subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "gc.auto=0", *arguments],
            cwd=self.disk.root,
            env={**os.environ, **stamps, "GIT_CONFIG_GLOBAL": os.devnull},
            capture_output=True,
            check=False,
        )
        return done.returncode

    def commit(self) -> None:
        self.git("init", "--quiet")
        self.git("add", "--all")
        self.git(
            "commit", "--quiet", "--allow-empty", "--message", "a", *self.dice.choice(((), ("--amend",)))
        )

    def commit_one(self) -> None:
        self.git("add", "--", str(self.any()))
        self.git("commit", "--quiet", "--message", "b")

    def go_back(self) -> None:
        self.git("reset", "--quiet", "--soft", self.dice.choice(("HEAD~1", "HEAD~2", "ORIG_HEAD")))

    def switch(self) -> None:
        name = self.dice.choice(("main", "topic", "unborn"))
        if self.dice.random() < 0.5:
            self.git("branch", "--force", name)
        self.git("symbolic-ref", "HEAD", f"refs/heads/{name}")

    def restore(self) -> None:
        """A file says again what was committed."""
        path = self.any()
        said = subprocess.run(
            ["git", "show", f"HEAD:{path.relative_to(self.disk.root).as_posix()}"],
            cwd=self.disk.root, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if said.returncode == 0 and path.is_file() and not path.is_symlink():
            self.disk.write(path, said.stdout)

    def add_words(self) -> None:
        path = self.any()
        if path.is_file() and not path.is_symlink():
            self.disk.write(path, f"{path.read_text()}Plain words.\n")

    def detach(self) -> None:
        self.git("update-ref", "--no-deref", "HEAD", "HEAD~1")
        self.git("pack-refs", "--all")

    def set_clock_back(self) -> None:
        """By hours, a blink or to when a file was written; somebody looks before it has caught up."""
        by = (1, 10_000_000, 3 * SECOND, 3600 * SECOND, DAY)
        then = self.disk.written(self.any())
        self.disk.now = min(self.disk.now - self.dice.choice(by), then)
        self.edit_of_equal_size()
        self.compare()

    # -- what must hold --------------------------------------------------------------------------

    def compare(self) -> None:
        if self.dice.random() < 0.6:  # what is asked again and again
            arguments, env = ["lint", "--output-format", self.dice.choice(FORMATS[:2])], {}
        else:
            arguments = ["lint", "--output-format", self.dice.choice(FORMATS), *self.dice.choice(OPTIONS)]
            env = self.dice.choice(ENVIRONMENTS)
        cached = self.run(arguments, env)
        plain = self.run([*arguments, "--no-cache"], env)
        assert cached == plain, (arguments, env)
        if self.dice.random() < 0.3:
            assert self.run(arguments, env) == plain, (arguments, env, "again")

    run: Callable[..., object]


HAPPENINGS = (
    World.edit, World.edit, World.reword, World.reword, World.reword, World.edit_of_equal_size,
    World.edit_of_equal_size, World.replace, World.touch,
    World.rename, World.remove, World.create, World.odd_entry, World.linked_folder, World.configure,
    World.commit, World.commit_one, World.go_back, World.switch, World.detach, World.restore,
    World.upgrade, World.tear, World.accept, World.wait, World.wait, World.wait, World.set_clock_back,
)  # fmt: skip

PAST = (
    World.commit, World.commit, World.commit, World.commit_one, World.commit_one, World.go_back, World.switch,
    World.detach, World.restore, World.restore, World.restore, World.add_words, World.add_words, World.add_words,
    World.edit_of_equal_size, World.rename, World.create, World.remove, World.wait,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_any_sequence_of_commits(
    seed: int, disk: Callable[..., Disk], cache_home: Path, program: Path,
    kb_run: Callable[..., object], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    world = World(disk(1, seed), cache_home, program, monkeypatch)
    world.run = lambda arguments, env: kb_run(arguments, world.disk.root, env=env)
    said_again = _count_answers(monkeypatch)
    for number in range(1, 7):  # nothing else is to be said of them
        world.disk.write(world.path(number), TASK.format(
            id=f"TASK-{number:04}", title=f"Compare {number}", body="Words.", more="goal: GOAL-0001\n",
            status=world.dice.choice(("idea", "doing", "done")),
        ))  # fmt: skip
    world.commit()
    asked = ["lint", "--output-format", "json", "--select", "KB006,KB008,FR002,ID005,SM007,EX001"]
    for _ in range(STEPS):
        for _ in range(world.dice.choice((0, 1, 1, 2))):
            world.dice.choice(PAST)(world)
        world.disk.wait(world.dice.choice((SECOND, 10 * SECOND)))
        plain = world.run([*asked, "--no-cache"], {})
        assert [world.run(asked, {}) for _ in range(2)] == [plain, plain]
    assert len(said_again) > STEPS, "a cache that never answers is never wrong either"


@pytest.mark.parametrize("tick", [1, 4_000_000, 2 * SECOND], ids=["ns", "4ms", "2s"])
@pytest.mark.parametrize("seed", range(3))
def test_any_sequence_of_happenings(
    seed: int, tick: int, disk: Callable[..., Disk], cache_home: Path, program: Path,
    kb_run: Callable[..., object], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    world = World(disk(tick, seed), cache_home, program, monkeypatch)
    world.run = lambda arguments, env: kb_run(arguments, world.disk.root, env=env)
    said_again = _count_answers(monkeypatch)
    for _ in range(STEPS):
        for _ in range(world.dice.choice((0, 1, 1, 2))):
            world.dice.choice(HAPPENINGS)(world)
        world.compare()
    world.settle()
    assert said_again, "a cache that never answers is never wrong either"


def _count_answers(patch: pytest.MonkeyPatch) -> list[int]:
    from kb.cli.recall import Run

    found: list[int] = []
    real = Run.answer

    def answer(run: Run) -> int | None:
        code = real(run)
        if code is not None:
            found.append(code)
        return code

    patch.setattr(Run, "answer", answer)
    return found
