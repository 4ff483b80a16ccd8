"""The same tree built by MkDocs, ProperDocs and Zensical: the same pages, links and search, and nothing that runs."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from kb.site import builder
from kb.site.tree.hand import split
from tests.engines.conftest import Site
from tests.site.payloads import PAYLOADS
from tests.site.support import Node, parse
from tests.site.test_plugin import broken_links

pytestmark = pytest.mark.slow


@cache
def drawn(tree: Path) -> dict[str, tuple[str, Node]]:
    """Title and HTML of every page of the base as it stands in the tree, by its place in a site.

    That the tree says what was drawn, whatever looks at it, is tested where it is written.
    """
    found = {}
    for path in sorted((tree / "docs").rglob("*.md")):
        front, body = split(path.read_text(encoding="utf-8"))
        if "kb_edit_url" in front:
            meta = yaml.safe_load(front.strip().strip("-"))
            name = path.relative_to(tree / "docs").with_suffix(".html").as_posix()
            found[name] = (html.unescape(meta.get("title", "")), parse(body))
    return found


def read(site: Site, name: str) -> Node:
    return parse((site.folder / name).read_text(encoding="utf-8"))


def content(site: Site, name: str) -> Node:
    return read(site, name).one("article")


def ids(node: Node) -> list[str]:
    """The ids of a page; the theme's own begin with two underscores."""
    found = [each.attributes["id"] for each in node.walk() if "id" in each.attributes]
    return [each for each in found if not each.startswith("__")]


def test_every_page_says_what_the_tree_says(example):
    pages = drawn(example.tree)
    assert len(pages) > 100
    for name, (_, expected) in pages.items():
        page = content(example, name)
        assert page.text == expected.text, name
        assert ids(page) == ids(expected), name
        assert [href for href in page.hrefs if not href.startswith("#__")] == expected.hrefs, name


def test_every_link_leads_somewhere(example):
    found = [each for each in broken_links(example.folder) if "404.html: /" not in each]
    assert found == []


def test_titles_and_one_heading(example):
    for name, (title, _) in drawn(example.tree).items():
        root = read(example, name)
        assert len(root.one("article").all("h1")) == 1, name
        (said,) = ("".join(map(str, node.children)) for node in root.one("head").all("title"))
        assert said.startswith(title), name


def test_no_markdown_is_left(example):
    for path in sorted(example.folder.rglob("index.html")):
        text = parse(path.read_text(encoding="utf-8")).one("article").text
        assert not re.search(r"\]\([^)]*\)|&lt;div|&#9[0-9];|kb_edit_url|^---", text), path


def test_the_search_has_every_record_and_no_index_page(example):
    zensical = example.engine == "zensical"
    name = "search.json" if zensical else "search/search_index.json"
    told = json.loads((example.folder / name).read_text(encoding="utf-8"))
    entries = {each["location"]: each for each in told["items" if zensical else "docs"]}
    records = [name.removesuffix("index.html") for name in drawn(example.tree) if name.startswith("r/")]
    assert len(records) == 88
    assert set(records) <= set(entries)
    assert "Hashing is the lazy encoding" in entries["r/TASK-0003/"]["text"]
    assert html.unescape(entries["r/TASK-0003/"]["title"]) == "TASK-0003 Test hash encoding for the shop"
    assert not [
        place for place in entries if place.startswith(("board/", "backlog/", "graph/", "experiments/"))
    ]


def test_data_styles_and_the_page_for_what_is_not_there(example):
    assert json.loads((example.folder / "graph/summaries-0.json").read_text(encoding="utf-8"))
    page = (example.folder / "board/index.html").read_text(encoding="utf-8")
    assert "assets/kb/kb.css" in page
    assert "assets/kb/board.js" in page
    assert (example.folder / "assets/kb/kb.css").read_text(encoding="utf-8") == builder.style_sheet()
    lost = parse((example.folder / "404.html").read_text(encoding="utf-8"))
    assert "There is no such page" in lost.text or "no page" in lost.text.lower()


def test_records_stay_out_of_the_navigation(example):
    words = {
        a.text for n in read(example, "board/index.html").all("nav", "md-nav--primary") for a in n.all("a")
    }
    assert {"Board", "Backlog", "Goals", "Graph"} <= words
    assert not [word for word in words if re.match("[A-Z]+-[0-9]{4}", word)]


