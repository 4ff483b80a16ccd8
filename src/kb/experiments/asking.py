"""Asks git about the work tree, hardened as everywhere, with its complaints and with more patience."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from kb.errors import KbError
from kb.history import git

PATIENCE: Final = 600.0
"""Seconds: a checkout of a large repository takes its time."""


class Answer(NamedTuple):
    """What git said."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """The output as text; bytes that are none stay what they are in names of files."""
        return os.fsdecode(self.out).removesuffix("\n")

    @property
    def complaint(self) -> str:
        """The last thing that it complained about, without its level."""
        lines = [line for line in self.err.splitlines() if line.strip()]
        return (
            (lines[-1] if lines else f"it ended with {self.code}")
            .removeprefix("fatal: ")
            .removeprefix("error: ")
        )


def ask(folder: Path, *arguments: str, given: bytes = b"", more: Mapping[str, str] | None = None) -> Answer:
    """Run a git command in a folder.

    Args:
        folder: where.
        arguments: the subcommand and what belongs to it.
        given: its standard input.
        more: further variables of the environment.

    Raises:
        KbError: there is no git, or it does not end.
    """
    try:
        done = subprocess.run(
            ["git", *git.HARDENED, *arguments],
            cwd=folder, env={**git.environment(), **(more or {})}, input=given, capture_output=True,
            timeout=PATIENCE, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise KbError(f"git cannot be asked: {error}", hint="Is git installed?") from None
    return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))
