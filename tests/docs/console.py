"""Runs the `console` blocks of the manual as one session and compares them word by word.

The blocks are those of the transcripts of `tests/cli`; here `cd` lasts, as it does for the reader. A page that begins
with the comment `<!-- runs in: the example base -->` finds a copy of that base, dated as of the day the examples are
printed for; one with `<!-- runs in: the example base with its history -->` a repository in which its tasks moved over
the board; one with `<!-- runs in: the repository of tracked models -->` the repository that `walks/tracked_models`
keeps, with its MLflow store; any other page begins in an empty folder. A page that has to be of another day says so:
`<!-- printed on: 2026-11-27 -->`.
"""

from __future__ import annotations

import contextlib
import datetime
import re
import sqlite3
import subprocess
from pathlib import Path

from kb import example
from tests.cli.transcripts import matches, parse, run
from tests.example import history

TODAY = datetime.date(2026, 11, 23)
"""The day on which the pages were printed; `kb` is told that it is today."""
_PRINTED = re.compile(r"<!-- printed on: (\d{4}-\d\d-\d\d) -->")

EXAMPLE = "<!-- runs in: the example base -->"
HISTORY = "<!-- runs in: the example base with its history -->"
TRACKED = "<!-- runs in: the repository of tracked models -->"
WALK = Path(__file__).parent / "walks" / "tracked_models"


def printed_on(page: Path) -> datetime.date:
    """The day of a page."""
    said = _PRINTED.search(page.read_text(encoding="utf-8"))
    return datetime.date.fromisoformat(said[1]) if said is not None else TODAY


def prepare(text: str, folder: Path) -> None:
    """Lay out what a page expects to find."""
    if EXAMPLE in text:
        example.copy(folder, TODAY)
        subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    if HISTORY in text:
        history.write(folder, TODAY)
    if TRACKED in text:
        _restore(folder)


def _restore(folder: Path) -> None:
    """Lay out the repository whose models were trained under MLflow and DVC, as their team has it."""
    every = ["fetch", "-q", "--update-head-ok", str(WALK / "repository.bundle"), "+refs/*:refs/*"]
    for words in (["init", "-q", "-b", "main"], every, ["reset", "-q", "--hard", "main"]):
        subprocess.run(["git", *words], cwd=folder, check=True)
    with contextlib.closing(sqlite3.connect(folder / "mlflow.db")) as store:
        store.executescript((WALK / "mlflow.sql").read_text(encoding="utf-8"))


def play(page: Path, folder: Path, programs: Path, *, update: bool = False) -> list[str]:
    """Run a page from top to bottom; what is not as it says, with its place.

    Args:
        page: the Markdown file.
        folder: an empty folder to begin in.
        programs: a folder for the program `kb` that pipelines call.
        update: write what was printed into the page instead of complaining.
    """
    text = page.read_text(encoding="utf-8")
    prepare(text, folder)
    lines, here, wrong, changes = text.splitlines(), folder, [], []
    for step in parse(text):
        if step.path:
            (here / step.path).parent.mkdir(parents=True, exist_ok=True)
            (here / step.path).write_text("".join(f"{line}\n" for line in step.lines), encoding="utf-8")
        elif step.command.startswith("cd "):
            here = (here / step.command.removeprefix("cd ")).resolve()
            assert here.is_relative_to(folder), step.command
        else:
            said = run(step.command.replace("\\\n", ""), here, programs)
            if not matches(said, step.lines):
                wrong.append(
                    "\n".join(
                        [
                            f"{page.name}:{step.start}: $ {step.command}",
                            "expected:",
                            *step.lines,
                            "printed:",
                            *said,
                        ]
                    )
                )
                changes.append((step, said))
    if update and changes:
        for step, said in reversed(changes):
            lines[step.start : step.end] = said
        page.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return []
    return wrong


def has_commands(page: Path) -> bool:
    """Whether a page holds a command to run."""
    return any(step.command for step in parse(page.read_text(encoding="utf-8")))
