"""Puts answers in the place of queries, in hand-written pages and in the bodies of records."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kb.history.entries import entries_seen
from kb.index import PAGE, Answer, FindingRow, Index, TransitionRow
from kb.queries.asking import CHARTS, Asked, Mistake, read
from kb.queries.judging import answered
from kb.site.drawing.html import Html, text
from kb.site.queries import charting, lists, tables, values
from kb.site.queries.cells import Cells
from kb.text import queries
from kb.text.queries import Query

if TYPE_CHECKING:
    from kb.site.material import Material

_TAG: Final = re.compile(r'<[a-zA-Z/!](?:[^"<>]|"[^"]*")*>')
_CODE: Final = re.compile(r"`([^`]+)`")
_QUOTED: Final = re.compile(r'"([^"]*)"')
_SPECIAL: Final = re.compile(r"[^0-9A-Za-z \u00a0-\U0010ffff]")
_BLOCK: Final = str.maketrans({sign: f"&#{ord(sign)};" for sign in "{}`[]\\~"})
_KEPT: Final = 500


class Queries:
    """Answers the queries of one site: the tables hold what its audience may see, and are made when somebody asks.

    Attributes:
        wrong: what was wrong with queries, with the paths of the pages on which that stands.
    """

    def __init__(self, material: Material) -> None:
        self.material = material
        self.wrong: dict[tuple[str, str], None] = {}
        self._answers: dict[str, tuple[Asked, Answer | Mistake]] = {}

    @cached_property
    def index(self) -> Index:
        """What the audience sees, in SQL."""
        m = self.material
        return Index(m.graph, self._findings(), self._transitions(), today=m.today, bounds=PAGE)

    def _findings(self) -> Iterator[FindingRow]:
        base = self.material.base
        for d in self.material.findings:
            if (document := base.by_path.get(d.path)) is not None:
                line = document.source.position(d.span.start).line
                yield FindingRow(d.record, d.code, str(d.severity), d.message, d.path, line)

    def _transitions(self) -> Iterator[TransitionRow]:
        m = self.material
        hidden = {d.path: d.id or "" for d in m.whole.documents if d.path not in m.base.by_path}
        return entries_seen(m.chronicle, m.base, hidden, m.audience)

    def fragments(self, body: str, here: str) -> list[Html]:
        """What stands in the place of each query of a text, on the page at ``here``.

        A page depends on these as it depends on the text: whoever keeps pages compares them.
        """
        found = queries.find(body)
        return [self._drawn(body, query, here, number) for number, query in enumerate(found, 1)]

    def in_markdown(self, body: str, here: str) -> str:
        """Markdown in which answers stand as HTML, each on a line of its own or in its sentence."""
        found = queries.find(body)
        if not found:
            return body
        pieces: list[str] = []
        at = 0
        for query, drawn in zip(found, self.fragments(body, here), strict=True):
            inline = query.options is None
            around = "" if inline else "\n\n"
            pieces += (body[at : query.outer.start], around, _plain(drawn, inline=inline), around)
            at = query.outer.end
        return "".join([*pieces, body[at:]])

    def taken(self, body: str) -> tuple[str, list[str]]:
        """Markdown with a word in the place of each query, which nobody could have written; and those words."""
        found = queries.find(body)
        if not found:
            return body, []
        stem = hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:24]
        pieces: list[str] = []
        words: list[str] = []
        at = 0
        for number, query in enumerate(found):
            word = f"kbq{stem}n{number}q"
            around = "\n\n" if query.options is not None else ""
            pieces += (body[at : query.outer.start], around, word, around)
            words.append(word)
            at = query.outer.end
        return "".join([*pieces, body[at:]]), words

    def put(self, fragment: str, words: Sequence[str], drawn: Sequence[str]) -> str:
        """HTML with answers in the place of words; inside of tags, where no answer may stand, without them."""
        if not words:
            return fragment
        told = dict(zip(words, drawn, strict=True))
        word = re.compile("|".join(f"(?:<p>{each}</p>|{each})" for each in words))
        name = re.compile("|".join(words))

        def answer(match: re.Match[str]) -> str:
            found = name.search(match[0])
            return told[found[0]] if found is not None else ""

        pieces: list[str] = []
        at = 0
        for tag in _TAG.finditer(fragment):
            if name.search(tag[0]):
                pieces += (word.sub(answer, fragment[at : tag.start()]), name.sub("", tag[0]))
                at = tag.end()
        return "".join([*pieces, word.sub(answer, fragment[at:])])

    def _answered(self, body: str, query: Query) -> tuple[Asked, Answer]:
        asked = read(body, query)
        key = f"{asked.shape}\0{sorted(asked.columns.items())}\0{asked.sql}"
        if key not in self._answers:
            try:
                found: Answer | Mistake = answered(self.index, asked)
            except Mistake as mistake:
                found = mistake
            if len(self._answers) < _KEPT:
                self._answers[key] = (asked, found)
        else:
            found = self._answers[key][1]
        if isinstance(found, Mistake):
            raise found
        return asked, found

    def _drawn(self, body: str, query: Query, here: str, number: int) -> Html:
        try:
            asked, answer = self._answered(body, query)
        except Mistake as mistake:
            self.wrong[
                here, f"{mistake.message}: {' '.join(body[mistake.at.start : mistake.at.end].split())}"
            ] = None
            sql = body[query.sql.start : query.sql.end]
            return _wrong(mistake, sql, inline=query.options is None)
        cells = Cells(self.material, here)
        if asked.shape == "value":
            return values.value(answer, cells)
        if not answer.rows:
            drawn = f'<p class="kb-query__empty">{text(asked.empty)}</p>'
        elif asked.shape in CHARTS:
            return _whole(asked, charting.chart(asked, answer, cells, number), titled=False)
        elif asked.shape == "list":
            drawn = lists.listed(asked, answer, cells)
        elif asked.shape == "board":
            drawn = lists.board(asked, answer, cells)
        else:
            drawn = tables.table(asked, answer, cells, number)
        return _whole(asked, drawn + _more(asked, answer))


def _plain(drawn: str, *, inline: bool) -> str:
    """HTML in which nothing means anything to Markdown, nor to what else works on the text of a page."""
    if not inline:
        return drawn.translate(_BLOCK)
    pieces: list[str] = []
    at = 0
    for tag in _TAG.finditer(drawn):
        pieces += (_escaped(drawn[at : tag.start()]), _QUOTED.sub(lambda m: f'"{_escaped(m[1])}"', tag[0]))
        at = tag.end()
    return "".join([*pieces, _escaped(drawn[at:])])


def _escaped(part: str) -> str:
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", html.unescape(part))


def _whole(asked: Asked, drawn: str, *, titled: bool = True) -> Html:
    """An answer in its box, on one line: a blank line would end a block of HTML in Markdown."""
    title = f'<p class="kb-query__title">{text(asked.title)}</p>' if asked.title and titled else ""
    return Html(f'<div class="kb-query" data-shape="{asked.shape}">{title}{_one_line(drawn)}</div>')


def _one_line(drawn: str) -> str:
    return " ".join(line.strip() for line in drawn.splitlines() if line.strip())


def _more(asked: Asked, answer: Answer) -> str:
    shown, total = min(asked.limit, len(answer.rows)), len(answer.rows)
    if shown == total and not answer.more:
        return ""
    of = f"more than {total}" if answer.more else str(total)
    return f'<p class="kb-query__more">The first {shown} of {of}.</p>'


def _wrong(mistake: Mistake, sql: str, *, inline: bool) -> Html:
    """What is wrong, in the place of the answer."""
    said = text(f"{mistake.message}. {mistake.help}".strip())
    if inline:
        return Html(f'<span class="kb-query__wrong" title="{said}">no answer: {text(mistake.message)}</span>')
    shown = text(sql.strip("\r\n")).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "&#10;")
    marked = _CODE.sub(r"<code>\1</code>", said)
    return Html(
        '<aside class="kb-callout kb-query" data-kind="invalid">'
        '<p class="kb-callout__title">This query has no answer</p>'
        f"<p>{marked}</p><pre><code>{shown}</code></pre></aside>"
    )
