"""Tells the git of this clone how to merge records with `kb`; such settings are in no commit."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import Final

from kb.errors import KbError
from kb.history import git

CONFIG: Final = ".git/config"
"""What the settings of a clone are called to people, wherever they lie."""
SETTING: Final = "merge.kb.driver"
_NAME: Final = ("merge.kb.name", "kb: records by what their front matter says")
_CALL: Final = "merge-driver --marker-size %L -- %O %A %B %P"
# Whatever becomes of the program, and 1 may be a Python without it: both sides have to be in the file.
_OTHERWISE: Final = (
    "[ $? = 1 ] && grep -q '^<\\{%L\\}' %A && exit 1; git merge-file --marker-size=%L %A %O %B || exit 1"
)


def command() -> str:
    """What git is to run: this very program, and git's own merge should it be gone one day."""
    return f"{_program()} {_CALL} || {{ {_OTHERWISE}; }}"


def _program() -> str:
    path = Path(sys.argv[0]).absolute()
    installed = path.stem == "kb" and path.is_file() and os.access(path, os.X_OK)
    return shlex.quote(path.as_posix()).replace("%", "%%") if installed else "kb"


def setting(folder: Path) -> str | None:
    """What git runs now; None if nobody told it."""
    said = git.ask(folder, "config", "--get", SETTING)
    return said.removesuffix("\n") if said else None


def program_of(said: str) -> str | None:
    """The program that a setting names; None for one that nobody can make out."""
    try:
        return shlex.split(said.replace("%%", "%"))[0]
    except (ValueError, IndexError):
        return None


def up_to_date(folder: Path) -> bool:
    """Whether git would run this program already."""
    return setting(folder) == command()


def set_up(folder: Path) -> None:
    """Tell the git of this clone.

    Raises:
        KbError: it does not take the settings.
    """
    for name, value in ((SETTING, command()), _NAME):  # a name alone would stop every merge
        if git.ask(folder, "config", "--local", name, value) is None:
            raise KbError(
                "git does not take the settings", where=CONFIG, hint=f"`git config {name}` says more."
            )
