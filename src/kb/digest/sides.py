"""The base at one end of a period, as the day there sees it."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from kb.base import Document, KnowledgeBase
from kb.graph import Graph
from kb.standing import doubts, flags
from kb.workflow import Workflow


class Side:
    """The base at one end of the period, and the day that it is measured from.

    Args:
        base: the base.
        day: its day.
    """

    def __init__(self, base: KnowledgeBase, day: date) -> None:
        self.base = base
        self.day = day

    @cached_property
    def graph(self) -> Graph:
        """Its graph."""
        return Graph(self.base)

    @cached_property
    def workflow(self) -> Workflow:
        """The workflow of its tasks."""
        return self.base.config.workflow.workflow()

    def doubts(self, document: Document) -> tuple[str, ...]:
        """Why a record of it needs a second look."""
        record = document.record
        if record is None:
            return ()
        return tuple(doubts(document, self.base.types[record.type].type.retired, self._flags))

    def _flags(self, id: str) -> list[str]:
        document = self.base.by_id.get(id)
        return flags(self.graph, document, self.day) if document is not None else []
