"""How `kb lint` reports: each format, spans under odd characters, terminals, pipes, paths and selections."""

import itertools
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import Finished

Run = Callable[..., Finished]

HEAD = "---\nid: TASK-0001\ntype: task\ntitle: {title}\nstatus: idea\ncreated: 2026-01-05\n{front}---\n{body}"
KB = [sys.executable, "-P", "-m", "kb"]


def base(
    root: Path, *, title: str = "Compare encodings", front: str = "", body: str = "", settings: str = ""
) -> Path:
    (root / "kb.toml").write_text(settings)
    (root / "backlog").mkdir(exist_ok=True)
    text = HEAD.format(title=title, front=front, body=body)
    (root / "backlog/TASK-0001-a.md").write_bytes(text.encode())
    return root


def excerpts(out: str) -> list[tuple[str, str]]:
    """The source lines of a full report, each with what is underlined in it."""
    lines = out.split("\n")
    found = []
    for above, below in itertools.pairwise(lines):
        mark = re.fullmatch(r" +\| ( *)(\^+)", below)
        if mark:
            found.append((above.partition(" | ")[2], below.partition(" | ")[2]))
    return found


# -- full -----------------------------------------------------------------------------------------------------

WORD = "TASK-0404"


@pytest.mark.parametrize(
    ("body", "line", "blanks"),
    [
        (f"See {WORD}.", f"See {WORD}.", 4),
        (f"\t\tSee\t{WORD}", f"  See {WORD}", 6),
        (f"🙂🙂 {WORD}", f"🙂🙂 {WORD}", 5),
        (f"数据 {WORD}", f"数据 {WORD}", 5),
        (f"e\u0301 {WORD}", f"e\u0301 {WORD}", 2),
        (f"👩\u200d🔬 {WORD}", f"👩\u200d🔬 {WORD}", 5),
        (f"ｗｉｄｅ {WORD}", f"ｗｉｄｅ {WORD}", 9),
        (f"\u00a0\u00a0 {WORD}", f"\\xa0\\xa0 {WORD}", 9),
        (f"soft\u00adhyphen {WORD}", f"soft\\xadhyphen {WORD}", 15),
        (f"{WORD}\r\nmore", WORD, 0),
    ],
)
def test_the_word_is_underlined(body: str, line: str, blanks: int, tmp_path: Path, kb_run: Run) -> None:
    done = kb_run(["lint", "--select", "LK001"], base(tmp_path, body=body))
    assert excerpts(done.out) == [(line, " " * blanks + "^" * len(WORD))]


def test_a_long_line_is_shown_around_the_word(tmp_path: Path, kb_run: Run) -> None:
    base(tmp_path, body="a" * 500 + f" {WORD} " + "b" * 500)
    for columns in (80, 100, 200):
        ((line, marks),) = excerpts(
            kb_run(["lint", "--select", "LK001"], tmp_path, env={"COLUMNS": str(columns)}).out
        )
        assert line.startswith("…a")
        assert line.endswith("b…")
        assert line[len(marks) - len(WORD) : len(marks)] == WORD
        assert columns - 10 < len(line) + len(" 8 | ") <= columns


def test_a_long_word_is_cut(tmp_path: Path, kb_run: Run) -> None:
    base(tmp_path, front=f"rank: {'9' * 900}\n")
    ((line, marks),) = excerpts(kb_run(["lint", "--select", "FM005"], tmp_path).out)
    assert line.startswith("rank: 999")
    assert line.endswith("…")
    assert len(line) == len(marks) <= 100


def test_a_finding_of_many_lines_is_underlined_on_its_first(tmp_path: Path, kb_run: Run) -> None:
    base(tmp_path, front="tags:\n  - a\n  - {b: c}\nsmart: [\n  a,\n  b]\n")
    found = excerpts(kb_run(["lint", "--select", "FM005"], tmp_path).out)
    assert ("smart: [", " " * 7 + "^") in found


def test_a_file_that_is_none_has_no_excerpt(tmp_path: Path, kb_run: Run) -> None:
    (base(tmp_path) / "backlog/TASK-0002-b.md").mkdir()
    done = kb_run(["lint", "--select", "FM"], tmp_path)
    assert done.out == (
        "backlog/TASK-0002-b.md:1:1 error FM001 this is a folder, not a file\n"
        "   = help: Rename it, so that it does not end in `.md`.\n\n"
    )


