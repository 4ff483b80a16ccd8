"""What Markdown of a record becomes: constructs by example, any text as safe and well-formed HTML, in bounded time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.site.admonitions import unfold
from kb.site.prose import convert
from kb.site.sanitising import DEEPEST, TAGS
from tests.site.support import parse

CASES = {
    "a list after a paragraph": ("Words:\n- one\n- two\n", "<li>one</li>"),
    "a list nested by two blanks": ("- one\n  - inner\n", "<ul>\n<li>inner</li>"),
    "struck": ("~~old~~\n", "<del>old</del>"),
    "a task that is done": (
        "- [x] done\n",
        '<li class="task-list-item"><span class="kb-task" title="done">☑</span> done</li>',
    ),
    "a task that is open": ("- [ ] open\n", '<span class="kb-task">☐</span> open'),
    "an alert": (
        "> [!WARNING]\n> Mind.\n",
        '<div class="admonition warning">\n<p class="admonition-title">Warning</p>\n',
    ),
    "an alert with a title": ("> [!NOTE] Mind\n> This.\n", '<p class="admonition-title">Mind</p>'),
    "an admonition": (
        '!!! note "Mind"\n    This *one*.\n\nAfter.\n',
        "Mind</p>\n<p>This <em>one</em>.</p>\n</div>\n<p>After.</p>",
    ),
    "an admonition without a title of its own": (
        "!!! tip\n    This.\n",
        '<div class="admonition tip">\n<p class="admonition-title">Tip</p>',
    ),
    "an admonition without any title": (
        '!!! tip ""\n    This.\n',
        '<div class="admonition tip">\n<p>This.</p>',
    ),
    "an admonition of a kind of its own": (
        "!!! oddity\n    This.\n",
        '<div class="admonition note">\n<p class="admonition-title">Oddity</p>',
    ),
    "an admonition in one": (
        "!!! note\n    !!! tip\n        Two.\n\n    Three.\n",
        "<p>Two.</p>\n</div>\n<p>Three.</p>\n</div>",
    ),
    "an admonition in a list": ("- item\n\n    !!! note\n        This.\n", "<p>This.</p>\n  </div>\n</li>"),
    "a list in an admonition": ("!!! note\n    - one\n    - two\n", "<li>two</li>\n</ul>\n</div>"),
    "an admonition shown as code": ("```\n!!! note\n    This.\n```\n", "<code>!!! note\n    This.\n</code>"),
    "code in a language": (
        "```python\nx = 1\n```\n",
        '<div class="highlight"><pre><code>x <span class="o">=</span> <span class="mi">1</span>\n</code>',
    ),
    "code in a language nobody knows": (
        "```klingon\n<x>\n```\n",
        '<div class="highlight"><pre><code>&lt;x&gt;\n</code></pre></div>',
    ),
    "code without a language": ("```\na &lt; b\n```\n", "<code>a &amp;lt; b\n</code>"),
    "a footnote and the way back": (
        "Words.[^1]\n\n[^1]: Note.\n",
        'class="footnote-backref" aria-label="Back to the text"',
    ),
    "a wide table": ("| a |\n|--:|\n| 1 |\n", '<td align="right">1</td>'),
    "an address in another script": ("## Zusammenfassung für Größe\n", 'id="b-zusammenfassung-für-größe"'),
    "headings alike": ("# A\n\n# A\n", '<h2 id="b-a_1">A</h2>'),
    "a heading that is code": ("```\n# no\n```\n\n## A\n", '<h2 id="b-a">A</h2>'),
}


@pytest.mark.parametrize("name", CASES)
def test_what_people_write(name):
    text, shown = CASES[name]
    assert shown in convert(text)


@pytest.mark.parametrize(
    "text", ["a\n\nb\n", "    !!! note\n        code\n", "x !!! note\n", "!!! \n", "!!!note\n"]
)
def test_what_is_no_admonition_stays(text):
    assert unfold(text) == text


PIECES = [
    "# ",
    "- ",
    "> ",
    "> [!NOTE]\n",
    '!!! note "x"\n    ',
    "```python\n",
    "```",
    "| a | b |\n|---|---|\n",
    "[^1]",
    "[^1]: ",
    "    ",
    "<b>",
    "</b>",
    "<div>",
    "</p>",
    "<pre lang='python'><code>",
    "<h1>",
    "<h1 id='x'>",
    "<table>",
    "<td>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<svg onload=x>",
    "[x](javascript:x)",
    "![x](//e/x)",
    "<a href=' javascript:x'>",
    "<img src=x onerror=y>",
    "&lt;",
    "&#0;",
    "\x00",
    "\n",
    "\n\n",
    "*",
    "_",
    "`",
    "~~",
    "[[",
    "]]",
    "\\",
    "é",
    "\u202e",
    'class="md-header"',
    'id="__search"',
    "- [x] ",
    "kb",
    " ",
]
ALLOWED = {*TAGS, "#root"}
ATTRIBUTES = {
    "id",
    "class",
    "title",
    "lang",
    "dir",
    "href",
    "rel",
    "data-type",
    "src",
    "alt",
    "width",
    "height",
    "colspan",
    "rowspan",
    "align",
    "scope",
    "start",
    "open",
    "role",
    "tabindex",
    "aria-label",
}


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=40).map("".join))
def test_any_text_is_safe_and_well_formed(text):
    found = parse(convert(text))  # what is opened is closed
    for node in found.walk():
        assert node.tag in ALLOWED
        assert set(node.attributes) <= ATTRIBUTES
        address = node.attributes.get("href", node.attributes.get("src", ""))
        assert not address.lower().lstrip().startswith(("javascript:", "data:", "vbscript:", "//"))
        assert node.attributes.get("id", "b-").startswith(("b-", "fn-", "fnref-"))
    ids = [node.attributes["id"] for node in found.all("h2") if "id" in node.attributes]
    assert len(ids) == len(set(ids))


_N = 20_000
HOSTILE = {
    "quotes": "> " * _N,
    "lists": "".join("  " * depth + "- a\n" for depth in range(600)),
    "brackets": "[" * _N,
    "links": "[a](" * _N,
    "pictures": "![[" * _N,
    "emphasis": "*a _b " * _N,
    "tags": "<b>" * _N,
    "tables": "<table><tr><td>" * _N,
    "links in tags": "<a><b>" * _N,
    "headings": "# a\n" * 5000,
    "open headings": "<h1>" * _N,
    "comments": "<!--" * _N,
    "entities": "&" * _N,
    "footnotes": "[^1]: " * _N,
    "marks": '!!! note "\n' * _N,
    "admonitions": "".join("    " * depth + "!!! note\n" for depth in range(300)),
    "code": "```python\n" + "'" * _N + "\n```\n",
    "fences": "```\n" * _N,
    "pre": "<pre><code>" * _N,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_holds_a_build_up(name):
    before = time.process_time()
    found = convert(HOSTILE[name])
    assert time.process_time() - before < 2
    depth = deepest = 0
    for part in found.split("<")[1:]:
        depth += -1 if part.startswith("/") else 0 if part.startswith(("br", "hr", "img")) else 1
        deepest = max(deepest, depth)
    assert deepest <= DEEPEST + 50
