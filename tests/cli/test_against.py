"""`kb lint --against` on real repositories: the step to the work tree, and the merge of two sides."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Finished, GitRepo

Run = Callable[..., Finished]
Make = Callable[..., GitRepo]


def task(number: int, title: str = "Encode the shop", status: str = "idea", **fields: str) -> str:
    """The text of a task."""
    more = "".join(f"{key}: {value}\n" for key, value in fields.items())
    created = f"2026-05-{number:02}"
    return (
        f"---\nid: TASK-{number:04}\ntype: task\ntitle: {title}\nstatus: {status}\ncreated: {created}\n{more}---\n"
        f"\n# Plan\n\nFirst.\n\nSecond.\n\nThird.\n"
    )


def files(*tasks: str, **more: str) -> dict[str, str]:
    """Tasks in their usual files, and others."""
    return {f"backlog/{text[8:17]}-a.md": text for text in tasks} | more


def started(git_repo: Make, *tasks: str, settings: str = "") -> GitRepo:
    """A repository whose `main` holds some tasks."""
    return git_repo(files={"kb.toml": settings, **files(*tasks)})


def diverged(repo: GitRepo, ours: Mapping[str, str | None], theirs: Mapping[str, str | None]) -> None:
    """Commits files to a branch `topic`, which is left checked out, and others to `main`; None deletes."""
    repo.git("checkout", "-q", "-b", "topic")
    change(repo, ours)
    repo.git("checkout", "-q", "main")
    change(repo, theirs)
    repo.git("checkout", "-q", "topic")


def change(repo: GitRepo, wanted: Mapping[str, str | None]) -> None:
    for name, text in wanted.items():
        if text is None:
            (repo.path / name).unlink()
    repo.commit("change", {name: text for name, text in wanted.items() if text is not None})


def lint(run: Run, folder: Path, against: str = "main", *options: str, code: int | None = None) -> list[str]:
    """The findings as `path:line: CODE message`."""
    done = run(
        ["lint", "--against", against, "--output-format", "json", "--ignore", "LK004", *options], folder
    )
    assert done.code in ((0, 1) if code is None else (code,)), done.err
    found = json.loads(done.out)["diagnostics"]
    return [f"{d['path']}:{d['line']}: {d['code']} {d['message']}" for d in found]


# -- the step ---------------------------------------------------------------------------------------


def test_the_step_is_from_the_commit_to_the_files_as_they_are(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1, status="doing", assignee="analyst"))
    repo.write("backlog/TASK-0001-a.md", task(1, status="idea", assignee="analyst"))
    expected = [
        "backlog/TASK-0001-a.md:5: KB001 TASK-0001 went from doing to idea, and the workflow has no such way"
    ]
    assert lint(kb_run, repo.path, "HEAD", "--select", "KB001", code=1) == expected
    repo.git("add", "--all")
    assert lint(kb_run, repo.path, "HEAD", "--select", "KB001") == expected
    repo.commit("idea")
    assert lint(kb_run, repo.path, "HEAD", "--select", "KB001", code=0) == []
    (told,) = lint(kb_run, repo.path, "HEAD~1", "--select", "KB001")
    assert f"went from doing to idea in {repo.git('rev-parse', 'HEAD')[:12]} on" in told


def test_without_a_revision_only_the_files_count(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1, status="doing", assignee="analyst"))
    repo.write("backlog/TASK-0001-a.md", task(1, status="idea", assignee="analyst"))
    assert kb_run(["lint", "--select", "KB001,SM007,ID005,DC009"], repo.path).code == 0


def test_moves_of_several_commits_squashed_into_one_are_legal(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1, status="ready"))
    repo.git("checkout", "-q", "-b", "topic")
    for state in ("doing", "review", "done"):
        repo.commit(state, files(task(1, status=state)))
        assert lint(kb_run, repo.path, "main", "--select", "KB001") == []
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--squash", "topic")
    repo.commit("squashed")
    assert lint(kb_run, repo.path, "HEAD~1", "--select", "KB001") == []


def test_what_the_other_side_did_is_not_our_step(git_repo: Make, kb_run: Run) -> None:
    """`main` moved a task on: seen from there, our older file looks like a move back to an idea."""
    repo = started(git_repo, task(1), task(2))
    diverged(repo, files(task(2, "Other words")), files(task(1, status="doing", assignee="analyst")))
    assert lint(kb_run, repo.path, "main", "--select", "KB001") == []


def test_a_rename_is_no_reuse_and_keeps_its_state(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1, status="doing", assignee="analyst"))
    repo.git("mv", "backlog/TASK-0001-a.md", "backlog/TASK-0001-b.md")
    repo.write("backlog/TASK-0001-b.md", task(1, "Other words", assignee="analyst"))
    found = lint(kb_run, repo.path, "HEAD", "--select", "KB001,ID")
    assert found == [
        "backlog/TASK-0001-b.md:5: KB001 TASK-0001 went from doing to idea, and the workflow has no such way"
    ]


def test_an_id_of_a_deleted_record_is_not_given_away(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1))
    repo.git("rm", "-q", "backlog/TASK-0001-a.md")
    repo.write("backlog/TASK-0001-b.md", task(1, "Load-test the job").replace("2026-05-01", "2026-06-01"))
    found = lint(kb_run, repo.path, "HEAD", "--select", "ID")
    assert found == [
        (
            "backlog/TASK-0001-b.md:2: ID005 TASK-0001 was the id of another record: "
            "«Encode the shop», backlog/TASK-0001-a.md"
        )
    ]


def test_a_detached_head_and_any_name_of_a_commit_will_do(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1, status="doing", assignee="analyst"))
    repo.git("tag", "v1")
    first = repo.git("rev-parse", "HEAD")
    repo.commit("idea", files(task(1, assignee="analyst")))
    repo.git("checkout", "-q", "--detach")
    for name in ("v1", first, first[:12], "HEAD^", "HEAD@{0}^", "main~1"):
        assert len(lint(kb_run, repo.path, name, "--select", "KB001")) == 1, name


def test_fixing_looks_at_the_step_as_well(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1, status="doing", assignee="analyst"))
    repo.write("backlog/TASK-0001-a.md", task(1, assignee="'analyst' ").replace("First.", "First."))
    before = (repo.path / "backlog/TASK-0001-a.md").read_text()
    done = kb_run(
        ["lint", "--against", "HEAD", "--fix", "--select", "FM,KB001", "--output-format", "concise"],
        repo.path,
    )
    assert done.code == 1
    assert "KB001" in done.out
    assert (repo.path / "backlog/TASK-0001-a.md").read_text() != before


def test_an_exception_for_a_step_is_never_called_unused(git_repo: Make, kb_run: Run) -> None:
    allowed = {"allow": "[KB001]", "allow_reason": "the customer asked"}
    repo = started(git_repo, task(1, status="doing"), task(2))
    repo.commit("idea", files(task(1, **allowed)))
    assert lint(kb_run, repo.path, "HEAD~1", "--select", "KB001,LN") == []
    assert lint(kb_run, repo.path, "HEAD", "--select", "KB001,LN") == []


# -- the configuration of that time ------------------------------------------------------------------

OWN_STATES = """\
[workflow]
states = ["open", "doing", "done"]
finished = ["done"]
[workflow.transitions]
open = ["doing"]
doing = ["done"]
"""


def test_each_revision_is_read_by_its_own_configuration(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1, status="open"), task(2, status="done"), settings=OWN_STATES)
    repo.commit("usual states", {"kb.toml": "", **files(task(1), task(2, status="doing"))})
    found = lint(kb_run, repo.path, "HEAD~1", "--select", "FM,KB001")
    assert found == [], "by the new workflow the move out of done is legal, and open is no state any more"
    repo.commit(
        "own states", {"kb.toml": OWN_STATES, **files(task(1, status="open"), task(2, status="open"))}
    )
    found = lint(kb_run, repo.path, "HEAD~1", "--select", "FM,KB001")
    assert [line.split(": ")[1][:33] for line in found] == ["KB001 TASK-0002 went from doing t"]


def test_a_broken_configuration_of_the_past_does_not_matter(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1, status="doing"), settings="[workflow\n")
    repo.commit("mended", {"kb.toml": "", **files(task(1))})
    assert len(lint(kb_run, repo.path, "HEAD~1", "--select", "KB001")) == 1


def test_the_configuration_may_have_moved(git_repo: Make, kb_run: Run) -> None:
    repo = git_repo(
        files={
            "pyproject.toml": '[tool.kb]\nrecords = ["notes"]\n',
            "notes/TASK-0001-a.md": task(1, status="doing"),
        }
    )
    repo.git("rm", "-q", "pyproject.toml")
    repo.git("mv", "notes", "backlog")
    repo.commit("moved", {"kb.toml": "", **files(task(1))})
    assert len(lint(kb_run, repo.path, "HEAD~1", "--select", "KB001")) == 1


# -- the merge ---------------------------------------------------------------------------------------


def test_both_sides_take_the_next_id(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1))
    diverged(repo, {"backlog/TASK-0002-z.md": task(2, "Ours")}, {"backlog/TASK-0002-b.md": task(2, "Theirs")})
    before = state(repo)
    done = kb_run(["lint", "--against", "main", "--select", "ID"], repo.path)
    assert done.code == 1
    assert done.out.splitlines()[:5] == [
        (
            "backlog/TASK-0002-z.md:2:5 error ID001 after merging with main: "
            "TASK-0002 is also the id of backlog/TASK-0002-b.md in main"
        ),
        " 2 | id: TASK-0002",
        "   |     ^^^^^^^^^",
        "   = see main:backlog/TASK-0002-b.md:2:5: the other record",
        "   = help: Give one of them a free id and correct what refers to it; `kb lint --fix` renames the file.",
    ]
    assert state(repo) == before


def state(repo: GitRepo) -> dict[str, bytes]:
    """Every file of the repository, those of git among them."""
    return {
        str(p.relative_to(repo.path)): p.read_bytes() for p in sorted(repo.path.rglob("*")) if p.is_file()
    }


def test_the_other_side_deleted_what_we_link_to(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1), task(2))
    diverged(repo, files(task(3, depends_on="[TASK-0002]")), {"backlog/TASK-0002-a.md": None})
    assert lint(kb_run, repo.path, "main", "--select", "LK001", code=1) == [
        "backlog/TASK-0003-a.md:7: LK001 after merging with main: there is no record TASK-0002"
    ]
    assert lint(kb_run, repo.path, "HEAD", "--select", "LK001", code=0) == []


def test_the_other_side_renamed_the_file_we_link_to(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1), task(2))
    ours = files(task(3) + "See [it](TASK-0002-a.md).\n")
    diverged(repo, ours, {"backlog/TASK-0002-a.md": None, "backlog/TASK-0002-better.md": task(2)})
    assert lint(kb_run, repo.path, "main", "--select", "LK001") == [
        "backlog/TASK-0003-a.md:16: LK001 after merging with main: there is no file backlog/TASK-0002-a.md"
    ]


def test_we_deleted_what_the_other_side_links_to(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1), task(2))
    diverged(repo, {"backlog/TASK-0002-a.md": None}, files(task(3, depends_on="[TASK-0002]")))
    expected = ["main:backlog/TASK-0003-a.md:7: LK001 after merging with main: there is no record TASK-0002"]
    assert lint(kb_run, repo.path, "main", "--select", "LK001", code=1) == expected
    assert lint(kb_run, repo.path, "main", "--select", "LK001", "backlog") == expected
    assert lint(kb_run, repo.path, "main", "--select", "LK001", "backlog/TASK-0001-a.md") == []
    full = kb_run(["lint", "--against", "main", "--select", "LK001"], repo.path).out
    assert full.startswith("main:backlog/TASK-0003-a.md:7:14 error LK001")
    assert "\n 7 | depends_on: [TASK-0002]\n" in full


@pytest.mark.parametrize("format_", ["full", "concise", "json", "github", "gitlab", "sarif", "junit"])
def test_every_format_can_name_a_file_of_the_other_side(git_repo: Make, kb_run: Run, format_: str) -> None:
    repo = started(git_repo, task(1), task(2))
    diverged(
        repo,
        {"backlog/TASK-0002-a.md": None, "backlog/TASK-0004-z.md": task(4, "Ours")},
        files(task(3, depends_on="[TASK-0002]"), task(4, "Theirs")),
    )
    done = kb_run(
        ["lint", "--against", "main", "--select", "LK001,ID001", "--output-format", format_], repo.path
    )
    assert done.code == 1, done.err
    assert "TASK-0003-a.md" in done.out
    assert done.out.count("after merging with main") >= 2


def test_two_branches_that_keep_to_a_limit_can_be_over_it_together(git_repo: Make, kb_run: Run) -> None:
    ready = [task(n, status="ready", assignee=f"p{n}") for n in (1, 2, 3)]
    repo = started(git_repo, *ready, settings="[workflow.wip]\ndoing = 1\n")
    ours, theirs = task(1, status="doing", assignee="p1"), task(2, status="doing", assignee="p2")
    diverged(repo, files(ours), files(theirs))
    assert lint(kb_run, repo.path, "main", "--select", "KB002", code=1) == [
        "backlog/TASK-0001-a.md:5: KB002 after merging with main: 2 tasks are in doing; the limit is 1"
    ]


def test_what_either_side_has_by_itself_is_not_the_merge_s_doing(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1))
    diverged(repo, files(task(2, depends_on="[TASK-0008]")), files(task(3, depends_on="[TASK-0009]")))
    assert lint(kb_run, repo.path, "main", "--select", "LK001") == [
        "backlog/TASK-0002-a.md:7: LK001 there is no record TASK-0008"
    ]


def test_the_result_came_in_over_there_and_the_target_moved_here(git_repo: Make, kb_run: Run) -> None:
    aim = "{{measurable: {{metric: roc_auc, dataset: test, target: {0}}}}}"
    repo = started(git_repo, task(1, smart=aim.format(0.8)))
    result = (
        "---\nid: EXP-0001\ntype: experiment\ntitle: Day windows\nstatus: concluded\ncreated: 2026-07-01\n"
        "task: TASK-0001\nmetrics: {roc_auc: {test: 0.784}}\n---\n"
    )
    diverged(repo, files(task(1, smart=aim.format(0.78))), {"research/experiments/EXP-0001-a.md": result})
    (found,) = lint(kb_run, repo.path, "main", "--select", "SM007", code=1)
    assert found.startswith(
        "backlog/TASK-0001-a.md:7: SM007 after merging with main: the target of TASK-0001 went"
    )


def test_a_file_that_both_sides_changed_in_different_places_is_put_together(
    git_repo: Make, kb_run: Run
) -> None:
    repo = started(git_repo, task(1), task(2))
    ours = task(1, "Another title").replace("Third.", "Third, see TASK-0002.")
    theirs = task(1).replace("First.", "First, with more\nwords on it.")
    diverged(repo, files(ours), {**files(theirs), "backlog/TASK-0002-a.md": None})
    found = lint(kb_run, repo.path, "main", "--select", "LK001")
    assert found == ["backlog/TASK-0001-a.md:15: LK001 after merging with main: there is no record TASK-0002"]


def test_a_finding_in_their_part_of_a_file_that_both_changed(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1), task(2))
    ours = task(1).replace("First.", "First, with more\nwords on it.")
    theirs = task(1).replace("Third.", "Third, see TASK-0002.")
    diverged(repo, {**files(ours), "backlog/TASK-0002-a.md": None}, files(theirs))
    found = lint(kb_run, repo.path, "main", "--select", "LK001")
    assert found == [
        "main:backlog/TASK-0001-a.md:15: LK001 after merging with main: there is no record TASK-0002"
    ]


def test_a_file_renamed_there_and_changed_here_stays_one_record(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1), task(2))
    theirs = {
        "backlog/TASK-0001-a.md": None,
        "backlog/later/TASK-0001-b.md": task(1),
        "backlog/TASK-0002-a.md": None,
    }
    diverged(repo, files(task(1).replace("Third.", "Third, see TASK-0002.")), theirs)
    done = kb_run(
        ["lint", "--against", "main", "--select", "ID,LK001", "--output-format", "concise"], repo.path
    )
    assert done.out.splitlines() == [
        "backlog/TASK-0001-a.md:15:12: LK001 after merging with main: there is no record TASK-0002"
    ]
    assert "by hand" not in done.err


def test_what_has_to_be_put_together_by_hand_is_named_and_judged_as_it_is_here(
    git_repo: Make, kb_run: Run
) -> None:
    repo = started(git_repo, task(1, status="ready"))
    diverged(repo, files(task(1, status="doing", assignee="a")), files(task(1, status="dropped", rank="3")))
    done = kb_run(["lint", "--against", "main", "--select", "KB001,KB007,FM"], repo.path)
    assert done.code == 0
    assert (
        "1 file that was changed here and in main will have to be put together by hand; "
        "it is judged as it is here: backlog/TASK-0001-a.md\n"
    ) in done.err
    merge = subprocess.run(
        ["git", "merge", "main"], cwd=repo.path, capture_output=True, text=True, check=False
    )
    assert "CONFLICT (content): Merge conflict in backlog/TASK-0001-a.md" in merge.stdout


def test_deleted_here_and_changed_there_is_a_conflict_too(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1), task(2))
    diverged(repo, {"backlog/TASK-0001-a.md": None}, files(task(1, "Another title")))
    done = kb_run(["lint", "--against", "main", "--select", "ID,LK001"], repo.path)
    assert (done.code, "1 file that was changed here and in main" in done.err) == (0, True)


def test_the_same_change_on_both_sides_is_none(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1), task(2))
    both = {**files(task(1, "Another title"), task(3)), "backlog/TASK-0002-a.md": None}
    diverged(repo, both, {**both, **files(task(4))})
    done = kb_run(
        ["lint", "--against", "main", "--select", "ID,LK,KB001,DC009", "--ignore", "LK004"], repo.path
    )
    assert (done.code, done.out) == (0, "")
    assert "by hand" not in done.err


def test_two_keys_that_one_merge_makes_of_one(git_repo: Make, kb_run: Run) -> None:
    """Git puts the lines of both sides together and asks nobody."""
    old = task(1, owner="a", rank="3")
    repo = started(git_repo, old)
    ours = old.replace("rank: 3\n", "rank: 3\nhypothesis: one\n")
    theirs = old.replace("title: ", "hypothesis: two\ntitle: ")
    diverged(repo, files(ours), files(theirs))
    (found,) = lint(kb_run, repo.path, "main", "--select", "FM", "--ignore", "FM009", code=1)
    assert found.startswith("backlog/TASK-0001-a.md:9: FM003 after merging with main: ")
    repo.git("merge", "-q", "-m", "merged", "main")
    (found,) = lint(kb_run, repo.path, "HEAD", "--select", "FM", "--ignore", "FM009", code=1)
    assert found.startswith("backlog/TASK-0001-a.md:10: FM003 ")


# -- states of a repository --------------------------------------------------------------------------


def test_a_merge_in_progress_counts_as_merged(git_repo: Make, kb_run: Run) -> None:
    """What the other branch did is not our step, and its new records are no duplicates of themselves."""
    repo = started(git_repo, task(1, status="doing"), task(2))
    diverged(repo, files(task(3)), files(task(1), task(4)))
    subprocess.run(
        ["git", "merge", "--no-commit", "--no-ff", "main"], cwd=repo.path, capture_output=True, check=True
    )
    assert (repo.path / ".git" / "MERGE_HEAD").exists()
    assert lint(kb_run, repo.path, "main", "--select", "KB001,ID,LK001") == []
    assert len(lint(kb_run, repo.path, "HEAD", "--select", "KB001")) == 1


def test_a_rebase_that_waits(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1))
    diverged(
        repo, {"backlog/TASK-0002-z.md": task(2, "Ours"), **files(task(1, "Ours"))}, files(task(1, "Theirs"))
    )
    stopped = subprocess.run(
        ["git", "rebase", "main"], cwd=repo.path, capture_output=True, text=True, check=False
    )
    assert stopped.returncode, stopped.stdout
    found = lint(kb_run, repo.path, "main", "--select", "FM002,ID")
    assert found == ["backlog/TASK-0001-a.md:4: FM002 an unresolved merge conflict"]
    repo.write("backlog/TASK-0001-a.md", task(1, "Both"))
    assert lint(kb_run, repo.path, "main", "--select", "FM002,ID", code=0) == []


def test_octopus_and_criss_cross_histories(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1))
    for number, branch in enumerate(("a", "b", "c"), start=2):
        repo.git("checkout", "-q", "-b", branch, "main")
        repo.commit(branch, files(task(number)))
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "-m", "octopus", "a", "b", "c")
    repo.git("checkout", "-q", "-b", "left")
    repo.commit("left", files(task(5)))
    repo.git("checkout", "-q", "-b", "right", "main")
    repo.commit("right", files(task(6)))
    repo.git("merge", "-q", "-m", "x", "left")
    repo.git("checkout", "-q", "left")
    repo.git("merge", "-q", "-m", "y", "right^1")
    repo.commit("own", files(task(7, depends_on="[TASK-0006]")))
    for name in ("main", "main^2", "a", "right", "right^1", "left~1"):
        assert lint(kb_run, repo.path, name, "--select", "ID,LK001,KB001") == [], name


def test_a_base_below_the_top_of_its_repository(git_repo: Make, kb_run: Run) -> None:
    inside = {f"team/kb/{name}": text for name, text in {"kb.toml": "", **files(task(1), task(2))}.items()}
    repo = git_repo(files={**inside, "backlog/TASK-0009-x.md": "no record of ours"})
    diverged(
        repo,
        {"team/kb/backlog/TASK-0003-a.md": task(3, depends_on="[TASK-0002]")},
        {"team/kb/backlog/TASK-0002-a.md": None},
    )
    expected = ["backlog/TASK-0003-a.md:7: LK001 after merging with main: there is no record TASK-0002"]
    assert lint(kb_run, repo.path / "team/kb", "main", "--select", "LK001") == expected
    assert lint(kb_run, repo.path / "team/kb/backlog", "main", "--select", "LK001") == expected


def test_a_linked_work_tree_and_a_submodule(git_repo: Make, kb_run: Run, tmp_path: Path) -> None:
    repo = started(git_repo, task(1, status="doing"))
    repo.git("worktree", "add", "-q", "-b", "topic", str(tmp_path / "linked"))
    linked = GitRepo(tmp_path / "linked")
    linked.write("backlog/TASK-0001-a.md", task(1))
    assert len(lint(kb_run, linked.path, "main", "--select", "KB001")) == 1
    outer = git_repo(tmp_path / "outer", files={"README.md": "outer\n"})
    outer.git("submodule", "--quiet", "add", str(repo.path), "kb")
    inner = GitRepo(outer.path / "kb")
    inner.write("backlog/TASK-0001-a.md", task(1))
    assert len(lint(kb_run, inner.path, "origin/main", "--select", "KB001")) == 1


def test_line_ends_of_another_system_are_no_change(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, *(task(n) for n in range(1, 6)), task(6, status="doing"))
    for path in (repo.path / "backlog").iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    repo.write("backlog/TASK-0006-a.md", task(6).replace("\n", "\r\n"))
    assert lint(kb_run, repo.path, "HEAD", "--select", "KB001,ID") == [
        "backlog/TASK-0006-a.md:5: KB001 TASK-0006 went from doing to idea, and the workflow has no such way"
    ]
    repo.git("stash", "-q")
    diverged(
        repo,
        files(task(7, depends_on="[TASK-0002]")),
        {**files(task(1, "Theirs")), "backlog/TASK-0002-a.md": None},
    )
    own = task(1).replace("Third.", "Third, see TASK-0002.").replace("\n", "\r\n")
    repo.write("backlog/TASK-0001-a.md", own)
    assert lint(kb_run, repo.path, "main", "--select", "LK001") == [
        "backlog/TASK-0001-a.md:15: LK001 after merging with main: there is no record TASK-0002",
        "backlog/TASK-0007-a.md:7: LK001 after merging with main: there is no record TASK-0002",
    ]


def test_sha256_repositories(tmp_path: Path, kb_run: Run) -> None:
    folder = tmp_path / "repo"
    folder.mkdir()
    repo = GitRepo(folder)
    repo.git("init", "-q", "--object-format=sha256", "-b", "main")
    repo.commit("first", {"kb.toml": "", **files(task(1, status="doing"))})
    repo.write("backlog/TASK-0001-a.md", task(1))
    assert len(lint(kb_run, repo.path, "HEAD", "--select", "KB001")) == 1


def refused(run: Run, folder: Path, revision: str) -> str:
    done = run(["lint", "--against", revision], folder)
    assert (done.code, done.out) == (2, ""), done.out
    return done.err


def test_a_shallow_clone_says_what_it_cannot_know(git_repo: Make, kb_run: Run, tmp_path: Path) -> None:
    repo = started(git_repo, task(1, status="doing"))
    diverged(repo, files(task(1)), files(task(2)))
    there = tmp_path / "clone"
    repo.git("clone", "-q", "--depth=1", "--no-single-branch", f"file://{repo.path}", str(there))
    said = refused(kb_run, there, "origin/main")
    assert "this clone is shallow" in said
    assert "git fetch --unshallow" in said
    GitRepo(there).git("fetch", "-q", "--unshallow")
    assert len(lint(kb_run, there, "origin/main", "--select", "KB001")) == 1


def test_a_partial_clone_says_what_it_does_not_hold(git_repo: Make, kb_run: Run, tmp_path: Path) -> None:
    repo = started(git_repo, task(1, status="doing"))
    repo.commit("idea", files(task(1)))
    repo.git("config", "uploadpack.allowFilter", "true")
    there = tmp_path / "clone"
    repo.git("clone", "-q", "--filter=blob:none", f"file://{repo.path}", str(there))
    shutil.rmtree(repo.path)
    assert "not in this clone" in refused(kb_run, there, "HEAD~1")


def test_before_the_first_commit_there_is_no_step(git_repo: Make, kb_run: Run) -> None:
    repo = git_repo()
    for name, text in {"kb.toml": "", **files(task(1))}.items():
        repo.write(name, text)
    done = kb_run(["lint", "--against", "HEAD", "--select", "KB"], repo.path)
    assert (done.code, "There is no commit yet" in done.err) == (0, True)
    assert "there is no revision main here" in refused(kb_run, repo.path, "main")
    repo.commit("first")
    repo.git("checkout", "-q", "--orphan", "fresh")
    done = kb_run(["lint", "--against", "main", "--select", "KB"], repo.path)
    assert (done.code, "There is no commit yet" in done.err) == (0, True)


def test_a_base_that_did_not_exist_then_made_no_step(git_repo: Make, kb_run: Run) -> None:
    repo = git_repo(files={"README.md": "a product\n"})
    repo.commit("a base", {"kb.toml": "", **files(task(1))})
    done = kb_run(["lint", "--against", "HEAD~1", "--select", "KB"], repo.path)
    assert (done.code, "There is no base in this folder" in done.err) == (0, True)


def test_unrelated_histories_have_nothing_to_compare(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1))
    repo.git("checkout", "-q", "--orphan", "other")
    repo.commit("other")
    assert "have no commit in common" in refused(kb_run, repo.path, "main")


@pytest.mark.parametrize(
    "revision",
    [
        "nowhere",
        "",
        "--output=x",
        "-h",
        "HEAD:backlog",
        "HEAD^{tree}",
        "a..b",
        "no\nline",
        "\udcff",
        "x" * 9000,
    ],
)
def test_what_is_no_revision_is_refused(git_repo: Make, kb_run: Run, revision: str) -> None:
    repo = started(git_repo, task(1))
    assert "there is no revision" in refused(kb_run, repo.path, revision)
    assert sorted(p.name for p in repo.path.iterdir()) == [".git", "backlog", "kb.toml"]


def test_without_a_repository_or_git(tmp_path: Path, kb_run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kb.toml").touch()
    assert "there is no git repository" in refused(kb_run, tmp_path, "main")
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    assert "there is no git repository" in refused(kb_run, tmp_path, "main")


@pytest.mark.parametrize("broken", ["objects", "HEAD", "refs"])
def test_a_broken_repository_is_told_as_such(git_repo: Make, kb_run: Run, broken: str) -> None:
    repo = started(git_repo, task(1))
    shutil.rmtree(repo.path / ".git" / broken) if broken != "HEAD" else (
        repo.path / ".git" / broken
    ).write_text("x")
    refused(kb_run, repo.path, "main")


def test_nothing_that_the_repository_names_is_run_and_nothing_is_written(
    git_repo: Make, kb_run: Run, tmp_path: Path
) -> None:
    repo = started(git_repo, task(1), task(2))
    diverged(
        repo,
        {
            ".gitattributes": "*.md diff=evil filter=evil merge=evil\n",
            **files(task(3, depends_on="[TASK-0002]")),
        },
        {"backlog/TASK-0002-a.md": None},
    )
    trap, sprung = tmp_path / "trap", tmp_path / "sprung"
    trap.write_text(f'#!/bin/sh\necho "$0 $@" >> "{sprung}"\ncat\n')
    trap.chmod(0o755)
    for key in (
        "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "diff.external", "diff.evil.command",
        "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "merge.evil.driver",
        "gpg.program", "credential.helper", "pager.ls-tree", "pager.cat-file", "core.alternateRefsCommand",
    ):  # fmt: skip
        repo.git("config", key, str(trap))
    repo.git("config", "core.hooksPath", str(tmp_path))
    sprung.unlink(missing_ok=True)
    before = state(repo)
    assert len(lint(kb_run, repo.path, "main", "--select", "LK001")) == 1
    assert not sprung.exists(), sprung.read_text()
    assert state(repo) == before


def test_odd_files_of_the_other_side_do_no_harm(git_repo: Make, kb_run: Run) -> None:
    repo = started(git_repo, task(1))
    repo.git("checkout", "-q", "-b", "theirs")
    (repo.path / "backlog/TASK-0005-link.md").symlink_to("/etc/passwd")
    odd: dict[str, Any] = {
        "backlog/TASK-0002-big.md": "---\n" + "x" * 2_000_000,
        "backlog/TASK-0003-latin.md": b"---\nid: TASK-0003\ntitle: \xe9\n---\n",
        "backlog/TASK-0004-nul.md": b"---\nid: TASK-0004\n\0---\n",
        'backlog/TASK-0006-"od\nd" \u202e.md': task(6),
        "backlog/.hidden/TASK-0007-a.md": task(1),
        "backlog/TASK-0008-x_BACKUP_12.md": task(1),
        "backlog/TASK-0009-a.md": "<<<<<<< HEAD\n",
    }
    repo.commit("odd", odd)
    repo.git("checkout", "-q", "-b", "ours", "main")
    repo.commit("ours", files(task(2)))
    found = lint(kb_run, repo.path, "theirs")
    assert [line for line in found if "after merging" in line and "TASK-0002" not in line] == []
    lint(kb_run, repo.path, "theirs~1")
    repo.git("checkout", "-q", "theirs")
    lint(kb_run, repo.path, "ours")
