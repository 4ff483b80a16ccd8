"""A research backlog and knowledge base kept as Markdown in git."""

from kb._version import __version__

__all__ = ["__version__"]
