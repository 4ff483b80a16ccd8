"""Other checkers on a generated base: how each is called, what it says, and which seeded defects it sees.

All of them check the same base: `kb lint --no-cache` with every rule; check-jsonschema with the schemas of `kb
schema`, a call for each type, on the front matters cut out as YAML files; yamllint on the same files; remark with
remark-lint-frontmatter-schema and the same schemas, and markdownlint-cli2, on the records themselves. A defect counts
as seen when a tool says something about its file that it does not say about a base without defects.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

REFERENCE = "kb lint, every rule"
_KB = Path(sys.executable).with_name("kb")
_ROOT = Path(__file__).resolve().parent.parent


class Base(NamedTuple):
    """A base laid out for all tools."""

    folder: Path
    matters: dict[str, list[Path]]
    schemas: Path
    today: str
    against: str


class Tool(NamedTuple):
    """A checker: its calls on a base, and how its output names a file and the kind of a complaint."""

    calls: Callable[[Base], Iterable[list[str]]]
    line: re.Pattern[str]


def lay_out(folder: Path, node: Path | None, records: int, seed: int, *, defects: int = 0) -> Base:
    """Generate a base; cut out the front matters; write the schemas, without the dialect that remark does not know."""
    more = ["--defects", str(defects)] if defects else []
    generate = [
        sys.executable,
        "-m",
        "benchmarks.generate",
        str(folder),
        "--records",
        str(records),
        "--seed",
        str(seed),
    ]
    subprocess.run([*generate, *more], check=True, cwd=_ROOT, stdout=subprocess.DEVNULL)
    schemas, matters = folder / ".schemas", folder / ".matters"
    schemas.mkdir()
    told = json.loads(subprocess.run([_KB, "schema"], cwd=folder, capture_output=True, check=True).stdout)
    prefixes = {}
    for name, schema in told.items():
        prefixes[schema["properties"]["id"]["pattern"][1:].partition("-")[0]] = name
        del schema["$schema"]
        (schemas / f"{name}.json").write_text(json.dumps(schema), encoding="utf-8")
    cut: dict[str, list[Path]] = {name: [] for name in told}
    for path in sorted([*folder.glob("backlog/**/*.md"), *folder.glob("research/**/*.md")]):
        kind = prefixes.get(path.name.partition("-")[0])
        parts = path.read_text(encoding="utf-8", errors="replace").split("---\n", 2)
        if kind and len(parts) == 3:
            target = matters / kind / f"{path.relative_to(folder).as_posix().replace('/', '@')}.yaml"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(parts[1], encoding="utf-8")
            cut[kind].append(target)
    globs = {f".schemas/{name}.json": [f"**/{prefix}-*.md"] for prefix, name in prefixes.items()}
    plugins: list[Any] = ["remark-frontmatter", ["remark-lint-frontmatter-schema", {"schemas": globs}]]
    (folder / ".remarkrc.json").write_text(json.dumps({"plugins": plugins}), encoding="utf-8")
    rules = {"default": True, "MD013": False, "MD041": False, "MD025": False}
    (folder / ".markdownlint-cli2.jsonc").write_text(json.dumps({"config": rules}), encoding="utf-8")
    if node is not None:
        (folder / "node_modules").symlink_to(node.resolve())
    notes = folder / "defects.json"
    told = (
        json.loads(notes.read_text(encoding="utf-8"))
        if notes.exists()
        else {"today": "2026-03-02", "against": ""}
    )
    return Base(folder, cut, schemas, told["today"], told["against"])


def tools(scripts: Path, node: Path | None) -> dict[str, Tool]:
    """The checkers: `kb`, those in a folder of Python scripts, and those in a `node_modules`."""
    config = "{extends: default, rules: {document-start: disable, line-length: disable}}"

    options = ["--no-color", "--no-stdout", "--frail", "--quiet"]

    def kb(base: Base) -> Iterable[list[str]]:
        step = ["--against", base.against] if base.against else []
        yield [
            str(_KB),
            "lint",
            "--no-cache",
            "--output-format",
            "concise",
            "--today",
            base.today,
            *step,
        ]

    def schemas(base: Base) -> Iterable[list[str]]:
        for kind, files in base.matters.items():
            if files:
                schema = str(base.schemas / f"{kind}.json")
                yield [str(scripts / "check-jsonschema"), "--schemafile", schema, *map(str, files)]

    found = {
        REFERENCE: Tool(kb, re.compile(r"^(?P<file>[^:]+):\d+:\d+: (?P<kind>\w+)")),
        "check-jsonschema": Tool(schemas, re.compile(r"^\s+(?P<file>\S+\.yaml)::(?P<kind>[^:]*)")),
        "yamllint": Tool(
            lambda base: [[str(scripts / "yamllint"), "-f", "parsable", "-d", config, str(base.folder / ".matters")]],
            re.compile(r"^(?P<file>.+?):\d+:\d+: .*\((?P<kind>[\w-]+)\)$|^(?P<broken>.+?):\d+:\d+: \[error\] syntax"),
        ),
    }  # fmt: skip
    if node is not None:
        found |= {
            "remark-lint-frontmatter-schema": Tool(
                lambda _: [
                    [str(node / ".bin" / "remark"), *options, "backlog", "research"]
                ],
                re.compile(r"^(?P<file>\S+\.md)$|^\s*(?:[\d:-]+\s+)?(?:warning|error)\s+(?P<kind>.+?) •"),
            ),
            "markdownlint-cli2": Tool(
                lambda _: [[str(node / ".bin" / "markdownlint-cli2"), "backlog/**/*.md", "research/**/*.md"]],
                re.compile(r"^(?P<file>[^:]+\.md):\d+(?::\d+)? (?:error |warning )?(?P<kind>MD\d+)"),
            ),
        }  # fmt: skip
    return found


def seconds(tool: Tool, base: Base) -> float:
    """CPU seconds of one check of a base, whatever it finds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for call in tool.calls(base):
        done = subprocess.run(call, cwd=base.folder, capture_output=True, check=False)
        if done.returncode not in (0, 1):
            raise SystemExit(f"{call[0]} ended with {done.returncode}: {done.stderr[-500:]!r}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def complaints(tool: Tool, base: Base) -> set[tuple[str, str]]:
    """File and kind of all that a tool says about a base."""
    found, file = set(), ""
    for call in tool.calls(base):
        done = subprocess.run(call, cwd=base.folder, capture_output=True, text=True, check=False)
        for line in (done.stdout + done.stderr).splitlines():
            match = tool.line.match(line)
            if match is None:
                continue
            named = match.groupdict()
            file = named.get("file") or named.get("broken") or file
            name = Path(file).name.removesuffix(".yaml").replace("@", "/") if file.endswith(".yaml") else file
            if named.get("kind") is not None or named.get("broken"):
                found.add((name, named.get("kind") or "syntax"))
    return found


def seen(tool: Tool, sound: Base, seeded: Base) -> dict[str, Any]:
    """How many of the seeded defects a tool sees, and by how many rules of `kb` they are."""
    usual = {kind for _, kind in complaints(tool, sound)}
    told = complaints(tool, seeded)
    files, kinds = {file for file, kind in told if kind not in usual}, {kind for _, kind in told}
    notes = json.loads((seeded.folder / "defects.json").read_text(encoding="utf-8"))["defects"]
    hit = [
        note
        for note in notes
        if {note["file"], *note["also"]} & files or (not note["file"] and note["code"] in kinds)
    ]
    codes = {note["code"] for note in hit}
    return {
        "defects": len(notes), "seen": len(hit), "rules": len({n["code"] for n in notes}), "rules_seen": len(codes),
        "seen_of": sorted(codes), "kinds_on_a_sound_base": len(usual),
    }  # fmt: skip
