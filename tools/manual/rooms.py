"""The map of rooms in `docs/architecture.md`: what each module is for, in the words it opens with."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "kb"
BEGIN, END = "<!-- rooms -->\n", "<!-- /rooms -->"
# Registers: the folder says it all, and its members are told elsewhere in the manual.
_FOLDED = {"lint/rules", "cli/commands", "site/pages", "records", "example/base"}


def inserted(page: str) -> str:
    """The architecture page with the map as it is now between its marks.

    Raises:
        ValueError: the page lacks the marks.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"docs/architecture.md lacks {BEGIN.strip()} or {END}")
    return f"{before}{BEGIN}\n{the_map()}\n{end}{after}"


def the_map() -> str:
    """The rooms as nested lists, in the order of their floors, the highest first."""
    lines = []
    for floor in floors():
        for name in floor:
            lines += _room(name)
    return "\n".join(lines) + "\n"


def floors() -> list[list[str]]:
    """The rooms on each floor, from the top, as `.importlinter` draws the plan; those that are there."""
    plan = (ROOT / ".importlinter").read_text(encoding="utf-8")
    layers = plan.partition("exhaustive = true\nlayers =\n")[2].partition("\n\n")[0]
    named = [[part.strip("() ") for part in line.split("|")] for line in layers.splitlines()]
    return [found for floor in named if (found := [name for name in floor if _path(name) is not None])]


def _path(name: str) -> Path | None:
    for path in (PACKAGE / f"{name}.py", PACKAGE / name / "__init__.py"):
        if path.is_file():
            return path
    return None


def _room(name: str) -> list[str]:
    path = _path(name)
    assert path is not None
    if path.name != "__init__.py":
        return [f"- `{name}` – {opening(path)}"]
    lines = [f"- `{name}/` – {opening(path)}"]
    if name not in _FOLDED:
        lines += _inside(path.parent, 1)
    return lines


def _inside(folder: Path, depth: int) -> list[str]:
    lines = []
    for path in sorted(folder.iterdir()):
        lead = "    " * depth
        inner = path / "__init__.py"
        if path.suffix == ".py" and path.name != "__init__.py":
            lines.append(f"{lead}- `{path.stem}` – {opening(path)}")
        elif inner.is_file():
            lines.append(f"{lead}- `{path.name}/` – {opening(inner)}")
            if path.relative_to(PACKAGE).as_posix() not in _FOLDED:
                lines += _inside(path, depth + 1)
    return lines


def opening(path: Path) -> str:
    """The first paragraph of a module's docstring, on one line."""
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(said.split("\n\n")[0].split())
