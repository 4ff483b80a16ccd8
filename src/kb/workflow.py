"""The workflow of tasks as data: states, legal moves, WIP limits, definitions of ready and done.

Terms follow the Kanban Guide (started, finished, work in progress, service level expectation).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

DEFAULT_STATES: Final = ("idea", "backlog", "ready", "doing", "review", "done", "dropped")
DEFAULT_TRANSITIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "idea": ("backlog", "dropped"),
    "backlog": ("ready", "dropped"),
    "ready": ("doing", "backlog", "dropped"),
    "doing": ("review", "ready", "dropped"),
    "review": ("done", "doing", "dropped"),
    "done": ("doing",),
    "dropped": ("idea",),
}


@dataclass(frozen=True, slots=True)
class Expectation:
    """The service level expectation: ``percentile`` per cent of tasks finish within ``days`` days."""

    days: float = 14
    percentile: int = 85


@dataclass(frozen=True, slots=True)
class Workflow:
    """What states a task can be in and how it moves between them.

    Attributes:
        states: in the order of the board.
        transitions: state → states it may move to; what is not listed is illegal.
        started: cycle time begins on entering this state.
        finished: cycle time ends on entering one of these.
        wip: the most tasks per state.
        wip_per_person: the most tasks per state and assignee.
        ready: what entering ``ready`` asks for.
        done: what entering ``done`` asks for.
        expectation: how long started work usually takes.
    """

    states: tuple[str, ...] = DEFAULT_STATES
    transitions: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(DEFAULT_TRANSITIONS))
    started: str = "doing"
    finished: tuple[str, ...] = ("done", "dropped")
    wip: Mapping[str, int] = field(default_factory=lambda: {"doing": 6, "review": 4})
    wip_per_person: Mapping[str, int] = field(default_factory=lambda: {"doing": 2})
    ready: tuple[str, ...] = ("goal", "smart", "expectation")
    done: tuple[str, ...] = ("evidence",)
    expectation: Expectation = Expectation()

    def position(self, state: str) -> int:
        """The place of a state on the board, from 0; -1 for a state that is not on it."""
        return self.states.index(state) if state in self.states else -1

    @property
    def ready_state(self) -> str | None:
        """The state whose entry the definition of ready guards: ``ready``, else the one before ``started``."""
        if "ready" in self.states:
            return "ready"
        at = self.position(self.started)
        return self.states[at - 1] if at > 0 else None

    @property
    def done_state(self) -> str | None:
        """The state whose entry the definition of done guards: ``done``, else the first of ``finished``."""
        return "done" if "done" in self.states else (self.finished[0] if self.finished else None)

    def at_least_ready(self, state: str) -> bool:
        """Whether a task in ``state`` has passed the definition of ready and has not been given up."""
        first = self.ready_state
        if first is None or state not in self.states:
            return False
        if state in self.finished and state != self.done_state:
            return False
        return self.position(state) >= self.position(first)

    def in_progress(self, state: str) -> bool:
        """Whether work in ``state`` has started and not finished."""
        return (
            state in self.states
            and self.position(state) >= self.position(self.started)
            and not self.ended(state)
        )

    def ended(self, state: str) -> bool:
        """Whether ``state`` is a finished one."""
        return state in self.finished

    def may_move(self, old: str, new: str) -> bool:
        """Whether a task may go from ``old`` to ``new``."""
        return old == new or new in self.transitions.get(old, ())

    def leads(self, old: str, new: str) -> bool:
        """Whether a task may have come from ``old`` to ``new`` by any number of moves, none of them past an end."""
        reached, waiting = {old}, [old]
        while waiting:
            state = waiting.pop()
            if state != old and self.ended(state):
                continue
            ways = set(self.transitions.get(state, ())) - reached
            reached |= ways
            waiting += ways
        return new in reached
