"""`kb renumber` on real repositories: two branches take the same id, and one command repairs it."""

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kb import base, config
from kb.base import KnowledgeBase
from kb.graph import Graph
from tests.conftest import Finished, GitRepo

Run = Callable[..., Finished]
TASK = "---\nid: {}\ntype: task\ntitle: {}\nstatus: idea\ncreated: 2026-01-05\n{}---\n{}"
_WANTED = re.compile(r"(TASK-[0-9]+)[^\n]*? wants ([A-Za-z0-9]+)")


def day(number: int) -> str:
    return f"2026-01-{number:02d}T12:00:00Z"


def known(root: Path) -> KnowledgeBase:
    return base.load(config.read(root))


def task(number: int, title: str, more: str = "", body: str = "") -> dict[str, str]:
    id = f"TASK-{number:04d}"
    return {f"backlog/{id}-{title.lower()}.md": TASK.format(id, title, more, body)}


def paths(repo: GitRepo) -> list[str]:
    return sorted(path.name for path in (repo.path / "backlog").iterdir())


def result(done: Finished) -> dict[str, list[dict[str, str]]]:
    read: dict[str, list[dict[str, str]]] = json.loads(done.out)
    return read


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    return git_repo(files={"kb.toml": "", **task(1, "Common")})


def both(repo: GitRepo, *, first: int = 2, second: int = 3, merge: str = "--no-edit") -> None:
    """Two branches take TASK-0002; the one of the branch is written on the second day."""
    repo.git("checkout", "-q", "-b", "side")
    files = {**task(2, "Side", body="I am TASK-0002.\n"), **task(3, "Uses", "depends_on: [TASK-0002]\n")}
    repo.commit("side", files, at=day(second))
    repo.git("checkout", "-q", "main")
    files = {**task(2, "Main"), **task(4, "Needs", "depends_on: [TASK-0002]\n", "As [[TASK-0002]] says.\n")}
    repo.commit("main", files, at=day(first))
    if merge:
        repo.git("merge", "-q", merge, "side")


def repaired(repo: GitRepo, kb_run: Run, keeps: str, follows: dict[str, str]) -> None:
    done = kb_run(["renumber", "--format", "json"], repo.path)
    assert (done.code, done.err) == (0, "")
    read = result(done)
    assert read["unchanged"] == read["refused"] == []
    now = known(repo.path)
    assert len(now.by_id) == len(now.documents)
    assert now.get("TASK-0002").path.endswith(keeps)
    assert not Graph(now).dangling
    for id, title in follows.items():
        (link,) = Graph(now).links(id, ["depends_on"])
        assert link.target.record is not None
        assert link.target.record.title == title
    again = kb_run(["renumber"], repo.path)
    assert (again.code, again.out, again.err) == (0, "", "No id is taken twice.\n")


ALL = {"TASK-0003": "Side", "TASK-0004": "Main"}


def test_the_older_record_keeps_the_id(repo: GitRepo, kb_run: Run) -> None:
    both(repo)
    repaired(repo, kb_run, "main.md", ALL)
    assert "I am TASK-0005." in (repo.path / "backlog/TASK-0005-side.md").read_text()


def test_the_older_record_keeps_the_id_whichever_side_it_is_on(repo: GitRepo, kb_run: Run) -> None:
    both(repo, first=9)
    repaired(repo, kb_run, "side.md", ALL)


def test_a_merge_that_is_not_committed_yet_can_be_repaired(repo: GitRepo, kb_run: Run) -> None:
    both(repo, merge="--no-commit")
    repaired(repo, kb_run, "main.md", ALL)


def test_a_merge_of_three_branches_gives_two_new_ids(repo: GitRepo, kb_run: Run) -> None:
    both(repo, merge="")
    repo.git("checkout", "-q", "-b", "third", "main~1")
    repo.commit("third", {**task(2, "Third"), **task(6, "Also", "depends_on: [TASK-0002]\n")}, at=day(5))
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-edit", "side", "third")
    done = kb_run(["renumber", "--format", "json"], repo.path)
    now = known(repo.path)
    titles = {id: document.record.title for id, document in now.by_id.items() if document.record is not None}
    assert titles["TASK-0002"] == "Main"
    assert {titles["TASK-0007"], titles["TASK-0008"]} == {"Side", "Third"}
    assert len(now.by_id) == len(now.documents)
    for refused in result(done)["refused"]:  # what two sides explain in two ways is left to people, and told
        assert "may mean either" in refused["why"]
    assert done.code == (1 if result(done)["refused"] else 0)


