"""`kb import`, `kb lint` and `kb verify` on what DVC and Sacred really kept."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Finished, GitRepo

HERE = Path(__file__).parent
Kb = Callable[..., Finished]


@pytest.fixture
def kb(tmp_path: Path, git_repo: Callable[..., GitRepo], kb_run: Kb) -> Kb:
    """Runs `kb` in a repository of DVC that is a base as well, with the runs of Sacred in it."""
    repo = git_repo(tmp_path / "project")
    repo.git("symbolic-ref", "HEAD", "refs/heads/none")
    repo.git("fetch", "--quiet", str(HERE / "dvc" / "project.bundle"), "+refs/*:refs/*")
    repo.git("checkout", "--quiet", "main")
    repo.write("kb.toml", 'name = "Churn"\n')
    shutil.copytree(HERE / "sacred" / "runs", repo.path / "runs")
    shutil.copytree(HERE / "sacred" / "export", repo.path / "export")
    repo.commit("Add a base")

    def run(*arguments: str) -> Finished:
        return kb_run(arguments, repo.path)

    return run


def written(done: Finished) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(done.out)
    return said


SOURCES = [("dvc", "."), ("dvc", "live"), ("sacred", "runs"), ("sacred", "export")]


@pytest.mark.parametrize(("tool", "source"), SOURCES)
def test_imported_runs_are_clean_and_twice_imported_changes_nothing(kb: Kb, tool: str, source: str) -> None:
    asked = ("import", tool, source, "--failed", "--owner", "analyst", "--format", "json")
    first = kb(*asked)
    assert first.code == 0, first
    assert len(written(first)["written"]) >= 3
    assert kb("lint", "--strict").code == 0
    second = written(kb(*asked))
    assert not second["written"]
    assert len(second["unchanged"]) == len(written(first)["written"])
    verified = kb("verify")
    assert verified.code == 0, verified


def test_the_usual_places_are_found(kb: Kb) -> None:
    assert kb("import", "dvc", "--owner", "analyst").code == 0
    assert kb("import", "sacred", "--owner", "analyst").code == 0
    assert kb("lint", "--strict").code == 0


def test_a_changed_run_of_sacred_is_noticed(kb: Kb, tmp_path: Path) -> None:
    assert kb("import", "sacred", "--owner", "analyst").code == 0
    path = tmp_path / "project" / "runs" / "1" / "run.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"result": 0.86', '"result": 0.99'), encoding="utf-8"
    )
    noticed = kb("verify")
    assert noticed.code == 1
    assert "0.86" in noticed.out
    assert kb("import", "sacred").code == 1
    assert kb("import", "sacred", "--update").code == 0
    assert kb("verify").code == 0


def test_an_experiment_of_dvc_that_is_gone_is_noticed(kb: Kb, tmp_path: Path) -> None:
    assert kb("import", "dvc", "--owner", "analyst").code == 0
    repo = GitRepo(tmp_path / "project")
    repo.git("update-ref", "-d", repo.git("for-each-ref", "--format=%(refname)", "refs/exps/**/faster"))
    noticed = kb("verify")
    assert noticed.code == 1
    assert "gone" in noticed.out


@pytest.mark.parametrize("word", ["v1", "faster", "workspace"])
def test_a_run_is_asked_for_by_the_words_that_people_use(kb: Kb, word: str) -> None:
    done = kb("import", "dvc", "--run", word, "--owner", "analyst", "--format", "json")
    assert done.code == 0, done
    assert len(written(done)["written"]) == 1


def test_a_word_that_means_no_run_is_refused(kb: Kb) -> None:
    done = kb("import", "dvc", "--run", "nobody", "--owner", "analyst")
    assert (done.code, "there is no run nobody" in done.out) == (1, True)
