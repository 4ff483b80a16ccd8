"""Which command-line library starts quickly enough? CPU as ratios to `python -c pass`.

Run: `python benchmarks/choices/command_lines.py > benchmarks/results/command_lines.json`

Each library gets the same program: ten commands with one argument and two options each. `eager program`
imports at the top what a tool like ours uses somewhere, which is how most start; `lazy program` names its
commands in a table and imports Click alone.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from timing import cpu_of_command, in_turns, report

DISTRIBUTIONS = ("click", "typer", "cyclopts", "rich", "pydantic", "networkx", "python-frontmatter")
COMMANDS = tuple(f"command{number}" for number in range(10))
REFERENCE = "python -c pass"

_ARGPARSE = """
import argparse
parser = argparse.ArgumentParser()
sub = parser.add_subparsers()
for name in {names}:
    one = sub.add_parser(name, help="does " + name)
    one.add_argument("path")
    one.add_argument("--count", type=int, default=1, help="how often")
    one.add_argument("--format", choices=["table", "json"], help="how it looks")
parser.parse_args()
"""
_CLICK = """
import click
@click.group()
def main(): pass
for name in {names}:
    @main.command(name, help="does " + name)
    @click.argument("path")
    @click.option("--count", type=int, default=1, help="how often")
    @click.option("--format", type=click.Choice(["table", "json"]), help="how it looks")
    def one(path, count, format): pass
main()
"""
_TYPER = """
import typer
app = typer.Typer()
for name in {names}:
    @app.command(name, help="does " + name)
    def one(path: str, count: int = typer.Option(1, help="how often"), format: str = "table"): pass
app()
"""
_CYCLOPTS = """
import cyclopts
app = cyclopts.App()
for name in {names}:
    @app.command(name=name, help="does " + name)
    def one(path: str, count: int = 1, format: str = "table"): pass
app()
"""
_EAGER = "import frontmatter, networkx, pydantic, rich.console\n" + _CLICK
_LAZY = """
import click
TABLE = {{name: "does " + name for name in {names}}}
class Lazy(click.Group):
    def list_commands(self, context): return list(TABLE)
    def format_commands(self, context, formatter):
        with formatter.section("Commands"):
            formatter.write_dl(list(TABLE.items()))
Lazy(name="kb")()
"""
PROGRAMS = {
    "argparse": _ARGPARSE,
    "click": _CLICK,
    "typer": _TYPER,
    "cyclopts": _CYCLOPTS,
    "eager program": _EAGER,
    "lazy program": _LAZY,
}
IMPORTS = (
    "argparse",
    "click",
    "typer",
    "cyclopts",
    "rich.console",
    "pydantic",
    "networkx",
    "frontmatter",
    "yaml",
)


def _command(*arguments: str) -> Callable[[], float]:
    return lambda: cpu_of_command([sys.executable, *arguments])


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeats", type=int, default=15)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        helps = {REFERENCE: _command("-c", "pass")}
        for name, template in PROGRAMS.items():
            path = Path(folder) / f"{name.split()[0]}_program.py"
            path.write_text(template.format(names=COMMANDS), encoding="utf-8")
            helps[name] = _command(str(path), "--help")
        imports = {REFERENCE: _command("-c", "pass")}
        imports.update({name: _command("-c", f"import {name}") for name in IMPORTS})
        report(
            "Which command-line library starts quickly enough?",
            DISTRIBUTIONS,
            {
                "data": {"commands": len(COMMANDS)},
                "help": in_turns(helps, REFERENCE, chosen.repeats),
                "import": in_turns(imports, REFERENCE, chosen.repeats),
            },
        )


if __name__ == "__main__":
    main()
