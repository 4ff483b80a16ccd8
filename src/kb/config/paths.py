"""Patterns of paths, as `exclude` and `[lint.per-path]` write them."""

from __future__ import annotations

import fnmatch


def matches(path: str, pattern: str) -> bool:
    """Shell patterns in which ``**`` crosses folders and a bare folder means all below it."""
    if fnmatch.fnmatchcase(path, pattern) or (
        path.startswith(pattern.rstrip("/*") + "/") and pattern.endswith(("/", "/**"))
    ):
        return True
    return "**/" in pattern and fnmatch.fnmatchcase(path, pattern.replace("**/", ""))
