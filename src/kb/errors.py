"""Says that `kb` was called wrongly, never that what it read was wrong.

A record that cannot be read is a :class:`~kb.diagnostics.Diagnostic`. An unusable configuration, a missing base,
a refused write or a lock held by somebody else is a :class:`KbError`; the shells turn it into exit code 2.
"""

from __future__ import annotations


class KbError(Exception):
    """A call that cannot be carried out.

    Args:
        message: what is wrong, in one sentence.
        where: ``path``, ``path:line`` or ``path:line:column`` where the trouble is, if it is in a file.
        hint: what to do about it.
    """

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class Refused(KbError):
    """The thing asked for is not allowed or is not so; exit code 1 (an illegal move, an unknown record)."""


class Conflict(KbError):
    """Somebody else wrote the file between our reading and our writing; nothing was changed."""
