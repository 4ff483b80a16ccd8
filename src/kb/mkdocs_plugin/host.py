"""What a program that runs MkDocs itself has read already, and hands to the plugin."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kb.base import KnowledgeBase
from kb.config import Located
from kb.site.material import Material


@dataclass(frozen=True, slots=True)
class Host:
    """A base that is in memory.

    Attributes:
        located: its configuration.
        base: its records.
        material: makes what its pages are drawn from, for a day and with the options of the settings.
        audience: the one that was asked for.
        today: the day that was asked for.
        search: whose search the site is to have.
        plain: whether the settings of MkDocs are made for the occasion.
    """

    located: Located
    base: KnowledgeBase
    material: Callable[[datetime.date, Mapping[str, Any]], Material]
    audience: str | None = None
    today: str | None = None
    search: str = "builtin"
    plain: bool = False
