"""Digests of files and folders: the same as other programs compute, and never without an end."""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from kb import digests
from kb.digests import Undigested

SHELL = r"cd %s && find -L . -type f -printf '%%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum"


def sha256sum(folder: Path) -> str:
    done = subprocess.run(["bash", "-c", SHELL % folder], capture_output=True, text=True, check=True)
    return f"sha256:{done.stdout.split()[0]}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    for name, text in (("b.csv", "2\n"), ("a/z.csv", "1\n"), ("a.csv", "3\n"), ("a-b/x", ""), ("Ä", "4")):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text)
    (made / "empty").mkdir()
    return made


def test_a_file_has_the_digest_of_its_bytes(tmp_path: Path) -> None:
    data = os.urandom(3_000_001)
    (tmp_path / "x.bin").write_bytes(data)
    assert str(digests.of(tmp_path / "x.bin")) == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert str(digests.of(tmp_path / "x.bin", "md5")) == f"md5:{hashlib.md5(data).hexdigest()}"


def test_a_folder_has_the_digest_that_two_standard_programs_compute(folder: Path) -> None:
    (folder / "odd\nname\\here").write_text("5")
    (folder / "linked").symlink_to(folder / "b.csv")
    (folder / "through").symlink_to(folder / "a")
    assert str(digests.of(folder)) == sha256sum(folder)


def test_names_that_are_no_utf_8_count_as_they_are(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe")).write_text("6")
    assert str(digests.of(folder)) == sha256sum(folder)


def test_times_and_empty_folders_do_not_change_it_and_names_and_contents_do(folder: Path) -> None:
    before = digests.of(folder)
    os.utime(folder / "b.csv", (0, 0))
    (folder / "another").mkdir()
    assert digests.of(folder) == before
    (folder / "b.csv").rename(folder / "c.csv")
    renamed = digests.of(folder)
    (folder / "c.csv").write_text("other\n")
    assert len({before, renamed, digests.of(folder)}) == 3


def test_the_md5_of_a_folder_is_the_one_of_its_list_in_json(tmp_path: Path) -> None:
    (tmp_path / "data" / "sub").mkdir(parents=True)
    (tmp_path / "data" / "one.txt").write_text("one")
    (tmp_path / "data" / "sub" / "two.txt").write_text("two")
    listed = (
        '[{"md5": "f97c5d29941bfb1b2fdab0874906ab82", "relpath": "one.txt"}, '
        '{"md5": "b8a9f715dbb64fd5c56e7783c6820a61", "relpath": "sub/two.txt"}]'
    )
    found = digests.of(tmp_path / "data", "md5")
    assert str(found) == f"md5:{hashlib.md5(listed.encode()).hexdigest()}.dir"
    assert digests.same(tmp_path / "data", str(found)) is True


def test_some_files_of_a_folder_have_a_digest_in_any_order(folder: Path) -> None:
    one = digests.of_files(folder, ["b.csv", "a/z.csv"])
    assert one == digests.of_files(folder, [b"a/z.csv", b"b.csv"]) != digests.of_files(folder, ["b.csv"])


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("sha256:" + "AB" * 32, True),
        ("md5:" + "0f" * 16, True),
        ("md5:" + "0f" * 16 + ".dir", True),
        ("sha512:" + "0" * 128, True),
        ("sha256:" + "0" * 63, False),
        ("sha256:", False),
        ("0" * 64, False),
        ("mlflow:1b2c3d4e", False),
        ("sha256:" + "०" * 64, False),
        ("crc32:00000000", False),
    ],
)
def test_what_is_written_is_read_or_let_be(written: str, known: bool, tmp_path: Path) -> None:
    assert (digests.parse(written) is not None) is known
    (tmp_path / "x").write_text("x")
    assert digests.same(tmp_path / "x", written) is (False if known else None)


def test_digests_in_capitals_are_the_same(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    assert digests.same(tmp_path / "x", f"sha256:{hashlib.sha256(b'x').hexdigest().upper()}") is True


def test_what_is_no_file_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    for path, words in (
        (tmp_path / "pipe", "neither a file nor a folder"),
        (Path("/dev/zero"), "neither a file nor a folder"),
        (tmp_path / "gone", "No such file"),
        (tmp_path / "not-there", "No such file"),
    ):
        with pytest.raises(Undigested, match=words):
            digests.of(path)
    with pytest.raises(Undigested, match="neither a file nor a folder"):  # below a folder as well
        digests.of_files(tmp_path, ["pipe"])
    with pytest.raises(Undigested):
        digests.of(tmp_path)


def test_a_loop_of_links_has_an_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    with pytest.raises(Undigested, match="leads back"):
        digests.of(tmp_path)


def test_no_more_is_read_than_allowed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Undigested, match="more than 3 bytes"):
        digests.of(folder, most_bytes=3)
    monkeypatch.setattr(digests, "MOST_FILES", 3)
    with pytest.raises(Undigested, match="more than 3 files"):
        digests.of(folder)


def test_progress_is_told(folder: Path) -> None:
    told: list[int] = []
    digests.of(folder, seen=told.append)
    assert sum(told) == 7
