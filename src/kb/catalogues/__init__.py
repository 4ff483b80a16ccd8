"""Catalogues that come with `kb`: what has gone wrong in other projects, to be looked at before one's own begins."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kb.errors import KbError


@dataclass(frozen=True, slots=True)
class CatalogueRisk:
    """A risk that data science projects run into, with what helps against it.

    Attributes:
        number: its place in the catalogue, from 1.
        slug: its short name.
        group: the part of a project's life that it belongs to.
        title: what goes wrong.
        trigger: the sign by which one notices.
        solution: what helps.
    """

    number: int
    slug: str
    group: str
    title: str
    trigger: str
    solution: str


@cache
def risks() -> tuple[CatalogueRisk, ...]:
    """The risks, in the order of a project's life."""
    data = tomllib.loads((Path(__file__).parent / "risks.toml").read_text(encoding="utf-8"))
    return tuple(CatalogueRisk(number, **entry) for number, entry in enumerate(data["risk"], 1))


def risk(name: str) -> CatalogueRisk:
    """The risk with a number or a short name.

    Raises:
        KbError: there is none.
    """
    for entry in risks():
        if name in (str(entry.number), entry.slug):
            return entry
    hint = "`kb new risk --from-catalogue` lists them."
    raise KbError(f"there is no risk {name} in the catalogue", hint=hint)
