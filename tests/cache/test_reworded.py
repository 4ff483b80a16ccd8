"""What became of an answer when words of a text have changed that nobody asked about."""

import random
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kb import base as bases
from kb import config
from kb.base import KnowledgeBase
from kb.cli import reworded
from kb.cli.imprints import Imprints
from kb.text import imprint
from tests.cache.simulated import SECOND, Disk
from tests.lint import support
from tests.lint.test_cases import collected, files_of

TASK = """\
---
id: TASK-0001
type: task
title: Compare hashing with one-hot encoding
status: idea
created: 2026-01-05
---
Beside [[TASK-0001]], [[EXP-0001]] and [the notes](https://example.org/notes) there is nothing.
"""
EXPERIMENT = """\
---
id: EXP-0001
type: experiment
title: Encode one day of the log
status: running
created: 2026-01-05
task: TASK-0001
---
Of TASK-0001.
"""
Runs = Callable[..., Any]


@pytest.fixture
def base(disk: Callable[..., Disk], cache_home: Path, program: Path) -> Disk:
    """A base of two records, written a minute ago."""
    found = disk(1, 0)
    found.write(found.root / "backlog" / "TASK-0001-hashing.md", TASK)
    found.write(found.root / "research" / "experiments" / "EXP-0001-day.md", EXPERIMENT)
    (found.root / "kb.toml").write_text("")
    found.wait(60 * SECOND)
    return found


def task(base: Disk) -> Path:
    return base.root / "backlog" / "TASK-0001-hashing.md"


@pytest.mark.parametrize(
    "text",
    [
        TASK + "More words.\n",
        TASK.replace("Beside", "Words before all others.\n\nBeside"),
        TASK.replace("there is nothing", "`TASK-0404` is code"),
        TASK.replace("[[TASK-0001]]", "TASK-0001 itself"),
        TASK,
    ],
    ids=["end", "start", "code", "own id", "touched only"],
)
@pytest.mark.parametrize("wait", [0, 60])
def test_words_alone_need_no_other_answer(
    text: str, wait: int, base: Disk, kb_run: Runs, judged: list[int]
) -> None:
    first = kb_run(["lint"], base.root)
    base.write(task(base), text)
    base.wait(wait * SECOND)
    assert kb_run(["lint"], base.root) == first
    assert kb_run(["lint"], base.root) == first
    assert judged == [1]


@pytest.mark.parametrize(
    "text",
    [
        TASK + "See TASK-0404.\n",
        TASK.replace("[[EXP-0001]] and ", ""),
        TASK.replace("example.org/notes", "example.org/others"),
        TASK.replace("status: idea", "status: ready"),
        TASK + "<<<<<<< ours\n",
        TASK + "Ask dana@kahn-partner.de.\n",
        TASK + "\x07\n",
        TASK + "`" + "x" * 1_100_000 + "`",
        TASK.replace("Compare hashing with one-hot encoding", "Hash").split("Beside")[0],
        TASK[:30],
        "",
    ],
    ids=[
        "mention",
        "none",
        "address",
        "front matter",
        "conflict",
        "e-mail",
        "control",
        "long",
        "shorter than its front matter was",
        "cut off",
        "emptied",
    ],
)
def test_more_than_words_is_judged(text: str, base: Disk, kb_run: Runs, judged: list[int]) -> None:
    kb_run(["lint"], base.root)
    base.write(task(base), text)
    cached = kb_run(["lint"], base.root)
    assert judged == [1, 1]
    assert cached == kb_run(["lint", "--no-cache"], base.root)


