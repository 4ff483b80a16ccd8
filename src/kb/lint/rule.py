"""What a rule is, and all that it may look at: a base, its graph, an earlier state of it, its history, and a date.

The docstring of a rule is its page in the manual. After the first sentence come the headings ``## Why``, ``## Bad``,
``## Good`` and, where something can be set, ``## Configure``. Code blocks whose info string is
``record path/of/FILE.md`` (or ``config`` for `kb.toml`) under Bad and Good are executed by the tests: together the
blocks of a section are a base, and the rule must speak, or be silent, about it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Final, Literal, NamedTuple, TypeVar

from kb.base import Document, KnowledgeBase
from kb.changes import Changes, between
from kb.config import Config
from kb.diagnostics import Edit, Move, Related, Severity, Span
from kb.graph import Graph
from kb.history.lives import Chronicle, Life
from kb.lint.facts import Edited
from kb.lint.sources import Origin
from kb.record import Record
from kb.records.task import Task
from kb.text.frontmatter import KeyPath
from kb.workflow import Workflow

if TYPE_CHECKING:
    from kb.queries.judging import Judge

R = TypeVar("R", bound=Record)
SKELETON: Final = "skeleton"
Views = tuple[str, ...] | str | None
"""How far a rule looks, so that after an edit only those are judged again whose findings can be others.

