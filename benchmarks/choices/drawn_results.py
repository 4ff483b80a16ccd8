"""What do the charts of results cost a site, and how heavy are the pages that hold them?

Run: `PYTHONPATH=src:. python benchmarks/choices/drawn_results.py > benchmarks/results/drawn_results.json`

Every page of a generated base of 1,000 records is drawn in a process of its own, turn by turn with what draws charts
and without it, where the tables stand alone; what is compared is the CPU time of both. A second part counts the
drawings and the bytes of the pages of results.
"""

import argparse
import datetime as dt
import sys
import tempfile
from pathlib import Path

from samples import digest
from timing import cpu_of_command, in_turns, report

TODAY = dt.date(2026, 3, 2)
PAGES = ("goals", "experiments", "leaderboards", "reviews", "decisions", "risks", "product", "technology")


def drawn(base: Path, *, charts: bool) -> dict[str, str]:
    """Every page of the site of a base, by its path."""
    from kb import base as bases
    from kb import config
    from kb.site import builder
    from kb.site.charts import vega
    from kb.site.material import Material

    if not charts:
        vega._library = lambda: None
    material = Material(bases.load(config.read(base)), TODAY)
    return {page.path: page.draw() for page in builder.pages(material)}


def pages_of_results(base: Path) -> list[dict[str, object]]:
    """How many drawings each page of results has, and what it weighs."""
    return [
        {"page": path, "bytes": len(html.encode()), "drawings": html.count('<svg class="kb-plot')}
        for path, html in drawn(base, charts=True).items()
        if path.removesuffix(".md").split("/")[0] in PAGES
    ]


def main() -> int:
    """Measure, and print what was found as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--child", choices=("with", "without"))
    parser.add_argument("--base", type=Path)
    asked = parser.parse_args()
    if asked.child:
        drawn(asked.base, charts=asked.child == "with")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "base"
        cpu_of_command(
            [sys.executable, "-m", "benchmarks.generate", str(base), "--records", str(asked.records)]
        )

        def job(how: str) -> float:
            return cpu_of_command([sys.executable, __file__, "--child", how, "--base", str(base)])

        content = digest(path.read_text(encoding="utf-8") for path in sorted(base.rglob("*.md")))
        turns = in_turns(
            {how: lambda how=how: job(how) for how in ("with", "without")}, "without", asked.repeats
        )
        pages = pages_of_results(base)
    found = {"digest": content, "records": asked.records, "ways": turns, "pages": pages}
    report(str(__doc__).partition("\n")[0], ["vl-convert-python"], found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