def test_the_other_place_is_named(tmp_path: Path, kb_run: Run) -> None:
    (base(tmp_path) / "backlog/TASK-0001-b.md").write_text(HEAD.format(title="B", front="", body=""))
    out = kb_run(["lint", "--select", "ID001"], tmp_path).out
    assert re.search(r"= see backlog/TASK-0001-a\.md:2:5: ", out)


# -- concise, json, github ---------------------------------------------------------------------------------------


def test_concise_is_one_line_per_finding(tmp_path: Path, kb_run: Run) -> None:
    base(tmp_path, front="owner: [a]\nowner: b\n", body="TASK-0404 [x](/etc)")
    done = kb_run(["lint", "--select", "FM,LK", "--output-format", "concise"], tmp_path)
    assert done.code == 1
    said = [
        re.fullmatch(r"backlog/TASK-0001-a\.md:\d+:\d+: ([A-Z]{2}\d{3}) .+", x) for x in done.out.splitlines()
    ]
    assert [line and line[1] for line in said] == ["FM005", "FM003", "LK001", "LK005"]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_json_counts_characters_from_1(mark: str, end: str, tmp_path: Path, kb_run: Run) -> None:
    base(tmp_path)
    text = (mark + HEAD.format(title="T", front="", body="🙂\té TASK-0404 b\n")).replace("\n", end)
    (tmp_path / "backlog/TASK-0001-a.md").write_bytes(text.encode())
    done = kb_run(["lint", "--select", "LK001", "--output-format", "json"], tmp_path)
    (found,) = json.loads(done.out)["diagnostics"]
    assert [found[key] for key in ("line", "column", "end_line", "end_column")] == [8, 5, 8, 14]


GITHUB = re.compile(
    r"::(?P<kind>error|warning|notice) title=(?P<title>[^,:]*),file=(?P<file>[^,:]*),line=(\d+),col=(\d+),"
    r"endLine=(\d+),endColumn=(\d+)::(?P<text>.*)"
)


def unescaped(text: str) -> str:
    for code, sign in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


@pytest.mark.parametrize(
    ("path", "front"),
    [
        ("backlog/a.md", ""),
        ("backlog/100%,a:b.md", ""),
        ("backlog/::error file=x::y.md", ""),
        ("backlog/a%0A::set-env name=x::y.md", ""),
        ("backlog/a\n::error::y.md", ""),
        ("backlog/a.md", "x%0Ay: 1\n"),
        ("backlog/a.md", '"::error ::x": 1\n'),
        ("backlog/a.md", '"\\n::error ::x": 1\n'),
        ("backlog/a.md", '"\\r\\n##[error]x": 1\n'),
    ],
)
def test_an_annotation_is_one_line_whatever_paths_and_records_hold(
    path: str, front: str, tmp_path: Path, kb_run: Run
) -> None:
    base(tmp_path)
    text = HEAD.format(title="T", front=front, body="").replace("TASK-0001", "TASK-0002")
    (tmp_path / path).write_text(text)
    done = kb_run(["lint", "--select", "FM,ID002", "--output-format", "github"], tmp_path)
    lines = done.out.splitlines()
    assert lines
    for line in lines:
        parts = GITHUB.fullmatch(line)
        assert parts is not None, line
        shown = path.replace("\n", "\\n")
        assert unescaped(parts["file"]) == shown
        assert "\n" not in unescaped(parts["text"])
        assert unescaped(parts["title"]).startswith("kb (")


@pytest.mark.parametrize("format_", ["full", "concise"])
def test_in_a_workflow_no_other_line_is_a_command(format_: str, tmp_path: Path, kb_run: Run) -> None:
    base(tmp_path, front='"##[error]x": 1\n', body="##[group]x TASK-0404\n")
    done = kb_run(["lint", "--output-format", format_], tmp_path, env={"GITHUB_ACTIONS": "true"})
    assert "##\\[error]x" in done.out
    assert "##[" not in done.out


