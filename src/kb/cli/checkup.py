"""What `kb doctor` looks at and what it says: a patient, remarks, and the checkups that make them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple

from kb import discovery
from kb.cli import checkups
from kb.cli.session import Session
from kb.config import Config
from kb.errors import KbError
from kb.history import git

Status = Literal["ok", "note", "problem"]


class Remark(NamedTuple):
    """One thing that was looked at: in order, worth knowing, or in the way."""

    status: Status
    message: str
    help: str = ""


@dataclass(frozen=True)
class Patient:
    """Where `kb` was started and what is there; nothing of it need be in order.

    Attributes:
        session: of this run.
    """

    session: Session

    @property
    def here(self) -> Path:
        """The folder of the base, or where `kb` was started."""
        return self.root or self.session.start.resolve()

    @cached_property
    def broken(self) -> KbError | None:
        """Why there is no base or its configuration is unusable; None if all is well."""
        try:
            _ = self.session.located
        except KbError as error:
            return error
        return None

    @property
    def root(self) -> Path | None:
        """The folder of the base, if there is a usable one."""
        return self.session.root if self.broken is None else None

    @property
    def config(self) -> Config | None:
        """Its configuration, if there is a usable one."""
        return self.session.config if self.broken is None else None

    @cached_property
    def top(self) -> Path | None:
        """The top of the repository, if git answers."""
        return git.top_level(self.here)


class Checkup:
    """One part that is looked at; a subclass is a file in `kb.cli.checkups`. It changes nothing."""

    name: ClassVar[str]
    turn: ClassVar[int]
    """Where it stands in the report."""

    def look(self, patient: Patient) -> Iterator[Remark]:
        """What there is to say, in the order in which it should be read."""
        raise NotImplementedError


def all_checkups() -> list[Checkup]:
    """Every checkup, in its turn."""
    found = discovery.contributed(checkups, Checkup)
    return sorted((cls() for cls in found.values()), key=lambda checkup: checkup.turn)
