"""Judges the step from a revision to the work tree, and the merge of both, for `kb lint --against`."""

from __future__ import annotations

from kb.base import KnowledgeBase
from kb.cli.session import Session
from kb.cli.terminal import clean, note
from kb.history.merging import merged
from kb.history.objects import Fork, fork
from kb.history.past import Past
from kb.lint import engine
from kb.lint.engine import Verdicts
from kb.lint.meeting import with_merge
from kb.lint.select import Selection

_NAMED = 3


class Sides:
    """The work tree's base and what a revision and their common ancestor held.

    Args:
        session: whose base is judged.
        revision: as it was named.

    Raises:
        KbError: git cannot say what the revision held, or where the work tree parted from it.
    """

    def __init__(self, session: Session, revision: str) -> None:
        self._session = session
        self._revision = revision
        self._told: set[str] = set()
        found = fork(session.root, revision)
        if found is None:
            note("There is no commit yet, so there is no step to judge.")
        self._fork: Fork | None = found

    def judge(self, selection: Selection) -> Verdicts:
        """The findings of the work tree, of the step to it, and of the merge."""
        session, revision = self._session, self._revision
        ancestor, theirs = self._earlier()
        commit = self._fork.ancestor if self._fork is not None else None
        ours = session.context(selection.rules, previous=ancestor, ancestor=commit)
        verdicts = engine.judge(session.with_pages(ours), selection)
        if ancestor is None or theirs is None or _same(ancestor, theirs):
            return verdicts
        together = merged(session.base, ancestor, theirs, revision)
        self._tell_conflicts(together.conflicts)
        return with_merge(verdicts, ours, theirs, together, clean(revision), selection)

    def _earlier(self) -> tuple[KnowledgeBase | None, KnowledgeBase | None]:
        if self._fork is None:
            return None, None
        past = Past(self._session.root, self._session.base)
        ancestor = past.at(self._fork.ancestor, self._revision)
        if ancestor is None:
            self._tell("There is no base in this folder where the two sides part, so no step is judged.")
            return None, None
        if self._fork.theirs == self._fork.ancestor:
            return ancestor, ancestor
        return ancestor, past.at(self._fork.theirs, self._revision)

    def _tell_conflicts(self, paths: tuple[str, ...]) -> None:
        if not paths:
            return
        named = ", ".join(map(clean, paths[:_NAMED])) + (", …" if len(paths) > _NAMED else "")
        many = len(paths) > 1
        self._tell(
            f"{len(paths)} file{'s' if many else ''} that {'were' if many else 'was'} changed here and in "
            f"{clean(self._revision)} will have to be put together by hand; "
            f"{'they are judged as they are' if many else 'it is judged as it is'} here: {named}"
        )

    def _tell(self, text: str) -> None:
        if text not in self._told:  # mending judges several times
            self._told.add(text)
            note(text)


def _same(one: KnowledgeBase, other: KnowledgeBase) -> bool:
    return one.config is other.config and one.documents == other.documents
