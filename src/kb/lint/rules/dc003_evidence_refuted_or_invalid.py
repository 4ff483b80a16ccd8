"""DC003 evidence-refuted-or-invalid: a decision rests on results that hold, and that speak for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.base import Document
from kb.diagnostics import Related, Severity
from kb.graph import ResolvedLink
from kb.lint.reviews import plain
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import few
from kb.records.decision import Decision
from kb.records.experiment import Experiment
from kb.standing import in_force

# By these words a title, or what was chosen, says that something is not done, no longer done, or left as it is.
_AGAINST: Final = frozenset(
    ("abandon", "against", "avoid", "cancel", "decline", "discard", "discontinue", "dismiss", "drop", "exclude",
     "forgo", "instead", "keep", "leave", "never", "no", "none", "not", "nothing", "omit", "reject", "remain",
     "remove", "retain", "retire", "return", "revert", "skip", "stay", "stop", "without", "withdraw")
)  # fmt: skip


class EvidenceRefutedOrInvalid(Rule):
    """A decision rests on an invalid experiment, or on nothing but experiments that were refuted.

    ## Why

    An invalid experiment says nothing, whatever its figures; a decision in force on one is an error, a proposal on one
    a warning. A refuted one says something, namely that it did not work, and is good evidence for deciding against what
    was tried. So a decision that rests on refuted experiments alone is asked only whether it decides *for* something:
    it is left alone when it was rejected, when it gives a technology the ring `hold` or `drop`, or when its title or
    `chosen` says so in a word such as no, not, without, keep, leave, stay. It is an error when it adopts or tries
    something, otherwise a warning.

    ## Bad

    ```record research/decisions/DEC-0001-encoding.md
    ---
    id: DEC-0001
    type: decision
    title: Encode the shop by its target
    status: accepted
    created: 2026-05-04
    based_on: [EXP-0001]
    ---
    ```

    ```record research/decisions/DEC-0002-hashing.md
    ---
    id: DEC-0002
    type: decision
    title: Hash the shop
    status: accepted
    created: 2026-05-04
    based_on: [EXP-0002]
    ---
    ```

    ```record research/experiments/EXP-0001-target-encoding.md
    ---
    id: EXP-0001
    type: experiment
    title: Target encoding, with a leak between the folds
    status: invalid
    created: 2026-05-04
    ---
    ```

    ```record research/experiments/EXP-0002-hashing.md
    ---
    id: EXP-0002
    type: experiment
    title: Hashed shop
    status: concluded
    created: 2026-05-04
    outcome: refuted
    ---
    ```

    ## Good

    ```record research/decisions/DEC-0002-hashing.md
    ---
    id: DEC-0002
    type: decision
    title: Leave the shop out
    status: accepted
    created: 2026-05-04
    based_on: [EXP-0002]
    ---
    ```

    ```record research/experiments/EXP-0002-hashing.md
    ---
    id: EXP-0002
    type: experiment
    title: Hashed shop
    status: concluded
    created: 2026-05-04
    outcome: refuted
    ---
    ```
    """

    code: ClassVar[str] = "DC003"
    name: ClassVar[str] = "evidence-refuted-or-invalid"
    views: ClassVar[Views] = ("based_on", "<supersedes")
    judges: ClassVar[tuple[str, ...] | None] = ("decision",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Decisions on experiments that do not carry them."""
        for document, decision in context.records(Decision):
            if not decision.based_on or decision.status not in ("proposed", "accepted"):
                continue
            taken = in_force(context.graph, document)
            if not taken and decision.status != "proposed":
                continue
            links = context.graph.links(decision.id, ("based_on",))
            invalid = [link for link in links if _is(link.target, "invalid")]
            for link in invalid:
                yield _on_invalid(context, document, link, Severity.ERROR if taken else Severity.WARNING)
            if taken and not invalid and _all_refuted(decision, links) and not _against(decision):
                yield _on_refuted(document, decision)


def _is(document: Document, status: str) -> bool:
    record = document.record
    return isinstance(record, Experiment) and record.status == status


def _on_invalid(context: Context, document: Document, link: ResolvedLink, severity: Severity) -> Finding:
    experiment = link.target.record
    assert isinstance(experiment, Experiment)
    message = f"{link.source_id} rests on {experiment.id}, which is invalid"
    others = context.graph.backlinks(experiment.task, ("task",)) if experiment.task is not None else []
    valid = [other.source_id for other in others if _is(other.source, "concluded")]
    instead = f"{few(valid, 'or')}, from the same task" if valid else "a result that holds"
    help_ = f"Look at the decision again: rest it on {instead}, or take it back."
    related = (Related(link.target.path, link.target.span(("status",)), "said here"),)
    return Finding(document, link.where, message, help_, severity=severity, related=related)


def _all_refuted(decision: Decision, links: list[ResolvedLink]) -> bool:
    """Whether every piece of evidence is there, is an experiment that came to an end, and was refuted."""
    refuted = {
        link.target_id
        for link in links
        if isinstance(record := link.target.record, Experiment)
        and record.status == "concluded"
        and record.outcome == "refuted"
    }
    return refuted == set(decision.based_on)


def _against(decision: Decision) -> bool:
    """Whether a decision says that it is one against something, or for no more than a closer look."""
    rings = set((decision.technologies or {}).values())
    if rings & {"hold", "drop"} or rings == {"assess"}:
        return True
    words = plain(f"{decision.title} {decision.chosen or ''}").split()
    return not _AGAINST.isdisjoint(words) and not rings & {"adopt", "trial"}


def _on_refuted(document: Document, decision: Decision) -> Finding:
    rests = "what it rests on" if len(decision.based_on) == 1 else "all it rests on"
    message = f"{decision.id} is accepted, and {rests} was refuted: {few(decision.based_on)}"
    help_ = (
        "Rest it on a result that holds, such as the baseline they were measured against; "
        "if it decides against what was tried, say so in `chosen`, or by the ring `hold` or `drop`."
    )
    adopts = not {"adopt", "trial"}.isdisjoint((decision.technologies or {}).values())
    severity = Severity.ERROR if adopts else Severity.WARNING
    return Finding(document, ("based_on",), message, help_, on="key", severity=severity)
