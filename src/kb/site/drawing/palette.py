"""Colours, shapes and words of the site: what a record type, a state or a risk looks like, in light and in dark.

The style sheet holds the same colours as custom properties and the same icons as masks; a test compares the two.
Contrast follows WCAG 2.2 AA: text 4.5 : 1 on every surface it may stand on, borders of controls 3 : 1.
"""

from __future__ import annotations

from typing import Final

RECORD_TYPES: Final = (
    "goal",
    "task",
    "experiment",
    "review",
    "decision",
    "risk",
    "product",
    "privacy",
    "stack",
    "change",
)
CUSTOM: Final = "custom"
TONES: Final = ("idle", "ready", "active", "wait", "good", "bad", "over")

# One path on a 16 × 16 grid per type, filled by the even-odd rule: also legible as a one-colour mask.
ICONS: Final[dict[str, str]] = {
    "goal": "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 2.3a4.7 4.7 0 1 0 0 9.4 4.7 4.7 0 0 0 0-9.4z"
    "M8 5.7a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6z",
    "task": "M3.5 1.5h9a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2z"
    "M4 8.2l2.9 3 5.3-5.6-1.3-1.2-4 4.2-1.6-1.7z",
    "experiment": "M5.2 1h5.6v1.7H10v3.4l3.9 6.6A1.5 1.5 0 0 1 12.6 15H3.4a1.5 1.5 0 0 1-1.3-2.3"
    "L6 6.1V2.7h-.8zM7.6 2.7v3.9L5.9 9.5h4.2L8.4 6.6V2.7z",
    "review": "M7.3 1h1.4v2H14v1.4h-.2l2.1 5.1a2.8 2.8 0 0 1-5.6 0l2.1-5.1H8.7V13H12v1.5H4V13h3.3V4.4"
    "H3.6l2.1 5.1a2.8 2.8 0 0 1-5.6 0l2.1-5.1H2V3h5.3z",
    "decision": "M8 .5L15.5 8 8 15.5.5 8zM8 4.6L4.6 8 8 11.4 11.4 8z",
    "risk": "M8 1l7.5 13.5H.5zM7.1 5.8v4.5h1.8V5.8zM7.1 11.3v1.7h1.8v-1.7z",
    "product": "M8 .8l6.3 3.5v7.4L8 15.2l-6.3-3.5V4.3zM3.3 5.9v4.9l3.9 2.2V8.1zM12.7 5.9L8.8 8.1V13l3.9-2.2z",
    "privacy": "M8 .8l6 2v4.7c0 3.5-2.4 6.2-6 7.7-3.6-1.5-6-4.2-6-7.7V2.8z"
    "M8 4.7a1.8 1.8 0 0 0-.9 3.4L6.6 11h2.8l-.5-2.9A1.8 1.8 0 0 0 8 4.7z",
    "stack": "M8 1l7 3.4-7 3.4-7-3.4zM2.9 7L8 9.5 13.1 7l1.9.9-7 3.4-7-3.4z"
    "M2.9 10.6L8 13.1l5.1-2.5 1.9.9-7 3.4-7-3.4z",
    "change": "M5 1l4 4H6.3v5.5H3.7V5H1zM11 15l-4-4h2.7V5.5h2.6V11H15z",
    "custom": "M2 2h12v12H2zM4.3 4.3v7.4h7.4V4.3z",
}

LIGHT: Final[dict[str, str]] = {
    "surface": "#ffffff",
    "surface-2": "#f6f7f9",
    "surface-3": "#eceff3",
    "ink": "#1a2230",
    "ink-2": "#525d6e",
    "line": "#dfe3e9",
    "edge": "#7f8a9a",
    "accent": "#2456b8",
    "accent-bg": "#e8effb",
    "t-goal": "#08684a",
    "t-goal-bg": "#e2f4ec",
    "t-task": "#1d56b5",
    "t-task-bg": "#e6eefb",
    "t-experiment": "#6f3aa8",
    "t-experiment-bg": "#f1eafa",
    "t-review": "#0a6175",
    "t-review-bg": "#e0f2f6",
    "t-decision": "#8f4300",
    "t-decision-bg": "#fcecdc",
    "t-risk": "#ad1f2b",
    "t-risk-bg": "#fce9ea",
    "t-product": "#9c2067",
    "t-product-bg": "#fbe8f2",
    "t-privacy": "#454c9e",
    "t-privacy-bg": "#eaebf8",
    "t-stack": "#515b00",
    "t-stack-bg": "#f0f3da",
    "t-change": "#73491f",
    "t-change-bg": "#f5ece2",
    "t-custom": "#4a5566",
    "t-custom-bg": "#eceff3",
    "idle": "#525d6e",
    "idle-bg": "#eceff3",
    "ready": "#0a6175",
    "ready-bg": "#e0f2f6",
    "active": "#1d56b5",
    "active-bg": "#e6eefb",
    "wait": "#7a4b00",
    "wait-bg": "#fdf0d5",
    "good": "#0b6636",
    "good-bg": "#e1f4e8",
    "bad": "#ad1f2b",
    "bad-bg": "#fce9ea",
    "over": "#5b6270",
    "over-bg": "#f0f1f4",
    "series-1": "#2f6fde",
    "series-2": "#d2691e",
    "series-3": "#12875f",
    "series-4": "#9147d1",
    "series-5": "#c2294a",
    "series-6": "#0b87a3",
    "series-7": "#7a7d00",
    "series-8": "#8a5a3c",
}

