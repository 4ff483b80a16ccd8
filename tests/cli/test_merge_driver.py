"""Git merges records with the installed `kb`: merge, rebase, cherry-pick, stash and pull, and whatever may go wrong."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.text.frontmatter import parse
from tests.conftest import Finished, GitRepo

Run = Callable[..., Finished]
KB = Path(sys.executable).with_name("kb")
NAME = "backlog/TASK-0001-hashing.md"
TASK = """\
---
id: TASK-0001
type: task
title: Compare hash encoding with one-hot encoding
status: ready
created: 2026-01-05
tags: [encoding]
---
Folds by customer.

The memory is measured.
"""
OURS = (("status: ready", 'status: doing\nassignee: "@mira"'), ("[encoding]", "[encoding, trees]"))
THEIRS = (
    ("created: 2026-01-05", "rank: 2\ncreated: 2026-01-05"),
    ("[encoding]", "[encoding, memory]"),
    ("measured", "noted"),
)


def edited(*changes: tuple[str, str], text: str = TASK) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    repo = git_repo(files={"kb.toml": "", NAME: TASK})
    subprocess.run([KB, "init", "--merge-driver"], cwd=repo.path, check=True, capture_output=True)
    repo.commit("let kb merge")
    return repo


def part(repo: GitRepo, ours: str | bytes, theirs: str | bytes, name: str = NAME) -> None:
    """Two branches that changed one file; the work tree is on ours."""
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("theirs", {name: theirs}, at="2026-01-02T12:00:00Z")
    repo.git("checkout", "-q", "main")
    repo.commit("ours", {name: ours}, at="2026-01-03T12:00:00Z")


def merged(repo: GitRepo, name: str = NAME) -> str:
    return (repo.path / name).read_bytes().decode()


def conflicting(repo: GitRepo) -> bool:
    return repo.git("ls-files", "--unmerged") != ""


def values(text: str) -> dict[str, object]:
    front = parse(text)
    assert front.values is not None, front.problems
    return front.values


WAYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "merge": (("merge", "--no-edit", "side"),),
    "rebase": (("rebase", "side"),),
    "cherry-pick": (("cherry-pick", "side"),),
    "stash pop": (
        ("checkout", "-q", "side"),
        ("reset", "-q", "--soft", "side~"),
        ("stash",),
        ("checkout", "-q", "main"),
        ("stash", "pop"),
    ),
    "pull": (("pull", "--no-rebase", "--no-edit", ".", "side"),),
    "revert": (("merge", "-q", "--no-edit", "side"), ("revert", "--no-edit", "HEAD^1")),
}


@pytest.mark.parametrize("way", WAYS)
def test_git_puts_both_sides_together_however_it_comes_to_merge(repo: GitRepo, way: str) -> None:
    part(repo, edited(*OURS), edited(*THEIRS))
    for words in WAYS[way]:
        repo.git(*words)
    assert not conflicting(repo)
    now = values(merged(repo))
    if way == "revert":
        assert now == values(edited(*THEIRS))
        return
    assert now == {**values(edited(*OURS)), "rank": "2", "tags": now["tags"]}
    assert sorted(now["tags"]) == ["encoding", "memory", "trees"]  # type: ignore[call-overload]  # a list
    assert merged(repo).endswith("The memory is noted.\n")


def test_without_the_driver_git_would_not_have_managed(repo: GitRepo) -> None:
    repo.git("config", "--remove-section", "merge.kb")
    part(repo, edited(*OURS), edited(*THEIRS))
    repo.git("merge", "--no-edit", "side", check=False)
    assert conflicting(repo)


def test_a_conflict_is_git_s_and_lint_says_once_where_it_is(repo: GitRepo, kb_run: Run) -> None:
    part(
        repo,
        edited(*OURS, ("customer", "week")),
        edited(("status: ready", "status: dropped"), ("customer", "shop")),
    )
    said = repo.git("merge", "--no-edit", "side", check=False)
    assert "CONFLICT" in said
    assert conflicting(repo)
    text = merged(repo)
    assert "<<<<<<< ours\nstatus: doing\n=======\nstatus: dropped\n>>>>>>> theirs\nassignee" in text
    assert "<<<<<<< ours\nFolds by week.\n=======\nFolds by shop.\n>>>>>>> theirs\n" in text
    done = kb_run(["lint", "--output-format", "json"], repo.path)
    assert done.code == 1
    (found,) = json.loads(done.out)["diagnostics"]
    assert (found["code"], found["path"], found["line"], found["column"]) == ("FM002", NAME, 5, 1)
    assert "conflict" in found["message"]


def test_the_ancestor_is_shown_where_git_is_to_show_it(repo: GitRepo) -> None:
    repo.git("config", "merge.conflictStyle", "diff3")
    part(
        repo,
        edited(("status: ready", "status: doing"), ("customer", "week")),
        edited(("status: ready", "status: done"), ("customer", "shop")),
    )
    repo.git("merge", "--no-edit", "side", check=False)
    assert "status: doing\n||||||| base\nstatus: ready\n=======\nstatus: done\n" in merged(repo)
    assert "Folds by week.\n||||||| base\nFolds by customer.\n=======\n" in merged(repo)


@pytest.mark.parametrize("size", [3, 12])
def test_markers_are_as_long_as_the_attribute_says(repo: GitRepo, size: int) -> None:
    text = (repo.path / ".gitattributes").read_text() + f"*.md conflict-marker-size={size}\n"
    repo.commit("long markers", {".gitattributes": text})
    part(repo, edited(("status: ready", "status: doing")), edited(("status: ready", "status: done")))
    repo.git("merge", "--no-edit", "side", check=False)
    lines = f"{'<' * size} ours\nstatus: doing\n{'=' * size}\nstatus: done\n{'>' * size} theirs\n"
    assert lines in merged(repo)
    assert merged(repo).count("<" * size) == 1


@pytest.mark.parametrize(
    "name",
    [
        "backlog/a b.md",
        "backlog/it's; touch PWNED; $(touch PWNED).md",
        "backlog/-x.md",
        "backlog/%O%%.md",
        "backlog/é\u202e.md",
    ],
)
def test_a_name_is_a_name_and_nothing_of_it_is_run(repo: GitRepo, name: str) -> None:
    repo.commit("odd", {name: TASK})
    part(repo, edited(*OURS), edited(*THEIRS), name)
    repo.git("merge", "--no-edit", "side")
    assert values(merged(repo, name))["rank"] == "2"
    assert not list(repo.path.rglob("PWNED"))


def test_line_ends_of_a_clone_that_has_others_do_not_matter(repo: GitRepo) -> None:
    repo.git("config", "core.autocrlf", "true")
    part(repo, edited(*OURS).replace("\n", "\r\n"), edited(*THEIRS).replace("\n", "\r\n"))
    repo.git("merge", "--no-edit", "side")
    assert merged(repo).count("\r\n") == merged(repo).count("\n")
    assert values(merged(repo))["rank"] == "2"


def test_line_ends_that_one_side_changed_are_a_change_of_that_side(repo: GitRepo) -> None:
    part(repo, edited(*OURS), edited(*THEIRS).replace("\n", "\r\n"))
    repo.git("merge", "--no-edit", "side")
    assert merged(repo).count("\r\n") == merged(repo).count("\n")
    assert values(merged(repo))["assignee"] == "@mira"


def test_a_renamed_file_is_merged_where_it_is_now(repo: GitRepo) -> None:
    repo.git("checkout", "-q", "-b", "side")
    repo.git("mv", NAME, "backlog/TASK-0001-hash.md")
    repo.commit("theirs", {"backlog/TASK-0001-hash.md": edited(*THEIRS)})
    repo.git("checkout", "-q", "main")
    repo.commit("ours", {NAME: edited(*OURS)})
    repo.git("merge", "--no-edit", "side")
    assert values(merged(repo, "backlog/TASK-0001-hash.md"))["assignee"] == "@mira"


def test_a_file_that_one_side_removed_stays_a_matter_of_git(repo: GitRepo) -> None:
    repo.git("checkout", "-q", "-b", "side")
    repo.git("rm", "-q", NAME)
    repo.commit("theirs")
    repo.git("checkout", "-q", "main")
    repo.commit("ours", {NAME: edited(*OURS)})
    assert "modify/delete" in repo.git("merge", "--no-edit", "side", check=False)


def test_two_records_under_one_new_name_are_not_mixed(repo: GitRepo) -> None:
    name = "backlog/TASK-0002-x.md"
    one, other = (TASK.replace("0001", "0002").replace("hash encoding", what) for what in ("trees", "nets"))
    part(repo, one, other, name)
    repo.git("merge", "--no-edit", "side", check=False)
    assert conflicting(repo)
    head = merged(repo, name).split("---\n")[1]
    assert head.startswith(
        f"<<<<<<< ours\n{one.split('---')[1].strip()}\n=======\n{other.split('---')[1].strip()}\n"
    )


@pytest.mark.parametrize(
    "theirs", ["---\nid: [\n---\nwords\n", "words\n", "", "---\nid: TASK-0001\nid: TASK-0001\n---\n"]
)
def test_a_side_that_cannot_be_read_is_merged_by_lines_as_without_kb(repo: GitRepo, theirs: str) -> None:
    part(repo, edited(*OURS), theirs)
    repo.git("merge", "--no-edit", "side", check=False)
    with_kb = merged(repo), conflicting(repo)
    repo.git("merge", "--abort", check=False)
    repo.git("config", "--remove-section", "merge.kb")
    repo.git("merge", "--no-edit", "side", check=False)
    plain = merged(repo).replace("<<<<<<< HEAD", "<<<<<<< ours").replace(">>>>>>> side", ">>>>>>> theirs")
    assert (plain, conflicting(repo)) == with_kb


@pytest.mark.parametrize(
    "theirs",
    [b"\x00\xff" * 40, TASK.encode() + b"\xff\n", TASK.encode("utf-16"), TASK.encode() + b"x\n" * 700_000],
)
def test_junk_and_giants_end_as_a_conflict_or_by_lines_and_never_badly(repo: GitRepo, theirs: bytes) -> None:
    part(repo, edited(("status: ready", "status: doing")), theirs)
    repo.git("merge", "--no-edit", "side", check=False)
    text = (repo.path / NAME).read_bytes()
    assert b"status: doing" in text
    assert conflicting(repo) or text.endswith(theirs[-2:])


@pytest.mark.parametrize(
    "program", ["/nowhere/kb", "exit 1;", "exit 70;", "kill -9 $$;", "printf x >%A; exit 1;"]
)
def test_both_sides_are_in_the_file_even_if_the_program_is_gone_or_broken(
    repo: GitRepo, program: str
) -> None:
    driver = repo.git("config", "merge.kb.driver")
    program = f"sh -c '{program}' #" if " " in program else program
    broken = driver.replace(str(KB), "{ " + program.replace(" #", "; }") if " #" in program else program, 1)
    repo.git(
        "config", "merge.kb.driver", broken.replace("; } merge-driver --marker-size %L -- %O %A %B %P", "; }")
    )
    part(repo, edited(("status: ready", "status: doing")), edited(("status: ready", "status: dropped")))
    repo.git("merge", "--no-edit", "side", check=False)
    assert conflicting(repo)
    text = (repo.path / NAME).read_text()
    assert "status: dropped" in text
    assert "status: doing" in text or "printf" in program


def test_what_is_set_up_is_set_up_once_and_what_is_there_stays(
    git_repo: Callable[..., GitRepo], kb_run: Run
) -> None:
    attributes = "*.png binary\r\nresearch/**/*.md text merge=union"
    repo = git_repo(
        files={
            "kb.toml": 'records = ["backlog", "research", "notes of [us]"]\n',
            ".gitattributes": attributes,
        }
    )
    done = kb_run(["init", "--merge-driver", "--format", "json"], repo.path)
    said = json.loads(done.out)
    assert done.code == 1
    assert [file["path"] for file in said["written"]] == [".gitattributes", ".git/config"]
    assert [file["path"] for file in said["refused"]] == [".gitattributes"]
    text = (repo.path / ".gitattributes").read_bytes().decode()
    lines = r"backlog/**/*.md merge=kb", r'"notes of \\[us\\]/**/*.md" merge=kb'
    assert text == attributes + "".join(f"\r\n{line}" for line in lines) + "\r\n"
    names = [
        "backlog/a/b.md",
        "backlog/c.md",
        "notes of [us]/x.md",
        "research/x.md",
        "docs/x.md",
        "backlog/x.png",
    ]
    for name, wanted in zip(names, ["kb", "kb", "kb", "union", "unspecified", "unset"], strict=True):
        assert repo.git("check-attr", "merge", "--", name).endswith(f": merge: {wanted}")
    again = json.loads(kb_run(["init", "--merge-driver", "--format", "json"], repo.path).out)
    assert again["written"] == []
    assert (repo.path / ".gitattributes").read_bytes().decode() == text
    assert sorted(path.name for path in repo.path.iterdir()) == [".git", ".gitattributes", "kb.toml"]


def test_a_dry_run_writes_nothing(git_repo: Callable[..., GitRepo], kb_run: Run) -> None:
    repo = git_repo(files={"kb.toml": ""})
    done = kb_run(["init", "--merge-driver", "--dry-run"], repo.path)
    assert (done.code, "+backlog/**/*.md merge=kb" in done.out, "merge.kb.driver would be" in done.err) == (
        0,
        True,
        True,
    )
    assert repo.git("config", "--get", "merge.kb.driver", check=False) == ""
    assert repo.git("status", "--porcelain") == ""


def test_a_new_base_can_have_it_from_the_start(tmp_path: Path, kb_run: Run) -> None:
    assert kb_run(["init", "--merge-driver", "--ci", "none"], tmp_path).code == 0
    assert "merge=kb" in (tmp_path / ".gitattributes").read_text()
    assert "merge-driver" in GitRepo(tmp_path).git("config", "merge.kb.driver")


def test_without_a_repository_it_says_what_is_missing(tmp_path: Path, kb_run: Run) -> None:
    (tmp_path / "kb.toml").write_text("")
    done = kb_run(["init", "--merge-driver"], tmp_path)
    assert done.code == 2
    assert "git init" in done.err
    assert not (tmp_path / ".gitattributes").exists()


def test_a_base_in_a_folder_of_the_repository_asks_there(
    git_repo: Callable[..., GitRepo], kb_run: Run
) -> None:
    repo = git_repo(files={"team/kb.toml": "", f"team/{NAME}": TASK})
    (repo.path / "team" / "deep").mkdir()
    assert kb_run(["init", "--merge-driver"], repo.path / "team" / "deep").code == 0
    assert repo.git("check-attr", "merge", "--", f"team/{NAME}").endswith(": kb")
    assert not (repo.path / ".gitattributes").exists()
