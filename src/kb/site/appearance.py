"""What is asked of the theme Material where the settings of a site leave it open, whichever generator reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

_FEATURES: Final = (
    "navigation.tabs",
    "navigation.top",
    "search.suggest",
    "search.highlight",
    "content.code.copy",
)


def features(chosen: Iterable[Any] | None) -> list[Any]:
    """The features of the theme: those that were chosen, or ours.

    Never `navigation.instant`, which cannot follow links inside drawings.
    """
    return [name for name in chosen or _FEATURES if not str(name).startswith("navigation.instant")]


def palette() -> list[dict[str, Any]]:
    """Light and dark, as the reader's system asks for it, with a switch between them."""
    return [
        {
            "media": f"(prefers-color-scheme: {name})",
            "scheme": scheme,
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": f"material/{icon}", "name": f"Switch to {other}"},
        }
        for name, scheme, icon, other in (
            ("light", "default", "weather-night", "dark"),
            ("dark", "slate", "weather-sunny", "light"),
        )
    ]
