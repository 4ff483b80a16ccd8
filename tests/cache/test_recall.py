"""When an answer is said again, when not, and where it lies meanwhile."""

import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kb.cache import answers, frames, place
from kb.cli.recall import VARIABLES, Run
from tests.cache.simulated import SECOND, Disk

TASK = """\
---
id: TASK-0001
type: task
title: Compare hashing with one-hot encoding
status: idea
created: 2026-01-05
---
See TASK-0404.
"""
Runs = Callable[..., Any]


@pytest.fixture
def base(disk: Callable[..., Disk], cache_home: Path, program: Path) -> Disk:
    """A base of one record, written a minute ago."""
    found = disk(1, 0)
    found.write(found.root / "backlog" / "TASK-0001-hashing.md", TASK)
    (found.root / "kb.toml").write_text("")
    found.wait(60 * SECOND)
    return found


def record(base: Disk) -> Path:
    return base.root / "backlog" / "TASK-0001-hashing.md"


def kept(home: Path) -> Path:
    """The one file of the cache."""
    (found,) = home.rglob(answers.NAME)
    return found


def test_the_same_question_is_answered_without_judging(base: Disk, kb_run: Runs, judged: list[int]) -> None:
    first = kb_run(["lint"], base.root)
    again = kb_run(["lint"], base.root)
    assert first == again
    assert first.code == 1
    assert "TASK-0404" in first.out
    assert judged == [1]


@pytest.mark.parametrize(
    ("arguments", "env"),
    [
        (["lint", "--strict"], {}),
        (["lint", "--output-format", "json"], {}),
        (["lint", "--today", "2026-03-02"], {}),
        (["lint"], {"FORCE_COLOR": "1"}),
        (["lint"], {"COLUMNS": "60"}),
        (["lint"], {"GITHUB_ACTIONS": "1"}),
        (["lint"], {"KB_NO_CACHE": "1"}),
        (["lint", "--no-cache"], {}),
        (["-C", ".", "lint"], {}),
    ],
)
def test_another_question_is_judged(
    arguments: list[str], env: dict[str, str], base: Disk, kb_run: Runs, judged: list[int]
) -> None:
    kb_run(["lint"], base.root)
    kb_run(arguments, base.root, env=env)
    assert judged == [1, 1]
    kb_run(["lint"], base.root)
    assert judged == [1, 1], "and the first answer is still there"


@pytest.mark.parametrize(
    "arguments", [["lint", "--fix"], ["lint", "--diff"], ["lint", "backlog"], ["lint", "--no-cache"]]
)
def test_what_writes_or_looks_elsewhere_is_not_kept(
    arguments: list[str], base: Disk, kb_run: Runs, cache_home: Path
) -> None:
    kb_run(arguments, base.root)
    assert not list(cache_home.rglob(answers.NAME))


def _edit(base: Disk) -> None:
    base.write(record(base), TASK.replace("TASK-0404", "TASK-0405"), keep_times=True)


def _upgrade(base: Disk) -> None:
    (base.root.parent / "program" / "rule.py").write_text("2")


def _next_day(base: Disk) -> None:
    base.wait(24 * 3600 * SECOND)


def _configure(base: Disk) -> None:
    (base.root / "kb.toml").write_text("name = 'Other'\n")


def _other_configuration(base: Disk) -> None:
    (base.root / "kb.toml").unlink()
    (base.root / "pyproject.toml").write_text("[tool.kb]\n")


def _clock_back(base: Disk) -> None:
    base.wait(-30 * SECOND)


def _flip(base: Disk) -> None:
    file = kept(base.root.parent / "caches")
    data = bytearray(file.read_bytes())
    data[data.rindex(b"TASK-0404") + 8] ^= 1
    file.write_bytes(data)


def _open_to_others(base: Disk) -> None:
    kept(base.root.parent / "caches").chmod(0o622)


def _open_folder(base: Disk) -> None:
    kept(base.root.parent / "caches").parent.chmod(0o777)


def _behind_a_link(base: Disk) -> None:
    file = kept(base.root.parent / "caches")
    file.rename(base.root.parent / "elsewhere")
    file.symlink_to(base.root.parent / "elsewhere")


@pytest.mark.parametrize(
    "happening",
    [
        _edit, _upgrade, _next_day, _configure, _other_configuration, _clock_back, _flip, _open_to_others,
        _open_folder, _behind_a_link,
    ],
)  # fmt: skip
def test_what_happened_is_noticed(
    happening: Callable[[Disk], None], base: Disk, kb_run: Runs, judged: list[int]
) -> None:
    kb_run(["lint"], base.root)
    happening(base)
    cached = kb_run(["lint"], base.root)
    assert judged == [1, 1]
    assert cached == kb_run(["lint", "--no-cache"], base.root)


