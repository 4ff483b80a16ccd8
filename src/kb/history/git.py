"""Asks git, hardened: nothing that a repository's settings name is run, and git may be missing or fail.

A repository that somebody sent can name programs in its settings (`core.fsmonitor`, hooks, pagers, diff
drivers); the options below take the ways to them away. Nothing here compares with the work tree, where clean
filters would run, and nothing asks another machine.
"""

from __future__ import annotations

import os
import re
import subprocess
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from kb.errors import KbError

HARDENED: Final = (
    "--no-pager",
    "--literal-pathspecs",
    "--no-replace-objects",
    *(
        word
        for setting in (
            "core.fsmonitor=false",
            f"core.hooksPath={os.devnull}",
            "core.untrackedCache=false",
            "core.quotePath=false",
            "log.showSignature=false",
            "diff.external=",
            "protocol.allow=never",
            "safe.bareRepository=explicit",
        )
        for word in ("-c", setting)
    ),
)
_ENVIRONMENT: Final = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "LC_ALL": "C",
}
# A hook is told where its repository is; that need not be the one the base lies in.
_FOREIGN: Final = re.compile(
    r"GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX"
    r"|SHALLOW_FILE|REPLACE_REF_BASE|DIFF_OPTS|EXTERNAL_DIFF|PAGER|EDITOR|SSH.*|ASKPASS|TRACE.*)"
)
PATIENCE: Final = 20.0
LONG: Final = 600.0
"""Seconds for what goes through a whole history; twenty are not enough for hundreds of thousands of commits."""
_PIECE: Final = 256 * 1024
_PIPE: Final = 1024 * 1024
_RECORD_NAME: Final = re.compile(r"(?:^|/)([A-Z]{1,6}-[0-9]{1,9})(?![0-9])[^/]*\.md$", re.IGNORECASE)


def ask(folder: Path, *arguments: str) -> str | None:
    r"""What a git command prints; bytes that are no UTF-8 come as `\xNN`.

    Args:
        folder: where to run it.
        arguments: the subcommand and what belongs to it; paths after `--`.

    Returns:
        its output, or None when there is no git, no repository, or the command fails or takes too long.
    """
    said = ask_bytes(folder, *arguments)
    return said.decode("utf-8", "backslashreplace") if said is not None else None


