"""Generated front matters and bodies, the same for every choice that is measured on text.

Seeded, so that everybody measures the same characters; `digest` says which ones they were.
"""

import hashlib
import random
from collections.abc import Iterable

_WORDS = (
    "baseline",
    "forecast",
    "holiday",
    "demand",
    "churn",
    "gradient",
    "boosting",
    "cross",
    "validation",
    "leakage",
    "encoding",
    "seasonal",
    "window",
    "recall",
    "precision",
    "sensor",
    "defect",
    "threshold",
    "calibration",
    "sample",
    "drift",
    "latency",
    "feature",
    "target",
    "quantile",
)
_STATES = ("idea", "backlog", "ready", "doing", "review", "done")


def digest(texts: Iterable[str]) -> str:
    """SHA-256 over the texts, each ended by a NUL, as `sha256:…`."""
    running = hashlib.sha256()
    for text in texts:
        running.update(text.encode() + b"\0")
    return f"sha256:{running.hexdigest()}"


def front_matters(count: int, seed: int) -> list[str]:
    """`count` front matters of a task (without the `---` lines), about 28 lines each."""
    chance = random.Random(seed)
    return [_front_matter(chance, number) for number in range(1, count + 1)]


def bodies(count: int, seed: int) -> list[str]:
    """`count` Markdown bodies of about 40 lines: headings, paragraphs, lists, a table, code, links."""
    chance = random.Random(seed)
    return [_body(chance) for _ in range(count)]


def _phrase(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))


def _front_matter(chance: random.Random, number: int) -> str:
    commit = f"{chance.getrandbits(160):040x}"
    return f"""\
id: TASK-{number:04d}
type: task
title: {_phrase(chance, 6).capitalize()}
status: {chance.choice(_STATES)}
created: 2026-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}
owner: data-lead
tags: [{chance.choice(_WORDS)}, {chance.choice(_WORDS)}]
goal: GOAL-{chance.randint(1, 20):04d}
research: model
assignee: analyst
hypothesis: >-
  {_phrase(chance, 12)}
  {_phrase(chance, 12)}
smart:
  specific: {_phrase(chance, 10)}
  measurable:
    metric: recall
    dataset: holdout-{chance.randint(1, 9)}
    baseline: {chance.random():.3f}
    target: {chance.random():.3f}
    direction: higher
  achievable:
    effort_days: {chance.randint(1, 10)}
    needs:
      - {_phrase(chance, 3)}
      - {_phrase(chance, 3)}
  relevant: {_phrase(chance, 8)}
  time_bound: 2027-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}
expectation: {{gain: {chance.randint(1, 5)}, confidence: 0.{chance.randint(1, 9)}}}
depends_on: [TASK-{chance.randint(1, 999):04d}, TASK-{chance.randint(1, 999):04d}]
x-commit: "{commit}"
"""


def _item(chance: random.Random) -> str:
    return f"- **{_phrase(chance, 2)}**: {_phrase(chance, 8)}, see [[TASK-0007]]"


def _row(chance: random.Random) -> str:
    return f"| {_phrase(chance, 2)} | {chance.random():.3f} | {chance.random():.3f} |"


def _body(chance: random.Random) -> str:
    parts = []
    for _ in range(3):
        parts.append(f"## {_phrase(chance, 4).capitalize()}\n\n{_phrase(chance, 60).capitalize()}.\n")
        items = "\n".join(_item(chance) for _ in range(4))
        parts.append(f"{items}\n")
    rows = "\n".join(_row(chance) for _ in range(5))
    parts.append(f"| model | recall | precision |\n| --- | ---: | ---: |\n{rows}\n")
    parts.append(f"```python\nscore = evaluate({chance.random():.3f})\nprint(score)\n```\n")
    parts.append(f"More in [{_phrase(chance, 2)}](../docs/index.md) and `{_phrase(chance, 1)}`.\n")
    return "\n".join(parts)
