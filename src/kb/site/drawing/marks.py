"""Small marks that every page uses alike: badges, chips, verdicts, references to records, bars.

All arguments are raw text; all results are `Html`. The classes are those of the vocabulary in ``assets/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kb.site.drawing.html import Html, attribute, inline, text
from kb.site.drawing.palette import status_tone, type_label, type_slug

VERDICTS: Final = {"met": "met", "missed": "missed", "not-yet": "not yet met", "not-measured": "not measured"}
_FADING: Final = frozenset({"refuted", "invalid", "superseded", "expired"})
_MARGIN: Final = 6.0  # per cent of the bar kept free at either end, so that marks are not cut off


def type_badge(record_type: str, label: str | None = None, *, icon_only: bool = False) -> Html:
    """Icon, colour and word of a record type; the word stays for screen readers if `icon_only`."""
    word = text(label or type_label(record_type))
    slug = type_slug(record_type)
    if icon_only:
        return Html(
            f'<span class="kb-type kb-type--icon" data-type="{slug}" title="{word}">'
            f'<span class="kb-sr">{word}</span></span>'
        )
    return Html(f'<span class="kb-type" data-type="{slug}">{word}</span>')


def status_chip(status: str, record_type: str = "") -> Html:
    """A state with the glyph and colour of what it means."""
    tone = status_tone(status, record_type)
    return Html(f'<span class="kb-status" data-tone="{tone}">{text(status)}</span>')


def verdict(value: str | None) -> Html:
    """``met``, ``missed`` or ``not-measured`` as a mark; nothing for `None`."""
    if not value:
        return Html("")
    return Html(
        f'<span class="kb-verdict" data-verdict="{text(value)}">{text(VERDICTS.get(value, value))}</span>'
    )


def outcome(value: str | None) -> Html:
    """The outcome of an experiment as a mark; nothing for `None`."""
    if not value:
        return Html("")
    return Html(f'<span class="kb-outcome" data-outcome="{text(value)}">{text(value)}</span>')


def flag(value: str) -> Html:
    """What is unusual about a record (refuted, stale, blocked, …) as a mark."""
    return Html(f'<span class="kb-flag" data-flag="{text(value)}">{text(value.replace("-", " "))}</span>')


def person(name: str, href: str) -> Html:
    """Somebody, with a link to their page; `name` is the handle without its ``@``."""
    return Html(f'<a class="kb-person" href="{text(href)}">{text(name)}</a>')


def nobody() -> Html:
    """Where somebody will be."""
    return Html('<span class="kb-unknown">nobody yet</span>')


def tag(name: str, href: str) -> Html:
    """A tag, with a link to its page."""
    return Html(f'<a class="kb-chip" href="{text(href)}">{text(name)}</a>')


def record_ref(  # noqa: PLR0913  # a reference has that many parts, all but the first four optional and named
    record_id: str,
    record_type: str,
    title: str,
    href: str | None,
    *,
    status: str = "",
    verdict: str | None = None,
    flags: Iterable[str] = (),
    faded: bool | None = None,
    note: str = "",
) -> Html:
    """A reference to a record: icon, id, title, then its marks. Without `href` it is text, not a link.

    `faded` strikes the title; if it is not given, the flags decide.
    """
    name = "a" if href else "span"
    words = f'<code class="kb-id">{text(record_id)}</code>'
    if title:
        words += f' <span class="kb-ref__title">{inline(title)}</span>'
    slug = type_slug(record_type)
    flags = tuple(flags)
    strike = bool(_FADING.intersection(flags)) if faded is None else faded
    fade = ' data-faded=""' if strike else ""
    reference = f'<{name} class="kb-ref" data-type="{slug}"{fade}{attribute("href", href)}>{words}</{name}>'
    marks = [status_chip(status, record_type)] if status else []
    marks += [_verdict(verdict)] if verdict else []
    marks += [flag(each) for each in flags]
    marks += [Html(f'<span class="kb-reflist__note">{text(note)}</span>')] if note else []
    return Html(" ".join([reference, *marks]))


_verdict = verdict  # `record_ref` has an argument of that name


def restricted_ref(record_id: str) -> Html:
    """What a reader sees of a record that is not for them: its id and the word."""
    identity = f'<code class="kb-id">{text(record_id)}</code>'
    return Html(f'<span class="kb-ref" data-type="custom">{identity} {flag("restricted")}</span>')


def missing_ref(record_id: str) -> Html:
    """An id that no record has."""
    identity = f'<code class="kb-id">{text(record_id)}</code>'
    return Html(
        f'<span class="kb-ref" data-type="custom">{identity} <span class="kb-unknown">no such record</span></span>'
    )


def measure_bar(
    baseline: float | None,
    target: float | None,
    measured: float | None,
    *,
    direction: str = "higher",
    unit: str = "",
    label: str = "",
) -> Html:
    """Baseline, target and measured value on one line; the better side is always on the right.

    `direction` is ``higher`` or ``lower``: which way is better. The marks differ by shape: ring, post, diamond.
    """
    values = {"baseline": baseline, "target": target, "measured": measured}
    places = _places([value for value in values.values() if value is not None], lower=direction == "lower")
    state = _reached(target, measured, direction)
    said = ", ".join(f"{name} {_figure(value, unit)}" for name, value in values.items())
    spoken = f"{label}: {said}" if label else said
    return Html(
        f'<svg class="kb-bar" data-verdict="{state}" width="100%" height="24" role="img" aria-label="{text(spoken)}">'
        '<rect class="kb-bar__track" y="10" width="100%" height="4" rx="2"/>'
        + _way(baseline, measured, places)
        + "".join(_MARKS[name](places[value]) for name, value in values.items() if value is not None)
        + "</svg>"
    )


def meter(value: float, maximum: float, *, label: str, tone: str = "accent") -> Html:
    """A bar from 0 to `maximum`; values beyond the maximum fill it. `label` is what a screen reader says."""
    share = 0.0 if maximum <= 0 else min(max(value / maximum, 0.0), 1.0)
    return Html(
        f'<svg class="kb-meter" data-tone="{text(tone)}" width="100%" height="6" role="img" aria-label="{text(label)}">'
        '<rect class="kb-bar__track" width="100%" height="6" rx="3"/>'
        f'<rect class="kb-meter__fill" width="{_percent(share * 100)}" height="6" rx="3"/></svg>'
    )


def _places(values: Sequence[float], *, lower: bool) -> dict[float, float]:
    """Each value's place on the bar in per cent."""
    low, high = (min(values), max(values)) if values else (0.0, 0.0)
    width = high - low
    usable = 100 - 2 * _MARGIN
    shares = {value: (value - low) / width if width else 0.5 for value in values}
    return {value: _MARGIN + usable * (1 - share if lower else share) for value, share in shares.items()}


