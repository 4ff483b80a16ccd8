"""Hostile files that are better made than written down: big ones, and what is no file at all."""

from __future__ import annotations

import contextlib
import itertools
import os
import socket
from pathlib import Path

from tests.hostile.support import Hostile, task, writing

KIB, MIB = 1024, 1024 * 1024


def _bomb() -> str:
    """Nine lists of nine aliases each: 387 million nodes if anybody follows them."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in itertools.pairwise("abcdefghi")]
    return "\n".join(lines)


def _quadratic() -> str:
    return f"a: &a {'x' * 30_000}\nb: [{', '.join(['*a'] * 10_000)}]"[: 60 * KIB] + "]"


def _sparse(path: Path, size: int) -> None:
    path.touch()
    os.truncate(path, size)


def _inside_socket(path: Path) -> None:
    # The address of a socket is short: it is bound from its own folder.
    with contextlib.chdir(path.parent), socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path.name)


def _secret(path: Path) -> Path:
    secret = path.parents[1] / "secret.txt"
    secret.write_text(task(body="the secret"))
    return secret


def _deep(opening: str, times: int, closing: str = "") -> bytes:
    return task(f"tags: {opening * times}{closing * times}").encode()


def _nameless(path: Path) -> None:
    name = os.fsencode(path.parent) + b"/TASK-0007-gr\xf6\xdfe.md"
    with open(name, "wb") as file:  # noqa: PTH123 - the name is no text
        file.write(task().encode())


BIG = (
    Hostile("an alias bomb", writing(task(_bomb()).encode()), ("FM007",), at="7:4"),
    Hostile("a quadratic bomb", writing(task(_quadratic()).encode()), ("FM007",), at="7:4"),
    Hostile("30,000 brackets", writing(_deep("[", 30_000)), ("FM007",), says="nested deeper"),
    Hostile("30,000 closed brackets", writing(_deep("[", 30_000, "]")), ("FM007",), says="nested deeper"),
    Hostile("100,000 brackets", writing(_deep("[", 100_000)), ("FM007",), says="longer than 64 KiB"),
    Hostile("20,000 braces", writing(_deep("{a: ", 15_000)), ("FM007",), says="nested deeper"),
    Hostile("1,000 dashes", writing(_deep("\n  " + "- " * 1000, 1)), ("FM007",), says="nested deeper"),
    Hostile(
        "a long front matter",
        writing(task(f"hypothesis: {'x' * 70_000}").encode()),
        ("FM007",),
        says="64 KiB",
    ),
    Hostile("a long key", writing(task(f"{'k' * 60_000}: a").encode()), ("FM002",)),
    Hostile("a long key in quotes", writing(task(f"'{'k' * 1000}': a").encode()), ("FM004",), at="7:1"),
    Hostile(
        "8,000 unknown keys",
        writing(task("\n".join(f"k{n}:" for n in range(8_000))).encode()),
        ("FM004",) * 1001,
    ),
    Hostile("a line of 60,000 quotes", writing(task("owner: " + "'" * 60_000).encode()), ("FM005",)),
    Hostile("a huge number", writing(task("rank: " + "9" * 60_000).encode()), ("FM005",), at="7:7"),
    Hostile("a long sexagesimal", writing(task("rank: 1" + ":1" * 30_000).encode()), ("FM005",), at="7:7"),
    Hostile("a file just too long", writing(task(body="x" * MIB).encode()), ("FM007",), says="1,048,576"),
    Hostile("a body of one long line", writing(task(body="x" * (MIB - 200)).encode()), ()),
    Hostile("a body of open fences", writing(task(body="```\n" * 200_000).encode()), ()),
    Hostile("a body of backticks", writing(task(body="` " * 400_000).encode()), ()),
    Hostile("a body of open links", writing(task(body="[a](" * 250_000).encode()), ()),
    Hostile("a body of brackets", writing(task(body="[" * 1_000_000).encode()), ()),
    Hostile("a body of comments", writing(task(body="<!--" * 250_000).encode()), ()),
    Hostile("a body of ids", writing(task(body="TASK-1 " * 149_000).encode()), ("LK001",) * 1001),
    Hostile(
        "a body of dashes", writing(b"---\n" + b"\n---x" * 200_000), ("FM001",), at="1:1", says="not closed"
    ),
    Hostile(
        "100 MB of nothing",
        lambda path: _sparse(path, 100 * MIB),
        ("FM007",),
        at="1:1",
        says="104,857,600 bytes",
    ),
    Hostile("2 GB of nothing", lambda path: _sparse(path, 2_000_000_000), ("FM007",), at="1:1"),
    Hostile("a file of NULs", lambda path: _sparse(path, MIB), ("FM007",), at="1:1", says="NUL"),
)

NO_FILES = (
    Hostile("a folder", lambda path: path.mkdir(), ("FM001",), at="1:1", says="this is a folder"),
    Hostile("a pipe", os.mkfifo, ("FM001",), at="1:1", says="this is a pipe"),
    Hostile("a socket", _inside_socket, ("FM001",), at="1:1", says="this is a socket"),
    Hostile(
        "a link to a record", lambda p: p.symlink_to("TASK-0001-good.md"), ("FM007",), at="1:1", says="link"
    ),
    Hostile(
        "a link out of the base", lambda p: p.symlink_to("/etc/passwd"), ("FM007",), at="1:1", says="link"
    ),
    Hostile("a link to a file beside", lambda p: p.symlink_to(_secret(p)), ("FM007",), at="1:1", says="link"),
    Hostile("a link to itself", lambda p: p.symlink_to(p.name), ("FM007",), at="1:1", says="link"),
    Hostile("a link to nothing", lambda p: p.symlink_to("nowhere"), ("FM007",), at="1:1", says="link"),
    Hostile(
        "a link to an endless device", lambda p: p.symlink_to("/dev/zero"), ("FM007",), at="1:1", says="link"
    ),
    Hostile("a link to a folder", lambda p: p.symlink_to("."), ("FM007",), at="1:1", says="link"),
    Hostile("a name of 255 bytes", writing(task().encode()), (), path=f"backlog/TASK-0007-{'é' * 121}.md"),
    Hostile(
        "a name that is not UTF-8",
        _nameless,
        ("FM007",),
        path="backlog/TASK-0007-gr\udcf6\udcdfe.md",
        at="1:1",
    ),
)
