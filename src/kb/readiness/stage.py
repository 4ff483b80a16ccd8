"""How much is asked of a task in a state: an idea may be rough, an entry of the backlog must not be wrong."""

from __future__ import annotations

from enum import Enum

from kb.workflow import Workflow


class Stage(Enum):
    """What a state of the workflow promises about the tasks in it."""

    ROUGH = "rough"
    """Ideas and what was given up: nothing is asked."""
    GROOMED = "groomed"
    """The backlog: what is written must not be wrong, but it may still be missing."""
    PROMISED = "promised"
    """From `ready` on: it is all there, and it holds."""
    ENDED = "ended"
    """Done: it is all there; whether dates and plans still hold no longer matters."""


def stage_of(workflow: Workflow, state: str) -> Stage:
    """The stage of a task in ``state``.

    The backlog is the state right before the definition of ready; every state before it holds ideas.
    """
    if workflow.at_least_ready(state):
        return Stage.ENDED if workflow.ended(state) else Stage.PROMISED
    ready = workflow.ready_state
    if ready is not None and state in workflow.states and not workflow.ended(state):
        return Stage.GROOMED if workflow.position(state) == workflow.position(ready) - 1 else Stage.ROUGH
    return Stage.ROUGH