def ask_bytes(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """What a git command prints when it is given some bytes, as it prints it; None as for :func:`ask`."""
    try:
        done = subprocess.run(
            ["git", *HARDENED, *arguments],
            cwd=folder, env=environment(), input=given, capture_output=True,
            timeout=PATIENCE, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return done.stdout if done.returncode == 0 else None


def stream(folder: Path, *arguments: str, given: Iterable[bytes] = ()) -> Iterator[bytes]:
    """What a git command prints, piece by piece while it runs, when it is given some bytes; nothing is held.

    Raises:
        KbError: there is no git, the command fails, or it takes longer than :data:`LONG`.
    """
    try:
        process = subprocess.Popen(
            ["git", *HARDENED, *arguments],
            cwd=folder, env=environment(), bufsize=0,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, ValueError):
        raise KbError(
            f"the history cannot be read: `git {arguments[0]}` cannot be run", hint="`git status` says more."
        ) from None
    writer = threading.Thread(target=_write, args=(process, given), daemon=True)
    alarm = threading.Timer(LONG, process.kill)
    alarm.daemon = True
    assert process.stdout is not None
    _widen(process.stdout.fileno())
    try:
        writer.start()
        alarm.start()
        while piece := process.stdout.read(_PIECE):
            yield piece
        if process.wait() != 0:
            raise KbError(
                f"the history cannot be read: `git {arguments[0]}` failed", hint="`git fsck` says more."
            )
    finally:
        alarm.cancel()
        process.kill()
        writer.join()
        if alarm.ident is not None:
            alarm.join()  # a process with threads is not doubled, see `kb.beside`
        process.stdout.close()
        process.wait()


def _widen(pipe: int) -> None:
    """Let a pipe hold more than a few pages, where the system can: both ends wait for each other less often."""
    with suppress(ImportError, OSError, AttributeError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def _write(process: subprocess.Popen[bytes], given: Iterable[bytes]) -> None:
    """Hand a command what it reads; one that ended before that says so by its exit code."""
    assert process.stdin is not None
    with suppress(OSError, ValueError), process.stdin as pipe:
        for piece in given:
            pipe.write(piece)


def merge_file(
    folder: Path,
    ours: str,
    base: str,
    theirs: str,
    *,
    size: int = 7,
    names: Sequence[str] = ("ours", "base", "theirs"),
) -> tuple[bytes, int] | None:
    """What git makes of three files line by line: the text and how many places are in conflict.

    Args:
        folder: where the paths begin; a setting of its repository says how conflicts are shown.
        ours: path of our file.
        base: path of what both come from.
        theirs: path of their file.
        size: signs of a marker.
        names: what the three are called.

    Returns:
        the text, with markers where both changed the same lines; None for what git does not merge, such as binaries.
    """
    labels = [word for name in names for word in ("-L", name)]
    try:
        done = subprocess.run(
            ["git", *HARDENED, "merge-file", "-p", "-q", f"--marker-size={size}", *labels, "--", ours, base, theirs],
            cwd=folder, env=environment(), stdin=subprocess.DEVNULL, capture_output=True,
            timeout=PATIENCE, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return (done.stdout, done.returncode) if 0 <= done.returncode < 128 else None


def environment() -> dict[str, str]:
    """The variables git runs under: the user's, without those that lead it elsewhere or run something."""
    kept = {name: value for name, value in os.environ.items() if not _FOREIGN.fullmatch(name)}
    return {**kept, **_ENVIRONMENT}


def top_level(folder: Path) -> Path | None:
    """The top of the work tree that holds a folder; None without git or outside a repository."""
    said = ask(folder, "rev-parse", "--show-toplevel")
    return Path(said.removesuffix("\n")) if said else None


class Shared(NamedTuple):
    """What all linked work trees of a repository have in common.

    Attributes:
        folder: their git directory.
        inside: where the asking folder lies in a work tree, with a slash behind it; empty at the top.
    """

    folder: Path
    inside: str


def shared(folder: Path) -> Shared | None:
    """The git directory that all linked work trees share; None without git or outside a repository."""
    said = ask(folder, "rev-parse", "--git-common-dir", "--show-prefix")
    if said is None:
        return None
    common, inside = said.split("\n")[:2]
    return Shared(Path(os.path.normpath(folder / common)), inside)


def ids_on_branches(root: Path, folders: Sequence[str]) -> frozenset[str]:
    """The ids that the names of record files begin with, on every local and remote-tracking branch.

    A branch that is the same as another in these folders costs nothing more. Empty without git.
    """
    said = ask(root, "rev-list", "--objects", "--no-walk", "--branches", "--remotes", "--", *folders)
    found = map(id_in_name, (said or "").split("\n"))
    return frozenset(id for id in found if id is not None)


def id_in_name(path: str) -> str | None:
    """The id that the name of a record file begins with; None for any other file."""
    found = _RECORD_NAME.search(path)
    return found[1].upper() if found is not None else None


def remote_address(root: Path) -> str | None:
    """The address of the repository's remote for a browser, without user and password; None if unknown.

    `origin` counts, and without it the first remote there is.
    """
    said = ask(root, "config", "--null", "--get-regexp", r"^remote\..*\.url$") or ""
    remotes = dict(entry.partition("\n")[::2] for entry in said.split("\0") if entry)
    address = remotes.get("remote.origin.url") or next(iter(remotes.values()), "")
    return browsable(address)


_ADDRESS: Final = re.compile(
    r"(?:(?:https?|ssh|git)://(?:[^@/\s]*@)?(?P<host>[\w.-]+)(?::[0-9]+)?/|(?:[\w.-]+@)?(?P<short>[\w.-]+\.[\w-]+):)"
    r"(?P<path>[\w.~/-]+?)(?:\.git)?/?"
)


def browsable(address: str) -> str | None:
    """`git@host:team/base.git` and its like as `https://host/team/base`; None for a local path."""
    found = _ADDRESS.fullmatch(address)
    return f"https://{found['host'] or found['short']}/{found['path'].lstrip('/')}" if found else None


def start_repository(folder: Path) -> bool:
    """Make a repository in a folder; whether that went well."""
    return ask(folder, "init", "--quiet") is not None
