"""What does it cost to hand documents over, to another process or to a later run, beside reading them?

Run: `python benchmarks/choices/handing_over.py > benchmarks/results/handing_over.json`

A generated base of 10,000 records is read as a cold `kb lint` reads it; then its documents become bytes and come
back, by pickle. A second process that reads half of the files pays both for its half, and a run that takes them from
a file pays the way back for all of them. CPU seconds of this process, in turns.
"""

import argparse
import gc
import json
import pickle
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kb import base, config
from kb.base import KnowledgeBase
from kb.graph import Graph
from kb.lint.engine import all_rules, judge
from kb.lint.rule import Context
from kb.lint.select import select

ROOT = Path(__file__).resolve().parents[2]


def cpu(call: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of a call without the garbage collector, and what it returned."""
    gc.collect()
    gc.disable()
    begun = time.process_time()
    found = call()
    used = time.process_time() - begun
    gc.enable()
    return used, found


def turn(root: Path) -> dict[str, float]:
    """One turn: read, pack, unpack, link, judge."""
    located = config.read(root)

    def lint(read: KnowledgeBase) -> object:
        from benchmarks.corpus import TODAY

        context = Context(read, Graph(read), TODAY)
        return judge(context, select(all_rules(), located.config.lint))

    read_s, read = cpu(lambda: base.load(located, keep_text=False))
    pack_s, data = cpu(lambda: pickle.dumps(list(read.documents), pickle.HIGHEST_PROTOCOL))
    unpack_s, _ = cpu(lambda: pickle.loads(data))
    lint_s, _ = cpu(lambda: lint(read))
    return {"read": read_s, "pack": pack_s, "unpack": unpack_s, "graph_and_rules": lint_s, "bytes": len(data)}


def main() -> None:
    """Measures and prints JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=5)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "base"
        command = [sys.executable, "-m", "benchmarks.generate", str(root), "--records", str(options.records)]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        turns = [turn(root) for _ in range(options.turns)]
    medians = {name: statistics.median(one[name] for one in turns) for name in turns[0]}
    ratios = [(one["pack"] + one["unpack"]) / one["read"] for one in turns]
    back = [one["unpack"] / one["read"] for one in turns]
    document = {
        "question": "What does it cost to hand documents over, beside reading them?",
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "records": options.records,
        "turns": options.turns,
        "cpu_seconds": medians,
        "there_and_back_beside_reading": {
            "median": statistics.median(ratios),
            "low": min(ratios),
            "high": max(ratios),
        },
        "back_beside_reading": {"median": statistics.median(back), "low": min(back), "high": max(back)},
    }
    print(json.dumps(document, indent=2))


if __name__ == "__main__":
    main()
