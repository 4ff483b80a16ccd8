"""`kb reproduce` for real: the same comes out, or not, and nobody's work tree is touched."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.config import ReproduceTable, Tolerance
from kb.experiments import comparing
from kb.experiments.comparing import compare, verdict
from kb.records.experiment import Experiment, Spread
from tests.conftest import GitRepo
from tests.experiments.support import (
    CONFIG,
    PYTHON,
    TRAIN,
    base,
    concluded,
    fields,
    kb,
    record_path,
    recorded,
    start,
    state_of,
    wait_for,
)

Make = Callable[..., GitRepo]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary work trees, so that what is left in it is seen."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base with one recorded experiment, to be copied."""
    repo = GitRepo(tmp_path_factory.mktemp("template"))
    repo.git("init", "--quiet", "--initial-branch=main")
    base(repo)
    recorded(repo.path)
    concluded(repo.path)
    return repo.path


@pytest.fixture
def root(template: Path, tmp_path: Path, temporary: Path) -> Iterator[Path]:
    """A base with one recorded experiment; in the end nothing temporary is left."""
    path = tmp_path / "repo"
    shutil.copytree(template, path, symlinks=True)
    yield path
    assert [entry.name for entry in temporary.iterdir() if entry.name.startswith("kb-")] == []
    assert GitRepo(path).git("worktree", "list", "--porcelain").count("worktree ") == 1


def repeat(root: Path, *options: str, id: str = "EXP-0001") -> tuple[int, dict[str, Any], str]:
    """The exit code, what is told of the experiment, and what else was said."""
    done = kb(root, "reproduce", id, "--yes", "--format", "json", *options)
    if not done.stdout:
        return done.returncode, {}, done.stderr
    (told,) = json.loads(done.stdout)["reproductions"]
    return done.returncode, told, done.stderr


def test_the_same_comes_out_and_is_appended(root: Path) -> None:
    code, told, _ = repeat(root, "--by", "analyst")
    assert (code, told["verdict"], told["why"]) == (0, "match", "")
    assert told["data"][0]["answer"] == "same"
    (entry,) = fields(root)["reproductions"]  # to PyYAML, `on` is true
    assert entry.pop(True).tzinfo is not None
    commit = GitRepo(root).git("rev-parse", "HEAD")
    assert entry == {"by": "analyst", "commit": commit, "verdict": "match", "metrics": {"rows": {"train": 2}}}
    repeat(root)
    assert [entry["verdict"] for entry in fields(root)["reproductions"]] == ["match", "match"]
    assert kb(root, "lint").returncode == 0


def test_nothing_of_the_work_tree_and_the_repository_is_touched(root: Path) -> None:
    repo = GitRepo(root)
    repo.commit("Another version", {"train.py": "raise SystemExit('another version')\n"})
    repo.write("train.py", "half a thought\n")
    repo.write("staged.py", "1\n")
    repo.git("add", "staged.py")
    repo.write("train2.py", "x")
    repo.git("stash", "list")
    before = state_of(root)
    refs = repo.git("for-each-ref")
    code, told, _ = repeat(root)
    assert (code, told["verdict"]) == (0, "match")
    after = state_of(root)
    record = record_path(root).relative_to(root).as_posix()
    assert after.pop(record) != before.pop(record)
    assert {name for name in before if before[name] != after.get(name)} == set()
    assert set(after) - set(before) <= {".git/worktrees/"}  # git leaves the empty folder
    assert repo.git("for-each-ref") == refs


def test_the_entry_changes_no_other_byte(root: Path) -> None:
    path = record_path(root)
    text = path.read_text().replace("tracker: kb", "tracker:   kb  # ours").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    before = path.read_bytes()
    assert repeat(root)[0] == 0
    after = path.read_bytes()
    start_, end = after.index(b"reproductions:"), after.index(b"---\r\n\r\n## What was done")
    assert after[:start_] + after[end:] == before
    assert b"\n" not in after[start_:end].replace(b"\r\n", b"")


