"""`kb forecast`: what may be expected of the work to come, from the work that was done."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import click

from kb.cli import completion
from kb.cli.output import emit_json, format_option, today_option
from kb.cli.session import Session
from kb.errors import KbError, Refused

if TYPE_CHECKING:
    from kb.cli.answers import Answer
    from kb.history.forecast import Course, Works

_SHOW = "`kb list --type {}` shows them."


@click.command("forecast")
@click.option(
    "--by",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="How many tasks will be finished by this day; with --items, how likely so many are.",
)
@click.option("--items", type=click.IntRange(min=1), metavar="N", help="When N tasks will be finished.")
@click.option(
    "--goal", metavar="ID", shell_complete=completion.ids, help="When the tasks left for this goal will be."
)
@click.option(
    "--item",
    "tasks",
    multiple=True,
    metavar="ID",
    shell_complete=completion.ids,
    help="When this task in work will be, at its age; of several, when the last one will be.",
)
@click.option("--backtest", is_flag=True, help="How often such forecasts would have held in the past.")
@click.option(
    "--days",
    type=click.IntRange(7, 3650),
    metavar="N",
    help="Go by so many days up to yesterday, instead of `forecast.window_days`.",
)
@click.option("--trials", type=click.IntRange(100, 1_000_000), metavar="N", help="How many futures to draw.")
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Where the drawing begins.")
@format_option("table", "json", "csv", "md")
@today_option
@click.pass_obj
def command(
    session: Session,
    by: datetime.datetime | None,
    items: int | None,
    goal: str | None,
    tasks: tuple[str, ...],
    backtest: bool,
    days: int | None,
    trials: int | None,
    seed: int | None,
    format_: str,
) -> int:
    """Say what may be expected of the work to come, or that too little is known.

    Many futures are drawn from the days of the past. "85 %: on or before 14 March" held in 85 of 100 of them. Without
    an option it is about all active goals and their deadlines. It ends with 1 where a forecast is refused.
    """
    from kb.cli import answers, forecasting
    from kb.history.forecast import Course, Limits, works

    _one_question(items=items is not None, goal=goal is not None, item=bool(tasks), backtest=backtest)
    table = session.config.forecast
    limits = Limits(days or table.window_days, table.least_finished, table.least_days)
    course = Course(session.today, limits, trials or table.trials, table.seed if seed is None else seed)
    end = _end(by.date() if by is not None else None, course)
    chronicle = session.chronicle
    known = works(chronicle, session.config.workflow.workflow(), session.zone, session.today)
    if chronicle.untold is not None:
        answer = answers.nothing(known, course, chronicle.untold)
    elif backtest:
        answer = answers.tested(known, course, end)
    elif tasks:
        answer = answers.of_tasks(known, course, [_age(session, known, id_) for id_ in tasks])
    elif items is not None:
        answer = answers.of_items(known, course, items, end)
    elif end is not None and goal is None:
        answer = answers.of_day(known, course, end)
    else:
        answer = answers.of_goals(session.graph, known, course, _goal(session, goal), end)
    notes = answers.notes(answer, known, chronicle, session.zone, course)
    if format_ == "json":
        asked = {"by": end, "items": items, "goal": goal, "tasks": list(tasks), "backtest": backtest}
        emit_json(_document(answer, notes, asked, course))
    else:
        forecasting.draw(answer, notes, course, format_)
    return 1 if answer.refused is not None else 0


def _one_question(**asked: bool) -> None:
    named = [f"--{name}" for name, is_so in asked.items() if is_so]
    if len(named) > 1:
        raise KbError(f"{' and '.join(named)} are different questions", hint="Ask one of them at a time.")


def _end(day: datetime.date | None, course: Course) -> datetime.date | None:
    from kb.history.forecast import HORIZON

    if day is None:
        return None
    if day < course.today:
        raise KbError(f"{day} is over", hint=f"A forecast begins today, on {course.today}.")
    if course.day(day) > HORIZON:
        raise KbError(
            f"{day} is too far away", hint=f"A forecast looks three years ahead, to {course.date(HORIZON)}."
        )
    return day


def _goal(session: Session, id: str | None) -> str | None:
    if id is not None and session.base.get(id).type != "goal":
        raise Refused(f"{id} is no goal", hint=_SHOW.format("goal"))
    return id


def _age(session: Session, known: Works, id: str) -> tuple[str, int]:
    """How old a task in work is today, in calendar days that count both ends.

    Raises:
        Refused: it is not in work, or nobody can tell since when.
    """
    from kb.days import elapsed

    if session.base.get(id).type != "task":
        raise Refused(f"{id} is no task", hint=_SHOW.format("task"))
    work = next((work for work in known.items if work.id == id and work.moving), None)
    if work is None:
        raise Refused(
            f"{id} is not in work, as far as the history tells",
            hint="What is not committed does not count; `kb forecast --items 1` is about any next task.",
        )
    if work.started is None:
        raise Refused(f"nobody can tell since when {id} is in work", hint="`kb flow` says why.")
    return id, elapsed(work.started, session.today)


def _document(answer: Answer, notes: list[str], asked: dict[str, Any], course: Course) -> dict[str, Any]:
    from kb.history.forecast import document

    return {
        "as_of": course.today,
        "asked": asked,
        "n": answer.n,
        "trials": course.trials,
        "seed": course.seed,
        "window": document.window(answer.past),
        "percentiles": answer.percentiles,
        "chance": answer.chance,
        "refused": answer.refused,
        "goals": [document.goal(goal, course) for goal in answer.goals],
        "backtest": document.backtest(answer.tested) if answer.tested is not None else None,
        "notes": notes,
    }
