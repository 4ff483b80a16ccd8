"""Turns Markdown into HTML that fits into a page: levels of headings, code in colours, tables that scroll, alerts.

The Markdown is CommonMark with what GitHub adds (tables, task lists, strikethrough, footnotes, alerts), and the
admonitions of MkDocs. The time is linear in the length of the text.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import NamedTuple

import comrak

from kb.site.admonitions import unfold
from kb.site.highlighting import coloured
from kb.site.sanitising import sanitise, too_deep

_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")
_TITLED = re.compile(r"<h([2-6])>(.*?)</h\1>", re.DOTALL)
_CODE = re.compile(r'<pre(?: lang="([^"]{0,60})")?><code>([^<]*)</code></pre>')
_TABLE = re.compile(r"<table\b[^>]*>")
# A wide table scrolls in a box of its own, which the keyboard reaches.
_SCROLLING = '<div class="kb-table-wrap" role="region" tabindex="0" aria-label="Table">'
_TABLE_OPENED = f'{_SCROLLING}<table class="kb-table kb-table--lines">'
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r' id="([^"]*)"')
_NOT_IN_SLUG = re.compile(r"[^\w\s-]")
_BETWEEN = re.compile(r"[-\s]+")
_ALERT = 'class="markdown-alert markdown-alert-'
_BOX = re.compile(r'<input type="checkbox"(?: class="[a-z-]*")?( checked="")? disabled="" /> ?')
_BACK = 'class="footnote-backref"'
_LANGUAGE = re.compile(r"[\w+#.-]{1,40}")


class _Settings(NamedTuple):
    extensions: comrak.ExtensionOptions
    parsing: comrak.ParseOptions
    rendering: comrak.RenderOptions


@cache
def _settings() -> _Settings:
    return _Settings(
        comrak.ExtensionOptions(table=True, strikethrough=True, tasklist=True, footnotes=True, alerts=True),
        comrak.ParseOptions(),
        comrak.RenderOptions(unsafe_=True, github_pre_lang=True, tasklist_classes=True),
    )


def convert(text: str, *, trusted: bool = False) -> str:
    """Markdown as HTML; raw HTML in it is sanitised unless whoever wrote it is ``trusted``.

    What nests deeper than anybody reads is shown as it is written.
    """
    fragment = comrak.markdown_to_html(unfold(text), *_settings())
    if too_deep(fragment):
        fragment = f"<pre><code>{html.escape(text, quote=False)}</code></pre>"
    fragment = _levelled(_marked(fragment))
    if not trusted:
        fragment = sanitise(fragment)
    return _finished(fragment)


def _marked(fragment: str) -> str:
    """Alerts in the classes of the theme, and the boxes of tasks as signs: a page has no fields to fill in."""
    if _ALERT in fragment:
        fragment = fragment.replace(_ALERT, 'class="admonition ')
        fragment = fragment.replace('class="markdown-alert-title"', 'class="admonition-title"')
    if "<input" in fragment:
        fragment = _BOX.sub(
            lambda box: (
                '<span class="kb-task" title="done">☑</span> '
                if box[1]
                else '<span class="kb-task">☐</span> '
            ),
            fragment,
        )
    return fragment


def _levelled(fragment: str) -> str:
    """The first level of heading is left to the title of the page."""
    highest = min((match[2] for match in _HEADING.finditer(fragment)), default="2")
    if highest != "1":
        return fragment
    return _HEADING.sub(lambda match: f"<{match[1]}h{min(6, int(match[2]) + 1)}", fragment)


def _finished(fragment: str) -> str:
    """What a sanitiser would take away again: addresses of headings, boxes around tables and code."""
    if "<h" in fragment:
        fragment = _addressed(fragment)
    if "<pre" in fragment:
        fragment = _CODE.sub(_code, fragment)
    if "<table" in fragment:
        fragment = _TABLE.sub(_TABLE_OPENED, fragment).replace("</table>", "</table></div>")
    if _BACK in fragment:
        fragment = fragment.replace(_BACK, f'{_BACK} aria-label="Back to the text"')
    return fragment


def _addressed(fragment: str) -> str:
    """Headings with ids; a prefix keeps them from naming an element of the page."""
    taken = set(_ID.findall(fragment))

    def address(heading: re.Match[str]) -> str:
        id = stem = f"b-{slug(heading[2])}"
        count = 0
        while id in taken:
            count += 1
            id = f"{stem}_{count}"
        taken.add(id)
        return f'<h{heading[1]} id="{id}">{heading[2]}</h{heading[1]}>'

    return _TITLED.sub(address, fragment)


def slug(heading: str) -> str:
    """What a heading, given as HTML, is called in an address."""
    words = _NOT_IN_SLUG.sub("", html.unescape(_TAG.sub("", heading)))
    return _BETWEEN.sub("-", words.strip().lower())[:120]


def _code(block: re.Match[str]) -> str:
    named = _LANGUAGE.fullmatch(block[1] or "")
    shown = coloured(html.unescape(block[2]), named[0].lower()) if named else block[2]
    return f'<div class="highlight"><pre><code>{shown}</code></pre></div>'
