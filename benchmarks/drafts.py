"""A record before it is written: its values, the text below them and the file it goes to."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from benchmarks.vocabulary import slug

PREFIXES = {
    "goal": "GOAL",
    "task": "TASK",
    "experiment": "EXP",
    "review": "REV",
    "decision": "DEC",
    "risk": "RISK",
    "product": "PROD",
    "privacy": "PRIV",
    "stack": "STACK",
    "change": "CHG",
}
FOLDERS = {
    "goal": "research/goals",
    "task": "backlog",
    "experiment": "research/experiments",
    "review": "research/reviews",
    "decision": "research/decisions",
    "risk": "research/risks",
    "product": "research/products",
    "privacy": "research/privacy",
    "stack": "research/stacks",
    "change": "research/changes",
}

# What a scalar may look like without quotes, for YAML 1.1 and 1.2 readers alike; commas not in flow style.
_PLAIN_FLOW = re.compile(r"[A-Za-z](?:[^:#\n\"'\[\]{},&*!|>%@`]|:(?=[^\s,\[\]{}]))*\Z")
_PLAIN_BLOCK = re.compile(r"[A-Za-z](?:[^:#\n\"'\[\]{}&*!|>%@`]|:(?=[^\s,\[\]{}]))*\Z")
_WORDS_TAKEN = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_WIDEST_FLOW = 100
_WIDEST_NESTED = 170


@dataclass
class Draft:
    """One record: front-matter values in writing order, what its body links to, and its body's text."""

    id: str
    type: str
    title: str
    values: dict[str, Any]
    mentions: list[str] = field(default_factory=list)
    body: str = ""

    @property
    def path(self) -> str:
        """Where the record lies, relative to the base, with forward slashes."""
        return f"{FOLDERS[self.type]}/{self.id}-{slug(self.title)}.md"

    def text(self) -> str:
        """The whole file."""
        return f"---\n{front_matter(self.values)}---\n\n{self.body}"


def scalar(value: Any, plain: re.Pattern[str] = _PLAIN_BLOCK) -> str:
    """A YAML scalar that every reader takes for the same value; quoted unless `plain` allows it bare."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.isoformat() + "Z"
    if isinstance(value, dt.date):
        return value.isoformat()
    if not isinstance(value, str):
        return repr(value)
    if plain.match(value) and value.lower() not in _WORDS_TAKEN and not value.endswith(" "):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def flow(value: Any) -> str:
    """A value on one line, in YAML's flow style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value, _PLAIN_FLOW)


def front_matter(values: dict[str, Any]) -> str:
    """`values` as YAML: short maps and lists in flow style, longer ones as blocks, as people write them."""
    return "".join(line + "\n" for line in _block(values, ""))


def _block(values: dict[str, Any], indent: str) -> list[str]:
    lines: list[str] = []
    for key, value in values.items():
        lines += _entry(f"{indent}{key}:", value, indent + "  ")
    return lines


def _entry(head: str, value: Any, indent: str) -> list[str]:
    if isinstance(value, str) and len(value) > 150:
        return [f"{head} >-", *_folded(value, indent)]
    if not isinstance(value, (dict, list)):
        return [f"{head} {scalar(value)}"]
    line = f"{head} {flow(value)}"
    widest = _WIDEST_NESTED if len(indent) > 2 else _WIDEST_FLOW
    if len(line) <= widest and not (isinstance(value, dict) and len(value) > 4):
        return [line]
    return [head, *(_block(value, indent) if isinstance(value, dict) else _items(value, indent))]


def _items(values: list[Any], indent: str) -> list[str]:
    lines: list[str] = []
    for value in values:
        if isinstance(value, dict) and len(flow(value)) > _WIDEST_NESTED:
            first, *rest = _block(value, indent + "  ")
            lines += [f"{indent}- {first.lstrip()}", *rest]
        else:
            lines.append(f"{indent}- {flow(value) if isinstance(value, (dict, list)) else scalar(value)}")
    return lines


def _folded(text: str, indent: str) -> list[str]:
    lines, line = [], indent
    for word in text.split(" "):
        if len(line) + len(word) > _WIDEST_FLOW and line.strip():
            lines.append(line.rstrip())
            line = indent
        line += word + " "
    return [*lines, line.rstrip()]