def test_other_figures_are_a_drift(root: Path) -> None:
    path = record_path(root)
    path.write_text(path.read_text().replace("train: 2\n", "train: 3\n"))
    code, told, _ = repeat(root)
    assert (code, told["verdict"]) == (1, "drift")
    assert told["metrics"] == [
        {
            "metric": "rows",
            "split": "train",
            "recorded": 3,
            "now": 2,
            "difference": -1,
            "allowed": 0.003,
            "within": False,
        }
    ]
    assert fields(root)["reproductions"][0]["metrics"] == {"rows": {"train": 2}}


def test_a_figure_that_is_missing_is_a_drift(root: Path) -> None:
    path = record_path(root)
    path.write_text(path.read_text().replace("metrics:\n", "metrics:\n  auc:\n    test: 0.5\n"))
    code, told, _ = repeat(root)
    assert (code, told["verdict"], told["metrics"][0]["now"]) == (1, "drift", None)
    assert told["why"] == "1 of 2 figures not reported"
    assert told["remarks"] == []


def test_figures_with_other_names_and_those_that_are_none_are_told(root: Path) -> None:
    script = TRAIN.replace('"rows": len(rows)', '"lines": len(rows), "auc": float("nan")')
    (root / "train.py").write_text(script)
    code, told, _ = repeat(root, "--here")
    assert (code, told["verdict"], told["why"]) == (1, "drift", "1 of 1 figures not reported")
    assert "train.auc of `metrics.json` is not a finite number" in told["remarks"]
    assert "it reported lines on train, which the record does not have" in told["remarks"]


def test_a_verdict_that_cannot_be_written_down_is_told_all_the_same(root: Path) -> None:
    script = f"{TRAIN}\nnext(pathlib.Path('research/experiments').glob('EXP-*.md')).unlink()\n"
    (root / "train.py").write_text(script)
    done = kb(root, "reproduce", "EXP-0001", "--here", "--yes")
    assert (done.returncode, "EXP-0001 match" in done.stdout) == (2, True)
    assert "the verdict is not in the record: there is no record EXP-0001" in done.stdout


def test_what_a_command_leaves_running_ends_with_it(root: Path, tmp_path: Path) -> None:
    told = tmp_path / "child"
    script = f"import subprocess\nchild = subprocess.Popen(['sleep', '600'])\n{TRAIN}"
    (root / "train.py").write_text(f"{script}\npathlib.Path({str(told)!r}).write_text(str(child.pid))\n")
    code, found, _ = repeat(root, "--here")
    assert (code, found["verdict"]) == (0, "match")
    wait_for(lambda: not alive(int(told.read_text())), "the end of what it left")


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("raise SystemExit(3)", "ended with exit code 3"),
        ("import os; os.kill(os.getpid(), 9)", "killed by SIGKILL"),
        ("print('no figures')", "wrote none of"),
        ("open('metrics.json', 'w').write('{')", "not JSON"),
    ],
)
def test_a_command_that_gives_no_figures_has_failed(
    git_repo: Make, temporary: Path, script: str, why: str
) -> None:
    root = base(
        git_repo(),
        {
            "train.py": f"import os\nif os.environ.get('BROKEN'):\n    {script}\n    raise SystemExit(0)\n{TRAIN}"
        },
    )
    recorded(root)
    done = kb(root, "reproduce", "EXP-0001", "--yes", "--format", "json", env={"BROKEN": "1"})
    (told,) = json.loads(done.stdout)["reproductions"]
    assert (done.returncode, told["verdict"]) == (1, "failed")
    assert why in told["why"]
    (entry,) = fields(root)["reproductions"]
    assert ("metrics" in entry, entry["verdict"]) == (False, "failed")


