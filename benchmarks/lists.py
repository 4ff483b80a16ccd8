"""Measures what the lists of a site take to draw: every page but those of records and of the graph, in one process.

    python -m benchmarks.lists base --today 2026-03-02

Each page is drawn as a build from nothing draws it, up to what is kept of it for the next build. What draws charts is
another process, which is not counted.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from pathlib import Path

from kb import base, config, surroundings
from kb.history import chronicle
from kb.records.experiment import Experiment
from kb.site import builder
from kb.site.material import Material
from kb.site.remembered import Remembered, remembering

_OTHERS = {"RecordPages", "GraphPage"}


def main() -> int:
    """Print a table with a row for each kind of list."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lists")
    parser.add_argument("root", type=Path, help="the folder of the base")
    parser.add_argument("--today", type=dt.date.fromisoformat, required=True)
    asked = parser.parse_args()
    material = _material(asked.root.resolve(), asked.today)
    print("| pages of | pages | MB | CPU s |")
    print("| --- | ---: | ---: | ---: |")
    whole = 0.0
    with remembering(Remembered()):
        for maker in builder.makers():
            if type(maker).__name__ in _OTHERS:
                continue
            began, size, count = time.process_time(), 0, 0
            for page in maker.pages(material):
                size, count = size + len(page.draw()), count + 1
                if page.window is not None:
                    page.window.noted()
            maker.files(material)
            took = time.process_time() - began
            whole += took
            if count:
                print(f"| {maker.label or type(maker).__name__} | {count} | {size / 1e6:.1f} | {took:.2f} |")
    print(f"| all | | | {whole:.2f} |")
    return 0


def _material(root: Path, today: dt.date) -> Material:
    """The base as a build has it when it comes to the pages: read and judged."""
    located = config.read(root)
    whole = base.load(located)
    found = Material(
        whole,
        today,
        root=root.as_posix(),
        facts=surroundings.look(root, (e for _, e in whole.records(Experiment))),
        chronicle=chronicle.read(root, located.config, cached=False),
    )
    _ = found.findings
    return found


if __name__ == "__main__":
    raise SystemExit(main())
