"""PV006 leak: what everybody may read does not tell of what few may read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from kb.base import Document
from kb.diagnostics import Span
from kb.lint.facts import Edited
from kb.lint.rule import SKELETON, Context, Finding, Rule, Views
from kb.lint.titles import Titles
from kb.text.phrases import ID, Phrases

# From the hyphen, which is rarer than capital letters.


class Leak(Rule):
    """A public record links to, names or embeds a restricted one, or quotes its title.

    ## Why

    The site keeps a restricted record back, and a public page that names it tells that it is there, and often what
    it is about. Found are typed links, links and ids in the body, ids in code, comments and fields, and titles of at
    least three words. A title that another record bears, too, which is not restricted, gives nothing away.

    ## Bad

    ```record research/experiments/EXP-0001-encoding.md
    ---
    id: EXP-0001
    type: experiment
    title: Encode the shop
    status: concluded
    created: 2026-05-04
    visibility: public
    ---

    The terms of the data are in [[PRIV-0001]].
    ```

    ```record research/privacy/PRIV-0001-orders.md
    ---
    id: PRIV-0001
    type: privacy
    title: Orders of a customer who wants no name
    status: approved
    created: 2026-05-04
    owner: data-lead
    visibility: restricted
    ---
    ```

    ## Good

    ```record research/experiments/EXP-0001-encoding.md
    ---
    id: EXP-0001
    type: experiment
    title: Encode the shop
    status: concluded
    created: 2026-05-04
    visibility: public
    ---

    The data are under contract.
    ```

    ```record research/privacy/PRIV-0001-orders.md
    ---
    id: PRIV-0001
    type: privacy
    title: Orders of a customer who wants no name
    status: approved
    created: 2026-05-04
    owner: data-lead
    visibility: restricted
    ---

    Covers [[EXP-0001]].
    ```
    """

    code: ClassVar[str] = "PV006"
    name: ClassVar[str] = "leak"
    views: ClassVar[Views] = SKELETON

    def unmoved(self, edit: Edited) -> bool:
        """Titles of restricted records are looked for in all public texts."""
        return (edit.before.title, edit.before.visibility) == (edit.after.title, edit.after.visibility)

    def check(self, context: Context) -> Iterator[Finding]:
        """The places of public records that tell of restricted ones."""
        records = [(d, d.record) for d in context.base.documents if d.record is not None]
        public = [document for document, record in records if record.visibility == "public"]
        hidden = {
            record.id: record.title
            for document, record in records
            if record.visibility == "restricted" and context.base.by_id[record.id] is document
        }
        if not public or not hidden:
            return
        open_titles = {record.title for _, record in records if record.visibility != "restricted"}
        titles = Titles((id_, title) for id_, title in hidden.items() if title not in open_titles)
        phrases = titles.phrases(hidden)
        for document in public:
            for told in sorted(_told(context, document, hidden, titles, phrases)):
                message = f"{document.id} is public and {told.how} {told.id}, which is restricted"
                help_ = f"Take it out, or change the `visibility` of {document.id} or of {told.id}."
                yield Finding(document, told.span, message, help_)


class _Told(NamedTuple):
    span: Span
    id: str
    how: str


def _told(
    context: Context, document: Document, hidden: Mapping[str, str], titles: Titles, phrases: Phrases
) -> set[_Told]:
    found = {
        _Told(document.span(link.where), link.target_id, "links to")
        for link in context.graph.links(document.id or "")
        if link.source is document and link.target_id in hidden
    }
    if document.source.lacks(phrases):
        return found
    text = document.source.glance()
    linked = sorted(told.span for told in found)
    found |= {_Told(span, id_, "names") for id_, span in _ids(text, hidden) if not _inside(span, linked)}
    quoted = {_Told(span, id_, "quotes the title of") for id_, span in titles.quoted(text)}
    if quoted:  # the words of a link are no second finding beside its address
        line = document.source.position
        lines = {(told.id, line(told.span.start).line) for told in found}
        found |= {told for told in quoted if (told.id, line(told.span.start).line) not in lines}
    return found


def _ids(text: str, hidden: Mapping[str, str]) -> Iterator[tuple[str, Span]]:
    """Every hidden id, wherever it stands."""
    for word in ID.finditer(text):
        if word[0] in hidden:
            yield word[0], Span(*word.span())


def _inside(span: Span, others: Sequence[Span]) -> bool:
    """Whether one of some places, in order and apart from each other, holds another place."""
    before = bisect_right(others, span.start, key=lambda other: other.start) - 1
    return before >= 0 and span.end <= others[before].end