def test_a_command_that_takes_too_long_is_ended_with_all_that_it_started(
    git_repo: Make, temporary: Path
) -> None:
    script = (
        "import os, subprocess, sys, time\nif os.environ.get('BROKEN'):\n"
        "    child = subprocess.Popen(['sleep', '600'])\n    open(os.environ['BROKEN'], 'w').write(str(child.pid))\n"
        f"    time.sleep(600)\n{TRAIN}"
    )
    root = base(
        git_repo(), {"train.py": script, "kb.toml": f"{CONFIG}\n[reproduce]\ntime_limit_minutes = 0.1\n"}
    )
    recorded(root)
    told = temporary.parent / "child"
    done = kb(root, "reproduce", "EXP-0001", "--yes", env={"BROKEN": str(told)})
    assert done.returncode == 1
    assert "failed: the command was ended when its time was up" in done.stdout
    wait_for(lambda: not alive(int(told.read_text())), "the end of the grandchild")


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


# -- the code ----------------------------------------------------------------------------------------


def test_the_uncommitted_changes_are_part_of_what_ran(git_repo: Make, temporary: Path) -> None:
    root = base(git_repo())
    (root / "train.py").write_text(
        TRAIN.replace("len(rows)", "len(rows) + addition.ONE").replace("import", "import addition,", 1)
    )
    (root / "addition.py").write_text("ONE = 1\n")
    recorded(root)
    assert fields(root)["metrics"] == {"rows": {"train": 3}}
    (root / "train.py").write_text(TRAIN)
    (root / "addition.py").unlink()
    code, told, err = repeat(root)
    assert (code, told.get("verdict")) == (0, "match"), err
    (root / "research/experiments/EXP-0001.diff").write_text("other")
    code, _, err = repeat(root)
    assert code == 1
    assert "is not the recorded patch" in err


def test_changes_that_were_not_kept_are_told(root: Path) -> None:
    path = record_path(root)
    path.write_text(path.read_text().replace("dirty: false", "dirty: true"))
    done = kb(root, "reproduce", "EXP-0001", "--dry-run")
    assert "changed after the commit, and the changes were not kept" in done.stdout


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("  commit: [0-9a-f]+", "  commit: 0123456789abcdef", "is not in this repository"),
        ("  commit: [0-9a-f]+", "  commit: --all", "is not in this repository"),
        ("  commit: [0-9a-f]+\n", "", "does not say which commit"),
        ("  command: .*\n", "", "does not say which command"),
        ("  command: .*\n", "  command: cd ../.. && ls\n", "not inside the base"),
        ("  command: .*\n", "  command: python 'x\n", "split into words"),
        ("  command: .*\n", "  command: no-such-program x\n", "no program `no-such-program`"),
        ("  command: .*\n", "  command: cd nowhere && python x.py\n", "folder `nowhere`, which is not there"),
        ("metrics:\n  rows:\n    train: 2\n", "", "no figures to compare"),
    ],
)
def test_what_cannot_be_tried_is_said_and_not_written_down(root: Path, was: str, now: str, said: str) -> None:
    import re

    path = record_path(root)
    text, count = re.subn(was, now, path.read_text(), count=1)
    assert count == 1
    path.write_text(text)
    code, told, err = repeat(root)
    assert code == 1
    assert said in err + told.get("why", "")
    assert "reproductions" not in fields(root)


def test_a_record_that_is_no_experiment(root: Path) -> None:
    (root / "backlog").mkdir()
    (root / "backlog" / "TASK-0001-x.md").write_text(
        "---\nid: TASK-0001\ntype: task\ntitle: x\nstatus: idea\ncreated: 2026-01-05\n---\n"
    )
    assert "is not an experiment" in kb(root, "reproduce", "TASK-0001", "--yes").stderr
    assert kb(root, "reproduce", "EXP-0009", "--yes").returncode == 1


