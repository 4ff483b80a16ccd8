"""DC004 two-in-force: of two decisions on one technology or one question, one is in force."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import ClassVar, NamedTuple

from kb.base import Document
from kb.diagnostics import Related, Severity
from kb.lint.reviews import listed, plain
from kb.lint.rule import Context, Finding, Rule
from kb.records.decision import Decision
from kb.standing import in_force
from kb.text.frontmatter import KeyPath


class TwoInForce(Rule):
    """Two decisions in force give one technology different rings, or answer the same question.

    ## Why

    Whoever finds one of them does as it says, and does not know of the other. The newer one supersedes the older, or
    `amends` it where the rest of the older one still holds; decisions that amend each other are not compared. Questions
    are compared by their words, and only where the decisions serve a goal together or one of them serves none. Two
    answers that differ are an error; the same answer twice, or none that can be compared, is a warning.

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

    def check(self, context: Context) -> Iterator[Finding]:
        """Per technology and per question, the newest decision in force against the older ones."""
        standing = [
            _Standing(document, decision)
            for document, decision in context.records(Decision)
            if in_force(context.graph, document) and context.base.by_id.get(decision.id) is document
        ]
        standing.sort(key=lambda s: (s.decision.date or s.decision.created, s.decision.id))
        family = _families(decision for _, decision in context.records(Decision))
        told: set[tuple[str, str]] = set()
        yield from _rings(standing, family, told)
        yield from _questions(standing, family, told)


class _Standing(NamedTuple):
    """A decision in force."""

    document: Document
    decision: Decision


_Family = Callable[[str], str]


def _families(decisions: Iterable[Decision]) -> _Family:
    """Which decisions amend each other, near or far: a name for each such family."""
    parent: dict[str, str] = {}

    def root(id_: str) -> str:
        while (above := parent.get(id_, id_)) != id_:
            parent[id_] = parent.get(above, above)
            id_ = above
        return id_

    for decision in decisions:
        for amended in decision.amends:
            parent[root(decision.id)] = root(amended)
    return root


def _rings(standing: list[_Standing], family: _Family, told: set[tuple[str, str]]) -> Iterator[Finding]:
    by_technology: dict[str, list[_Standing]] = {}
    for entry in standing:
        for name in entry.decision.technologies or {}:
            by_technology.setdefault(name, []).append(entry)
    for name, entries in by_technology.items():
        newest = entries[-1]
        rings: Mapping[str, str] = newest.decision.technologies or {}
        others = [
            other
            for other in entries[:-1]
            if (other.decision.technologies or {})[name] != rings[name] and _strangers(other, newest, family)
        ]
        if others:
            told.update((other.decision.id, newest.decision.id) for other in others)
            said = listed(f"{o.decision.id} gives it {(o.decision.technologies or {})[name]}" for o in others)
            message = (
                f"{newest.decision.id} gives {name} the ring {rings[name]}, where {said}; {_all(others)}"
            )
            yield _finding(newest, others, ("technologies", name), message)


def _questions(standing: list[_Standing], family: _Family, told: set[tuple[str, str]]) -> Iterator[Finding]:
    by_question: dict[str, list[_Standing]] = {}
    for entry in standing:
        if entry.decision.question is not None and (asked := plain(entry.decision.question)):
            by_question.setdefault(asked, []).append(entry)
    for entries in by_question.values():
        newest = entries[-1]
        others = [
            other
            for other in entries[:-1]
            if _strangers(other, newest, family)
            and _together(other.decision, newest.decision)
            and (other.decision.id, newest.decision.id) not in told
        ]
        if others:
            names = listed(other.decision.id for other in others)
            answers = {plain(s.decision.chosen) for s in (*others, newest) if s.decision.chosen is not None}
            message = f"{newest.decision.id} answers the same question as {names}; {_all(others)}"
            severity = Severity.ERROR if len(answers) > 1 else Severity.WARNING
            yield _finding(newest, others, ("question",), message)._replace(severity=severity)


def _all(others: list[_Standing]) -> str:
    return f"{'both' if len(others) == 1 else 'all'} are in force"


def _strangers(one: _Standing, other: _Standing, family: _Family) -> bool:
    return family(one.decision.id) != family(other.decision.id)


def _together(one: Decision, other: Decision) -> bool:
    """Whether two decisions may be about the same thing: the same words are asked of many goals."""
    return not one.serves or not other.serves or not set(one.serves).isdisjoint(other.serves)


def _finding(newest: _Standing, others: list[_Standing], where: KeyPath, message: str) -> Finding:
    older = others[-1].decision.id
    related = tuple(Related(o.document.path, o.document.span(where), "the older one") for o in others[-3:])
    help_ = f"Let {newest.decision.id} supersede {older}, or amend it where the rest of {older} still holds."
    return Finding(newest.document, where, message, help_, related=related)
