"""What one run of `kb` knows: where it was started, the configuration there, today, and the base when read."""

from __future__ import annotations

import dataclasses
import datetime
import gc
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from kb import base, beside, config, disk
from kb.base import Document, KnowledgeBase
from kb.cache import head
from kb.cli.imprints import Imprints
from kb.config import Config, Located
from kb.diagnostics import Diagnostic
from kb.errors import KbError
from kb.graph import Graph
from kb.rooting import git_top
from kb.text.source import Source

if TYPE_CHECKING:
    from kb.base import Heard, Spread
    from kb.cli.recall import Run
    from kb.history.chronicle import Reading
    from kb.history.lives import Chronicle
    from kb.index import FindingRow, Index, TransitionRow
    from kb.lint.memory import Memory
    from kb.lint.rule import Context, Rule
    from kb.parcels import Ledger

MANY = 1000
"""Of so many files that were written a moment ago the texts are not held in memory."""


class Session:
    """The state that commands share; everything is read when it is first needed.

    Args:
        start: where to begin looking for `kb.toml`.

    Attributes:
        recalled: this run as the cache sees it, if its answer may be kept.
        keep_text: whether the texts of the records are held in memory.
        with_history: whether rules may ask the history, if the configuration says nothing else.
    """

    def __init__(self, start: Path) -> None:
        self.start = start
        self.recalled: Run | None = None
        self.keep_text = True
        self._past: bytes | None = None
        self.with_history = True
        self._today: datetime.date | None = None
        self._looks_back = False
        self._reading: Reading | None = None

    @cached_property
    def located(self) -> Located:
        """The configuration and the root of the base.

        Raises:
            KbError: there is no base here, or its configuration is unusable.
        """
        start = self.start.resolve()
        if not start.is_dir():
            raise KbError(f"there is no folder {self.start}")
        root = config.find_root(start)
        if root is None:
            hint = "`kb init` makes one here; `kb -C DIR` starts elsewhere."
            raise KbError(f"there is no knowledge base at or above {start}", hint=hint)
        return config.read(root)

    @property
    def root(self) -> Path:
        """The folder of the base."""
        return self.located.root

    @property
    def config(self) -> Config:
        """The configuration of the base."""
        return self.located.config

    @cached_property
    def base(self) -> KnowledgeBase:
        """The base, read once."""
        with _lasting():
            read = self._base()
        if self._reading is not None:
            _ = (
                self.chronicle
            )  # before there is a graph, which then takes the place of what was needed for it
        return read

    def _base(self) -> KnowledgeBase:
        run = self.recalled
        listing = run.look(disk.record_folders(self.root, self.config.records)) if run is not None else None
        if run is None or listing is None:
            heard = self._begin_to_look_back()
            read = base.load(
                self.located, keep_text=self.keep_text, heard=heard, spread=self._spread(self._reading)
            )
        else:
            paths = [path for path in listing.paths() if not disk.is_leftover(path)]
            few = listing.fresh if len(listing.fresh) <= MANY else ()
            taken = Imprints() if run.judges else None
            note = taken.note if taken is not None else None
            heard = self._begin_to_look_back()
            read = base.load(
                self.located, keep_text=self.keep_text, paths=paths, kept=few, seen=note, heard=heard,
                spread=self._spread(taken, self._reading),
            )  # fmt: skip
            if len(few) == len(listing.fresh) and all(d.source.lasting for d in read.documents):
                run.read((taken or Imprints()).reading(read, few))
        return read

    def _spread(self, *ledgers: Ledger | None) -> Spread | None:
        """Who shares the reading with a second process, where no texts have to be handed over."""
        if self.keep_text or not beside.may_fork():
            return None
        from kb.parcels import read_shared

        return partial(read_shared, ledgers=[ledger for ledger in ledgers if ledger is not None])

    @cached_property
    def graph(self) -> Graph:
        """The graph of the base."""
        base = self.base
        with _lasting():
            return Graph(base)

    @cached_property
    def chronicle(self) -> Chronicle:
        """What the history of the repository tells of the records, read once; it says why if it tells nothing."""
        from kb.cli.progress import waiting

        with waiting("reading the history"):
            return self._chronicle()

    def _chronicle(self) -> Chronicle:
        from kb.history import chronicle
        from kb.history.brief import Brief

        reading, self._reading = self._reading, None
        with _lasting():
            if reading is not None:
                return Brief(reading.brief(), few=0)
            self._note_past()
            return chronicle.read(self.root, self.config, cached=not os.environ.get("KB_NO_CACHE"))

    def _note_past(self) -> None:
        if self.recalled is not None:
            self._past = head.state_of(os.fspath(self.root))

    @contextmanager
    def looking_back(self, rules: Iterable[Rule]) -> Iterator[None]:
        """While some rules judge: if they ask for the history, versions that lie in the files are read with those."""
        self._looks_back = self.memory is not None and self.memory.looks_back(rules)
        try:
            yield
        finally:
            self._looks_back = False

    def _begin_to_look_back(self) -> Heard | None:
        """Who wants to hear what stands in the files, because the history is asked afterwards."""
        if not self._looks_back or git_top(str(self.root)) is None or "chronicle" in self.__dict__:
            return None
        from kb.history import chronicle

        self._note_past()
        self._reading = chronicle.begin(self.root, self.config, cached=not os.environ.get("KB_NO_CACHE"))
        return self._reading.hear if self._reading.wanted else None

    @cached_property
    def findings(self) -> Sequence[Diagnostic]:
        """What the linter says, by the configuration."""
        from kb.lint.engine import all_rules, judge
        from kb.lint.select import configured

        rules = configured(all_rules(), self.config)
        return judge(self.context(rules.rules), rules).diagnostics

    def context(
        self,
        rules: Iterable[Rule],
        *,
        seen: Graph | None = None,
        previous: KnowledgeBase | None = None,
        ancestor: str | None = None,
    ) -> Context:
        """All that some rules may look at.

        Args:
            rules: those that will judge.
            seen: the links of another base to be judged, such as what an audience sees of this one.
            previous: the base at an earlier revision.
            ancestor: the commit of that revision.
        """
        graph = seen if seen is not None else self.graph
        if self.memory is not None:
            return self.memory.context(graph, self.today, rules, previous=previous, ancestor=ancestor)
        from kb.lint.rule import Context

        return Context(graph.base, graph, self.today, previous)

    def with_pages(self, context: Context) -> Context:
        """What rules may look at, together with the hand-written pages."""
        return dataclasses.replace(context, pages=tuple(self.pages)) if self.pages else context

    @cached_property
    def pages(self) -> list[Document]:
        """The hand-written pages in which there is a query."""
        from kb.surroundings import asking_pages

        self.depends_on(f"{self.config.docs}/")
        return asking_pages(self.root, self.config.docs, self.config.records)

    @cached_property
    def memory(self) -> Memory | None:
        """What the repository remembers of the base; None where rules are not to ask."""
        if not (self.with_history and self.config.lint.history):
            return None
        from kb.lint.memory import Memory

        found = Memory(self.root, self.config, lambda: self.chronicle)
        if self.recalled is not None:
            self.recalled.remember(lambda: found.rests)
        return found

    @cached_property
    def index(self) -> Index:
        """The base in SQL."""
        from kb.index import Index

        return Index(self.graph, self._finding_rows(), self._transition_rows(), today=self.today)

    def _transition_rows(self) -> Iterator[TransitionRow]:
        from kb.history.entries import entries

        yield from entries(self.told().lives)

    def told(self) -> Chronicle:
        """What the history tells, for a table; it is remarked what that cannot hold, lest nothing be taken for none."""
        from kb.cli.terminal import note

        told = self.chronicle
        if told.untold is not None:
            note(f"The table transitions is empty: {told.untold}.")
        elif told.cut:
            note(
                "The table transitions begins where this clone ends; `git fetch --unshallow` brings the rest."
            )
        return told

    def _finding_rows(self) -> Iterator[FindingRow]:
        from kb.index import FindingRow

        for d in self.findings:
            line = self.base.by_path[d.path].source.position(d.span.start).line
            yield FindingRow(d.record, d.code, str(d.severity), d.message, d.path, line)

    @property
    def today(self) -> datetime.date:
        """Today in the time zone of the base, unless `--today` said otherwise."""
        if self._today is not None:
            return self._today
        return datetime.datetime.now(self.zone).date()

    @property
    def zone(self) -> datetime.tzinfo:
        """The time zone of the base."""
        if self.config.timezone == "UTC":
            return datetime.UTC
        from zoneinfo import ZoneInfo

        return ZoneInfo(self.config.timezone)

    def depends_on(self, path: str) -> None:
        """Say that what this run prints depends on one more file, or the pages of a folder (`docs/`), read next."""
        if self.recalled is not None:
            self.recalled.depend(path)

    def vouch(self, facts: Callable[[], Iterable[bytes]] | None = None) -> None:
        """Say that it depends on nothing else but the base, the day and the command line.

        Args:
            facts: makes what lets a later run judge an edit by itself.
        """
        if self.recalled is not None:
            config = self.located.path, self.located.data
            self.recalled.vouch(config, self.config.timezone, facts)

    @property
    def state_ages(self) -> Mapping[tuple[str, str], int]:
        """For how many days files have been in states, as the history tells; empty where it is not to be asked."""
        from kb.history.since import ages

        return ages(self.chronicle, self.zone, self.today)

    def vouch_history(self, *, branches: bytes = b"") -> None:
        """Say that it depends on what the history told as well, and on nothing else.

        Args:
            branches: where branches and tags led before it was asked how commits stand to them, if it was.
        """
        told, state = self.chronicle, self._past
        if self.recalled is None or state is None:
            return
        # What the files of git say and what git itself says must not be two things.
        nothing = state in (head.NO_REPOSITORY, head.NO_COMMIT)
        same = told.head is not None and state.startswith(f"{told.head.commit}\0".encode())
        if same if told.untold is None else nothing:
            self.recalled.remember(lambda: head.pledge(state, branches=False))
            if branches:
                self.recalled.remember(lambda: head.pledge(branches, branches=True))
            self.vouch()

    def hand_over_graph(self) -> Graph | None:
        """The graph, if there is one, for whoever asks for it last: it is not held on to here."""
        found: Graph | None = self.__dict__.pop("graph", None)
        return found

    def forget_graph(self) -> None:
        """Let the graph go when nobody asks any more: its place is needed by what is kept for the next run."""
        self.__dict__.pop("graph", None)

    def replace(self, *sources: Source, gone: Collection[str] = ()) -> None:
        """Go on with other texts of some files and without others, as if they had been read."""
        self.__dict__["base"] = self.base.with_source(*sources, gone=gone)
        for name in ("graph", "findings", "index"):
            self.__dict__.pop(name, None)

    def follow(self, before: Session, base: KnowledgeBase, *, same_past: bool) -> None:
        """Begin with what another session of the same base has read already, as far as nothing of it changed since.

        Args:
            before: that session.
            base: the records as they are now.
            same_past: whether the history is that which the other session has read.
        """
        self.__dict__["located"], self.__dict__["base"] = before.located, base
        if same_past and "chronicle" in before.__dict__:
            self.__dict__["chronicle"] = before.chronicle

    @property
    def pretended_today(self) -> str | None:
        """The day `--today` named, for programs that this one starts."""
        return self._today.isoformat() if self._today is not None else None

    def pretend_today(self, day: datetime.date | None) -> None:
        """Measure "past" and "late" from another day."""
        self._today = day


@contextmanager
def _lasting() -> Iterator[None]:
    """While something is made that lives as long as the run: looking through it for garbage finds none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()
