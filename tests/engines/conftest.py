"""The trees of two bases, each built by every generator that is installed: the example, and one full of payloads."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.site.conftest import copied
from tests.site.payloads import PAYLOADS
from tests.site.support import TODAY, note, write

ENGINES = ("mkdocs", "properdocs", "zensical")
DOCS = """\
---
title: By hand
---

# By hand

[[TASK-0001]] and TASK-0002, [the board](board.md), [a record](r/TASK-0001.md) and [its file](../backlog/TASK-0001.md).

- in a list: [[TASK-0001|with *words*]]

<div markdown="0">TASK-0001 in HTML</div>
"""


@dataclass(frozen=True)
class Site:
    """What one generator made of a tree.

    Attributes:
        engine: its name.
        base: the base.
        tree: the Markdown.
        folder: the site.
    """

    engine: str
    base: Path
    tree: Path
    folder: Path


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In the browser, the pages of ProperDocs wait for a longer run: it goes on from MkDocs, with the same theme."""
    for item in items:
        if (
            "properdocs" in item.name
            and item.get_closest_marker("browser")
            and Path(__file__).parent in item.path.parents
        ):
            item.add_marker(pytest.mark.soak)


def kb(base: Path, tree: Path) -> None:
    """Write the tree of a base."""
    command = [sys.executable, "-P", "-m", "kb", "build", "--no-lint", "--today", TODAY.isoformat()]
    done = subprocess.run(
        [*command, "--markdown", str(tree)],
        cwd=base,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def build(engine: str, base: Path, tree: Path) -> Site:
    """Build a tree; a generator that cannot be imported is told of by a skip."""
    if importlib.util.find_spec(engine) is None:
        pytest.skip(f"{engine} is not installed: `python3 dev.py test` installs it where the registry has it")
    folder = tree.parent / f"{tree.name}-{engine}"
    command = [sys.executable, "-P", "-m", engine, "build", "--strict", "-f", "mkdocs.yml"]
    if engine == "zensical":
        command.append("--clean")
    else:
        command += ["--quiet", "-d", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr
    if engine == "zensical":
        (tree / "site").rename(folder)
    return Site(engine, base, tree, folder)


@pytest.fixture(scope="session")
def trees(
    clean_machine: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], tuple[Path, Path]]:
    """Base and tree of `example` and `hostile`, written when somebody asks."""
    top = tmp_path_factory.mktemp("trees")

    def ask(name: str) -> tuple[Path, Path]:
        base, tree = top / f"{name}-base", top / name
        if not tree.exists():
            if name == "example":
                copied(base)
            else:
                write(base, hostile())
            kb(base, tree)
        return base, tree

    return ask


def hostile() -> dict[str, str]:
    """Payloads as titles, tags, people and bodies."""
    files = {
        "kb.toml": "name = \"<img src=x onerror=window.hit=1> {{ config }} & 'more'\"\n",
        "docs/by-hand.md": DOCS,
    }
    for number, payload in enumerate(PAYLOADS, start=1):
        quoted = payload.replace("'", "''").replace("\n", " ")
        front = (
            f"id: TASK-{number:04d}\ntype: task\ntitle: '{number} {quoted}'\nstatus: idea\ncreated: 2026-11-01\n"
            f"owner: someone\ntags: [payload]"
        )
        files[f"backlog/TASK-{number:04d}.md"] = note(
            front, f"# {payload}\n\n{payload}\n\n- {payload}\n\n`{payload}`"
        )
    return files


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Each generator in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def example(engine: str, trees: Callable[[str], tuple[Path, Path]]) -> Site:
    """The example base, built by it."""
    return build(engine, *trees("example"))


@pytest.fixture(scope="session")
def payloads(engine: str, trees: Callable[[str], tuple[Path, Path]]) -> Site:
    """The payloads, built by it."""
    return build(engine, *trees("hostile"))
