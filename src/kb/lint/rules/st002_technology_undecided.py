"""ST002 technology-undecided: what an agreed stack is made of was decided on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from kb.base import Document
from kb.diagnostics import Severity
from kb.lint.facts import Edited
from kb.lint.rule import SKELETON, Context, Finding, Rule, Views
from kb.records.decision import Decision
from kb.records.stack import Stack
from kb.technologies import Placement, core_stack

_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9.+_-]{0,63}")
_GUESSES: Final = 20
"""Undecided technologies of one base for which a known one with a similar name is looked up."""


class TechnologyUndecided(Rule):
    """A requirement of an agreed stack relies on a technology that no decision in force puts in a ring.

    ## Why

    A technology that comes in with a project, and on which nobody decided, is one more to learn, to update and
    to replace. The decision may be small: a trial for this project. Decisions in force are those that were
    accepted and that no other decision replaces; what they say of technologies is the core stack. What is
    listed under `cross_cutting` was there before the project, and is not asked.

    ## Bad

    ```record research/stacks/STACK-0001-scoring.md
    ---
    id: STACK-0001
    type: stack
    title: Stack of the scoring service
    status: agreed
    created: 2026-09-21
    owner: data-lead
    requirements:
      - id: FR1
        text: scores arrive as a stream
        technologies: [kafka]
    ---
    ```

    ## Good

    ```record research/stacks/STACK-0001-scoring.md
    ---
    id: STACK-0001
    type: stack
    title: Stack of the scoring service
    status: agreed
    created: 2026-09-21
    owner: data-lead
    requirements:
      - id: FR1
        text: scores arrive as a stream
        technologies: [kafka]
    ---
    ```

    ```record research/decisions/DEC-0001-streams.md
    ---
    id: DEC-0001
    type: decision
    title: Try streams in the scoring service
    status: accepted
    created: 2026-09-14
    technologies: {kafka: trial}
    ---
    ```
    """

    code: ClassVar[str] = "ST002"
    name: ClassVar[str] = "technology-undecided"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = SKELETON

    def unmoved(self, edit: Edited) -> bool:
        """The core stack comes from all decisions in force."""
        return edit.after.type not in ("decision", "stack") and not edit.after.holds("supersedes", "amends")

    def check(self, context: Context) -> Iterator[Finding]:
        """Technologies of requirements on which no decision in force has a word; each once in a stack."""
        agreed = [(d, stack) for d, stack in context.records(Stack) if stack.status == "agreed"]
        if not agreed:
            return
        known = core_stack(context.graph)
        doubt = _Doubt(context, known)
        for document, stack in agreed:
            seen: set[str] = set()
            for number, requirement in enumerate(stack.requirements):
                for place, name in enumerate(requirement.technologies):
                    if name in known or name in seen or doubt.unread(name):
                        continue
                    seen.add(name)
                    message = f"{requirement.id} relies on {name}, which no decision in force puts in a ring"
                    where = ("requirements", number, "technologies", place)
                    yield Finding(document, where, message, doubt.help(name))


class _Doubt:
    """What else is known of technologies without a decision; collected when the first of them is found."""

    def __init__(self, context: Context, known: Mapping[str, Placement]) -> None:
        self._context = context
        self._known = known
        self._words: dict[str, Decision] | None = None
        self._unread: frozenset[str] | None = None
        self._guesses = _GUESSES

    def unread(self, name: str) -> bool:
        """Whether a file that is no record, and may be a decision, speaks of it."""
        if self._unread is None:
            unread = (d for d in self._context.base.documents if d.record is None and _may_decide(d))
            words = [word for d in unread for word in _SLUG.findall(d.source.text)]
            self._unread = frozenset((*words, *(word.rstrip(".+_-") for word in words)))
        return name in self._unread

    def help(self, name: str) -> str:
        """What to do about it."""
        if self._words is None:
            self._words = {}
            for _, decision in self._context.records(Decision):
                for technology in decision.technologies or ():
                    if technology not in self._words or decision.status == "proposed":
                        self._words[technology] = decision
        if (said := self._words.get(name)) is not None:
            if said.status == "proposed":
                return f"{said.id} proposes a ring for it: decide, and set the decision to accepted."
            return f"{said.id} spoke of it and is no longer in force: decide anew."
        if self._known and self._guesses:
            import difflib

            self._guesses -= 1
            if close := difflib.get_close_matches(name, self._known, n=1, cutoff=0.8):
                return f"Did you mean {close[0]}?"
        return f"Decide on it: record a decision with `technologies: {{{name}: trial}}` or another ring."


def _may_decide(document: Document) -> bool:
    return document.type in (None, "decision")
