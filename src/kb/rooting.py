"""Finds the folder of a base and its git directory, before anything that can read a record is imported."""

from __future__ import annotations

import os

FILE = "kb.toml"
PROJECT = "pyproject.toml"


def find_root(start: str) -> str | None:
    """The nearest folder at or above ``start`` with a `kb.toml`, or `[tool.kb]` in a `pyproject.toml`."""
    folder = start
    while True:
        if os.path.isfile(os.path.join(folder, FILE)):
            return folder
        project = os.path.join(folder, PROJECT)
        if os.path.isfile(project) and _has_tool_table(project):
            return folder
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def configuration_of(root: str) -> str:
    """The name of the file that configures the base at ``root``."""
    return FILE if os.path.isfile(os.path.join(root, FILE)) else PROJECT


def _has_tool_table(path: str) -> bool:
    import re

    try:
        with open(path, "rb") as file:
            return re.search(rb"(?m)^\s*\[\s*tool\s*\.\s*kb\s*[.\]]", file.read()) is not None
    except OSError:
        return False


def git_top(root: str) -> str | None:
    """The nearest folder at or above ``root`` that has a `.git`."""
    folder = root
    while not os.path.exists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder


def git_folder(root: str) -> str | None:
    """The git directory of the work tree that holds ``root``; None without git.

    In a linked work tree or a submodule `.git` is a file that names the directory. A file that names
    nothing, or something that is no git directory, counts as none.
    """
    top = git_top(root)
    if top is None:
        return None
    named = os.path.join(top, ".git")
    if not os.path.isdir(named):
        if not os.path.isfile(named):
            return None  # a pipe would be waited for
        try:
            with open(named, "rb") as file:
                words = file.read(4096).decode()
        except (OSError, UnicodeDecodeError):
            return None
        if not words.startswith("gitdir:"):
            return None
        named = os.path.normpath(os.path.join(top, words[7:].strip()))
    return named if os.path.exists(os.path.join(named, "HEAD")) else None
