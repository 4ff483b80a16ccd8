"""Where a configuration comes from, and what is said about one that cannot be used: the place, and what to do."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.text.toml_places import toml_places
from tests.conftest import Finished

Run = Callable[..., Finished]

CASES = yaml.safe_load((Path(__file__).parent / "broken_configurations.yml").read_text(encoding="utf-8"))
TASK = "---\nid: TASK-0001\ntype: task\ntitle: Compare encodings\nstatus: {}\ncreated: 2026-01-05\n---\n"


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_broken_configuration_ends_with_2_its_place_and_what_to_do(
    case: dict[str, Any], tmp_path: Path, kb_run: Run
) -> None:
    data = case["raw"].encode("latin-1") if "raw" in case else case["text"].encode()
    (tmp_path / case.get("file", "kb.toml")).write_bytes(data)
    done = kb_run(["lint"], tmp_path)
    first, _, rest = done.err.partition("\n")
    assert done.code == 2, done.err
    assert done.out == ""
    assert first.startswith(f"{case['at']}: error: "), first
    assert case["says"] in first
    assert case.get("do", "") in (rest or first)
    assert "Traceback" not in done.err


def test_what_cannot_be_read_has_no_line(tmp_path: Path, kb_run: Run) -> None:
    (tmp_path / "kb.toml").write_text("#" * (1024 * 1024 + 1))
    assert kb_run(["lint"], tmp_path).err.startswith("kb.toml: error: the configuration is longer than")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id_width = " + "1" * 5000, "kb.toml:1:12: error: this number is too long"),
        (
            "x = 1\nrecords = " + "[" * 5000 + "]" * 5000,
            "kb.toml:2:11: error: this TOML is nested too deeply",
        ),
        (".".join("a" * 3000) + " = 1", "kb.toml:1:1: error: unknown key `a`"),
    ],
)
def test_endless_things_are_refused(text: str, says: str, tmp_path: Path, kb_run: Run) -> None:
    (tmp_path / "kb.toml").write_text(text)
    done = kb_run(["lint"], tmp_path)
    assert (done.code, done.err.split("\n")[0]) == (2, says)


def test_a_record_folder_that_is_none_is_refused(tmp_path: Path, kb_run: Run) -> None:
    (tmp_path / "kb.toml").write_text('records = ["notes.txt"]\n')
    (tmp_path / "notes.txt").write_text("")
    done = kb_run(["lint"], tmp_path)
    assert done.code == 2
    assert "`notes.txt` is not a folder" in done.err


def test_an_empty_file_is_a_configuration(tmp_path: Path, kb_run: Run) -> None:
    (tmp_path / "kb.toml").write_text("")
    assert kb_run(["lint"], tmp_path).code == 0


def test_pyproject_holds_the_same_tables(tmp_path: Path, kb_run: Run) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "x"\n[tool.kb.workflow]\nstates = ["doing", "done", "dropped"]\n'
    )
    (tmp_path / "backlog").mkdir()
    (tmp_path / "backlog/TASK-0001-x.md").write_text(TASK.format("doing"))
    assert "Found 1 error" in kb_run(["lint", "--select", "KB007"], tmp_path).err
    (tmp_path / "backlog/TASK-0001-x.md").write_text(TASK.format("idea"))
    assert "`idea` is not a state of a task" in kb_run(["lint"], tmp_path).out


@pytest.mark.parametrize("above", ["tool = 5", "[tool]\nkb = 5"])
def test_a_pyproject_that_only_looks_so(above: str, tmp_path: Path, kb_run: Run) -> None:
    (tmp_path / "pyproject.toml").write_text(f'{above}\nx = """\n[tool.kb]\n"""\n')
    done = kb_run(["lint"], tmp_path)
    assert done.code in (0, 2)
    assert "Traceback" not in done.err


def test_kb_toml_goes_before_pyproject_and_the_nearest_base_before_others(
    tmp_path: Path, kb_run: Run
) -> None:
    (tmp_path / "kb.toml").write_text("")
    (tmp_path / "pyproject.toml").write_text("[tool.kb]\nbroken = 1\n")
    inner = tmp_path / "a/b/c"
    inner.mkdir(parents=True)
    assert kb_run(["lint"], inner).code == 0
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n")
    assert kb_run(["lint"], inner).code == 0
    (tmp_path / "a" / "kb.toml").write_text("broken = 1\n")
    done = kb_run(["lint"], inner)
    assert done.code == 2
    assert done.err.startswith("kb.toml:1:1: ")


def test_another_folder_can_be_named(tmp_path: Path, kb_run: Run) -> None:
    base = tmp_path / "base"
    (base / "backlog").mkdir(parents=True)
    (base / "kb.toml").write_text("")
    (base / "backlog/TASK-0001-x.md").write_text(TASK.format("doing"))
    assert kb_run(["-C", "base", "lint", "--select", "KB007", "backlog"], tmp_path).code == 1
    assert kb_run(["-C", "base/backlog", "lint", "--select", "KB007", "TASK-0001-x.md"], tmp_path).code == 1
    done = kb_run(["-C", "nowhere", "lint"], tmp_path)
    assert (done.code, done.err) == (2, "error: there is no folder nowhere\n")


@pytest.mark.parametrize(
    "command",
    [["lint"], ["show", "X-1"], ["list"], ["sql", "select 1"], ["board"], ["groom"], ["next"], ["graph"],
     ["why", "X-1"],
     ["impact", "X-1"], ["compare", "X-1"], ["schema"]],
    ids=lambda command: command[0],
)  # fmt: skip
def test_outside_a_base_every_command_says_what_to_do(
    command: list[str], tmp_path: Path, kb_run: Run
) -> None:
    done = kb_run(command, tmp_path)
    assert done.code == 2
    assert done.out == ""
    assert done.err == (
        f"error: there is no knowledge base at or above {os.path.realpath(tmp_path)}\n"
        "  `kb init` makes one here; `kb -C DIR` starts elsewhere.\n"
    )


def test_places_of_toml_are_those_of_its_keys_and_items() -> None:
    text = """\
# [not.a.table]
a = 1
"b c".'d' = 2   # [x]
e = [1, [2, "]", {f = 3, g.h = 4}], '''
]
''',
  5]
[t.u]
v = "# = ["
w = {x = [1], y = {}}
[[l]]
m = 1
[[l]]
m = 2
"""
    places = toml_places(text)
    said = {path: text[at : at + 3].partition("\n")[0] for path, at in places.items()}
    assert said == {
        ("a",): "a =", ("b c",): '"b ', ("b c", "d"): '"b ',
        ("e",): "e =", ("e", 0): "1, ", ("e", 1): "[2,", ("e", 1, 0): "2, ", ("e", 1, 1): '"]"', ("e", 1, 2): "{f ",
        ("e", 1, 2, "f"): "f =", ("e", 1, 2, "g"): "g.h", ("e", 1, 2, "g", "h"): "g.h", ("e", 2): "'''", ("e", 3): "5]",
        ("t",): "t.u", ("t", "u"): "t.u", ("t", "u", "v"): "v =", ("t", "u", "w"): "w =", ("t", "u", "w", "x"): "x =",
        ("t", "u", "w", "x", 0): "1],", ("t", "u", "w", "y"): "y =",
        ("l",): "l]]", ("l", 0): "l]]", ("l", 0, "m"): "m =", ("l", 1): "l]]", ("l", 1, "m"): "m =",
    }  # fmt: skip
