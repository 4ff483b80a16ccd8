"""Runs Markdown files of shell sessions and compares what was printed with what they say.

A transcript is a page about a command that happens to be a test. Three kinds of fenced block count:

- `console`: lines that start with `$ ` are commands, run one after the other in a folder of the transcript's
  own; below each stands what it prints, on both streams, and `[n]` if it ends with n other than 0. A line
  that starts with `> ` goes on with the command of the line above.
- any block with `title="PATH"` is a file, written before the commands below it.
- everything else is for the reader.

In the expected output `{...}` stands for any characters of a line, and a line of nothing else for any lines.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ANY = "{...}"
_FENCE = re.compile(r"^(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)$")
_TITLE = re.compile(r'title="([^"]+)"')
# What needs a shell; a quoted one is none, but then running it in a shell does no harm. What runs programs writes
# to the real streams, which only a process of its own has.
_SHELL = re.compile(r"[|<>&;$`*]|^kb (?:record|reproduce) ")


@dataclass(frozen=True)
class Step:
    """A command with its expected output, or a file; lines are numbered from 0, `end` not included.

    Attributes:
        start: the first line of the expected output, or of the file's text.
        end: the line behind the last.
        command: to run; empty for a file.
        path: of a file.
        lines: the expected output, or the text of the file.
    """

    start: int
    end: int
    command: str
    path: str
    lines: tuple[str, ...]


def parse(text: str) -> list[Step]:
    """The steps of a transcript, in order."""
    lines = text.splitlines()
    steps: list[Step] = []
    at = 0
    while at < len(lines):
        opened = _FENCE.match(lines[at])
        at += 1
        if opened is None:
            continue
        end = at
        while end < len(lines) and lines[end].rstrip() != opened["mark"]:
            end += 1
        titled = _TITLE.search(opened["info"])
        if titled is not None:
            steps.append(Step(at, end, "", titled[1], tuple(lines[at:end])))
        elif opened["info"].strip() == "console":
            steps.extend(_commands(lines, at, end))
        at = end + 1
    return steps


def _commands(lines: list[str], at: int, end: int) -> Iterator[Step]:
    while at < end:
        assert lines[at].startswith("$ "), f"line {at + 1}: a console block begins with `$ `: {lines[at]!r}"
        command = lines[at][2:]
        at += 1
        while at < end and lines[at].startswith("> "):
            command += "\n" + lines[at][2:]
            at += 1
        start = at
        while at < end and not lines[at].startswith("$ "):
            at += 1
        yield Step(start, at, command, "", tuple(lines[start:at]))


def matches(said: list[str], expected: tuple[str, ...]) -> bool:
    """Whether an output is the expected one, wildcards taken into account."""
    pattern = "".join(
        r"(?:.*\n)*" if line.strip() == ANY else ".*?".join(map(re.escape, line.split(ANY))) + r"\n"
        for line in expected
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in said)) is not None


def run(command: str, cwd: Path, programs: Path) -> list[str]:
    """What a command prints, a line each, with the exit code behind it if it is not 0."""
    arguments = shlex.split(command) if command.startswith("kb ") and not _SHELL.search(command) else None
    out, code = _in_process(arguments[1:], cwd) if arguments else _in_shell(command, cwd, programs)
    lines = out.replace(str(cwd), ANY).splitlines()
    return [*lines, f"[{code}]"] if code else lines


def _in_process(arguments: list[str], cwd: Path) -> tuple[str, int]:
    from kb.__main__ import main

    kept = sys.stdin
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
    with contextlib.chdir(cwd), contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
        sys.stdin = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        try:
            code = main(arguments)
        finally:
            sys.stdin = kept
    return stream.buffer.getvalue().decode(), code  # type: ignore[attr-defined]  # BytesIO


def _in_shell(command: str, cwd: Path, programs: Path) -> tuple[str, int]:
    kb = programs / "kb"
    if not kb.exists():
        kb.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m kb "$@"\n')
        kb.chmod(0o755)
    python = programs / "python"
    if not python.exists():
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        python.chmod(0o755)
    env = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "-c", command], cwd=cwd, env=env,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    return done.stdout.decode(), done.returncode


def play(path: Path, cwd: Path, programs: Path, *, update: bool) -> list[str]:
    """Run a transcript and return what is not as it says; with `update` write what was printed into it.

    Args:
        path: the transcript.
        cwd: the folder to run it in.
        programs: a folder for the program `kb` that pipelines call.
        update: replace outputs that differ; those that match, by wildcards too, stay as they are written.
    """
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    wrong: list[str] = []
    changes: list[tuple[Step, list[str]]] = []
    for step in parse(text):
        if step.path:
            file = cwd / step.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("".join(f"{line}\n" for line in step.lines), encoding="utf-8")
            continue
        said = run(step.command, cwd, programs)
        if not matches(said, step.lines):
            place = f"{path.name}:{step.start}: $ {step.command}"
            wrong.append("\n".join([place, "expected:", *step.lines, "printed:", *said]))
            changes.append((step, said))
    if update:
        for step, said in reversed(changes):
            lines[step.start : step.end] = said
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return []
    return wrong
