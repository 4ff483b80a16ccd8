"""Writes the reference pages of the manual from the code, and fails when what is there is stale.

`python -m tools.reference` writes them; `python -m tools.reference --check` only compares.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tools.manual import commands, configuration, documents, records, rooms, rules, sql

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
FOLDER = DOCS / "reference"
ARCHITECTURE = DOCS / "architecture.md"
NOTICE = "<!-- Written by `python3 dev.py docs` from the code; edit the code instead. -->\n\n"


def pages() -> dict[Path, str]:
    """Path → text of every page that is generated, in full or in part."""
    found: dict[Path, str] = {}
    for maker in (records, rules, commands, configuration, sql, documents):
        for name, text in maker.pages().items():
            notice = NOTICE if name.endswith(".md") else ""
            found[FOLDER / name] = notice + text.rstrip() + "\n"
    found[ARCHITECTURE] = rooms.inserted(ARCHITECTURE.read_text(encoding="utf-8"))
    return found


def stale(wanted: dict[Path, str]) -> list[Path]:
    """The pages that are not as they should be, and those that nothing generates any more."""
    there = {path for path in FOLDER.rglob("*") if path.is_file()}
    differ = [p for p, text in wanted.items() if not p.is_file() or p.read_text(encoding="utf-8") != text]
    return differ + sorted(there - set(wanted))


def write(wanted: dict[Path, str], paths: list[Path]) -> None:
    """Bring pages up to date; one that nothing generates is removed."""
    for path in paths:
        if path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
        else:
            path.unlink()


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` say which are stale."""
    parser = argparse.ArgumentParser(prog="tools.reference", description=str(__doc__).split("\n", 1)[0])
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 when a page is stale"
    )
    check = parser.parse_args(arguments).check
    wanted = pages()
    found = stale(wanted)
    if check and found:
        names = ", ".join(path.relative_to(DOCS).as_posix() for path in found)
        print(f"stale in docs: {names}; run `python3 dev.py docs`", file=sys.stderr)
        return 1
    if not check:
        write(wanted, found)
    print(f"{len(found)} of {len(wanted)} generated pages {'are stale' if check else 'written'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
