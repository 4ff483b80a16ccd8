"""What reads every version of every record of a long history: processes of git, or a library?

Run: `PYTHONPATH=src:. python benchmarks/choices/history_readers.py > benchmarks/results/history_readers.json`

The history is the generated one of 10,000 commits. Each candidate, a process of its own, lists what every commit
changed in the record folders against its first parent, and reads each version once. All must have read the same
versions and bytes. Beside it stands `git log --raw -p` of these folders.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from timing import cpu_of_command, in_turns, installed_size, licence_of, report

DISTRIBUTIONS = ("pygit2", "dulwich")
FOLDERS = ("backlog", "research")
REFERENCE = "git log --raw -p"
COMMITS, RECORDS = 10_000, 200


def by_git(folder: Path) -> tuple[int, int]:
    """Three processes of git, as `kb` has them."""
    from kb.history import log, objects

    head = objects.commit_of(folder, "HEAD")
    assert head is not None
    rows = log.rows(folder, log.order(folder, head), FOLDERS)
    wanted = {blob: None for _, row in rows for _, blob in row.changes if blob is not None}
    sizes = [len(data or b"") for _, data in objects.contents(folder, wanted)]
    return len(sizes), sum(sizes)


def by_pygit2(folder: Path) -> tuple[int, int]:
    """libgit2 by its bindings."""
    import pygit2
    from pygit2.enums import SortMode

    repo = pygit2.Repository(str(folder))
    seen: dict[object, int] = {}
    for commit in repo.walk(repo.head.target, SortMode.TOPOLOGICAL | SortMode.REVERSE):
        first = commit.parents[0].tree if commit.parents else None
        diff = first.diff_to_tree(commit.tree) if first is not None else commit.tree.diff_to_tree(swap=True)
        for delta in diff.deltas:
            new = delta.new_file
            if new.path.startswith(FOLDERS) and str(new.id).strip("0") and new.id not in seen:
                seen[new.id] = len(repo[new.id].data)
    return len(seen), sum(seen.values())


def by_dulwich(folder: Path) -> tuple[int, int]:
    """Git again in Python, with parts in Rust."""
    from dulwich.diff_tree import tree_changes
    from dulwich.repo import Repo

    repo = Repo(str(folder))
    commits = [entry.commit for entry in repo.get_walker(order="topo", reverse=True)]
    trees = {commit.id: commit.tree for commit in commits}
    seen: dict[bytes, int] = {}
    for commit in commits:
        first = trees[commit.parents[0]] if commit.parents else None
        for change in tree_changes(repo.object_store, first, commit.tree):
            new = change.new
            if new and new.sha and new.path.decode().startswith(FOLDERS) and new.sha not in seen:
                seen[new.sha] = len(repo.object_store[new.sha].data)
    return len(seen), sum(seen.values())


CANDIDATES = {"git processes": by_git, "pygit2": by_pygit2, "dulwich": by_dulwich}


def main() -> None:
    """Make the history, or be one of the candidates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--be", choices=CANDIDATES)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if options.be:
        versions, size = CANDIDATES[options.be](options.folder)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"versions": versions, "bytes": size, "peak_mib": round(peak, 1)}))
        return
    with tempfile.TemporaryDirectory() as temporary:
        report(
            "What reads every version of every record of a long history?",
            DISTRIBUTIONS,
            _compared(temporary, options),
        )


def _compared(temporary: str, options: argparse.Namespace) -> dict[str, object]:
    from benchmarks.corpus import TODAY
    from benchmarks.generate import files
    from benchmarks.histories import write_history

    folder = Path(temporary) / "history"
    write_history(folder, files(RECORDS, 1), COMMITS, TODAY, 1)
    commands = {
        name: [sys.executable, __file__, "--be", name, "--folder", str(folder)] for name in CANDIDATES
    }
    read = {name: json.loads(subprocess.check_output(command)) for name, command in commands.items()}
    assert len({(found["versions"], found["bytes"]) for found in read.values()}) == 1, read
    log = ["git", "log", "--raw", "-p", "--", *FOLDERS]
    jobs = {name: (lambda command=command: cpu_of_command(command)) for name, command in commands.items()}
    jobs[REFERENCE] = lambda: cpu_of_command(log, cwd=folder)
    return {
        "commits": COMMITS,
        "records": RECORDS,
        "read": read,
        "cpu": in_turns(jobs, REFERENCE, options.repeats),
        "licences": {name: licence_of(name) for name in DISTRIBUTIONS},
        "bytes_installed": {name: installed_size(name) for name in DISTRIBUTIONS},
    }


if __name__ == "__main__":
    main()
