"""What the guard tests look at: the modules of `kb`, their syntax trees and the files git tracks."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "kb"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """The path from the root of the repository."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)

    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))


def modules() -> list[Module]:
    """The modules of `kb` itself; records and code of the example base are data."""
    return [
        Module(path)
        for path in sorted(PACKAGE.rglob("*.py"))
        if not {"example", "vendor", "templates"} & set(path.relative_to(PACKAGE).parts)
    ]


def members(folder: str) -> list[Path]:
    """The members of a register: the modules and packages of a folder that are not private."""
    here = PACKAGE / folder
    found = [*here.glob("*.py"), *(init.parent for init in here.glob("*/__init__.py"))]
    return sorted(path for path in found if not path.name.startswith("_"))


def tracked_files() -> list[Path]:
    """The files git tracks here, as they are in the working tree."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = (ROOT / name for name in listed.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]
