"""Runs the `console` blocks of the manual as one session and compares them word by word.

The blocks are those of the transcripts of `tests/cli`; here `cd` lasts, as it does for the reader. A page that begins
with the comment `<!-- runs in: the example base -->` finds a copy of that base, dated as of the day the examples are
printed for; any other page begins in an empty folder.
"""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path

from kb import example
from tests.cli.transcripts import matches, parse, run

TODAY = datetime.date(2026, 11, 23)
"""The day on which the pages were printed; `kb` is told that it is today."""

EXAMPLE = "<!-- runs in: the example base -->"


def prepare(text: str, folder: Path) -> None:
    """Lay out what a page expects to find."""
    if EXAMPLE in text:
        example.copy(folder, TODAY)
        subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)


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
