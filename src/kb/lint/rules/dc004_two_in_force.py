"""DC004 two-in-force: of two decisions on one technology or one question, one is in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from kb.base import Document
from kb.diagnostics import Related, Severity
from kb.lint.facts import Edited
from kb.lint.reviews import plain
from kb.lint.rule import SKELETON, Context, Finding, Rule, Views
from kb.lint.saying import few
from kb.records.decision import Decision
from kb.standing import amended, in_force
from kb.technologies import Word, core_stack
from kb.text.frontmatter import KeyPath


class TwoInForce(Rule):
    """Two decisions in force give one technology different rings, or answer the same question.

    ## Why

    Whoever finds one of them does as it says, and does not know of the other. The newer one supersedes the older, or
    `amends` it where the rest of the older one still holds; a decision is not compared with what it amends, by itself
    or by way of others. Questions are compared by their words, and only where the decisions serve a goal together or
    one of them serves none. Two answers that differ are an error; the same answer twice, or none given, is a warning.

    ## Bad

    ```record research/decisions/DEC-0001-try-prophet.md
    ---
    id: DEC-0001
    type: decision
    title: Start a trial of Prophet
    status: accepted
    created: 2026-05-04
    technologies:
      prophet: trial
    ---
    ```

    ```record research/decisions/DEC-0002-prophet.md
    ---
    id: DEC-0002
    type: decision
    title: Forecast with Prophet
    status: accepted
    created: 2026-09-01
    technologies:
      prophet: adopt
    ---
    ```

    ## Good

    ```record research/decisions/DEC-0001-try-prophet.md
    ---
    id: DEC-0001
    type: decision
    title: Start a trial of Prophet
    status: superseded
    created: 2026-05-04
    technologies:
      prophet: trial
    ---
    ```

    ```record research/decisions/DEC-0002-prophet.md
    ---
    id: DEC-0002
    type: decision
    title: Forecast with Prophet
    status: accepted
    created: 2026-09-01
    supersedes: [DEC-0001]
    technologies:
      prophet: adopt
    ---
    ```
    """

    code: ClassVar[str] = "DC004"
    name: ClassVar[str] = "two-in-force"
    views: ClassVar[Views] = SKELETON

    def unmoved(self, edit: Edited) -> bool:
        """Decisions are compared with each other; what supersedes one takes it out of force."""
        return edit.after.type != "decision" and not edit.after.holds("supersedes", "amends")

    def check(self, context: Context) -> Iterator[Finding]:
        """Per technology and per question, the newest decision in force against the older ones."""
        told: set[tuple[str, str]] = set()
        for name, placement in core_stack(context.graph).items():
            if placement.ring is None:
                yield from _rings(name, placement.words, told)
        by_question: dict[str, list[_Entry]] = {}
        for document, decision in context.records(Decision):
            if decision.question is not None and in_force(context.graph, document):
                by_question.setdefault(plain(decision.question), []).append(_Entry(document, decision))
        for asked, entries in by_question.items():
            if asked and len(entries) > 1:
                yield from _question(context, entries, told)


class _Entry(NamedTuple):
    """A decision in force and where it stands."""

    document: Document
    decision: Decision

    @property
    def age(self) -> tuple[date, str]:
        """What the newest has most of."""
        return self.decision.date or self.decision.created, self.decision.id


def _rings(technology: str, words: Sequence[Word], told: set[tuple[str, str]]) -> Iterator[Finding]:
    newest = words[0]
    others = [
        word for word in words[1:] if word.ring != newest.ring and word.decision.id != newest.decision.id
    ]
    if others:
        told.update((newest.decision.id, word.decision.id) for word in others)
        said = few(f"{word.decision.id} gives it {word.ring}" for word in others)
        message = f"{newest.decision.id} gives {technology} the ring {newest.ring}, where {said}"
        entries = [_Entry(word.document, word.decision) for word in others]
        yield _finding(_Entry(*newest[:2]), entries, ("technologies", technology), message)


def _question(context: Context, entries: list[_Entry], told: set[tuple[str, str]]) -> Iterator[Finding]:
    newest = max(entries, key=lambda entry: entry.age)
    own = newest.decision.id
    family = amended(context.graph, own) | amended(context.graph, own, by=True) | {own}
    others = [
        entry
        for entry in sorted(entries, key=lambda entry: entry.age, reverse=True)
        if entry.decision.id not in family
        and (own, entry.decision.id) not in told
        and _together(newest.decision, entry.decision)
    ]
    if others:
        answers = {plain(e.decision.chosen) for e in (newest, *others) if e.decision.chosen is not None}
        severity = Severity.ERROR if len(answers) > 1 else Severity.WARNING
        message = f"{own} answers the same question as {few(e.decision.id for e in others)}"
        yield _finding(newest, others, ("question",), message)._replace(severity=severity)


def _together(one: Decision, other: Decision) -> bool:
    """Whether two decisions may be about the same thing: the same words are asked of many goals."""
    return not one.serves or not other.serves or not set(one.serves).isdisjoint(other.serves)


def _finding(newest: _Entry, others: list[_Entry], where: KeyPath, message: str) -> Finding:
    older = others[0].decision.id
    related = tuple(Related(o.document.path, o.document.span(where), "the older one") for o in others[:3])
    help_ = f"Let {newest.decision.id} supersede {older}, or amend it where the rest of {older} still holds."
    force = f"{'both' if len(others) == 1 else 'all'} are in force"
    return Finding(newest.document, where, f"{message}; {force}", help_, related=related)
