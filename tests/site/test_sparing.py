"""What all pages of a kind repeat stands in files, and a page comes out the same."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest

from kb.site.publishing.shell import MARK
from kb.site.publishing.sparing import spare
from tests.conftest import Tabs

SIGN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M1 2h3"/></svg>'
OTHER = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 8"><!--! by Somebody - licence -->'
    '<path d="M3"/><path d="m4"/></svg>'
)
HEAD = '<head><link rel="stylesheet" href="../../assets/kb/kb.css">\n</head>'


def page(body: str) -> str:
    return f"{HEAD}<body>{body}</body>"


def test_a_sign_that_stands_twice_is_drawn_once_and_keeps_its_box():
    found = spare(
        page(f'<a class="md-logo">{SIGN}</a><label class="x md-icon" for="s">\n{SIGN}\n{OTHER}</label>')
    )
    assert found.page.count('<svg class="kb-sign-0" viewBox="0 0 24 24"></svg>') == 2
    assert found.page.count('<svg class="kb-sign-1" viewBox="0 0 9 8"></svg>') == 1
    [(name, sheet)] = found.files.items()
    assert f'<link rel="stylesheet" href="../../{name}">' in found.page
    drawn = [unquote(text) for text in re.findall(r'image/svg\+xml,([^"]*)"', sheet)]
    assert drawn == [SIGN.replace('"', "'"), OTHER.replace('"', "'")]  # with what its licence asks to be said


@pytest.mark.parametrize(
    "kept",
    [
        f'<span class="mine">{SIGN}</span>',  # nobody knows in which colour
        '<a class="md-icon">' + SIGN.replace("<path", '<path fill="red"') + "</a>",
        '<a class="md-icon"><img src="logo.png"></a>',
        "<script>document.currentScript.remove()</script>",
        f"<script>title = '{MARK}title'</script>",
        "<script async>one()</script>",
        '<script type="application/json">{"a": 1}</script>',
        '<script src="../x.js"></script>',
    ],
)
def test_what_is_coloured_otherwise_or_says_something_of_the_page_stays(kept):
    assert spare(page(kept)) == (page(kept), {})


def test_a_script_runs_at_the_same_place_from_a_file():
    found = spare(page("<p>1</p><script>one()</script><p>2</p><script>two()</script>"))
    first, second = found.files
    assert list(found.files.values()) == ["one()", "two()"]
    assert (
        f'<p>1</p><script src="../../{first}"></script><p>2</p><script src="../../{second}"></script>'
        in found.page
    )


def test_the_same_text_is_the_same_file_and_another_text_another():
    one, again, other = (spare(page(f"<script>{text}</script>")).files for text in ("a()", "a()", "b()"))
    assert one == again
    assert one.keys().isdisjoint(other)


def test_a_page_without_the_style_sheet_of_the_site_is_left_alone():
    text = f'<head></head><a class="md-icon">{SIGN}</a><script>one()</script>'
    assert spare(text) == (text, {})


def test_settings_of_the_theme_are_told_word_for_word():
    settings = json.dumps({"base": "..", "translations": {"a": "\"'\\<b>\u2028 {x} ü"}})
    found = spare(page(f'<script id="__config" type="application/json">{settings}</script>'))
    [script] = found.files.values()
    told = re.search(r"e\.textContent=(.*),document\.currentScript", script)
    assert told is not None
    assert json.loads(told[1]) == settings


@pytest.mark.browser
def test_a_record_page_has_its_signs_settings_and_colours(example, tabs: Tabs):
    """Signs are boxes in the colour of their text, the theme reads its settings, and chosen colours are kept."""
    tab = tabs.open(f"{example.url}r/TASK-0003/")
    signs = tab.evaluate(
        """[...document.querySelectorAll("svg[class^=kb-sign-]")].map(e => {
            const s = getComputedStyle(e), b = e.getBoundingClientRect()
            return {shown: !!b.width, wide: b.width / b.height, mask: s.maskImage.slice(0, 24),
                    same: s.backgroundColor === getComputedStyle(e.parentElement).color}})"""
    )
    shown = [sign for sign in signs if sign["shown"]]
    assert len(shown) >= 3
    assert all(sign["mask"].startswith('url("data:image/svg+xml') and sign["same"] for sign in signs)
    assert all(abs(sign["wide"] - 1) < 0.1 for sign in shown)
    assert json.loads(tab.evaluate("document.getElementById('__config').textContent"))["base"] == "../.."
    tab.locator("label[for=__palette_1]").click()
    tab.reload()
    assert tab.evaluate("document.body.dataset.mdColorScheme") == "slate"
