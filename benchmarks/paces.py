"""Makes the history of a team whose pace is known: how many tasks it finishes on a day, and how long each takes."""

from __future__ import annotations

import datetime as dt
import math
import random
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kb.history.lives import Chronicle, Life, Moment, Passage

DAY = dt.timedelta(days=1)
FIRST = dt.date(2024, 1, 1)


class Pace(NamedTuple):
    """How a team works.

    Attributes:
        rate: tasks that are finished on a working day, on average; their number is Poisson's.
        later: the rate from the day `breaks` on; the same if there is none.
        breaks: the day on which the rate changes, from 0; None if it does not.
        median: how many days the work on half of the tasks takes at most; the times are lognormal.
        spread: the standard deviation of their logarithm.
        goals: how many goals there are; tasks are spread over them evenly.
    """

    rate: float = 0.5
    later: float | None = None
    breaks: int | None = None
    median: float = 4
    spread: float = 0.8
    goals: int = 2


class Task(NamedTuple):
    """A task: its goal, and the days on which it entered `backlog`, `ready`, `doing`, `review` and `done`."""

    id: str
    goal: str
    days: tuple[dt.date, ...]


STATES = ("backlog", "ready", "doing", "review", "done")


def tasks(pace: Pace, days: int, seed: int) -> list[Task]:
    """The tasks that are finished in so many days; those of the beginning came before the first day."""
    rng = random.Random(seed)
    made: list[Task] = []
    for number in range(days):
        day = FIRST + DAY * number
        rate = pace.rate
        if pace.breaks is not None and number >= pace.breaks:
            rate = pace.later if pace.later is not None else pace.rate
        for _ in range(_poisson(rng, rate) if day.weekday() < 5 else 0):
            took = math.ceil(rng.lognormvariate(math.log(pace.median), pace.spread))
            started = day - DAY * (took - 1)
            ready = started - DAY * rng.randrange(1, 10)
            came = ready - DAY * rng.randrange(1, 30)
            review = started + DAY * (took * 3 // 4)
            goal = f"GOAL-{rng.randrange(pace.goals) + 1:04}"
            made.append(Task(f"TASK-{len(made) + 1:04}", goal, (came, ready, started, min(review, day), day)))
    return made


def _poisson(rng: random.Random, rate: float) -> int:
    count, passed = 0, rng.expovariate(1)
    while passed < rate:
        count, passed = count + 1, passed + rng.expovariate(1)
    return count


def chronicle(made: Sequence[Task], until: dt.date) -> Chronicle:
    """What a history tells of tasks at the end of a day."""
    return Chronicle(tuple(_life(task, until) for task in made if task.days[0] <= until))


def _life(task: Task, until: dt.date) -> Life:
    passages = tuple(
        Passage(state, _moment(day, hour))
        for hour, (state, day) in enumerate(zip(STATES, task.days, strict=True), 8)
        if day <= until
    )
    return Life(
        task.id, "task", task.id, f"backlog/{task.id}.md", task.days[0].isoformat(), "internal", {"goal": task.goal},
        passages[0].when, passages, (), (), (), passages[-1].when, (), None, cut=False,
    )  # fmt: skip


def _moment(day: dt.date, hour: int) -> Moment:
    at = dt.datetime.combine(day, dt.time(hour), dt.UTC)
    return Moment(at, f"{int(at.timestamp()):040x}", "Analyst")


def write(folder: Path, made: Sequence[Task], until: dt.date) -> None:
    """Makes a base with this history in a folder, one commit for each day on which something happened.

    Raises:
        subprocess.CalledProcessError: git could not do it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
    stream = b"".join(_stream(made, until))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream, check=True)
    subprocess.run(["git", "reset", "-q", "--hard", "main"], cwd=folder, check=True)


def _stream(made: Sequence[Task], until: dt.date) -> Iterator[bytes]:
    happened: dict[dt.date, dict[str, bytes]] = defaultdict(dict)
    for task in made:
        for state, day in zip(STATES, task.days, strict=True):
            if day <= until:
                happened[day][f"backlog/{task.id}-work.md"] = _record(task, state)
    if happened:
        happened[min(happened)]["kb.toml"] = b'name = "Paced"\n'
    for day in sorted(happened):
        at = int(_moment(day, 12).at.timestamp())
        yield f"commit refs/heads/main\ncommitter Analyst <analyst@example.org> {at} +0000\ndata 4\nwork\n".encode()
        for path, data in happened[day].items():
            yield f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"


def _record(task: Task, state: str) -> bytes:
    return (
        f"---\nid: {task.id}\ntype: task\ntitle: The work of {task.id}\nstatus: {state}\ncreated: {task.days[0]}\n"
        f"goal: {task.goal}\n---\n"
    ).encode()
