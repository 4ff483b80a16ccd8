"""Guards what is committed: no path of a machine, no host of a package registry, no large file."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, tracked_files

# Written so that this file does not contain what it looks for.
MACHINE_PATHS = re.compile(
    "|".join(
        [
            r"(?<![\w.~-])/" + r"work/(main|brief|shared|steering)\b",
            r"(?<![\w.~-])/" + r"farm/",
            r"(?<![\w~-])/root/\.(cache|config|local|venv)",
            r"/tmp/" + r"bash_jobs",
            r"\." + r"library/search",
        ]
    )
)
REGISTRIES = re.compile(
    "|".join(
        name + r"\." + end
        for name, end in [
            (r"\bpypi", "org"),
            ("pythonhosted", "org"),
            (r"npmjs", "(org|com)"),
            (r"\bcrates", "io"),
            (r"rubygems", "org"),
            (r"yarnpkg", "com"),
            (r"jsdelivr", "net"),
            (r"unpkg", "com"),
            (r"cdnjs", "com"),
        ]
    )
)
VENDORED = {"vendor"}


def ours() -> list[Path]:
    """Tracked files that were written here."""
    return [path for path in tracked_files() if not VENDORED & set(path.relative_to(ROOT).parts)]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """`path:line: text` wherever a pattern occurs in a tracked file of ours."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in ours()
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_there_is_something_to_look_at() -> None:
    assert ROOT / "pyproject.toml" in tracked_files()


def test_no_path_of_a_machine() -> None:
    assert not lines_with(MACHINE_PATHS)


def test_no_host_of_a_package_registry() -> None:
    assert not lines_with(REGISTRIES)


@pytest.mark.parametrize(("text", "found"), [("/" + "work/main/x", True), ("/homework/main", False)])
def test_machine_paths_are_recognised(text: str, found: bool) -> None:
    assert bool(MACHINE_PATHS.search(text)) is found


@pytest.mark.parametrize(
    ("text", "found"), [("https://pypi" + ".org/simple", True), ("pypi or another", False)]
)
def test_registry_hosts_are_recognised(text: str, found: bool) -> None:
    assert bool(REGISTRIES.search(text)) is found


def test_no_large_file() -> None:
    large = [str(path.relative_to(ROOT)) for path in ours() if path.stat().st_size > 600_000]
    assert not large


def test_vendored_scripts_come_with_their_licence() -> None:
    folders = {path.parent for path in tracked_files() if "vendor" in path.relative_to(ROOT).parts}
    scripts = {folder for folder in folders if list(folder.glob("*.js")) + list(folder.glob("*.css"))}
    lacking = [
        str(folder.relative_to(ROOT))
        for folder in scripts
        if not [*folder.glob("*LICEN[CS]E*"), *folder.parent.glob("*LICEN[CS]E*")]
    ]
    assert not lacking
