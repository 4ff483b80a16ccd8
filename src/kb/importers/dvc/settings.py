"""Tells whether an experiment is its baseline with other parameters, and how DVC is told to set them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any, Final

from kb.importers.dvc.pipeline import Pipeline
from kb.importers.dvc.results import quoted
from kb.importers.dvc.snapshot import Snapshot

_PLAIN: Final = re.compile(r"[A-Za-z_][\w./-]*")
_KEY: Final = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_KEYWORDS: Final = frozenset(("true", "false", "null", "nan", "inf"))
_USUAL: Final = "params.yaml"
_BESIDE: Final = frozenset((".gitignore", "dvc.lock", "kb.toml"))


def own_files(pipeline: Pipeline, changed: frozenset[str]) -> tuple[set[str], set[str]]:
    """Of changed files: those of parameters, and those that are neither such nor results of the pipeline."""
    params = {
        *pipeline.params,
        *pipeline.declared,
        *(file for stage in pipeline.stages for file in stage.params),
    }
    results = {
        pipeline.lock,
        *pipeline.metrics,
        *pipeline.plots,
        *(out.path for stage in pipeline.stages for out in stage.outs),
    }
    if not pipeline.stages:  # DVCLive names its files in there
        results.add(posixpath.join(pipeline.folder, "dvc.yaml"))
    deps = {dep.path for stage in pipeline.stages for dep in stage.deps}
    others = {
        path
        for path in changed - params - results
        if path in deps or not (_is_beside(path) or any(path.startswith(f"{out}/") for out in results))
    }
    return set(changed & params) - set(pipeline.params), others


def _is_beside(path: str) -> bool:
    """Whether a file is beside the point: DVC's own, and texts such as the records of a base."""
    return posixpath.basename(path) in _BESIDE or path.startswith(".dvc/tmp/") or path.endswith(".md")


def command(pipeline: Pipeline, files: set[str], before: Snapshot, after: Snapshot) -> str | None:
    """The call of DVC that makes an experiment of its baseline; None if parameters cannot say it.

    Raises:
        KbError: a file of parameters cannot be read.
    """
    words = ["dvc exp run"]
    for path in sorted(files):
        old, new = dict(_leaves(before.values(path))), dict(_leaves(after.values(path)))
        if old.keys() != new.keys():
            return None
        written = posixpath.relpath(path, pipeline.folder or ".")
        target = "" if written == _USUAL else f"{written}:"
        for key, value in new.items():
            if not _same(old[key], value):
                said = _value(value)
                if said is None or not _KEY.fullmatch(key):
                    return None
                words.append(f"-S {quoted(f'{target}{key}={said}')}")
    run = " ".join(words)
    return f"cd {quoted(pipeline.folder)} && {run}" if pipeline.folder else run


def _leaves(values: Any) -> Iterator[tuple[str, Any]]:
    stack = [("", values)]
    while stack:
        path, here = stack.pop()
        if isinstance(here, dict) and here:
            stack += [(f"{path}.{key}" if path else str(key), value) for key, value in reversed(here.items())]
        else:
            yield path, here


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other


def _value(value: Any) -> str | None:
    """A value as Hydra reads it, whose grammar DVC uses."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        items = [_value(item) for item in value]
        return f"[{','.join(item or '' for item in items)}]" if None not in items else None
    if not isinstance(value, str):
        return None
    if _PLAIN.fullmatch(value) and value.lower() not in _KEYWORDS:
        return value
    return None if not value.isprintable() or set(value) & set("'\"\\$") else f'"{value}"'
