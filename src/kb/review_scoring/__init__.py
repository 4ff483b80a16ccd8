"""Works out what a review says: sums, knock-outs, dominance, ranking, and what would have to change it.

The method is the weighted scoring of a decision matrix with a knock-out on mandatory requirements. Rules, the terminal
and the site ask here; what is costly is worked out when it is asked for.
"""

from kb.review_scoring.comparison import CLOSE, Comparison, Front, compare
from kb.review_scoring.document import as_json
from kb.review_scoring.overturning import ByScores, Raised, Reweighting, ToWin
from kb.review_scoring.scoring import (
    PRIORITIES,
    Count,
    Points,
    Scored,
    dominators,
    failed_mandatory,
)
from kb.review_scoring.sensitivity import DRAWS, SEED, Flip, Stability
from kb.review_scoring.telling import front, remarks, whose, wins

__all__ = [
    "CLOSE",
    "DRAWS",
    "PRIORITIES",
    "SEED",
    "ByScores",
    "Comparison",
    "Count",
    "Flip",
    "Front",
    "Points",
    "Raised",
    "Reweighting",
    "Scored",
    "Stability",
    "ToWin",
    "as_json",
    "compare",
    "dominators",
    "failed_mandatory",
    "front",
    "remarks",
    "whose",
    "wins",
]
