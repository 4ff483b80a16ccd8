"""`[lint]` names rules that exist, and `records` folders that do: a slip would switch off what somebody relies on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished

Run = Callable[..., Finished]


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ('[lint]\nselect = ["FM", "ZZ"]\n', "kb.toml:2:17: error: there is no rule ZZ\n"),
        (
            '[lint]\nselect = [\n  "ALL",\n  "LK077",\n]\n',
            "kb.toml:4:3: error: there is no rule LK077\n  Did you",
        ),
        ('lint.ignore = ["KB999"]\n', "kb.toml:1:16: error: there is no rule KB999\n  Did you mean KB009?"),
        (
            '[lint.severity]\nFM998 = "info"\n',
            "kb.toml:2:1: error: there is no rule FM998\n  Did you mean FM00",
        ),
        (
            '[lint.per-path]\n"a/**" = { ignore = ["FM"] }\n"research/**" = { ignore = ["FM", "QQ"] }\n',
            "kb.toml:3:35: error: there is no rule QQ\n",
        ),
        ('[lint.per-path."x/**"]\nselect = ["QQ001"]\n', "kb.toml:2:11: error: there is no rule QQ001\n"),
    ],
)
@pytest.mark.parametrize("command", [["lint"], ["show", "TASK-0001"]])
def test_a_rule_that_does_not_exist_is_named_with_its_place(
    settings: str, says: str, command: list[str], tmp_path: Path, kb_run: Run
) -> None:
    (tmp_path / "kb.toml").write_text(settings)
    (tmp_path / "backlog").mkdir()
    (tmp_path / "backlog/TASK-0001-a.md").write_text(
        "---\nid: TASK-0001\ntype: task\ntitle: T\nstatus: idea\ncreated: 2026-01-01\n---\n"
    )
    done = kb_run(command, tmp_path)
    assert done.code == 2
    assert done.err.startswith(says), done.err


def test_in_pyproject_it_has_its_place_there(tmp_path: Path, kb_run: Run) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.kb.lint]\nignore = ["ZZ"]\n')
    assert kb_run(["lint"], tmp_path).err.startswith("pyproject.toml:4:11: error: there is no rule ZZ\n")


def test_rules_that_exist_are_no_trouble(tmp_path: Path, kb_run: Run) -> None:
    (tmp_path / "kb.toml").write_text(
        '[lint]\nselect = ["FM", "LK001", "ALL"]\nignore = ["KB"]\n[lint.severity]\nLK001 = "info"\n'
        '[lint.per-path]\n"research/archive/**" = { ignore = ["SM"], select = ["ALL"] }\n'
    )
    (tmp_path / "backlog").mkdir()
    assert kb_run(["lint"], tmp_path).code == 0


@pytest.mark.parametrize(
    ("settings", "folders", "says"),
    [
        (
            'records = ["backlog", "reserch"]\n',
            ["backlog"],
            "kb.toml:1:23: there is no folder reserch; nothing",
        ),
        ('records = ["a"]\n', [], "kb.toml:1:12: there is no folder a; nothing"),
        ("", [], "There is no record yet: no folder backlog and no folder research.\n"),
        ("", ["backlog"], "Nothing to complain about"),
        ('records = ["notes/kb"]\n', ["notes/kb"], "Nothing to complain about"),
    ],
)
def test_a_folder_that_is_not_there_is_said(
    settings: str, folders: list[str], says: str, tmp_path: Path, kb_run: Run
) -> None:
    (tmp_path / "kb.toml").write_text(settings)
    for folder in folders:
        (tmp_path / folder).mkdir(parents=True)
    done = kb_run(["lint"], tmp_path)
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith(says), done.err
