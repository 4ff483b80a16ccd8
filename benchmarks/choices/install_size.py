"""What does a hook that installs the linter download? Bytes on disk of packages with all they need.

Run: `python benchmarks/choices/install_size.py > benchmarks/results/install_size.json`

A hook manager builds an environment of its own from the dependencies, so every one of them is paid by each
developer and each CI job. Optional parts (extras) and parts for other systems or older Pythons are not counted.
"""

import argparse
import re
import tomllib
from importlib import metadata
from pathlib import Path

from timing import installed_size, report

SETS = {
    "reader and schema": ("click", "pydantic", "PyYAML"),
    "with networkx": ("click", "pydantic", "PyYAML", "networkx"),
    "with rustworkx": ("click", "pydantic", "PyYAML", "rustworkx"),
    "with the site": ("click", "pydantic", "PyYAML", "Markdown", "mkdocs", "mkdocs-material", "nh3"),
}
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_NOT_HERE = re.compile(r"extra\s*==|python_version\s*<|win32|Windows", re.IGNORECASE)


def closure(names: tuple[str, ...]) -> set[str]:
    """The named packages and everything they need, by normalised name."""
    found: set[str] = set()
    queue = list(names)
    while queue:
        name = re.sub(r"[-_.]+", "-", queue.pop()).lower()
        if name in found:
            continue
        found.add(name)
        for requirement in metadata.requires(name) or []:
            wanted, _, condition = requirement.partition(";")
            match = _NAME.match(wanted)
            if match and not _NOT_HERE.search(condition):
                queue.append(match[0])
    return found


def required() -> tuple[str, ...]:
    """The names of the packages that the wheel requires, without extras."""
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    return tuple(name[0] for line in project["dependencies"] if (name := _NAME.match(line)))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", action="store_true", help="only what pyproject.toml requires today")
    chosen = {"wheel requirements": required()} if parser.parse_args().wheel else SETS
    sets = {name: sorted(closure(names)) for name, names in chosen.items()}
    report(
        "What does a hook that installs the linter have to download?",
        sorted({package for packages in sets.values() for package in packages}),
        {
            "sets": {
                name: {
                    "packages": packages,
                    "megabytes": round(sum(map(installed_size, packages)) / 1e6, 2),
                }
                for name, packages in sets.items()
            }
        },
    )


if __name__ == "__main__":
    main()
