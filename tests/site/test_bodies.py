"""The text of records: ids become links, links find their pages, and raw HTML can do nothing."""

from __future__ import annotations

import pytest

from kb.site.sanitising import sanitise
from tests.site.support import Node, material, note, parse

HERE = "r/TASK-0001.md"
OTHERS = {
    "research/decisions/DEC-0001-hash.md": note(
        'id: DEC-0001\ntype: decision\ntitle: Hash <it> & "go"\nstatus: accepted\ncreated: 2026-01-01'
    ),
    "research/decisions/DEC-0002-secret.md": note(
        "id: DEC-0002\ntype: decision\ntitle: Secret\nstatus: accepted\ncreated: 2026-01-01\nvisibility: restricted"
    ),
    "research/plots/gain.png": "png",
    "code/run.py": "print()",
}


def drawn(tmp_path, body, settings="", **options) -> Node:
    return parse(html_of(tmp_path, body, settings, **options))


def html_of(tmp_path, body, settings="", **options) -> str:
    task = note("id: TASK-0001\ntype: task\ntitle: Try\nstatus: idea\ncreated: 2026-01-01", body)
    found = material(tmp_path, {"kb.toml": settings, "backlog/TASK-0001-try.md": task, **OTHERS}, **options)
    return found.bodies.draw(found.base.by_id["TASK-0001"], HERE)


# -- ids ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("See [[DEC-0001]].", "DEC-0001"),
        ("See DEC-0001.", "DEC-0001"),
        ("See [[DEC-0001|our *choice*]].", "our *choice*"),
        ("- a\n- see [[DEC-0001]]\n", "DEC-0001"),
        ("| a |\n|---|\n| [[DEC-0001|one]] |\n", "one"),
        ("## On [[DEC-0001]]\n", "DEC-0001"),
    ],
)
def test_an_id_is_a_link(tmp_path, body, words):
    link = drawn(tmp_path, body).one("a", "kb-ref")
    assert link.text == words
    assert link.attributes["href"] == "../DEC-0001/"
    assert link.attributes["title"] == 'Hash <it> & "go"'
    assert link.attributes["data-type"] == "decision"


@pytest.mark.parametrize(
    "body",
    ["`DEC-0001`", "```\nDEC-0001\n```", "So:\n\n    DEC-0001\n", "TASK-0001", "DEC-0009", "XDEC-0001"],
)
def test_no_link_in_code_to_itself_or_to_nothing(tmp_path, body):
    assert not drawn(tmp_path, body).all("a")


def test_the_words_of_a_link_hold_no_second_one(tmp_path):
    links = drawn(tmp_path, "[as DEC-0001 says](../research/decisions/DEC-0001-hash.md)").all("a")
    assert [(a.text, a.attributes["href"]) for a in links] == [("as DEC-0001 says", "../DEC-0001/")]


def test_what_is_hidden_is_named_and_not_linked(tmp_path):
    found = drawn(tmp_path, "See [[DEC-0002|the secret]] and DEC-0002.", audience="internal")
    assert not found.all("a")
    assert found.text == "See DEC-0002 (restricted) and DEC-0002 (restricted)."


# -- links ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("../research/decisions/DEC-0001-hash.md", "../DEC-0001/"),
        ("../research/decisions/DEC-0001-hash.md#why", "../DEC-0001/#why"),
        ("../research/./decisions/../decisions/DEC-0001-hash.md", "../DEC-0001/"),
        ("../docs/guide.md", "../../guide/"),
        ("../docs/nowhere.md", "#"),
        ("../../../etc/passwd", "#"),
        ("../code/run.py", "#"),
        ("../research/decisions/DEC-0002-secret.md", "#"),
        ("https://example.org/x", "https://example.org/x"),
        ("mailto:team@example.org", "mailto:team@example.org"),
        ("#b-part", "#b-part"),
        ("../research/plots/gain.png", "../../files/research/plots/gain.png"),
    ],
)
def test_where_links_lead(tmp_path, target, href):
    found = drawn(tmp_path, f"[words]({target})", docs=["guide.md"], audience="internal")
    assert found.one("a").attributes["href"] == href


def test_files_of_the_repository_are_shown_on_the_code_host(tmp_path):
    options = {"repository": "https://example.org/team/base", "prefix": "kb", "branch": "trunk"}
    found = drawn(tmp_path, "[code](../code/run.py)", **options)
    assert found.one("a").attributes["href"] == "https://example.org/team/base/blob/trunk/kb/code/run.py"


def test_a_repository_is_an_address_of_the_web(tmp_path):
    assert (
        drawn(tmp_path, "[x](../code/run.py)", repository="javascript:alert(1)//").one("a").attributes["href"]
        == "#"
    )


def test_pictures_beside_records_are_taken_along(tmp_path):
    found = material(
        tmp_path,
        {
            "backlog/TASK-0001.md": note(
                "id: TASK-0001\ntype: task\ntitle: Try\nstatus: idea\ncreated: 2026-01-01",
                "![gain](../research/plots/gain.png)",
            ),
            **OTHERS,
        },
    )
    image = parse(found.bodies.draw(found.base.by_id["TASK-0001"], HERE)).one("img")
    assert image.attributes["src"] == "../../files/research/plots/gain.png"
    assert found.bodies.attachments == {"research/plots/gain.png"}


