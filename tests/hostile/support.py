"""A base with one hostile file in it, beside two records that must still be judged."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

TASK = "---\nid: {id}\ntype: task\ntitle: {title}\nstatus: idea\ncreated: 2026-01-05\n{front}---\n{body}"
PATH = "backlog/TASK-0007-hostile.md"
OTHERS = {
    "backlog/TASK-0001-good.md": TASK.format(id="TASK-0001", title="A good one", front="", body="Words.\n"),
    "backlog/TASK-0002-judged.md": TASK.format(
        id="TASK-0002", title="A judged one", front="", body="See TASK-0404.\n"
    ),
}
# Everything but printable characters, line ends, and what shaped scripts and emoji need.
UNSHOWN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Hostile:
    """One hostile file.

    Attributes:
        name: of the case.
        make: puts the file at a path.
        codes: of the findings about it, in order.
        path: below the base.
        at: line and column of the first finding.
        says: a part of its message.
    """

    name: str
    make: Callable[[Path], object]
    codes: tuple[str, ...]
    path: str = PATH
    at: str = ""
    says: str = ""


def task(front: str = "", body: str = "") -> str:
    """The text of a task with more lines."""
    front = f"{front}\n" if front and not front.endswith("\n") else front
    return TASK.format(id="TASK-0007", title="Hostile", front=front, body=body)


def in_yaml(path: Path) -> Iterator[Hostile]:
    """The cases of a file such as `cases.yml`."""
    for case in yaml.safe_load(path.read_text(encoding="utf-8")):
        unknown = set(case) - {"name", "whole", "raw", "front", "body", "path", "codes", "at", "says"}
        assert not unknown, f"{case['name']}: {unknown}"
        if "raw" in case:
            data = case["raw"].encode("latin-1")
        else:
            data = case.get("whole", task(case.get("front", ""), case.get("body", ""))).encode()
        yield Hostile(
            case["name"], writing(data), tuple(case["codes"]), case.get("path", PATH), case.get("at", ""),
            str(case.get("says", "")),
        )  # fmt: skip


def writing(data: bytes) -> Callable[[Path], object]:
    """Puts these bytes into a file."""
    return lambda path: path.write_bytes(data)


def base_with(root: Path, hostile: Hostile) -> Path:
    """A base with the file in it; its folder."""
    (root / "kb.toml").write_text("")
    for name, text in OTHERS.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    path = root / hostile.path
    path.parent.mkdir(parents=True, exist_ok=True)
    hostile.make(path)
    return root


def findings(out: str) -> list[dict[str, Any]]:
    """The findings in a JSON report."""
    document = json.loads(out, parse_constant=lambda name: (_ for _ in ()).throw(AssertionError(name)))
    assert document["version"] == 1
    found: list[dict[str, Any]] = document["diagnostics"]
    return found


MEASURED = """
import re, sys
from kb.__main__ import main
code = main(sys.argv[1:])
sys.stdout.flush()
# Not ru_maxrss, which counts what the process held that started this one.
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]) // 1024, file=sys.stderr)
sys.exit(code)
"""


@dataclass(frozen=True)
class Measured:
    """How a run ended, and the most memory it held, in MiB."""

    code: int
    out: str
    err: str
    megabytes: int


def measured(arguments: Sequence[str], cwd: Path, seconds: float) -> Measured:
    """Run `kb` in a process of its own, for so many seconds at most."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", MEASURED, *arguments], cwd=cwd, capture_output=True, timeout=seconds, check=False,
    )  # fmt: skip
    *said, megabytes = done.stderr.decode().splitlines()
    return Measured(done.returncode, done.stdout.decode(), "\n".join(said), int(megabytes))
