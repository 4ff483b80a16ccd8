"""Reading the working tree: what counts as a record, and what is refused with which words."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.diagnostics import Span
from kb.disk import MAX_RECORD, read_source, read_text, record_paths
from kb.errors import KbError

RECORD = "---\nid: TASK-0001\n---\n"


def put(root: Path, name: str, data: str | bytes = RECORD) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


# -- which files --------------------------------------------------------------------------------------


def test_records_are_found_in_every_folder_below_the_named_ones(tmp_path: Path) -> None:
    for name in (
        "backlog/b.md",
        "backlog/a/z.md",
        "backlog/a.MD",
        "research/x/y/ü 🙂.md",
        "docs/no.md",
        "no.md",
        "backlog/no.txt",
    ):
        put(tmp_path, name)
    assert record_paths(tmp_path, ["backlog", "research", "missing"]) == [
        "backlog/a.MD", "backlog/a/z.md", "backlog/b.md", "research/x/y/ü 🙂.md",
    ]  # fmt: skip


def test_folders_inside_each_other_list_a_file_once(tmp_path: Path) -> None:
    put(tmp_path, "research/tasks/a.md")
    assert record_paths(tmp_path, ["research/tasks/", "./research", "research/tasks"]) == [
        "research/tasks/a.md"
    ]


@pytest.mark.parametrize(
    "name",
    [".hidden.md", ".obsidian/a.md", "a.md~", "a.md.orig", "a.md.bak", ".a.md.swp", "#a.md#", ".#a.md",
     "a.mdx", "a.markdown", "a_BACKUP_4711.md", "a_BASE_4711.md", "a_LOCAL_4711.md", "a_REMOTE_4711.md",
     ".kb-0123456789ab.tmp"],
)  # fmt: skip
def test_what_editors_and_merges_leave_is_no_record(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"backlog/{name}")
    assert record_paths(tmp_path, ["backlog"]) == []


def test_what_is_named_like_a_record_is_listed_whatever_it_is(tmp_path: Path) -> None:
    put(tmp_path, "backlog/folder.md/inner.md")
    os.mkfifo(tmp_path / "backlog" / "pipe.md")
    (tmp_path / "backlog" / "link.md").symlink_to("/dev/zero")
    (tmp_path / "backlog" / "dangling.md").symlink_to("nowhere")
    assert record_paths(tmp_path, ["backlog"]) == [
        "backlog/dangling.md", "backlog/folder.md", "backlog/link.md", "backlog/pipe.md",
    ]  # fmt: skip


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "base/backlog/a.md")
    put(tmp_path, "outside/secret.md")
    (tmp_path / "base" / "backlog" / "out").symlink_to(tmp_path / "outside")
    (tmp_path / "base" / "backlog" / "loop").symlink_to(".")
    assert record_paths(tmp_path / "base", ["backlog"]) == ["backlog/a.md"]


@pytest.mark.parametrize("target", ["outside", "base/elsewhere"])
def test_a_record_folder_that_is_a_link_is_refused(tmp_path: Path, target: str) -> None:
    put(tmp_path, f"{target}/a.md")
    (tmp_path / "base").mkdir(exist_ok=True)
    (tmp_path / "base" / "backlog").symlink_to(tmp_path / target)
    with pytest.raises(KbError, match=r"backlog: the folder `backlog` is a symbolic link"):
        record_paths(tmp_path / "base", ["backlog"])


@pytest.mark.parametrize("folder", ["../outside", "/etc", "a/../../b", "..", "C:/x", "a\\b"])
def test_a_record_folder_outside_is_refused(tmp_path: Path, folder: str) -> None:
    with pytest.raises(KbError, match="path inside the base"):
        record_paths(tmp_path, [folder])


def test_a_record_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "backlog")
    with pytest.raises(KbError, match="`backlog` is not a folder"):
        record_paths(tmp_path, ["backlog"])


def test_a_root_reached_through_a_link_is_fine(tmp_path: Path) -> None:
    put(tmp_path, "base/backlog/a.md")
    (tmp_path / "link").symlink_to("base")
    assert record_paths(tmp_path / "link", ["backlog"]) == ["backlog/a.md"]
    assert read_source(tmp_path / "link", "backlog/a.md")[1] is None


# -- which texts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [RECORD, "", "\ufeff" + RECORD, RECORD.replace("\n", "\r\n"), "no line end", "tab\there",
     "größe 数据 🙂 — “x” \u200e \u2028", "\u00a0\u00ad"],
)  # fmt: skip
def test_a_text_is_read_as_it_is(tmp_path: Path, text: str) -> None:
    put(tmp_path, "a.md", text)
    source, problem = read_source(tmp_path, "a.md")
    assert problem is None
    assert (source.path, source.text) == ("a.md", text)
    assert read_text(tmp_path, "a.md") == text


def test_a_text_can_be_released_and_is_read_again(tmp_path: Path) -> None:
    path = put(tmp_path, "a.md")
    source, _ = read_source(tmp_path, "a.md")
    source.release()
    assert source.text == RECORD
    assert source.unchanged
    source.release()
    path.write_text("other")
    assert source.text == "other"
    assert not source.unchanged
    source.release()
    path.unlink()
    assert source.text == ""
    assert not source.unchanged


@pytest.mark.parametrize(
    ("data", "at", "says"),
    [
        (b"---\nt: gr\xf6\xdfe\n", 9, "byte 9 (0xf6) is not UTF-8"),
        ("ü".encode() + b"\xff", 1, "byte 2 (0xff) is not UTF-8"),
        (b"\xc0\xafx", 0, "not UTF-8"),
        (b"x\xed\xa0\x80", 1, "not UTF-8"),
        (b"x\xf0\x9f\x99", 1, "not UTF-8"),
        ("---\nid: x\n".encode("utf-16"), 0, "not UTF-8"),
        (b"a\0b", 1, "NUL character (U+0000)"),
        (b"a\x1b[31mb", 1, "escape character (U+001B)"),
        (b"a\x07", 1, "control character (U+0007)"),
        (b"a\x0cb", 1, "control character (U+000C)"),
        (b"a\x7f", 1, "control character (U+007F)"),
        ("é\x85x".encode(), 1, "control character (U+0085)"),
        ("é\x9bx".encode(), 1, "control character (U+009B)"),
        ("é \u202e gnirts".encode(), 2, "bidirectional control character (U+202E)"),
        ("é \u2066 x".encode(), 2, "bidirectional control character (U+2066)"),
        ("\ufffe".encode(), 0, "control character (U+FFFE)"),
        (b"a\rb", 1, "bare carriage return (U+000D)"),
        (b"a\r\nb\r", 4, "bare carriage return"),
        (b"a\r\r\n", 1, "bare carriage return"),
    ],
)
def test_characters_that_have_no_business_in_a_record_are_named_with_their_place(
    tmp_path: Path, data: bytes, at: int, says: str
) -> None:
    put(tmp_path, "a.md", data)
    source, problem = read_source(tmp_path, "a.md")
    assert problem is not None
    assert (problem.code, problem.where) == ("FM007", Span(at, at + 1))
    assert says in problem.message
    assert len(source.text) > at
    assert source.position(at).column >= 1
    source.release()
    assert source.unchanged
    with pytest.raises(KbError, match=r"^a\.md:\d+:\d+: "):
        read_text(tmp_path, "a.md")


def test_utf_16_is_called_by_its_name(tmp_path: Path) -> None:
    put(tmp_path, "a.md", RECORD.encode("utf-16"))
    problem = read_source(tmp_path, "a.md")[1]
    assert problem is not None
    assert "not UTF-16" in problem.help


def test_every_byte_that_is_refused_is_refused_everywhere(tmp_path: Path) -> None:
    """The quick look at the bytes and the search for the place must agree, for every single character."""
    for code in [*range(0x100), *range(0x2020, 0x2070), 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x1F642]:
        sign = chr(code)
        put(tmp_path, "a.md", f"text {sign} text")
        refused = read_source(tmp_path, "a.md")[1] is not None
        control = (code < 0x20 and sign not in "\t\n") or 0x7F <= code < 0xA0
        assert refused == (
            control or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069 or code in (0xFFFE, 0xFFFF)
        )


@pytest.mark.parametrize(
    ("make", "code", "says"),
    [
        (lambda p: p.mkdir(), "FM001", "this is a folder"),
        (os.mkfifo, "FM001", "this is a pipe"),
        (lambda p: p.symlink_to("/dev/zero"), "FM007", "symbolic link"),
        (lambda p: p.symlink_to(p.name), "FM007", "symbolic link"),
        (lambda p: p.symlink_to("nowhere"), "FM007", "symbolic link"),
        (lambda p: None, "FM001", "no such file"),
        (
            lambda p: os.truncate(os.open(p, os.O_CREAT | os.O_WRONLY), 2_000_000_000),
            "FM007",
            "2,000,000,000 bytes",
        ),
    ],
)
def test_what_is_no_file_of_bounded_size_is_refused_before_it_is_read(
    tmp_path: Path, make: Callable[[Path], object], code: str, says: str
) -> None:
    make(tmp_path / "a.md")
    source, problem = read_source(tmp_path, "a.md")
    assert problem is not None
    assert (source.text, problem.code, problem.where) == ("", code, Span(0, 0))
    assert says in problem.message
    with pytest.raises(KbError, match=r"^a\.md: "):
        read_text(tmp_path, "a.md")


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("a.md")
        problem = read_source(tmp_path, "a.md")[1]
    assert problem is not None
    assert problem.message == "this is a socket, not a file"


def test_a_record_may_have_a_mebibyte_and_not_a_byte_more(tmp_path: Path) -> None:
    put(tmp_path, "a.md", b"x" * MAX_RECORD)
    assert read_source(tmp_path, "a.md")[1] is None
    put(tmp_path, "a.md", b"x" * (MAX_RECORD + 1))
    problem = read_source(tmp_path, "a.md")[1]
    assert problem is not None
    assert "1,048,577 bytes; a record has at most 1,048,576" in problem.message


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.md")
    refuse(monkeypatch, "open", PermissionError(13, "Permission denied"))
    problem = read_source(tmp_path, "a.md")[1]
    assert problem is not None
    assert (problem.code, problem.message) == ("FM001", "the file cannot be read: Permission denied")


def test_a_disk_that_fails_while_reading_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.md")
    refuse(monkeypatch, "read", OSError(5, "Input/output error"))
    problem = read_source(tmp_path, "a.md")[1]
    assert problem is not None
    assert problem.message == "the file cannot be read: Input/output error"


def test_a_folder_that_may_not_be_listed_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "backlog/a.md")
    refuse(monkeypatch, "scandir", PermissionError(13, "Permission denied"))
    with pytest.raises(KbError, match="backlog: the folder cannot be listed: Permission denied"):
        record_paths(tmp_path, ["backlog"])


def refuse(monkeypatch: pytest.MonkeyPatch, name: str, error: OSError) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(os, name, fail)


def test_a_folder_on_the_way_that_is_a_link_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "outside/a.md")
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "backlog").symlink_to(tmp_path / "outside")
    problem = read_source(tmp_path / "base", "backlog/a.md")[1]
    assert problem is not None
    assert (problem.code, problem.message) == ("FM007", "the folder `backlog` is a symbolic link")


@pytest.mark.parametrize("name", ["esc\x1b[31m.md", "line\nbreak.md", "rtl\u202e.md"])
def test_a_name_that_cannot_be_shown_is_a_problem_but_the_text_is_there(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    source, problem = read_source(tmp_path, name)
    assert problem is not None
    assert (problem.code, source.text) == ("FM007", RECORD)
    assert "file name" in problem.message


def test_a_name_that_is_not_utf_8_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "backlog").mkdir()
    os.close(os.open(os.fsencode(tmp_path) + b"/backlog/gr\xf6\xdfe.md", os.O_CREAT | os.O_WRONLY))
    (path,) = record_paths(tmp_path, ["backlog"])
    problem = read_source(tmp_path, path)[1]
    assert problem is not None
    assert "file name" in problem.message


@pytest.mark.parametrize("path", ["../a.md", "/etc/passwd", "a/../b", "", "a//b", "./a", "a\\b"])
def test_other_texts_are_read_inside_the_base_only(tmp_path: Path, path: str) -> None:
    with pytest.raises(KbError, match="path inside the base"):
        read_text(tmp_path, path)
