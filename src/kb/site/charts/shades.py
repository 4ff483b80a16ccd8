"""What states look like in a chart: the colours of their marks elsewhere, in shades where several share one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from kb.site.drawing.palette import status_tone
from kb.workflow import Workflow

SHADES: Final = (0.7, 0.38, 0.54, 0.22, 0.62, 0.3)
"""How dense the first state of a colour is, the second and so on, so that neighbours differ without colour, too."""


class Shade(NamedTuple):
    """What a state looks like.

    Attributes:
        tone: one of the tones of the site.
        number: which of the shades of its tone, from 1.
    """

    tone: str
    number: int

    @property
    def colour(self) -> str:
        """The custom property of the tone."""
        return f"var(--kb-{self.tone})"

    @property
    def opacity(self) -> float:
        """How dense it is."""
        return SHADES[self.number - 1]


def shades(states: Sequence[str], workflow: Workflow) -> dict[str, Shade]:
    """What each state looks like; ``states`` are in the order in which they lie beside each other."""
    used: Counter[str] = Counter()
    found: dict[str, Shade] = {}
    for state in states:
        tone = _tone(state, workflow)
        found[state] = Shade(tone, used[tone] % len(SHADES) + 1)
        used[tone] += 1
    return found


def _tone(state: str, workflow: Workflow) -> str:
    """That of its mark; that of its place on the board where the mark says nothing of a state that a team named."""
    if state == workflow.done_state:
        return "good"
    if workflow.ended(state) or state not in workflow.states:
        return "over"
    said = status_tone(state, "task")
    moving = workflow.in_progress(state)
    if moving:
        return said if said in ("active", "wait") else "active"
    return said if said in ("idle", "ready") else "idle"
