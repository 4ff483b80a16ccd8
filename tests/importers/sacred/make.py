"""Makes the Sacred fixtures anew by really running Sacred.

`python make.py` wants an environment with `sacred 'setuptools<82' numpy mongomock pymongo`. Writes `runs/`, the
folder of a file storage observer, and `export/`, runs of a MongoDB observer as `mongoexport` prints them. There is no
server: the observer writes into mongomock, and pymongo prints the documents in the same relaxed extended JSON.
"""

import csv
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
OBSERVED = """\
import os, sys
sys.path.insert(0, ".")
from churn import ex
from sacred.observers import FileStorageObserver, MongoObserver
if os.environ.get("MONGO"):
    import bson.json_util, gridfs, mongomock, mongomock.gridfs
    mongomock.gridfs.enable_gridfs_integration()
    base = mongomock.MongoClient().sacred
    observer = MongoObserver.create_from(base.runs, gridfs.GridFS(base), metrics_collection=base.metrics)
else:
    observer = FileStorageObserver("runs")
ex.observers.append(observer)
try:
    ex.run_commandline(["churn.py", *sys.argv[1:]])
finally:
    for name in ("runs", "metrics") if os.environ.get("MONGO") else ():
        with open(f"export/{name}.json", "a", encoding="utf-8") as stream:
            for document in base[name].find():
                options = bson.json_util.RELAXED_JSON_OPTIONS
                stream.write(bson.json_util.dumps(document, json_options=options, ensure_ascii=False) + "\\n")
"""


def run(folder: Path, *command: str, mongo: bool = False) -> int:
    """Run a command in the folder; how it ended."""
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1",
        "MONGO": "1" if mongo else "",
        **{f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER")
           for key, value in (("NAME", "Fixture"), ("EMAIL", "fixture@example.org"))},
    }  # fmt: skip
    return subprocess.run(command, cwd=folder, env=environment, check=False).returncode


def make(folder: Path) -> None:
    """All kinds of runs."""
    shutil.copy(HERE / "project" / "churn.py", folder)
    chance = random.Random(2026)
    with (folder / "customers.csv").open("w", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["visits", "left"])
        for _ in range(200):
            visits = chance.randint(0, 20)
            writer.writerow([visits, int(chance.random() < 1 - visits / 18)])
    (folder / ".gitignore").write_text("*\n!churn.py\n!customers.csv\n")
    (folder / "observed.py").write_text(OBSERVED)
    (folder / "export").mkdir()
    run(folder, "git", "init", "--quiet")
    run(folder, "git", "remote", "add", "origin", "https://somebody:secret@example.org/team/churn.git")
    run(folder, "git", "add", "churn.py", "customers.csv")
    run(folder, "git", "commit", "--quiet", "--message", "Start")
    observed = ("python", "observed.py", "--beat-interval", "0.1")
    calls = [
        ["with", "seed=3", "--comment", "the first – einfach"],
        ["with", "fine", "search.high=12", "seed=4"],
        ["with", "ends=fail", "seed=5"],
        ["with", "ends=interrupt", "seed=6"],
        ["with", "ends=kill", "seed=7"],
        ["--queue", "with", "seed=8"],
    ]
    for call in calls:
        run(folder, *observed, *call)
    with (folder / "churn.py").open("a") as stream:
        stream.write("# changed\n")
    run(folder, *observed, "--name", "exact", "with", "precise=True")
    for call in (["with", "seed=3"], ["with", "ends=fail", "seed=5"], ["with", "precise=True", "seed=9"]):
        run(folder, *observed, *call, mongo=True)
    for document in folder.glob("export/*.json"):
        lines = document.read_text(encoding="utf-8").splitlines()
        lines = [number(line, 1 + n // (len(lines) // 3)) for n, line in enumerate(lines)]
        document.write_text("\n".join([*lines, ""]), encoding="utf-8")


def number(line: str, id_: int) -> str:
    """The document as that of one base: each run above had a base of its own, and is number 1 in it."""
    said = json.loads(line)
    key = "_id" if "experiment" in said else "run_id"
    assert said[key] == 1
    return json.dumps({**said, key: id_}, ensure_ascii=False)


def clean(folder: Path) -> None:
    """Take out what tells of this machine."""
    for path in [
        path for name in ("runs", "export") for path in (folder / name).rglob("*") if path.is_file()
    ]:
        text = path.read_text(encoding="utf-8")
        for there, instead in (
            (str(folder), "/project"),
            (str(Path(sys.prefix)), "/environment"),
            (f'"hostname": "{platform.node()}"', '"hostname": "somewhere"'),
        ):
            text = text.replace(there, instead)
        assert str(Path.home()) not in text.replace("/root", "") or str(Path.home()) == "/root"
        path.write_text(text, encoding="utf-8")


def main() -> None:
    """Make all of it in a temporary folder."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make(folder)
        clean(folder)
        for name in ("runs", "export"):
            shutil.rmtree(HERE / name, ignore_errors=True)
            shutil.copytree(folder / name, HERE / name)


if __name__ == "__main__":
    main()
