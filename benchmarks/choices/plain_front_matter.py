"""What does reading plain front matter line by line save in a cold `kb lint`?

Run: `python benchmarks/choices/plain_front_matter.py > benchmarks/results/plain_front_matter.json`

A generated base of 10,000 records is linted in turns by the same program, once as it is and once with the reader of
plain front matter switched off, so that libyaml's events are walked for every file. CPU seconds of the processes, and
the highest memory.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLAIN = "from kb.__main__ import main; main()"
STRICT = f"from kb.text import plain; plain.read = lambda _: None; {PLAIN}"


def lint(program: str, base: Path, today: str) -> dict[str, float]:
    """CPU seconds and MiB of a cold lint; it must find nothing."""
    command = [sys.executable, "-c", program, "lint", "--no-cache", "--today", today]
    process = subprocess.Popen(command, cwd=base, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"kb lint ended with {process.returncode}")
    # The maximum is told in KiB, by macOS in bytes.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return {"cpu": used.ru_utime + used.ru_stime, "mib": used.ru_maxrss / unit}


def read_plain(base: Path) -> tuple[int, int]:
    """How many of the records are read line by line, and how many there are."""
    from kb.text import plain
    from kb.text.frontmatter import split

    texts = [path.read_text(encoding="utf-8") for path in base.rglob("*.md")]
    heads = [text[head.start : head.end] for text in texts if (head := split(text)[0]) is not None]
    return sum(plain.read(head) is not None for head in heads), len(heads)


def main() -> None:
    """Measures and prints JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=7)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from benchmarks.corpus import TODAY

    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "base"
        command = [sys.executable, "-m", "benchmarks.generate", str(base), "--records", str(options.records)]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        quick, many = read_plain(base)
        lint(PLAIN, base, TODAY.isoformat())
        turns = [
            [lint(program, base, TODAY.isoformat()) for program in (STRICT, PLAIN)]
            for _ in range(options.turns)
        ]
    ratios = [one["cpu"] / other["cpu"] for other, one in turns]
    document = {
        "question": "What does reading plain front matter line by line save in a cold kb lint?",
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "records": many,
        "read_line_by_line": quick,
        "turns": options.turns,
        "cpu_ratio": {
            "median": statistics.median(ratios),
            "mean": statistics.mean(ratios),
            "std": statistics.stdev(ratios),
            "low": min(ratios),
            "high": max(ratios),
        },
        "cpu_seconds": {
            name: statistics.median(t[i]["cpu"] for t in turns) for i, name in enumerate(("strict", "plain"))
        },
        "peak_mib": {
            name: statistics.median(t[i]["mib"] for t in turns) for i, name in enumerate(("strict", "plain"))
        },
    }
    print(json.dumps(document, indent=2))


if __name__ == "__main__":
    main()
