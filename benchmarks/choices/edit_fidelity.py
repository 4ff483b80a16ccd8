"""Which way of editing front matter changes one value and nothing else? The share of byte-exact edits.

Run: `python benchmarks/choices/edit_fidelity.py > benchmarks/results/edit_fidelity.json`

Each generated file is varied as people vary theirs (quotes, comments, flow, CRLF, BOM, no final newline, odd
indentation, trailing blanks, look-alike keys). One top-level value is changed; the file must then equal
the old one with only that value's characters replaced, byte for byte.
"""

import argparse
import itertools
import random
import re
from collections.abc import Callable
from io import StringIO

import frontmatter
import ruamel.yaml
import yaml
from samples import digest
from timing import report

DISTRIBUTIONS = ("PyYAML", "ruamel.yaml", "python-frontmatter")
KEY = "status"
OLD, NEW = "doing", "review"
BOM = "\ufeff"


def files(count: int, seed: int) -> list[tuple[str, str]]:
    """`count` pairs of a file's text before the edit and what it must be after it."""
    chance = random.Random(seed)
    makers = itertools.cycle(_VARIATIONS)
    pairs: list[tuple[str, str]] = []
    while len(pairs) < count:
        variations = {next(makers), *chance.sample(_VARIATIONS, k=chance.randint(0, 3))}
        template = _file(chance, variations)
        pairs.append((template.replace("@@", OLD), template.replace("@@", NEW)))
    return pairs


_VARIATIONS = (
    "plain",
    "single quoted",
    "double quoted",
    "comment after",
    "comment lines",
    "crlf",
    "bom",
    "no final newline",
    "flow map",
    "wide indent",
    "trailing blanks",
    "nested look-alike",
    "block look-alike",
    "long line",
    "emoji",
    "unknown key",
    "empty value",
    "aligned colons",
    "list at key level",
    "body look-alike",
)


def _file(chance: random.Random, variations: set[str]) -> str:
    quote = "'" if "single quoted" in variations else '"' if "double quoted" in variations else ""
    value = f"{quote}@@{quote}" + ("   # since Monday" if "comment after" in variations else "")
    colon = "    : " if "aligned colons" in variations else ": "
    indent = "    " if "wide indent" in variations else "  "
    lines = [f"id: TASK-{chance.randint(1, 9999):04d}", "type: task"]
    lines += ["# what we believe", ""] if "comment lines" in variations else []
    lines += [f"title: {'Größe 🌍 prüfen' if 'emoji' in variations else 'Compare two encodings'}"]
    lines += [f"data: {{status: {OLD}, rows: 10}}"] if "flow map" in variations else []
    lines += ["smart:", f"{indent}status: {OLD}"] if "nested look-alike" in variations else []
    block = ["note: |", f"{indent}status: {OLD}", f"{indent}second line"]
    lines += block if "block look-alike" in variations else []
    lines += [f"{KEY}{colon}{value}" + ("  " if "trailing blanks" in variations else "")]
    lines += ["assignee:"] if "empty value" in variations else []
    lines += ["x-team:   'north'"] if "unknown key" in variations else []
    lines += ["relevant: " + "a long reason that goes on " * 6] if "long line" in variations else []
    lines += ["tags:", "- a", "- b"] if "list at key level" in variations else ["tags: [ a,b ]"]
    body = ["", "# Notes", "", f"status: {OLD}" if "body look-alike" in variations else "Some words.", ""]
    text = "\n".join(["---", *lines, "---", *body])
    text = text.rstrip("\n") if "no final newline" in variations else text
    text = text.replace("\n", "\r\n") if "crlf" in variations else text
    return (BOM if "bom" in variations else "") + text


_OPENING = re.compile(r"\ufeff?---\r?\n")
_CLOSING = re.compile(r"^---\r?$", re.MULTILINE)


def _split(text: str) -> tuple[str, str, str]:
    """The text before the front matter, the front matter, and the rest from the closing mark on."""
    opening = _OPENING.match(text)
    if opening is None:
        raise ValueError("no front matter")
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        raise ValueError("front matter is not closed")
    return text[: opening.end()], text[opening.end() : closing.start()], text[closing.start() :]


def by_frontmatter(text: str) -> str:
    """`frontmatter.loads`, change, `frontmatter.dumps`."""
    post = frontmatter.loads(text)
    post[KEY] = NEW
    return str(frontmatter.dumps(post))


def by_pyyaml(text: str) -> str:
    """Load and dump the front matter alone, keeping the key order and the body's own characters."""
    before, matter, rest = _split(text)
    data = yaml.safe_load(matter)
    data[KEY] = NEW
    return before + yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=10_000) + rest


def by_ruamel(text: str) -> str:
    """The round trip of ruamel.yaml for the front matter alone, with the settings that keep most."""
    before, matter, rest = _split(text)
    codec = ruamel.yaml.YAML(typ="rt")
    codec.preserve_quotes = True
    codec.width = 10_000
    data = codec.load(matter)
    data[KEY] = NEW
    out = StringIO()
    codec.dump(data, out)
    newline = "\r\n" if "\r\n" in matter else "\n"
    return before + out.getvalue().replace("\n", newline) + rest


def by_line(text: str) -> str:
    """Replace the rest of the first line that starts with the key, as a shell script would."""
    return re.sub(rf"^{KEY}:.*$", f"{KEY}: {NEW}", text, count=1, flags=re.MULTILINE)


def by_span(text: str) -> str:
    """Find the value's own span by the parser's marks and replace those characters, quotes kept."""
    before, matter, rest = _split(text)
    root = yaml.compose(matter, Loader=yaml.CSafeLoader)
    for key, value in root.value:
        if key.value == KEY:
            start, end = value.start_mark.index, value.end_mark.index
            quote = value.style or ""
            return before + matter[:start] + quote + NEW + quote + matter[end:] + rest
    raise ValueError(f"no {KEY}")


WAYS: dict[str, Callable[[str], str]] = {
    "python-frontmatter dumps": by_frontmatter,
    "PyYAML dump": by_pyyaml,
    "ruamel.yaml round trip": by_ruamel,
    "line by regular expression": by_line,
    "span replacement": by_span,
}


def outcome(way: Callable[[str], str], before: str, after: str) -> str:
    """`exact`, `changed more`, `wrong value`, or the exception that escaped."""
    try:
        got = way(before)
    except Exception as error:  # noqa: BLE001 - which exception escapes is the finding
        return type(error).__name__
    if got == after:
        return "exact"
    try:
        kept = yaml.safe_load(_split(got)[1])
    except (ValueError, yaml.YAMLError):
        return "not readable afterwards"
    return "changed more" if kept == yaml.safe_load(_split(after)[1]) else "wrong value"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=300)
    options.add_argument("--seed", type=int, default=20261123)
    chosen = options.parse_args()
    pairs = files(chosen.files, chosen.seed)
    table: dict[str, object] = {}
    for name, way in WAYS.items():
        outcomes = [outcome(way, before, after) for before, after in pairs]
        counts = {text: outcomes.count(text) for text in sorted(set(outcomes))}
        table[name] = {"byte_exact_share": round(outcomes.count("exact") / len(pairs), 4), "outcomes": counts}
    report(
        "Which way of editing front matter changes one value and nothing else?",
        DISTRIBUTIONS,
        {
            "data": {
                "files": len(pairs),
                "seed": chosen.seed,
                "digest": digest(before for before, _ in pairs),
            },
            "ways": table,
        },
    )


if __name__ == "__main__":
    main()
