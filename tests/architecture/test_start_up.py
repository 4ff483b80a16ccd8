"""Guards what a run loads: start-up is part of the design, and a module not imported costs nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "click",
    "pydantic",
    "yaml",
    "frontmatter",
    "networkx",
    "jinja2",
    "mkdocs",
    "markdown",
    "sqlite3",
    "rich",
}
PUBLISHING = {"mkdocs", "jinja2", "markdown", "material", "nh3", "comrak", "pygments"}

# In a process of its own, as the installed command would; the last line is what was loaded.
PROBE = """
import json, sys
from kb.__main__ import main
try:
    code = main(sys.argv[1:])
except SystemExit as stop:
    code = stop.code
print()
print(json.dumps([code or 0, sorted({name.partition(".")[0] for name in sys.modules})]))
"""

TASK = """\
---
id: TASK-0001
type: task
title: Compare hashing with one-hot encoding
status: idea
created: 2026-01-05
---
Words.
"""


def loaded(cwd: Path, *arguments: str) -> tuple[int, set[str]]:
    """The exit code of `kb` and the top-level packages it had loaded at the end."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        cwd=cwd, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    code, names = json.loads(done.stdout.splitlines()[-1])
    return code, set(names)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base of one record."""
    (tmp_path / "kb.toml").write_text("")
    (tmp_path / "backlog").mkdir()
    (tmp_path / "backlog" / "TASK-0001-hashing.md").write_text(TASK)
    return tmp_path


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_a_word_about_itself_loads_no_library(tmp_path: Path, option: str) -> None:
    code, names = loaded(tmp_path, option)
    assert code == 0
    assert not names & HEAVY


def test_lint_loads_nothing_that_publishes(base: Path) -> None:
    code, names = loaded(base, "lint")
    assert code in (0, 1)
    assert "pydantic_core" in names, (
        "a base that was read has loaded what checks it: the probe sees what it should"
    )
    assert not names & PUBLISHING


def test_lint_of_texts_alone_loads_no_graph_library(base: Path) -> None:
    code, names = loaded(base, "lint", "--select", "FM")
    assert code in (0, 1)
    assert "networkx" not in names


@pytest.mark.parametrize("arguments", [("lint",), ("list",), ("show", "TASK-0001"), ("board",)])
def test_checking_records_and_settings_loads_no_more_than_the_core_of_pydantic(
    base: Path, arguments: tuple[str, ...]
) -> None:
    code, names = loaded(base, *arguments)
    assert code in (0, 1)
    assert not names & {"pydantic", "typing_extensions", "annotated_types"}


def test_importing_the_package_loads_no_library() -> None:
    probe = "import sys, kb; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & HEAVY


READ = """
import sys
from kb import config, reading
from kb.records import registry
values = {"id": "TASK-0001", "type": "task", "title": "Hashing", "status": "idea", "created": "2026-01-05"}
found = reading.read_record(values, registry(config.parse("")))
assert found.record is not None
print(*sys.modules)
"""


def test_a_record_in_order_loads_nothing_that_words_findings() -> None:
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"difflib", "html"}


def test_judging_an_edit_loads_no_figures_of_the_flow() -> None:
    probe = "import sys, kb.cli.rejudged, kb.lint.ages; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    names = set(done.stdout.split())
    assert "kb.history.calendar" in names
    assert not names & {"kb.history.flow", "kb.text.yaml_scalar", "kb.text.edit"}
