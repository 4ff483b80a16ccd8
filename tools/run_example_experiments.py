"""Runs every experiment of the example base and writes what came out into its record.

    python tools/run_example_experiments.py            # refresh the records
    python tools/run_example_experiments.py --check    # write nothing, exit 1 if a record would change

Nothing measured is typed by hand: this script fills `code.commit`, `environment`, `seeds`, `data`, `model`,
`metrics` and `outputs`, and leaves title, dates, outcome, conclusion and body to the author of the record.
The command is the record's own `code.command`, run in a copy of the base, so that no generated file stays.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BASE = ROOT / "src" / "kb" / "example" / "base"
REPOSITORY = "research-kb"
ORDER = (
    "task", "date", "code", "environment", "seeds", "data", "model", "metrics", "outputs",
    "baseline", "outcome", "conclusion", "reproducibility",
)  # fmt: skip


def code_commit() -> str:
    """The commit that last changed the experiments' code; that code must not have uncommitted changes."""
    place = (BASE / "code").relative_to(ROOT).as_posix()
    if subprocess.run(["git", "diff", "--quiet", "HEAD", "--", place], cwd=ROOT, check=False).returncode:
        sys.exit(f"{place} has changes that are not committed: commit them first, a record names a commit")
    found = subprocess.run(
        ["git", "log", "-1", "--format=%H", "--", place], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return found.stdout.strip()


def blocks(front: str) -> dict[str, str]:
    """The top-level keys of a front matter and the lines that belong to each."""
    found: dict[str, str] = {}
    key = ""
    for line in front.splitlines(keepends=True):
        if line[:1].strip():
            key = line.split(":", 1)[0]
            found[key] = ""
        found[key] += line
    return found


def block(key: str, value: Any) -> str:
    """One top-level key as block-style YAML."""
    return "".join(f"{line}\n" for line in _lines({key: value}, ""))


def _lines(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, item in value.items():
        if isinstance(item, Mapping):
            yield f"{indent}{key}:"
            yield from _lines(item, indent + "  ")
        elif isinstance(item, list):
            yield f"{indent}{key}:"
            for entry in item:
                if isinstance(entry, Mapping):
                    first, *rest = _lines(entry, indent + "    ")
                    yield f"{indent}  - {first.strip()}"
                    yield from rest
                else:
                    yield f"{indent}  - {entry}"
        else:
            yield f"{indent}{key}: {item}"


def command_of(record: Path) -> str:
    """The command that a record says it was made with."""
    found = re.search(r"^  command: (python code/.*)$", record.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        sys.exit(f"{record}: no `code.command` that starts with `python code/`")
    return found.group(1)


def run(command: str, base: Path) -> dict[str, Any]:
    """Runs one command in a copy of the base that nobody else uses, and gives the result file it left."""
    words = shlex.split(command)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(base / "code", Path(folder) / "code")
        quiet = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [sys.executable, *words[1:]], cwd=folder, env=quiet, check=False, capture_output=True, text=True
        )
        if done.returncode:
            sys.exit(f"`{command}` failed:\n{done.stderr}")
        result = json.loads((Path(folder) / words[words.index("--out") + 1]).read_text(encoding="utf-8"))
    return dict(result)


def refreshed(text: str, command: str, result: Mapping[str, Any], commit: str) -> str:
    """The record with everything measured written anew."""
    _, front, body = text.split("---\n", 2)
    kept = blocks(front)
    code = {"commit": commit, "repository": REPOSITORY, "command": command, "dirty": "false"}
    written = {
        "code": code,
        "environment": {"python": platform.python_version()},
        **{key: result[key] for key in ("seeds", "data", "model", "metrics", "outputs")},
    }
    kept |= {key: block(key, value) for key, value in written.items()}
    common = [key for key in kept if key not in ORDER]
    ordered = [*common, *(key for key in ORDER if key in kept)]
    return "---\n" + "".join(kept[key] for key in ordered) + "---\n" + body


def main() -> None:
    """Runs all commands, two at a time, and writes or checks the records."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if a record would change")
    options = parser.parse_args()
    records = sorted((BASE / "research" / "experiments").glob("EXP-*.md"))
    commit = code_commit()
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda record: run(command_of(record), BASE), records))
    changed = 0
    for record, result in zip(records, results, strict=True):
        text = record.read_text(encoding="utf-8")
        new = refreshed(text, command_of(record), result, commit)
        if new != text:
            changed += 1
            print(f"{'differs' if options.check else 'written'}: {record.relative_to(ROOT)}")
            if not options.check:
                record.write_text(new, encoding="utf-8", newline="\n")
    print(f"{len(records)} experiments run, {changed} records {'differ' if options.check else 'written'}")
    sys.exit(1 if options.check and changed else 0)


if __name__ == "__main__":
    main()
