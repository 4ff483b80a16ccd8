"""The bench measures what it says: CPU of children, pairs in turn, failures in their row."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import rows_pages, run
from benchmarks.measure import CannotRun, Program, Usage, once, pairs
from benchmarks.rows import Bench, Row, table


def program(code: str, folder: Path, **more) -> Program:
    return Program((sys.executable, "-S", "-c", code), folder, **more)


def test_cpu_of_children_counts(tmp_path):
    work = "sum(i * i for i in range(3_000_000))"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-S', '-c', {work!r}])"
    idle = once(program("import subprocess, sys", tmp_path))
    assert once(program(child, tmp_path)).cpu > 2 * idle.cpu


def test_memory_is_the_programs_own(tmp_path):
    small, large = (once(program(f"x = b'1' * {size}", tmp_path)).peak for size in (10, 150_000_000))
    assert 140 < large - small < 160


def test_pairs_take_turns_after_one_run_of_each(tmp_path):
    log: list[str] = []
    first = program("", tmp_path, before=lambda: log.append("A"))
    second = program("", tmp_path, before=lambda: log.append("B"))
    found = pairs(first, second, 3)
    assert "".join(log) == "AB" * 4
    assert len(found.ratios) == 3


def test_a_program_that_fails_says_why(tmp_path):
    with pytest.raises(CannotRun, match="ended with 3: no luck"):
        once(program("import sys; print('no luck', file=sys.stderr); sys.exit(3)", tmp_path))
    assert once(program("import sys; sys.exit(3)", tmp_path, exits=(3,))).wall > 0


def test_a_failing_program_fills_its_row(tmp_path):
    bench = Bench(tmp_path, 1, 1, [40])
    row, found = bench.compare(
        "x", "what", program("raise SystemExit(9)", tmp_path), bench.nothing(), "nothing", 1
    )
    assert found is None
    assert "ended with 9" in row.measured
    assert row.verdict == ""


def test_the_table_shows_ratio_spread_and_verdict():
    rows = [
        Row("g", "fast", "5 ms", "pass 10 ms", 0.5, 0.4, 0.6, 0.7, 1.0),
        Row("g", "slow", "", ratio=3.0, goal=2),
    ]
    lines = table(rows).split("\n")
    assert lines[2] == "| fast | 5 ms | pass 10 ms | 0.50 (0.40 to 0.60) | 0.70 | ≤ 1 | met |"
    assert lines[3].endswith("| 3.00 |  | ≤ 2 | missed |")


def test_a_small_run_prints_a_table_and_writes_figures(tmp_path, capsys):
    figures = tmp_path / "figures.json"
    assert run.main(["--records", "40", "--only", "git", "--runs", "1", "--json", str(figures)]) == 0
    assert "| git status, 40 records |" in capsys.readouterr().out
    document = json.loads(figures.read_text())
    assert document["rows"][0]["ratio"] > 0
    assert document["versions"]["PyYAML"][0].isdigit()


def test_builds_in_turn_are_compared_within_each_turn():
    turns = [
        (Usage(2, 4, 0), Usage(8, 8, 0)),
        (Usage(6, 3, 0), Usage(12, 6, 0)),
        (Usage(3, 3, 0), Usage(9, 9, 0)),
    ]
    row = rows_pages.row("build", "other", turns)
    assert (row.low, row.ratio, row.high) == (0.25, pytest.approx(1 / 3), 0.5)
    assert (row.measured, row.reference, row.wall_ratio) == ("3.0 s", "other 9.0 s", 0.5)
    assert row.verdict == "missed"


def test_unknown_rows_are_refused(capsys):
    with pytest.raises(SystemExit) as stop:
        run.main(["--only", "weather"])
    assert stop.value.code == 2
    assert "startup" in capsys.readouterr().err


def test_a_kb_that_breaks_down_is_not_taken_for_a_quick_one(tmp_path, monkeypatch):
    broken = tmp_path / "kb"
    broken.write_text(f"#!{sys.executable}\nimport no_such_module_anywhere\n")
    broken.chmod(0o755)
    monkeypatch.setattr("benchmarks.rows.KB", broken)
    bench = Bench(tmp_path, 1, 1, [40])
    row, found = bench.compare("lint", "kb lint", bench.kb(tmp_path, "lint"), bench.nothing(), "nothing", 1)
    assert found is None
    assert "no_such_module_anywhere" in row.measured


def test_the_command_that_the_manual_names_prints_the_table():
    """`python3 dev.py bench` hands everything to `python -m benchmarks`."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--help"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "--records" in done.stdout
