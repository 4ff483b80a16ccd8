"""Drawn pages as Markdown: whatever extensions look at them, they come out with the same meaning."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.site import builder
from kb.site.tree.guarding import carefully, guarded, swiftly
from tests.site.payloads import PAYLOADS
from tests.site.support import material, note

# What people switch on, what Zensical switches on, and what looks at lines before HTML is put aside.
PLAIN = ["admonition", "attr_list", "def_list", "footnotes", "tables", "toc"]
MANY = [
    *PLAIN, "abbr", "md_in_html", "nl2br", "smarty", "wikilinks", "sane_lists", "meta",
    "pymdownx.arithmatex", "pymdownx.b64", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details",
    "pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink",
    "pymdownx.mark", "pymdownx.progressbar", "pymdownx.smartsymbols", "pymdownx.snippets", "pymdownx.superfences",
    "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde",
]  # fmt: skip
HOSTILE = {
    "blank lines": "one\n\n\n\ntwo\n\n\n    indented\n\n\n    code, after two blank lines\n",
    "fences": "```python\n\nprint('```')\n\n\n```\n\n~~~\n```\nopen\n```\n~~~\n",
    "a fence in a list": "- a\n\n    ```\n    b\n\n    c\n    ```\n",
    "templates": "{{ config }} {% raw %}{{ 7*7 }}{% endraw %} {# gone #} ${x} <%= y %>\n",
    "snippets": '--8<-- "kb.toml"\n\n--8<--\nkb.toml\n--8<--\n\n;--8<-- "x"\n',
    "snippets in code": '```\n--8<-- "kb.toml"\n```\n\n`--8<-- "kb.toml"`\n',
    "wiki links": "[[Home]] [[TASK-0009]] [x][y] [^1]\n\n[^1]: a note\n\n*[HTML]: nothing\n",
    "marks of criticism": "{++new++} {--old--} {~~a~>b~~} {>>why<<} {==this==}\n",
    "admonition": '!!! note "x"\n    text\n\n    more\n\n??? a\n    b\n',
    "blocks": "::: kb.site\n\n/// note\nx\n///\n\n=== tab\n    x\n",
    "front matter": "---\ntitle: hidden\ntemplate: evil.html\n---\n\ntext\n",
    "keys at the top": "title: hidden\ntemplate: evil.html\n\ntext\n",
    "attributes": "text {: onclick=alert(1) }\n\n# head {#own .cls onclick=alert(1)}\n",
    "markdown in HTML": '<div markdown="1">\n\n# not a heading of ours\n\n*text*\n</div>\n',
    "unbalanced": "<div><div>\n\nopen\n\n</section></div></div></div></div>\n\nafter *that*\n",
    "tabs": "```\n\ta\tb\n\t\tc\n```\n",
    "entities": "&amp; &lt;b&gt; &#123;&#123; x }} &copy; &notanentity; & &\n",
    "backslashes": "\\* \\[x\\] \\\\ \\` C:\\temp\\new\n",
    "trailing blanks": "a  \nb\\\nc   \n\n```\nx   \n\n   y\n```\n",
    "indentation": "    code\n\n        deeper\n\n> quote\n>\n>     code\n",
    "comments": "<!-- more --> <!-- material/tags --> <!--\n\n-->\n",
    "a table": "| a | b |\n| - | - |\n| `x|y` | {{ z }} |\n",
    "letters": "Größe \u00a0 \u2028 \u200b \U0001f4a9 e\u0301\n",
}


class _Events(HTMLParser):
    """HTML as what it means: elements, attributes and texts; white space as a browser shows it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Any] = []
        self.keeping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.keeping += tag == "pre"
        self.found.append((tag, sorted((name, value or "") for name, value in attrs if name != "markdown")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, sorted((name, value or "") for name, value in attrs), "/"))

    def handle_endtag(self, tag: str) -> None:
        self.keeping -= tag == "pre"
        self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        text = data if self.keeping else re.sub(r"[ \t\r\n\f]+", " ", data)
        if self.found and isinstance(self.found[-1], str) and self.found[-1][:1] == "\0":
            text = self.found.pop()[1:] + text
            text = text if self.keeping else re.sub(" +", " ", text)
        self.found.append("\0" + text)


def meaning(html: str) -> list[Any]:
    reader = _Events()
    reader.feed(html)
    reader.close()
    return [event for event in reader.found if event != "\0 "]


