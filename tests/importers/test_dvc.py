"""Results that DVC and DVCLive really kept, in commits, in experiments and in the work tree; and broken ones."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.errors import KbError
from kb.history import git
from kb.importers.dvc import experiments, settings, snapshot
from kb.importers.dvc.pipeline import Pipeline
from kb.importers.dvc.snapshot import Snapshot
from kb.importers.importer import Request
from kb.importers.run import Metric, Run, Trouble
from kb.importers.tools.dvc import Dvc
from tests.conftest import GitRepo
from tests.importers.showing import shown

HERE = Path(__file__).parent / "dvc"
LOCK = """\
schema: '2.0'
stages:
  train:
    cmd: python train.py
    deps:
    - path: data.csv
      hash: md5
      md5: 0123456789abcdef0123456789abcdef
      size: 7
    params:
      params.yaml:
        rate: 0.1
    outs:
    - path: metrics.json
      hash: md5
      md5: 8a5bbca5a9ba1e2f3ebb8ed0a1ba03f2
      size: 13
"""
DEFINITION = "stages:\n  train:\n    cmd: python train.py\n    metrics:\n    - metrics.json\n"


@pytest.fixture
def project(tmp_path: Path, git_repo: Callable[..., GitRepo]) -> GitRepo:
    """The repository of the fixture, with `main` checked out."""
    repo = git_repo(tmp_path / "project")
    repo.git("symbolic-ref", "HEAD", "refs/heads/none")
    repo.git("fetch", "--quiet", str(HERE / "project.bundle"), "+refs/*:refs/*")
    repo.git("checkout", "--quiet", "main")
    return repo


def read(root: Path, source: str = ".", *ids: str) -> list[Run | Trouble]:
    return list(Dvc().runs(Request(root, source, ids=frozenset(ids))))


def runs(root: Path, source: str = ".", *ids: str) -> dict[str, Run]:
    found = read(root, source, *ids)
    assert not [one for one in found if isinstance(one, Trouble)]
    return {one.name or one.id: one for one in found if isinstance(one, Run)}


def trouble(root: Path, source: str = ".", *ids: str) -> Trouble:
    (one,) = read(root, source, *ids)
    assert isinstance(one, Trouble), one
    return one


# -- what DVC really kept ------------------------------------------------------------------------------


@pytest.mark.parametrize("source", [".", "live"])
def test_runs_of_a_pipeline(project: GitRepo, source: str, golden: Callable[[str, str], None]) -> None:
    golden(shown(read(project.path, source)), f"dvc-{'top' if source == '.' else source}.txt")


def test_a_folder_of_dvclive_without_git(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    shutil.copytree(HERE / "dvclive", tmp_path / "dvclive")
    golden(shown(read(tmp_path, "dvclive")), "dvclive.txt")
    assert read(tmp_path, ".") == read(tmp_path, "dvclive")


def test_an_experiment_that_changes_parameters_is_its_baseline_with_other_parameters(
    project: GitRepo,
) -> None:
    found = runs(project.path)
    baseline = project.git("rev-parse", "v1")
    assert found["faster"].commit == baseline
    assert found["faster"].command == "dvc exp run -S train.rate=0.9"
    assert found["strenger"].command == "dvc exp run -S limits.toml:threshold=0.7"
    assert found["größer"].params["train"]["penalty"] == {"kind": "none", "strength": 0.5}


def test_an_experiment_that_changes_code_is_its_own_commit(project: GitRepo) -> None:
    found = runs(project.path)["other-code"]
    assert found.commit == project.git("for-each-ref", "--format=%(objectname)", "refs/exps/**/other-code")
    assert found.command == "dvc repro --force"
    assert found.dirty is False


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2", "-S a.b=2"),
        ("2.0", "-S a.b=2.0"),
        ("1e-07", "-S a.b=1e-07"),
        ("true", "-S a.b=true"),
        ("null", "-S a.b=null"),
        ("ridge", "-S a.b=ridge"),
        ("data/x.csv", "-S a.b=data/x.csv"),
        ("[1, x, true]", "-S 'a.b=[1,x,true]'"),
        ("'1'", """-S 'a.b="1"'"""),
        ("'true'", """-S 'a.b="true"'"""),
        ("two words – ü", """-S 'a.b="two words – ü"'"""),
        ("it's", None),
        ("'${x}'", None),
        ("'a\\b'", None),
        ("[{c: 1}]", None),
        ("{c: 1}", None),
    ],
)
def test_a_parameter_is_set_as_dvc_reads_it(value: str, said: str | None) -> None:
    before, after = Snapshot("1" * 40), Snapshot("2" * 40)
    before.files["params.yaml"] = b"a:\n  b: 0\n  c: 0\n"
    after.files["params.yaml"] = f"a:\n  b: {value}\n  c: 0\n".encode()
    found = settings.command(Pipeline(""), {"params.yaml"}, before, after)
    assert found == (said and f"dvc exp run {said}")


@pytest.mark.parametrize(
    ("name", "counts"), [("research/EXP-0001.md", False), ("kb.toml", False), ("lib.py", True)]
)
def test_records_beside_an_experiment_are_no_code(project: GitRepo, name: str, counts: bool) -> None:
    experiment = project.git("for-each-ref", "--format=%(objectname)", "refs/exps/**/faster")
    baseline = project.git("rev-parse", "v1")
    project.git("checkout", "--quiet", experiment)
    made = project.commit("More", {name: "text\n"})
    tree = project.git("commit-tree", "-p", baseline, "-m", "x", f"{made}^{{tree}}")
    project.git("update-ref", f"refs/exps/{baseline[:2]}/{baseline[2:]}/more", tree)
    project.git("checkout", "--quiet", "main")
    assert runs(project.path)["more"].commit == (tree if counts else baseline)


def test_a_queued_experiment_that_failed_has_parameters_and_no_figures(project: GitRepo) -> None:
    found = runs(project.path)["too-fast"]
    assert found.state == "failed"
    assert found.params["train"]["rate"] == 99
    assert not found.metrics
    assert not found.outputs


def test_a_failed_experiment_that_succeeded_later_is_told_once(project: GitRepo) -> None:
    failed = project.git("rev-parse", "refs/exps/celery/failed")
    baseline = project.git("rev-parse", "v1")
    good = project.git("for-each-ref", "--format=%(objectname)", "refs/exps/**/faster")
    project.git("update-ref", f"refs/exps/{baseline[:2]}/{baseline[2:]}/too-fast", good)
    found = runs(project.path)["too-fast"]
    assert found.state == "finished"
    assert failed not in found.place


def test_an_experiment_of_another_pipeline_is_not_of_this_one(project: GitRepo) -> None:
    assert {"faster", "queued"} <= runs(project.path).keys()
    assert not {"faster", "queued"} & runs(project.path, "live").keys()
    assert "watched" in runs(project.path, "live")


@pytest.mark.parametrize("source", [".", "dvc.yaml", "dvc.lock", "./"])
def test_a_pipeline_is_named_by_its_folder_or_a_file(project: GitRepo, source: str) -> None:
    assert read(project.path, source) == read(project.path)


def test_the_base_may_lie_elsewhere(project: GitRepo, tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    found = runs(tmp_path / "base", "../project")["faster"]
    assert found.uri == "../project"
    assert found.data["customers"].uri == "../project/data/customers.csv"
    assert found.params == runs(project.path)["faster"].params


# -- which run is meant --------------------------------------------------------------------------------


def test_later_commits_do_not_make_another_run_of_the_same_results(project: GitRepo) -> None:
    before = {name: (run.id, run.digest) for name, run in runs(project.path).items()}
    project.commit("Add a record", {"research/EXP-0001.md": "later\n"})
    assert {name: (run.id, run.digest) for name, run in runs(project.path).items()} == before


def test_a_run_that_is_asked_for_is_the_same_as_among_all(project: GitRepo) -> None:
    for run in runs(project.path).values():
        (again,) = runs(project.path, ".", run.id).values()
        assert (again.id, again.digest) == (run.id, run.digest)


@pytest.mark.parametrize("word", ["v1", "refs/tags/v1"])
def test_any_commit_can_be_asked_for(project: GitRepo, word: str) -> None:
    (found,) = runs(project.path, ".", word).values()
    assert found.id == project.git("rev-parse", "v1")[:12]
    assert found.name == "Train the first model"
    assert found.params["train"]["rate"] == 0.1
    assert word in found.known_as


def test_an_experiment_can_be_asked_for_by_its_name(project: GitRepo) -> None:
    assert [one.name for one in runs(project.path, ".", "faster", "größer").values()] == ["faster", "größer"]


@pytest.mark.parametrize("word", ["nobody", "-h", "--exec=touch x", "HEAD:dvc.lock", "a\nb", "..", "@{-1}"])
def test_what_is_no_result_gives_nothing(project: GitRepo, word: str) -> None:
    assert read(project.path, ".", word) == []


def test_an_experiment_that_ran_again_under_its_name_is_another_result(project: GitRepo) -> None:
    before = runs(project.path)["faster"]
    other = project.git("for-each-ref", "--format=%(objectname)", "refs/exps/**/queued")
    reference = project.git("for-each-ref", "--format=%(refname)", "refs/exps/**/faster")
    project.git("update-ref", reference, other)
    after = runs(project.path)["faster"]
    assert (after.id, after.digest != before.digest) == (before.id, True)


def test_results_in_the_work_tree_alone_are_told_and_can_be_asked_for(project: GitRepo) -> None:
    lock = project.path / "dvc.lock"
    lock.write_text(lock.read_text(encoding="utf-8").replace("epochs: 45", "epochs: 46"), encoding="utf-8")
    *others, last = read(project.path)
    assert isinstance(last, Trouble)
    assert (last.where, last.hint) == (
        "dvc.lock",
        "Commit them; or ask for them as they are, with the id `workspace`.",
    )
    assert all(isinstance(one, Run) for one in others)
    (here,) = runs(project.path, ".", "workspace").values()
    assert here.dirty is True
    assert here.commit == project.git("rev-parse", "HEAD")
    assert here.params["train"]["epochs"] == 46


def test_results_of_an_experiment_in_the_work_tree_are_told_once(project: GitRepo) -> None:
    project.git("checkout", "refs/tags/v1")
    commit = project.git("for-each-ref", "--format=%(objectname)", "refs/exps/**/faster")
    project.git("checkout", commit, "--", ".")
    assert all(isinstance(one, Run) for one in read(project.path))


def test_without_git_the_work_tree_is_the_run(project: GitRepo) -> None:
    shutil.rmtree(project.path / ".git")
    (here,) = read(project.path)
    assert isinstance(here, Run)
    assert (here.id, here.commit, here.dirty) == ("workspace", None, None)


def test_code_that_ran_and_was_not_committed_is_dirty(project: GitRepo) -> None:
    project.commit("Change the code afterwards", {"train.py": "print('another program')\n"})
    lock = (project.path / "dvc.lock").read_text(encoding="utf-8")
    project.commit("Commit the results again", {"dvc.lock": f"{lock}\n"})
    assert runs(project.path)["Commit the results again"].dirty is True


# -- files as people and others write them ---------------------------------------------------------------


def plain(root: Path, **files: str | bytes) -> Path:
    """A pipeline without git."""
    names = {"lock": "dvc.lock", "yaml": "dvc.yaml", "metrics": "metrics.json", "params": "params.yaml"}
    for key, content in {"lock": LOCK, "yaml": DEFINITION, "metrics": '{"auc": 0.8}\n', **files}.items():
        path = root / names.get(key, key)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def only(root: Path) -> Run:
    (found,) = read(root)
    assert isinstance(found, Run), found
    return found


def unlocked(lock: str = LOCK) -> str:
    """The lock file without the digest of the figures, so that these may be any."""
    return lock.replace("      md5: 8a5bbca5a9ba1e2f3ebb8ed0a1ba03f2\n", "")


def test_figures_that_were_changed_after_the_run_are_not_its_figures(tmp_path: Path) -> None:
    said = trouble(plain(tmp_path))
    assert (said.where, "has another digest" in said.message) == ("metrics.json", True)


@pytest.mark.parametrize("place", [".dvc/cache/files/md5", ".dvc/cache"])
@pytest.mark.parametrize("in_git", [True, False])
def test_figures_that_git_does_not_keep_are_read_from_the_cache(
    tmp_path: Path, git_repo: Callable[..., GitRepo], place: str, in_git: bool
) -> None:
    text = '{"auc": 0.7}'
    md5 = hashlib.md5(text.encode()).hexdigest()
    (tmp_path / "p").mkdir()
    plain(tmp_path / "p", lock=LOCK.replace("8a5bbca5a9ba1e2f3ebb8ed0a1ba03f2", md5))
    (tmp_path / "p" / "metrics.json").unlink()
    if in_git:
        git_repo(tmp_path / "p").commit("As DVC leaves it")
    assert "neither in git nor in DVC's cache" in trouble(tmp_path, "p").message
    store = tmp_path / "p" / place / md5[:2]
    store.mkdir(parents=True)
    (store / md5[2:]).write_text(text)
    (found,) = runs(tmp_path, "p").values()
    assert found.metrics == (Metric("auc", 0.7),)
    (store / md5[2:]).write_text('{"auc": 0.9}')
    assert "neither in git nor in DVC's cache" in trouble(tmp_path, "p").message


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_line_ends_that_git_changes_are_no_change(tmp_path: Path, ends: str) -> None:
    md5 = hashlib.md5(b'{"auc":\n0.8}\n').hexdigest()
    lock = LOCK.replace("8a5bbca5a9ba1e2f3ebb8ed0a1ba03f2", md5)
    assert only(plain(tmp_path, lock=lock, metrics=f'{{"auc":{ends}0.8}}{ends}')).metrics == (
        Metric("auc", 0.8),
    )


def test_words_and_truths_are_no_figures_and_nan_is_told(tmp_path: Path) -> None:
    text = '{"auc": "0.8", "ok": true, "loss": NaN, "deep": {"f1": [0.1, 0.2]}, "n": 1' + "0" * 400 + "}"
    found = only(plain(tmp_path, lock=unlocked(), metrics=text))
    assert [metric.name for metric in found.metrics] == ["loss", "deep.f1.0", "deep.f1.1"]


def test_a_template_is_read_as_far_as_the_lock_file_resolves_it(tmp_path: Path) -> None:
    definition = (
        "stages:\n  train:\n    foreach: ${parts}\n    do:\n      cmd: x\n"
        "      metrics:\n      - m/${item}/${key}.json\n"
    )
    lock = (
        "schema: '2.0'\nstages:\n"
        "  train@a:\n    cmd: x a\n    outs:\n    - path: m/a/x.json\n"
        "  train@b:\n    cmd: x b\n    outs:\n    - path: m/b/y.json\n    - path: other/b.json\n"
    )
    for name in ("m/a/x.json", "m/b/y.json", "other/b.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('{"auc": 0.5}')
    found = only(plain(tmp_path, yaml=definition, lock=lock))
    assert found.metrics == (Metric("auc.x", 0.5), Metric("auc.y", 0.5))
    assert [output.uri for output in found.outputs] == ["other/b.json"]


def test_a_matrix_and_a_folder_of_its_own(tmp_path: Path) -> None:
    definition = (
        "stages:\n  train:\n    matrix:\n      kind: [tree, line]\n    wdir: models\n    cmd: x ${item.kind}\n"
        "    metrics:\n    - ${item.kind}.json\nmetrics:\n- all.json\nplots:\n- curve:\n    y: curve.csv\n- models/p\n"
    )
    lock = (
        "schema: '2.0'\nstages:\n"
        "  train@tree:\n    cmd: x tree\n    params:\n      ../params.yaml:\n        rate: 1\n"
        "    outs:\n    - path: tree.json\n    - path: p\n    - path: ../top.bin\n"
    )
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "tree.json").write_text('{"auc": 0.5}')
    (tmp_path / "all.json").write_text('{"f1": 0.4}')
    found = only(plain(tmp_path, yaml=definition, lock=lock))
    assert found.metrics == (Metric("f1", 0.4), Metric("auc", 0.5))
    assert [output.uri for output in found.outputs] == ["top.bin"]
    assert found.command == "cd models && x tree"
    assert found.config == "params.yaml"


def test_a_lock_file_of_the_first_format(tmp_path: Path) -> None:
    lock = "train:\n  cmd: python train.py\n  deps:\n  - path: d.csv\n    md5: " + "a" * 32 + "\n"
    assert only(plain(tmp_path, lock=lock)).data["d"].digest == "md5:" + "a" * 32


def test_stages_that_disagree_on_a_parameter_keep_both(tmp_path: Path) -> None:
    lock = unlocked() + "  other:\n    cmd: x\n    params:\n      params.yaml:\n        rate: 0.2\n"
    assert only(plain(tmp_path, lock=lock)).params == {"rate": 0.1, "other:params.yaml": {"rate": 0.2}}


def test_data_code_settings_and_lock_files_are_told_apart(tmp_path: Path) -> None:
    deps = "".join(
        f"    - path: {path}\n      {digest}\n"
        for path, digest in {
            "train.py": "md5: " + "a1" * 16,
            "src": "md5: " + "b1" * 16 + ".dir",
            "data/train.parquet": "md5: " + "c1" * 16,
            "data/val": "md5: " + "d1" * 16 + ".dir",
            "https://example.org/raw.csv": 'etag: "abc"',
            "uv.lock": "md5: " + "e1" * 16,
            "model.toml": "md5: " + "f1" * 16,
            "../outside.csv": "md5: " + "9f" * 16,
        }.items()
    )
    lock = f"schema: '2.0'\nstages:\n  train:\n    cmd: x\n    deps:\n{deps}"
    for name in ("src/a.py", "data/val/x.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "train.py").write_text("")
    found = only(plain(tmp_path, lock=lock))
    assert {name: (part.uri, part.digest) for name, part in found.data.items()} == {
        "train": ("data/train.parquet", "md5:" + "c1" * 16),
        "validation": ("data/val", "md5:" + "d1" * 16 + ".dir"),
        "raw": ("https://example.org/raw.csv", "etag:abc"),
        "outside": ("../outside.csv", "md5:" + "9f" * 16),
    }
    assert found.environment == {"lockfile": "uv.lock"}
    assert found.config == "model.toml"


# -- hostile and broken sources ------------------------------------------------------------------------

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("file", "content", "where"),
    [
        ("lock", LOCK[:100] + "\n  : [", "dvc.lock:8:3"),
        ("lock", "- a\n", "dvc.lock"),
        ("lock", "schema: '2.0'\nstages: [1, 2]\n", "dvc.lock"),
        ("lock", "schema: '2.0'\nstages:\n  train: 7\n", "dvc.lock"),
        ("lock", "schema: '2.0'\nstages: &a\n  train: *a\n", "dvc.lock:3:10"),
        ("lock", BOMB, "dvc.lock"),
        ("lock", "a: !!python/object/apply:os.system [touch x]\n", "dvc.lock:1:4"),
        ("lock", b"schema: \xff\n", "dvc.lock:1:9"),
        ("lock", b"\x00" * 50, "dvc.lock:1:1"),
        ("yaml", "stages: 5\n", "dvc.yaml"),
        ("yaml", "stages:\n\ttrain: x\n", "dvc.yaml:2:1"),
        ("metrics", '{"auc": 0.', "metrics.json:1:10"),
        ("metrics", "[" * 100_000, "metrics.json"),
        ("metrics", '{"a": ' * 200 + "1" + "}" * 200, "metrics.json"),
        ("metrics", "x" * (8 * 1024 * 1024 + 1), "metrics.json"),
    ],
)  # fmt: skip
def test_broken_files_are_told_with_their_place(
    tmp_path: Path, file: str, content: str | bytes, where: str
) -> None:
    said = trouble(plain(tmp_path, **{"lock": unlocked(), file: content}))
    assert said.where == where or said.where.startswith(f"{where}:")


@pytest.mark.parametrize("name", ["dvc.lock", "dvc.yaml", "metrics.json"])
@pytest.mark.parametrize("kind", ["pipe", "link", "folder"])
def test_what_is_no_file_is_not_read(tmp_path: Path, name: str, kind: str) -> None:
    plain(tmp_path / "p" if (tmp_path / "p").mkdir() is None else tmp_path, lock=unlocked())
    path = tmp_path / "p" / name
    path.unlink()
    (tmp_path / "secret.json").write_text('{"secret": 1}')
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to(tmp_path / "secret.json")
    else:
        path.mkdir()
    for found in read(tmp_path, "p"):
        assert "secret" not in shown([found])
        if kind != "folder":
            assert isinstance(found, Trouble)
            assert found.where == f"p/{name}"


def test_data_that_is_a_link_or_large_is_no_trouble(tmp_path: Path) -> None:
    """DVC itself can put links to its cache into the work tree."""
    lock = unlocked().replace(
        "    - path: data.csv", "    - path: data/blob\n    - path: linked/inner\n    - path: data.csv"
    )
    outside = tmp_path / "outside"
    (outside / "inner").mkdir(parents=True)
    (outside / "inner" / "secret.py").write_text("")
    (tmp_path / "p" / "data").mkdir(parents=True)
    (tmp_path / "p" / "data" / "blob").write_bytes(b"x" * (9 * 1024 * 1024))
    (tmp_path / "p" / "data.csv").symlink_to(outside)
    (tmp_path / "p" / "linked").symlink_to(outside)
    plain(tmp_path / "p", lock=lock)
    (found,) = read(tmp_path, "p")
    assert isinstance(found, Run)
    assert list(found.data) == ["blob", "inner", "data"]


def test_a_link_in_a_commit_is_not_followed(project: GitRepo) -> None:
    (project.path / "dvc.lock").unlink()
    (project.path / "dvc.lock").symlink_to("/etc/hostname")
    project.commit("Link")
    said = [one for one in read(project.path) if isinstance(one, Trouble)]
    commit = project.git("rev-parse", "HEAD")[:12]
    assert [one.where for one in said] == [f"{commit}:dvc.lock", "dvc.lock"]


def test_references_with_odd_names_are_no_experiments_or_keep_their_names(project: GitRepo) -> None:
    good = project.git("for-each-ref", "--format=%(objectname)", "refs/exps/**/faster")
    blob = project.git("rev-parse", "v1:dvc.lock")
    baseline = project.git("rev-parse", "v1")
    folder = f"refs/exps/{baseline[:2]}/{baseline[2:]}"
    for name, to in {
        "refs/exps/zz/not-hex/x": good,
        "refs/exps/stash": good,
        f"{folder}/deeper/name": good,
        f"{folder}/-rf": good,
        f"{folder}/数据-$(touch-x)": good,
        f"{folder}/a-blob": blob,
        "refs/exps/00/" + "0" * 38 + "/no-baseline": good,
    }.items():
        project.git("update-ref", name, to)
    names = runs(project.path).keys()
    assert {"-rf", "数据-$(touch-x)", "no-baseline"} <= names
    assert not {"x", "a-blob", "name", "deeper"} & names
    assert runs(project.path)["no-baseline"].commit == good  # without the baseline it stands for itself


def test_a_commit_that_is_not_there_is_told(project: GitRepo) -> None:
    for loose in (project.path / ".git" / "objects" / "pack").glob("*"):
        loose.unlink()
    assert all(isinstance(one, Trouble) for one in read(project.path))


def test_a_history_that_takes_git_too_long_is_told(project: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(experiments, "last_change", lambda *_: None)
    said = [one for one in read(project.path) if isinstance(one, Trouble)]
    assert said[0].message == "git does not say which commit the results of HEAD come from"


def test_a_repository_that_names_programs_runs_none(project: GitRepo, tmp_path: Path) -> None:
    program = tmp_path / "evil"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    program.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "diff.external",
        "core.pager",
        "filter.x.clean",
        "filter.x.smudge",
        "diff.x.textconv",
    ):
        project.git("config", key, str(program))
    (project.path / ".git" / "info" / "attributes").write_text("* filter=x diff=x\n")
    assert runs(project.path)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("nowhere", "there is no folder nowhere"),
        ("ssh://host/repo", "DVC is read from files"),
        ("data", "data holds neither dvc.yaml nor what DVCLive writes"),
        ("params.yaml", "there is no folder params.yaml"),
    ],
)
def test_a_source_that_is_none(project: GitRepo, source: str, said: str) -> None:
    with pytest.raises(KbError, match=said):
        read(project.path, source)


def test_a_folder_above_pipelines_names_them(tmp_path: Path, project: GitRepo) -> None:
    with pytest.raises(KbError) as refused:
        read(tmp_path)
    assert refused.value.hint == "Name the folder of the pipeline, such as project."


def test_a_repository_that_git_refuses_is_told(project: GitRepo) -> None:
    (project.path / ".git" / "HEAD").write_text("nonsense")
    said = trouble(project.path)
    assert said.hint == "`git status` says why."


def test_a_clone_without_history_and_a_linked_work_tree(project: GitRepo, tmp_path: Path) -> None:
    project.git("worktree", "add", "--quiet", str(tmp_path / "linked"), "main~1")
    assert {"faster", "Train the first model"} <= runs(tmp_path / "linked").keys()
    project.git("clone", "--quiet", "--depth", "1", f"file://{project.path}", str(tmp_path / "shallow"))
    assert len(runs(tmp_path / "shallow")) == 1


def test_a_repository_with_longer_ids(tmp_path: Path, project: GitRepo) -> None:
    repo = GitRepo(tmp_path / "long")
    repo.path.mkdir()
    repo.git("init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    for name in project.git("ls-files", "-z").strip("\0").split("\0"):
        repo.write(name, (project.path / name).read_bytes())
    baseline = repo.commit("As it was")
    lock = (repo.path / "dvc.lock").read_bytes().replace(b"epochs: 45", b"epochs: 50")
    params = (repo.path / "params.yaml").read_bytes().replace(b"epochs: 45", b"epochs: 50")
    later = repo.commit("Experiment", {"dvc.lock": lock, "params.yaml": params})
    repo.git("reset", "--quiet", "--hard", baseline)
    repo.git("update-ref", f"refs/exps/{baseline[:2]}/{baseline[2:]}/longer", later)
    found = runs(repo.path)
    assert list(found) == ["As it was", "longer"]
    assert (found["longer"].commit, found["longer"].command) == (baseline, "dvc exp run -S train.epochs=50")


def test_a_repository_without_a_commit(tmp_path: Path, git_repo: Callable[..., GitRepo]) -> None:
    plain(git_repo(tmp_path).path, lock=unlocked())
    assert trouble(tmp_path).message == "the results in the work tree are in no commit and no experiment"


def test_a_pipeline_that_never_ran_in_a_commit_has_no_result_there(
    tmp_path: Path, git_repo: Callable[..., GitRepo]
) -> None:
    repo = git_repo(tmp_path)
    (tmp_path / "dvc.yaml").write_text(DEFINITION, encoding="utf-8")
    repo.git("add", "dvc.yaml")
    repo.git("commit", "--quiet", "-m", "Define it")
    assert read(tmp_path) == []


def cut(data: bytes, every: int) -> Iterator[bytes]:
    yield from (data[:end] for end in range(0, len(data), every))


@pytest.mark.parametrize("name", ["dvc.lock", "dvc.yaml", "metrics/old.json", "data/customers.csv.dvc"])
def test_a_file_cut_off_anywhere_gives_a_run_or_a_trouble(project: GitRepo, name: str) -> None:
    shutil.rmtree(project.path / ".git")
    path = project.path / name
    whole = path.read_bytes()
    for part in cut(whole, max(1, len(whole) // 150)):
        path.write_bytes(part)
        for found in read(project.path):
            assert isinstance(found, Run | Trouble)
            if isinstance(found, Trouble):
                assert found.where
                assert found.message
            else:
                assert found.digest


@pytest.mark.parametrize("name", ["metrics.json", "params.yaml"])
def test_what_dvclive_wrote_cut_off_anywhere(tmp_path: Path, name: str) -> None:
    shutil.copytree(HERE / "dvclive", tmp_path / "dvclive")
    path = tmp_path / "dvclive" / name
    for part in cut(path.read_bytes(), 1):
        path.write_bytes(part)
        assert len(read(tmp_path, "dvclive")) == 1


# -- size ------------------------------------------------------------------------------------------------


def many(project: GitRepo, count: int) -> None:
    """Experiments, each with a lock file and figures of its own, by one `git fast-import`."""
    lock = project.git("show", "v1:dvc.lock")
    baseline = project.git("rev-parse", "v1")
    lines: list[bytes] = []
    for number in range(count):
        text = lock.replace("rate: 0.1", f"rate: {0.1 + number}").encode()
        lines += [
            f"commit refs/exps/{baseline[:2]}/{baseline[2:]}/many-{number}".encode(),
            f"committer Fixture <fixture@example.org> {1_800_000_000 + number} +0000".encode(),
            b"data 1\nx", f"from {baseline}".encode(),
            b"M 100644 inline dvc.lock", b"data %d" % len(text), text,
        ]  # fmt: skip
    done = subprocess.run(
        ["git", "fast-import", "--quiet"], cwd=project.path, input=b"\n".join([*lines, b""]), check=False
    )
    assert done.returncode == 0


def test_experiments_with_large_files_are_read_a_few_at_a_time(
    project: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read(project.path)
    largest = max(len(project.git("show", f"{name}:dvc.lock")) for name in ("v1", "main"))
    monkeypatch.setattr(snapshot, "MAX_VOLUME", 6 * largest)
    assert read(project.path) == before
    monkeypatch.setattr(snapshot, "MAX_VOLUME", 10)
    said = read(project.path, ".", "faster")[0]
    assert isinstance(said, Trouble)
    assert said.message == "the files of this result have more than 10 bytes"


def test_a_thousand_experiments_are_read_with_few_processes(
    project: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(project, 1_000)
    calls: list[Any] = []
    real = subprocess.run

    def counted(*arguments: Any, **named: Any) -> Any:
        calls.append(arguments)
        return real(*arguments, **named)

    monkeypatch.setattr(git.subprocess, "run", counted)
    found = [
        one for one in read(project.path) if isinstance(one, Run) and (one.name or "").startswith("many-")
    ]
    assert [one.name for one in found] == [f"many-{number}" for number in range(1_000)]
    assert found[500].params["train"]["rate"] == 500.1
    assert len(calls) < 50