DARK: Final[dict[str, str]] = {
    "surface": "#161a21",
    "surface-2": "#1d222b",
    "surface-3": "#272d38",
    "ink": "#e4e8ee",
    "ink-2": "#a5afbe",
    "line": "#303744",
    "edge": "#707c8e",
    "accent": "#8db4ff",
    "accent-bg": "#1f2d4a",
    "t-goal": "#6bd3a8",
    "t-goal-bg": "#153429",
    "t-task": "#8db8ff",
    "t-task-bg": "#1b2c4c",
    "t-experiment": "#cba6f5",
    "t-experiment-bg": "#31244a",
    "t-review": "#6fcfe3",
    "t-review-bg": "#12343d",
    "t-decision": "#f3b172",
    "t-decision-bg": "#412a14",
    "t-risk": "#ff9c9c",
    "t-risk-bg": "#481f24",
    "t-product": "#f59bc8",
    "t-product-bg": "#441f35",
    "t-privacy": "#aeb4f7",
    "t-privacy-bg": "#282c52",
    "t-stack": "#c5d060",
    "t-stack-bg": "#2f3413",
    "t-change": "#dcb48b",
    "t-change-bg": "#3b2c1d",
    "t-custom": "#b6c0ce",
    "t-custom-bg": "#2b323e",
    "idle": "#a9b3c1",
    "idle-bg": "#272d38",
    "ready": "#6fcfe3",
    "ready-bg": "#12343d",
    "active": "#8db8ff",
    "active-bg": "#1b2c4c",
    "wait": "#f0bd5c",
    "wait-bg": "#3d2e10",
    "good": "#71d39a",
    "good-bg": "#143523",
    "bad": "#ff9c9c",
    "bad-bg": "#481f24",
    "over": "#a2a9b5",
    "over-bg": "#242932",
    "series-1": "#6f9ff5",
    "series-2": "#ee9550",
    "series-3": "#4fc495",
    "series-4": "#bd8bf0",
    "series-5": "#f4798f",
    "series-6": "#4dbdd6",
    "series-7": "#bcc04c",
    "series-8": "#c99b7b",
}

_TONE_OF: Final[dict[str, str]] = {
    **dict.fromkeys(("idea", "backlog", "draft", "proposed", "requested", "planned"), "idle"),
    "ready": "ready",
    **dict.fromkeys(("doing", "running", "active", "open"), "active"),
    **dict.fromkeys(("review", "pending"), "wait"),
    **dict.fromkeys(
        ("done", "concluded", "reported", "accepted", "approved", "agreed", "met", "mitigated"), "good"
    ),
    **dict.fromkeys(("missed", "rejected", "refused", "invalid", "expired", "occurred"), "bad"),
    **dict.fromkeys(("dropped", "superseded", "deprecated", "closed"), "over"),
}
# An accepted risk is borne, not won.
_TONE_OF_TYPE: Final[dict[tuple[str, str], str]] = {("risk", "accepted"): "wait"}


def type_slug(record_type: str) -> str:
    """The type if the site has a shape and a colour for it, else ``"custom"``."""
    return record_type if record_type in RECORD_TYPES else CUSTOM


def type_label(record_type: str) -> str:
    """The type as a word for people: ``"Experiment"``, ``"User interview"``."""
    words = record_type.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def status_tone(status: str, record_type: str = "") -> str:
    """What a state means, as one of `TONES`; states that a team invented are ``"idle"``."""
    return _TONE_OF_TYPE.get((record_type, status)) or _TONE_OF.get(status, "idle")


def risk_level(likelihood: int, impact: int) -> int:
    """Level 1 to 5 of a risk on the 5 × 5 matrix, from likelihood × impact (each 1 to 5)."""
    score = likelihood * impact
    return 1 + sum(score > bound for bound in (3, 6, 10, 16))


def colour(name: str, *, dark: bool = False) -> str:
    """The hex colour of a type, a tone, a surface or a series, for what cannot read custom properties.

    Raises `KeyError` for a name that is none of them.
    """
    shades = DARK if dark else LIGHT
    return shades[name] if name in shades else shades[f"t-{name}"]


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two hex colours, 1 to 21 (WCAG 2.2, relative luminance of sRGB)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(hex_colour: str) -> float:
    channels = [int(hex_colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