@pytest.mark.parametrize("way", ["rebase", "squash"])
def test_without_a_merge_what_came_with_a_record_means_it(repo: GitRepo, kb_run: Run, way: str) -> None:
    both(repo, first=9, merge="")  # what was there first is older, whatever the days say
    if way == "rebase":
        repo.git("rebase", "-q", "main", "side")
    else:
        repo.git("merge", "-q", "--squash", "side")
        repo.commit("squashed", at=day(12))
    repaired(repo, kb_run, "main.md", ALL)


def test_a_renamed_file_is_as_old_as_under_its_first_name(repo: GitRepo, kb_run: Run) -> None:
    both(repo)
    repo.git("mv", "backlog/TASK-0002-main.md", "backlog/TASK-0002-another.md")
    repo.commit("rename", at=day(9))
    repaired(repo, kb_run, "another.md", ALL)


def test_what_is_in_no_commit_is_younger(repo: GitRepo, kb_run: Run) -> None:
    repo.commit("older", {**task(2, "Main"), **task(4, "Needs", "depends_on: [TASK-0002]\n")}, at=day(2))
    for path, text in {**task(2, "Alpha"), **task(3, "Uses", "depends_on: [TASK-0002]\n")}.items():
        repo.write(path, text)
    repaired(repo, kb_run, "main.md", {"TASK-0003": "Alpha", "TASK-0004": "Main"})


def test_a_base_in_a_folder_of_a_repository_is_repaired_too(
    git_repo: Callable[..., GitRepo], kb_run: Run
) -> None:
    whole = git_repo(files={"work/kb.toml": "", **{f"work/{p}": t for p, t in task(1, "Common").items()}})
    both(GitRepo(whole.path / "work"))
    repaired(GitRepo(whole.path / "work"), kb_run, "main.md", ALL)


def test_what_was_written_after_the_merge_is_told_and_left(repo: GitRepo, kb_run: Run) -> None:
    both(repo)
    repo.commit(
        "later",
        task(5, "Later", "depends_on: [TASK-0002]\n", "A link: [it](TASK-0002-side.md).\n"),
        at=day(6),
    )
    before = (repo.path / "backlog/TASK-0005-later.md").read_text()
    done = kb_run(["renumber", "--format", "json"], repo.path)
    assert done.code == 1
    assert result(done)["refused"] == [
        {"path": "backlog/TASK-0005-later.md", "why": "7:14: TASK-0002 may mean either record here"}
    ]
    after = (repo.path / "backlog/TASK-0005-later.md").read_text()
    assert after == before.replace("TASK-0002-side", "TASK-0006-side")  # a path says which one is meant
    assert not Graph(known(repo.path)).dangling


def test_the_same_moment_is_refused_and_people_choose(repo: GitRepo, kb_run: Run) -> None:
    both(repo, first=3)
    before = paths(repo)
    done = kb_run(["renumber", "--format", "json"], repo.path)
    assert done.code == 1
    assert paths(repo) == before
    (refused,) = result(done)["refused"]
    command = refused["why"].rpartition("`kb ")[2].rstrip("`").split()
    assert command == ["renumber", "backlog/TASK-0002-side.md", "TASK-0005"]
    assert kb_run(["renumber", "TASK-0002", "TASK-0005"], repo.path).code == 1
    done = kb_run(command, repo.path)
    assert done.code == 0, done.err
    assert Graph(known(repo.path)).links("TASK-0003")[0].target_id == "TASK-0005"
    assert Graph(known(repo.path)).links("TASK-0004")[0].target_id == "TASK-0002"


def test_a_shallow_clone_does_not_guess(repo: GitRepo, kb_run: Run, tmp_path: Path) -> None:
    both(repo)
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.path}", str(tmp_path / "clone"))
    done = kb_run(["renumber"], tmp_path / "clone")
    assert done.code == 1
    assert "the history does not tell which is older" in done.out


