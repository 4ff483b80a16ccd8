"""Folds the news fragments of `changes/` into `CHANGELOG.md`: `python3 tools/changelog.py VERSION DATE`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("added", "changed", "fixed", "removed", "security")
MARK = "<!-- releases -->\n"


def fragments(folder: Path) -> dict[str, list[Path]]:
    """The fragments by kind, each named `<what>.<kind>.md`.

    Raises:
        ValueError: a file's name does not end in one of the kinds.
    """
    found: dict[str, list[Path]] = {kind: [] for kind in KINDS}
    for path in sorted(folder.glob("*.md")):
        if path.name == "README.md":
            continue
        kind = path.name.removesuffix(".md").rpartition(".")[2]
        if kind not in found:
            raise ValueError(f"{path.name}: the name has to end in .{{{','.join(KINDS)}}}.md")
        found[kind].append(path)
    return found


def section(version: str, date: str, news: dict[str, list[Path]]) -> str:
    """The Markdown of one release."""
    lines = [f"## {version} ({date})", ""]
    for kind, paths in news.items():
        if paths:
            items = ["- " + path.read_text(encoding="utf-8").strip().replace("\n", "\n  ") for path in paths]
            lines += [f"### {kind.capitalize()}", "", *items, ""]
    return "\n".join(lines)


def release(root: Path, version: str, date: str) -> None:
    """Writes the section of a release above the older ones and removes its fragments."""
    news = fragments(root / "changes")
    changelog = root / "CHANGELOG.md"
    head, mark, older = changelog.read_text(encoding="utf-8").partition(MARK)
    if not mark:
        raise ValueError(f"CHANGELOG.md lacks the line {MARK.strip()}")
    changelog.write_text(f"{head}{mark}\n{section(version, date, news)}{older}", encoding="utf-8")
    for paths in news.values():
        for path in paths:
            path.unlink()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python3 tools/changelog.py VERSION DATE")
    try:
        release(ROOT, sys.argv[1], sys.argv[2])
    except ValueError as problem:
        sys.exit(f"changelog: {problem}")
