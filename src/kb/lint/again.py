"""Judges an edit by itself: whether the records that see it cause no finding before and after.

If so, the findings of the whole base are what they were. It says so only of edits after which every record is found
under the same id and leads to the same records as before, and only if every rule says how far it looks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from kb.base import Document
from kb.config import Config
from kb.lint.facts import Edited, Skeleton, facts_of
from kb.lint.late import LateBase, LateGraph, Unsure
from kb.lint.reach import Reach, reached, rule_of
from kb.lint.rule import Context
from kb.records import Registry

if TYPE_CHECKING:
    from kb.lint.memory import Memory

MANY: Final = 400
"""When more records see an edit, reading all of them is as quick."""


class World(NamedTuple):
    """A base before an edit, as far as it is known without reading it.

    Attributes:
        root: its folder, in which the files are as they are after the edit.
        config: its configuration.
        types: the record types it knows.
        skeleton: what was seen of all records, if it was plain; it becomes what is seen of them after the edit.
        told: the files about which something was found, or that a finding or its edits name.
        asked: the files whose text was asked for when the rules judged the base.
        memory: what the repository remembers, where the rules were told of it.
    """

    root: Path
    config: Config
    types: Registry
    skeleton: Skeleton
    told: Collection[str]
    asked: Collection[str]
    memory: Memory | None = None

    def stands(self, edited: Mapping[int, Document], rules: Sequence[Reach], today: date) -> bool:
        """Whether some rules find the same after an edit; False when only the whole base can tell.

        Args:
            edited: the edited files as they are now, by number. Their bodies name what they named before.
            rules: what the rules that judge say of themselves; those are loaded that the edit reaches.
            today: the day they judge by.
        """
        looks = self.memory is not None and self.memory.looks_back(rules)
        told = self.memory.chronicle if self.memory is not None and looks else None
        offered = {"history"} if told is not None else set()
        speaking = [rule for rule in rules if offered.issuperset(rule.needs)]
        if any(self._odd(document) for document in edited.values()):
            return False
        try:
            if not all(self._unmoved(n, document, speaking) for n, document in edited.items()):
                return False
            return not self._finds(edited, speaking, today)
        except Unsure:
            return False

    def _odd(self, document: Document) -> bool:
        """Whether something is, or was, to be said about an edited file by itself."""
        wrong = bool(document.problems or document.sightings) or document.record is None
        return wrong or document.path in self.told

    def _unmoved(self, number: int, document: Document, rules: Sequence[Reach]) -> bool:
        """Whether an edited record looks the same to those that do not see it by a link."""
        before, after = self.skeleton.facts[number], facts_of(document)
        if (before.id, before.type, before.links) != (after.id, after.type, after.links):
            return False
        if not before.readable or before.allows or after.allows:
            return False
        edit = Edited(before, after, self.skeleton)
        if not all(rule_of(rule).unmoved(edit) for rule in rules if rule.minds):
            return False
        self.skeleton.facts[number] = after
        return True

    def _finds(self, edited: Mapping[int, Document], rules: Sequence[Reach], today: date) -> bool:
        """Whether something was or is found about a record that sees the edited ones, or is sought in other texts."""
        ids = {number: document.id or "" for number, document in edited.items()}
        near, judged = reached(self.skeleton, ids, rules)
        facts, paths = self.skeleton.facts, self.skeleton.paths
        if len(judged) > MANY or any(facts[n].allows or paths[n] in self.told for n in judged):
            return True
        base = LateBase(self.root, self.config, self.types, self.skeleton, edited, judged)
        graph = LateGraph(base)
        context = (
            self.memory.context(graph, today, rules)
            if self.memory is not None
            else Context(base, graph, today)
        )
        for document in edited.values():
            document.source.settle()
        if any(True for rule in near for _ in rule.check(context)):
            return True
        return not base.asked() <= set(
            self.asked
        )  # or nobody would know that the answer rests on these words
