"""The experiments of the teaching base, run again: what the records say comes out, to the last digit."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kb.example import BASE
from tools.run_example_experiments import block, blocks, code_commit, command_of, refreshed, run

ROOT = Path(__file__).resolve().parents[2]
MEASURED = ("seeds", "data", "model", "metrics", "outputs")
RECORDS = sorted((BASE / "research" / "experiments").glob("EXP-*.md"))
SLOW = re.compile(r"EXP-000[2-9]|EXP-0014")
LATER = re.compile(r"EXP-000[357]")
"""Others like these run each time: the same code with other columns."""


def front(record: Path) -> dict[str, str]:
    return blocks(record.read_text(encoding="utf-8").split("---\n", 2)[1])


def case(record: Path) -> Any:
    marks = [pytest.mark.slow] if SLOW.match(record.name) else []
    marks += [pytest.mark.soak] if LATER.match(record.name) else []
    return pytest.param(record, id=record.stem[:8], marks=marks)


@pytest.mark.parametrize("record", [case(record) for record in RECORDS])
def test_running_an_experiment_again_gives_what_its_record_says(record: Path) -> None:
    result = run(command_of(record), BASE)
    written = front(record)
    assert {key: written[key] for key in MEASURED} == {key: block(key, result[key]) for key in MEASURED}


def test_there_are_experiments_for_two_goals_and_more_than_nine() -> None:
    commands = [shlex.split(command_of(record))[1] for record in RECORDS]
    assert len(commands) > 9
    assert {"code/churn.py", "code/forecast.py"} <= set(commands)


def test_another_seed_gives_other_data_and_other_figures() -> None:
    record = next(path for path in RECORDS if path.name.startswith("EXP-0016"))
    result = run(command_of(record).replace("--seed 11", "--seed 12"), BASE)
    written = front(record)
    assert written["data"] != block("data", result["data"])
    assert written["metrics"] != block("metrics", result["metrics"])


def test_the_records_name_the_commit_that_holds_the_code_they_were_made_with() -> None:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not in a clone of the repository")
    for record in RECORDS:
        commit = re.findall(r"^  commit: ([0-9a-f]{40})$", front(record)["code"], re.MULTILINE)[0]
        known = subprocess.run(["git", "cat-file", "-e", commit], cwd=ROOT, capture_output=True, check=False)
        if known.returncode:
            pytest.skip("a shallow clone, or a copy without the history")
        same = ["git", "diff", "--quiet", commit, "--", "src/kb/example/base/code"]
        assert subprocess.run(same, cwd=ROOT, check=False).returncode == 0, record.name


def test_the_tool_fills_what_was_measured_and_leaves_the_rest() -> None:
    text = (
        "---\nid: EXP-0001\ntask: TASK-0001\ncode:\n  command: python code/x.py --out out/x.json\n"
        "outcome: refuted\n---\n\nBody: code: metrics:\n"
    )
    result = {
        "seeds": [3], "data": {"test": {"uri": "data/x.csv", "rows": 2}}, "model": {"params": {}},
        "metrics": {"auc": {"test": 0.5}}, "outputs": [{"uri": "out/x.csv", "what": "things"}],
    }  # fmt: skip
    made = refreshed(text, "python code/x.py --out out/x.json", result, "f" * 40)
    assert list(blocks(made.split("---\n", 2)[1])) == [
        "id", "task", "code", "environment", "seeds", "data", "model", "metrics", "outputs", "outcome",
    ]  # fmt: skip
    assert "metrics:\n  auc:\n    test: 0.5\noutputs:\n  - uri: out/x.csv\n    what: things\n" in made
    assert made.endswith("outcome: refuted\n---\n\nBody: code: metrics:\n")
    assert refreshed(made, "python code/x.py --out out/x.json", result, "f" * 40) == made


def test_the_code_needs_nothing_but_python_and_leaves_nothing_in_the_package(tmp_path: Path) -> None:
    shutil.copytree(BASE / "code", tmp_path / "code")
    command = [
        sys.executable,
        "-I",
        "-S",
        "-B",
        "-c",
        "import sys; sys.path.insert(0, 'code'); import churn, forecast",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=60)
    assert not [path for path in BASE.iterdir() if path.name in ("data", "out")]


def test_the_commit_of_the_code_can_be_asked_for() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not in a clone of the repository")
    assert re.fullmatch(r"[0-9a-f]{40}", code_commit())