def test_without_git_it_does_not_guess_either(tmp_path: Path, kb_run: Run) -> None:
    folder = tmp_path / "plain"
    (folder / "backlog").mkdir(parents=True)
    (folder / "kb.toml").write_text("")
    for path, text in {**task(2, "A"), **task(2, "B"), **task(3, "C", "depends_on: [TASK-0002]\n")}.items():
        (folder / path).write_text(text)
    assert kb_run(["renumber"], folder).code == 1
    done = kb_run(["renumber", "backlog/TASK-0002-b.md", "TASK-0004", "--format", "json"], folder)
    assert done.code == 1
    assert [refused["path"] for refused in result(done)["refused"]] == ["backlog/TASK-0003-c.md"]
    assert sorted(known(folder).by_id) == ["TASK-0002", "TASK-0003", "TASK-0004"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["TASK-0009", "TASK-0010"], 1, "there is no record TASK-0009"),
        (["TASK-0001", "TASK-0001"], 1, "its id already"),
        (["TASK-0001", "TASK-10"], 2, "written like TASK-0005"),
        (["TASK-0001", "TASK-0000"], 2, "written like"),
        (["TASK-0001", "GOAL-0001"], 2, "no id of a task"),
        (["TASK-0001", "../x"], 2, "no id of a task"),
        (["TASK-0001", "TASK-0002"], 1, "is the id of backlog/TASK-0002-kept.md"),
        (["TASK-0001", "TASK-0003"], 1, "not used again"),
        (["TASK-0001", "TASK-0004"], 1, "not used again"),
        (["TASK-0001"], 2, "Give the new id too"),
    ],
)
def test_an_id_that_does_not_fit_or_was_used_is_refused(
    repo: GitRepo, kb_run: Run, arguments: list[str], code: int, words: str
) -> None:
    repo.commit("more", {**task(2, "Kept"), **task(3, "Gone")})
    repo.git("rm", "-q", "backlog/TASK-0003-gone.md")
    repo.commit("less")
    repo.git("checkout", "-q", "-b", "elsewhere")
    repo.commit("elsewhere", task(4, "Elsewhere"))
    repo.git("checkout", "-q", "main")
    before = repo.git("status", "--porcelain"), paths(repo)
    for more in ([], ["--dry-run"]):
        done = kb_run(["renumber", *arguments, *more], repo.path)
        assert done.code == code, done.err
        assert words in done.err
    assert (repo.git("status", "--porcelain"), paths(repo)) == before


def test_one_record_gets_another_id_with_pages_that_name_it(repo: GitRepo, kb_run: Run) -> None:
    repo.commit("more", {
        **task(2, "Uses", "depends_on: [TASK-0001]\n"),
        "docs/page.md": "Read [it](../backlog/TASK-0001-common.md), that is TASK-0001.\n",
        "kb.toml": "# TASK-0001\n",
    })  # fmt: skip
    shown = kb_run(["renumber", "TASK-0001", "TASK-0040", "--dry-run"], repo.path)
    assert repo.git("status", "--porcelain") == ""
    done = kb_run(["renumber", "TASK-0001", "TASK-0040", "--format", "json"], repo.path)
    assert (shown.code, done.code) == (1, 1)
    assert [(r["path"], r["why"].partition(": ")[0]) for r in result(done)["refused"]] == [
        ("docs/page.md", "1:52"), ("kb.toml", "1:3"),
    ]  # fmt: skip
    assert (repo.path / "docs/page.md").read_text().startswith("Read [it](../backlog/TASK-0040-common.md)")
    after = {path: path.read_bytes() for path in repo.path.rglob("*.md")}
    repo.git("add", "-A")
    repo.git("stash", "-q")
    (repo.path / "shown.patch").write_text(shown.out)
    repo.git("apply", "shown.patch")
    assert {path: path.read_bytes() for path in repo.path.rglob("*.md")} == after
    assert kb_run(["renumber", "TASK-0040", "TASK-0001"], repo.path).code == 1  # ids are not used again


def test_what_a_merge_head_says_is_no_option_of_git(repo: GitRepo, kb_run: Run) -> None:
    both(repo)
    (repo.path / ".git/MERGE_HEAD").write_text(f"--output={repo.path}/owned\n")
    kb_run(["renumber"], repo.path)
    assert not (repo.path / "owned").exists()


# -- random bases ------------------------------------------------------------------------------------


class Branch:
    """Writes random records on one side; each link says in words which title it wants."""

    def __init__(self, chance: random.Random, name: str, common: int) -> None:
        self.chance = chance
        self.name = name
        self.titles = {number: f"Common{number}" for number in range(1, common + 1)}
        self.common = common

    def files(self, root: Path) -> dict[str, str]:
        """New records with the next numbers, and lines below half of the common records."""
        news = range(self.common + 1, self.common + 1 + self.chance.randint(1, 5))
        self.titles.update({number: f"{self.name}{number}" for number in news})
        made = {
            f"backlog/TASK-{n:04d}-{self.titles[n].lower()}.md": TASK.format(
                f"TASK-{n:04d}", self.titles[n], self.field(n), self.body()
            )
            for n in news
        }
        for number in range(1, self.common + 1):
            if number % 2 == (self.name == "Side") and self.chance.random() < 0.7:
                path = f"backlog/TASK-{number:04d}-common{number}.md"
                made[path] = (root / path).read_text() + self.body()
        return made

    def field(self, own: int) -> str:
        others = [n for n in self.titles if n != own]
        chosen = self.chance.choice(others)
        return f"related: [TASK-{chosen:04d}] # TASK-{chosen:04d} wants {self.titles[chosen]}\n"

    def body(self) -> str:
        lines = []
        for _ in range(self.chance.randint(0, 4)):
            number = self.chance.choice(list(self.titles))
            id, title = f"TASK-{number:04d}", self.titles[number]
            form = self.chance.choice(
                ["{id}", "[[{id}]]", "[[{id}|words]]", "[{id}]({id}-{low}.md)", "[words]({id}-{low}.md)"]
            )
            lines.append(f"See {form.format(id=id, low=title.lower())} wants {title}.\n")
        return "".join(lines)


