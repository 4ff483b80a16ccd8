"""What a line of the table is, and the surroundings in which its programs run."""

from __future__ import annotations

import dataclasses
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import TODAY
from benchmarks.measure import CannotRun, Pairs, Program, median, pairs

KB = Path(sys.executable).with_name("kb")
ROOT = Path(__file__).resolve().parent.parent
NOT_YET = "not there yet"


@dataclass(frozen=True)
class Row:
    """One line of the table; `ratio` is None where the figure is no ratio or could not be taken."""

    group: str
    what: str
    measured: str
    reference: str = ""
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    wall_ratio: float | None = None
    goal: float | None = None

    @property
    def verdict(self) -> str:
        """Whether the goal is met; empty without a goal or a figure."""
        if self.ratio is None or self.goal is None:
            return ""
        return "met" if self.ratio <= self.goal else "missed"


@dataclass
class Bench:
    """The workplace of one run: where bases are, how often to repeat, what has been generated already."""

    folder: Path
    runs: int
    site_runs: int
    records: list[int]
    commits: int = 10_000
    seed: int = 1
    made: dict[str, Path] = field(default_factory=dict)

    @property
    def largest(self) -> int:
        """The size at which single figures are taken."""
        return max(self.records)

    def base(self, records: int, *options: str) -> Path:
        """A generated base of that size, in a git repository of one commit; made once."""
        name = "-".join([f"base-{records}", *(option.strip("-") for option in options)])
        if name not in self.made:
            target = self.folder / name
            generate = [
                sys.executable,
                "-m",
                "benchmarks.generate",
                str(target),
                "--records",
                str(records),
                "--seed",
                str(self.seed),
                *options,
            ]
            subprocess.run(generate, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
            if not options:
                self.commit(target)
            self.made[name] = target
        return self.made[name]

    def commit(self, target: Path) -> None:
        """Puts a base under git, as of the day it was written for."""
        person = ["-c", "user.name=analyst", "-c", "user.email=analyst@example.org"]
        at = f"{TODAY}T12:00:00Z"
        environment = {**os.environ, "GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        for step in (
            ["init", "-q"],
            ["add", "--all"],
            [*person, "commit", "-q", "-m", "Base"],
            ["update-index", "-q", "--refresh"],
        ):
            subprocess.run(["git", *step], cwd=target, env=environment, check=True)

    def python(self, *arguments: str) -> Program:
        """This interpreter, in the folder of the benchmarks."""
        return Program((sys.executable, *arguments), ROOT)

    def nothing(self) -> Program:
        """The interpreter that does nothing: the unit of start-up."""
        return self.python("-c", "pass")

    def kb(self, folder: Path, *arguments: str, cold: bool = False) -> Program:
        """`kb` in a base, with caches that a cold run finds empty.

        Only exit code 0 will do: the base is clean, and 1 is also how Python ends when it cannot even import
        the program, which would pass for speed.
        """
        caches = self.folder / "cache"
        variables = {"XDG_CACHE_HOME": str(caches), "NO_COLOR": "1"}

        def forget() -> None:
            shutil.rmtree(caches, ignore_errors=True)
            shutil.rmtree(folder / ".git" / "kb", ignore_errors=True)

        return Program((str(KB), *arguments), folder, variables, forget if cold else None)

    def has(self, command: str, option: str = "") -> bool:
        """Whether this `kb` knows a command, and the option of it."""
        if not KB.exists():
            return False
        done = subprocess.run([str(KB), command, "--help"], capture_output=True, text=True, check=False)
        return done.returncode == 0 and option in done.stdout

    def compare(
        self,
        group: str,
        what: str,
        first: Program,
        second: Program,
        named: str,
        goal: float | None = None,
        runs: int | None = None,
    ) -> tuple[Row, Pairs | None]:
        """A row for the ratio of two programs; one that cannot run says so in its row."""
        try:
            found = pairs(first, second, runs or self.runs)
        except CannotRun as problem:
            return Row(group, what, f"failed: {problem}", named), None
        ratios = found.ratios
        row = Row(
            group,
            what,
            f"{_seconds(median(found.first))}",
            f"{named} {_seconds(median(found.second))}",
            statistics.median(ratios),
            min(ratios),
            max(ratios),
            found.wall_ratio,
            goal,
        )
        return row, found


class Changer:
    """Changes a file each time it is called: by another last line, or by another value of a field.

    Args:
        path: the file.
        kept: what stands in it.
        field: the name of the field; without one the last line changes.
    """

    def __init__(self, path: Path, kept: bytes, field: str | None = None) -> None:
        self.path, self.kept, self.field, self.times = path, kept, field, 0

    def __call__(self) -> None:
        self.times += 1
        words = f"Looked at {self.times} times."
        if self.field is None:
            self.path.write_bytes(self.kept + f"\n{words}\n".encode())
        else:
            begin = self.kept.index(f"\n{self.field}: ".encode()) + 1
            end = self.kept.index(b"\n", begin)
            line = f"{self.field}: {words}".encode()
            self.path.write_bytes(self.kept[:begin] + line + self.kept[end:])


def missing(group: str, what: str, goal: float | None = None) -> Row:
    """The row of a command that does not exist."""
    return Row(group, what, NOT_YET, goal=goal)


def _seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| what | CPU | reference, CPU | ratio (min to max) | wall ratio | goal | |",
        "| --- | --- | --- | --- | ---: | ---: | --- |",
    ]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        if row.low is not None and row.high is not None:
            ratio += f" ({row.low:.2f} to {row.high:.2f})"
        wall = "" if row.wall_ratio is None else f"{row.wall_ratio:.2f}"
        goal = "" if row.goal is None else f"≤ {row.goal:g}"
        lines.append(
            f"| {row.what} | {row.measured} | {row.reference} | {ratio} | {wall} | {goal} | {row.verdict} |"
        )
    return "\n".join(lines)


def as_json(row: Row) -> dict[str, object]:
    """A row as JSON keeps it."""
    return {**dataclasses.asdict(row), "verdict": row.verdict}


Group = Callable[[Bench], list[Row]]
