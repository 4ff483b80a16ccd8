"""Writes the text below the front matter: headings, lists, a table, code, and links of every form."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from benchmarks.drafts import Draft
from benchmarks.vocabulary import FEATURES, METHODS, SOURCES, Words

_HEADINGS = {
    "goal": ("Why now", "What changes", "How we will know"),
    "task": ("Background", "Method", "What counts as done"),
    "experiment": ("Setting", "Procedure", "Observations"),
    "review": ("Question", "How candidates were tried", "Reading the scores"),
    "decision": ("Context", "What speaks for it", "What would overturn it"),
    "risk": ("How it would show", "What is done", "Left over"),
    "product": ("Users", "Features", "Next version"),
    "privacy": ("What the contracts say", "Uses", "Open questions"),
    "stack": ("Requirements", "How they are met", "Additions"),
    "change": ("What was asked", "Effect", "Agreement"),
}


def body(words: Words, draft: Draft, files: Mapping[str, Draft]) -> str:
    """About forty lines on `draft`, linking to what it mentions; `files` gives the draft of each id."""
    first, second, third = _HEADINGS[draft.type]
    links = _links(words, draft, files)
    parts = [
        f"## {first}",
        f"{words.paragraph(3)}\n{words.sentence()} {links[0]}",
        f"## {second}",
        *_steps(words),
        links[1],
        _table(words),
        f"### {words.pick(METHODS).capitalize()}",
        _code(words),
        f"## {third}",
        f"> {words.sentence()}",
        links[2],
        _open_points(words),
    ]
    return "\n\n".join(parts) + "\n"


def _links(words: Words, draft: Draft, files: Mapping[str, Draft]) -> tuple[str, str, str]:
    """Sentences with a wiki link (with and without words), a relative link and a bare id."""
    names = draft.mentions or [draft.id]
    first, second, third = names[0], names[1 % len(names)], names[-1]
    target = files[third]
    relative = posixpath.relpath(target.path, posixpath.dirname(draft.path))
    return (
        f"It belongs to [[{first}]], and **nothing else** does.",
        f"See [[{second}|the record behind it]] and `{words.pick(METHODS)}` for details.",
        f"The numbers come from [{target.title}]({relative}); compare {first} before using them.",
    )


def _steps(words: Words) -> tuple[str, str]:
    points = "\n".join(f"- {words.sentence()}" for _ in range(4))
    numbered = "\n".join(f"{n}. Run *{words.pick(METHODS)}* on the {words.pick(SOURCES)}." for n in (1, 2))
    return points, numbered


def _table(words: Words) -> str:
    rows = [
        f"| {words.pick(FEATURES)} | {words.whole(100, 99_999)} | {words.between(0.1, 0.9, 3)} |"
        for _ in range(4)
    ]
    return "\n".join(["| segment | rows | error |", "| --- | ---: | ---: |", *rows])


def _code(words: Words) -> str:
    name = words.pick(FEATURES).replace(" ", "_").replace("-", "_")
    return (
        f'```python\nframe = read("{words.pick(SOURCES)}")\nframe = frame.dropna(subset=["{name}"])\n'
        f"model.fit(frame, seed={words.whole(1, 9999)})\nprint(score(model, frame))\n```"
    )


def _open_points(words: Words) -> str:
    return "\n".join(f"- [{mark}] {words.sentence()}" for mark in ("x", "x", " "))
