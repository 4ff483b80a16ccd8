"""Writing: what was asked for and nothing else, or nothing at all."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.diagnostics import Edit, Span
from kb.disk import MAX_RECORD, create, read_source, rename, unified_diff, write_edits
from kb.errors import Conflict, KbError
from kb.text.edit import set_values
from kb.text.source import Source

TASK = "backlog/TASK-0001-hash.md"
EXPERIMENT = "research/experiments/EXP-0001-hash.md"


def record(id: str, status: str = "idea") -> str:
    return f"---\nid: {id}\nstatus: {status}\n---\nWords.\n"


@pytest.fixture
def root(tmp_path: Path, git_repo: Callable[..., object]) -> Path:
    git_repo(tmp_path / "base", {TASK: record("TASK-0001"), EXPERIMENT: record("EXP-0001"), "kb.toml": ""})
    return tmp_path / "base"


def sources(root: Path, *paths: str) -> dict[str, Source]:
    return {path: read_source(root, path)[0] for path in paths}


def to_status(found: dict[str, Source], status: str = "ready") -> list[Edit]:
    return [edit for source in found.values() for edit in set_values(source, {("status",): status})]


def texts(root: Path) -> dict[str, str]:
    """Every file of the work tree."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }


def git_status(root: Path) -> list[str]:
    command = ["git", "status", "--porcelain", "--ignored", "--untracked-files=all"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.splitlines()


def test_edits_of_several_files_are_written_and_nothing_else_is_left(root: Path) -> None:
    found = sources(root, TASK, EXPERIMENT)
    assert write_edits(root, found, to_status(found)) == [TASK, EXPERIMENT]
    assert texts(root) == {
        TASK: record("TASK-0001", "ready"),
        EXPERIMENT: record("EXP-0001", "ready"),
        "kb.toml": "",
    }
    assert git_status(root) == [f" M {TASK}", f" M {EXPERIMENT}"]


def test_no_edits_write_nothing_and_take_no_lock(root: Path, tmp_path: Path) -> None:
    found = sources(root, TASK)
    before = (root / TASK).stat()
    assert write_edits(root, found, []) == []
    assert write_edits(root, found, [Edit(TASK, Span(0, 3), "---")]) == []
    assert (root / TASK).stat() == before
    assert not list((root / ".git").glob("kb/*"))


def test_bytes_outside_the_edit_stay(root: Path) -> None:
    data = "\ufeff---\r\nid: TASK-0001   # why\r\nstatus: idea \r\n---\r\nno line end".encode()
    (root / TASK).write_bytes(data)
    found = sources(root, TASK)
    write_edits(root, found, to_status(found))
    assert (root / TASK).read_bytes() == data.replace(b"idea", b"ready")


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o664])
def test_mode_and_owner_stay(root: Path, mode: int) -> None:
    (root / TASK).chmod(mode)
    if os.geteuid() == 0:
        os.chown(root / TASK, 4711, 4712)
    before = (root / TASK).stat()
    found = sources(root, TASK)
    write_edits(root, found, to_status(found))
    after = (root / TASK).stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)


def test_a_second_name_of_the_file_keeps_the_old_text(root: Path, tmp_path: Path) -> None:
    os.link(root / TASK, tmp_path / "twin.md")
    found = sources(root, TASK)
    write_edits(root, found, to_status(found))
    assert (tmp_path / "twin.md").read_text() == record("TASK-0001")


def test_what_somebody_wrote_meanwhile_is_never_overwritten(root: Path) -> None:
    found = sources(root, EXPERIMENT, TASK)
    edits = to_status(found)
    (root / TASK).write_text(record("TASK-0001", "doing"))
    before = texts(root)
    with pytest.raises(
        Conflict, match=r"backlog/TASK-0001-hash\.md: the file was changed meanwhile; nothing was written"
    ):
        write_edits(root, found, edits)
    assert texts(root) == before


def test_a_released_text_that_changed_is_a_conflict_too(root: Path) -> None:
    found = sources(root, TASK)
    edits = to_status(found)
    found[TASK].release()
    (root / TASK).write_text(record("TASK-0001", "doing"))
    with pytest.raises(Conflict):
        write_edits(root, found, edits)


