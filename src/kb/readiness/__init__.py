"""Says what a task still lacks to be ready, to be done and to be SMART.

The linter, moves, grooming and the pages all ask here, so that they never disagree.
"""

from kb.readiness.definitions import (
    Missing,
    absent_for_ready,
    evidence_of,
    missing_for_done,
    missing_for_ready,
)
from kb.readiness.smart import LETTERS, Letter, LetterState, Remark, SmartJudge, figure, no_gain, quoted
from kb.readiness.stage import Stage, stage_of

__all__ = [
    "LETTERS",
    "Letter",
    "LetterState",
    "Missing",
    "Remark",
    "SmartJudge",
    "Stage",
    "absent_for_ready",
    "evidence_of",
    "figure",
    "missing_for_done",
    "missing_for_ready",
    "no_gain",
    "quoted",
    "stage_of",
]