@pytest.mark.parametrize(
    "command", [["board"], ["list"], ["show", "TASK-0001"], ["sql", "select title from records"]]
)
def test_in_a_workflow_a_title_is_no_command(command: list[str], tmp_path: Path, kb_run: Run) -> None:
    base(tmp_path, title="'::error ::pwned'")
    done = kb_run(command, tmp_path, env={"GITHUB_ACTIONS": "true", "COLUMNS": "20"})
    assert "::error" in done.out
    assert not [line for line in done.out.splitlines() if line.lstrip().startswith("::")]
    assert "\\::" not in kb_run(command, tmp_path).out


# -- which findings ------------------------------------------------------------------------------------------------

# LK001, an error, in the body; KB005, a warning, in the front matter.
TROUBLE = {"front": "blocked: {since: 2026-01-07}\n", "body": "TASK-0404"}


def codes(done: Finished) -> set[str]:
    return {finding["code"] for finding in json.loads(done.out)["diagnostics"]}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], {"FM004", "LK001", "KB005"}),
        (["--select", "LK"], {"LK001"}),
        (["--select", "lk001"], {"LK001"}),
        (["--select", "LK001,FM", "--select", "KB005"], {"LK001", "FM004", "KB005"}),
        (["--ignore", "KB", "--ignore", "LK001"], {"FM004"}),
        (["--select", "ALL", "--ignore", "KB,LK"], {"FM004"}),
        (["--select", "KB", "--ignore", "KB"], set()),
    ],
)
def test_selecting_and_ignoring(options: list[str], expected: set[str], tmp_path: Path, kb_run: Run) -> None:
    base(tmp_path, **TROUBLE)
    (tmp_path / "backlog/TASK-0002-b.md").write_text(
        HEAD.format(title="B", front="nonsense: 1\n", body="").replace("TASK-0001", "TASK-0002")
    )
    done = kb_run(["lint", "--output-format", "json", "--today", "2026-01-08", *options], tmp_path)
    assert codes(done) == expected, done.out


@pytest.mark.parametrize("code", ["XX", "FM999", "F", "FM0", "all rules", "FM001x", "*"])
@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_code_ends_with_2(code: str, option: str, tmp_path: Path, kb_run: Run) -> None:
    done = kb_run(["lint", option, code], base(tmp_path))
    assert (done.code, done.out) == (2, "")
    assert done.err == f"error: there is no rule {code.upper()}\n  `kb rule` lists the rules.\n"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("", {"LK001": "error", "KB005": "warning"}),
        ("ignore = ['KB005']", {"LK001": "error"}),
        ("severity = {LK001 = 'info', KB005 = 'error'}", {"LK001": "info", "KB005": "error"}),
        ("per-path = {'backlog/**' = {ignore = ['LK001']}}", {"KB005": "warning"}),
        ("per-path = {'backlog/' = {select = ['FM']}}", {}),
        ("per-path = {'research/**' = {ignore = ['LK']}}", {"LK001": "error", "KB005": "warning"}),
        ("per-path = {'**/*-a.md' = {ignore = ['LK001']}}", {"KB005": "warning"}),
    ],
)
def test_the_configuration_selects_and_weighs(
    settings: str, expected: dict[str, str], tmp_path: Path, kb_run: Run
) -> None:
    base(tmp_path, **TROUBLE, settings=f"[lint]\nselect = ['LK', 'KB']\n{settings}\n")
    found = json.loads(kb_run(["lint", "--output-format", "json"], tmp_path).out)["diagnostics"]
    assert {finding["code"]: finding["severity"] for finding in found} == expected


def test_a_record_may_accept_a_finding(tmp_path: Path, kb_run: Run) -> None:
    base(
        tmp_path,
        body=TROUBLE["body"],
        front=TROUBLE["front"] + "allow: [LK001]\nallow_reason: it was dropped\n",
    )
    assert codes(kb_run(["lint", "--select", "LK,KB", "--output-format", "json"], tmp_path)) == {"KB005"}


@pytest.mark.parametrize(
    ("code", "options", "expected"),
    [
        ("KB005", [], 0),
        ("KB005", ["--strict"], 1),
        ("KB005", ["--strict", "--exit-zero"], 0),
        ("LK001", [], 1),
        ("LK001", ["--exit-zero"], 0),
        ("FM", ["--strict"], 0),
    ],
)
def test_what_fails_a_run(code: str, options: list[str], expected: int, tmp_path: Path, kb_run: Run) -> None:
    base(tmp_path, **TROUBLE)
    assert kb_run(["lint", "--select", code, *options], tmp_path).code == expected


