"""States of a repository that nobody wishes for: each is made out of a sound one with two commits and a tag."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

Spoil = Callable[[Path], object]
EVIL = "sh -c 'touch PWNED'"


def _write(name: str, data: bytes | str) -> Spoil:
    def write(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)

    return write


def _append(name: str, text: str) -> Spoil:
    def append(root: Path) -> None:
        path = root / name
        path.write_text((path.read_text() if path.exists() else "") + text)

    return append


def _instead(name: str, make: Callable[[Path], object]) -> Spoil:
    def replace(root: Path) -> None:
        path = root / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        make(path)

    return replace


def _nothing(path: Path) -> None:
    del path


def _objects(change: Callable[[Path], object], *, every: bool) -> Spoil:
    def spoil(root: Path) -> None:
        found = sorted(p for p in (root / ".git" / "objects").rglob("*") if p.is_file())
        for path in found if every else found[::3]:
            path.chmod(0o644)
            change(path)

    return spoil


def _all(*spoils: Spoil) -> Spoil:
    def spoil(root: Path) -> None:
        for one in spoils:
            one(root)

    return spoil


def _config(text: str) -> Spoil:
    return _append(".git/config", text)


def _bare_inside(root: Path) -> None:
    """What looks like a bare repository among the records, with settings that would run something."""
    inner = root / "backlog" / "trap"
    for folder in ("objects", "refs"):
        (inner / folder).mkdir(parents=True)
    (inner / "HEAD").write_text("ref: refs/heads/main\n")
    (inner / "config").write_text(f"[core]\n\tbare = false\n\tworktree = ..\n\tfsmonitor = {EVIL}\n")


def _nested(root: Path) -> None:
    shutil.copytree(root / ".git", root / "research" / ".git")


def _packed(root: Path) -> None:
    head = (root / ".git" / "refs" / "heads" / "main").read_text().strip()
    lines = [f"{head} refs/heads/b{number:05}" for number in range(20_000)]
    (root / ".git" / "packed-refs").write_text(
        "# pack-refs with: peeled fully-peeled sorted \n" + "\n".join(lines) + "\n"
    )


def _ids(count: int) -> bytes:
    chance = random.Random(5)
    return b"\n".join(chance.randbytes(20).hex().encode() for _ in range(count)) + b"\n"


GIT = ".git"
NO_OBJECT = "1234567890123456789012345678901234567890"
STATES: dict[str, Spoil] = {
    "HEAD is empty": _write(".git/HEAD", ""),
    "HEAD is no text": _write(".git/HEAD", b"\xff\xfe\x00garbage\n"),
    "HEAD is gone": _instead(".git/HEAD", _nothing),
    "HEAD is a folder": _instead(".git/HEAD", Path.mkdir),
    "HEAD is a pipe": _instead(".git/HEAD", os.mkfifo),
    "HEAD is a megabyte": _write(".git/HEAD", "ref: refs/heads/" + "x" * 1_000_000),
    "HEAD leads out": _write(".git/HEAD", "ref: refs/heads/../../../../etc/passwd\n"),
    "HEAD leads to itself": _write(".git/HEAD", "ref: HEAD\n"),
    "HEAD leads to nothing": _write(".git/HEAD", "ref: refs/heads/nowhere\n"),
    "HEAD is a commit that is not there": _write(".git/HEAD", f"{NO_OBJECT}\n"),
    "HEAD is an option": _write(".git/HEAD", "ref: --upload-pack=touch PWNED\n"),
    "the index is garbage": _write(".git/index", b"DIRC" + bytes(range(256))),
    "the index is empty": _write(".git/index", b""),
    "the index is a folder": _instead(".git/index", Path.mkdir),
    "the index is cut off": lambda root: os.truncate(root / ".git/index", 40),
    "the index counts four billion": _write(".git/index", b"DIRC\0\0\0\2\xff\xff\xff\xff" + b"\0" * 20),
    "the index is locked": _write(".git/index.lock", b""),
    "objects are empty": _objects(lambda path: path.write_bytes(b""), every=True),
    "objects are garbage": _objects(lambda path: path.write_bytes(b"\x78\x9c garbage"), every=True),
    "some objects are gone": _objects(Path.unlink, every=False),
    "some objects are cut off": _objects(lambda path: os.truncate(path, 10), every=False),
    "there are no objects": _instead(".git/objects", _nothing),
    "the pack is garbage": _all(
        _write(".git/objects/pack/pack-1.pack", b"PACK\0\0\0\2\xff\xff\xff\xff"),
        _write(".git/objects/pack/pack-1.idx", b"\xfftOc" + b"\xff" * 2000),
    ),
    "objects lie nowhere": _write(".git/objects/info/alternates", "/nowhere\n../..\n"),
    "alternates name themselves": _write(".git/objects/info/alternates", ".\n"),
    "the commit graph is garbage": _write(".git/objects/info/commit-graph", b"CGPH\1\1\4\0" + b"\xff" * 400),
    "a branch is garbage": _write(".git/refs/heads/main", b"\0\xff not a commit"),
    "a branch is a folder": _instead(".git/refs/heads/main", Path.mkdir),
    "two branches lead to each other": _all(
        _write(".git/refs/heads/main", "ref: refs/heads/b\n"), _write(".git/refs/heads/b", "ref: refs/heads/main\n")
    ),
    "a branch is called as an option": _write(".git/refs/heads/--output=PWNED", f"{NO_OBJECT}\n"),
    "twenty thousand branches": _packed,
    "packed refs are garbage": _write(".git/packed-refs", b"\0" * 5000),
    "there are no refs": _instead(".git/refs", _nothing),
    "the history is cut off at nothing": _write(".git/shallow", _ids(1000)),
    "a graft is garbage": _write(".git/info/grafts", b"x\n" + _ids(3)),
    "a merge with garbage": _write(".git/MERGE_HEAD", "garbage\n"),
    "a rebase that was left": _all(
        _write(".git/rebase-merge/head-name", "refs/heads/gone\n"), _write(".git/rebase-merge/onto", "x\n")
    ),
    ".git is a file of garbage": _instead(GIT, lambda path: path.write_bytes(b"\0garbage")),
    ".git is a dangling file": _instead(GIT, lambda path: path.write_text("gitdir: /nowhere/at/all\n")),
    ".git is a file that names itself": _instead(GIT, lambda path: path.write_text("gitdir: .git\n")),
    ".git is a file of a megabyte": _instead(GIT, lambda path: path.write_text("gitdir: " + "x" * 1_000_000)),
    ".git is an empty folder": _instead(GIT, Path.mkdir),
    ".git is a pipe": _instead(GIT, os.mkfifo),
    ".git is a link to nothing": _instead(GIT, lambda path: path.symlink_to("nowhere")),
    ".git is a link to itself": _instead(GIT, lambda path: path.symlink_to(".git")),
    ".git is a link to the root": _instead(GIT, lambda path: path.symlink_to("/")),
    "the settings are garbage": _write(".git/config", b"[core\0\xff"),
    "the settings are gone": _instead(".git/config", _nothing),
    "the settings are a folder": _instead(".git/config", Path.mkdir),
    "the settings include themselves": _config("[include]\n\tpath = config\n"),
    "a format of the future": _config("[core]\n\trepositoryformatversion = 99\n"),
    "an extension that nobody knows": _config("[core]\n\trepositoryformatversion = 1\n[extensions]\n\tmagic = true\n"),
    "another kind of hash": _config("[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n"),
    "it says that it is bare": _config("[core]\n\tbare = true\n"),
    "its files lie elsewhere": _config("[core]\n\tworktree = /\n"),
    "its files lie nowhere": _config("[core]\n\tworktree = ../nowhere\n"),
    "settings that run something": _all(
        _config(
            f"[core]\n\tfsmonitor = {EVIL}\n\tpager = {EVIL}\n\teditor = {EVIL}\n"
            f"\thooksPath = traps\n\tsshCommand = {EVIL}\n"
            f"[diff]\n\texternal = {EVIL}\n[diff \"x\"]\n\ttextconv = {EVIL}\n\tcommand = {EVIL}\n"
            f"[filter \"x\"]\n\tclean = {EVIL}\n\tsmudge = {EVIL}\n\tprocess = {EVIL}\n\trequired = true\n"
            f"[gpg]\n\tprogram = {EVIL}\n[log]\n\tshowSignature = true\n[uploadpack]\n\tpackObjectsHook = {EVIL}\n"
            f"[alias]\n\tstatus = \"!{EVIL}\"\n\tshow = \"!{EVIL}\"\n\tcat-file = \"!{EVIL}\"\n"
            f"[core]\n\talternateRefsCommand = {EVIL}\n"
            f"[remote \"origin\"]\n\turl = ext::{EVIL}\n\tuploadpack = {EVIL}\n\tpromisor = true\n"
            "[extensions]\n\tpartialClone = origin\n"
        ),
        _write(".gitattributes", "* filter=x diff=x merge=x\n"),
        _write("traps/post-index-change", f"#!/bin/sh\n{EVIL}\n"),
        lambda root: (root / "traps/post-index-change").chmod(0o755),
        _objects(Path.unlink, every=False),
    ),
    "a bare repository among the records": _bare_inside,
    "a repository in a folder of records": _nested,
    "a submodule that leads nowhere": _all(
        _write("research/.git", "gitdir: ../.git/modules/research\n"),
        _write(".gitmodules", "[submodule \"--x\"]\n\tpath = ..\n"),
    ),
}  # fmt: skip


def spoil_bytes(root: Path, chance: random.Random) -> str:
    """Spoil a file of the repository at random; which, and how."""
    found = sorted(
        path for path in (root / ".git").rglob("*") if path.is_file() and "hooks" not in path.parts
    )
    path = chance.choice([*found, root / ".git" / "HEAD", root / ".git" / "index", root / ".git" / "config"])
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 1, 3, 20))):
        at = chance.randint(0, len(data))
        data[at : at + chance.choice((0, 1, 1, 8, 10_000))] = chance.randbytes(
            chance.choice((0, 1, 1, 4, 100))
        )
    path.write_bytes(data)
    return f"{path.relative_to(root)}: {bytes(data)[:300]!r}"