def test_what_somebody_writes_in_the_last_moment_is_not_overwritten(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the comparison and the rename: an editor saves while our temporary file goes to disk."""
    found = sources(root, EXPERIMENT, TASK)
    real = os.fsync
    seen: list[int] = []

    def fsync(fd: int) -> None:
        real(fd)
        seen.append(fd)
        if len(seen) == 4:
            (root / TASK).write_text(record("TASK-0001", "doing"))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(Conflict, match="changed meanwhile"):
        write_edits(root, found, to_status(found))
    assert len(seen) >= 4
    assert texts(root) == {TASK: record("TASK-0001", "doing"), EXPERIMENT: record("EXP-0001"), "kb.toml": ""}


def test_a_file_that_went_away_is_a_conflict(root: Path) -> None:
    found = sources(root, TASK)
    (root / TASK).unlink()
    with pytest.raises(Conflict):
        write_edits(root, found, to_status(found))
    assert not (root / TASK).exists()


def test_a_file_that_became_a_link_is_refused(root: Path, tmp_path: Path) -> None:
    found = sources(root, TASK)
    (tmp_path / "outside.md").write_text(record("TASK-0001"))
    (root / TASK).unlink()
    (root / TASK).symlink_to(tmp_path / "outside.md")
    with pytest.raises(KbError, match="symbolic link"):
        write_edits(root, found, to_status(found))
    assert (tmp_path / "outside.md").read_text() == record("TASK-0001")


def test_a_folder_that_became_a_link_is_refused(root: Path, tmp_path: Path) -> None:
    found = sources(root, TASK)
    (root / "backlog").rename(tmp_path / "outside")
    (root / "backlog").symlink_to(tmp_path / "outside")
    with pytest.raises(KbError, match="the folder `backlog` is a symbolic link"):
        write_edits(root, found, to_status(found))
    with pytest.raises(KbError, match="the folder `backlog` is a symbolic link"):
        create(root, "backlog/new/TASK-0002.md", "x")
    assert [path.name for path in (tmp_path / "outside").iterdir()] == ["TASK-0001-hash.md"]


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_read_only_is_refused_before_any_change(root: Path, what: str) -> None:
    found = sources(root, EXPERIMENT, TASK)
    place = root / TASK if what == "file" else (root / TASK).parent
    place.chmod(place.stat().st_mode & 0o555)
    before = texts(root)
    with pytest.raises(
        KbError, match=r"TASK-0001-hash\.md: (the file|its folder) is read-only; nothing was written"
    ):
        write_edits(root, found, to_status(found))
    place.chmod(place.stat().st_mode | 0o200)
    assert texts(root) == before


def test_a_text_that_could_not_be_read_again_is_refused(root: Path) -> None:
    found = sources(root, TASK)
    with pytest.raises(KbError, match="the file would have"):
        write_edits(root, found, [Edit(TASK, Span(0, 0), "x" * MAX_RECORD)])
    with pytest.raises(KbError, match="cannot be written as UTF-8"):
        write_edits(root, found, [Edit(TASK, Span(0, 0), "\ud800")])
    with pytest.raises(KbError, match="do not fit together"):
        write_edits(root, found, [Edit(TASK, Span(0, 4), ""), Edit(TASK, Span(3, 5), "")])
    assert (root / TASK).read_text() == record("TASK-0001")


def test_a_text_that_is_not_utf_8_is_never_written(root: Path) -> None:
    (root / TASK).write_bytes(b"---\nstatus: idea\n---\n\xff")
    found = sources(root, TASK)
    with pytest.raises(KbError):
        write_edits(root, found, to_status(found))
    assert (root / TASK).read_bytes() == b"---\nstatus: idea\n---\n\xff"


# -- new files, new names -----------------------------------------------------------------------------------


def test_a_new_file_is_made_with_its_folders(root: Path) -> None:
    create(root, "research/reviews/2026/REV-0001-größe.md", "text\r\n")
    assert (root / "research/reviews/2026/REV-0001-größe.md").read_bytes() == b"text\r\n"
    mask = os.umask(0)
    os.umask(mask)
    assert (root / "research/reviews/2026/REV-0001-größe.md").stat().st_mode & 0o777 == 0o666 & ~mask


@pytest.mark.parametrize("there", ["file", "folder", "dangling link"])
def test_a_new_file_never_takes_the_place_of_another(root: Path, there: str) -> None:
    place = root / "backlog" / "TASK-0002.md"
    if there == "file":
        place.write_text("theirs")
    elif there == "folder":
        place.mkdir()
    else:
        place.symlink_to("nowhere")
    before = texts(root)
    with pytest.raises(Conflict, match="there is such a file already"):
        create(root, "backlog/TASK-0002.md", "ours")
    assert texts(root) == before


def test_a_name_that_is_taken_in_the_last_moment_stays_theirs(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = root / "backlog" / "TASK-0002.md"
    real = os.fsync

    def fsync(fd: int) -> None:
        real(fd)
        place.write_text("theirs")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(KbError):
        create(root, "backlog/TASK-0002.md", "ours")
    assert place.read_text() == "theirs"
    assert git_status(root) == ["?? backlog/TASK-0002.md"]


@pytest.mark.parametrize(
    "path",
    ["../a.md", "/tmp/a.md", "backlog/../../a.md", "", "backlog//a.md", "a\\b.md", "a\nb.md", "a\x1b.md", "C:/a.md",
     "x" * 256, "backlog/", "\udcff.md"],
)  # fmt: skip
def test_new_files_stay_inside_the_base_and_have_plain_names(root: Path, path: str) -> None:
    with pytest.raises(KbError):
        create(root, path, "x")
    with pytest.raises(KbError):
        rename(root, TASK, path)
    assert git_status(root) == []


def test_a_file_gets_a_new_name(root: Path) -> None:
    rename(root, TASK, "backlog/old/TASK-0009-hash.md")
    assert texts(root).keys() == {"backlog/old/TASK-0009-hash.md", EXPERIMENT, "kb.toml"}


def test_a_name_that_is_taken_is_refused(root: Path) -> None:
    before = texts(root)
    with pytest.raises(Conflict, match="there is such a file already"):
        rename(root, TASK, EXPERIMENT)
    with pytest.raises(Conflict, match="there is no such file"):
        rename(root, "backlog/TASK-0099.md", "backlog/TASK-0100.md")
    assert texts(root) == before


def test_edits_names_and_new_files_are_one_step(root: Path) -> None:
    found = sources(root, TASK, EXPERIMENT)
    new_name = "backlog/TASK-0007-hash.md"
    written = write_edits(
        root, found, to_status(found), moves={TASK: new_name}, new={"backlog/TASK-0008.md": "new"}
    )
    assert written == [new_name, "backlog/TASK-0008.md", EXPERIMENT]
    assert texts(root) == {
        new_name: record("TASK-0001", "ready"),
        "backlog/TASK-0008.md": "new",
        EXPERIMENT: record("EXP-0001", "ready"),
        "kb.toml": "",
    }


def test_one_name_that_is_taken_stops_them_all(root: Path) -> None:
    found = sources(root, EXPERIMENT)
    before = texts(root)
    with pytest.raises(Conflict):
        write_edits(root, found, to_status(found), new={"research/a/new.md": "x", TASK: "theirs"})
    assert texts(root) == before
    assert not (root / "research" / "a").exists()


# -- what would change ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "---\nstatus: idea\n---\nWords.\n",
        "---\nstatus: idea\n---",
        "---\r\nstatus: idea\r\n---\r\nA\u2028B\x0c\nC",
    ],
)
def test_the_diff_is_one_that_patch_and_git_take(tmp_path: Path, text: str) -> None:
    source = Source("a.md", text)
    edits = [*set_values(source, {("status",): "ready"}), Edit("a.md", Span(len(text), len(text)), "end")]
    (tmp_path / "a.md").write_bytes(text.encode())
    shown = unified_diff(source, edits)
    subprocess.run(["git", "apply", "--unsafe-paths", "-"], input=shown.encode(), cwd=tmp_path, check=True)
    assert (tmp_path / "a.md").read_bytes() == (text.replace("idea", "ready") + "end").encode()
    assert unified_diff(source, []) == ""


def test_the_diff_says_what_people_expect() -> None:
    source = Source("backlog/a.md", "---\nid: x\nstatus: idea\n---")
    assert unified_diff(source, set_values(source, {("status",): "ready"})) == (
        "--- a/backlog/a.md\n+++ b/backlog/a.md\n@@ -1,4 +1,4 @@\n ---\n id: x\n-status: idea\n+status: ready\n ---\n"
        "\\ No newline at end of file\n"
    )


def test_a_folder_that_cannot_be_looked_at_stops_the_write(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = sources(root, TASK)
    edits = to_status(found)
    real = os.lstat

    def lstat(path: str) -> os.stat_result:
        if str(path).endswith("/backlog"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "lstat", lstat)
    with pytest.raises(KbError, match="the folder `backlog` cannot be read: Permission denied"):
        write_edits(root, found, edits)


def test_a_file_system_that_cannot_rename_exclusively_still_never_overwrites(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kb.disk import publish

    monkeypatch.setattr(publish, "_rename_exclusive", lambda old, new: False)
    create(root, "backlog/TASK-0002.md", "ours")
    with pytest.raises(FileExistsError):
        publish.rename_new(str(root / TASK), str(root / "backlog/TASK-0002.md"))
    assert (root / "backlog/TASK-0002.md").read_text() == "ours"
