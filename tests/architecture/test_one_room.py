"""Proves that the floor plan can fail: the contract of our own, and the real one on a tree that breaks it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from grimp import ImportGraph

from tests.architecture.one_room import OneRoomContract
from tests.architecture.tree import ROOT


def one_room(rooms: list[str]) -> OneRoomContract:
    """The contract that yaml is imported in these rooms alone."""
    options = {"libraries": ["yaml", "frontmatter"], "rooms": rooms}
    return OneRoomContract(name="yaml", session_options={"root_packages": ["kb"]}, contract_options=options)


def graph_with(importer: str) -> ImportGraph:
    """A tree in which one module imports yaml."""
    graph = ImportGraph()
    graph.add_module(importer)
    graph.add_module("yaml", is_squashed=True)
    graph.add_import(importer=importer, imported="yaml", line_number=3, line_contents="import yaml")
    return graph


@pytest.mark.parametrize("importer", ["kb.text", "kb.text.frontmatter"])
def test_a_library_in_its_room_is_kept(importer: str) -> None:
    assert one_room(["kb.text"]).check(graph_with(importer), verbose=False).kept


@pytest.mark.parametrize("importer", ["kb.lint.rules.x", "kb.textual"])
def test_a_library_outside_its_room_is_found(importer: str) -> None:
    check = one_room(["kb.text"]).check(graph_with(importer), verbose=False)
    assert check.metadata["strangers"] == [(importer, "yaml", [3])]


def test_a_library_that_nobody_imports_is_kept() -> None:
    assert one_room(["kb.text"]).check(ImportGraph(), verbose=False).kept


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("import urllib.request", False),
        ("from urllib.request import urlopen", False),
        ("from urllib import parse, request", False),
        ("from urllib.parse import quote", True),
        ("from urllib.parse import quote  # of a request", True),
    ],
)
def test_a_part_of_a_library_can_be_meant(line: str, kept: bool) -> None:
    graph = ImportGraph()
    graph.add_module("kb.text")
    graph.add_module("urllib", is_squashed=True)
    graph.add_import(importer="kb.text", imported="urllib", line_number=3, line_contents=line)
    options = {"libraries": ["urllib.request"], "rooms": ["kb.index"]}
    contract = OneRoomContract(
        name="network", session_options={"root_packages": ["kb"]}, contract_options=options
    )
    assert contract.check(graph, verbose=False).kept is kept


BREAKS = {
    "upwards": (
        {"text/__init__.py": "import kb.base\n", "base.py": ""},
        "kb.text is not allowed to import kb.base",
    ),
    "neighbours": (
        {"graph.py": "import kb.index\n", "index.py": ""},
        "kb.graph is not allowed to import kb.index",
    ),
    "without a floor": ({"attic.py": ""}, "kb.attic"),
    "one rule knows another": (
        {"lint/rules/aa001_x.py": "import kb.lint.rules.bb001_y\n", "lint/rules/bb001_y.py": ""},
        "is not allowed to import kb.lint.rules.bb001_y",
    ),
    "library outside its room": ({"base.py": "import yaml\n"}, "kb.base imports yaml (l.1)"),
}


@pytest.mark.parametrize(("files", "message"), BREAKS.values(), ids=BREAKS)
def test_the_floor_plan_finds(tmp_path: Path, files: dict[str, str], message: str) -> None:
    shutil.copy(ROOT / ".importlinter", tmp_path)
    package = tmp_path / "kb"
    for name, text in {"__init__.py": "", **files}.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for folder in package.rglob("*/"):
        (folder / "__init__.py").touch()
    # The copy comes before the installed package, the contract's own module after it.
    ask = (
        f"import sys; sys.path[:0] = [{str(tmp_path)!r}]; sys.path.append({str(ROOT)!r})\n"
        "from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert message in " ".join(done.stdout.split())