# -- a base full of payloads ----------------------------------------------------------------------------

ACTIVE = {"script", "iframe", "object", "embed", "form", "base", "meta", "link", "style"}


def test_nothing_of_a_payload_is_an_element(payloads):
    for name, (_, expected) in drawn(payloads.tree).items():
        page = content(payloads, name)
        active = [node.tag for node in page.walk() if node.tag in ACTIVE]
        assert active == [node.tag for node in expected.walk() if node.tag in ACTIVE], name
        handlers = [key for node in page.walk() for key in node.attributes if key.startswith("on")]
        assert not handlers, name
        assert not [
            href for href in page.hrefs if re.match(r"\s*(javascript|data|vbscript):", href, re.IGNORECASE)
        ]


def test_a_payload_is_read_as_it_was_written(payloads):
    read_as = {
        name: expected for name, (_, expected) in drawn(payloads.tree).items() if name.startswith("r/")
    }
    assert len(read_as) > 0.9 * len(PAYLOADS)  # some hold characters that no record may
    for number, payload in enumerate(PAYLOADS, start=1):
        name = f"r/TASK-{number:04d}/index.html"
        if name in read_as:
            page = content(payloads, name)
            title = re.sub(
                r"`([^`]+)`", r"\1", f"{number} {payload}"
            )  # what stands between them is shown as code
            assert page.one("h1").text == " ".join(title.split()), name
            assert page.text == read_as[name].text, name


def test_links_of_pages_by_hand(payloads):
    page = content(payloads, "by-hand/index.html")
    found = [href for href in page.hrefs if not href.startswith("#")]
    inside = (
        "../r/TASK-0001/" if payloads.engine != "zensical" else "../../r/TASK-0001/"
    )  # as the manual says
    assert found == [
        "../r/TASK-0001/", "../r/TASK-0002/", "../board/", "../r/TASK-0001/", "../r/TASK-0001/", "../r/TASK-0001/",
        inside,
    ]  # fmt: skip
    assert "with" in page.text


# Another port is another host to a policy, and no way off this machine.
SPOILT = """() => {
  window.stopped = [];
  addEventListener("securitypolicyviolation", (event) => window.stopped.push(event.effectiveDirective));
  const spoilt = document.createElement("div");
  document.querySelector("article").append(spoilt);
  spoilt.innerHTML = `<img src="http://127.0.0.1:9/x.png"><img src="missing" onerror="window.hit=1">
    <iframe src="http://127.0.0.1:9/"></iframe>`;
  const script = document.createElement("script");
  script.src = "http://127.0.0.1:9/x.js";
  spoilt.append(script);
}"""


@pytest.mark.browser
def test_nothing_runs_and_nothing_is_asked_elsewhere(payloads, serve, tabs):
    at = serve(payloads.folder)
    records = [name.removesuffix("index.html") for name in drawn(payloads.tree) if name.startswith("r/")]
    page = tabs.open("about:blank")
    for name in ["", "board/", "backlog/", "health/", *records[::30]]:
        page.goto(at + name)
        assert page.evaluate("window.hit === undefined"), name
    # As if escaping had failed on the last of them: what stands in attributes does nothing, and nothing is fetched.
    page.evaluate(SPOILT)
    page.wait_for_function("window.stopped.length >= 4")
    assert page.evaluate("window.hit === undefined")
    assert set(page.evaluate("window.stopped")) >= {
        "script-src-attr",
        "img-src",
        "script-src-elem",
        "frame-src",
    }


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1400])
def test_it_looks_like_the_site(example, serve, tabs, width):
    at = serve(example.folder)
    page = tabs.open("about:blank", width=width)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    for name in ("", "overview/", "board/", "r/TASK-0003/", "graph/"):
        page.goto(at + name)
        # The first is by hand: only pages of the base carry a policy.
        assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == bool(name), name
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, name
        assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
    if width > 1000:  # where the box of the search stands in the header
        page.locator("[data-md-component=search-query], .md-search__button").first.click()
        page.keyboard.type("hashing")
        page.wait_for_timeout(500)
    assert not [text for text in said if "Content Security Policy" in text]