def test_a_bug_in_answering_again_ends_with_70_and_a_log(
    base: Disk, kb_run: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("nobody thought of this")

    kb_run(["lint"], base.root)
    base.write(task(base), TASK + "More words.\n")
    monkeypatch.setattr(imprint, "again", broken)
    done = kb_run(["lint"], base.root)
    assert done.code == 70
    assert "a bug in kb" in done.err
    log = Path(done.err.split("with this file: ")[1].strip())
    assert "nobody thought of this" in log.read_text()
    log.unlink()


def test_what_is_written_once_more_within_a_tick_is_noticed(
    disk: Callable[..., Disk], cache_home: Path, program: Path, kb_run: Runs
) -> None:
    base = disk(2 * SECOND, 0)
    base.write(task(base), TASK.replace("[[EXP-0001]]", "[[TASK-0001]]"))
    (base.root / "kb.toml").write_text("")
    base.wait(60 * SECOND)
    first = kb_run(["lint"], base.root)
    base.write(task(base), TASK.replace("[[EXP-0001]]", "[[TASK-0001]]"))
    assert kb_run(["lint"], base.root) == first
    base.write(task(base), TASK.replace("[[EXP-0001]]", "[[TASK-0002]]"))
    found = kb_run(["lint"], base.root)
    assert found != first
    assert "TASK-0002" in found.out


def test_an_answer_that_quotes_the_text_is_given_anew(base: Disk, kb_run: Runs, judged: list[int]) -> None:
    base.write(task(base), TASK + "See TASK-0404.\n")
    first = kb_run(["lint"], base.root)
    base.write(task(base), TASK.replace("Beside", "Moved.\nBeside") + "See TASK-0404.\n")
    again = kb_run(["lint"], base.root)
    assert judged == [1, 1]
    assert first.out.replace(":8:", ":9:") != again.out or first != again
    assert again == kb_run(["lint", "--no-cache"], base.root)


@pytest.mark.parametrize("words", ["", "See TASK-0404.\n"], ids=["clean", "with a finding"])
@pytest.mark.parametrize("question", ["show TASK-0001", "show EXP-0001 --format json", "list", "board"])
def test_other_questions_are_answered_as_without_a_cache(
    question: str, words: str, base: Disk, kb_run: Runs
) -> None:
    base.write(task(base), TASK + words)
    kb_run(["lint"], base.root)
    kb_run(question.split(), base.root)
    base.write(task(base), TASK.replace("Beside", "Words that move all others.\n\nBeside") + words)
    kb_run(["lint"], base.root)
    cached = kb_run(question.split(), base.root)
    assert cached == kb_run(question.split(), base.root, env={"KB_NO_CACHE": "1"})


def test_a_public_text_is_asked_again_for_the_titles_it_may_not_quote(
    base: Disk, kb_run: Runs, judged: list[int]
) -> None:
    base.write(task(base), TASK.replace("-01-05", "-01-05\nvisibility: public"))
    hidden = EXPERIMENT.replace("-01-05", "-01-05\nvisibility: restricted")
    hidden = hidden.replace("EXP-0001", "EXP-0002").replace("one day", "a month")
    base.write(base.root / "research" / "experiments" / "EXP-0002-month.md", hidden)
    base.wait(60 * SECOND)
    first = kb_run(["lint"], base.root)
    public = task(base).read_text()
    base.write(task(base), public + "Only words.\n")
    assert kb_run(["lint"], base.root) == first
    assert judged == [1]
    base.write(task(base), public + "We encode the log\nof a month.\n")
    assert kb_run(["lint"], base.root) == first
    assert judged == [1], "these are the words of the title, and not the title"
    base.write(task(base), public + "Encode  a month\nof the log.\n")
    assert "quotes the title" in kb_run(["lint"], base.root).out
    assert judged == [1, 1]


# -- whatever is reworded in any base of any rule ------------------------------------------------------

WORDS = (
    "More words here.",
    "\n\n# A heading\n",
    "`code`",
    "<!-- so -->",
    "Consequences: none.",
    "x@y",
    "größer",
)


def reword(text: str, body: int, dice: random.Random) -> str:
    """Put words into a body at the start of one of its lines, or at its end."""
    starts = [body, len(text), *(n + 1 for n in range(body, len(text)) if text[n] == "\n")]
    at = dice.choice(starts)
    return f"{text[:at]}{dice.choice(WORDS)}\n{text[at:]}"


def check(base: KnowledgeBase, folder: Path, today: date, dice: random.Random) -> int:
    """Reword each text of a base: where that is said to change nothing, it changes nothing. Returns how often."""
    taken = Imprints()
    fresh = bases.load(config.read(folder), keep_text=False, seen=taken.note)
    told = set(support.judge(fresh, today=today))
    reading = taken.reading(fresh, ())
    rests, same = reading.rests(), 0
    for number, document in enumerate(fresh.documents):
        said = reading.imprints[number * reworded.NUMBERS :][: reworded.NUMBERS]
        if not any(said):
            continue
        path = folder / document.path
        before = path.read_bytes()
        text = reword(before.decode(), document.body, dice)
        if imprint.again(text, document.body, document.id, reading.prefixes) != said[reworded.OFFSET :]:
            continue
        if not reworded.rests_elsewhere(rests, {document.path: text}):
            continue
        same += 1
        path.write_bytes(text.encode())
        again = bases.load(config.read(folder), keep_text=False)
        assert set(support.judge(again, today=today)) == told, (document.path, text)
        path.write_bytes(before)
    return same


def reworded_cases(every: int, tmp_path: Path, turn: int = 0) -> int:
    same = 0
    for number, parameters in enumerate(collected()):
        code, case = parameters.values
        dice = random.Random(zlib.crc32(f"{turn} {code} {parameters.id}".encode()))
        if dice.randrange(every):
            continue
        folder = tmp_path / str(number)
        base = support.build(folder, files_of(case), case.get("config") or "")
        same += check(base, folder, date.fromisoformat(str(case.get("today") or support.TODAY)), dice)
    return same


def test_reworded_texts_of_some_cases_change_no_finding(tmp_path: Path) -> None:
    assert reworded_cases(12, tmp_path) > 10


@pytest.mark.soak
def test_reworded_texts_of_all_cases_change_no_finding(tmp_path: Path) -> None:
    assert sum(reworded_cases(1, tmp_path / str(turn), turn) for turn in range(3)) > 500
