"""Makes the notebooks of this folder anew: writes one, has papermill run it with other parameters, and cleans up.

Run it where papermill, scrapbook, six and ipykernel are installed, which the tests do not need:

    python tests/importers/papermill/make.py

What is kept is what papermill wrote, without the name and the paths of the machine.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from contextlib import chdir, suppress
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

HEADING = "# Neighbours on two clouds\n\nHow many neighbours should vote?\n"
PARAMETERS = """\
neighbours = 1
seed = 7
rows = 400
weights = {"near": 1.0, "far": 0.5}
note = None
"""
TRAIN = """\
import random

drawn = random.Random(seed)


def cloud(centre, label):
    return [((drawn.gauss(centre, 1.0), drawn.gauss(centre, 1.0)), label) for _ in range(rows // 4)]


train, test = cloud(0.0, 0) + cloud(1.5, 1), cloud(0.0, 0) + cloud(1.5, 1)


def vote(point):
    near = sorted(train, key=lambda one: (one[0][0] - point[0]) ** 2 + (one[0][1] - point[1]) ** 2)[:neighbours]
    return round(sum(label for _, label in near) / neighbours)


def share(part):
    return sum(vote(point) == label for point, label in part) / len(part)


accuracy = {"train": share(train), "test": share(test)}
accuracy
"""
GLUE = """\
import scrapbook

scrapbook.glue("accuracy", accuracy)
scrapbook.glue("test_errors", round((1 - accuracy["test"]) * len(test)))
scrapbook.glue("classes", ["low", "high"])
"""
RUNS: dict[str, dict[str, Any]] = {
    "neighbours-1": {},
    "neighbours-15": {"neighbours": 15, "note": 'größer – "wide" vote'},
    "neighbours-0": {"neighbours": 0},
}


def notebook() -> dict[str, Any]:
    """The notebook as a person would write it."""

    def code(source: str, **metadata: Any) -> dict[str, Any]:
        return {
            "cell_type": "code", "id": f"cell-{len(source)}", "metadata": metadata, "source": source,
            "execution_count": None, "outputs": [],
        }  # fmt: skip

    return {
        "cells": [
            {"cell_type": "markdown", "id": "heading", "metadata": {}, "source": HEADING},
            code(PARAMETERS, tags=["parameters"]),
            code(TRAIN),
            code(GLUE),
        ],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def cleaned(text: str, folder: Path) -> str:
    """What papermill wrote, without what tells of this machine."""
    text = text.replace(str(folder), "/home/analyst/clouds").replace(str(Path.home()), "/home/analyst")
    return re.sub(r"/tmp/ipykernel_\d+/\d+\.py", "/home/analyst/cell.py", text)  # in tracebacks


def main() -> None:
    """Run the notebook with all parameters."""
    import papermill

    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    with tempfile.TemporaryDirectory() as name, chdir(name):
        folder = Path(name)
        (folder / "clouds.ipynb").write_text(json.dumps(notebook(), indent=1), encoding="utf-8")
        for run, parameters in RUNS.items():
            with suppress(papermill.PapermillExecutionError):
                papermill.execute_notebook("clouds.ipynb", f"{run}.ipynb", parameters, progress_bar=False)
        for path in sorted(folder.glob("*.ipynb")):
            text = cleaned(path.read_text(encoding="utf-8"), folder)
            (HERE / path.name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
