"""Ids: the next free one whatever hides it, handed out once, and the names of files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kb import base, config
from kb.config import Config
from kb.errors import KbError
from kb.ids import Counter, file_name, highest, in_tree, slug
from tests.conftest import GitRepo

RECORD = "---\nid: {id}\ntype: task\ntitle: x y\nstatus: idea\ncreated: 2026-01-05\n---\n"


def counter(root: Path) -> Counter:
    located = config.read(root)
    return Counter(root, located.config, in_tree(base.load(located)))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "kb.toml").write_text("")
    (tmp_path / "backlog").mkdir()
    return tmp_path


def test_the_first_id_is_one_and_each_next_is_higher(root: Path) -> None:
    assert [counter(root).take("TASK") for _ in range(3)] == ["TASK-0001", "TASK-0002", "TASK-0003"]
    assert counter(root).take("GOAL") == "GOAL-0001"
    assert counter(root).peek("TASK") == counter(root).peek("TASK") == "TASK-0004"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("TASK-0007-x.md", RECORD.format(id="TASK-0007")),
        ("other.md", RECORD.format(id="TASK-0007")),
        ("task-0007-x.md", RECORD.format(id="TASK-0003")),
        ("TASK-0007-x.md", "no front matter"),
        ("TASK-0007.md", ""),
        ("broken.md", "---\nid: TASK-0007\ntitle: [\n---\n"),
        ("TASK-0007-x.md", "\0"),
        ("TASK-7-short.md", RECORD.format(id="TASK-7")),
    ],
)
def test_an_id_is_taken_by_a_record_a_name_or_an_unreadable_file(root: Path, name: str, text: str) -> None:
    (root / "backlog" / name).write_text(text)
    assert counter(root).peek("TASK") == "TASK-0008"


def test_what_looks_like_an_id_in_a_readable_body_takes_none(root: Path) -> None:
    (root / "backlog" / "TASK-0001-x.md").write_text(RECORD.format(id="TASK-0001") + "See TASK-0400.\n")
    assert counter(root).peek("TASK") == "TASK-0002"


def test_gaps_are_not_filled(root: Path) -> None:
    (root / "backlog" / "TASK-0009-x.md").write_text(RECORD.format(id="TASK-0009"))
    assert counter(root).take("TASK") == "TASK-0010"


def test_an_id_given_back_is_free_again(root: Path) -> None:
    taken = counter(root).take("TASK")
    counter(root).give_back(taken)
    assert counter(root).take("TASK") == taken


def test_the_width_is_the_configured_one(root: Path) -> None:
    (root / "kb.toml").write_text("id_width = 2")
    assert counter(root).peek("TASK") == "TASK-01"


def test_the_last_number_is_the_last(root: Path) -> None:
    (root / "backlog" / "TASK-999999999-x.md").write_text(RECORD.format(id="TASK-999999999"))
    with pytest.raises(KbError, match="no free id"):
        counter(root).take("TASK")


def test_notes_are_forgotten_once_their_ids_are_on_a_branch(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo(files={"kb.toml": ""})
    assert counter(repo.path).take("TASK") == "TASK-0001"
    repo.commit("first", {"backlog/TASK-0001-x.md": RECORD.format(id="TASK-0001")})
    assert counter(repo.path).take("TASK") == "TASK-0002"
    notes = sorted(path.name for path in (repo.path / ".git" / "kb" / "ids").rglob("TASK-*"))
    assert notes == ["TASK-0002"]
    assert repo.git("status", "--porcelain") == ""


def test_two_bases_in_one_repository_count_for_themselves(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo(files={"a/kb.toml": "", "b/kb.toml": ""})
    assert counter(repo.path / "a").take("TASK") == "TASK-0001"
    assert counter(repo.path / "b").take("TASK") == "TASK-0001"


def test_highest_looks_at_one_prefix() -> None:
    assert highest("EXP", ["EXP-0003", "EXPO-0009", "EXP-12", "TASK-0100"]) == 12
    assert highest("EXP", []) == 0


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Hash encoding", "hash-encoding"),
        ("  C++ & R: 100 %?  ", "c-r-100"),
        ("Größe der Filialen – Übersicht", "grosse-der-filialen-ubersicht"),
        ("数据", ""),
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 200, "x" * 60),
        ("word " * 40, "-".join(["word"] * 12)),
        ("CON", "con"),
        ("a\n\0b", "a-b"),
    ],
)
def test_a_slug_is_safe_on_every_file_system(title: str, words: str) -> None:
    assert slug(title) == words
    assert len(slug(title)) <= 60


def test_a_file_is_named_by_id_and_title() -> None:
    assert file_name("TASK-0001", "Hash encoding") == "TASK-0001-hash-encoding.md"
    assert file_name("TASK-0001", "数据") == "TASK-0001.md"


def test_the_folders_of_the_configuration_are_looked_at(root: Path) -> None:
    (root / "notes").mkdir()
    (root / "notes" / "TASK-0031-x.md").write_text("")
    assert Counter(root, Config()).peek("TASK") == "TASK-0001"
    assert Counter(root, Config(records=("notes",))).peek("TASK") == "TASK-0032"


# -- records that are gone ---------------------------------------------------------------------------------------------


def record(number: int) -> dict[str, str]:
    id = f"TASK-{number:04d}"
    return {f"backlog/{id}-x.md": RECORD.format(id=id)}


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """A repository in which the last record of three was removed."""
    repo = git_repo(files={"kb.toml": "", **record(1), **record(2), **record(3)})
    repo.git("rm", "-q", "backlog/TASK-0003-x.md")
    repo.commit("gone")
    return repo


def kept(repo: GitRepo) -> list[Path]:
    return list((repo.path / ".git" / "kb" / "ids").rglob("highest.json"))


def test_the_id_of_a_removed_record_is_not_given_again(repo: GitRepo) -> None:
    assert counter(repo.path).peek("TASK") == "TASK-0004"
    assert kept(repo) == []
    assert counter(repo.path).take("TASK") == "TASK-0004"
    assert len(kept(repo)) == 1
    assert counter(repo.path).peek("GOAL") == "GOAL-0001"


def test_nor_is_one_that_came_and_went_in_a_merge_or_under_another_folder(repo: GitRepo) -> None:
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("side", record(7))
    repo.git("checkout", "-q", "main")
    repo.commit("main", {"research/EXP-0004-x.md": RECORD.format(id="EXP-0004")})
    repo.git("merge", "-q", "--no-commit", "side")
    repo.write("backlog/TASK-0009-evil.md", RECORD.format(id="TASK-0009"))
    repo.commit("merged, and one more")
    repo.git("branch", "-D", "side")
    repo.git("rm", "-qr", "backlog", "research")
    repo.commit("all gone")
    (repo.path / "backlog").mkdir(exist_ok=True)
    assert counter(repo.path).peek("TASK") == "TASK-0010"
    assert counter(repo.path).peek("EXP") == "EXP-0005"


def test_only_what_came_since_is_read_and_nothing_is_forgotten(repo: GitRepo) -> None:
    assert counter(repo.path).take("TASK") == "TASK-0004"
    counter(repo.path).give_back("TASK-0004")
    repo.commit("eight", record(8))
    repo.git("rm", "-q", "backlog/TASK-0008-x.md")
    repo.commit("gone too")
    assert counter(repo.path).take("TASK") == "TASK-0009"
    counter(repo.path).give_back("TASK-0009")
    repo.git("reset", "-q", "--hard", "HEAD~3")
    repo.git("reflog", "expire", "--expire=now", "--all")
    repo.git("gc", "-q", "--prune=now")
    assert counter(repo.path).take("TASK") == "TASK-0009"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "not json",
        '{"version": 1, "folders": ["backlog", "research"], "heads": ["--all"], "highest": {"TASK": 70}}',
        '{"version": 1, "folders": ["backlog", "research"], "heads": [], "highest": {"TASK": 1e99}}',
        '{"version": 1, "folders": ["backlog", "research"], "heads": [], "highest": {"TASK": -5}}',
        '{"version": 1, "folders": ["elsewhere"], "heads": [], "highest": {"TASK": 70}}',
        '{"version": 1, "folders": ["backlog", "research"], "heads": [1], "highest": []}',
        "[" * 100_000,
    ],
)
def test_what_is_kept_and_makes_no_sense_is_read_anew(repo: GitRepo, text: str) -> None:
    assert counter(repo.path).take("TASK") == "TASK-0004"
    counter(repo.path).give_back("TASK-0004")
    kept(repo)[0].write_text(text)
    assert counter(repo.path).take("TASK") == "TASK-0004"


def test_a_shallow_clone_knows_what_is_in_it(repo: GitRepo, tmp_path: Path) -> None:
    repo.git("clone", "-q", "--depth=1", repo.path.as_uri(), str(tmp_path / "shallow"))
    assert counter(tmp_path / "shallow").take("TASK") == "TASK-0003"


def test_a_commit_on_no_branch_counts_while_one_is_on_it(repo: GitRepo) -> None:
    repo.git("checkout", "-q", "--detach")
    repo.commit("off", record(6))
    repo.git("rm", "-q", "backlog/TASK-0006-x.md")
    repo.commit("gone")
    assert counter(repo.path).peek("TASK") == "TASK-0007"


def test_an_id_that_led_elsewhere_is_taken(root: Path) -> None:
    (root / "kb.toml").write_text('[site.redirects]\n"TASK-0005" = "TASK-0002"\n')
    assert counter(root).peek("TASK") == "TASK-0006"
    assert not counter(root).is_free("TASK-0005")
