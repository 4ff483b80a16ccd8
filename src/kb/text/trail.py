"""Notes where every key and value of a front matter stands, while its events go by."""

from __future__ import annotations

from typing import Any

import yaml

from kb.diagnostics import Span
from kb.text.places import KeyPath, Place, span_of


class Trail:
    """Notes the places while the events go by: only used when somebody asks where a value stands."""

    def __init__(self, places: dict[KeyPath, Place], base: int, opened: Any) -> None:
        self.places = places
        self.base = base
        self.path: list[str | int] = []
        self.pending: Span | None = None
        self.last = base
        self.opened: list[tuple[int, Span | None, Any, bool]] = []
        self.opened.append((base + opened.start_mark.index, None, opened, True))

    def key(self, event: Any) -> None:
        self.pending = span_of(event, self.base)
        self.last = self.pending.end

    def _note(self, path: KeyPath, place: Place) -> None:
        self.places.setdefault(path, place)

    def scalar(self, event: Any, step: Any) -> None:
        span = span_of(event, self.base)
        self.last = max(self.last, span.end)
        self._note((*self.path, step), Place(self.pending, span, event.style or ""))
        self.pending = None

    def open(self, event: Any, step: Any) -> None:
        self.path.append(step)
        self.opened.append((self.base + event.start_mark.index, self.pending, event, False))
        self.pending = None

    def close(self, event: Any) -> None:
        start, key, opened, is_root = self.opened.pop()
        mapping = isinstance(opened, yaml.MappingStartEvent)
        if opened.flow_style:
            self.last = self.base + event.end_mark.index
            style = "{" if mapping else "["
        else:
            style = "map" if mapping else "seq"
        self._note(tuple(self.path), Place(key, Span(start, max(self.last, start)), style))
        if not is_root:
            self.path.pop()
