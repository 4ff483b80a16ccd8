"""What does it cost a cold `kb lint` that people have confirmed citations?

Run: `python benchmarks/choices/suspect_citations.py > benchmarks/results/suspect_citations.json`

A generated base of 10,000 records is linted in turns with the same base in which one record in ten has confirmed all
that it cites, so that LK008 has digests to compute. CPU seconds of the processes; neither may find an error.
"""

import argparse
import json
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]
from timing import cpu_of_command, in_turns  # noqa: E402  # beside this script

from benchmarks.corpus import TODAY  # noqa: E402  # at the root of the repository


def confirm(folder: Path, share: float) -> dict[str, int]:
    """Write what `kb review --confirm` would write into a share of the records, and count it."""
    from kb import config, disk
    from kb.base import load
    from kb.changing import change
    from kb.citations import citations
    from kb.graph import Graph

    base = load(config.read(folder))
    graph = Graph(base)
    citing = [(document, found) for document in base.documents if (found := citations(graph, document))]
    wanted = round(len(base.documents) * share)
    chosen = citing[:: max(1, len(citing) // wanted)][:wanted]
    for document, found in chosen:
        said = {citation.target.id: citation.target.digest for citation in found}
        changed = change(document, base.types, {("reviewed",): said})
        disk.write_edits(folder, {document.path: document.source}, changed.edits)
    targets = {citation.target.id for _, found in chosen for citation in found}
    return {
        "records": len(base.documents),
        "confirming": len(chosen),
        "confirmations": sum(len(found) for _, found in chosen),
        "digests": len(targets),
    }


def main() -> None:
    """Measures and prints JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--share", type=float, default=0.1)
    parser.add_argument("--turns", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        plain, confirmed = Path(folder) / "plain", Path(folder) / "confirmed"
        command = [sys.executable, "-m", "benchmarks.generate", str(plain), "--records", str(options.records)]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        shutil.copytree(plain, confirmed)
        counted = confirm(confirmed, options.share)
        lint = [sys.executable, "-m", "kb", "lint", "--no-cache", "--today", TODAY.isoformat()]
        jobs = {
            "without": lambda: cpu_of_command(lint, cwd=plain),
            "confirmed": lambda: cpu_of_command(lint, cwd=confirmed),
        }
        figures = in_turns(jobs, "without", options.turns)
    document = {
        "question": "What does it cost a cold kb lint that people have confirmed citations?",
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        **counted,
        "turns": options.turns,
        "lint": figures,
    }
    print(json.dumps(document, indent=2))


if __name__ == "__main__":
    main()
