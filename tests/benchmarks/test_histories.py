"""A generated history has as many commits as asked for and everything in it that people do to tasks."""

import subprocess
from collections import Counter

from benchmarks.corpus import TODAY
from benchmarks.generate import files
from benchmarks.histories import write_history


def git(folder, *arguments):
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_history_has_all_that_people_do_and_is_the_same_for_a_seed(tmp_path):
    texts = files(40, seed=1)
    for folder in (tmp_path / "one", tmp_path / "other"):
        write_history(folder, texts, commits=400, until=TODAY)
    folder = tmp_path / "one"
    assert git(folder, "rev-list", "--count", "HEAD") == "400"
    assert git(folder, "rev-parse", "HEAD") == git(tmp_path / "other", "rev-parse", "HEAD")
    assert git(folder, "log", "-1", "--format=%cs") == TODAY.isoformat()
    assert git(folder, "status", "--short") == ""
    assert int(git(folder, "rev-list", "--count", "--merges", "HEAD")) > 10
    done = Counter(line.split()[0] for line in git(folder, "log", "--format=%s").split("\n"))
    assert {"Move", "Note", "Block", "Go", "Rename", "Drop", "Bring", "Merge"} <= set(done)
    assert done["Move"] > 200
    assert len(set(git(folder, "log", "--format=%an").split("\n"))) == 3