def test_an_info_fails_nothing(tmp_path: Path, kb_run: Run) -> None:
    base(tmp_path, body="TASK-0404", settings='[lint]\nselect = ["LK001"]\n[lint.severity]\nLK001 = "info"\n')
    done = kb_run(["lint", "--strict"], tmp_path)
    assert (done.code, done.err) == (0, "Found 1 info in 1 record.\n")
    assert kb_run(["lint", "--output-format", "github"], tmp_path).out.startswith("::notice ")


def test_today_moves_what_is_late(tmp_path: Path, kb_run: Run) -> None:
    base(tmp_path, front="smart: {time_bound: 2026-02-01}\n")
    path = tmp_path / "backlog/TASK-0001-a.md"
    path.write_text(path.read_text().replace("status: idea", "status: doing"))
    before, after = (
        kb_run(["lint", "--select", "SM005", "--today", day], tmp_path).out
        for day in ("2026-01-31", "2026-02-02")
    )
    assert before == ""
    assert "SM005" in after
    done = kb_run(["lint", "--today", "tomorrow"], tmp_path)
    assert (done.code, done.out) == (2, "")


# -- which files -----------------------------------------------------------------------------------------------------


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Two folders with a finding each."""
    root = tmp_path / "base"
    root.mkdir()
    base(root, body="TASK-0404")
    path = root / "research/deep/TASK-0002-b.md"
    path.parent.mkdir(parents=True)
    path.write_text(HEAD.format(title="B", front="", body="TASK-0405").replace("TASK-0001", "TASK-0002"))
    (root / "docs").mkdir()
    (tmp_path / "link").symlink_to("base")
    return root


def linted(kb_run: Run, cwd: Path, *arguments: str) -> tuple[int, list[str]]:
    done = kb_run(["lint", "--select", "LK001", "--output-format", "concise", *arguments], cwd)
    return done.code, [line.split(":")[0].rpartition("/")[2] for line in done.out.splitlines()]


@pytest.mark.parametrize(
    ("where", "paths", "expected"),
    [
        (".", [], ["TASK-0001-a.md", "TASK-0002-b.md"]),
        (".", ["."], ["TASK-0001-a.md", "TASK-0002-b.md"]),
        (".", ["backlog"], ["TASK-0001-a.md"]),
        (".", ["backlog/"], ["TASK-0001-a.md"]),
        (".", ["./backlog/../research"], ["TASK-0002-b.md"]),
        (".", ["research/deep/TASK-0002-b.md"], ["TASK-0002-b.md"]),
        (".", ["backlog", "research"], ["TASK-0001-a.md", "TASK-0002-b.md"]),
        (".", ["docs"], []),
        (".", ["kb.toml"], []),
        ("research", ["deep"], ["TASK-0002-b.md"]),
        ("research/deep", ["../../backlog/TASK-0001-a.md"], ["TASK-0001-a.md"]),
        ("research/deep", [".."], ["TASK-0002-b.md"]),
    ],
)
def test_paths_are_those_of_the_folder_one_is_in(
    where: str, paths: list[str], expected: list[str], two: Path, kb_run: Run
) -> None:
    assert linted(kb_run, two / where, *paths) == (int(bool(expected)), expected)


def test_paths_may_be_whole_or_lead_through_a_link(two: Path, kb_run: Run) -> None:
    assert linted(kb_run, two, str(two / "backlog")) == (1, ["TASK-0001-a.md"])
    assert linted(kb_run, two, str(two.parent / "link/backlog")) == (1, ["TASK-0001-a.md"])
    assert linted(kb_run, two.parent / "link", "backlog") == (1, ["TASK-0001-a.md"])


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("missing.md", "there is no file missing.md"),
        ("backlog/missing", "there is no file backlog/missing"),
        ("..", ".. is not in the knowledge base at "),
        ("../other.md", "../other.md is not in the knowledge base at "),
        ("/etc/passwd", "/etc/passwd is not in the knowledge base at "),
        ("backlog/../../base2", "is not in the knowledge base at "),
    ],
)
def test_a_path_that_is_none_of_the_base_ends_with_2(path: str, says: str, two: Path, kb_run: Run) -> None:
    done = kb_run(["lint", "backlog", path], two)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


# -- terminals and pipes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "", "NO_COLOR": ""}, False),
    ],
)
@pytest.mark.parametrize("command", [["lint"], ["show", "TASK-0001"], ["board"], ["rule", "KB005"]])
def test_colour_is_for_those_who_want_it(
    command: list[str], env: dict[str, str], coloured: bool, tmp_path: Path, kb_run: Run
) -> None:
    base(tmp_path, body="TASK-0404")
    assert ("\x1b[" in kb_run(command, tmp_path, env=env).out) is coloured


def in_terminal(command: list[str], cwd: Path, env: Mapping[str, str]) -> str:
    """What a program prints to a terminal of its own."""
    parent, child = pty.openpty()
    with subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **env}, stdout=child, stderr=child, close_fds=True
    ) as process:
        os.close(child)
        pieces = []
        while True:
            try:
                piece = os.read(parent, 4096)
            except OSError:  # the other end was closed
                break
            if not piece:
                break
            pieces.append(piece)
        process.wait(60)
    os.close(parent)
    return b"".join(pieces).decode().replace("\r\n", "\n")


def test_a_terminal_gets_colour_and_lines_that_fit(tmp_path: Path) -> None:
    base(tmp_path, title="A title " + "that goes on and on " * 5, body="TASK-0404")
    said = in_terminal([*KB, "list"], tmp_path, {"COLUMNS": "60", "TERM": "xterm"})
    assert "\x1b[1m" in said
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said)
    assert all(len(line) <= 60 for line in plain.splitlines())
    assert "…" in plain
    assert "\x1b[" not in in_terminal([*KB, "list"], tmp_path, {"NO_COLOR": "1", "TERM": "xterm"})
    assert "\x1b[" not in in_terminal([*KB, "list"], tmp_path, {"TERM": "dumb"})


@pytest.mark.parametrize("columns", [20, 40, 80, 120, 240])
def test_the_board_is_as_wide_as_it_is_told(columns: int, tmp_path: Path, kb_run: Run) -> None:
    base(tmp_path, title="数据 A title that goes on 🙂", front="assignee: somebody-with-a-very-long-name\n")
    done = kb_run(["board"], tmp_path, env={"COLUMNS": str(columns)})
    assert done.code == 0
    assert all(len(line) <= columns for line in done.out.splitlines())


@pytest.mark.parametrize(
    "command", ["list", "lint", "schema", "--help", "sql 'select * from links, links b'", "graph"]
)
def test_a_reader_that_goes_away_is_no_trouble(command: str, tmp_path: Path) -> None:
    base(tmp_path, body="TASK-0404 TASK-0405\n" * 500)
    for reader in ("head -1", "true"):
        line = f"{' '.join(KB)} {command} | {reader}; echo ${{PIPESTATUS[0]}} >&2"
        done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.stderr.splitlines()[-1] in ("0", "1"), done.stderr
        assert "Traceback" not in done.stderr
        assert "Exception ignored" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", ["list", "lint --output-format json", "--version"])
def test_a_full_disk_ends_with_2_and_one_line(command: str, tmp_path: Path) -> None:
    base(tmp_path)
    line = f"{' '.join(KB)} {command} > /dev/full"
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 2


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_are_no_bug(closed: str, tmp_path: Path) -> None:
    base(tmp_path, body="TASK-0404")
    line = f"{' '.join(KB)} lint --select LK001 {closed}"
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
@pytest.mark.parametrize(
    "command", [["lint"], ["lint", "--output-format", "github"], ["board"], ["show", "TASK-0001"]]
)
def test_what_standard_output_cannot_show_is_escaped(
    command: list[str], encoding: str, tmp_path: Path
) -> None:
    base(tmp_path, title="Größe 数据 🙂", body="数据 TASK-0404")
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run([*KB, *command], cwd=tmp_path, env=env, capture_output=True, check=False)
    assert done.returncode == (1 if command[0] == "lint" else 0), done.stderr
    done.stdout.decode(encoding)
    assert b"Traceback" not in done.stderr
