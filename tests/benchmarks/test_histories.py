"""A generated history has as many commits as asked for and moves one task in each, by legal steps."""

import subprocess
from collections import Counter

from benchmarks.corpus import TODAY
from benchmarks.generate import files
from benchmarks.histories import write_history


def git(folder, *arguments):
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_each_commit_moves_one_task(tmp_path):
    write_history(tmp_path, files(40, seed=1), commits=60, until=TODAY)
    assert git(tmp_path, "rev-list", "--count", "HEAD") == "60"
    assert git(tmp_path, "log", "-1", "--format=%cs") == TODAY.isoformat()
    assert git(tmp_path, "status", "--short") == ""
    stats = git(tmp_path, "log", "--format=", "--numstat", "HEAD~59..HEAD").split("\n")
    assert len(stats) == 59
    assert {line.split("\t")[:2] == ["1", "1"] for line in stats} == {True}
    lines = Counter(
        line[:8] for line in git(tmp_path, "log", "-p", "--format=", "HEAD~59..HEAD").split("\n")
        if line.startswith("+status")
    )  # fmt: skip
    assert lines == {"+status:": 59}
