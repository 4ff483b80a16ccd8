"""What is new in a base between two of its states: decided, results in, moved, added, changed field by field, gone."""

from kb.news.document import as_json
from kb.news.gathering import News, gather
from kb.news.telling import Entry, Group, tell

__all__ = ["Entry", "Group", "News", "as_json", "gather", "tell"]
