"""What may be expected of the goals that are pursued, for the pages that say it: as `kb forecast` says it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kb.history.forecast import HORIZON, Course, GoalOutlook, Limits, Outlooks, outlooks, works
from kb.history.forecast.scope import Scopes

if TYPE_CHECKING:
    from kb.site.material import Material


class Prospects(NamedTuple):
    """What may be expected.

    Attributes:
        course: how the futures were drawn.
        whole: of all goals together, and the sample.
        goals: of each goal, by its id.
    """

    course: Course
    whole: Outlooks
    goals: Mapping[str, GoalOutlook]

    @property
    def refused(self) -> str | None:
        """Why nothing is said, in a sentence; None if something is."""
        return self.whole.sample.refused

    def date(self, day: int) -> date | None:
        """The date of a day of the future; None for one that is later than a forecast looks."""
        return self.course.date(day) if day <= HORIZON else None


def prospects(material: Material) -> Prospects | None:
    """What may be expected, by what the audience may see; None where the history tells nothing."""
    history = material.history
    if history.untold is not None:
        return None
    settings = material.config.forecast
    limits = Limits(settings.window_days, settings.least_finished, settings.least_days)
    course = Course(material.today, limits, settings.trials, settings.seed)
    known = works(history, material.workflow, material.zone, material.today)
    scopes = Scopes(material.graph, material.workflow)
    whole = outlooks(known, scopes, scopes.active(), course)
    return Prospects(course, whole, {each.scope.goal.id: each for each in whole.goals})
