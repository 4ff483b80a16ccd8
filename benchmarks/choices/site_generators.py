"""Which site generator should publish the pages, and where must the records stand? CPU seconds and bytes.

Run: `python benchmarks/choices/site_generators.py > benchmarks/results/site_generators.json`
It takes some minutes.

The same Markdown pages are built by every candidate: in the navigation, and out of it. Ratios are to MkDocs
with Material and every page in the navigation, which is what a team gets that puts its records into `docs/`.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from samples import bodies, digest
from timing import cpu_of_command, in_turns, report

DISTRIBUTIONS = ("mkdocs", "mkdocs-material", "properdocs", "zensical", "Markdown")
REFERENCE = "MkDocs + Material, in the navigation"
_OUT_OF_NAV = "nav:\n  - index.md\nnot_in_nav: |\n  /records/*\n"
_MATERIAL = "theme:\n  name: material\n  font: false\n"
_PLAIN = "theme:\n  name: mkdocs\n"
_BASE = "site_name: Records\nmarkdown_extensions: [tables, fenced_code, toc]\nplugins: [search]\n"

# name -> (module to run, theme, navigation)
CANDIDATES: dict[str, tuple[str, str, str]] = {
    REFERENCE: ("mkdocs", _MATERIAL, ""),
    "MkDocs + Material, navigation.prune": ("mkdocs", _MATERIAL + "  features: [navigation.prune]\n", ""),
    "MkDocs + Material, out of the navigation": ("mkdocs", _MATERIAL, _OUT_OF_NAV),
    "MkDocs + plain theme, out of the navigation": ("mkdocs", _PLAIN, _OUT_OF_NAV),
    "ProperDocs + Material, out of the navigation": ("properdocs", _MATERIAL, _OUT_OF_NAV),
    "Zensical, out of the navigation": ("zensical", _MATERIAL, _OUT_OF_NAV),
}


def write_project(folder: Path, count: int, seed: int, theme: str, navigation: str) -> list[str]:
    """A project of `count` record pages and an index page; gives the texts of the pages."""
    texts = bodies(count, seed)
    records = folder / "docs" / "records"
    records.mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Records\n\n" + _index(count), encoding="utf-8")
    for number, text in enumerate(texts, start=1):
        page = f"# TASK-{number:04d}\n\n" + text.replace("../docs/index.md", "../index.md")
        (records / f"task-{number:04d}.md").write_text(page, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_BASE + theme + navigation, encoding="utf-8")
    return texts


def _index(count: int) -> str:
    return "".join(f"- [TASK-{number:04d}](records/task-{number:04d}.md)\n" for number in range(1, count + 1))


def build(folder: Path, module: str) -> float:
    """CPU seconds of one build from nothing."""
    for left_over in ("site", ".cache"):
        shutil.rmtree(folder / left_over, ignore_errors=True)
    return cpu_of_command([sys.executable, "-m", module, "build", "-f", "mkdocs.yml"], cwd=folder)


def weigh(folder: Path) -> dict[str, int]:
    """Bytes of the built site, and of one record's page."""
    site = folder / "site"
    pages = [page.stat().st_size for page in site.glob("records/**/*.html")]
    return {
        "site_bytes": sum(path.stat().st_size for path in site.rglob("*") if path.is_file()),
        "pages": len(pages),
        "page_bytes_median": int(statistics.median(pages)),
    }


def measure(count: int, seed: int, repeats: int, root: Path) -> dict[str, object]:
    """All candidates on `count` pages."""
    folders: dict[str, Path] = {}
    texts: list[str] = []
    jobs: dict[str, Callable[[], float]] = {}
    for number, (name, (module, theme, navigation)) in enumerate(CANDIDATES.items()):
        folder = root / f"{count}-{number}"
        texts = write_project(folder, count, seed, theme, navigation)
        folders[name] = folder
        jobs[name] = lambda folder=folder, module=module: build(folder, module)
    speed = in_turns(jobs, REFERENCE, repeats)
    weights = {name: weigh(folder) for name, folder in folders.items()}
    if {weight["pages"] for weight in weights.values()} != {count}:
        raise SystemExit(f"not every candidate built {count} pages: {weights}")
    return {"digest": digest(texts), "speed": speed, "weight": weights}


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, nargs="+", default=[200, 400])
    options.add_argument("--seed", type=int, default=20261123)
    options.add_argument("--repeats", type=int, default=5)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as root:
        tables = {
            str(count): measure(count, chosen.seed, chosen.repeats, Path(root)) for count in chosen.pages
        }
    report(
        "Which site generator should publish the pages, and where must the records stand?",
        DISTRIBUTIONS,
        {
            "data": {"seed": chosen.seed, "pages": chosen.pages},
            "pages": tables,
        },
    )


if __name__ == "__main__":
    main()
