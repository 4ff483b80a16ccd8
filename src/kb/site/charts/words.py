"""The words in which charts say what they mean: numbers of tasks and days, dates, lists."""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def dated(day: date) -> str:
    """A day for people: `7 Mar 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year:04d}"


def spelt(text: str) -> str:
    """A sentence of the command line for a page: its days, `2026-03-07`, as those of other sentences, `7 Mar 2026`."""
    return _ISO.sub(lambda found: dated(date.fromisoformat(found[0])), text)


def tasks(n: int) -> str:
    """`1 task`, `2 tasks`."""
    return f"{n} {'task' if n == 1 else 'tasks'}"


def days(n: float) -> str:
    """`1 day`, `2 days`."""
    return f"{n:g} {'day' if n == 1 else 'days'}"


def sentence(text: str) -> str:
    """A sentence: with a capital first, and a full stop."""
    return f"{text[:1].upper()}{text[1:]}."


def figure(value: float) -> str:
    """A number for people: four significant digits, whole where it is whole or large, with a true minus."""
    whole = (float(value).is_integer() or abs(value) >= 1e4) and abs(value) < 1e15
    return (f"{round(value):,}".replace(",", "\u202f") if whole else f"{value:.4g}").replace("-", "\u2212")
