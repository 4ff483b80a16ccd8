"""Works out what a review says: sums, knock-outs, dominance, ranking, and what would have to change it.

The method is the weighted scoring of a decision matrix with a knock-out on mandatory requirements. Rules, the terminal
and the site ask here; what is costly is worked out when it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from kb.review_scoring.scoring import PRIORITIES, Count, Points, Scored, dominators, failed_mandatory

if TYPE_CHECKING:
    from kb.review_scoring.comparison import CLOSE, Comparison, Front, compare
    from kb.review_scoring.document import as_json
    from kb.review_scoring.overturning import ByScores, Raised, Reweighting, ToWin
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

_ROOMS: Final = {
    "comparison": (
        "CLOSE",
        "Comparison",
        "Front",
        "compare",
    ),
    "document": ("as_json",),
    "overturning": (
        "ByScores",
        "Raised",
        "Reweighting",
        "ToWin",
    ),
    "sensitivity": (
        "DRAWS",
        "SEED",
        "Flip",
        "Stability",
    ),
    "telling": (
        "front",
        "remarks",
        "whose",
        "wins",
    ),
}


def __getattr__(name: str) -> Any:
    """Load a room when somebody asks for what is in it: rules need few of them."""
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{room}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
