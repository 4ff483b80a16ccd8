"""Fits the core stack to one project: which requirements it satisfies, which it violates, what has to be added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from kb.base import KnowledgeBase
from kb.graph import Graph
from kb.records.decision import Ring
from kb.records.goal import Goal
from kb.records.review import Review
from kb.records.stack import Requirement, Stack
from kb.review_scoring import compare
from kb.technologies.rings import Placement
from kb.workflow import Workflow

State = Literal["satisfied", "violated", "added", "missing"]
OPTIONS: Final = 8
"""Alternatives that are named for one requirement."""
_SHUNNED: Final = ("hold", "drop")
_LOOKED_AT: Final = ("trial", "assess")


class Used(NamedTuple):
    """A technology that a requirement relies on, its ring, and the decisions that say so, the newest first.

    The ring is None where no decision in force has a word on it, or where several contradict each other.
    """

    name: str
    ring: Ring | None
    decisions: tuple[str, ...]


class Option(NamedTuple):
    """Something else that might meet a requirement, and where that is written.

    Attributes:
        name: of the technology, or of the candidate where the review gives it no slug.
        technology: its slug.
        ring: in which it is; None for none.
        source: the review or the decision that names it.
        place: in the ranking of the review, from 1; 0 where a decision names it.
        recommended: whether the review recommends it.
    """

    name: str
    technology: str | None
    ring: Ring | None
    source: str
    place: int = 0
    recommended: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """How a requirement stands against the core stack.

    Attributes:
        requirement: as the stack has it.
        state: ``satisfied`` by the core, ``violated`` by it, met by what is ``added`` to it, or ``missing`` from it.
        used: the technologies it relies on.
        reasons: in sentences, with the ids of records.
        taken_up: the open tasks, risks and changes among its evidence.
        reviews: that compared what it relies on, or that are among its evidence.
        options: alternatives to what violates it, or candidates for what is missing.
    """

    requirement: Requirement
    state: State
    used: tuple[Used, ...]
    reasons: tuple[str, ...]
    taken_up: tuple[str, ...]
    reviews: tuple[str, ...]
    options: tuple[Option, ...]


class Addition(NamedTuple):
    """A technology that the project adds to the core, to be evaluated for it at the end.

    Attributes:
        used: the technology.
        requirements: those that rely on it; empty where the whole project does.
        reviews: that compared it.
    """

    used: Used
    requirements: tuple[str, ...]
    reviews: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fitting:
    """The core stack fitted to one project, in the five steps of adapting it.

    Attributes:
        stack: the project's.
        fits: its requirements in the order written.
        additions: what to evaluate for the core at the end of the project.
        shunned: what the whole project uses and the core has put on hold or dropped.
        looked_at: technologies on trial or being assessed that the project does not use.
        ended: whether the project is over, so that the additions are due.
    """

    stack: Stack
    fits: tuple[Fit, ...]
    additions: tuple[Addition, ...]
    shunned: tuple[Used, ...]
    looked_at: tuple[Used, ...]
    ended: bool

    def of(self, state: State) -> list[Fit]:
        """The requirements that stand so."""
        return [fit for fit in self.fits if fit.state == state]


def fit(graph: Graph, workflow: Workflow, core: Mapping[str, Placement], stack: Stack) -> Fitting:
    """Walk the five steps for one stack.

    Args:
        graph: of the base.
        workflow: of tasks.
        core: from :func:`~kb.technologies.rings.core_stack`.
        stack: the project's.
    """
    fitter = _Fitter(graph, workflow, core)
    fits = tuple(fitter.fit(requirement) for requirement in stack.requirements)
    asked = {name for requirement in stack.requirements for name in requirement.technologies}
    # What the whole project uses and nobody decided on was there before it.
    names = dict.fromkeys([*(n for r in stack.requirements for n in r.technologies), *stack.cross_cutting])
    additions = tuple(
        Addition(
            used,
            tuple(r.id for r in stack.requirements if used.name in r.technologies),
            tuple(review.id for review in fitter.reviews_of(used.name)),
        )
        for used in map(fitter.used, names)
        if used.ring not in ("adopt", *_SHUNNED) and (used.decisions or used.name in asked)
    )
    shunned = tuple(u for u in map(fitter.used, dict.fromkeys(stack.cross_cutting)) if u.ring in _SHUNNED)
    looked_at = tuple(
        used
        for name, placement in core.items()
        if placement.ring in _LOOKED_AT and name not in names
        for used in [fitter.used(name)]
    )
    return Fitting(stack, fits, additions, shunned, looked_at, _ended(graph.base, stack))


def _ended(base: KnowledgeBase, stack: Stack) -> bool:
    document = base.by_id.get(stack.goal or "")
    goal = document.record if document is not None else None
    over = isinstance(goal, Goal) and goal.status in ("met", "missed", "dropped")
    return stack.status == "superseded" or over


def taken_up(base: KnowledgeBase, workflow: Workflow, requirement: Requirement) -> list[str]:
    """The tasks, risks and changes among the evidence of a requirement that are still open.

    Of what cannot be read, and of what is not there, nobody knows: it counts as open.
    """
    return [id_ for id_ in requirement.evidence if _open(base, workflow, id_)]


def _open(base: KnowledgeBase, workflow: Workflow, id_: str) -> bool:
    document = base.by_id.get(id_)
    record = document.record if document is not None else None
    if record is None:
        return True
    if record.type == "task":
        return not workflow.ended(record.status)
    return (record.type == "risk" and record.status != "closed") or (
        record.type == "change" and record.status != "refused"
    )


class _Fitter:
    """Judges requirements one by one; reviews are looked up once."""

    def __init__(self, graph: Graph, workflow: Workflow, core: Mapping[str, Placement]) -> None:
        self._graph = graph
        self._workflow = workflow
        self._core = core
        self._reviews: dict[str, list[Review]] = {}
        for _, review in graph.base.records(Review):
            if review.status != "superseded":
                for slug in dict.fromkeys(c.technology for c in review.candidates if c.technology):
                    self._reviews.setdefault(slug, []).append(review)

    def reviews_of(self, technology: str) -> list[Review]:
        """The reviews in force that compare a technology."""
        return self._reviews.get(technology, [])

    def used(self, name: str) -> Used:
        """A technology with its ring."""
        placement = self._core.get(name)
        words = placement.words if placement is not None else ()
        ring = placement.ring if placement is not None else None
        return Used(name, ring, tuple(word.decision.id for word in words))

    def fit(self, requirement: Requirement) -> Fit:
        """How one requirement stands."""
        used = tuple(self.used(name) for name in dict.fromkeys(requirement.technologies))
        state = _state(requirement, used)
        up = taken_up(self._graph.base, self._workflow, requirement)
        reasons = (*(f"{one.name} {standing(one)}" for one in used), _shown(requirement, used), *_taken(up))
        open_ = state in ("violated", "missing")
        reviews = self._on(requirement)
        options = tuple(self._options(requirement, used, reviews))[:OPTIONS] if open_ else ()
        ids = tuple(review.id for review in reviews)
        return Fit(requirement, state, used, reasons, tuple(up), ids, options)

    def _options(
        self, requirement: Requirement, used: Sequence[Used], reviews: Iterable[Review]
    ) -> Iterator[Option]:
        """The candidates of reviews that looked at the same question, then what the same decisions chose."""
        seen = set(requirement.technologies)
        for option in (*self._compared(requirement, reviews), *self._chosen_instead(used)):
            if option.name not in seen and option.ring not in _SHUNNED:
                seen.add(option.name)
                yield option

    def _chosen_instead(self, used: Sequence[Used]) -> Iterator[Option]:
        """What a decision speaks for that puts this technology, and no other, on hold or drops it."""
        for one in used:
            if one.ring in _SHUNNED:
                for word in self._core[one.name].words:
                    rings = word.decision.technologies or {}
                    if sum(ring in _SHUNNED for ring in rings.values()) > 1:
                        continue  # which of the others stands for which nobody can tell
                    for name in rings:
                        other = self.used(name)
                        if other.ring == "adopt" or other.ring in _LOOKED_AT:
                            yield Option(name, name, other.ring, word.decision.id)

    def _on(self, requirement: Requirement) -> list[Review]:
        """The reviews in force that look at the question of a requirement."""
        found = {r.id: r for name in requirement.technologies for r in self.reviews_of(name)}
        for id_ in requirement.evidence:
            document = self._graph.base.by_id.get(id_)
            record = document.record if document is not None else None
            if isinstance(record, Review) and record.status != "superseded":
                found.setdefault(id_, record)
        return list(found.values())

    def _compared(self, requirement: Requirement, reviews: Iterable[Review]) -> Iterator[Option]:
        for review in reviews:
            slugs = {c.name: c.technology for c in review.candidates}
            for place, candidate in enumerate(compare(review).ranking, start=1):
                if not candidate.knocked_out and slugs[candidate.name] not in requirement.technologies:
                    slug = slugs[candidate.name]
                    ring = self.used(slug).ring if slug is not None else None
                    recommended = candidate.name in review.recommends
                    yield Option(slug or candidate.name, slug, ring, review.id, place, recommended)


def _state(requirement: Requirement, used: Sequence[Used]) -> State:
    if any(one.ring in _SHUNNED for one in used):
        return "violated"
    if not used:
        return "satisfied" if requirement.met is True else "missing"
    if all(one.ring == "adopt" for one in used):
        return "violated" if requirement.met is False else "satisfied"
    return "missing" if requirement.met is False else "added"


def standing(used: Used) -> str:
    """In what ring a technology is, and by which decision: half a sentence."""
    by = ", ".join(used.decisions)
    if used.ring is None:
        if used.decisions:
            return f"is in no ring: {by} contradict each other"
        return "is in no ring: no decision in force has a word on it"
    words = {
        "adopt": "is in the core",
        "trial": "is on trial",
        "assess": "is being assessed",
        "hold": "is on hold",
        "drop": "was dropped",
    }
    return f"{words[used.ring]} ({by})"


def _shown(requirement: Requirement, used: Sequence[Used]) -> str:
    """Whether the requirement is met, and what shows it."""
    evidence = ", ".join(requirement.evidence)
    if requirement.met is True:
        return f"met, shown by {evidence}" if evidence else "said to be met, without evidence"
    if requirement.met is False:
        return "not met" if used else "not met, and no technology is named for it"
    known = (
        f"whether it is met is unknown; {evidence} may tell" if evidence else "whether it is met is unknown"
    )
    return known if used else f"no technology is named for it; {known}"


def _taken(ids: Sequence[str]) -> list[str]:
    return [f"taken up by {', '.join(ids)}"] if ids else []