def convert(text: str, extensions: list[str]) -> str:
    configs = {"pymdownx.snippets": {"base_path": ["."], "check_paths": False}}
    known = {name: config for name, config in configs.items() if name in extensions}
    return markdown.Markdown(extensions=extensions, extension_configs=known).convert(text)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Draws the page of a task with a body."""
    root = tmp_path_factory.mktemp("bodies")

    def draw(body: str, title: str = "Work") -> str:
        head = f"id: TASK-0001\ntype: task\ntitle: {title!r}\nstatus: idea\ncreated: 2026-11-01"
        found = material(root, {"backlog/TASK-0001.md": f"{note(head)}\n{body}"})
        return next(p for p in builder.pages(found) if p.path == "r/TASK-0001.md").draw()

    return draw


@pytest.mark.parametrize("extensions", [[], PLAIN, MANY], ids=["none", "plain", "many"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_body_comes_out_with_the_same_meaning(drawn, name, extensions):
    html = drawn(HOSTILE[name])
    text = guarded(html)
    assert not re.search(r"\n[ \t]*\n|^[ \t]", text, re.MULTILINE)
    assert meaning(convert(text, extensions)) == meaning(f"<div>{html}</div>")


@pytest.mark.parametrize("extensions", [PLAIN, MANY], ids=["plain", "many"])
def test_payloads_come_out_as_they_went_in(drawn, extensions):
    html = drawn("\n\n".join(PAYLOADS))
    assert meaning(convert(guarded(html), extensions)) == meaning(f"<div>{html}</div>")


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab `~{}[]()<>|*_#-=+!:;&\"'\\/%$^\n\t8.1"), max_size=120))
def test_any_text_comes_out_as_it_went_in(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    html = f'<section title="{escaped.replace(chr(34), "&quot;")}"><p>{escaped}</p><pre>x{escaped}</pre></section>'
    assert meaning(convert(guarded(html), MANY)) == meaning(f"<div>{html}</div>")


@pytest.mark.parametrize(
    ("trusted", "whole"),
    [
        ("<p>a</div></div>b", "<div><p>ab</div>"),
        ("<section><p>a", "<div><section><p>a</section></div>"),
        ('<div markdown="1" class="x"># a</div>', '<div><div class="x"># a</div></div>'),
        ("<div><!-- x --><?php y ?>b</div>", "<div><div>b</div></div>"),
    ],
)
def test_html_that_somebody_trusts_cannot_leave_its_block(trusted, whole):
    text = guarded(trusted)
    assert text == f"{whole}\n"
    assert convert(f"{text}\n*after*", MANY).endswith("<p><em>after</em></p>")


@pytest.mark.parametrize(
    "element",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<SCRIPT src=x />",
        "<script src=//h/x.js></script>",
        "<script src='javascript:x'></script>",
        "<script src=https://h/x.js></script>",
    ],
)
def test_what_cannot_be_written_so_is_refused(element):
    with pytest.raises(ValueError, match="cannot stand in a page of Markdown"):
        guarded(f"<p>{element}</p>")


DATA = {
    "a": [[1, 2], [[]], {}],
    "t": "{{ x }} {% y %} [[z]] ```\n~~~ </script> --8<-- \\u007b",
    "n": {"m": {"o": 1}},
}


def test_data_for_scripts_keep_their_values():
    text = json.dumps(DATA, indent=1).replace("</", "<\\/")
    page = guarded(f'<p>x</p><script type="application/json" id="d">\n{text}\n</script>')
    for extensions in (PLAIN, MANY):
        found = convert(page, extensions)
        assert "{{" not in found
        assert "[[" not in found
        inside = re.search("<script[^>]*>(.*?)</script>", found, re.DOTALL)
        assert inside is not None
        assert json.loads(inside[1]) == DATA


def test_a_script_of_the_site_stays():
    html = '<p>x</p><script defer src="../assets/kb/graph.js"></script>'
    assert convert(guarded(html), MANY) == f"<div>{html}</div>"


PARTS = [
    '<a href="x">', "</a>", '<div class="a b">', "</div>", "<br>", "<br/>", "<p>", "</p>", "<li>", "<pre>",
    "</pre>", "<textarea>", "</textarea>", "<title>", "</title>", '<svg viewBox="0 0 1 1"/>', "</br>",
    "<IMG src='a'/>", '<a title="[x] `y`">', "<a title='q \"'>", '<a title="a>b\n\tc">', '<a markdown="1">',
    '<a title=" Markdown x">', '<a \u212aarkdown="1" mar\u212adown="2">', "<a hidden>", '<A HREF="x">', "</A>",
    "<a  b>", '<a\nb="c"\n>', "<a b=c>", '<a b="c"d>', "</ a>", "</a >", "<", ">", "<3", "</", "&", "&#", "&amp;",
    "&#12;", "&#x1F;", "& ", "&copy ", "text", "a > b", "`x`", "{{ y }}", "[z]", "\\", "~", "<!-- c -->",
    "<?php ?>", " ", "\n", "\n\n  ", "\t", "\r\n", "\r", "\x0c", '"', "\xe9\xa0\u2028", "<x:y>", '<a b="c" / >',
    "</section>",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=9))
def test_the_swift_way_comes_to_what_the_careful_one_does(parts):
    html = "".join(parts)
    swift = swiftly(html)
    assert swift is None or swift == carefully(html)


def test_a_page_of_a_record_goes_the_swift_way(drawn):
    html = drawn(
        "Text with `code`, [a link](https://example.org/?a=1&b=2), a|b > c & more.\n\n```\n\tx = {1}\n```\n"
    )
    assert swiftly(html) == carefully(html)


@pytest.mark.parametrize(
    "odd", ["<!-- x -->", '<script type="application/json">{}</script>', "<p x=y>", "a < b"]
)
def test_what_is_out_of_the_common_is_left_to_the_careful_way(odd):
    assert swiftly(f"<p>x</p>{odd}") is None
