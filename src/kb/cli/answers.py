"""The answers of `kb forecast`, one for each of its questions."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from kb.days import day_in
from kb.graph import Graph
from kb.history.forecast import (
    HORIZON,
    LEVELS,
    Backtest,
    Course,
    GoalOutlook,
    Outlooks,
    Sample,
    Window,
    Works,
    at_least,
    backtest,
    chance,
    how_many,
    outlooks,
    sample,
    when_done,
    when_finished,
    within,
)  # fmt: skip
from kb.history.forecast.backtest import FEW
from kb.history.forecast.document import date, dates
from kb.history.forecast.remarks import Grounds, remarks
from kb.history.forecast.remarks import of_goals as remarks_of_goals
from kb.history.forecast.scope import Scopes
from kb.history.lives import Chronicle
from kb.records.goal import Goal
from kb.records.task import Task
from kb.wording import plural

BACKTEST_DAYS: Final = 14
"""How far forecasts of the past look, unless a day says otherwise."""
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_ALL_WORK: Final = (
    "Pace all: too few of a goal's own tasks were finished to tell its pace, so it has that of all tasks; its dates "
    "are the earliest that can be hoped for, as if everybody worked on this goal alone."
)
_COUNTED: Final = (
    "Tasks: at least so many would be finished. A begun task: finished by a day. Promised is the share that should "
    "hold, which is above the level because tasks and days are whole."
)
_BROKEN: Final = (
    "Some held less often than they promised, by more than chance: work went on otherwise than before. "
    "Take the dates of a forecast for too early, or go by fewer days with `--days`."
)
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({str(level): None for level in LEVELS})


class Answer(NamedTuple):
    """The answer to a question.

    Attributes:
        past: the days that the futures are drawn from.
        n: how many finished tasks it rests on.
        title: what it is about.
        sentences: what it says.
        percentiles: level → a date, a number of tasks, or None.
        chance: how likely it is, where a day was named.
        refused: why nothing is said.
        goals: what may be expected of goals.
        overview: whether it is about goals side by side.
        tested: what became of forecasts of the past.
        remarks: what is to be said of the answer itself.
    """

    past: Sample
    n: int
    title: str
    sentences: tuple[str, ...] = ()
    percentiles: Mapping[str, Any] = _NOTHING
    chance: float | None = None
    refused: str | None = None
    goals: tuple[GoalOutlook, ...] = ()
    overview: bool = False
    tested: Backtest | None = None
    remarks: tuple[str, ...] = ()


def nothing(works: Works, course: Course, why: str) -> Answer:
    """Nothing is known at all."""
    return Answer(sample(works, course.today, course.limits), 0, "Forecast", refused=why)


def of_day(works: Works, course: Course, end: datetime.date) -> Answer:
    """How many tasks will be finished by a day."""
    past = sample(works, course.today, course.limits)
    days = course.day(end)
    found = Answer(past, past.n, f"Tasks finished by {day_of(end)}, {plural(days, 'day')} from today on")
    if past.refused is not None:
        return found._replace(refused=past.refused)
    futures = how_many(past.finished, days, course.trials, course.seed, past.rhythm)
    counts = {str(level): at_least(futures, level) for level in LEVELS}
    said = tuple(f"{level} %: at least {n}" for level, n in counts.items())
    return found._replace(percentiles=counts, sentences=said)


def of_items(works: Works, course: Course, items: int, end: datetime.date | None) -> Answer:
    """When so many tasks will be finished."""
    past = sample(works, course.today, course.limits)
    found = Answer(
        past, past.n, "The next task finished" if items == 1 else f"The next {items:,} tasks finished"
    )
    if past.refused is not None:
        return found._replace(refused=past.refused)
    window = Window(past.finished, frozenset({items}))
    (days,) = when_done([window], course.trials, course.seed, past.rhythm)
    return _by_days(found, days[items], course, end)


def of_tasks(works: Works, course: Course, ages: Sequence[tuple[str, int]]) -> Answer:
    """When tasks in work will be finished."""
    past = sample(works, course.today, course.limits)
    cycles = works.cycles(course.today, course.limits.window)
    aged = ", ".join(f"{id_}, {plural(age, 'day')} in work" for id_, age in ages)
    title = f"{aged}, finished" if len(ages) == 1 else f"All finished: {aged}"
    found = when_finished(
        cycles, [age for _, age in ages], course.limits.finished, course.trials, course.seed
    )
    answer = Answer(past, found.n, title, refused=found.refused)
    if found.refused is not None:
        return answer
    rests = (
        f"It rests on {found.n} tasks that took as long or longer, of {len(cycles)} finished in these days."
    )
    return _by_days(answer, found.days, course, None)._replace(remarks=(rests,))


def of_goals(
    graph: Graph, works: Works, course: Course, only: str | None, end: datetime.date | None
) -> Answer:
    """Whether goals will hold their deadlines: those that are pursued, or one."""
    base = graph.base
    scopes = Scopes(graph, base.config.workflow.workflow())
    goal = base.by_id[only].record if only is not None else None
    chosen = [scopes.of(goal)] if isinstance(goal, Goal) else scopes.active() if only is None else []
    found = outlooks(works, scopes, chosen, course, growth=only is not None)
    left = {id_ for outlook in found.goals for id_ in outlook.scope.open}
    most = base.config.limits.task_effort_days
    efforts = [
        (task.id, days)
        for _, task in base.records(Task)
        if task.id in left and (days := _effort(task)) > most
    ]
    said = tuple(remarks_of_goals(found.goals, efforts, most))
    answer = Answer(
        found.sample,
        found.sample.n,
        "Goals, if work goes on as it went",
        goals=found.goals,
        overview=only is None,
        remarks=said,
    )
    if only is not None and found.goals:
        return _of_goal(answer, found.goals[0], course, end)
    refused = None if not answer.goals else found.sample.refused
    if refused is None and any(goal.pace == "team" and goal.futures for goal in found.goals):
        answer = answer._replace(remarks=(_ALL_WORK, *answer.remarks))
    return _together(answer, found, course)._replace(refused=refused)


def _effort(task: Task) -> float:
    achievable = task.smart.achievable if task.smart is not None else None
    return (achievable.effort_days if achievable is not None else None) or 0


def _of_goal(answer: Answer, outlook: GoalOutlook, course: Course, end: datetime.date | None) -> Answer:
    scope = outlook.scope
    n = len(scope.open)
    answer = answer._replace(
        n=outlook.n, title=f"{scope.goal.id} {scope.goal.title}: {plural(n, 'task')} left"
    )
    if not n:
        return answer
    if not outlook.futures:
        return answer._replace(refused=answer.past.refused)
    answer = _by_days(answer, outlook.futures, course, end or scope.deadline)
    if outlook.pace == "team":
        rests = "all work goes into it, as too few of its own tasks were finished: no earlier than this"
    else:
        rests = f"it goes on at the pace of its own tasks, of which {outlook.n} were finished"
    growing = outlook.growing.get(85)
    if growing is not None and growing != outlook.expected[85]:
        more = f"If tasks go on coming for it as they came, 85 %: {until(growing, course)}."
        answer = answer._replace(remarks=(more, *answer.remarks))
    return answer._replace(remarks=(f"This takes for granted that {rests}.", *answer.remarks))


def _together(answer: Answer, found: Outlooks, course: Course) -> Answer:
    if not found.goals:
        return answer._replace(sentences=("There is no active goal.",))
    if not found.together:
        return answer
    said: tuple[str, ...] = ()
    if len(found.goals) > 1:
        late = until(found.together[85], course)
        said = (f"All {plural(found.left, 'task')} of these goals together, 85 %: {late}",)
    return answer._replace(percentiles=dates(found.together, course), sentences=said)


def _by_days(answer: Answer, futures: Sequence[float], course: Course, end: datetime.date | None) -> Answer:
    days = {level: within(futures, level) for level in LEVELS}
    said = [f"{level} %: {until(day, course)}" for level, day in days.items()]
    share = None
    if end is not None:
        share = chance(futures, min(course.day(end), HORIZON))
        said.append(f"By {day_of(end)}: {share_of(share)}")
    return answer._replace(percentiles=dates(days, course), chance=share, sentences=tuple(said))


def tested(works: Works, course: Course, end: datetime.date | None) -> Answer:
    """How often forecasts of the past held."""
    days = course.day(end) if end is not None else BACKTEST_DAYS
    found = backtest(works, course, days)
    past = sample(works, course.today, course.limits)
    n = sum(cover.n for cover in found.covers if cover.level == LEVELS[0])
    said: tuple[str, ...] = (_COUNTED,) if found.covers else ()
    if any(cover.n < FEW for cover in found.covers):
        said += (
            f"Fewer than {FEW} statements say little: the interval is where the share may lie in the long run.",
        )
    if any(cover.judged == "less often than promised" for cover in found.covers):
        said += (_BROKEN,)
    return Answer(past, n, "Forecasts of the past", refused=found.refused, tested=found, remarks=said)


def notes(
    answer: Answer, works: Works, chronicle: Chronicle, zone: datetime.tzinfo, course: Course
) -> list[str]:
    """All that is to be said of an answer, its own remarks first."""
    head = chronicle.head
    grounds = Grounds(
        course.today,
        course.limits,
        chronicle.cut,
        day_in(head.at, zone) if head is not None else None,
    )
    past = answer.past
    found = list(answer.remarks)
    if past.refused is None and answer.tested is None:
        found.append(
            f"In these days {plural(past.came, 'task')} came and {past.n} were finished; "
            "what comes from now on is not in it."
        )
    return [*found, *remarks(past, works, grounds)]


def until(day: float, course: Course) -> str:
    """A numbered day as the end of a statement."""
    found = date(day, course)
    if found is not None:
        return f"on or before {day_of(found)}"
    if day == math.inf:
        return "longer than anything before, so nobody can say"
    return f"later than {day_of(course.date(HORIZON))}"


def day_of(day: datetime.date) -> str:
    """A date for people, such as `14 March 2027`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def share_of(share: float) -> str:
    """A chance in whole per cent, which is never called certain or impossible."""
    if share >= 0.995:
        return "over 99 %"
    return f"{share:.0%}".replace("%", " %") if share >= 0.005 else "under 1 %"
