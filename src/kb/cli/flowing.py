"""Draws the flow for people: percentiles with what they mean, throughput, ages against what is expected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kb.cli.output import emit_rows, shown
from kb.cli.terminal import clean, display_width, pad, say, shorten, style, width, wrap
from kb.history.flow import Flow, Item, certain_age, late
from kb.workflow import Workflow

GROUP_HEADER: Final = ("done", "dropped", "now", "oldest", "a week", "cycle time", "lead time", "efficiency")
GROUP_COLUMNS: Final = (
    "done", "dropped", "in progress", "oldest", "a week", "cycle 50 %", "cycle 85 %", "cycle n", "lead 50 %",
    "lead 85 %", "lead n", "efficiency",
)  # fmt: skip
_BARS: Final = "▁▂▃▄▅▆▇█"
_NONE: Final = "·"
_SCALE: Final = 10
_MANY: Final = 5
_LISTED: Final = 20
Piece = tuple[str, tuple[str, ...]]


def draw(found: Flow, workflow: Workflow) -> None:
    """Print the flow of a period to a terminal."""
    say(style(_headline(found), "bold"))
    if found.first is None:
        say("No task is in the history yet.")
        return
    say()
    for line in _times(found):
        say(line)
    for sentence in sentences(found, workflow):
        for line in _wrapped(sentence):
            say(line)
    say()
    for line in _throughput(found):
        say(line)
    if found.moving:
        say()
        shown_ = found.moving[:_LISTED]
        for line in _lay([_moving_header(workflow), *(_moving(item, found, workflow) for item in shown_)]):
            say(line)
        if len(found.moving) > _LISTED:
            say(style(f"… {len(found.moving) - _LISTED} more, all of them younger", "dim"))
    if found.in_states:
        say()
        say(style("Time in state", "bold") + "  of what was done")
        for line in _in_states(found, workflow):
            say(line)
    for line in _unknown(found):
        say(line)


def markdown(found: Flow, workflow: Workflow) -> None:
    """Print the flow of a period as Markdown."""
    say(f"## {_headline(found)}")
    if found.first is None:
        return
    say()
    header = ("days", "n", *(f"{rank} %" for rank in found.lead.at))
    rows = [
        [name, times.n, *(_or_dash(times.at[rank]) for rank in found.lead.at)]
        for name, times in (("cycle time", found.cycle), ("lead time", found.lead))
    ]
    emit_rows("md", header, rows)
    say()
    for sentence in sentences(found, workflow):
        say(f"- {sentence}")
    say()
    emit_rows("md", ("week", "done", "dropped"), [[w.name, w.done, w.dropped] for w in found.weeks])
    if found.moving:
        say()
        moving = [
            [
                item.id,
                item.life.title,
                item.state,
                age(item),
                item.state_age_days,
                _or_dash(item.blocked_days),
            ]
            for item in found.moving
        ]
        emit_rows("md", ("in progress", "title", "state", "age", "in state", "blocked"), moving)
    for heading, counted in (("not known, and left out", False), ("remark", True)):
        listed = [[why, ", ".join(ids)] for why, ids in _reasons(found, counted).items()]
        if listed:
            say()
            emit_rows("md", (heading, "of"), listed)


def groups(by: str, parts: Mapping[str | None, Flow], format_: str) -> None:
    """Print a line for each group; figures alone where a program reads them."""
    if format_ == "csv":
        rows = [[name or "", *_figures(found)] for name, found in parts.items()]
        emit_rows("csv", (by, *GROUP_COLUMNS), rows)
        return
    words = [[name or f"no {by}", *_words(found)] for name, found in parts.items()]
    emit_rows(format_, (by, *GROUP_HEADER), words, flexible=0)
    say()
    say("now: in progress. Times: 50 % / 85 % in days (n).")


def _figures(found: Flow) -> list[object]:
    oldest = certain_age(found.moving[0]) if found.moving else None
    times = [figure for t in (found.cycle, found.lead) for figure in (t.at[50], t.at[85], t.n)]
    counts = [len(found.done), len(found.dropped), len(found.moving)]
    return [*counts, oldest, found.a_week, *times, found.efficiency.share]


def _words(found: Flow) -> list[object]:
    oldest = f"{age(found.moving[0])} d" if found.moving else ""
    times = [f"{_or_dash(t.at[50])} / {_or_dash(t.at[85])} ({t.n})" for t in (found.cycle, found.lead)]
    counts = [len(found.done), len(found.dropped), len(found.moving)]
    return [*counts, oldest, _one(found.a_week), *times, _percent(found.efficiency.share)]


def age(item: Item) -> str:
    """The age of an item in progress; where its start is not known, from when on it is certain."""
    least = "" if item.age_days is not None else "≥ "
    days = certain_age(item)
    return f"{least}{days}" if days is not None else "?"


def sentences(found: Flow, workflow: Workflow) -> Iterator[str]:
    """What the figures mean, in words; and why some of them are missing."""
    times = found.cycle
    rank = max((rank for rank, days in times.at.items() if days is not None and rank <= 85), default=None)
    if rank is not None:
        days = times.at[rank]
        yield f"{rank} % of the {times.n} tasks took {_days(days)} or less from start to finish."
    missing = {**found.cycle.refused, **found.lead.refused}
    if missing and times.n:
        words = ", ".join(f"{rank} % from {n} on" for rank, n in sorted(missing.items()))
        yield f"Too few were done for every percentile: {words}."
    wanted = workflow.expectation
    if found.kept.n:
        share = found.kept.within / found.kept.n
        yield (
            f"Expected are {wanted.percentile} % within {shown(wanted.days)} days; "
            f"{found.kept.within} of {found.kept.n} were ({_percent(share)})."
        )
    efficiency = found.efficiency
    if efficiency.share is not None:
        stopped = f"; on {efficiency.blocked} they were blocked" if efficiency.blocked else ""
        yield (
            f"Flow efficiency is {_percent(efficiency.share)}: of {efficiency.elapsed} days between start and finish "
            f"they were at work on {efficiency.active}{stopped}."
        )
    if not times.n:
        yield "Of no task that was done start and finish are known."


def _headline(found: Flow) -> str:
    span = f"from {found.first} to {found.last}" if found.first is not None else f"as of {found.last}"
    counts = f"{len(found.done)} done, {len(found.dropped)} dropped, {len(found.moving)} in progress"
    return f"Flow {span}: {counts}"


def _times(found: Flow) -> Iterator[str]:
    ranks = list(found.lead.at)
    rows = [
        [name, f"n = {times.n}", *(f"{rank} % {_d(times.at[rank])}" for rank in ranks)]
        for name, times in (("Cycle time", found.cycle), ("Lead time", found.lead))
    ]
    widths = [max(display_width(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        cells = [pad(cell, room) for cell, room in zip(row, widths, strict=True)]
        yield (style(cells[0], "bold") + "  " + "   ".join(cells[1:])).rstrip()


def _throughput(found: Flow) -> Iterator[str]:
    weeks = found.weeks[-min(max(width() - 20, 10), 60) :]
    most = max(week.done for week in weeks)
    line = "".join(_bar(week.done, most) for week in weeks)
    yield style("Throughput", "bold") + f"  {style(line, 'cyan')}"
    span = weeks[0].name if len(weeks) == 1 else f"{weeks[0].name} to {weeks[-1].name}"
    least = min(week.done for week in weeks)
    counts = f"{least} to {most}" if least < most else str(most)
    whole = [week.done for week in weeks if week.whole]
    mean = (
        f"; {_one(sum(whole) / len(whole))} on average in {len(whole)} whole weeks" if len(whole) > 1 else ""
    )
    yield from _wrapped(f"{span}: {counts} done a week{mean}")


def _wrapped(sentence: str) -> list[str]:
    return wrap(sentence, width(), "  ", "  ")


def _bar(n: int, most: int) -> str:
    return _BARS[-(-n * len(_BARS) // most) - 1] if n else _NONE


def _moving_header(workflow: Workflow) -> list[Piece]:
    words = (
        "In progress",
        "",
        f"{_SCALE} ■ = {shown(workflow.expectation.days)} d",
        "age",
        "older than",
        "blocked",
        "",
    )
    return [(word, ("bold",)) for word in words]


def _moving(item: Item, found: Flow, workflow: Workflow) -> list[Piece]:
    over, days = late(item, workflow), certain_age(item) or 0
    full = min(-int(-days * _SCALE // workflow.expectation.days), _SCALE)
    share = found.older_than(item) if len(found.cycles) >= _SCALE else None
    return [
        (item.id, ("cyan",)),
        (item.state or "", ()),
        ("■" * full + _NONE * (_SCALE - full), ("red",) if over else ("green",)),
        (f"{age(item)} d{' late' if over else ''}", ("bold", "red") if over else ()),
        (_percent(share), ()),
        (_d(item.blocked_days) if item.blocked_days else "", ("red",) if item.blocked_days else ()),
        (item.life.title, ()),
    ]


def _lay(rows: Sequence[list[Piece]]) -> Iterator[str]:
    """Columns side by side, empty ones left out; the last one, the title, is cut at the edge of the terminal."""
    cells = [[(clean(text), names) for text, names in row] for row in rows]
    for n in range(len(cells[0])):
        if not any(row[n][0] for row in cells[1:]):
            cells[0][n] = ("", ())
    widths = [max(display_width(row[n][0]) for row in cells) for n in range(len(cells[0]) - 1)]
    room = max(width() - sum(cut + 2 for cut in widths if cut), 12)
    for row in cells:
        parts = [
            style(pad(text, cut), *names) for (text, names), cut in zip(row[:-1], widths, strict=True) if cut
        ]
        yield "  ".join([*parts, shorten(row[-1][0], room)]).rstrip()


def _in_states(found: Flow, workflow: Workflow) -> Iterator[str]:
    rows = [(s.state, s.days) for s in found.in_states if s.days.n]
    room = max(display_width(clean(state)) for state, _ in rows)
    for state, days in rows:
        words = "   ".join(f"{rank} % {_d(days.at[rank])}" for rank in (50, 85))
        mark = "" if workflow.in_progress(state) else "  waiting"
        yield f"  {pad(clean(state), room)}  {words}   n = {days.n}{style(mark, 'dim')}"


def _unknown(found: Flow) -> Iterator[str]:
    for heading, counted in (("Not known, and left out", False), ("Remarks", True)):
        reasons = _reasons(found, counted)
        if reasons:
            yield ""
            yield style(heading, "bold")
        for why, ids in reasons.items():
            more = f" and {len(ids) - _MANY} more" if len(ids) > _MANY else ""
            yield from _wrapped(f"{clean(why)}: {clean(', '.join(ids[:_MANY]))}{more}")


def _reasons(found: Flow, counted: bool) -> dict[str, list[str]]:
    """Why something is not known, with the ids of which it is so; or what is to be said of items that count."""
    listed: defaultdict[str, list[str]] = defaultdict(list)
    for item in found.items:
        for doubt in item.doubts:
            if doubt.counted == counted:
                listed[doubt.kind].append(item.id)
    return dict(listed)


def _days(days: int | None) -> str:
    return f"{days} day{'' if days == 1 else 's'}"


def _d(days: int | None) -> str:
    return f"{days} d" if days is not None else "–"


def _or_dash(days: int | None) -> object:
    return days if days is not None else "–"


def _percent(share: float | None) -> str:
    return f"{share * 100:.0f} %" if share is not None else ""


def _one(value: float | None) -> str:
    return f"{value:.1f}" if value is not None else ""