def test_a_base_in_a_folder_of_a_repository(git_repo: Make, temporary: Path) -> None:
    repo = git_repo()
    for name, text in {
        "kb.toml": CONFIG,
        "train.py": TRAIN,
        ".gitignore": "data/\nout/\nmetrics.json\n",
    }.items():
        repo.write(f"team a/{name}", text)
    repo.commit("The code")
    root = repo.path / "team a"
    repo.write("team a/data/train.csv", "a\n1\n")
    (root / "model").mkdir()
    (root / "model" / "x.py").write_text("import os; os.chdir('..'); exec(open('train.py').read())")
    repo.commit("A folder")
    done = kb(root / "model", "record", "--", PYTHON, "x.py")
    assert done.returncode == 0
    code, told, err = repeat(root)
    assert (code, told.get("verdict")) == (0, "match"), err
    assert told["command"].startswith("cd model && ")


def test_a_commit_from_before_the_base_was_there(git_repo: Make, temporary: Path) -> None:
    repo = git_repo(files={"x": "1"})
    first = repo.git("rev-parse", "HEAD")
    root = repo.path / "team"
    root.mkdir()
    for name, text in {"kb.toml": CONFIG, "train.py": TRAIN}.items():
        (root / name).write_text(text)
    repo.commit("The base")
    repo.write("team/data/train.csv", "a\n1\n")
    recorded(root)
    path = record_path(root)
    path.write_text(path.read_text().replace(repo.git("rev-parse", "HEAD"), first))
    done = kb(root, "reproduce", "EXP-0001", "--yes")
    assert done.returncode == 1
    assert "has no folder that corresponds to" in done.stdout


def test_submodules_are_told(root: Path, git_repo: Make, tmp_path: Path) -> None:
    library = git_repo(tmp_path / "library", {"lib.py": "1"})
    repo = GitRepo(root)
    repo.git("submodule", "add", "--quiet", str(library.path), "lib")
    repo.commit("with a library")
    recorded(root)
    done = kb(root, "reproduce", "EXP-0002", "--dry-run")
    assert "the submodules `lib` are not laid out" in done.stdout
    assert repeat(root, id="EXP-0002")[0] == 0


def test_a_line_for_a_shell_is_run_by_one_and_that_is_said(root: Path) -> None:
    path = record_path(root)
    line = "echo '{\"train\":' > metrics.json && echo '{\"rows\": 2}}' >> metrics.json"
    text = path.read_text()
    (old,) = [part for part in text.splitlines() if part.startswith("  command: ")]
    path.write_text(text.replace(old, f"  command: {json.dumps(line)}"))
    assert "read by a shell" in kb(root, "reproduce", "EXP-0001", "--dry-run").stdout
    assert repeat(root)[1]["verdict"] == "match"


def test_here_runs_on_the_files_as_they_are(root: Path) -> None:
    assert repeat(root, "--here")[1]["verdict"] == "match"
    (entry,) = fields(root)["reproductions"]
    assert entry["commit"] == GitRepo(root).git("rev-parse", "HEAD")
    (root / "train.py").write_text(TRAIN.replace("len(rows)", "7"))
    code, told, _ = repeat(root, "--here")
    assert (code, told["verdict"], told["commit"]) == (1, "drift", None)  # no commit is what ran
    assert repeat(root)[1]["verdict"] == "match"


# -- data --------------------------------------------------------------------------------------------


def test_other_data_are_noticed_before_anything_runs(root: Path) -> None:
    (root / "data" / "train.csv").write_text("shop,left\n1,0\n")
    code, told, _ = repeat(root)
    assert (code, told["verdict"], told["exit_code"]) == (1, None, None)
    assert told["data"][0]["answer"] == "other"
    assert "reproductions" not in fields(root)
    code, told, _ = repeat(root, "--any-data")
    assert (code, told["verdict"]) == (1, "drift")
    path = record_path(root)
    path.write_text(path.read_text().replace("rows:\n    train: 2\n", "rows:\n    train: 1\n"))
    code, told, _ = repeat(root, "--any-data")
    assert (code, told["verdict"]) == (1, "drift")  # on other data nothing can match
    assert told["metrics"][0]["within"]