A rule that judges each record by itself gives the chains of links along which it reads more of another record than
its id, its type and its path: kinds of links, with `<` before those that are followed against their direction, such
as ``("goal", "<task <based_on")``; ``()`` if it reads its own record alone. ``SKELETON`` is for a rule that compares
many records and reads of them what :class:`kb.lint.facts.Facts` holds, or says in :meth:`Rule.unmoved` when it reads
more. None means that nobody knows, so that the whole base is judged again whatever is edited. Ids that are taken or
free, and the text that nobody could read, count as seen by all.
"""


Standing = Literal["reachable", "unreachable", "missing", "unknown"]
"""How a commit stands: a branch or tag leads to it, none does, it is not there, or nobody can tell; see
:mod:`kb.history.commits`."""


class Finding(NamedTuple):
    """What a rule says about a place; the engine adds code, severity and position.

    ``where`` is a key path of the front matter (``on`` says whether its key or its value) or characters of the file.
    ``severity`` overrides the rule's own, for rules whose weight depends on the state of a record. ``edits`` and
    ``moves`` mend it; unless they are ``safe``, only when somebody asked for that.
    """

    document: Document
    where: Span | KeyPath
    message: str
    help: str = ""
    on: str = "value"
    severity: Severity | None = None
    related: tuple[Related, ...] = ()
    edits: tuple[Edit, ...] = ()
    safe: bool = True
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class Context:
    """All that a rule may look at.

    Attributes:
        base: the base.
        graph: its links.
        today: the date that "past", "late" and "stale" are measured from.
        previous: the base at the revision that this one came from, where one was asked for.
        origins: what became of the runs of imported experiments, by id, where somebody looked.
        history: the lives of the records up to the last commit, where somebody read them and there are any.
        commits: how the commits stand that experiments ran on, by the ids of the experiments, where somebody looked
            for them; what names none is left out, and those of another repository.
        saved: tells whether a record is as it was committed last; whoever asks rests on all its words.
        follows: tells whether the first of two commits comes from the second.
        since: the commits that lead from ``previous`` to the last commit.
        pages: those of the docs folder in which there is a query, where somebody looked.
    """

    base: KnowledgeBase
    graph: Graph
    today: date
    previous: KnowledgeBase | None = None
    origins: Mapping[str, Origin] | None = None
    history: Chronicle | None = None
    commits: Mapping[str, Standing] | None = None
    saved: Callable[[Document], bool] = lambda _: True
    follows: Callable[[str, str], bool] = lambda *_: False
    since: Collection[str] = ()
    pages: tuple[Document, ...] = ()
    _by_type: dict[type[Record], list[tuple[Document, Record]]] = field(default_factory=dict)

    @property
    def config(self) -> Config:
        """The configuration of the base."""
        return self.base.config

    def offers(self, need: str) -> bool:
        """Whether something is there that rules may need; a history of which a part is missing is not all of it."""
        given = getattr(self, need)
        if need == "commits":
            return given is not None and "unknown" not in given.values()
        return given is not None and not (need == "history" and given.cut)

    def life(self, document: Document) -> Life | None:
        """What the history tells of a document; None where it was never committed, or nobody read the history."""
        if self.history is None:
            return None
        found = self.history.at.get(document.path)
        return (
            found
            if found is not None and found.id == document.id
            else self.history.alive.get(document.id or "")
        )

    @cached_property
    def workflow(self) -> Workflow:
        """The workflow of tasks."""
        return self.base.config.workflow.workflow()

    @cached_property
    def changes(self) -> Changes | None:
        """What happened since the earlier revision; None when none was asked for."""
        return between(self.previous, self.base) if self.previous is not None else None

    @cached_property
    def previous_graph(self) -> Graph | None:
        """The links of the base at the earlier revision."""
        return Graph(self.previous) if self.previous is not None else None

    @cached_property
    def troubled(self) -> list[Document]:
        """The documents in which the reader found a problem."""
        return [d for d in self.base.documents if d.problems]

    @cached_property
    def asking(self) -> list[Document]:
        """The files in which there is a query: records, then pages."""
        return [*(d for d in self.base.documents if d.queries), *self.pages]

    @cached_property
    def query_judge(self) -> Judge:
        """Tells what is wrong with a query; loaded when there is one."""
        from kb.queries.judging import Judge

        return Judge(self.base.config, self.base.types)

    def records(self, model: type[R]) -> list[tuple[Document, R]]:
        """Every readable record of a type with its document; collected once for all rules."""
        if model not in self._by_type:
            self._by_type[model] = list(self.base.records(model))
        return self._by_type[model]  # type: ignore[return-value]  # the key is the type of the values

    @cached_property
    def tasks(self) -> list[tuple[Document, Task]]:
        """Every readable task with its document."""
        return self.records(Task)


class Rule:
    """One rule. A subclass states the class attributes and says what it finds; it keeps no state.

    Where a mention or an address stands in a body may be told, and must not decide whether something is told: an
    answer is given again when words have moved them, unless the text was asked for.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR
    fixable: ClassVar[bool] = False
    """Whether `--fix` mends some of its findings."""
    guesses: ClassVar[bool] = False
    """Whether `--unsafe-fixes` mends some of them, by what was most likely meant."""
    needs: ClassVar[tuple[str, ...]] = ()
    """What must be in the context for this rule to speak at all, such as ``previous``; without it no `allow` for
    the rule is called unused."""
    gains: ClassVar[tuple[str, ...]] = ()
    """What of the context lets it say more than without; likewise, no `allow` is called unused where it is not
    there."""
    views: ClassVar[Views] = None
    """Along which links it looks, from a record that it judges, at what other records say; see :data:`Views`."""
    judges: ClassVar[tuple[str, ...] | None] = None
    """The types of the records about which it finds something; None for any. After an edit that reaches none of them
    the rule is not even loaded, see :mod:`kb.lint.reach`."""

    def check(self, context: Context) -> Iterator[Finding]:
        """The findings of this rule, in any order."""
        raise NotImplementedError

    def unmoved(self, edit: Edited) -> bool:  # noqa: ARG002  # others look
        """Whether an edit of a record changes nothing of what it finds about those that do not look at it by a link."""
        return self.views is not None

    @classmethod
    def manual(cls) -> str:
        """The page of this rule in the manual, as Markdown."""
        return inspect.cleandoc(cls.__doc__ or "")

    @classmethod
    def summary(cls) -> str:
        """The first sentence of the manual page."""
        return " ".join(cls.manual().split("\n\n", 1)[0].split())

    @property
    def family(self) -> str:
        """The letters of the code."""
        return self.code[:2]


@dataclass(frozen=True, slots=True)
class Silence:
    """What became of the `allow` of records while the other rules spoke.

    Attributes:
        used: path and code of every `allow` that silenced something.
        codes: of all rules there are.
        judged: whether a rule judged a file in this run.
    """

    used: frozenset[tuple[str, str]]
    codes: frozenset[str]
    judged: Callable[[str, str], bool]


class LastRule(Rule):
    """A rule about what the others said; it speaks when they have finished."""

    def check(self, context: Context) -> Iterator[Finding]:  # noqa: ARG002  # it looks later, see below
        """Nothing by itself."""
        yield from ()

    def conclude(self, context: Context, silence: Silence) -> Iterator[Finding]:
        """The findings of this rule, in any order."""
        raise NotImplementedError


class ReaderRule(Rule):
    """A rule whose findings the reader has made already, while it read the file.

    After an edit it is not asked: a file that the reader minds is never judged by itself.
    """

    judges: ClassVar[tuple[str, ...] | None] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """The reader's problems under this rule's code."""
        for document in context.troubled:
            for problem in document.problems:
                if problem.code == self.code:
                    yield Finding(document, problem.where, problem.message, problem.help, problem.on)
