"""Makes the DVC fixtures anew by really running DVC: `python make.py`, in an environment with `dvc` and `dvclive`.

Writes `project.bundle`, a repository with results in commits and in `refs/exps`, and `dvclive/`, a folder that DVCLive
wrote without DVC.
"""

import csv
import io
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
WHO = {
    f"GIT_{role}_{key}": value
    for role in ("AUTHOR", "COMMITTER")
    for key, value in (("NAME", "Fixture"), ("EMAIL", "fixture@example.org"))
}
GIT_CONFIG = "[user]\n\tname = Fixture\n\temail = fixture@example.org\n[init]\n\tdefaultBranch = main\n"


class Project:
    """A folder in which commands are run, with a home and settings of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        home = folder.parent / "home"
        home.mkdir()
        (home / ".gitconfig").write_text(GIT_CONFIG)
        self.environment = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "DVC_NO_ANALYTICS": "1", "DVC_STUDIO_OFFLINE": "1",
            "DVC_SITE_CACHE_DIR": str(home / "site"), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8", **WHO,
        }  # fmt: skip

    def run(self, *command: str, inside: str = ".", fails: bool | None = False) -> str:
        done = subprocess.run(
            command,
            cwd=self.folder / inside,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if fails is not None and (done.returncode != 0) != fails:
            sys.exit(f"{' '.join(command)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def commit(self, message: str) -> None:
        self.run("git", "add", "--all")
        self.run("git", "commit", "--quiet", "--message", message)

    def change(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def customers() -> str:
    """Customers who leave rather when they are young and seldom come."""
    chance = random.Random(2026)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["id", "age", "visits", "left"])
    for number in range(400):
        age, visits = chance.randint(18, 80), chance.randint(0, 20)
        writer.writerow([number, age, visits, int(chance.random() < 1.25 - age / 110 - visits / 30)])
    return text.getvalue()


def make(project: Project) -> None:
    """The history of a project, as somebody would go through it."""
    folder = project.folder
    shutil.copytree(HERE / "project", folder)
    (folder / "data").mkdir()
    (folder / "data" / "customers.csv").write_text(customers(), encoding="utf-8")
    project.run("git", "init", "--quiet")
    project.run("dvc", "init", "--quiet")
    project.run("dvc", "add", "--quiet", "data/customers.csv")
    project.commit("Start")
    project.run("dvc", "repro", "--quiet")
    project.commit("Train the first model")
    project.run("git", "tag", "v1")
    experiment(project, "faster", "train.rate=0.9")
    experiment(project, "größer", "train.epochs=300", "train.penalty.strength=0.5", "train.penalty.kind=none")
    experiment(project, "strenger", "limits.toml:threshold=0.7")
    project.change("train.py", "/ 50", "/ 20")
    experiment(project, "other-code")
    for name, rate in (("too-fast", 99), ("queued", 0.2)):
        project.run("dvc", "exp", "run", "--quiet", "--queue", "-n", name, "-S", f"train.rate={rate}")
    project.run("dvc", "queue", "start", "--quiet")
    for _ in range(200):
        said = project.run("dvc", "queue", "status")
        if "Running" not in said and "Queued" not in said:
            break
        time.sleep(1)
    project.run("dvc", "repro", "--quiet", inside="live")
    project.commit("Watch the search")
    project.environment["DVC_EXP_NAME"] = "watched"
    project.change("params.yaml", "rate: 0.1", "rate: 0.4")
    project.run("python", "watch.py", inside="live")
    del project.environment["DVC_EXP_NAME"]
    project.run("git", "checkout", "--quiet", ".")
    project.change("params.yaml", "epochs: 30", "epochs: 45")
    project.run("dvc", "repro", "--quiet")
    project.commit("Train longer")


def experiment(project: Project, name: str, *changes: str) -> None:
    """Run an experiment in the work tree, and put that back."""
    settings = [word for change in changes for word in ("-S", change)]
    project.run("dvc", "exp", "run", "--quiet", "-n", name, *settings)
    project.run("git", "checkout", "--quiet", ".")
    project.run("dvc", "checkout", "--quiet")


def forget_machine(project: Project) -> None:
    """Take DVC's own files, which hold paths of this machine, out of the commits that it put them into."""
    for line in project.run(
        "git", "for-each-ref", "--format=%(objectname) %(refname)", "refs/exps"
    ).splitlines():
        commit, _, reference = line.partition(" ")
        if not project.run("git", "ls-tree", commit, ".dvc/tmp"):
            continue
        project.environment["GIT_INDEX_FILE"] = ".git/clean-index"
        project.run("git", "read-tree", commit)
        project.run("git", "rm", "--quiet", "--cached", "-r", "-f", ".dvc/tmp")
        tree = project.run("git", "write-tree").strip()
        del project.environment["GIT_INDEX_FILE"]
        subject = project.run("git", "log", "-1", "--format=%s", commit).strip()
        project.environment["GIT_COMMITTER_DATE"] = project.run(
            "git", "log", "-1", "--format=%cI", commit
        ).strip()
        clean = project.run("git", "commit-tree", "-p", f"{commit}^", "-m", subject, tree).strip()
        del project.environment["GIT_COMMITTER_DATE"]
        project.run("git", "update-ref", reference, clean)


def bundle(project: Project) -> None:
    """Write the repository, and make sure that nothing of this machine is in it."""
    forget_machine(project)
    commits = project.run("git", "rev-list", "--all").split()
    for word in {str(project.folder.parent), str(Path.home()), platform.node()} - {"/", ""}:
        found = project.run("git", "grep", "-l", "-F", "-a", word, *commits, fails=None)
        assert not found, f"{word} is in {found}"
    project.run("git", "bundle", "create", "--quiet", str(HERE / "project.bundle"), "--all")


def live(project: Project) -> None:
    """Run the search without git and DVC: DVCLive writes a folder, and that is all."""
    plain = project.folder.parent / "plain"
    for name in ("params.yaml", "live/watch.py"):
        (plain / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "project" / name, plain / name)
    (plain / "data").mkdir()
    (plain / "data" / "customers.csv").write_text(customers(), encoding="utf-8")
    project.folder = plain
    project.run("python", "watch.py", inside="live")
    shutil.rmtree(HERE / "dvclive", ignore_errors=True)
    shutil.copytree(plain / "live" / "seen", HERE / "dvclive")


def main() -> None:
    """Make all of it in a temporary folder."""
    with tempfile.TemporaryDirectory() as place:
        project = Project(Path(place) / "project")
        make(project)
        bundle(project)
        live(project)


if __name__ == "__main__":
    main()