def test_a_file_written_within_the_grain_is_read_again(
    disk: Callable[..., Disk], cache_home: Path, program: Path, kb_run: Runs, judged: list[int]
) -> None:
    coarse = disk(2 * SECOND, 0)
    (coarse.root / "kb.toml").write_text("")
    coarse.write(record(coarse), TASK)
    kb_run(["lint"], coarse.root)
    kb_run(["lint"], coarse.root)
    assert judged == [1], "it was read, and is the same"
    coarse.write(record(coarse), TASK.replace("0404", "0405"))
    assert "TASK-0405" in kb_run(["lint"], coarse.root).out


@pytest.mark.parametrize("command", [["board"], ["list", "--format", "json"], ["show", "TASK-0001"]])
def test_quick_looks_are_said_again(
    command: list[str], base: Disk, kb_run: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kb_run(command, base.root)
    with monkeypatch.context() as patch:
        patch.setattr("kb.cli.app.run", None)
        assert kb_run(command, base.root) == first
    base.write(record(base), TASK.replace("status: idea", "status: done"))
    again = kb_run(command, base.root)
    assert again != first
    assert again == kb_run(command, base.root, env={"KB_NO_CACHE": "1"})


def test_what_sql_may_answer_otherwise_is_asked_again(base: Disk, kb_run: Runs, cache_home: Path) -> None:
    kb_run(["list", "--where", "random() > 0"], base.root)
    assert not list(cache_home.rglob(answers.NAME))


def test_a_baseline_is_part_of_what_is_compared(base: Disk, kb_run: Runs, judged: list[int]) -> None:
    (base.root / "kb.toml").write_text("[lint]\nbaseline = 'silent.json'\n")
    kb_run(["lint", "--write-baseline"], base.root)
    first = kb_run(["lint"], base.root)
    assert first.code == 0
    assert kb_run(["lint"], base.root) == first
    assert judged == [1, 1]
    silent = base.root / "silent.json"
    silent.write_text(silent.read_text().replace("LK001", "LK002"))
    again = kb_run(["lint"], base.root)
    assert again == kb_run(["lint", "--no-cache"], base.root)
    assert again != first


def test_a_repository_around_it_is_part_of_the_question(base: Disk, kb_run: Runs) -> None:
    arguments = ["lint", "--output-format", "github"]
    first = kb_run(arguments, base.root)
    (base.root.parent / ".git").mkdir()
    (base.root.parent / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    again = kb_run(arguments, base.root)
    assert again != first
    assert again == kb_run([*arguments, "--no-cache"], base.root)


def test_a_file_that_could_not_be_read_is_tried_again(
    base: Disk, kb_run: Runs, judged: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        real = os.open

        def fails(path: Any, *rest: Any, **more: Any) -> int:
            if str(path).endswith("hashing.md"):
                raise OSError(5, "Input/output error")
            return real(path, *rest, **more)

        patch.setattr(os, "open", fails)
        assert "cannot be read" in kb_run(["lint"], base.root).out
    assert "TASK-0404" in kb_run(["lint"], base.root).out
    assert judged == [1, 1]


def test_what_changes_while_it_is_read_is_not_kept(
    base: Disk, kb_run: Runs, cache_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Run.vouch

    def vouch(run: Run, *rest: Any) -> None:
        base.write(base.root / "backlog" / "passing.md", "x")
        base.remove(base.root / "backlog" / "passing.md")
        real(run, *rest)

    monkeypatch.setattr(Run, "vouch", vouch)
    base.wait(SECOND)
    kb_run(["lint"], base.root)
    assert not list(cache_home.rglob(answers.NAME))


def test_a_cache_that_cannot_be_written_is_no_matter(
    base: Disk, kb_run: Runs, cache_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache_home.write_text("a file where the folder would be")
    assert kb_run(["lint"], base.root) == kb_run(["lint", "--no-cache"], base.root)
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/dev/null/nowhere")
    assert kb_run(["lint"], base.root) == kb_run(["lint", "--no-cache"], base.root)


def test_a_full_disk_leaves_nothing_behind(
    base: Disk, kb_run: Runs, cache_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(place.os, "replace", full)
        kb_run(["lint"], base.root)
    assert not [path for path in cache_home.rglob("*") if path.is_file()]


def test_it_is_for_the_user_alone_and_not_in_the_repository(
    base: Disk, kb_run: Runs, cache_home: Path
) -> None:
    before = sorted(base.root.rglob("*"))
    kb_run(["lint"], base.root)
    file = kept(cache_home)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert sorted(base.root.rglob("*")) == before


def test_a_moved_base_and_a_copied_one_are_others(
    base: Disk, kb_run: Runs, cache_home: Path, judged: list[int]
) -> None:
    kb_run(["lint"], base.root)
    other = base.root.with_name("other")
    shutil.copytree(base.root, other)
    folder = Path(place.folder_of(str(other)))
    shutil.copytree(kept(cache_home).parent, folder)
    kb_run(["lint"], other)
    assert judged == [1, 1]


def test_questions_and_bases_are_bounded(base: Disk, kb_run: Runs, cache_home: Path) -> None:
    for width in range(60, 60 + answers.MAX_ANSWERS + 4):
        kb_run(["lint"], base.root, env={"COLUMNS": str(width)})
    state = answers.load(str(kept(cache_home).parent), str(base.root))
    assert state is not None
    assert len(state.answers) == answers.MAX_ANSWERS
    for number in range(place.MAX_BASES + 5):
        assert place.write(place.folder_of(f"/base/{number}"), answers.NAME, b"x")
    assert len(list((cache_home / "kb" / "bases").iterdir())) == place.MAX_BASES


def test_what_a_killed_run_left_behind_goes_in_the_end(base: Disk, kb_run: Runs, cache_home: Path) -> None:
    kb_run(["lint"], base.root)
    old, new = (kept(cache_home).with_name(name) for name in (".old.tmp", ".new.tmp"))
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    kb_run(["lint", "--strict"], base.root)
    assert not old.exists()
    assert new.exists(), "somebody may be writing it at this moment"


def test_a_long_answer_is_not_kept() -> None:
    assert answers.said(0, [(False, "x" * answers.MAX_SAID)], {}) is None


@pytest.mark.parametrize("pieces", [[], [b""], [b"1", b"2" * 5000, b"\xff\0:3:"]])
def test_pieces_come_out_as_they_went_in(pieces: list[bytes]) -> None:
    packed = frames.pack(pieces)
    assert frames.unpack(packed) == pieces
    for at in range(len(packed)):
        assert frames.unpack(packed[:at]) is None


@pytest.mark.parametrize("data", [b"x:", b"3:ab", b"-1:", b"1", b"99999999999999999999:", b":", b"1:a2"])
def test_what_does_not_come_out_even_is_nothing(data: bytes) -> None:
    assert frames.split(data) is None


def test_every_variable_that_the_terminal_reads_is_part_of_the_question() -> None:
    import re

    source = Path(__file__).parents[2] / "src" / "kb"
    read = {
        name
        for folder in ("cli", "lint", "text", "config", "disk", "readiness")
        for file in (source / folder).rglob("*.py")
        if file.name not in ("generator.py", "publishing.py", "recall.py", "state.py")
        for name in re.findall(r"environ(?:\.get\(|\[)\"(\w+)\"", file.read_text())
        if not name.startswith("KB_")
    }
    assert read <= set(VARIABLES)


def test_a_rule_looks_at_nothing_that_is_not_part_of_the_question() -> None:
    """Whoever gives `Context` something new to look at has to see to it that the cache compares it."""
    from dataclasses import fields

    from kb.lint.rule import Context

    assert {field.name for field in fields(Context) if field.init and field.name[0] != "_"} == {
        "base", "graph", "today", "previous", "origins", "history", "commits", "saved", "follows", "since",
            "pages",
    }  # fmt: skip


def test_an_answer_is_said_again_without_loading_what_finds_it_out(tmp_path: Path, cache_home: Path) -> None:
    (tmp_path / "base" / "backlog").mkdir(parents=True)
    (tmp_path / "base" / "kb.toml").write_text("")
    probe = "import sys\nfrom kb.__main__ import main\nmain(['lint'])\nprint(*sorted(sys.modules), file=sys.stderr)"

    def loaded() -> set[str]:
        done = subprocess.run(
            [sys.executable, "-P", "-c", probe],
            cwd=tmp_path / "base", capture_output=True, text=True, check=True,
        )  # fmt: skip
        return set(done.stderr.split())

    assert "kb.reading" in loaded()
    for _ in range(5):  # while the program itself was written a moment ago, nothing is kept
        if "kb.reading" not in (again := loaded()):
            break
        time.sleep(1)
    assert not {"kb.declared.compiled", "yaml", "click", "pathlib", "json", "kb.base"} & again


def test_of_two_that_write_at_once_the_last_one_wins_whole(cache_home: Path) -> None:
    folder = place.folder_of("/some/base")
    texts = [frames.pack([bytes([65 + n]) * 200_000]) for n in range(4)]
    place.write(folder, answers.NAME, texts[0])
    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(place.write, folder, answers.NAME, text) for text in texts * 10]
        while not all(writer.done() for writer in writers):
            assert place.read(folder, answers.NAME) in texts
    assert [entry.name for entry in Path(folder).iterdir()] == [answers.NAME]