@pytest.mark.parametrize(
    "source",
    [
        "https://evil.example/x.png", "//evil.example/x.png", "/\\evil.example/x.png", "\\\\evil.example/x.png",
        "data:image/svg+xml,<svg/>", "HTTPS://evil.example/x.png", "../../../../etc/passwd.png", "../code/run.py",
        "blob:x", "ftp://evil.example/x.png",
    ],
)  # fmt: skip
def test_pictures_from_elsewhere_are_dropped(tmp_path, source):
    for body in (f"![alt]({source})", f'<img alt="alt" src="{source}">', f"<img alt='alt' src='{source}'>"):
        found = drawn(tmp_path, body, repository="https://example.org/team/base")
        for image in found.all("img"):
            left = image.attributes.get("src", "")
            assert left == "" or left.startswith("/%5C")  # a backslash that is one: a file of this site


def test_links_of_pages_by_hand(tmp_path):
    found = material(tmp_path, OTHERS, docs_folder="docs")
    text = (
        "[[DEC-0001]] [a](../../research/decisions/DEC-0001-hash.md#why) [b](other.md) "
        "`[c](../../research/decisions/DEC-0001-hash.md)`"
    )
    linked = found.bodies.linked_page(text, "guide/first.md")
    assert (
        "[a](../r/DEC-0001.md#why) [b](other.md) `[c](../../research/decisions/DEC-0001-hash.md)`" in linked
    )
    assert linked.startswith('<a class="kb-ref"')


# -- headings -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "levels"),
    [
        ("# A\n\n## B\n", ["h2", "h3"]),
        ("## A\n\n### B\n", ["h2", "h3"]),
        ("### A\n", ["h3"]),
        ("# A\n\n### B", ["h2", "h4"]),
    ],
)
def test_the_title_of_the_page_stays_the_only_one(tmp_path, body, levels):
    found = drawn(tmp_path, body)
    assert [node.tag for node in found.walk() if node.tag[0] == "h" and node.tag[1:].isdigit()] == levels


def test_ids_of_headings_cannot_be_those_of_the_page(tmp_path):
    found = drawn(tmp_path, "# __search\n\n# Results\n\n# Results\n")
    ids = [node.attributes["id"] for node in found.all("h2")]
    assert all(id.startswith("b-") for id in ids)
    assert len(set(ids)) == 3


# -- raw HTML -------------------------------------------------------------------------------------------

GONE = [
    "<script>x</script>", "<style>*{}</style>", '<iframe src="x"></iframe>', "<object data=x></object>",
    "<embed src=x>",
    '<form action="x"><input name="y"></form>', '<base href="x">', '<meta http-equiv="refresh" content="0">',
    "<link rel=stylesheet href=x>", "<svg onload=x></svg>", "<math></math>", "<template>x</template>", "<dialog open>",
    "<video src=x></video>", "<audio src=x></audio>", "<button>x</button>", "<textarea>x</textarea>",
    "<select></select>",
    "<noscript>x</noscript>", "<title>x</title>", "<frameset></frameset>", "<marquee>x</marquee>", "<portal></portal>",
]  # fmt: skip


@pytest.mark.parametrize("raw", GONE)
def test_elements_that_do_something_are_gone(raw):
    name = raw[1:].split(" ")[0].split(">")[0]
    left = sanitise(f"<p>before</p>{raw}<p>after</p>")
    assert f"<{name}" not in left
    assert "before" in left
    assert "after" in left or name in (
        "script",
        "style",
        "title",
        "noscript",
        "template",
        "iframe",
        "textarea",
        "math",
    )


ATTRIBUTES = [
    'onclick="x()"', 'style="position:fixed"', 'id="__search"', 'name="x"', 'class="md-header"', 'data-kb-board=""',
    'class="kb-callout"', 'formaction="x"', 'srcset="//e/x 1x"', 'target="_blank"', 'ping="//e"', 'is="x-y"',
    'slot="x"',
    'accesskey="x"', 'tabindex="1"', 'contenteditable=""', 'hidden=""', 'popover=""', 'data-md-component="x"',
    'nonce="x"',
    'href="javascript:x"', 'href="JaVaScRiPt:x"', 'href="java\tscript:x"', 'href="&#106;avascript:x"',
    'href=" javascript:x"',
    'href="vbscript:x"', 'href="data:text/html,x"', 'href="//e.example"', 'href="/\\e.example"', 'href="\\\\e.example"',
    'href="javascript&colon;x"', 'href="\x01javascript:x"', 'href="file:///etc/passwd"', 'href="blob:x"',
]  # fmt: skip


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_attributes_that_do_something_are_gone(attribute):
    found = parse(sanitise(f"<a {attribute}>words</a>")).one("a")
    assert set(found.attributes) <= {"rel"}
    assert found.text == "words"


def test_what_writers_use_stays():
    kept = (
        '<details open=""><summary>More</summary><p>x<sup>2</sup> <kbd>Ctrl</kbd> <mark>this</mark></p></details>'
        '<table><tbody><tr><td colspan="2" align="right">1</td></tr></tbody></table><p dir="rtl" lang="he">x</p>'
    )
    assert sanitise(kept) == kept


def test_a_base_whose_writers_are_trusted_may_say_so(tmp_path):
    body = '<video controls src="x.mp4"></video>\n'
    assert "<video" not in html_of(tmp_path / "a", body)
    assert "<video" in html_of(tmp_path / "b", body, "[site]\ntrust_html = true\n")


def test_markdown_that_people_write(tmp_path):
    found = drawn(
        tmp_path,
        "| a | b |\n|---|--:|\n| 1 | 2 |\n\n```python\nx = 1 < 2\n```\n\n"
        '!!! note "Mind"\n    this\n\nA note[^1].\n\n[^1]: Below.\n',
    )
    assert found.one("table").rows == [["1", "2"]]
    assert "x = 1 < 2" in found.one("pre").text.replace("\n", "")
    assert found.one("p", "admonition-title").text == "Mind"
    assert "Below." in found.text


def test_an_empty_body_draws_nothing(tmp_path):
    assert html_of(tmp_path, " \n") == ""
