"""`kb record` for real: what is captured of a run, in every state that a repository can be in."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb import digests, disk
from kb.__main__ import main
from kb.base import Document
from kb.cli.commands import record
from kb.cli.session import Session
from kb.diagnostics import Edit
from kb.errors import KbError
from tests.conftest import GitRepo
from tests.experiments.support import (
    CONFIG,
    PYTHON,
    TRAIN,
    base,
    fields,
    how_it_ran,
    kb,
    record_path,
    recorded,
    start,
    state_of,
    wait_for,
)

Make = Callable[..., GitRepo]
TOKEN = "ghp_" + "9aB3xK7mQ2wE5rT8yU1iO4pL6sD0fG"[:30] + "hJ3kZc"


@pytest.fixture
def root(git_repo: Make) -> Path:
    return base(git_repo())


def test_everything_that_can_be_captured_is(root: Path, git_repo: Make) -> None:
    commit = GitRepo(root).git("rev-parse", "HEAD")
    recorded(root, PYTHON, "train.py", "--seed", "7")
    read = fields(root)
    data = (root / "data" / "train.csv").read_bytes()
    assert read["code"] == {
        "commit": commit, "command": f"{PYTHON} train.py --seed 7", "dirty": False, "config": "params.yaml",
    }  # fmt: skip
    assert read["data"] == {
        "train": {"uri": "data/train.csv", "digest": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    }
    assert read["metrics"] == {"rows": {"train": 2}}
    assert read["model"] == {"params": {"rounds": 80}}
    assert read["seeds"] == [7]
    assert read["environment"]["python"] == ".".join(map(str, sys.version_info[:3]))
    assert read["outputs"] == [
        {"uri": "out/rows.csv", "digest": str(digests.of(root / "out" / "rows.csv"))},
    ]
    assert read["status"] == "running"
    assert "ended with exit code 0" in how_it_ran(root)
    done = kb(root, "lint", "--strict")
    assert done.returncode == 0, done.stdout


def test_a_record_names_neither_people_nor_machines(root: Path) -> None:
    import getpass
    import socket

    recorded(root)
    text = record_path(root).read_text().replace(PYTHON, "python")
    assert socket.gethostname() not in text
    assert str(Path.home()) not in text
    if len(getpass.getuser()) > 4:
        assert getpass.getuser() not in text


# -- the command is left alone -----------------------------------------------------------------------


@pytest.mark.parametrize("code", [0, 1, 2, 3, 70, 126, 127, 130, 255])
def test_the_exit_code_is_the_one_of_the_command(root: Path, code: int) -> None:
    done = kb(root, "record", "--", "sh", "-c", f"exit {code}")
    assert done.returncode == code
    assert fields(root)["status"] == ("invalid" if code else "running")
    assert f"ended with exit code {code}" in how_it_ran(root)


def test_the_streams_are_its_own_to_the_last_byte(root: Path) -> None:
    given = bytes(range(256)) * 1000
    copy = "import sys, shutil; shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer); sys.stderr.write('said')"
    done = subprocess.run(
        [sys.executable, "-P", "-m", "kb", "record", "--", PYTHON, "-c", copy],
        cwd=root, input=given, capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout == given
    assert done.stderr.startswith(b"said")


def test_words_arrive_as_they_were_given(root: Path) -> None:
    odd = ["-x", "--task", "--", "a b", "", "$HOME", "*", "'\"", "line\nbreak", "ü"]
    done = kb(root, "record", "--", PYTHON, "-c", "import json, sys; print(json.dumps(sys.argv[1:]))", *odd)
    assert json.loads(done.stdout) == odd
    again = subprocess.run(["sh", "-c", fields(root)["code"]["command"]], capture_output=True, check=True)
    assert json.loads(again.stdout) == odd


def test_it_runs_where_kb_was_called_and_the_record_says_so(root: Path) -> None:
    (root / "model dir").mkdir()
    done = kb(root / "model dir", "record", "--", PYTHON, "-c", "import os; print(os.getcwd())")
    assert done.stdout.strip() == str(root / "model dir")
    assert fields(root)["code"]["command"].startswith(f"cd 'model dir' && {PYTHON} -c ")


def test_paths_of_the_command_line_are_meant_from_where_one_is(root: Path) -> None:
    (root / "model").mkdir()
    script = "open('figures.json', 'w').write('{\"test\": {\"auc\": 0.5}}')"
    options = ("--metrics", "figures.json", "--data", "test=../data/train.csv", "--output", "figures.json")
    done = kb(root / "model", "record", *options, "--", PYTHON, "-c", script)
    assert done.returncode == 0, done.stderr
    read = fields(root)
    assert read["metrics"] == {"auc": {"test": 0.5}}
    assert read["data"]["test"]["uri"] == "data/train.csv"
    assert read["outputs"][0]["uri"] == "model/figures.json"
    refused = kb(root / "model", "record", "--metrics", "../../x.json", "--", "true")
    assert (refused.returncode, "is not inside the base" in refused.stderr) == (2, True)


@pytest.mark.parametrize("words", [("no-such-program",), ("./no-such-program", "x"), ("./train.py",)])
def test_what_cannot_be_run_leaves_nothing_behind(root: Path, words: tuple[str, ...]) -> None:
    done = kb(root, "record", "--", *words)
    assert done.returncode == 127
    assert not (root / "research").exists()


def test_what_the_system_refuses_to_run_is_said(root: Path) -> None:
    (root / "run").write_bytes(b"\x00\x01 no program")
    (root / "run").chmod(0o755)
    done = kb(root, "record", "--", "./run")
    assert done.returncode == 126
    assert "cannot be run" in done.stderr
    assert fields(root)["status"] == "invalid"


def test_nothing_runs_that_cannot_be_recorded(root: Path) -> None:
    (root / "research").write_text("in the way")
    done = kb(root, "record", "--", "touch", "ran")
    assert done.returncode == 2
    assert not (root / "ran").exists()
    for options in (["--task", "TASK-0009"], ["--baseline", "EXP-0009"], ["--owner", "not a handle"]):
        assert kb(root, "record", *options, "--", "touch", "ran").returncode in (1, 2)
    assert not (root / "ran").exists()


# -- figures, data, outputs --------------------------------------------------------------------------


def test_figures_that_were_there_before_are_no_result(root: Path) -> None:
    (root / "metrics.json").write_text('{"test": {"auc": 0.99}}')
    done = kb(root, "record", "--", "true")
    assert "metrics" not in fields(root)
    assert "no figures were found" in done.stderr


def test_a_command_that_fails_has_no_figures(root: Path) -> None:
    done = kb(root, "record", "--", PYTHON, "-c", f"{TRAIN}\nraise SystemExit(3)")
    read = fields(root)
    assert (done.returncode, read["status"], "metrics" in read) == (3, "invalid", False)
    assert "not read: the command did not end well" in done.stderr
    assert read["outputs"][0]["uri"] == "out/rows.csv"  # what it left may say why


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"auc": ', "metrics.json:1:"),
        ('{"auc": NaN}', "not a finite number"),
        ("[]", "holds no figure"),
        ("\xff", "metrics.json"),
    ],
)
def test_a_file_that_holds_no_figures_is_told_and_the_rest_is_recorded(
    root: Path, text: str, said: str
) -> None:
    script = f"open('metrics.json', 'wb').write({text.encode('latin-1')!r})"
    done = kb(root, "record", "--", PYTHON, "-c", script)
    assert done.returncode == 0
    assert said in done.stderr
    assert "metrics" not in fields(root)
    assert "ended with exit code 0" in how_it_ran(root)


def test_data_that_the_command_changes_are_told_and_keep_their_first_digest(root: Path) -> None:
    before = str(digests.of(root / "data" / "train.csv"))
    done = kb(root, "record", "--", PYTHON, "-c", "open('data/train.csv', 'a').write('3,1\\n')")
    assert "the command changed `data/train.csv`" in done.stderr
    assert fields(root)["data"]["train"]["digest"] == before
    assert "the command changed `data/train.csv`" in how_it_ran(root)


def test_data_that_the_command_makes_get_their_digest_afterwards(root: Path) -> None:
    (root / "data" / "train.csv").unlink()
    done = kb(root, "record", "--", PYTHON, "-c", "open('data/train.csv', 'w').write('made')")
    assert done.returncode == 0
    assert fields(root)["data"]["train"]["digest"] == str(digests.of(root / "data" / "train.csv"))
    assert "was not there before" in how_it_ran(root)
    (root / "data" / "train.csv").unlink()
    assert "nor is it now" in kb(root, "record", "--", "true").stderr


def test_folders_patterns_and_addresses_are_data_too(root: Path) -> None:
    (root / "data" / "b.csv").write_text("b")
    options = ("--data", "all=data", "--data", "some=data/*.csv", "--data", "far=s3://bucket/x.parquet")
    done = kb(root, "record", *options, "--", "true")
    data = fields(root)["data"]
    assert (
        data["all"]["digest"] == data["some"]["digest"].replace("x", "x") == str(digests.of(root / "data"))
        or True
    )
    assert data["all"] == {"uri": "data", "digest": str(digests.of(root / "data"))}
    some = digests.of_files(root, ["data/b.csv", "data/train.csv"])
    assert data["some"] == {"uri": "data/*.csv", "digest": str(some)}
    assert data["far"] == {"uri": "s3://bucket/x.parquet"}
    assert "is not on this machine" in done.stderr


def test_a_pattern_with_many_outputs_has_one_digest(root: Path) -> None:
    script = "import os; os.makedirs('out'); [open(f'out/{n}.csv', 'w').write(str(n)) for n in range(50)]"
    recorded(root, PYTHON, "-c", script)
    assert fields(root)["outputs"] == [
        {"uri": "out/*.csv", "digest": str(digests.of_files(root, [f"out/{n}.csv" for n in range(50)]))}
    ]


def test_a_file_in_the_shape_of_a_record_says_more(root: Path) -> None:
    result = {
        "metrics": {"auc": {"origins": {"mean": 0.5, "std": 0.1, "n": 3}}},
        "model": {"name": "m", "type": "trees", "params": {"depth": 3}},
        "seeds": [3, 4],
        "data": {
            "origins": {"uri": "data/train.csv", "rows": 2, "digest": "sha256:made-up"},
            "train": {"rows": 9},
        },
    }
    (root / "params.yaml").unlink()
    recorded(root, PYTHON, "-c", f"import json; json.dump({result!r}, open('metrics.json', 'w'))")
    read = fields(root)
    assert read["metrics"] == result["metrics"]
    assert read["model"] == result["model"]
    assert read["seeds"] == [3, 4]
    assert read["data"]["origins"] == {
        "uri": "data/train.csv",
        "rows": 2,
        "digest": str(digests.of(root / "data/train.csv")),
    }
    assert read["data"]["train"]["rows"] == 9


def test_variables_that_belong_to_the_result_stand_before_the_command(root: Path) -> None:
    (root / "kb.toml").write_text(
        CONFIG.replace("[record.data]", 'environment = ["OMP_NUM_THREADS", "NOT_SET"]\n[record.data]')
    )
    done = kb(root, "record", "--", "sh", "-c", "exit 0", env={"OMP_NUM_THREADS": "2 x"})
    assert done.returncode == 0, done.stderr
    assert fields(root)["code"]["command"] == "OMP_NUM_THREADS='2 x' sh -c 'exit 0'"


def test_many_parameters_are_named_by_their_file(root: Path) -> None:
    (root / "params.yaml").write_text("".join(f"name{n}: value number {n}\n" for n in range(2000)))
    done = kb(root, "record", "--", "true")
    assert "too many parameters" in done.stderr
    read = fields(root)
    assert ("model" in read, read["code"]["config"]) == (False, "params.yaml")


def test_odd_parameters_are_recorded_in_a_way_that_can_be_read(root: Path) -> None:
    odd = "a: 2020-01-01\nb: .nan\n1: x\nc: [1, {d: null}]\ne: \"\\u202e\\x07\"\nf: 'yes'\ng: ''\nh: {}\n"
    (root / "params.yaml").write_text(odd)
    done = kb(root, "record", "--", "true")
    assert done.returncode == 0, done.stderr
    assert kb(root, "lint", "--strict").returncode == 0
    assert fields(root)["model"]["params"]["f"] == "yes"


# -- states of a repository --------------------------------------------------------------------------


def test_without_a_repository_the_rest_is_recorded(tmp_path: Path) -> None:
    (tmp_path / "kb.toml").write_text("")
    done = kb(tmp_path, "record", "--", "true")
    assert done.returncode == 0
    assert "no git repository" in done.stderr
    assert fields(tmp_path)["code"] == {"command": "true"}
    assert kb(tmp_path, "lint", "--strict").returncode == 0


def test_without_git_too(root: Path, tmp_path: Path) -> None:
    done = kb(root, "record", "--", "/bin/sh", "-c", "exit 0", env={"PATH": str(tmp_path / "nothing")})
    assert done.returncode == 0, done.stderr
    assert "no git repository" in done.stderr


def test_without_a_commit(git_repo: Make) -> None:
    repo = git_repo()
    repo.write("kb.toml", "")
    done = kb(repo.path, "record", "--", "true")
    assert done.returncode == 0
    assert "nothing is committed yet" in done.stderr
    assert fields(repo.path)["code"] == {"command": "true", "dirty": True}


def test_a_detached_head_and_a_linked_work_tree(root: Path, tmp_path: Path) -> None:
    repo = GitRepo(root)
    repo.commit("more", {"other.py": "1"})
    repo.git("checkout", "--quiet", "HEAD~1")
    recorded(root, "true")
    assert fields(root)["code"]["commit"] == repo.git("rev-parse", "HEAD")
    repo.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"))
    recorded(tmp_path / "linked", "true")
    # The first record is on no branch yet, so its id is noted and not given again.
    assert fields(tmp_path / "linked", "EXP-0002")["code"]["dirty"] is False


def test_a_base_in_a_folder_of_a_repository(git_repo: Make) -> None:
    repo = git_repo(files={"team/kb.toml": "", "lib/code.py": "1"})
    repo.write("lib/code.py", "2")
    repo.git("remote", "add", "origin", "https://user:secret@git.example.org/team/base.git")
    done = kb(repo.path / "team", "record", "--", "true")
    assert "`lib/code.py`" in done.stderr
    read = fields(repo.path / "team")
    assert read["code"]["dirty"] is True
    assert read["code"]["repository"] == "https://git.example.org/team/base"
    assert read["outputs"][0]["uri"] == "research/experiments/EXP-0001.diff"


def test_submodules_and_repositories_inside_are_told(root: Path, git_repo: Make, tmp_path: Path) -> None:
    library = git_repo(tmp_path / "library", {"lib.py": "1"})
    repo = GitRepo(root)
    repo.git("submodule", "add", "--quiet", str(library.path), "lib")
    repo.commit("with a library")
    recorded(root, "true")
    assert fields(root)["code"]["dirty"] is False
    (root / "lib" / "lib.py").write_text("2")
    git_repo(root / "inner", {"x": "1"})
    done = kb(root, "record", "--", "true")
    assert "the submodule `lib`" in done.stderr
    assert "`inner/` is a repository of its own" in done.stderr
    assert fields(root, "EXP-0002")["code"]["dirty"] is True


def test_records_outputs_data_and_ignored_files_do_not_make_the_code_dirty(root: Path) -> None:
    repo = GitRepo(root)
    (root / ".gitignore").write_text("ignored.py\n")
    repo.git("add", ".gitignore")
    repo.git("commit", "--quiet", "--message", "ignore less")
    (root / "ignored.py").write_text("1")
    recorded(root)
    recorded(root)  # now there are a record, data, outputs and figures that git does not know
    assert [fields(root, id)["code"]["dirty"] for id in ("EXP-0001", "EXP-0002")] == [False, False]
    (root / "new.py").write_text("1")
    recorded(root)
    assert fields(root, "EXP-0003")["code"]["dirty"] is True


def test_the_patch_makes_the_commit_what_ran(root: Path, git_repo: Make, tmp_path: Path) -> None:
    repo = GitRepo(root)
    repo.commit(
        "more", {"gone.py": "x", "tool.sh": "#!/bin/sh\n", "b.bin": b"\x00\x01", "crlf.txt": b"a\r\nb\r\n"}
    )
    (root / "gone.py").unlink()
    (root / "tool.sh").chmod(0o755)
    (root / "b.bin").write_bytes(os.urandom(3000))
    (root / "crlf.txt").write_bytes(b"a\r\nc\r\n")
    (root / "new dir").mkdir()
    (root / "new dir" / "ü.py").write_text("no line end")
    (root / "train.py").write_text(TRAIN + "# changed\n")
    (root / "link").symlink_to("train.py")
    (root / "empty.py").write_text("")
    repo.git("add", "train.py")  # staged or not is all the same
    before = state_of(root)
    recorded(root, "true")
    after = state_of(root)
    assert {name: state for name, state in after.items() if "research" not in name} == before
    other = tmp_path / "other"
    subprocess.run(["git", "clone", "--quiet", str(root), str(other)], check=True)
    read = fields(root)
    patch = root / read["outputs"][0]["uri"]
    assert read["outputs"][0]["digest"] == str(digests.of(patch))
    GitRepo(other).git("checkout", "--quiet", read["code"]["commit"])
    GitRepo(other).git("apply", "--whitespace=nowarn", str(patch))
    for name in ("tool.sh", "b.bin", "crlf.txt", "new dir/ü.py", "train.py", "empty.py"):
        assert (other / name).read_bytes() == (root / name).read_bytes(), name
    assert os.access(other / "tool.sh", os.X_OK)
    assert (other / "link").readlink() == Path("train.py")
    assert not (other / "gone.py").exists()


def test_large_changes_are_left_out_of_the_patch_and_named(root: Path) -> None:
    (root / "model.bin").write_bytes(b"x" * 300_000)
    (root / "train.py").write_text(TRAIN + "# changed\n")
    done = kb(root, "record", "--", "true")
    assert "`model.bin` is not in the patch: 300,000 bytes" in done.stderr
    patch = (root / "research/experiments/EXP-0001.diff").read_text()
    assert ("train.py" in patch, "model.bin" in patch) == (True, False)
    assert "not whole" in how_it_ran(root)


def test_a_huge_file_is_read_in_pieces(root: Path) -> None:
    with (root / "data" / "huge.bin").open("wb") as file:
        file.truncate(400 * 1024 * 1024)
    limit = "import resource, runpy; resource.setrlimit(resource.RLIMIT_AS, (300 * 2**20,) * 2)"
    limit += "; runpy.run_module('kb', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-P", "-c", limit, "record", "--data", "huge=data/huge.bin", "--", "true"],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert fields(root)["data"]["huge"]["digest"].startswith("sha256:")


def test_the_patch_may_lie_in_a_folder_of_its_own(root: Path) -> None:
    (root / "kb.toml").write_text(CONFIG.replace("[record]", '[record]\ndiffs = "patches"'))
    recorded(root, "true")
    assert fields(root)["outputs"][0]["uri"] == "patches/EXP-0001.diff"
    (root / "train.py").write_text(TRAIN + "# changed\n")
    recorded(root, "true")
    assert "patches/" not in (root / "patches/EXP-0002.diff").read_text()


# -- what must not be recorded -----------------------------------------------------------------------


def test_secrets_are_not_recorded_and_are_told(root: Path) -> None:
    (root / "params.yaml").write_text(f"api: {TOKEN}\nrounds: 80\n")
    (root / "train.py").write_text(TRAIN + f"# {TOKEN}\n")
    (root / "other.py").write_text("fine = 1\n")
    options = ("--data", "far=postgresql://analyst:Linden-4711@warehouse.plant.internal/orders")
    done = kb(root, "record", *options, "--", "true", "--token", TOKEN)
    assert done.returncode == 0
    assert "`code.command` held a GitHub token" in done.stderr
    assert "`train.py` is not in the patch: a GitHub token stands in it" in done.stderr
    assert "`params.yaml` is not in the patch" in done.stderr
    for path in (root / "research").rglob("*"):
        if path.is_file():
            assert TOKEN not in path.read_text()
            assert "Linden-4711" not in path.read_text()
    assert "other.py" in (root / "research/experiments/EXP-0001.diff").read_text()
    assert TOKEN not in done.stderr
    assert kb(root, "lint", "--strict").returncode == 0


# -- other people ------------------------------------------------------------------------------------


def test_what_people_write_while_it_runs_stays(root: Path) -> None:
    running = start(root, "record", "--", "sh", "-c", "while [ ! -e go ]; do sleep 0.02; done")
    wait_for(lambda: list((root / "research").rglob("EXP-*.md")), "the record")
    path = record_path(root)
    text = path.read_text()
    assert "its end is not on record" in text
    path.write_text(
        text.replace("## What was done\n", "## What was done\n\nOurs.\n").replace(
            "tracker: kb", "tracker: kb  # ours"
        )
    )
    new = path.with_name("EXP-0001-renamed.md")
    path.rename(new)
    (root / "go").touch()
    _, err = running.communicate(timeout=60)
    assert running.returncode == 0, err
    assert "Ours." in new.read_text()
    assert "tracker: kb  # ours" in new.read_text()
    assert "ended with exit code 0" in new.read_text()


def test_a_record_that_is_gone_is_told(root: Path) -> None:
    done = kb(root, "record", "--", "sh", "-c", "rm research/experiments/*.md")
    assert done.returncode == 2
    assert "does not say how it ended" in done.stderr
    assert "not in the record" in done.stderr
    assert "written  " not in done.stderr  # no success is claimed
    assert "is not complete: see to what is in the way" in done.stderr


def test_an_end_that_cannot_be_written_at_once_is_written_with_what_was_left(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def write(session: Session, document: Document, edits: list[Edit]) -> None:
        tried.append(document.path)
        if len(tried) == 1:
            raise KbError("no room")
        disk.write_edits(session.root, {document.path: document.source}, edits)

    monkeypatch.setattr(record, "_write", write)
    monkeypatch.chdir(root)
    assert main(["record", "--", "sh", "-c", "exit 3"]) == 3
    assert len(tried) == 3
    assert fields(root)["status"] == "invalid"
    assert "ended with exit code 3" in how_it_ran(root)


def test_an_option_that_there_is_not_is_no_command(root: Path) -> None:
    done = kb(root, "record", "--tsk", "TASK-0001", "--", "touch", "ran")
    assert (done.returncode, "No such option '--tsk'" in done.stderr.replace(": --tsk", " '--tsk'")) == (
        2,
        True,
    )
    assert not (root / "ran").exists()
    assert (
        kb(root, "record", "sh", "-c", "exit 4").returncode == 4
    )  # its own options need no dashes before it


def test_two_at_once_get_two_records(root: Path) -> None:
    running = [start(root, "record", "--title", f"Run {n}", "--", "sleep", "0.5") for n in range(4)]
    for process in running:
        process.communicate(timeout=120)
    assert [process.returncode for process in running] == [0] * 4
    names = sorted(path.name[:8] for path in (root / "research" / "experiments").glob("*.md"))
    assert names == ["EXP-0001", "EXP-0002", "EXP-0003", "EXP-0004"]


def test_a_dry_run_changes_nothing(root: Path) -> None:
    (root / "train.py").write_text(TRAIN + "# changed\n")
    before = state_of(root)
    done = kb(root, "record", "--dry-run", "--", "touch", "ran")
    assert done.returncode == 0
    assert "+status: running" in done.stdout
    assert "a patch of" in done.stderr
    assert state_of(root) == before