def test_the_original_of_the_data_cannot_be_harmed(git_repo: Make, temporary: Path) -> None:
    spoil = "import os\nif os.environ.get('SPOIL'):\n    open('data/train.csv', 'w').write('spoiled')\n"
    root = base(git_repo(), {"train.py": f"{TRAIN}{spoil}"})
    recorded(root)
    before = (root / "data" / "train.csv").read_bytes()
    done = kb(root, "reproduce", "EXP-0001", "--yes", env={"SPOIL": "1"})
    assert (root / "data" / "train.csv").read_bytes() == before
    assert "drift: the data are not the recorded ones" in done.stdout  # they were not, in the end


def test_data_that_the_command_makes_are_looked_at_afterwards(git_repo: Make, temporary: Path) -> None:
    make = "import os\nos.makedirs('data', exist_ok=True)\n"
    make += "open('data/train.csv', 'w').write(os.environ.get('TEXT', 'a\\n1\\n'))\n"
    root = base(git_repo(), {"train.py": f"{make}{TRAIN}"})
    (root / "data" / "train.csv").unlink()
    recorded(root)
    shutil.rmtree(root / "data")
    code, told, _ = repeat(root)
    assert (code, told["verdict"], told["data"][0]["answer"]) == (0, "match", "same")
    done = kb(root, "reproduce", "EXP-0001", "--yes", env={"TEXT": "a\n2\n"})
    assert done.returncode == 1
    assert "drift: the data are not the recorded ones" in done.stdout


def test_folders_patterns_and_data_in_the_commit(git_repo: Make, temporary: Path) -> None:
    root = base(git_repo(), {"small/a.csv": "a\n"})
    (root / "data" / "more").mkdir()
    (root / "data" / "more" / "b.csv").write_text("b")
    script = (
        "import json, pathlib; n = sum(1 for p in pathlib.Path('.').rglob('*.csv') if 'out' not in p.parts); "
        "json.dump({'train': {'n': n}}, open('metrics.json', 'w'))"
    )
    recorded(
        root,
        PYTHON,
        "-c",
        script,
        options=("--data", "all=data", "--data", "part=data/*.csv", "--data", "own=small/a.csv"),
    )
    assert fields(root)["metrics"] == {"n": {"train": 3}}
    (root / "small" / "a.csv").write_text("changed in the work tree, not in the commit\n")
    code, told, err = repeat(root)
    assert (code, told.get("verdict")) == (0, "match"), err
    assert {found["split"]: found["answer"] for found in told["data"]} == dict.fromkeys(
        ("all", "part", "own", "train"), "same"
    )
    assert repeat(root, "--here")[1]["data"][-1]["answer"] == "other"


def test_what_is_elsewhere_or_has_another_digest_is_told(root: Path) -> None:
    path = record_path(root)
    more = "  far:\n    uri: s3://bucket/x\n    digest: sha256:00\n  odd:\n    uri: train.py\n    digest: mlflow:12ab\n"
    path.write_text(path.read_text().replace("data:\n", f"data:\n{more}"))
    _, told, _ = repeat(root)
    assert [found["answer"] for found in told["data"]] == ["elsewhere", "unknown", "same"]
    assert told["verdict"] == "match"


def test_data_leave_no_work_tree_through_a_link_of_the_commit(git_repo: Make, temporary: Path) -> None:
    outside = temporary.parent / "outside"
    outside.mkdir()
    repo = git_repo()
    (repo.path / "data").symlink_to(outside)
    repo.commit(
        "A link",
        {
            "kb.toml": CONFIG.replace("train.csv", "x/train.csv"),
            "train.py": "import json; json.dump({'a': 1}, open('metrics.json', 'w'))",
        },
    )
    (repo.path / "data").unlink()
    repo.write("data/x/train.csv", "a\n")
    recorded(repo.path)
    path = record_path(repo.path)
    path.write_text(path.read_text().replace("dirty: true", "dirty: false"))
    done = kb(repo.path, "reproduce", "EXP-0001", "--yes")
    assert "a link in the commit leads the data out of the work tree" in done.stdout
    assert list(outside.rglob("*.csv")) == []


