"""What the history tells of every record, read from real repositories in all the states that they get into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from kb import config, disk
from kb.history import chronicle, objects
from kb.history.brief import Brief
from kb.history.lives import Chronicle, Life
from kb.text import frontmatter
from tests.conftest import GitRepo
from tests.history import test_brief

Make = Callable[..., GitRepo]
PATH = "backlog/TASK-0001-try.md"


def record(
    id: str = "TASK-0001", status: str = "idea", title: str = "Try", body: str = "Words.", **more: str
) -> str:
    kind = {"T": "task", "G": "goal", "E": "experiment"}[id[0]]
    fields = {"id": id, "type": kind, "title": title, "status": status, "created": "2026-01-01", **more}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items()) + f"---\n\n{body}\n"


def read(root: Path, revision: str = "HEAD", settings: str = "") -> Chronicle:
    found = chronicle.read(root, config.parse(settings), revision, cached=False)
    test_brief.same(found)
    assert heard(root, revision, settings) == list(found.lives)
    return found


def heard(root: Path, revision: str, settings: str) -> list[Life]:
    """The lives where whoever reads the files says what stands in them, as far as they can be read."""
    reading = chronicle.begin(root, config.parse(settings), revision, cached=False)
    for path in sorted(root.rglob("*.md")):
        text, problem = disk.read_source(root, path.relative_to(root).as_posix())
        values = frontmatter.parse(text.text).values if problem is None else None
        if values is not None:
            reading.hear(text.text, values)
    return list(Brief(reading.brief()).lives)


def test_what_lies_in_the_files_is_not_read_from_git(git_repo: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    crlf = record("TASK-0002", title="Other").replace("\n", "\r\n")
    repo = git_repo(files={"kb.toml": "", PATH: record(), "backlog/TASK-0002-other.md": crlf})
    asked: list[str] = []
    real = objects.contents

    def contents(root: Path, ids: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        for blob, data in real(root, ids):
            asked.append((data or b"").decode())
            yield blob, data

    monkeypatch.setattr(objects, "contents", contents)
    assert len(heard(repo.path, "HEAD", "")) == 2
    assert not any("TASK" in text for text in asked)


def only(root: Path) -> Life:
    found = read(root)
    assert found.untold is None
    (life,) = found.lives
    return life


def way(life: Life) -> list[tuple[str, str]]:
    return [(passage.state, f"{passage.when.at:%m-%d}") for passage in life.passages]


def spells(found: object) -> list[tuple[str, str, str]]:
    return [
        (f"{spell.since:%m-%d}", f"{spell.until:%m-%d}" if spell.until else "", spell.reason)
        for spell in found  # type: ignore[attr-defined]
    ]


def on(day: str) -> str:
    return f"2026-{day}T12:00:00Z"


def move(repo: GitRepo, status: str, day: str, path: str = PATH, **more: str) -> str:
    """Commit a state of the task."""
    return repo.commit(f"to {status}", {path: record(status=status, **more)}, on(day))


def git_on(repo: GitRepo, day: str, *arguments: str) -> None:
    repo.git(*arguments, env={"GIT_AUTHOR_DATE": on(day), "GIT_COMMITTER_DATE": on(day)})


# -- one record ----------------------------------------------------------------------------------------


def test_a_record_is_followed_from_state_to_state_and_under_other_names(git_repo: Make) -> None:
    repo = git_repo()
    first = move(repo, "idea", "01-01")
    move(repo, "doing", "01-03")
    repo.git("mv", PATH, "backlog/TASK-0001-attempt.md")
    move(repo, "review", "01-04", "backlog/TASK-0001-attempt.md", title="Attempt")
    (repo.path / "research").mkdir()
    repo.git("mv", "backlog/TASK-0001-attempt.md", "research/TASK-0001-attempt.md")
    last = repo.commit("into another folder", at=on("01-05"))
    found = read(repo.path)
    (life,) = found.lives
    assert way(life) == [("idea", "01-01"), ("doing", "01-03"), ("review", "01-04")]
    assert (life.title, life.path, life.begun.author) == (
        "Attempt",
        "research/TASK-0001-attempt.md",
        "Test Author",
    )
    assert (life.begun.commit, life.touched.commit, life.gone) == (first, last, None)
    assert found.head is not None
    assert (found.head.commit, found.commits, found.cut) == (last, 4, False)
    assert found.alive["TASK-0001"] is found.at["research/TASK-0001-attempt.md"] is life


def test_a_renumbered_record_keeps_its_life_and_the_number_has_two_owners(git_repo: Make) -> None:
    repo = git_repo()
    move(repo, "ready", "01-01")
    repo.git("mv", PATH, "backlog/TASK-0002-try.md")
    at = {"backlog/TASK-0002-try.md": record("TASK-0002", "ready")}
    repo.commit("renumber", at, on("01-02"))
    repo.commit("take the number", {PATH: record(title="Something else")}, on("01-03"))
    found = read(repo.path)
    assert [(life.id, life.former, life.title) for life in found.lives] == [
        ("TASK-0002", ("TASK-0001",), "Try"),
        ("TASK-0001", (), "Something else"),
    ]
    assert [life.id for life in found.owners("TASK-0001")] == ["TASK-0002", "TASK-0001"]


def test_a_record_that_is_brought_back_goes_on_and_another_with_its_id_does_not(git_repo: Make) -> None:
    repo = git_repo()
    move(repo, "doing", "01-01")
    repo.git("rm", "-q", PATH)
    gone = repo.commit("drop", at=on("01-02"))
    assert only(repo.path).gone is not None
    assert only(repo.path).gone.commit == gone  # type: ignore[union-attr]
    move(repo, "done", "01-05", "backlog/TASK-0001-again.md")
    life = only(repo.path)
    assert way(life) == [("doing", "01-01"), ("done", "01-05")]
    assert spells(life.unread) == [("01-02", "01-05", "it was not there")]
    assert life.gone is None
    repo.git("rm", "-q", "backlog/TASK-0001-again.md")
    repo.commit("drop", at=on("01-06"))
    repo.commit("take the id", {PATH: record(title="Else").replace("2026-01-01", "2026-01-07")}, on("01-07"))
    assert [(one.title, one.gone is None) for one in read(repo.path).lives] == [
        ("Try", False),
        ("Else", True),
    ]


def test_a_record_that_could_not_be_read_for_a_while_has_that_said(git_repo: Make) -> None:
    repo = git_repo()
    move(repo, "ready", "01-01")
    repo.commit("break", {PATH: "---\nid: [\n---\n"}, on("01-02"))
    repo.commit("break", {PATH: b"---\nid: TASK-0001\n---\n\xff\n"}, on("01-03"))
    move(repo, "doing", "01-04")
    life = only(repo.path)
    assert way(life) == [("ready", "01-01"), ("doing", "01-04")]
    ((since, until, reason),) = spells(life.unread)
    assert (since, until) == ("01-02", "01-04")
    assert reason
    repo.commit("break", {PATH: "x" * (1024 * 1024 + 1)}, on("01-05"))
    assert spells(only(repo.path).unread)[1] == ("01-05", "", "the file is larger than 1,048,576 bytes")


def test_what_never_was_a_record_has_no_life_unless_it_is_named_like_one(git_repo: Make) -> None:
    repo = git_repo(
        files={"backlog/README.md": "# Backlog\n", PATH: "nothing\n", "backlog/notes.txt": record()}
    )
    life = only(repo.path)
    assert (life.id, life.state, life.path) == ("TASK-0001", None, PATH)
    assert len(life.unread) == 1


def test_times_of_being_blocked_begin_where_the_record_says(git_repo: Make) -> None:
    repo = git_repo()
    move(repo, "doing", "01-02")
    move(repo, "doing", "01-05", blocked="{since: 2026-01-03, reason: no data}")
    move(repo, "doing", "01-07")
    move(repo, "doing", "01-08", blocked="{since: 2025-01-01, by: [TASK-0002, TASK-0003]}")
    move(repo, "doing", "01-09", blocked="{since: 2026-01-08, reason: still}")
    assert spells(only(repo.path).blocked) == [("01-03", "01-07", "no data"), ("01-08", "", "still")]
    repo.git("rm", "-q", PATH)
    repo.commit("drop", at=on("01-10"))
    assert spells(only(repo.path).blocked)[1] == ("01-08", "01-10", "still")


def test_a_record_was_not_blocked_before_it_began(git_repo: Make) -> None:
    repo = git_repo()
    move(repo, "doing", "01-05", blocked="{since: 2026-01-01, reason: no data}")
    assert spells(only(repo.path).blocked) == [("01-05", "", "no data")]


def test_aims_are_those_of_tasks_as_they_were_moved(git_repo: Make) -> None:
    repo = git_repo()
    for day, target in (("01-01", "0.8"), ("01-02", "0.8"), ("01-03", "0.75")):
        smart = f"{{measurable: {{metric: f1, dataset: test, target: {target}}}}}"
        move(repo, "ready", day, smart=smart, note=day)
    move(repo, "ready", "01-04")
    aims = only(repo.path).aims
    assert [(f"{a.when.at:%d}", a.metric, a.dataset, a.target, a.direction) for a in aims] == [
        ("01", "f1", "test", 0.8, None),
        ("03", "f1", "test", 0.75, None),
        ("04", None, None, None, None),
    ]


def test_values_are_those_of_the_last_version(git_repo: Make) -> None:
    repo = git_repo()
    move(repo, "idea", "01-01", goal="GOAL-0001", assignee="ana")
    move(repo, "idea", "01-02", goal="GOAL-0002", owner="bo", visibility="public")
    life = only(repo.path)
    assert (life.values, life.visibility) == ({"goal": "GOAL-0002", "owner": "bo"}, "public")


def test_where_a_clock_was_behind_the_version_before_counts(git_repo: Make) -> None:
    repo = git_repo()
    move(repo, "idea", "01-10")
    move(repo, "ready", "01-05")
    repo.commit("other", {"backlog/TASK-0002-b.md": record("TASK-0002")}, on("01-06"))
    move(repo, "done", "01-12")
    lives = read(repo.path).alive
    assert way(lives["TASK-0001"]) == [("idea", "01-10"), ("ready", "01-10"), ("done", "01-12")]
    assert way(lives["TASK-0002"]) == [("idea", "01-06")]


def test_a_time_that_no_calendar_has_is_read_as_the_nearest_one(git_repo: Make) -> None:
    repo = git_repo()
    move(repo, "idea", "01-01")
    tree = repo.git("rev-parse", "HEAD^{tree}")
    for at, year in (("99999999999999", 9999), ("5", 1970), ("nothing", 1970)):
        text = f"tree {tree}\nauthor A <a@b> {at} +0000\ncommitter A <a@b> 5 +0000\n\nx\n"
        repo.write("commit", text)
        commit = repo.git("hash-object", "-t", "commit", "-w", "--literally", "commit")
        (life,) = read(repo.path, commit).lives
        assert life.begun.at.year == year
        assert life.begun.at.astimezone(timezone(timedelta(hours=14))).year == year


# -- merges and other ways to bring commits together -----------------------------------------------------


def forked(git_repo: Make) -> GitRepo:
    """A task that was begun on the 1st, and a branch from there."""
    repo = git_repo()
    move(repo, "idea", "01-01")
    repo.git("branch", "side")
    return repo


def test_a_merge_takes_over_what_was_done_on_the_branch(git_repo: Make) -> None:
    repo = forked(git_repo)
    repo.commit("elsewhere", {"backlog/TASK-0002-b.md": record("TASK-0002")}, on("01-02"))
    repo.git("switch", "-q", "side")
    move(repo, "ready", "01-03")
    repo.git("mv", PATH, "backlog/TASK-0001-new.md")
    move(repo, "doing", "01-04", "backlog/TASK-0001-new.md")
    repo.git("switch", "-q", "main")
    git_on(repo, "01-09", "merge", "-q", "--no-ff", "-m", "merge", "side")
    lives = read(repo.path).alive
    assert way(lives["TASK-0001"]) == [("idea", "01-01"), ("ready", "01-03"), ("doing", "01-04")]
    assert lives["TASK-0001"].path == "backlog/TASK-0001-new.md"
    assert lives["TASK-0001"].touched.at.day == 4
    assert len(lives) == 2


@pytest.mark.parametrize("result", ["doing", "ready", "done"])
def test_where_both_sides_moved_the_result_decides(git_repo: Make, result: str) -> None:
    repo = forked(git_repo)
    move(repo, "doing", "01-03", body="Ours.")
    repo.git("switch", "-q", "side")
    move(repo, "ready", "01-02", body="Theirs.")
    repo.git("switch", "-q", "main")
    git_on(repo, "01-09", "merge", "-q", "--no-commit", "-s", "ours", "side")
    move(repo, result, "01-09", body="Both.")
    expected = {
        "doing": [("idea", "01-01"), ("doing", "01-03")],
        "ready": [("idea", "01-01"), ("ready", "01-02")],
        "done": [("idea", "01-01"), ("doing", "01-03"), ("done", "01-09")],
    }
    assert way(only(repo.path)) == expected[result]


def test_a_merge_that_removes_what_both_sides_have_is_what_removed_it(git_repo: Make) -> None:
    repo = forked(git_repo)
    move(repo, "ready", "01-02")
    repo.git("switch", "-q", "side")
    repo.commit("other", {"backlog/TASK-0002-b.md": record("TASK-0002")}, on("01-03"))
    repo.git("switch", "-q", "main")
    git_on(repo, "01-04", "merge", "-q", "--no-commit", "-s", "ours", "side")
    repo.git("rm", "-q", PATH)
    merge = repo.commit("evil", at=on("01-04"))
    assert [(life.id, life.gone and life.gone.commit) for life in read(repo.path).lives] == [
        ("TASK-0001", merge),
        ("TASK-0002", merge),
    ]


def test_what_was_removed_on_a_branch_went_there(git_repo: Make) -> None:
    repo = forked(git_repo)
    repo.commit("elsewhere", {"backlog/TASK-0002-b.md": record("TASK-0002")}, on("01-02"))
    repo.git("switch", "-q", "side")
    repo.git("rm", "-q", PATH)
    gone = repo.commit("drop", at=on("01-03"))
    repo.git("switch", "-q", "main")
    git_on(repo, "01-04", "merge", "-q", "-m", "merge", "side")
    life = next(read(repo.path).owners("TASK-0001"))
    assert life.gone is not None
    assert life.gone.commit == gone


def test_an_octopus_brings_every_record_with_its_past(git_repo: Make) -> None:
    repo = git_repo(files={"backlog/TASK-0009-z.md": record("TASK-0009")})
    for number in (1, 2, 3):
        repo.git("switch", "-q", "-c", f"b{number}", "main")
        path = f"backlog/TASK-000{number}-a.md"
        repo.commit("new", {path: record(f"TASK-000{number}")}, on(f"01-0{number}"))
        repo.commit("on", {path: record(f"TASK-000{number}", "ready")}, on(f"01-1{number}"))
    repo.git("switch", "-q", "main")
    git_on(repo, "02-01", "merge", "-q", "-m", "all", "b1", "b2", "b3")
    lives = read(repo.path).alive
    assert [way(lives[f"TASK-000{n}"]) for n in (1, 2, 3)] == [
        [("idea", f"01-0{n}"), ("ready", f"01-1{n}")] for n in (1, 2, 3)
    ]
    assert way(lives["TASK-0009"]) == [("idea", "01-01")]


def test_a_squash_is_one_step_and_merging_its_branch_later_ends_nothing(git_repo: Make) -> None:
    repo = git_repo(files={"README.md": "x\n"})
    repo.git("switch", "-q", "-c", "side")
    move(repo, "idea", "01-02")
    move(repo, "doing", "01-03")
    repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "--squash", "side")
    repo.commit("squashed", at=on("01-04"))
    assert way(only(repo.path)) == [("doing", "01-04")]
    git_on(repo, "01-05", "merge", "-q", "--no-ff", "-m", "again", "side")
    life = only(repo.path)
    assert (way(life), life.gone) == ([("doing", "01-04")], None)


@pytest.mark.parametrize("onto", ["main", "side"])
def test_what_both_sides_made_and_one_removed_is_one_record(git_repo: Make, onto: str) -> None:
    repo = git_repo(files={"README.md": "x\n"})
    repo.git("switch", "-q", "-c", "side")
    made = move(repo, "idea", "01-02")
    repo.git("rm", "-q", PATH)
    repo.commit("drop", at=on("01-03"))
    repo.git("switch", "-q", "main")
    repo.commit("other", {"README.md": "y\n"}, on("01-02"))
    repo.git("cherry-pick", made)
    repo.git("switch", "-q", onto)
    git_on(repo, "01-05", "merge", "-q", "--no-ff", "-m", "both", "side" if onto == "main" else "main")
    life = only(repo.path)
    assert (life.path, way(life), life.gone) == (PATH, [("idea", "01-02")], None)


def test_a_rebase_keeps_the_days_on_which_it_was_written(git_repo: Make) -> None:
    repo = forked(git_repo)
    repo.git("switch", "-q", "side")
    move(repo, "ready", "01-02")
    move(repo, "doing", "01-03")
    before = read(repo.path)
    repo.git("switch", "-q", "main")
    repo.commit("later", {"backlog/TASK-0002-b.md": record("TASK-0002")}, on("01-08"))
    repo.git("switch", "-q", "side")
    repo.git("rebase", "-q", "main")
    assert way(read(repo.path).alive["TASK-0001"]) == way(before.alive["TASK-0001"])


def test_a_cherry_pick_counts_once_and_an_amended_commit_not_at_all(git_repo: Make) -> None:
    repo = forked(git_repo)
    repo.git("switch", "-q", "side")
    move(repo, "ready", "01-02")
    repo.git("switch", "-q", "main")
    repo.commit("other", {"README.md": "x\n"}, on("01-03"))
    repo.git("cherry-pick", "side")
    git_on(repo, "01-05", "merge", "-q", "-m", "merge", "side")
    assert way(only(repo.path)) == [("idea", "01-01"), ("ready", "01-02")]
    repo.write(PATH, record(status="doing"))
    repo.git("commit", "-qam", "doing")
    repo.write(PATH, record(status="review"))
    repo.git("commit", "-qa", "--amend", "-m", "review")
    assert [state for state, _ in way(only(repo.path))] == ["idea", "ready", "review"]


def test_histories_that_have_nothing_in_common_come_together(git_repo: Make) -> None:
    repo = git_repo(files={"README.md": "x\n"})
    repo.git("switch", "-q", "--orphan", "other")
    move(repo, "idea", "01-02")
    move(repo, "ready", "01-03")
    repo.git("switch", "-q", "main")
    git_on(repo, "01-04", "merge", "-q", "--allow-unrelated-histories", "-m", "both", "other")
    assert way(only(repo.path)) == [("idea", "01-02"), ("ready", "01-03")]


# -- repositories in odd states ------------------------------------------------------------------------


def test_without_a_history_nothing_is_known_and_it_is_said_why(
    git_repo: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read(tmp_path).untold == "this is no git repository, or none that git trusts"
    repo = git_repo()
    assert read(repo.path).untold == "there is no commit yet"
    move(repo, "idea", "01-01")
    assert read(repo.path, "elsewhere").untold == "there is no revision elsewhere here"
    assert read(repo.path).untold is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read(repo.path).untold == "git cannot be run here"


def test_where_a_shallow_clone_ends_records_may_be_older(git_repo: Make, tmp_path: Path) -> None:
    repo = git_repo()
    move(repo, "idea", "01-01")
    move(repo, "ready", "01-02")
    repo.commit("new", {"backlog/TASK-0002-b.md": record("TASK-0002")}, on("01-03"))
    clone = tmp_path / "clone"
    repo.git("clone", "-q", "--depth=2", f"file://{repo.path}", str(clone))
    found = read(clone)
    assert found.cut
    assert [(life.id, life.cut, way(life)) for life in found.lives] == [
        ("TASK-0001", True, [("ready", "01-02")]),
        ("TASK-0002", False, [("idea", "01-03")]),
    ]


def test_of_a_clone_that_holds_no_versions_nothing_is_told_and_nothing_fetched(
    git_repo: Make, tmp_path: Path
) -> None:
    repo = git_repo()
    repo.git("config", "uploadpack.allowFilter", "true")
    move(repo, "idea", "01-01")
    move(repo, "ready", "01-02")
    clone = tmp_path / "clone"
    repo.git("clone", "-q", "--filter=blob:none", "--no-checkout", f"file://{repo.path}", str(clone))
    before = sorted((clone / ".git" / "objects").rglob("*"))
    untold = read(clone).untold
    assert untold is not None
    assert untold.startswith("some versions of records are not in this clone")
    assert sorted((clone / ".git" / "objects").rglob("*")) == before


def test_another_commit_than_the_head_of_a_branch_is_looked_from(git_repo: Make) -> None:
    repo = git_repo()
    move(repo, "idea", "01-01")
    old = move(repo, "ready", "01-02")
    move(repo, "doing", "01-03")
    repo.git("checkout", "-q", old)
    assert way(only(repo.path)) == [("idea", "01-01"), ("ready", "01-02")]
    (life,) = read(repo.path, "main").lives
    assert life.state == "doing"


def test_linked_work_trees_look_from_their_own_commit(git_repo: Make, tmp_path: Path) -> None:
    repo = git_repo()
    move(repo, "idea", "01-01")
    repo.git("worktree", "add", "-q", "-b", "side", str(tmp_path / "linked"))
    linked = GitRepo(tmp_path / "linked")
    move(linked, "ready", "01-02")
    assert (only(repo.path).state, only(linked.path).state) == ("idea", "ready")


def test_a_base_in_a_folder_has_paths_from_there_and_only_its_own_records(git_repo: Make) -> None:
    repo = git_repo()
    repo.commit("outside", {f"docs/kb/{PATH}": record(), PATH: record("TASK-0002")}, on("01-01"))
    repo.commit("on", {f"docs/kb/{PATH}": record(status="ready")}, on("01-02"))
    life = only(repo.path / "docs" / "kb")
    assert (life.path, way(life)) == (PATH, [("idea", "01-01"), ("ready", "01-02")])


def test_a_base_in_a_submodule_has_its_own_history(git_repo: Make, tmp_path: Path) -> None:
    inner = git_repo(tmp_path / "inner")
    move(inner, "idea", "01-01")
    move(inner, "ready", "01-02")
    outer = git_repo(tmp_path / "outer", {"README.md": "x\n"})
    outer.git("submodule", "--quiet", "add", str(inner.path), "base")
    outer.commit("add")
    assert [state for state, _ in way(only(outer.path / "base"))] == ["idea", "ready"]
    # Records that are another repository's are not this one's.
    outer.git("submodule", "--quiet", "add", str(inner.path), "backlog")
    outer.commit("add")
    assert read(outer.path).lives == ()


def test_links_and_submodules_named_like_records_are_none(git_repo: Make) -> None:
    repo = git_repo()
    move(repo, "idea", "01-01")
    (repo.path / PATH).unlink()
    (repo.path / PATH).symlink_to("../README.md")
    head = repo.git("rev-parse", "HEAD")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{head},backlog/TASK-0002-b.md")
    repo.git("add", PATH)
    git_on(repo, "01-02", "commit", "-qm", "link")
    assert only(repo.path).gone is not None


def test_record_folders_and_exclusions_are_those_of_the_time(git_repo: Make) -> None:
    repo = git_repo()
    old = "old/TASK-0001-try.md"
    repo.commit(
        "begin",
        {"kb.toml": 'records = ["old"]\n', old: record(), "backlog/TASK-0002-b.md": record("TASK-0002")},
    )
    repo.commit("on", {old: record(status="ready")}, on("01-02"))
    repo.git("mv", old, "old/TASK-0001-x.md")
    (repo.path / "backlog").mkdir(exist_ok=True)
    repo.git("mv", "old/TASK-0001-x.md", PATH)
    repo.commit("move", {"kb.toml": ""}, on("01-03"))
    lives = read(repo.path).alive
    assert way(lives["TASK-0001"]) == [("idea", "01-01"), ("ready", "01-02")]
    assert way(lives["TASK-0002"]) == [("idea", "01-03")]
    repo.commit("exclude", {"kb.toml": 'exclude = ["**/TASK-0002*"]\n'}, on("01-04"))
    assert sorted(read(repo.path).alive) == ["TASK-0001"]
    repo.commit("break", {"kb.toml": "records = [\n", PATH: record(status="doing")}, on("01-05"))
    assert sorted(read(repo.path).alive) == ["TASK-0001"]
    repo.commit("mend", {"kb.toml": ""}, on("01-06"))
    found = read(repo.path).alive
    assert way(found["TASK-0001"])[-1] == ("doing", "01-05")
    assert spells(found["TASK-0002"].unread) == [("01-04", "01-06", "it was not there")]


def test_a_table_in_pyproject_configures_as_well(git_repo: Make) -> None:
    repo = git_repo()
    project = '[project]\nname = "x"\n[tool.kb]\nrecords = ["notes"]\n'
    repo.commit("begin", {"pyproject.toml": project, "notes/TASK-0001-a.md": record()}, on("01-01"))
    (life,) = read(repo.path, settings='records = ["notes"]').lives
    assert life.path == "notes/TASK-0001-a.md"


def test_names_are_read_byte_for_byte(git_repo: Make) -> None:
    repo = git_repo()
    names = ["backlog/TASK-0001-\udcff.md", 'backlog/TASK-0002-a b"c\\d\te.md', "backlog/TASK-0003-ü\n.md"]
    (repo.path / "backlog").mkdir()
    for number, name in enumerate(names, 1):
        (repo.path / name).write_text(record(f"TASK-000{number}"))
    repo.git("add", "--all")
    person = {"GIT_AUTHOR_NAME": "Zo\udce9 :100644 x", "GIT_AUTHOR_EMAIL": ""}
    repo.git("commit", "-qm", "odd", env=person)
    found = read(repo.path)
    assert [life.path for life in found.lives] == sorted(names)
    assert found.lives[0].begun.author == "Zoé :100644 x"
    repo.git("-c", "i18n.commitEncoding=latin-1", "commit", "-q", "--allow-empty", "-m", "x", env={
        "GIT_AUTHOR_NAME": "Zo\udce9",
    })  # fmt: skip
    head = read(repo.path).head
    assert head is not None
    assert head.author == "Zoé"


# -- repositories that somebody sent -------------------------------------------------------------------


def test_no_setting_of_a_repository_is_run_or_changes_what_is_told(git_repo: Make, tmp_path: Path) -> None:
    repo = git_repo()
    move(repo, "idea", "01-01")
    repo.commit(
        "other", {"backlog/TASK-0002-b.md": record("TASK-0002", body="Words.\nMore of them.")}, on("01-02")
    )
    repo.git("mv", PATH, "backlog/TASK-0001-new.md")
    repo.commit("rename", at=on("01-03"))
    before = read(repo.path)
    mark = tmp_path / "run"
    program = repo.write("evil.sh", f"#!/bin/sh\ntouch {mark}\ncat\n")
    program.chmod(0o755)
    settings = {
        "core.fsmonitor": str(program), "core.pager": str(program), "core.sshCommand": str(program),
        "diff.external": str(program), "diff.evil.textconv": str(program), "diff.evil.command": str(program),
        "filter.evil.clean": str(program), "filter.evil.smudge": str(program), "gpg.program": str(program),
        "log.showSignature": "true", "log.follow": "true", "log.showRoot": "false", "log.diffMerges": "off",
        "log.date": "nonsense", "log.mailmap": "true", "mailmap.file": str(repo.path / "map"),
        "diff.renames": "copies", "diff.orderFile": str(repo.path / "nowhere"), "diff.algorithm": "nonsense",
        "diff.relative": "true", "diff.noprefix": "true", "diff.ignoreSubmodules": "nonsense",
        "core.quotePath": "true", "core.abbrev": "5", "color.ui": "always", "format.pretty": "oneline",
        "i18n.logOutputEncoding": "UTF-16", "core.precomposeUnicode": "true", "log.excludeDecoration": "*",
    }  # fmt: skip
    for key, value in settings.items():
        repo.git("config", key, value)
    repo.write("map", "Another Name <author@example.org>\n")
    repo.write(".git/info/attributes", "*.md diff=evil filter=evil\n")
    for hook in ("post-checkout", "reference-transaction", "fsmonitor-watchman"):
        repo.write(f".git/hooks/{hook}", f"#!/bin/sh\ntouch {mark}\n").chmod(0o755)
    # A commit that says it is another one, and one that says where it comes from.
    commits = repo.git("rev-list", "HEAD").split()
    repo.write(f".git/refs/replace/{commits[0]}", f"{commits[-1]}\n")
    repo.write(".git/info/grafts", f"{commits[0]}\n")
    after = read(repo.path)
    assert after.untold is None
    assert after.lives == before.lives
    assert after.head == before.head
    assert not mark.exists()
