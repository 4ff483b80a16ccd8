"""`kb digest` on real repositories: which commit a period begins with, what is told, and what nobody can know."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kb.cli.terminal import display_width
from tests.conftest import Finished, GitRepo
from tools.manual.documents import schema

Run = Callable[..., Finished]
Make = Callable[..., GitRepo]
TODAY = ["--today", "2026-07-15"]


def record(id: str, kind: str = "task", status: str = "idea", more: str = "", title: str = "") -> str:
    """The text of a record."""
    return (
        f"---\nid: {id}\ntype: {kind}\ntitle: {title or f'The work of {id}'}\nstatus: {status}\n"
        f"created: 2026-05-01\n{more}---\n\nText of {id}.\n"
    )


def task(number: int, status: str = "idea", more: str = "") -> dict[str, str]:
    """A task as a file."""
    return {f"backlog/TASK-{number:04d}.md": record(f"TASK-{number:04d}", "task", status, more)}


def digest(run: Run, folder: Path, *words: str, code: int = 0) -> dict[str, Any]:
    """The JSON document, held against its schema."""
    done = run(["digest", *TODAY, *words, "--format", "json"], folder)
    assert done.code == code, done.err
    found: dict[str, Any] = json.loads(done.out)
    jsonschema.Draft202012Validator(schema("digest")).validate(found)
    return found


def ids(found: list[dict[str, Any]]) -> list[str]:
    """The ids of a part."""
    return [one["id"] for one in found]


def weekly(git_repo: Make, **options: Any) -> tuple[GitRepo, list[str]]:
    """A repository with a new task on each of four Mondays at noon."""
    repo = git_repo(**options)
    commits = [
        repo.commit(day, {"kb.toml": "", **task(number)}, at=f"2026-{day}T12:00:00Z")
        for number, day in enumerate(("06-15", "06-22", "06-29", "07-06"), 1)
    ]
    return repo, commits


# -- which commits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "first"),
    [
        ("1w", 3), ("9d", 2), ("2w", 2), ("15d", 2), ("16d", 1), ("29d", 0), ("2026-07-06", 2), ("2026-07-07", 3),
        ("2026-06-22T11:59", 0), ("2026-06-22T12:00:00Z", 1), ("2026-06-22T14:00+02:00", 1),
        ("2026-06-22T13:59:59+02:00", 0), ("main~2", 1),
    ],
)  # fmt: skip
def test_it_begins_with_the_commit_that_was_the_head_then(
    since: str, first: int, git_repo: Make, kb_run: Run
) -> None:
    repo, commits = weekly(git_repo)
    found = digest(kb_run, repo.path, "--since", since)
    assert found["from"]["commit"] == commits[first]
    assert ids(found["work"]["fresh"]) == [f"TASK-{n:04d}" for n in range(first + 2, 5)]
    assert found["commits"] == 3 - first


@pytest.mark.parametrize(
    ("today", "since", "day"),
    [
        ("2026-07-31", "1m", "2026-06-30"), ("2026-07-31", "5m", "2026-02-28"), ("2024-03-31", "1m", "2024-02-29"),
        ("2024-02-29", "1y", "2023-02-28"), ("2026-01-15", "1m", "2025-12-15"), ("2026-12-31", "12m", "2025-12-31"),
        ("2026-07-15", "0d", "2026-07-15"), ("2026-07-15", "2026-07-01", "2026-07-01"),
    ],
)  # fmt: skip
def test_spans_are_counted_on_the_calendar(
    today: str, since: str, day: str, git_repo: Make, kb_run: Run
) -> None:
    repo, _ = weekly(git_repo)
    done = kb_run(["digest", "--today", today, "--since", since, "--format", "json"], repo.path)
    assert json.loads(done.out)["from"]["day"] == day


@pytest.mark.parametrize("since", ["2026-13-01", "2026-02-30T10:00", "-1d", "--all", "", "w2", "1e3d"])
def test_what_is_no_time_is_said_to_be_none(since: str, git_repo: Make, kb_run: Run) -> None:
    repo, _ = weekly(git_repo)
    done = kb_run(["digest", f"--since={since}"], repo.path)
    assert done.code == 2
    assert "is no time that there is" in done.err or "is neither a span of time nor a revision" in done.err


def test_a_day_is_one_of_the_time_zone_of_the_base(git_repo: Make, kb_run: Run) -> None:
    repo = git_repo()
    repo.commit("a", {"kb.toml": 'timezone = "Asia/Tokyo"\n', **task(1)}, at="2026-07-01T10:00:00Z")
    repo.commit("b", task(2), at="2026-07-01T16:00:00Z")  # the second, in Tokyo
    assert ids(digest(kb_run, repo.path, "--since", "2026-07-02")["work"]["fresh"]) == ["TASK-0002"]
    until = digest(kb_run, repo.path, "--since", "2026-06-01", "--until", "2026-07-01")
    assert ids(until["work"]["fresh"]) == ["TASK-0001"]


def test_the_end_of_a_day_is_its_last_second(git_repo: Make, kb_run: Run) -> None:
    repo, commits = weekly(git_repo)
    found = digest(kb_run, repo.path, "--since", "2026-06-16", "--until", "2026-06-29")
    assert (found["from"]["commit"], found["to"]["commit"]) == (commits[0], commits[2])
    assert ids(found["work"]["fresh"]) == ["TASK-0002", "TASK-0003"]
    assert found["commits"] == 2


def test_a_merge_counts_from_the_day_it_was_made(git_repo: Make, kb_run: Run) -> None:
    """The work of a branch was there all the time, and not on the line that people look at."""
    repo, commits = weekly(git_repo)
    repo.git("checkout", "--quiet", "-b", "topic", commits[0])
    repo.commit("early", task(9), at="2026-06-16T12:00:00Z")
    repo.git("checkout", "--quiet", "main")
    dates = {"GIT_AUTHOR_DATE": "2026-07-10T12:00:00Z", "GIT_COMMITTER_DATE": "2026-07-10T12:00:00Z"}
    repo.git("merge", "--quiet", "--no-ff", "-m", "merge", "topic", env=dates)
    assert ids(digest(kb_run, repo.path, "--since", "1w")["work"]["fresh"]) == ["TASK-0009"]
    before = digest(kb_run, repo.path, "--since", "2026-06-16", "--until", "2026-07-09")
    assert "TASK-0009" not in ids(before["work"]["fresh"])


def test_rebased_work_counts_from_the_day_of_the_rebase(git_repo: Make, kb_run: Run) -> None:
    repo, _ = weekly(git_repo)
    repo.write("backlog/TASK-0005.md", record("TASK-0005"))
    repo.git("add", "--all")
    written, made = "2026-06-20T12:00:00Z", "2026-07-12T12:00:00Z"
    env = {"GIT_AUTHOR_DATE": written, "GIT_COMMITTER_DATE": made}
    repo.git("commit", "--quiet", "-m", "rebased", env=env)
    assert ids(digest(kb_run, repo.path, "--since", "1w")["work"]["fresh"]) == ["TASK-0005"]


def test_what_is_not_committed_is_told_and_the_future_is_now(git_repo: Make, kb_run: Run) -> None:
    repo, _ = weekly(git_repo)
    repo.write("backlog/TASK-0007.md", record("TASK-0007"))
    found = digest(kb_run, repo.path, "--since", "1d")
    assert ids(found["work"]["fresh"]) == ["TASK-0007"]
    assert found["to"] == {"asked": None, "commit": None, "committed": None, "day": "2026-07-15"}
    committed = digest(kb_run, repo.path, "--since", "1d", "--until", "2030-01-01")
    assert committed["work"]["fresh"] == []
    assert committed["to"]["day"] == "2026-07-15"


def test_before_the_first_commit_nothing_is_old(git_repo: Make, kb_run: Run) -> None:
    repo, _ = weekly(git_repo)
    found = digest(kb_run, repo.path, "--since", "1y")
    assert len(found["work"]["fresh"]) == 4
    assert found["from"]["commit"] is None
    assert found["unknown"] == ["The history begins on 15 June 2026, later than that: everything is new."]
    unborn = git_repo(repo.path.parent / "unborn")
    unborn.write("kb.toml", "")
    unborn.write("backlog/TASK-0001.md", record("TASK-0001"))
    found = digest(kb_run, unborn.path)
    assert found["unknown"] == ["There is no commit yet: everything is new."]
    assert ids(found["work"]["fresh"]) == ["TASK-0001"]


def test_a_shallow_clone_says_from_when_on_it_knows(git_repo: Make, kb_run: Run, tmp_path: Path) -> None:
    repo, commits = weekly(git_repo)
    clone = tmp_path / "clone"
    repo.git("clone", "--quiet", "--depth", "2", f"file://{repo.path}", str(clone))
    found = digest(kb_run, clone, "--since", "4w")
    assert found["from"]["commit"] == commits[2]
    assert "shallow: it goes back to 29 June 2026 only" in found["unknown"][0]
    assert ids(found["work"]["fresh"]) == ["TASK-0004"]
    known = digest(kb_run, clone, "--since", "2026-07-01")
    assert known["unknown"] == []


def test_a_folder_that_held_no_base_yet_and_one_below_the_top(git_repo: Make, kb_run: Run) -> None:
    repo = git_repo()
    repo.commit("code", {"src/a.py": "1\n"}, at="2026-06-01T12:00:00Z")
    base = {"research/kb.toml": "", "research/backlog/TASK-0001.md": record("TASK-0001")}
    repo.commit("base", base, at="2026-07-10T12:00:00Z")
    found = digest(kb_run, repo.path / "research")
    assert ids(found["work"]["fresh"]) == ["TASK-0001"]
    assert found["unknown"] == ["There was no base in this folder at 2w."]


def test_nothing_is_written_and_nothing_of_the_repository_is_run(git_repo: Make, kb_run: Run) -> None:
    repo, _ = weekly(git_repo)
    trap = repo.write("trap.sh", "#!/bin/sh\ntouch PWNED\n")
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "diff.external", "core.pager", "gpg.program"):
        repo.git("config", name, str(trap))
    repo.git("config", "log.showSignature", "true")
    before = sorted(p for p in repo.path.rglob("*"))
    digest(kb_run, repo.path)
    assert sorted(p for p in repo.path.rglob("*")) == before


def test_without_git_it_says_so(git_repo: Make, kb_run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    repo, _ = weekly(git_repo)
    monkeypatch.setenv("PATH", os.devnull)
    done = kb_run(["digest"], repo.path)
    assert done.code == 2
    assert "there is no git repository" in done.err


# -- what is told ----------------------------------------------------------------------------------------


def step(
    git_repo: Make, before: dict[str, str], after: dict[str, str], gone: tuple[str, ...] = ()
) -> GitRepo:
    """A repository with one state long ago, and another in the work tree."""
    repo = git_repo()
    repo.commit("then", {"kb.toml": "", **before}, at="2026-06-01T12:00:00Z")
    for name, text in after.items():
        repo.write(name, text)
    for name in gone:
        (repo.path / name).unlink()
    return repo


def test_what_becomes_of_tasks(git_repo: Make, kb_run: Run) -> None:
    blocked = "blocked: {since: 2026-07-01, reason: no data}\n"
    before = {
        **task(1, "ready"), **task(2, "doing"), **task(3, "doing"), **task(4, "done"), **task(5, "ready", blocked),
        **task(6, "doing", blocked), **task(7, "doing"), **task(8, "doing", blocked), **task(9, "backlog"),
    }  # fmt: skip
    after = {
        **task(1, "doing"), **task(2, "done"), **task(3, "dropped"), **task(4, "doing"), **task(5, "ready"),
        **task(7, "doing", blocked), **task(8, "done"), **task(9, "ready"), **task(10, "doing"), **task(11),
        **task(12, "done"), **task(13, "dropped"),
    }  # fmt: skip
    work = digest(kb_run, step(git_repo, before, after).path)["work"]
    told = {name: ids(found) for name, found in work.items()}
    assert told == {
        "finished": ["TASK-0002", "TASK-0008", "TASK-0012"],
        "started": ["TASK-0001", "TASK-0010"],
        "reopened": ["TASK-0004"],
        "dropped": ["TASK-0003", "TASK-0013"],
        "fresh": ["TASK-0011"],
        "blocked": ["TASK-0007", "TASK-0006"],
        "freed": ["TASK-0005"],
    }
    assert [(one["new"], one["days"]) for one in work["blocked"]] == [(True, 15), (False, 15)]


def test_a_team_s_own_states_are_those_of_its_workflow(git_repo: Make, kb_run: Run) -> None:
    settings = (
        "[workflow]\nstates = ['todo', 'active', 'shipped', 'killed']\nstarted = 'active'\n"
        "finished = ['shipped', 'killed']\n"
        "transitions = {todo = ['active'], active = ['shipped', 'killed']}\n"
        "[workflow.ready]\nrequires = []\n[workflow.done]\nrequires = []\n"
    )
    before = {"kb.toml": settings, **task(1, "todo"), **task(2, "active"), **task(3, "active")}
    after = {
        "kb.toml": settings,
        **task(1, "active"),
        **task(2, "shipped"),
        **task(3, "killed"),
        **task(4, "todo"),
    }
    work = digest(kb_run, step(git_repo, before, after).path)["work"]
    told = {name: ids(work[name]) for name in ("started", "finished", "dropped", "fresh")}
    assert told == {
        "started": ["TASK-0001"], "finished": ["TASK-0002"], "dropped": ["TASK-0003"], "fresh": ["TASK-0004"],
    }  # fmt: skip


def research(*, late: bool = False) -> dict[str, str]:
    """A goal with a task, results and a decision, as they were or as they are."""
    aim = "smart: {measurable: {metric: roc_auc, dataset: test, target: 0.8}}\n"
    metrics = f"technical_metrics: [{{name: roc_auc, target: {0.85 if late else 0.9}, why: w}}]\n"
    found = {
        "research/goals/GOAL-0001.md": record("GOAL-0001", "goal", "active", f"owner: analyst\n{metrics}"),
        "research/goals/GOAL-0002.md": record("GOAL-0002", "goal", "active", "owner: analyst\n"),
        **task(1, "doing", f"goal: GOAL-0001\n{aim}"),
        **task(2, "doing", "part_of: TASK-0001\n"),
        **task(3, "doing", "goal: GOAL-0002\n"),
        "research/experiments/EXP-0001.md": record(
            "EXP-0001", "experiment", "concluded",
            "task: TASK-0001\nmetrics: {roc_auc: {test: 0.7}}\noutcome: refuted\n",
        ),
        "research/decisions/DEC-0001.md": record("DEC-0001", "decision", "accepted"),
        "research/risks/RISK-0001.md": record("RISK-0001", "risk", "open", "likelihood: 2\nimpact: 3\n"),
    }  # fmt: skip
    if not late:
        return found
    return {
        **found,
        **task(2, "done", "part_of: TASK-0001\n"),
        "research/experiments/EXP-0001.md": record("EXP-0001", "experiment", "invalid", "task: TASK-0001\n"),
        "research/experiments/EXP-0002.md": record(
            "EXP-0002", "experiment", "concluded",
            "task: TASK-0002\nmetrics: {roc_auc: {test: 0.75}}\noutcome: inconclusive\n",
        ),
        "research/decisions/DEC-0001.md": record("DEC-0001", "decision", "superseded"),
        "research/decisions/DEC-0002.md": record(
            "DEC-0002", "decision", "accepted",
            "question: Which?\nchosen: this\noptions: [{name: this}]\nbased_on: [EXP-0001]\nsupersedes: [DEC-0001]\n",
        ),
        "research/changes/CHG-0001.md": record(
            "CHG-0001", "change", "approved", "goal: GOAL-0001\nadds: [TASK-0002]\neffect_days: 5\n"
        ),
        "research/risks/RISK-0001.md": record("RISK-0001", "risk", "open", "likelihood: 4\nimpact: 3\n"),
        "research/goals/GOAL-0002.md": record("GOAL-0002", "goal", "missed", "owner: analyst\n"),
    }  # fmt: skip


def test_what_becomes_of_research(git_repo: Make, kb_run: Run) -> None:
    repo = step(git_repo, research(), research(late=True))
    found = digest(kb_run, repo.path)
    assert [(one["id"], one["question"], one["chosen"]) for one in found["decided"]] == [
        ("DEC-0002", "Which?", "this")
    ]
    assert [(one["id"], one["from"], one["to"]) for one in found["replaced"]] == [
        ("DEC-0001", "accepted", "superseded")
    ]
    assert [(one["id"], one["outcome"]) for one in found["results"]] == [("EXP-0002", "inconclusive")]
    assert ids(found["withdrawn"]) == ["EXP-0001"]
    assert [(one["id"], one["effect_days"]) for one in found["scope"]] == [("CHG-0001", 5)]
    assert [(one["id"], one["exposure"]) for one in found["risks"]] == [("RISK-0001", {"from": 6, "to": 12})]
    goal, other = found["goals"]
    assert (goal["finished"], goal["open"], goal["results"]) == (1, 1, 1)
    (metric,) = goal["metrics"]
    assert metric["target"] == {"from": 0.9, "to": 0.85}
    assert (metric["best"]["from"]["value"], metric["best"]["to"]["value"]) == (0.7, 0.75)
    assert (other["id"], other["from"], other["to"]) == ("GOAL-0002", "active", "missed")
    doubts = {one["id"]: (one["why"], one["new"]) for one in found["doubts"]}
    assert doubts == {"DEC-0002": (["rests on EXP-0001: invalid"], True)}
    assert found["others"] == []


def test_only_one_goal(git_repo: Make, kb_run: Run) -> None:
    repo = step(git_repo, research(), research(late=True))
    found = digest(kb_run, repo.path, "--goal", "GOAL-0001")
    assert ids(found["goals"]) == ["GOAL-0001"]
    assert ids(found["results"]) == ["EXP-0002"]
    assert ids(found["decided"]) == ["DEC-0002"]
    assert ids(found["scope"]) == ["CHG-0001"]
    assert (found["risks"], found["replaced"]) == ([], [])
    other = digest(kb_run, repo.path, "--goal", "GOAL-0002")
    assert ids(other["goals"]) == ["GOAL-0002"]
    assert (other["results"], other["decided"], other["work"]["finished"]) == ([], [], [])


def test_other_ids_unreadable_and_removed_files(git_repo: Make, kb_run: Run) -> None:
    before = {**task(1, "doing"), **task(2), **task(3, "ready")}
    after = {
        "backlog/TASK-0009.md": before["backlog/TASK-0001.md"].replace("TASK-0001", "TASK-0009", 1),
        "backlog/TASK-0003.md": before["backlog/TASK-0003.md"].replace("status: ready", "status: [done"),
    }
    repo = step(git_repo, before, after, ("backlog/TASK-0001.md", "backlog/TASK-0002.md"))
    found = digest(kb_run, repo.path)
    assert found["renumbered"] == [{"from": "TASK-0001", "to": "TASK-0009"}]
    assert found["unread"] == ["backlog/TASK-0003.md"]
    assert [(one["id"], one["what"]) for one in found["others"]] == [("TASK-0002", "gone")]
    assert not any(found["work"].values())


def test_a_file_that_can_be_read_again_is_not_taken_for_news_of_its_state(
    git_repo: Make, kb_run: Run
) -> None:
    broken = record("TASK-0001", "task", "doing").replace("created: 2026-05-01", "created: soon")
    repo = step(git_repo, {"backlog/TASK-0001.md": broken}, task(1, "done"))
    found = digest(kb_run, repo.path)
    assert found["work"]["finished"] == []
    assert [one["id"] for one in found["others"]] == ["TASK-0001"]


# -- how it is told ----------------------------------------------------------------------------------------

HOSTILE = "<img src=x onerror=alert(1)> @channel #1 `code` [a](javascript:1) \\u001b[31m ##[error] **b**"


def test_nothing_from_a_record_becomes_markup_or_a_message(git_repo: Make, kb_run: Run) -> None:
    title = json.dumps(HOSTILE).replace("\\\\u", "\\u")
    before = task(1, "doing")
    after = {"backlog/TASK-0001.md": record("TASK-0001", "task", "done", title=title)}
    repo = step(git_repo, before, after)
    text = kb_run(["digest", *TODAY, "--format", "md"], repo.path).out
    assert "<img" not in text
    assert "@channel" not in text
    assert "[a](javascript" not in text.replace("\\]", "")
    assert "\x1b" not in text
    assert "\x1b" not in kb_run(["digest", *TODAY], repo.path).out


def many(git_repo: Make) -> GitRepo:
    """A repository in which much happened, all of it with long titles."""
    title = "Whether the residuals of the transfer model are 漢字 before and after the relay of station seven"
    files: dict[str, str] = {}
    for n in range(1, 60):
        files[f"backlog/TASK-{n:04d}.md"] = record(f"TASK-{n:04d}", "task", "idea", title=f"{title} {n}")
        files[f"research/experiments/EXP-{n:04d}.md"] = record(
            f"EXP-{n:04d}", "experiment", "concluded",
            f"date: 2026-06-{(n + 9) // 10:02d}\nconclusion: '- {title}'\noutcome: refuted\n", title=title,
        )  # fmt: skip
    return step(git_repo, {}, files)


def test_long_lists_begin_with_the_latest_and_say_how_much_is_left(git_repo: Make, kb_run: Run) -> None:
    repo = many(git_repo)
    told = kb_run(["digest", *TODAY], repo.path).out
    assert [line.split()[0] for line in told.splitlines() if line.startswith("  EXP-")] == [
        *(f"EXP-{n:04d}" for n in range(59, 49, -1))
    ]
    assert told.count("  … and 49 more") == 2
    assert "kb digest --all" in told
    everything = kb_run(["digest", *TODAY, "--all"], repo.path).out
    assert everything.count("  TASK-") == everything.count("  EXP-") == 59
    assert "more" not in everything
    assert "--all" not in everything


@pytest.mark.parametrize("columns", [50, 80, 200])
def test_it_fits_the_terminal(
    columns: int, git_repo: Make, kb_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    told = kb_run(["digest", *TODAY], many(git_repo).path).out
    assert max(display_width(line) for line in told.splitlines()) <= columns


def test_a_message_is_short_enough_for_a_code_host(git_repo: Make, kb_run: Run) -> None:
    repo = many(git_repo)
    told = kb_run(["digest", *TODAY, "--format", "md"], repo.path).out
    assert told.count("\n- **TASK-") == told.count("\n- **EXP-") == 20
    assert told.count("\n- … and 39 more") == 2
    assert "\n  - \\- Whether" in told, "what a record says begins no list of its own"
    whole = kb_run(["digest", *TODAY, "--format", "md", "--all"], repo.path).out
    assert whole.count("\n- **TASK-") == 59


def test_between_two_revisions_the_files_as_they_are_say_nothing(git_repo: Make, kb_run: Run) -> None:
    repo = step(git_repo, task(1), task(2))
    repo.commit("two", at="2026-07-02T12:00:00Z")
    (repo.path / "backlog" / "TASK-0001.md").write_text("---\nid: [\n")
    repo.write("backlog/TASK-0002.md", record("TASK-0002", "task", "doing"))
    repo.write("backlog/TASK-0003.md", record("TASK-0003"))
    found = digest(kb_run, repo.path, "--until", "2026-07-10", "--since", "2026-06-20")
    assert {name: ids(one) for name, one in found["work"].items() if one} == {"fresh": ["TASK-0002"]}
    assert (found["others"], found["unread"]) == ([], [])


def test_it_is_the_same_from_below_and_in_a_linked_work_tree(
    git_repo: Make, kb_run: Run, tmp_path: Path
) -> None:
    repo, _ = weekly(git_repo)
    repo.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"))
    here = digest(kb_run, repo.path)
    assert digest(kb_run, repo.path / "backlog") == here
    assert digest(kb_run, tmp_path / "linked") == here


def test_odd_dates_of_commits_stop_nothing(git_repo: Make, kb_run: Run) -> None:
    """A clock that was wrong, a commit of 1970, and one from the future."""
    repo = git_repo()
    for number, at in enumerate(("1970-01-01T00:00:01Z", "2099-01-01T00:00:00Z", "2026-07-01T00:00:00Z"), 1):
        repo.commit("x", {"kb.toml": "", **task(number)}, at=at)
    assert ids(digest(kb_run, repo.path, "--since", "1w")["work"]["fresh"]) == []
    assert len(digest(kb_run, repo.path, "--since", "2026-06-01")["work"]["fresh"]) == 2
