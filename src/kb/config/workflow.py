"""`[workflow]`: states, moves, limits, and the definitions of ready and done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from kb.config.table import Table
from kb.declared.marks import Field, field_validator, model_validator
from kb.workflow import DEFAULT_STATES, DEFAULT_TRANSITIONS, Expectation, Workflow


class ExpectationTable(Table):
    """`[workflow.expectation]`: the service level expectation."""

    days: float = Field(14, gt=0, description="A task that was started is finished within this many days,")
    percentile: int = Field(
        85, ge=1, le=99, description="in this share of all cases, in per cent (`kb flow`)."
    )


class Requires(Table):
    """What a definition of ready or done asks for."""

    requires: tuple[Literal["goal", "smart", "expectation", "evidence", "assignee"], ...] = Field(
        description="What a task must have to enter the state; an empty list asks for nothing."
    )


class WorkflowTable(Table):
    """`[workflow]`: states, moves, limits."""

    states: tuple[Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")], ...] = Field(
        DEFAULT_STATES, description="The states of tasks, in the order of the board."
    )
    started: str = Field("doing", description="On entering this state the work on a task begins.")
    finished: tuple[str, ...] = Field(
        ("done", "dropped"), description="On entering one of these states it has ended."
    )
    transitions: Mapping[str, tuple[str, ...]] = Field(
        dict(DEFAULT_TRANSITIONS), description="From state to states; what is not listed is an illegal move."
    )
    wip: Mapping[str, Annotated[int, Field(ge=1)]] = Field(
        {"doing": 6, "review": 4}, description="The most tasks in a state; a state not listed has no limit."
    )
    wip_per_person: Mapping[str, Annotated[int, Field(ge=1)]] = Field(
        {"doing": 2}, description="The most tasks of one assignee in a state."
    )
    ready: Requires = Requires(requires=("goal", "smart", "expectation"))
    done: Requires = Requires(requires=("evidence",))
    expectation: ExpectationTable = ExpectationTable(days=14, percentile=85)

    @field_validator("states")
    @classmethod
    def _named_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(value)) < len(value):
            raise ValueError("a state is named twice")
        return value

    @model_validator(mode="after")
    def _states_are_known(self) -> WorkflowTable:
        known = set(self.states)
        given = self.model_fields_set
        named = {self.started, *self.finished} if {"states", "started", "finished"} & given else set()
        if "transitions" in given:
            named |= {*self.transitions, *(s for to in self.transitions.values() for s in to)}
        for key in ("wip", "wip_per_person"):
            if key in given:
                named |= set(getattr(self, key))
        unknown = sorted(named - known)
        if unknown:
            raise ValueError(f"unknown state `{unknown[0]}`; the states are {', '.join(self.states)}")
        return self

    def workflow(self) -> Workflow:
        """The tables as one value; default moves are kept as far as their states exist."""
        known = set(self.states)
        return Workflow(
            states=self.states,
            transitions={
                old: tuple(s for s in new if s in known)
                for old, new in self.transitions.items()
                if old in known
            },
            started=self.started,
            finished=self.finished,
            wip={s: n for s, n in self.wip.items() if s in known},
            wip_per_person={s: n for s, n in self.wip_per_person.items() if s in known},
            ready=self.ready.requires,
            done=self.done.requires,
            expectation=Expectation(self.expectation.days, self.expectation.percentile),
        )
