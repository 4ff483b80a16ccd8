"""`kb flow` on real repositories: what it prints as JSON and CSV, on terminals, of odd histories and hostile words."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kb.cli.since import Ago, resolve
from kb.example import TODAY
from kb.history.lives import Chronicle
from kb.workflow import Workflow
from tests.conftest import Finished, GitRepo
from tests.example import history
from tests.history.flow.simulator import random_life
from tests.hostile.support import UNSHOWN
from tools.manual.documents import schema

Run = Callable[..., Finished]
Make = Callable[..., GitRepo]
DAY = ["--today", TODAY.isoformat()]
TASK = "---\nid: {}\ntype: task\ntitle: {}\nstatus: {}\ncreated: 2026-03-01\n{}---\n"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with its history."""
    folder = tmp_path_factory.mktemp("example")
    history.write(folder)
    return folder


def told(done: Finished) -> dict[str, Any]:
    """The document, held against its schema."""
    assert done.code == 0, done.err
    read = json.loads(done.out)
    jsonschema.Draft202012Validator(schema("flow")).validate(read)
    assert next(iter(read)) == "version"
    assert isinstance(read, dict)
    return read


@pytest.mark.parametrize(
    "more",
    [
        [],
        ["--by", "goal"],
        ["--since", "2m"],
        ["--until", "2026-01-01"],
        ["--assignee", "analyst", "--by", "research"],
    ],
)
def test_the_document_is_as_its_schema_says(example: Path, kb_run: Run, more: list[str]) -> None:
    told(kb_run(["flow", "--format", "json", *DAY, *more], example))


def test_the_example_is_told_as_its_moves_say(example: Path, kb_run: Run) -> None:
    read = told(kb_run(["flow", "--format", "json", *DAY], example))
    task = next(item for item in read["items"] if item["id"] == "TASK-0009")
    # From the 10th to the 25th of September, blocked from the 16th until the 21st.
    assert (task["started"], task["finished"]) == ("2026-09-10", "2026-09-25")
    assert (task["cycle_days"], task["blocked_days"], task["active_days"]) == (16, 5, 11)
    assert read["percentiles"]["cycle"]["n"] == 19
    assert read["percentiles"]["cycle"]["95"] is None
    assert [entry["id"] for entry in read["uncertain"]] == ["TASK-0022"]
    assert sum(week["done"] for week in read["throughput"]) == 20
    last = read["cumulative"][-1]
    assert (last["date"], last["done"], last["doing"], last["review"]) == ("2026-11-23", 20, 4, 2)
    assert read["wip"][-1] == {"date": "2026-11-23", "n": 6}
    assert read["timezone"] == "UTC"
    assert read["history"]["cut"] is False


def test_the_groups_are_the_parts_of_the_whole(example: Path, kb_run: Run) -> None:
    read = told(kb_run(["flow", "--format", "json", "--by", "assignee", *DAY], example))
    for key in ("done", "dropped", "in_progress", "active_days", "elapsed_days"):
        assert sum(group[key] for group in read["groups"]) == read["summary"][key]
    assert read["groups"][-1]["assignee"] is None


def test_as_of_an_earlier_day_it_is_what_was_told_on_that_day(example: Path, kb_run: Run) -> None:
    then = told(kb_run(["flow", "--format", "json", "--until", "2026-09-01"], example))
    assert then == told(kb_run(["flow", "--format", "json", "--today", "2026-09-01"], example))
    assert then["as_of"] == "2026-09-01"
    assert max(item["arrived"] for item in then["items"]) <= "2026-09-01"


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("colour", [False, True])
def test_lines_fit_the_terminal(example: Path, kb_run: Run, columns: int, colour: bool) -> None:
    env = {"COLUMNS": str(columns), **({"FORCE_COLOR": "1"} if colour else {"NO_COLOR": "1"})}
    done = kb_run(["flow", *DAY], example, env=env)
    assert ("\033[" in done.out) == colour
    if not colour and columns >= 80:
        assert max(map(len, done.out.splitlines())) <= columns


def test_a_shallow_clone_says_so_and_guesses_nothing(
    example: Path, tmp_path: Path, kb_run: Run, git_repo: Make
) -> None:
    repo = git_repo(tmp_path / "origin")
    repo.git("clone", "--quiet", "--depth", "60", f"file://{example}", str(tmp_path / "shallow"))
    done = kb_run(["flow", "--format", "json", *DAY], tmp_path / "shallow")
    read = told(done)
    assert read["history"]["cut"] is True
    assert "--unshallow" in done.err
    assert {entry["about"] for entry in read["uncertain"]} >= {"arrived", "finished"}
    whole = told(kb_run(["flow", "--format", "json", *DAY], example))
    known = {item["id"]: item for item in whole["items"]}
    for item in read["items"]:
        for key in ("started", "finished"):
            assert item[key] in (None, known[item["id"]][key])


