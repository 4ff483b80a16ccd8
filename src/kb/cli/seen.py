"""What the pages of a site are drawn from, as the run of a command knows it: the base, its history and its findings."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kb import surroundings
from kb.cli.session import Session
from kb.diagnostics import Diagnostic
from kb.records.experiment import Experiment

if TYPE_CHECKING:
    from kb.site.material import Material


def material(
    session: Session, today: datetime.date, findings: Sequence[Diagnostic] | None = None, **options: Any
) -> Material:
    """The material of a site.

    Args:
        session: the run of the command.
        today: the day from which ages are measured.
        findings: what the rules said of the whole base; None lets the material ask them.
        options: what else a material is made with.
    """
    from kb.site.material import Material

    return Material(
        session.base,
        today,
        facts=surroundings.look(session.root, (e for _, e in session.base.records(Experiment))),
        chronicle=session.chronicle,
        findings=findings,
        **options,
    )