@pytest.mark.parametrize("seed", range(25))
def test_whatever_two_branches_hold_no_link_leads_elsewhere(
    git_repo: Callable[..., GitRepo], kb_run: Run, seed: int
) -> None:
    chance = random.Random(seed)
    common = chance.randint(2, 6)
    repo = git_repo(files={"kb.toml": ""})
    first: dict[str, str] = {}
    for number in range(1, common + 1):
        first |= task(number, f"Common{number}", body="A line.\n")
    repo.commit("common", first)
    days = chance.sample(range(2, 28), 2)
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("side", Branch(chance, "Side", common).files(repo.path), at=day(days[0]))
    repo.git("checkout", "-q", "main")
    repo.commit("main", Branch(chance, "Main", common).files(repo.path), at=day(days[1]))
    repo.git("merge", "-q", "--no-edit", "side")
    shared = len(known(repo.path).documents) - len(known(repo.path).by_id)
    assert shared
    done = kb_run(["renumber", "--format", "json"], repo.path)
    now = known(repo.path)
    graph = Graph(now)
    assert len(now.by_id) == len(now.documents)
    assert not graph.dangling
    keeps = "Side" if days[0] < days[1] else "Main"
    wrong = []
    for document in now.documents:
        assert document.record is not None
        for raw in document.links:
            line = document.source.line(document.position(raw.where).line)
            wanted = line.rpartition(" wants ")[2].strip(" .\r\n")
            target = now.get(raw.target).record
            assert target is not None
            if target.title != wanted:
                wrong.append((document.path, raw.target, wanted))
        if document.record.title.startswith(("Side", "Main")) and not document.record.title.startswith(keeps):
            number = int((document.id or "")[5:])
            assert number > common
    assert wrong == []
    comments = [r for r in result(done)["refused"] if "stands here in words" not in r["why"]]
    assert comments == []


# -- the old address ---------------------------------------------------------------------------------------------------


def test_the_old_id_leads_to_the_new_one_and_is_not_used_again(repo: GitRepo, kb_run: Run) -> None:
    assert kb_run(["renumber", "TASK-0001", "TASK-0005"], repo.path).code == 0
    assert known(repo.path).config.site.redirects == {"TASK-0001": "TASK-0005"}
    again = kb_run(["renumber", "TASK-0005", "TASK-0001"], repo.path)
    assert again.code == 1
    assert "TASK-0001" in again.err
    repo.commit("renumbered")
    done = kb_run(["renumber", "TASK-0005", "TASK-0006"], repo.path)
    assert (done.code, paths(repo)) == (0, ["TASK-0006-common.md"])
    assert known(repo.path).config.site.redirects == {"TASK-0001": "TASK-0006", "TASK-0005": "TASK-0006"}


def test_a_record_that_is_in_no_commit_has_no_old_address(repo: GitRepo, kb_run: Run) -> None:
    repo.write(*next(iter(task(2, "New").items())))
    assert kb_run(["renumber", "TASK-0002", "TASK-0007"], repo.path).code == 0
    assert (repo.path / "kb.toml").read_text() == ""


def test_an_id_that_the_older_record_keeps_leads_nowhere_else(repo: GitRepo, kb_run: Run) -> None:
    both(repo)
    assert kb_run(["renumber"], repo.path).code == 0
    assert (repo.path / "kb.toml").read_text() == ""


def test_a_table_that_cannot_be_edited_is_told(repo: GitRepo, kb_run: Run) -> None:
    settings = 'site = {audience = "public"}\n'
    repo.commit("settings", {"kb.toml": settings})
    done = kb_run(["renumber", "TASK-0001", "TASK-0005", "--format", "json"], repo.path)
    assert done.code == 1
    (refused,) = result(done)["refused"]
    assert refused["path"] == "kb.toml"
    assert '"TASK-0001" = "TASK-0005"' in refused["why"]
    assert (repo.path / "kb.toml").read_text() == settings
    assert paths(repo) == ["TASK-0005-common.md"]


def test_settings_in_pyproject_get_the_table_there(git_repo: Callable[..., GitRepo], kb_run: Run) -> None:
    repo = git_repo(files={"pyproject.toml": "[tool.kb]\n", **task(1, "Common")})
    assert kb_run(["renumber", "TASK-0001", "TASK-0005"], repo.path).code == 0
    text = '[tool.kb]\n\n[tool.kb.site.redirects]\n"TASK-0001" = "TASK-0005"\n'
    assert (repo.path / "pyproject.toml").read_text() == text
