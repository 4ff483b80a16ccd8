"""What every table of the configuration has in common: it is frozen, and refuses a key that is not declared."""

from kb.declared.tables import Table

__all__ = ["Table"]