def _reached(target: float | None, measured: float | None, direction: str) -> str:
    if target is None or measured is None:
        return "not-measured"
    met = measured <= target if direction == "lower" else measured >= target
    return "met" if met else "missed"


def _way(baseline: float | None, measured: float | None, places: dict[float, float]) -> str:
    """The stretch between where it started and where it is now."""
    if baseline is None or measured is None:
        return ""
    start, end = sorted((places[baseline], places[measured]))
    back = ' data-back=""' if places[measured] < places[baseline] else ""
    return f'<rect class="kb-bar__way" x="{_percent(start)}" y="10" width="{_percent(end - start)}" height="4"{back}/>'


def _ring(place: float) -> str:
    return f'<circle class="kb-bar__baseline" cx="{_percent(place)}" cy="12" r="4.5"/>'


def _post(place: float) -> str:
    return (
        f'<svg class="kb-bar__target" x="{_percent(place)}"><path d="M-1 2h8l-2.5 3.5L7 9H1v13h-2z"/></svg>'
    )


def _diamond(place: float) -> str:
    return (
        f'<svg class="kb-bar__measured" x="{_percent(place)}"><path d="M0 5.5L6.5 12 0 18.5-6.5 12z"/></svg>'
    )


_MARKS: Final = {"baseline": _ring, "target": _post, "measured": _diamond}


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return "not known"
    return f"{value:g} {unit}".rstrip()
