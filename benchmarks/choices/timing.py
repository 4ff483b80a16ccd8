"""CPU time in interleaved pairs: the one way in which the choices of this folder are timed.

A machine that does other work makes single times meaningless. Every candidate is therefore run beside a
reference, turn by turn, and only the ratio of the two CPU times (user + system) of one turn is kept.
"""

import json
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from pathlib import Path

Job = Callable[[], float]
Figures = dict[str, float | int | list[float]]


def cpu_of_call(work: Callable[[], object]) -> float:
    """CPU seconds (user + system) of this process while `work` runs once."""
    before = time.process_time()
    work()
    return time.process_time() - before


def cpu_of_command(command: Sequence[str], *, cwd: Path | None = None) -> float:
    """CPU seconds (user + system) of `command` and its children; output is thrown away.

    Raises:
        subprocess.CalledProcessError: the command failed, so its time would mean nothing.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def in_turns(jobs: Mapping[str, Job], reference: str, repeats: int) -> dict[str, Figures]:
    """Run all jobs turn by turn and give each one's CPU seconds and its ratio to `reference`.

    Each job returns the CPU seconds it took. One turn runs every job once; the first turn warms caches and
    is thrown away. `ratio_*` are statistics over the per-turn ratios, not a ratio of statistics.
    """
    turns = [{name: job() for name, job in jobs.items()} for _ in range(repeats + 1)][1:]
    beside = [turn[reference] for turn in turns]
    return {name: _figures([turn[name] for turn in turns], beside) for name in jobs}


def _figures(seconds: list[float], reference: list[float]) -> Figures:
    ratios = [own / other for own, other in zip(seconds, reference, strict=True)]
    return {
        "cpu_s_median": round(statistics.median(seconds), 5),
        "ratio_median": round(statistics.median(ratios), 4),
        "ratio_mean": round(statistics.fmean(ratios), 4),
        "ratio_std": round(statistics.stdev(ratios), 4),
        "n": len(ratios),
        "ratios": [round(ratio, 4) for ratio in ratios],
    }


def licence_of(distribution: str) -> str:
    """The licence that an installed package states in its own metadata, as it states it."""
    fields = metadata.metadata(distribution)
    listed = [text for text in fields.get_all("Classifier", []) if "License ::" in text]
    stated = fields.get("License-Expression") or (fields.get("License") or "").partition("\n")[0]
    return stated or "; ".join(text.split(" :: ")[-1] for text in listed) or "not stated"


def installed_size(distribution: str) -> int:
    """Bytes on disk of an installed package's own files (without what it depends on)."""
    files = metadata.files(distribution) or []
    paths = [Path(str(file.locate())) for file in files]
    return sum(path.stat().st_size for path in paths if path.is_file())


def report(question: str, distributions: Sequence[str], findings: Mapping[str, object]) -> None:
    """Print one JSON document: the question, what it ran on, and what was found."""
    document = {
        "question": question,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "packages": {
            name: {
                "version": metadata.version(name),
                "licence": licence_of(name),
                "bytes": installed_size(name),
            }
            for name in distributions
        },
        **findings,
    }
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
