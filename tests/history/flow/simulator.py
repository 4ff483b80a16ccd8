"""Another way to the same figures: every day is lived through, one after the other, and what is seen is written down.

It follows the definitions of `docs/explanation/flow.md` and shares nothing with `kb.history.flow`: no spans, no
differences of dates, no values by rank; it counts days and compares everything with everything. That makes it slow and
plain. `python -m tests.history.flow.simulator 10000 1` holds both against each other on so many random
histories from a seed.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from kb.history.flow import cumulative, flow, items
from kb.history.lives import Life, Spell
from kb.workflow import Workflow
from tests.history.flow.support import chronicle, life, moment

DAY = timedelta(days=1)
ZONES = ("UTC", "Asia/Tokyo", "America/New_York", "Pacific/Kiritimati", "Europe/Berlin")
FLOWS = (
    Workflow(),
    Workflow(
        states=("new", "build", "check", "shipped", "void"), started="build", finished=("shipped", "void"),
        transitions={},
    ),
)  # fmt: skip


class Seen:
    """What living through the days of one task has shown."""

    def __init__(self, one: Life, work: Workflow, zone: tzinfo, last: date) -> None:
        self.days: list[tuple[date, str, bool]] = []  # each day with the state and the block it ended with
        self.state: str | None = None
        self.before: str | None = None
        self.started: date | None = None
        self.doubtful_start = False
        self.finished: date | None = None
        self.gone: date | None = None
        self._one, self._work, self._zone, self._last = one, work, zone, last
        self._steps = 0
        self._foreign = self._was_done = False
        day = self._day(one.begun.at)
        while day <= last:
            self._live(day)
            day += DAY

    def _day(self, when: datetime) -> date:
        return when.astimezone(self._zone).date()

    def _live(self, day: date) -> None:
        for passage in self._one.passages:
            if self._day(passage.when.at) == day:
                self._enter(passage.state, day, dark=self._dark(passage.when.at, day))
        if self._one.gone is not None and self._day(self._one.gone.at) == day:
            self.gone = day
        if self.state is not None:
            self.days.append((day, self.state, any(self._stopped(spell, day) for spell in self._one.blocked)))

    def _dark(self, when: datetime, day: date) -> bool:
        return any(spell.until == when and self._day(spell.since) != day for spell in self._one.unread)

    def _stopped(self, spell: Spell, day: date) -> bool:
        """Whether it was blocked when the day ended."""
        return self._day(spell.since) <= day and (spell.until is None or self._day(spell.until) > day)

    def _enter(self, state: str, day: date, *, dark: bool) -> None:
        work, self.before = self._work, self.state
        if self.before in work.finished and self.before != work.done_state:
            self.started, self.doubtful_start, self._foreign, self._was_done = None, False, False, False
        going = state in work.states and state not in work.finished
        going = going and work.states.index(state) >= work.states.index(work.started)
        if going and self.started is None and not self.doubtful_start:
            if self._steps == 0 or dark or self._foreign or self._was_done:
                self.doubtful_start = True
            else:
                self.started = day
        self._foreign = self._foreign or state not in work.states
        self._was_done = self._was_done or state == work.done_state
        self.finished = day if state in work.finished and self._steps > 0 and not dark else None
        self.state = state
        self._steps += 1

    # -- what follows from it

    @property
    def done(self) -> bool:
        return self.state == self._work.done_state

    @property
    def ended(self) -> bool:
        return self.state in self._work.finished

    @property
    def moving(self) -> bool:
        return self.gone is None and self.state is not None and self._going(self.state)

    def _going(self, state: str) -> bool:
        work = self._work
        return state in work.states[work.states.index(work.started) :] and state not in work.finished

    def arrived(self) -> date | None:
        begun = self._day(self._one.begun.at)
        given = date.fromisoformat(self._one.created) if self._one.created else None
        if given is not None and given < begun:
            return given
        return None if self._one.cut and given != begun else begun

    def count(self, first: date | None, last: date | None) -> int | None:
        """The days from one to another, both of them, counted one by one."""
        if first is None or last is None:
            return None
        n, day = 0, first
        while day <= last:
            n, day = n + 1, day + DAY
        return n

    def worked(self) -> tuple[int | None, int | None]:
        """The days blocked and at work between start and finish."""
        if self.started is None:
            doubtful = self.doubtful_start or (self.done and self._steps > 1)
            return (None if doubtful else 0), None
        if self.ended and self.finished is None:
            return None if self.doubtful_start else 0, None
        last = self.finished or self.gone or self._last
        inside = [entry for entry in self.days if self.started <= entry[0] <= last]
        if self.finished is not None and self.before is not None:  # the last day belongs to the state before
            inside[-1] = (inside[-1][0], self.before, inside[-1][2])
        stopped = sum(block for _, _, block in inside)
        return stopped, sum(self._going(state) and not block for _, state, block in inside)

    def facts(self) -> dict[str, Any]:
        """Everything that both ways have to agree on."""
        blocked, active = self.worked()
        return {
            "state": self.state,
            "arrived": self.arrived(),
            "started": self.started,
            "finished": self.finished,
            "done": self.done,
            "moving": self.moving,
            "gone": self.gone,
            "lead_days": self.count(self.arrived(), self.finished),
            "cycle_days": self.count(self.started, self.finished),
            "age_days": self.count(self.started, self._last) if self.moving else None,
            "blocked_days": blocked,
            "active_days": active,
        }


def rank(values: Sequence[int], percent: int) -> int | None:
    """The smallest value that the share of all does not exceed, unless there is none above that must not be."""
    n = len(values)
    for value in sorted(set(values)):
        below = sum(other <= value for other in values)
        if 100 * below >= percent * n:
            return value if percent * n <= 100 * (n - 1) else None
    return None


def random_life(dice: random.Random, number: int, work: Workflow, begin: datetime) -> Life:
    """A task that goes where it likes, at odd hours, with everything that can be odd about it."""
    states = [*work.states, *(["elsewhere"] if dice.random() < 0.2 else [])]
    when = begin + timedelta(minutes=dice.randrange(40 * 24 * 60))
    steps: list[tuple[datetime, str]] = []
    state = dice.choice(states[:2] if dice.random() < 0.8 else states)
    for _ in range(dice.randrange(1, 9)):
        steps.append((when, state))
        state = dice.choice([other for other in states if other != state])
        if dice.random() < 0.5 and steps[-1][1] in work.states:
            forward = work.states.index(steps[-1][1]) + 1
            state = work.states[forward] if forward < len(work.states) else state
        when += timedelta(minutes=dice.choice((0, 5, 600, 1500, 6000, 20000)) + dice.randrange(60))
    unread = []
    if len(steps) > 1 and dice.random() < 0.2:
        until = dice.choice(steps[1:])[0]
        before = max(at for at, _ in steps if at < until) if any(at < until for at, _ in steps) else until
        unread.append(Spell(before + (until - before) * dice.random(), until, "a stray tab"))
    more: dict[str, Any] = {"blocked": random_spells(dice, begin), "unread": tuple(unread)}
    if dice.random() < 0.3:
        more["created"] = (steps[0][0].date() - dice.choice((0, 1, 9)) * DAY).isoformat()
    if dice.random() < 0.1:
        more["cut"] = True
    if dice.random() < 0.15:
        more["gone"] = moment(steps[-1][0] + timedelta(hours=dice.randrange(1, 200)))
    return life(f"TASK-{number:04}", steps, **more)


def random_spells(dice: random.Random, begin: datetime) -> tuple[Spell, ...]:
    """Up to three times blocked; they may lie in each other, and the last may go on."""
    found = []
    for _ in range(dice.randrange(4)):
        since = begin + timedelta(minutes=dice.randrange(70 * 24 * 60))
        until = since + timedelta(minutes=dice.choice((30, 2000, 9000, 30000)))
        found.append(Spell(since, until if dice.random() < 0.8 else None, "no data"))
    return tuple(found)


def differences(seed: int) -> tuple[int, list[str]]:
    """Makes a history, and says where both ways do not agree.

    Returns:
        how many tasks it has, and a line for each difference.
    """
    dice = random.Random(seed)
    work, zone = dice.choice(FLOWS), ZoneInfo(dice.choice(ZONES))
    begin = datetime(2026, dice.randrange(1, 13), dice.randrange(1, 28), tzinfo=UTC)
    lives = [random_life(dice, n, work, begin) for n in range(dice.randrange(1, 30))]
    last = (begin + timedelta(days=dice.randrange(20, 120))).date()
    found = items(chronicle(lives), work, zone, last)
    lived = {
        one.id: Seen(one, work, zone, last) for one in lives if one.begun.at.astimezone(zone).date() <= last
    }
    wrong = [] if {item.id for item in found} == set(lived) else ["other items"]
    for item in found:
        for name, value in lived[item.id].facts().items():
            if getattr(item, name) != value:
                wrong.append(f"{item.id}: {name} is {getattr(item, name)}, lived through {value}")
    if found:
        wrong += _sums(found, list(lived.values()), work, last)
    return len(lives), [f"seed {seed}: {line}" for line in wrong]


def _sums(found: Any, lived: list[Seen], work: Workflow, last: date) -> list[str]:
    """The same for what is told of all tasks together."""
    whole = flow(found, work, last)
    done = [seen for seen in lived if seen.done and seen.finished is not None]
    wrong = []
    for name, times in (("lead_days", whole.lead), ("cycle_days", whole.cycle)):
        values = [days for seen in done if (days := seen.facts()[name]) is not None]
        expected = {percent: rank(values, percent) for percent in times.at}
        if times.at != expected or times.n != len(values):
            wrong.append(f"percentiles of {name}: {times}, lived through {expected}")
    weeks: Counter[str] = Counter()
    day = whole.first or last
    while day <= last:
        weeks["{}-W{:02}".format(*day.isocalendar())] += sum(seen.finished == day for seen in done)
        day += DAY
    if {week.name: week.done for week in whole.weeks} != dict(weeks):
        wrong.append(f"throughput: {whole.weeks}, lived through {weeks}")
    for on, counts in cumulative(found, work, whole.first or last, last):
        there = Counter(state for seen in lived if (state := _standing(seen, on)) is not None)
        if {state: n for state, n in counts.items() if n} != there:
            wrong.append(f"cumulative on {on}: {counts}, lived through {there}")
    return wrong


def _standing(seen: Seen, on: date) -> str | None:
    """The state that a task ended a day in; none when it was removed before it was finished."""
    state = next((state for day, state, _ in seen.days if day == on), None)
    removed = seen.gone is not None and seen.gone <= on and not seen.ended
    return None if removed else state


def main(histories: int, seed: int) -> int:
    """Compare on so many histories and print what came of it, as JSON."""
    tasks, wrong = 0, []
    for number in range(seed, seed + histories):
        n, lines = differences(number)
        tasks += n
        wrong += lines
    found = {
        "seed": seed,
        "histories": histories,
        "tasks": tasks,
        "differences": len(wrong),
        "first": wrong[:20],
    }
    sys.stdout.write(json.dumps(found, indent=2) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
