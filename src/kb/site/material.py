"""All that a page may look at: the base as its audience sees it, computed facts, and links from page to page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from kb import progress, verdicts
from kb.audience import LEVELS, seen_by
from kb.base import Document, KnowledgeBase
from kb.citations import confirmed
from kb.config import Config
from kb.deltas import directions
from kb.diagnostics import Diagnostic
from kb.graph import Graph, ResolvedLink
from kb.history.lives import Chronicle
from kb.lint.engine import all_rules, judge, speakers
from kb.lint.memory import Memory
from kb.lint.rule import Context
from kb.lint.select import Selection, configured
from kb.progress import Best
from kb.readiness import SmartJudge
from kb.record import COMMON_FIELDS, Record, field_order
from kb.records import built_in
from kb.records.decision import Decision
from kb.records.experiment import Experiment
from kb.records.stack import Stack
from kb.records.task import Task
from kb.reproducibility import NOTHING, Criterion, Facts, criteria, fulfilled
from kb.site import addresses, nodes, references, roster, timeline
from kb.site.drawing.html import Html
from kb.site.drawing.svg import DrawnEdge, DrawnNode
from kb.standing import flags, in_force, is_late
from kb.technologies import Fitting, Move, Placement, core_stack, fit, moves, quarter
from kb.verdicts import Verdict, verdict
from kb.workflow import Workflow

if TYPE_CHECKING:  # a drawing needs no bodies, nor what renders them
    from kb.site.bodies import Bodies
    from kb.site.prospects import Prospects
    from kb.site.shelves import Rows

R = TypeVar("R", bound=Record)


UNREAD = Chronicle(untold="the history was not read")


class Material:
    """What pages are drawn from. Everything is computed once, when the first page asks.

    Args:
        base: the whole base.
        today: the date that "late" and "stale" are measured from.
        audience: ``public``, ``internal`` or ``restricted``.
        directories: whether addresses are folders (`/board/`) or files (`/board.html`).
        home: the path of the start page.
        repository: the address of the repository on its code host, for edit and history links; empty for none.
        branch: the branch those links lead to.
        docs: the paths of the pages that people wrote by hand, relative to the docs folder.
        docs_folder: the folder of those pages, relative to the base; the configured one if not given.
        prefix: the folder of the base inside its repository, for edit and history links.
        root: where the base lies, so that a link that leaves it and comes back finds its target.
        facts: what was seen of the repository, for the criteria of reproducibility.
        chronicle: what the history tells of the records; pages say so where it tells nothing.
        address: where the site will stand, for what needs absolute addresses; empty where nobody said so.
        findings: what the linter has found in the whole base, where it was asked already.
        search: whose search the site has: `builtin`, which loads its index whole, or `pagefind`.
        graph: the links of the whole base, where somebody has looked for them already.
    """

    def __init__(  # noqa: PLR0913 - what a site is asked for, each by name
        self,
        base: KnowledgeBase,
        today: date,
        *,
        audience: str = "internal",
        directories: bool = True,
        home: str = "index.md",
        repository: str = "",
        branch: str = "main",
        docs: Iterable[str] = (),
        docs_folder: str | None = None,
        prefix: str = "",
        root: str = "/base",
        facts: Facts = NOTHING,
        chronicle: Chronicle = UNREAD,
        address: str = "",
        findings: Sequence[Diagnostic] | None = None,
        search: str = "builtin",
        graph: Graph | None = None,
    ) -> None:
        self.whole = base
        self.base, self.hidden = seen_by(base, audience)
        self.graph = graph if graph is not None and graph.base is self.base else Graph(self.base)
        self.today = today
        self.audience = audience
        self.directories = directories
        self.home = home
        self.repository = repository.rstrip("/") if repository.startswith(("https://", "http://")) else ""
        self.branch = branch
        self.docs = frozenset(docs)
        self.docs_folder = (base.config.docs if docs_folder is None else docs_folder).strip("/")
        self.root = root
        self.facts = facts
        self.chronicle = chronicle
        self.search = search
        self.address = f"{address.rstrip('/')}/" if address.startswith(("https://", "http://")) else ""
        self._criteria: dict[str, tuple[Criterion, ...]] = {}
        self.prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._verdicts: dict[str, Verdict | None] = {}
        self._flags: dict[str, list[str]] = {}
        self._fittings: dict[str, Fitting] = {}
        self._found = findings
        self.answers: dict[Any, tuple[Any, bytes]] = {}  # what pages were told, see `kb.site.window`

    @property
    def config(self) -> Config:
        """The configuration of the base."""
        return self.base.config

    @cached_property
    def history(self) -> Chronicle:
        """What the history tells of the records that this audience may see, those that are gone included."""
        told = self.chronicle
        kept = tuple(life for life in told.lives if timeline.is_seen(self, life))
        return Chronicle(kept, head=told.head, commits=told.commits, cut=told.cut, untold=told.untold)

    @cached_property
    def prospects(self) -> Prospects | None:
        """What may be expected of the goals that are pursued; None where the history tells nothing."""
        from kb.site.prospects import prospects

        return prospects(self)

    @cached_property
    def people(self) -> Mapping[str, roster.Shelf]:
        """Everybody whom a record of this audience names, with those records."""
        return roster.people(self)

    @cached_property
    def tags(self) -> Mapping[str, roster.Shelf]:
        """Every tag that a record of this audience carries, with those records."""
        return roster.tags(self)

    @cached_property
    def rows(self) -> Rows:
        """The rows of its records in tables."""
        from kb.site.shelves import Rows

        return Rows(self)

    @cached_property
    def zone(self) -> tzinfo:
        """The time zone in which days are meant."""
        return UTC if self.config.timezone == "UTC" else ZoneInfo(self.config.timezone)

    @cached_property
    def events(self) -> list[timeline.Event]:
        """What happened to the records that this audience sees, newest first."""
        return timeline.events(self)

    @cached_property
    def weeks(self) -> list[timeline.Week]:
        """The weeks in which something happened, newest first."""
        return timeline.weeks(self, self.events)

    @cached_property
    def workflow(self) -> Workflow:
        """The workflow of tasks."""
        return self.config.workflow.workflow()

    @cached_property
    def bodies(self) -> Bodies:
        """Draws the Markdown of records."""
        from kb.site.bodies import Bodies

        return Bodies(self)

    @cached_property
    def findings(self) -> Sequence[Diagnostic]:
        """What the linter says about the records this audience sees.

        A finding counts where the linter comes to it on the whole base and, in the same words, on what the audience
        sees: nothing that only the hidden records could have told is in it.
        """
        selection = configured(all_rules(), self.config)
        found = self._found
        if found is None:
            context = self._seen_by_rules(Graph(self.whole), self.chronicle, selection)
            found = judge(context, selection).diagnostics
        if len(self.base.documents) == len(self.whole.documents) or self.audience == LEVELS[-1]:
            return found
        again = speakers(selection, found)
        told = judge(self._seen_by_rules(self.graph, self.history, again), again).diagnostics
        known = {(d.path, d.span, d.code, d.message, d.help) for d in told}
        return [d for d in found if (d.path, d.span, d.code, d.message, d.help) in known]

    def _seen_by_rules(self, graph: Graph, history: Chronicle, selection: Selection) -> Context:
        if not self.config.lint.history:
            return Context(graph.base, graph, self.today)
        memory = Memory(Path(self.root), self.config, lambda: history, self.facts.commits)
        return memory.context(graph, self.today, selection.rules)

    @cached_property
    def added_fields(self) -> dict[str, tuple[str, ...]]:
        """For each type the fields that the configuration added to it, links left out."""
        ours = built_in()
        found = {}
        for name, entry in self.base.types.items():
            known = {*COMMON_FIELDS} if entry.custom else {*field_order(ours[name])}
            known |= {field.path[0] for field in entry.links}
            found[name] = tuple(field for field in entry.order if field not in known)
        return found

    @cached_property
    def core_stack(self) -> Mapping[str, Placement]:
        """Every technology on which the decisions in force have a word."""
        return core_stack(self.graph)

    @cached_property
    def quarter(self) -> date:
        """The first day of the quarter: what moved since the last one moved from here on."""
        return quarter(self.today)

    @cached_property
    def moves(self) -> Mapping[str, Move]:
        """How technologies moved since the last quarter."""
        return moves(self.graph, self.quarter, self.core_stack)

    def fitting(self, stack: Stack) -> Fitting:
        """The core stack fitted to one project."""
        if stack.id not in self._fittings:
            self._fittings[stack.id] = fit(self.graph, self.workflow, self.core_stack, stack)
        return self._fittings[stack.id]

    @cached_property
    def smart(self) -> SmartJudge:
        """Judges the letters of SMART."""
        return SmartJudge(self.graph, self.today)

    @cached_property
    def directions(self) -> dict[str, frozenset[str]]:
        """Which way is better for each metric, as tasks and goals say; both where they contradict."""
        return directions(self.base)

    @cached_property
    def experiments_by_goal(self) -> dict[str, list[Experiment]]:
        """The experiments that test a goal's tasks, or parts of them, oldest first."""
        return progress.experiments_by_goal(self.base)

    @cached_property
    def findings_by_path(self) -> dict[str, list[Diagnostic]]:
        """The findings of each file."""
        found: dict[str, list[Diagnostic]] = defaultdict(list)
        for diagnostic in self.findings:
            found[diagnostic.path].append(diagnostic)
        return found

    def let_go(self, source: str | None) -> None:
        """Forget the text of the record in a file, once all that shows it is drawn: thousands of texts take room."""
        document = self.base.by_path.get(source or "")
        if document is not None:
            document.release()

    def records(self, model: type[R]) -> list[tuple[Document, R]]:
        """Every record of a type that this audience sees, by path."""
        return list(self.base.records(model))

    def verdict(self, id: str) -> Verdict | None:
        """The verdict of a task; None for other records and for work without a metric."""
        if id not in self._verdicts:
            document = self.base.by_id.get(id)
            task = document.record if document is not None else None
            self._verdicts[id] = verdict(self.graph, task) if isinstance(task, Task) else None
        return self._verdicts[id]

    def own_verdict(self, id: str) -> Verdict | None:
        """What an experiment by itself says to the target of its task; None where that has none, or is not seen."""
        document = self.base.by_id.get(id)
        experiment = document.record if document is not None else None
        if not isinstance(experiment, Experiment) or experiment.task is None:
            return None
        found = self.base.by_id.get(experiment.task)
        task = found.record if found is not None else None
        if not isinstance(task, Task) or task.smart is None or task.smart.measurable is None:
            return None
        return verdicts.judge(task.smart.measurable, [experiment])

    def outcome_of(self, id: str) -> str | None:
        """The outcome of an experiment."""
        document = self.base.by_id.get(id)
        record = document.record if document is not None else None
        return record.outcome if isinstance(record, Experiment) else None

    def criteria(self, experiment: Experiment) -> tuple[Criterion, ...]:
        """The seven criteria of reproducibility; none of an experiment of which nobody can say anything yet."""
        if experiment.status == "running" and experiment.reproducibility is None:
            return ()
        if experiment.id not in self._criteria:
            self._criteria[experiment.id] = criteria(self.base, experiment, self.facts)
        return self._criteria[experiment.id]

    def fulfilled(self, experiment: Experiment) -> int | None:
        """How many of them hold."""
        found = self.criteria(experiment)
        return fulfilled(found) if found else None

    def in_force(self, decision: Decision) -> bool:
        """Whether a decision holds, as the rules understand it."""
        document = self.base.by_id.get(decision.id)
        return document is not None and in_force(self.graph, document)

    def flags(self, id: str) -> list[str]:
        """How a record stands, blocked and late included."""
        if id not in self._flags:
            document = self.base.by_id.get(id)
            found = flags(self.graph, document, self.today) if document is not None else []
            task = document.record if document is not None else None
            if isinstance(task, Task) and task.blocked is not None and not self.workflow.ended(task.status):
                found.append("blocked")
            if document is not None and is_late(document, self.workflow, self.today):
                found.append("late")
            self._flags[id] = found
        return self._flags[id]

    def suspects(self, id: str) -> list[str]:
        """What a record cites that has changed since the citation was confirmed."""
        document = self.base.by_id.get(id)
        found = confirmed(self.graph, document) if document is not None else []
        return [c.target.id for c in found if c.state == "suspect" and c.target.id is not None]

    def best(self, goal: str, metric: str, direction: str) -> Best | None:
        """The best concluded result for a metric among the experiments that serve a goal, on the data it counts on."""
        return progress.best(self.experiments_by_goal.get(goal, ()), metric, direction)

    def url(self, id: str, here: str) -> str:
        """The link from the page at path ``here`` to a record's page."""
        return addresses.relative(addresses.record_path(id), here, directories=self.directories)

    def page_url(self, path: str, here: str) -> str:
        """The link from the page at path ``here`` to the page at ``path``, such as ``board.md``."""
        return addresses.relative(path, here, directories=self.directories)

    def asset_url(self, path: str, here: str) -> str:
        """The link from the page at path ``here`` to a file of the site."""
        return addresses.asset(path, here, directories=self.directories)

    def ref(
        self, id: str, here: str, *, note: str = "", with_flags: bool = True, with_status: bool = True
    ) -> Html:
        """As :func:`kb.site.references.record`."""
        return references.record(self, id, here, note=note, with_flags=with_flags, with_status=with_status)

    def person(self, name: str | None, here: str) -> Html:
        """As :func:`kb.site.references.person`."""
        return references.person(self, name, here)

    def tag(self, name: str, here: str) -> Html:
        """As :func:`kb.site.references.tag`."""
        return references.tag(self, name, here)

    def faded(self, id: str) -> bool:
        """Whether a record no longer holds: whoever reads its title shall see so at once."""
        return not {"invalid", "superseded", "expired"}.isdisjoint(self.flags(id))

    def node(self, id: str, here: str) -> DrawnNode:
        """A record as a node of a drawing."""
        return nodes.node(self, id, here)

    def edge(self, link: ResolvedLink) -> DrawnEdge:
        """A link as an edge of a drawing: from the record that is named to the record that names it."""
        return nodes.edge(link.target_id, link.source_id, link.kind, link.reverse)

    def drawing(self, ids: Iterable[str], here: str) -> tuple[list[DrawnNode], list[DrawnEdge]]:
        """Nodes and edges of some records."""
        chosen = dict.fromkeys(id for id in ids if id in self.base.by_id)  # in order, unlike a set
        return [self.node(id, here) for id in chosen], [self.edge(link) for link in self.graph.edges(chosen)]