def test_formulas_and_control_characters_of_titles_stay_texts(git_repo: Make, kb_run: Run) -> None:
    repo = git_repo()
    title = '"=HYPERLINK(\\"x\\") \\e[2J | a"'
    text = TASK.format("TASK-0001", title, "doing", 'assignee: "@SUM(1)"\ngoal: "+1"\n')
    repo.commit("Begin", {"kb.toml": "", "backlog/TASK-0001-a.md": text})
    done = kb_run(["flow", "--format", "csv", "--today", "2030-01-01"], repo.path)
    (row,) = csv.DictReader(io.StringIO(done.out))
    assert row["title"].startswith("'=")
    for format_ in ("csv", "table", "md"):
        said = kb_run(["flow", "--format", format_, "--today", "2030-01-01"], repo.path)
        assert said.code == 0, said.err
        assert "\x1b" not in said.out
        assert "TASK-0001" in said.out
    for by in ("assignee", "goal"):
        grouped = kb_run(["flow", "--by", by, "--format", "csv", "--today", "2030-01-01"], repo.path)
        assert grouped.out.splitlines()[1][:1] in ("'", "1", ",")


WORDS = (
    "",
    " ",
    "\x1b[2J\x07",
    "=1+1",
    "a\nb\tc",
    "\u202eevil",
    "ü\u200b字",
    "|`*_[x](y)",
    "::error::x",
    "9" * 300,
    "\ud800",
)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_words_a_history_holds_they_are_printed_as_words(
    seed: int, example: Path, kb_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(seed)
    begin = datetime(2026, 3, 1, tzinfo=UTC)
    lives = []
    for number in range(8):
        made = random_life(dice, number, Workflow(), begin)
        odd = tuple(p._replace(state=dice.choice((p.state, *WORDS))) for p in made.passages)
        values = {
            name: dice.choice(WORDS) for name in ("goal", "assignee", "research") if dice.random() < 0.8
        }
        words = {name: dice.choice(WORDS) for name in ("id", "title", "created") if dice.random() < 0.5}
        lives.append(made._replace(passages=odd, values=values, path=dice.choice(WORDS), **words))
    monkeypatch.setattr("kb.history.chronicle.read", lambda *_, **__: Chronicle(tuple(lives), commits=8))
    for format_ in ("table", "md", "csv", "json"):
        for more in ([], ["--by", "goal"], ["--by", "research", "--since", "3w"]):
            done = kb_run(["flow", "--format", format_, "--today", "2026-05-01", *more], example)
            assert done.code == 0, done.err
            assert not UNSHOWN.search(done.out), (format_, more)
            if format_ == "json":
                told(done)
            if format_ == "csv":
                assert not [
                    cell for row in csv.reader(io.StringIO(done.out)) for cell in row if cell.startswith("=")
                ]


def test_moves_dated_after_today_are_counted_and_not_told(git_repo: Make, kb_run: Run) -> None:
    repo = git_repo()
    files = {"kb.toml": "", "backlog/TASK-0001-a.md": TASK.format("TASK-0001", "A", "ready", "")}
    repo.commit("Begin", files, at="2090-01-01T12:00:00Z")
    done = kb_run(["flow"], repo.path)
    assert "No task is in the history yet." in done.out
    assert done.err == "1 move is dated after today, and not told.\n"
    assert kb_run(["flow", "--until", "2026-01-01"], repo.path).err == ""


@pytest.mark.parametrize(
    ("ago", "day"),
    [
        (Ago(10, "d"), "2026-03-21"),
        (Ago(2, "w"), "2026-03-17"),
        (Ago(1, "m"), "2026-02-28"),
        (Ago(3, "m"), "2025-12-31"),
        (Ago(1, "y"), "2025-03-31"),
        (Ago(9999, "y"), "0001-03-31"),
        (Ago(9999, "m"), "1192-12-31"),
        (Ago(0, "d"), "2026-03-31"),
    ],
)
def test_a_span_is_as_long_before_a_day(ago: Ago, day: str) -> None:
    assert resolve(ago, date(2026, 3, 31)).isoformat() == day
