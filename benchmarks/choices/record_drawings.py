"""What do the drawings around records and the graph of a base cost, beside an earlier state of the code?

Run: `python benchmarks/choices/record_drawings.py BASE --before SRC`; SRC is the folder `src` of an earlier state.

A process for each state reads the base and draws in turns: what is around every second record, as one of two
processes of a build does, and the data and the file of the graph page, each time with nothing remembered. Crossings,
slanted stretches and lengths are those of the routes that the drawings follow, a stretch that edges share counted once.
"""

import argparse
import gc
import itertools
import json
import math
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from timing import in_turns, report

HERE = Path(__file__)
NOW = HERE.parents[2] / "src"
TODAY = date(2026, 3, 2)


def child(base: str) -> None:
    """Answers the questions that it reads line by line."""
    from kb import base as reading
    from kb import config
    from kb.site.drawing import svg
    from kb.site.drawing.dataset import dataset
    from kb.site.material import Material
    from kb.site.pages.record import _near
    from kb.site.remembered import Remembered, remembering

    material = Material(reading.load(config.read(Path(base))), TODAY)
    cases = []
    for id in material.base.by_id:
        ids, edges = _near(material, id)
        if len(ids) > 1:
            cases.append((id, [material.node(each, f"r/{id}.md") for each in ids], edges))
    whole = material.drawing(material.base.by_id, "graph.md")

    def around() -> None:
        for id, nodes, edges in cases[::2]:
            svg.draw(nodes, edges, title=f"Records around {id}", focus=id)

    def graph() -> None:
        json.dumps(dataset(*whole))
        svg.draw(*whole, title="Decision graph", standalone=True, full=True)

    jobs = {"around": around, "graph": graph}
    gc.collect()
    gc.freeze()  # as while a site is built
    for line in sys.stdin:
        asked = line.strip()
        if asked == "judge":
            said: Any = _judged(svg, cases)
        else:
            _forget()
            with remembering(Remembered()):
                before = time.process_time()
                jobs[asked]()
                said = time.process_time() - before
        print(json.dumps(said), flush=True)


def _forget() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("kb.site.drawing"):
            for each in list(vars(module).values()):
                if hasattr(each, "cache_clear"):
                    each.cache_clear()


def _judged(svg: Any, cases: list[Any]) -> dict[str, float]:
    crossings = slanted = drawings = 0
    length = rise = 0.0
    for _, nodes, edges in cases:
        routes = [[tuple(point) for point in route] for route in svg.planned(nodes, edges).routes.values()]
        stretches = sorted({each for route in routes for each in itertools.pairwise(route)})
        drawings += 1
        crossings += sum(_cross(*a, *b) for a, b in itertools.combinations(stretches, 2))
        slanted += sum(abs(a[1] - b[1]) >= 0.5 for a, b in stretches)
        length += sum(math.dist(a, b) for a, b in stretches)
        rise += sum(abs(a[1] - b[1]) for a, b in stretches)
    return {
        "drawings": drawings, "crossings": crossings, "slanted": slanted, "length": round(length), "rise": round(rise)
    }  # fmt: skip


def _cross(a: Any, b: Any, c: Any, d: Any) -> bool:
    return _side(a, b, c) * _side(a, b, d) < -1e-6 and _side(c, d, a) * _side(c, d, b) < -1e-6


def _side(a: Any, b: Any, point: Any) -> float:
    return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])


class State:
    """A process that draws with one state of the code."""

    def __init__(self, source: Path, base: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(source)}
        self.process = subprocess.Popen(
            [sys.executable, str(HERE), base, "--child"],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def ask(self, what: str) -> Any:
        """What the process answers."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(what, file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("base")
    options.add_argument("--before", type=Path)
    options.add_argument("--repeats", type=int, default=5)
    options.add_argument("--child", action="store_true")
    chosen = options.parse_args()
    if chosen.child:
        child(chosen.base)
        return
    states = {"before": State(chosen.before, chosen.base), "now": State(NOW, chosen.base)}
    drawn = {name: state.ask("judge") for name, state in states.items()}
    speed = {
        job: in_turns(
            {name: lambda state=state, job=job: state.ask(job) for name, state in states.items()},
            "before", chosen.repeats,
        )
        for job in ("around", "graph")
    }  # fmt: skip
    report("What do the drawings of a base cost?", (), {"drawn": drawn, "speed": speed})


if __name__ == "__main__":
    main()
