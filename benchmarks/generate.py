"""Generates a base of any size from a seed: every record type, valid under every rule, or with known defects.

python -m benchmarks.generate DIR --records 10000 --seed 1
python -m benchmarks.generate DIR --records 100 --defects 3      # and defects.json beside kb.toml
python -m benchmarks.generate DIR --records 1000 --as-mkdocs     # a plain MkDocs project, pages in the nav
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks import writing_context, writing_work
from benchmarks.bodies import body
from benchmarks.corpus import FEWEST, TODAY, Plan, plan
from benchmarks.drafts import Draft

_CONFIGURATION = """\
name = "Generated research"

[workflow.wip]
doing = {many}
review = {review}

[workflow.wip_per_person]
doing = {many}
"""


def drafts(made: Plan) -> list[Draft]:
    """Every record of a plan, with its body."""
    found = [writing_context.goal(made, aim) for aim in made.aims]
    found += [writing_work.task(made, job) for job in made.jobs]
    found += [writing_work.experiment(made, trial) for trial in made.trials]
    found += [writing_work.review(made, name, job) for name, job in made.reviews]
    found += [writing_context.decision(made, choice) for choice in made.choices]
    for kind, write in (
        ("risk", writing_context.risk),
        ("product", writing_context.product),
        ("privacy", writing_context.privacy),
        ("stack", writing_context.stack),
        ("change", writing_context.change),
    ):
        found += [write(made, number) for number in range(1, made.counts[kind] + 1)]
    by_id = {draft.id: draft for draft in found}
    for draft in found:
        draft.body = body(made.words, draft, by_id)
    return found


def files(records: int, seed: int, today: dt.date = TODAY) -> dict[str, str]:
    """The base as texts by path relative to it; the same arguments give the same bytes.

    Raises:
        ValueError: `records` is too small to hold every type.
    """
    return texts_of(drafts(plan(records, seed, today)))


def texts_of(records: list[Draft]) -> dict[str, str]:
    """The files of these records, and a kb.toml with limits on work in progress wide enough for all."""
    return {
        "kb.toml": configuration(10 * len(records)),
        **{draft.path: draft.text() for draft in records},
    }


def configuration(many: int, review: int | None = None) -> str:
    """A kb.toml that allows `many` tasks in work, for the team and for each person, and `review` in review."""
    return _CONFIGURATION.format(many=many, review=review or many)


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Writes each text to its path under `folder`, with LF line ends on every system."""
    for name, text in texts.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())


def mkdocs_files(texts: Mapping[str, str], in_navigation: bool = True) -> dict[str, str]:
    """The same records as a MkDocs project with the Material theme and nothing of kb.

    With `in_navigation` every page stands in the navigation, by folder; otherwise none but the first does.
    """
    pages = [name for name in texts if name.endswith(".md")]
    settings = [
        "site_name: Generated research",
        "theme:",
        "  name: material",
        "plugins: [search]",
        "markdown_extensions: [tables, fenced_code]",
        "validation: {links: {unrecognized_links: ignore}}",
    ]
    if in_navigation:
        settings += ["nav:", "  - index.md", *_navigation(pages)]
    else:
        settings += ["nav: [index.md]", "not_in_nav: |", "  /backlog/", "  /research/"]
    return {
        "mkdocs.yml": "\n".join(settings) + "\n",
        "docs/index.md": "# Generated research\n",
        **{f"docs/{name}": texts[name] for name in pages},
    }


def _navigation(pages: Iterable[str]) -> list[str]:
    lines, last = [], ""
    for name in sorted(pages):
        folder = name.rsplit("/", 1)[0]
        if folder != last:
            lines.append(f"  - {folder.rsplit('/', 1)[-1]}:")
            last = folder
        lines.append(f"    - {name}")
    return lines


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line; 0 when the base is written, 2 when the folder or a number does not do."""
    options = _parser().parse_args(arguments)
    if options.dir.exists() and any(options.dir.iterdir()):
        print(f"{options.dir} is not empty; name a new folder", file=sys.stderr)
        return 2
    try:
        made = plan(options.records, options.seed, options.today)
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 2
    records = drafts(made)
    if options.as_mkdocs:
        write(options.dir, mkdocs_files(texts_of(records), not options.outside_nav))
    elif options.defects:
        from benchmarks.defects import write_with_defects

        write_with_defects(options.dir, made, records, options.defects)
    else:
        write(options.dir, texts_of(records))
    print(f"{options.records} records in {options.dir}; lint them with --today {options.today}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.generate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("dir", type=Path, help="a folder that is empty or does not exist yet")
    parser.add_argument("--records", type=int, default=100, help=f"how many records, at least {FEWEST}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--today",
        type=dt.date.fromisoformat,
        default=TODAY,
        metavar="DATE",
        help="the day the base is written for (default %(default)s)",
    )
    parser.add_argument(
        "--defects", type=int, default=0, metavar="K", help="add K known defects of each rule"
    )
    parser.add_argument("--as-mkdocs", action="store_true", help="write docs/ and mkdocs.yml without kb")
    parser.add_argument(
        "--outside-nav", action="store_true", help="with --as-mkdocs: pages outside the navigation"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
