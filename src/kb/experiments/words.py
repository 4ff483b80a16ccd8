"""Writes a command as one line that says how it was called, and reads such lines again: words, folder, variables."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from kb.errors import KbError

_FOLDER: Final = re.compile(r"cd\s+(?P<folder>(?:'[^']*'|\"[^\"$`\\]*\"|[^\s'\"`$;&|<>()\\])+)\s+&&\s+")
_VARIABLE: Final = re.compile(r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)=(?P<value>.*)", re.DOTALL)
_ACTIVE: Final = frozenset(";&|<>()$`*?[\n")
"""What means something to a shell outside quotes; inside double quotes `$` and the backtick still do."""


class Command(NamedTuple):
    """A command line as recorded.

    Attributes:
        words: the program and its arguments; of a line that needs a shell `sh -c` and the line.
        folder: where it runs, from the root of the base; empty for the root itself.
        variables: of the environment, set in front of it.
        shell: the line holds pipes, redirections, variables or patterns, so that a shell has to read it.
    """

    words: tuple[str, ...]
    folder: str = ""
    variables: Mapping[str, str] = {}
    shell: bool = False


def written(words: Sequence[str], folder: str = "", variables: Mapping[str, str] | None = None) -> str:
    """A command as one line for a shell at the root of the base."""
    line = shlex.join(words)
    for name, value in sorted((variables or {}).items(), reverse=True):
        line = f"{name}={shlex.quote(value)} {line}"
    return f"cd {shlex.quote(folder)} && {line}" if folder not in ("", ".") else line


def read(line: str) -> Command:
    """Read a recorded command.

    Raises:
        KbError: it holds no command, a quote is open, or it leaves the base.
    """
    line = line.strip()
    moved = _FOLDER.match(line)
    folder = ""
    if moved is not None:
        folder = _inside(shlex.split(moved["folder"])[0])
        line = line[moved.end() :]
    if _needs_shell(line):
        return Command(("sh", "-c", line), folder, {}, True)
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise KbError(f"the command cannot be split into words: {error}") from None
    variables: dict[str, str] = {}
    while words and (found := _VARIABLE.fullmatch(words[0])) is not None:
        variables[found["name"]] = found["value"]
        words = words[1:]
    if not words:
        raise KbError("the command is empty")
    return Command(tuple(words), folder, variables)


def _inside(folder: str) -> str:
    path = PurePosixPath(folder)
    if path.is_absolute() or ".." in path.parts or folder.startswith(("~", "-")):
        raise KbError(f"the command runs in `{folder}`, which is not inside the base")
    return path.as_posix()


def _needs_shell(line: str) -> bool:
    """Whether something outside quotes means more to a shell than itself."""
    return any(sign in _ACTIVE if not quoted else sign in "$`" for sign, quoted in _open(line))


def _open(line: str) -> Iterator[tuple[str, bool]]:
    """The characters that are not in single quotes nor escaped, and whether they are in double quotes."""
    quote, signs = "", iter(line)
    for sign in signs:
        if sign == quote:
            quote = ""
        elif quote == "'":
            continue
        elif sign == "\\":
            next(signs, "")
        elif not quote and sign in "'\"":
            quote = sign
        else:
            yield sign, quote == '"'
