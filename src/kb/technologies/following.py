"""The tasks that follow from fitting the core stack to a project, and which of them somebody has written already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from kb.base import KnowledgeBase
from kb.records.task import Task
from kb.technologies.fitting import Addition, Fit, Fitting
from kb.technologies.telling import option_words

KEY: Final = "x-follows-up"
"""The field by which a task is recognised, whatever became of its title."""


class FollowUp(NamedTuple):
    """A task that follows from a fitting.

    Attributes:
        key: what it follows up: a requirement of a stack, or a technology to be evaluated for the core.
        requirement: the id of the requirement; None for an evaluation.
        title: of the task.
        specific: what is to be done.
        deliverable: what will be there in the end.
        relevant: why.
        body: its text.
    """

    key: str
    requirement: str | None
    title: str
    specific: str
    deliverable: str
    relevant: str
    body: str


def follow_ups(fitting: Fitting) -> list[FollowUp]:
    """The tasks that are called for: requirements that nobody has taken up, and additions to evaluate."""
    stack = fitting.stack
    project = stack.project or stack.id
    return [
        *(
            _search(stack.id, project, fit)
            for fit in fitting.fits
            if fit.state in ("violated", "missing") and not fit.taken_up
        ),
        *(_evaluation(stack.id, project, addition, fitting.ended) for addition in fitting.additions),
    ]


def known(base: KnowledgeBase) -> Mapping[str, str]:
    """What tasks follow up, by key, with the id of the first that does; those given up count, too."""
    found: dict[str, str] = {}
    for document, task in base.records(Task):
        key = document.values.get(KEY)
        if isinstance(key, str):
            found.setdefault(key, task.id)
    return found


def _search(stack: str, project: str, fit: Fit) -> FollowUp:
    requirement = fit.requirement
    names = ", ".join(used.name for used in fit.used)
    what = f"an alternative to {names}" if fit.state == "violated" and names else "a technology"
    body = [f"{requirement.id} of [[{stack}]] asks: {requirement.text}", ""]
    body += [f"- {reason}" for reason in fit.reasons]
    if fit.options:
        body += ["", "To be looked at first:", "", *(f"- {option_words(option)}" for option in fit.options)]
    return FollowUp(
        key=f"{stack}/{requirement.id}",
        requirement=requirement.id,
        title=_line(f"Find {what} for {requirement.id} of {project}"),
        specific=f"find {what} by which {requirement.id} of {stack} is met",
        deliverable=f"a review of the candidates for {requirement.id}, and a decision on it",
        relevant=requirement.text,
        body="\n".join(body),
    )


def _evaluation(stack: str, project: str, addition: Addition, ended: bool) -> FollowUp:
    name = addition.used.name
    by = f" for {', '.join(addition.requirements)}" if addition.requirements else ""
    when = "now that the project is over" if ended else "at the end of the project"
    sources = (*addition.used.decisions, *addition.reviews)
    body = [f"[[{stack}]] uses {name}{by}. Evaluate it {when}: does it belong in the core stack?"]
    if sources:
        body += ["", f"What is written about it: {', '.join(f'[[{source}]]' for source in sources)}."]
    return FollowUp(
        key=f"core/{name}",
        requirement=None,
        title=_line(f"Evaluate {name} for the core technology stack"),
        specific=f"judge by what {project} has made of {name} whether further projects should start with it",
        deliverable=f"a decision that puts {name} into a ring",
        relevant="a core stack that nobody looks at again is neither current nor shared",
        body="\n".join(body),
    )


def _line(text: str) -> str:
    """A title of one line, cut where no title is longer."""
    text = " ".join(text.split())
    return text if len(text) <= 120 else f"{text[:119].rstrip()}…"
