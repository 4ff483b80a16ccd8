"""Payloads taken apart, mixed and wrapped at random: whatever comes of them is drawn as text."""

from __future__ import annotations

import html
import random
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from kb.site import builder
from kb.site.material import Material
from tests.site.acting import CONTENTS
from tests.site.payloads import HIT, PAYLOADS
from tests.site.support import material, note
from tests.site.test_safety import quoted

TOGETHER = 60
LETTERS = "<>\"'`=/&;:#!{}[]()|\\ \t-~*_\u2028\u00a0"
WRAPPED = (
    "{}", "`{}`", "``{} ", "[x]({})", "[{}](x.md)", "![{}](x.png)", "![x]({})", "[x][{}]", "<{}>",
    "| a | {} |\n|---|---|\n| {} | b |",
    "> {}", "- {}\n    {}", "1. {}", "```{}\n{}\n```", "~~~\n{}\n~~~", "    {}", "<!-- {} -->", "<!--{}",
    "[[DEC-0001|{}]]",
    "<b title='{}'>x</b>", '<a href="{}">x</a>', '<img alt="{}" src=x>', "<p>{}", "<details>{}</details>",
    "<table><td>{}",
    "<pre>{}</pre>", "<svg>{}</svg>", "<math>{}</math>", "&#60;{}&#62;", "# {}", "{}\n===", "x[^1]\n\n[^1]: {}",
    "!!! {}\n    {}",
    "<https://x.example/{}>", "https://x.example/{}", "<div>\n\n{}\n\n</div>", "*[{}]: {}\n\n{}", "$${}$$",
    "<![CDATA[{}]]>",
)  # fmt: skip


def mutated(chance: random.Random) -> str:
    """One text: a payload or two, changed here and there, inside some Markdown."""
    text = chance.choice(PAYLOADS)
    for _ in range(chance.randrange(4)):
        text = chance.choice(CHANGES)(text, chance)
    wrap = chance.choice(WRAPPED)
    return wrap.replace("{}", text)[:2000]


def spliced(text: str, chance: random.Random) -> str:
    """The beginning of one payload and the end of another."""
    other = chance.choice(PAYLOADS)
    return text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other)) :]


def sprinkled(text: str, chance: random.Random) -> str:
    """A letter that means something, put where it does not belong."""
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(LETTERS) + text[at:]


def shortened(text: str, chance: random.Random) -> str:
    """A letter less."""
    at = chance.randrange(max(1, len(text)))
    return text[:at] + text[at + 1 :]


def encoded(text: str, chance: random.Random) -> str:
    """A letter as an entity, as a part of an address, or in the other case."""
    at = chance.randrange(max(1, len(text)))
    letter = text[at : at + 1]
    ways = (
        letter.swapcase(),
        quote(letter),
        *(f"&#{ord(c)};" for c in letter),
        *(f"&#x{ord(c):x}" for c in letter),
    )
    return text[:at] + chance.choice((*ways, html.escape(letter))) + text[at + 1 :]


def nested(text: str, chance: random.Random) -> str:
    """A payload inside another."""
    other = chance.choice(PAYLOADS)
    at = chance.randrange(len(text) + 1)
    return text[:at] + other + text[at:]


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (spliced, sprinkled, shortened, encoded, nested)


def drawn(root: Path, texts: list[str]) -> list[str]:
    """What the pages of tasks with these texts consist of."""
    files = {}
    for number, text in enumerate(texts, 1):
        line = quoted(" ".join(text.split())[:110] or "x")
        files[f"backlog/TASK-{number:04d}.md"] = note(
            f"id: TASK-{number:04d}\ntype: task\ntitle: {line}\nstatus: idea\ncreated: 2026-11-01\nhypothesis: {line}\n"
            f"blocked: {{since: 2026-11-02, reason: {line}}}\nsmart: {{specific: {line}, relevant: {line}}}",
            text,
        )
    found: Material = material(root, files)
    pages = [page for page in builder.pages(found) if page.source is not None]
    return [page.draw() for page in pages]


def hits(root: Path, texts: list[str], tabs, serve) -> list[str]:
    """The texts of which something ran, loaded from elsewhere, or shadowed a name."""
    site = root / "site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("<!doctype html><title>x</title>")
    contents = drawn(root / "base", texts)
    for number, content in enumerate(contents):
        (site / f"{number}.html").write_text(f"<article>{content}</article>", encoding="utf-8")
    page = tabs.open(serve(site))
    ran = page.evaluate(CONTENTS, ["", [f"{number}.html" for number in range(len(contents))]])
    page.context.close()
    return [f"{contents[int(name.partition('.')[0])]!r}"[:3000] for name in ran]


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("seed", [11, 12])
def test_mixed_payloads_do_nothing(tmp_path: Path, tabs, serve, seed):
    chance = random.Random(seed)
    texts = [mutated(chance) for _ in range(2 * TOGETHER)]
    assert len(set(texts)) > TOGETHER
    assert hits(tmp_path, texts, tabs, serve) == []


@pytest.mark.browser
def test_the_test_would_tell(tmp_path: Path, tabs, serve, monkeypatch):
    """Where bodies are not sanitised, payloads do run."""
    monkeypatch.setattr("kb.site.prose.sanitise", lambda fragment: fragment)
    assert hits(tmp_path, [f"<script>{HIT}</script>", "harmless"], tabs, serve) != []


@pytest.mark.browser
@pytest.mark.soak
def test_mixed_payloads_do_nothing_for_long(tmp_path: Path, tabs, serve, request):
    end = time.monotonic() + 60 * 10
    seed = count = 0
    while time.monotonic() < end:
        chance = random.Random(seed)
        found = hits(tmp_path / str(seed), [mutated(chance) for _ in range(4 * TOGETHER)], tabs, serve)
        assert found == [], f"seed {seed}"
        seed, count = seed + 1, count + 4 * TOGETHER
    print(f"{count} texts, nothing ran")
