"""The memory of each process is told by itself."""

import sys
from pathlib import Path

import pytest

from benchmarks.peaks import peaks

PROGRAM = """
import subprocess, sys, time
if len(sys.argv) > 1:
    held = bytearray(90_000_000)
else:
    subprocess.run([sys.executable, "-c", open("program.py").read(), "more"])
time.sleep(1)
"""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="only Linux tells")
def test_the_peaks_of_a_program_and_of_one_that_it_starts_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    ended, ((first, small), (second, large)) = peaks([sys.executable, "program.py"], tmp_path)
    assert ended == 0
    assert first.endswith("program.py")
    assert second.endswith("more")
    assert small < 60
    assert 85 < large < 150


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="only Linux tells")
def test_how_a_program_ends_is_told() -> None:
    assert peaks([sys.executable, "-c", "raise SystemExit(3)"])[0] == 3
