"""Many writers at once: no edit is lost, no reader sees half a file."""

import subprocess
import sys
from pathlib import Path

import pytest

from kb.disk import create, read_source, record_paths
from kb.text.frontmatter import parse

WRITER = """
import sys
from pathlib import Path
from kb.disk import lock, read_source, write_edits
from kb.errors import Conflict
from kb.text.edit import set_values

root, name, edits, way = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
conflicts = 0
for number in range(edits):
    path = "backlog/shared.md" if number % 5 else f"backlog/{name}.md"
    def step():
        source, _ = read_source(root, path)
        write_edits(root, {path: source}, set_values(source, {("tags", "+"): f"{name}-{number}"}))
    if way == "under one lock":
        with lock(root, patience=60):
            step()
        continue
    while True:
        try:
            step()
            break
        except Conflict:
            conflicts += 1
print(conflicts)
"""
TEXT = "---\r\nid: TASK-0001   # shared\r\ntags: []\r\n---\r\n" + "words " * 400


def run_writers(root: Path, writers: int, edits: int, way: str) -> None:
    names = [f"writer{number}" for number in range(writers)]
    for path in ["shared", *names]:
        create(root, f"backlog/{path}.md", TEXT)
    command = [sys.executable, "-c", WRITER, str(root)]
    running = [subprocess.Popen([*command, name, str(edits), way], stdout=subprocess.PIPE) for name in names]
    while any(process.poll() is None for process in running):
        look(root, [])
    assert [process.wait() for process in running] == [0] * writers
    conflicts = [int(process.communicate()[0]) for process in running]
    assert way == "with retries" or conflicts == [0] * writers
    look(root, sorted(f"{name}-{number}" for name in names for number in range(edits)))


def look(root: Path, expected: list[str]) -> None:
    """Every file is whole at any time; in the end all edits are there."""
    tags: list[str] = []
    for path in record_paths(root, ["backlog"]):
        source, problem = read_source(root, path)
        front = parse(source.text)
        assert problem is None
        assert front.values is not None, (path, front.problems)
        assert source.text.endswith("words ")
        tags += front.values["tags"]
    assert not expected or sorted(tags) == expected


@pytest.mark.parametrize("way", ["under one lock", "with retries"])
def test_eight_writers_lose_nothing(tmp_path: Path, way: str) -> None:
    run_writers(tmp_path, 8, 25 if way == "under one lock" else 10, way)


@pytest.mark.soak
@pytest.mark.parametrize("way", ["under one lock", "with retries"])
def test_eight_writers_with_two_hundred_edits_each_lose_nothing(tmp_path: Path, way: str) -> None:
    run_writers(tmp_path, 8, 200, way)


def test_two_writers_never_both_make_the_same_file(tmp_path: Path) -> None:
    """The loser is told; nobody's text is overwritten, and no file is ever seen empty."""
    racer = """
import sys
from pathlib import Path
from kb.disk import create
from kb.errors import Conflict
won = []
for number in range(20):
    try:
        create(Path(sys.argv[1]), f"backlog/TASK-{number:04}.md", sys.argv[2])
        won.append(number)
    except Conflict:
        pass
print(len(won))
"""
    command = [sys.executable, "-c", racer, str(tmp_path)]
    running = [subprocess.Popen([*command, f"by {name}"], stdout=subprocess.PIPE) for name in "abcd"]
    while any(process.poll() is None for process in running):
        assert all(path.read_text().startswith("by ") for path in tmp_path.glob("backlog/*.md"))
    won = [int(process.communicate()[0]) for process in running]
    texts = [path.read_text() for path in tmp_path.glob("backlog/*.md")]
    assert len(texts) == 20
    assert won == [texts.count(f"by {name}") for name in "abcd"]
