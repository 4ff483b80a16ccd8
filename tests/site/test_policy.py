"""The Content-Security-Policy of pages: what it names, and what a browser then does."""

from __future__ import annotations

import functools
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from kb.site.policy import guarded, policy
from tests.conftest import Tabs
from tests.site.support import Waiting, files_of, mkdocs, note, settled, write

FRAME = """<!doctype html><html><head><meta charset="utf-8"><title>x</title>
<link rel="stylesheet" href="assets/main.css"><link href="https://fonts.example/a.css?x=1&amp;y" rel=stylesheet>
<script>one()</script><script type="application/json">{"two": 2}</script><script src="../three.js"></script>
<script src="//cdn.example:8443/four.js" defer></script><script type="text/x-template">five</script>
</head><body>CONTENT</body></html>"""


def digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def sources(rule: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in rule.split("; "))}


def test_scripts_of_the_frame_are_known_by_their_digest_and_its_hosts_by_their_name():
    found = sources(policy(FRAME))
    assert found["default-src"] == ["'none'"]
    assert found["script-src"] == ["'self'", digest("one()"), "https://cdn.example:8443"]
    assert found["style-src"] == ["'self'", "https://fonts.example"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*"} & {v for values in found.values() for v in values}
    assert found["base-uri"] == found["form-action"] == ["'none'"]


def test_what_a_record_says_is_not_trusted_to_name_scripts():
    content = (
        "<script>evil()</script><script src=https://evil.example/x.js></script>"
        "<link rel=stylesheet href=//evil.example>"
    )
    page = guarded(FRAME.replace("CONTENT", content), content)
    assert page.startswith(
        '<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
    )
    rule = re.search('Content-Security-Policy" content="([^"]*)"', page)
    assert rule is not None
    assert rule[1] == policy(FRAME.replace("CONTENT", ""))
    assert "evil" not in rule[1]


@pytest.mark.parametrize(
    "text", ["", "no html at all", "<svg></svg>", '<?xml version="1.0"?><urlset></urlset>']
)
def test_what_has_no_head_is_left_as_it_is(text):
    assert guarded(text, "") == text


TASK = {
    "backlog/TASK-0001.md": note(
        "id: TASK-0001\ntype: task\ntitle: A\nstatus: idea\ncreated: 2026-11-01", "Text."
    )
}
PLAIN = "site_name: Test\ntheme: {name: material}\nplugins: [kb]\n"
DRAWN = ("index.html", "board/index.html", "r/TASK-0001/index.html", "404.html")


@pytest.mark.parametrize(
    ("setting", "guarded_pages", "plain_pages"),
    [
        ("", DRAWN, ("guide/index.html",)),
        ('policy = "all"', (*DRAWN, "guide/index.html"), ()),
        ('policy = "none"', (), (*DRAWN, "guide/index.html")),
        ("trust_html = true", ("board/index.html",), ("r/TASK-0001/index.html", "guide/index.html")),
    ],
)
def test_the_configuration_says_which_pages_carry_one(tmp_path: Path, setting, guarded_pages, plain_pages):
    files = {
        "kb.toml": f"[site]\n{setting}\n",
        "docs/guide.md": "# Guide\n\n<script>mine()</script>\n",
        **TASK,
    }
    site = mkdocs(write(tmp_path, files))
    for name in guarded_pages:
        assert (site / name).read_text().count("Content-Security-Policy") == 1, name
    for name in plain_pages:
        assert "Content-Security-Policy" not in (site / name).read_text(), name


def test_scripts_that_mkdocs_yml_names_are_let_in(tmp_path: Path):
    settings = f"{PLAIN}extra_javascript: ['https://stats.example/count.js']\n"
    site = mkdocs(write(tmp_path, {"mkdocs.yml": settings, "docs/a.md": "# A\n", **TASK}))
    assert "https://stats.example; style-src" in (site / "board/index.html").read_text()


# -- in a browser -------------------------------------------------------------------------------------------

INJECTED = """<img src="missing.png" onerror="window.hit=1"><script>window.hit=2</script>
<a href="javascript:window.hit=3" id="go">x</a><style>body{outline:9px solid red}</style>
<iframe srcdoc="<script>parent.hit=4</script>"></iframe><script src="data:text/javascript,window.hit=5"></script>
<form action="javascript:window.hit=6"><button id="send">x</button></form><base href="https://evil.example/">
<object data="data:text/html,<script>parent.hit=7</script>"></object><img src="https://evil.example/x.png">"""


def happened(tab, other: Tabs) -> tuple[bool, bool, bool]:
    """Whether something ran, whether a style was taken, whether another host was asked."""
    outlined = tab.evaluate("getComputedStyle(document.body).outlineWidth")
    return tab.evaluate("window.hit") is not None, outlined == "9px", bool(other.foreign)


def all_happened(tab, other: Tabs) -> bool:
    return all(happened(tab, other))


@pytest.mark.browser
def test_what_got_into_a_page_in_spite_of_all_does_nothing(example, tabs, serve, tmp_path):
    """As if escaping had failed: the same page, without its policy and with it."""
    page = example.site / "r" / "TASK-0003" / "index.html"
    hurt = page.read_text().replace("</article>", f"{INJECTED}</article>", 1)
    bare = re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", hurt)
    assert bare != hurt
    for name, text in files_of(example.site).items():
        if name.startswith("assets/") or name == "search/search_index.json":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(text)
    found = {}
    for name, text in (("bare", bare), ("guarded", hurt)):
        (tmp_path / "r" / name).mkdir(parents=True)
        (tmp_path / "r" / name / "index.html").write_text(text)
        other = Tabs(tabs.browser)  # the others must not ask another host
        tab = other.open("about:blank")
        tab.goto(f"{serve(tmp_path)}r/{name}/")
        for target in ("#go", "#send"):
            tab.evaluate("target => document.querySelector(target).click()", target)
        # What is let in shows soon; what is not has had its time when a second has passed.
        Waiting(60 if name == "bare" else 1).until(functools.partial(all_happened, tab, other))
        found[name] = happened(tab, other)
        tab.context.close()
    assert found == {"bare": (True, True, True), "guarded": (False, False, False)}


@pytest.mark.browser
def test_every_page_works_under_its_policy(example, tabs):
    """No page breaks the rule it carries: nothing is reported on its way from page to page, in search and filters."""
    tab = settled(tabs.open(example.url))
    broken: list[str] = []
    tab.on(
        "console",
        lambda message: broken.append(message.text) if "Content Security Policy" in message.text else None,
    )
    pages = sorted(name for name in files_of(example.site) if name.endswith(".html"))
    carrying = [name for name in pages if "Content-Security-Policy" in (example.site / name).read_text()]
    assert len(carrying) > len(pages) * 0.9
    for name in [*carrying[::7], "board/index.html", "graph/index.html", "flow/index.html"]:
        tab.goto(example.url + name)
        settled(tab)
        assert tab.evaluate("document.querySelector('[http-equiv]').content").startswith("default-src 'none'")
    assert broken == []


def test_a_preview_carries_none(tmp_path: Path):
    """MkDocs puts a script into every page of a preview, which a policy made at build time cannot know."""
    code = (
        "import sys; from mkdocs.config import load_config; from mkdocs.commands.build import build\n"
        "loaded = load_config('mkdocs.yml'); loaded.plugins.on_startup(command='serve', dirty=False); build(loaded)"
    )
    write(
        tmp_path,
        {
            "mkdocs.yml": PLAIN,
            "docs/a.md": "# A\n",
            **TASK,
        },
    )
    subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, check=True, capture_output=True)
    assert "Content-Security-Policy" not in (tmp_path / "site/board/index.html").read_text()
