"""Files and folders with names nobody would choose: all are judged or refused, and no report breaks."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished
from tests.hostile.support import OTHERS, UNSHOWN, findings, task

Run = Callable[..., Finished]

PIECES = (
    "TASK-0007", "TASK-7", "task-0007", "-", "--", "--fix", "..", ".", "...", " ", "  ", "~", "$HOME",
    "`id`", "$(id)", ";", "&", "|", "<", ">", "*", "?", "[", "]", "{", "}", "!", "#", "%", "%0A", "%2e%2e",
    ":", "::", "::error", "@", "=1+1", "'", '"', "\\", "\n", "\r", "\t", "\x1b[2J", "\x7f", "\u0085",
    "\u2028", "\u202e", "\u200d", "\ufeff", "é", "é", "ß", "ẞ", "数", "🙂", "CON", "nul", "con.md", "a" * 200,
    "é" * 100, ".md", ".MD", ".markdown", "md", "\udcff", "\udcf6x", "index", "README", ".git", "kb.toml",
    "x",
)  # fmt: skip
COMMANDS = (
    *(["lint", "--output-format", name] for name in ("full", "concise", "github", "gitlab", "json")),
    *(["lint", "--output-format", name] for name in ("junit", "sarif")),
    ["lint", "--statistics"],
    ["list", "--format", "json"],
    ["graph", "--format", "mermaid"],
    ["lint", "--diff", "--unsafe-fixes"],
)  # fmt: skip


def made(chance: random.Random) -> str:
    """A name."""
    name = "".join(chance.choices(PIECES, k=chance.choice((1, 2, 2, 3))))
    return name if chance.random() < 0.3 else f"{name}.md"


def filled(root: Path, chance: random.Random, count: int) -> list[str]:
    """A base with files of such names, some in folders of such names; what could be made."""
    (root / "kb.toml").write_text("")
    (root / "backlog").mkdir()
    for name, text in OTHERS.items():
        (root / name).write_text(text)
    names = []
    for _ in range(count):
        folder = f"backlog/{made(chance)}" if chance.random() < 0.3 else "backlog"
        path = f"{folder}/{made(chance)}"
        try:
            (root / folder).mkdir(parents=True, exist_ok=True)
            with open(root / path, "x", encoding="utf-8") as file:  # noqa: PTH123 - as short as a name is odd
                file.write(task(body="See TASK-0001.\n"))
        except (OSError, ValueError):
            continue
        names.append(path)
    return names


@pytest.mark.parametrize("seed", range(6))
def test_names_are_judged_and_no_report_breaks(seed: int, tmp_path: Path, kb_run: Run) -> None:
    chance = random.Random(seed)
    names = filled(tmp_path, chance, 40)
    assert len(names) > 10
    for command in COMMANDS:
        done = kb_run(command, tmp_path)
        assert done.code in (0, 1), (command, done)
        for stream in (done.out, done.err):
            assert "Traceback" not in stream, (command, done.err)
            assert UNSHOWN.search(stream.replace("\t", "")) is None, (command, UNSHOWN.findall(stream), names)
    told = findings(kb_run(["lint", "--output-format", "json"], tmp_path).out)
    assert [
        f["code"] for f in told if f["path"] == "backlog/TASK-0002-judged.md" and f["code"][:2] == "LK"
    ] == ["LK001"]


@pytest.mark.parametrize("seed", range(3))
def test_names_may_be_asked_for(seed: int, tmp_path: Path, kb_run: Run) -> None:
    chance = random.Random(100 + seed)
    names = [name for name in filled(tmp_path, chance, 15) if "\udcff" not in name and "\udcf6" not in name]
    for name in [
        *names,
        "../..",
        "/etc/passwd",
        "nowhere\n",
        "x" * 5000,
        "-",
        "--",
    ]:
        done = kb_run(["lint", "--output-format", "json", "--", name], tmp_path)
        assert done.code in (0, 1, 2), (name, done)
        assert "Traceback" not in done.err, (name, done.err)
        assert UNSHOWN.search(done.out + done.err) is None, (name, done)
        if done.code == 1:
            assert {f["path"] for f in findings(done.out)} <= {*names, *OTHERS}, name