# -- who may run it, and what happens when it is stopped ---------------------------------------------


def test_nothing_runs_that_nobody_confirmed(root: Path) -> None:
    before = state_of(root)
    done = kb(root, "reproduce", "EXP-0001")
    assert done.returncode == 2
    assert f"EXP-0001: {PYTHON} train.py" in done.stderr
    assert "--yes" in done.stderr
    done = kb(root, "reproduce", "--all", "--dry-run", "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["reproductions"][0]["verdict"] is None
    assert state_of(root) == before


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of Unix")
@pytest.mark.parametrize(
    ("answer", "code", "ran"), [(b"y\n", 0, True), (b"n\n", 130, False), (b"\n", 130, False)]
)
def test_on_a_terminal_it_is_asked(root: Path, answer: bytes, code: int, ran: bool) -> None:
    from tests.experiments.test_signals import on_terminal

    ended, said = on_terminal(root, "reproduce", "EXP-0001", keys=answer)
    assert ended == code, said
    assert "Run it?" in said
    assert ("reproductions" in fields(root)) is ran


WAITING = """\
import os, time
if told := os.environ.get("WAIT"):
    open(told + ".pid", "w").write(str(os.getpid()))
    open(told, "w").write(os.getcwd())
    time.sleep(600)
"""


@pytest.fixture
def waiting(git_repo: Make, temporary: Path) -> Path:
    """A base whose command waits when it is told to."""
    root = base(git_repo(), {"train.py": f"{WAITING}{TRAIN}"})
    recorded(root)
    return root


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_when_it_is_stopped_nothing_is_left_and_nothing_claimed(
    waiting: Path, temporary: Path, name: str
) -> None:
    import signal

    told = temporary.parent / "told"
    before = state_of(waiting)
    running = start(waiting, "reproduce", "EXP-0001", "--yes", env={**os.environ, "WAIT": str(told)})
    wait_for(lambda: told.exists() and told.read_text(), "the command's start")
    running.send_signal(getattr(signal, name))
    running.communicate(timeout=60)
    assert running.returncode == 130
    assert list(temporary.iterdir()) == []
    assert GitRepo(waiting).git("worktree", "list").count("\n") == 0
    after = state_of(waiting)
    after.pop(".git/worktrees/", None)
    assert after == before


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_what_a_killed_run_leaves_is_tidied_by_the_next(waiting: Path, temporary: Path) -> None:
    told = temporary.parent / "told"
    running = start(waiting, "reproduce", "EXP-0001", "--yes", env={**os.environ, "WAIT": str(told)})
    wait_for(lambda: told.exists() and told.read_text(), "the command's start")
    # While it runs, another one leaves it alone.
    assert kb(waiting, "reproduce", "EXP-0001", "--yes").returncode == 0
    assert Path(told.read_text()).is_dir()
    repo = GitRepo(waiting)
    assert repo.git("worktree", "list").count("\n") == 1
    running.kill()
    kill_left(told)
    running.communicate(timeout=60)
    assert Path(told.read_text()).is_dir()
    assert kb(waiting, "reproduce", "EXP-0001", "--yes").returncode == 0
    assert not Path(told.read_text()).exists()
    assert repo.git("worktree", "list").count("\n") == 0
    assert list(temporary.iterdir()) == []


def kill_left(told: Path) -> None:
    """End the command itself, which outlives `kb` when that is killed."""
    os.kill(int(told.with_suffix(".pid").read_text()), 9)


def test_a_work_tree_of_the_users_own_is_left_alone(root: Path, tmp_path: Path) -> None:
    repo = GitRepo(root)
    repo.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "own"))
    shutil.rmtree(tmp_path / "own")  # as on a drive that is not there today
    assert repeat(root)[0] == 0
    assert str(tmp_path / "own") in repo.git("worktree", "list")
    repo.git("worktree", "prune")


