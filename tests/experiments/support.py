"""A base with code that can be run, and `kb` as a process of its own, which can be sent signals."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import GitRepo

CONFIG = """\
name = "Churn"

[record]
outputs = ["out/*.csv"]

[record.data]
train = "data/train.csv"
"""
IGNORED = "data/\nout/\nmetrics.json\n__pycache__/\n"
TRAIN = """\
import json, os, pathlib

rows = pathlib.Path("data/train.csv").read_text().splitlines()[1:]
os.makedirs("out", exist_ok=True)
pathlib.Path("out/rows.csv").write_text("\\n".join(rows))
pathlib.Path("metrics.json").write_text(json.dumps({"train": {"rows": len(rows)}}))
"""
FILES: Mapping[str, str] = {
    "kb.toml": CONFIG,
    ".gitignore": IGNORED,
    "train.py": TRAIN,
    "params.yaml": "rounds: 80\n",
}
PYTHON = sys.executable
KB = [sys.executable, "-P", "-m", "kb"]


def base(repo: GitRepo, files: Mapping[str, str | bytes] | None = None) -> Path:
    """A repository with a base, code, and data that are not in it."""
    repo.commit("The code", {**FILES, **(files or {})})
    repo.write("data/train.csv", "shop,left\n1,0\n2,1\n")
    return repo.path


def kb(
    root: Path, *arguments: str, env: Mapping[str, str] | None = None, **more: Any
) -> subprocess.CompletedProcess[str]:
    """Run `kb` as a process."""
    return subprocess.run(
        [*KB, *arguments], cwd=root, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False,
        **{"stdin": subprocess.DEVNULL, **more},
    )  # fmt: skip


def start(root: Path, *arguments: str, **more: Any) -> subprocess.Popen[str]:
    """Start `kb`, in a session of its own, so that what is sent to it reaches nobody else."""
    return subprocess.Popen(  # to be waited for by `communicate`
        [*KB, *arguments], cwd=root, text=True, start_new_session=True,
        **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more},
    )  # fmt: skip


def wait_for(true: Callable[[], object], what: str) -> None:
    """Wait until something is so; long enough for any machine."""
    until = time.monotonic() + 60
    while not true():
        assert time.monotonic() < until, f"{what} did not happen"
        time.sleep(0.02)


def record_path(root: Path, id: str = "EXP-0001") -> Path:
    (found,) = (root / "research" / "experiments").glob(f"{id}-*.md")
    return found


def fields(root: Path, id: str = "EXP-0001") -> dict[str, Any]:
    """The front matter of a record, as another reader of YAML has it."""
    text = record_path(root, id).read_text(encoding="utf-8")
    read = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(read, dict)
    return read


def how_it_ran(root: Path, id: str = "EXP-0001") -> str:
    return record_path(root, id).read_text(encoding="utf-8").partition("## How it ran\n")[2]


def state_of(root: Path) -> dict[str, object]:
    """All files of a work tree and of its git directory but the objects, with their bytes and times."""
    found: dict[str, object] = {}
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root).as_posix()
        if path.is_file() and not inside.startswith((".git/objects/", ".git/kb/")):
            found[inside] = (path.read_bytes(), path.stat().st_mtime_ns)
        elif path.is_dir() and not inside.startswith((".git/objects", ".git/kb")):
            found[f"{inside}/"] = True
    return found


def concluded(root: Path, id: str = "EXP-0001") -> None:
    """Say of a run what came out."""
    path = record_path(root, id)
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub("status: running", "status: concluded", text), encoding="utf-8")


def recorded(root: Path, *words: str, options: Sequence[str] = ()) -> None:
    """Record a run that ends well."""
    done = kb(root, "record", "--owner", "analyst", *options, "--", *(words or (PYTHON, "train.py")))
    assert done.returncode == 0, done.stderr
