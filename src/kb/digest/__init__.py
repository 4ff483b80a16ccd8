"""What happened in a base over a period, told as a report for people: by what matters, not record by record."""

from kb.digest.document import as_json
from kb.digest.gathering import gather
from kb.digest.sides import Side
from kb.digest.telling import Chapter, summary, tell
from kb.digest.values import Digest

__all__ = ["Chapter", "Digest", "Side", "as_json", "gather", "summary", "tell"]