def test_a_shallow_clone_says_what_is_missing(root: Path, tmp_path: Path) -> None:
    repo = GitRepo(root)
    repo.commit("The record")
    subprocess.run(
        ["git", "clone", "--quiet", "--depth", "1", f"file://{root}", str(tmp_path / "shallow")], check=True
    )
    done = kb(tmp_path / "shallow", "reproduce", "EXP-0001", "--yes")
    assert done.returncode == 1
    assert "Fetch it" in done.stderr
    assert "--here" in done.stderr


def test_hooks_and_settings_of_a_repository_are_not_run(root: Path) -> None:
    repo = GitRepo(root)
    hook = root / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch '{root}/hooked'\n")
    hook.chmod(0o755)
    repo.git("config", "core.fsmonitor", f"touch '{root}/monitored'")
    assert repeat(root)[0] == 0
    recorded(root)
    assert not (root / "hooked").exists()
    assert not (root / "monitored").exists()


# -- environments ------------------------------------------------------------------------------------


def wheel(folder: Path, version: str) -> None:
    """A package of one module, by hand."""
    name = f"tinything-{version}"
    with zipfile.ZipFile(folder / f"{name}-py3-none-any.whl", "w") as archive:
        files = {
            "tinything.py": f"VERSION = {version!r}\n",
            f"{name}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: tinything\nVersion: {version}\n",
            f"{name}.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        for path, text in files.items():
            archive.writestr(path, text)
        archive.writestr(f"{name}.dist-info/RECORD", "".join(f"{path},,\n" for path in files))


@pytest.mark.slow
def test_pip_builds_the_environment_from_the_recorded_lock_file(git_repo: Make, temporary: Path) -> None:
    repo = git_repo()
    wheel(repo.path, "1.5")
    files = {
        "kb.toml": "",
        "requirements.txt": "--no-index\n./tinything-1.5-py3-none-any.whl\n",
        "train.py": "import json, tinything as t; json.dump({'version': float(t.VERSION)}, open('metrics.json', 'w'))",
    }
    repo.commit("The code", files)
    root = repo.path
    experiment = (
        "---\nid: EXP-0001\ntype: experiment\ntitle: x\nstatus: concluded\ncreated: 2026-01-05\n"
        f"code:\n  commit: {repo.git('rev-parse', 'HEAD')}\n  command: python train.py\n"
        "environment:\n  lockfile: requirements.txt\nmetrics:\n  version:\n    test: 1.5\n---\n"
    )
    repo.write("research/experiments/EXP-0001-x.md", experiment)
    code, told, err = repeat(root, "--environment", "pip")
    assert (code, told.get("verdict")) == (0, "match"), (told, err)
    assert list(temporary.iterdir()) == []
    path = root / "research/experiments/EXP-0001-x.md"
    path.write_text(experiment.replace("requirements.txt", "uv.lock"))
    assert "is not there" in repeat(root, "--environment", "pip")[1]["why"]
    path.write_text(experiment.replace("environment:\n  lockfile: requirements.txt\n", ""))
    assert "names no lock file" in repeat(root, "--environment", "pip")[1]["why"]


def test_a_builder_that_is_not_here_or_fails_is_told(root: Path, tmp_path: Path) -> None:
    repo = GitRepo(root)
    repo.commit("lock", {"uv.lock": "version = 1\n"})
    recorded(root)
    assert fields(root, "EXP-0002")["environment"]["lockfile"] == "uv.lock"
    for name, script in (
        ("git", f'exec {shutil.which("git")} "$@"'),
        ("uv", "echo 'no such version'; exit 2"),
    ):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    path = {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}
    done = kb(root, "reproduce", "EXP-0002", "--yes", "--environment", "uv", env=path)
    assert done.returncode == 1
    assert "uv cannot build the environment" in done.stdout
    assert "no such version" in done.stdout
    done = kb(
        root, "reproduce", "EXP-0002", "--yes", "--environment", "conda", env={"PATH": str(tmp_path / "bin")}
    )
    assert "there is no program `conda`" in done.stdout
    done = kb(root, "reproduce", "EXP-0002", "--yes", "--environment", "pip")
    assert "pip does not read this lock file" in done.stdout
    assert "reproductions" not in fields(root, "EXP-0002")


# -- what counts as the same -------------------------------------------------------------------------


def experiment(value: float | Spread) -> Experiment:
    return Experiment(
        id="EXP-0001", type="experiment", title="x", status="concluded", created="2026-01-05",  # type: ignore[arg-type]
        metrics={"auc": {"test": value}},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("recorded_", "now", "settings", "within"),
    [
        (0.8, 0.8, {}, True),
        (0.8, 0.8008, {}, True),
        (0.8, 0.80081, {}, False),
        (-0.8, -0.8008, {}, True),
        (0.8, 0.9, {"absolute": 0.1}, True),
        (0.8, 0.9, {"relative": 0.125}, True),
        (0.8, 0.9, {"relative": 0.12}, False),
        (0, 0, {}, True),
        (0, 1e-9, {}, False),
        (0, 1e-9, {"absolute": 1e-8}, True),
        (0.8, 0.81, {"metrics": {"auc": Tolerance(absolute=0.01)}}, True),
        (0.8, 0.9, {"absolute": 1, "metrics": {"auc": Tolerance(absolute=0)}}, False),
        (0.8, 0.8, {"absolute": 0, "relative": 0}, True),
        (0.8, 0.8 + 1e-15, {"absolute": 0, "relative": 0}, True),
        (0.8, 0.8 + 1e-9, {"absolute": 0, "relative": 0}, False),
    ],
)
def test_tolerances(recorded_: float, now: float, settings: dict[str, Any], within: bool) -> None:
    (figure,) = compare(experiment(recorded_), {"auc": {"test": now}}, ReproduceTable(**settings))
    assert figure.within is within
    assert verdict([figure], same_data=True) == ("match" if within else "drift")


def test_of_spreads_the_means_are_compared() -> None:
    (figure,) = compare(
        experiment(Spread(mean=0.8, std=0.1, n=5)),
        {"auc": {"test": {"mean": 0.8001, "n": 3}}},
        ReproduceTable(),
    )
    assert (figure.recorded, figure.now, figure.within) == (0.8, 0.8001, True)
    assert verdict([], same_data=True) == "drift"
    assert comparing.allowed(ReproduceTable(), "auc", 2) == 0.002


# -- all of them -------------------------------------------------------------------------------------


def test_all_are_summed_up(root: Path) -> None:
    recorded(root)
    concluded(root, "EXP-0002")
    path = record_path(root, "EXP-0002")
    path.write_text(path.read_text().replace("train: 2\n", "train: 3\n"))
    recorded(root)  # is running, so it is left out
    kb(root, "record", "--", "false")  # is invalid and has no figures
    done = kb(root, "reproduce", "--all", "--yes")
    assert done.returncode == 1
    assert "EXP-0001 match: 1 figure within its tolerance" in done.stdout
    assert "EXP-0002 drift: 1 of 1 figures outside the tolerance" in done.stdout
    assert done.stdout.splitlines()[-1] == "2 experiments: 1 match, 1 drift"
    assert "1 of 3 experiments have no command or no figures" in done.stderr
    assert "reproductions" not in fields(root, "EXP-0003")


def test_of_a_failed_one_among_many_the_last_lines_are_shown(root: Path) -> None:
    (root / "train.py").write_text("raise SystemExit('a reason, at last')")
    done = kb(root, "reproduce", "--all", "--yes", "--here")
    assert done.returncode == 1
    assert "a reason, at last" in done.stdout
    assert done.stderr == ""


def test_a_base_without_experiments(git_repo: Make) -> None:
    done = kb(base(git_repo()), "reproduce", "--all", "--yes")
    assert (done.returncode, done.stdout) == (0, "There is no experiment to repeat.\n")
