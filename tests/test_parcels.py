"""Files that a second process read are what they are when one process reads them all, and lint says the same."""

from __future__ import annotations

import os
import pickle
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kb import base, config, parcels
from kb.base import Document
from tests.hostile.support import in_yaml

ROOT = Path(__file__).parents[1]
TODAY = "2026-03-02"
linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are doubled on Linux alone")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated base with defects of every rule, fields of the team's own and files that nobody can read."""
    target = tmp_path_factory.mktemp("shared") / "base"
    command = [sys.executable, "-m", "benchmarks.generate", str(target), "--records", "150", "--defects", "1"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    assert "types.task" not in (target / "kb.toml").read_text()
    with (target / "kb.toml").open("a") as settings:
        settings.write('\n[types.task.fields.squad]\ntype = "enum"\nvalues = ["red", "blue"]\n')
    for number, hostile in enumerate(in_yaml(ROOT / "tests/hostile/cases.yml")):
        hostile.make(target / "backlog" / f"TASK-{number}-hostile.md")
    (target / "backlog" / "TASK-9999-nowhere.md").symlink_to("nowhere")
    (target / "backlog" / "TASK-9998-folder.md").mkdir()
    return target


def told(document: Document) -> dict[str, Any]:
    """Everything that a document says, in words."""
    found = {name: repr(getattr(document, name)) for name in Document.__slots__ if name[0] != "_"}
    source = document.source
    return found | {"at": [raw.at for raw in document.links], "text": source.text, "same": source.unchanged}


@pytest.mark.parametrize("keep", [True, False])
def test_documents_are_the_same_after_they_were_bytes(folder: Path, *, keep: bool) -> None:
    located = config.read(folder)
    read = base.load(located, keep_text=keep)
    sent = pickle.loads(parcels._dumped(parcels.pack(read.documents)))
    again = parcels.unpack(
        sent, read.types, lambda path: (folder / path).read_bytes().decode("utf-8", "replace")
    )
    assert [document.source.held for document in again] == [d.source.held for d in read.documents]
    for before, after in zip(read.documents, again, strict=True):
        assert told(after) == told(before)
        assert after.record == before.record
        assert [raw.link is base.MENTION for raw in after.links] == [
            raw.link is base.MENTION for raw in before.links
        ]


def test_nothing_of_a_document_is_left_out() -> None:
    told = {"id", "links", "record", "source", *parcels._PLAIN}
    assert told == {name for name in Document.__slots__ if name[0] != "_"}


_LINT = """
import os, random, sys, time
from kb import beside, parcels
seed = int(sys.argv.pop(1))
parcels.FEW, parcels.PIECE = 1, 3
beside.processors = lambda: 2
beside.MOST = 10_000
begun = []
real = os.fork
os.fork = lambda: begun.append(1) or real()
here, chance = os.getpid(), random.Random(seed)
pack = parcels.pack
def unlucky(documents):
    if seed and chance.random() < 0.05:
        os._exit(9)
    return pack(documents)
parcels.pack = unlucky
from kb.__main__ import main
try:
    code = main()
finally:
    sys.stderr.write(f"forks {len(begun)}")
raise SystemExit(code)
"""


def lint(folder: Path, cache: Path, jobs: int, *options: str, seed: int = 0) -> tuple[int, str, str]:
    """How `kb lint` ends, what it says, and whether there was a second process."""
    done = subprocess.run(
        [sys.executable, "-c", _LINT, str(seed), "lint", "--today", TODAY, "--output-format", "json", *options],
        cwd=folder, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "KB_JOBS": str(jobs), "XDG_CACHE_HOME": str(cache)},
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@linux
def test_lint_says_the_same_with_one_process_and_with_two(folder: Path, tmp_path: Path) -> None:
    for options in ((), ("--no-history",), ("--no-cache",)):
        one, two = (lint(folder, tmp_path / f"c{jobs}{len(options)}", jobs, *options) for jobs in (1, 2))
        assert one[0] == 1
        assert one[:2] == two[:2]
        assert (one[2][-1], two[2][-1]) == ("0", "1"), (one[2], two[2])


@linux
@pytest.mark.parametrize("seed", [1, 2])
def test_a_base_changed_at_random_is_judged_the_same_even_if_the_other_process_dies(
    folder: Path, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    files = sorted(path for path in folder.rglob("*.md") if path.is_file())
    for path in chance.sample(files, 25):
        data = bytearray(path.read_bytes())
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(data) + 1)
            data[at : at + chance.randrange(3)] = chance.choice(
                [b"", b"-", b": ", b"\n---\n", b"\xff", b"TASK-0001"]
            )
        path.write_bytes(data)
    one, two = (lint(folder, tmp_path / str(jobs), jobs, seed=seed) for jobs in (1, 2))
    assert one[:2] == two[:2]


@linux
def test_what_two_processes_kept_is_said_again(folder: Path, tmp_path: Path) -> None:
    first = lint(folder, tmp_path, 2)
    again = lint(folder, tmp_path, 2)
    assert first[:2] == again[:2]
