"""Fills templates: everything from a record is escaped, and the marks of the site are at hand in every template."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from kb.deltas import WORDS
from kb.review_scoring import telling
from kb.site.addresses import handle
from kb.site.compiled import Compiled
from kb.site.drawing import marks
from kb.site.drawing.html import Html, inline
from kb.site.drawing.palette import status_tone, type_label, type_slug
from kb.wording import plural

_HERE = Path(__file__).parent
_ISO = re.compile(r"(?<![\w`'\"./-])\d{4}-\d{2}-\d{2}(?![\w`'\"/-])")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: datetime.date | None) -> Html:
    """A date for people, in a `<time>`."""
    if value is None:
        return Html('<span class="kb-unknown">no date</span>')
    shown = f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return Html(f'<time class="kb-date" datetime="{value.isoformat()[:10]}">{shown}</time>')


def dated(message: str) -> str:
    """What the linter says, its dates as the site writes them: `2026-03-02` → `2 Mar 2026`; what it quotes stays."""
    return _ISO.sub(_day_in_words, message)


def _day_in_words(found: re.Match[str]) -> str:
    try:
        value = datetime.date.fromisoformat(found[0])
    except ValueError:
        return found[0]
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def weekday(value: datetime.date) -> Html:
    """A date for people who see the year elsewhere: `Tue 24 Nov`."""
    shown = f"{_DAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]}"
    return Html(f'<time class="kb-date" datetime="{value.isoformat()[:10]}">{shown}</time>')


def span(first: datetime.date, last: datetime.date) -> str:
    """Two days of a span, nothing said twice: `23 – 29 Nov 2026`, `28 Sep – 4 Oct 2026`."""
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    year = f" {first.year}" if first.year != last.year else ""
    month = f" {_MONTHS[first.month - 1]}" if (first.month, first.year) != (last.month, last.year) else ""
    return f"{first.day}{month}{year} – {end}"


def figure(value: Any) -> str:
    """A number for people: at most four significant digits, thousands apart, no trailing zeros."""
    if value is None or isinstance(value, bool | str):
        return "" if value is None else str(value)
    if float(value).is_integer() and abs(value) < 1e15:
        return f"{int(value):,}".replace(",", "\u202f")
    return f"{value:.4g}"


def rough(value: float) -> str:
    """A score or a spread for people: two significant digits, never in powers of ten."""
    shown = float(f"{value:.2g}")
    return figure(shown)


def change(value: float) -> str:
    """A difference with its sign, at most four significant digits; no plus before nothing."""
    return "±0" if value == 0 else f"{value:+.4g}".replace("-", "\u2212")


def capfirst(text: str) -> str:
    """A text that begins with a capital; the rest stays as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def words(name: str) -> str:
    """A name from the format as words: `based_on` → `based on`."""
    return name.replace("_", " ")


def shown(value: Any) -> str:
    """Any value of a record as text: lists and mappings on one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {shown(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(shown(item) for item in value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return figure(value) if isinstance(value, int | float) else str(value)


@cache
def environment() -> jinja2.Environment:
    """The environment of all templates; autoescape is on for every one of them."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader([_HERE / "pages", _HERE / "templates"]),
        autoescape=True,
        auto_reload=False,
        bytecode_cache=Compiled(),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    for function in (
        marks.type_badge,
        marks.status_chip,
        marks.verdict,
        marks.outcome,
        marks.flag,
        marks.record_ref,
        marks.restricted_ref,
        marks.measure_bar,
        marks.meter,
        status_tone,
        type_label,
        type_slug,
        plural,
        span,
    ):
        env.globals[function.__name__] = function
    env.globals["told"] = telling
    env.globals["judgements"] = WORDS
    env.filters.update(
        dated=dated,
        day=day,
        weekday=weekday,
        figure=figure,
        rough=rough,
        change=change,
        words=words,
        own=shown,
        capfirst=capfirst,
        inline=inline,
        handle=handle,
    )
    return env


def render(template: str, **values: Any) -> str:
    """Fill a template that lies beside its page; blank lines, which would end a block of HTML in Markdown, go."""
    env = environment()
    found = env.get_template(template)
    # What `render` of Jinja does, but that looks every global up in a chain of mappings, for each page.
    told = found.new_context({**env.globals, **values}, shared=True)
    try:
        text = env.concat(found.root_render_func(told))
    except Exception:  # noqa: BLE001 - which is told of with the line of the template
        env.handle_exception()
    return "\n".join(line for line in text.splitlines() if line.strip()) if "<pre" not in text else text
