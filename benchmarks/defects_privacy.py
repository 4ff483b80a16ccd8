"""Defects of privacy notes (PV)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from benchmarks import writing_context
from benchmarks.defects import Seeder, sows
from benchmarks.drafts import Draft


def _note(seeder: Seeder, **values: Any) -> Draft:
    """A clean note; `values` replace keys."""
    seeder.numbers["privacy"] += 1
    draft = writing_context.privacy(seeder.made, seeder.numbers["privacy"])
    draft.body = "## What the contracts say\n\nThe terms of the data of " + draft.mentions[0] + ".\n"
    draft.values.update(values)
    return draft


def _of_data(draft: Draft, **parts: Any) -> Draft:
    """Replaces parts of a note's first asset; a part that is None is taken away."""
    asset = {**draft.values["assets"][0], **parts}
    draft.values["assets"][0] = {key: value for key, value in asset.items() if value is not None}
    return draft


@sows("PV001")
def not_permitted(seeder: Seeder, number: int) -> None:
    """A use that no asset permits, or that one does not."""
    draft = _note(seeder, planned_uses=["research", "sale of scores"])
    if number % 2:
        draft.values["assets"][1]["permitted_uses"].append("sale of scores")
    seeder.seed("PV001", seeder.keep(draft), "planned_uses:")


@sows("PV002")
def no_contract(seeder: Seeder, number: int) -> None:
    """No contract under an agreement; for personal data; for what a customer gave."""
    parts = (
        {"nda": True},
        {"nda": None, "nda_until": None, "personal_data": "personal"},
        {"nda": None, "nda_until": None, "licence": None, "personal_data": "none", "source": "customer"},
    )[number % 3]
    words = ("nda: true", "personal_data: personal", "source: customer")[number % 3]
    seeder.seed("PV002", seeder.keep(_of_data(_note(seeder), contract=None, **parts)), words)


@sows("PV004")
def ended(seeder: Seeder, number: int) -> None:
    """A retention period or an agreement that ended a week ago."""
    day = seeder.made.today - dt.timedelta(days=7)
    field = ("retention_until", "nda_until")[number % 2]
    seeder.seed("PV004", seeder.keep(_of_data(_note(seeder), **{field: day})), f"{field}: {day}")


@sows("PV005")
def review_open(seeder: Seeder, number: int) -> None:
    """Approved without a review, or with one that is still to come; still waiting for what is in use."""
    draft = _note(seeder)
    if number % 3 == 0:
        del draft.values["legal_review"]
        seeder.seed("PV005", seeder.keep(draft), "status: approved")
    elif number % 3 == 1:
        draft.values["legal_review"]["verdict"] = "pending"
        seeder.seed("PV005", seeder.keep(draft), "verdict: pending")
    else:
        draft.values |= {"status": "pending", "covers": draft.values["covers"][-1:]}
        seeder.seed("PV005", seeder.keep(draft), "covers:")


@sows("PV006")
def leak(seeder: Seeder, number: int) -> None:
    """A public risk that names a restricted note in a link, in code and by its title."""
    hidden = _note(seeder)
    hidden.values["title"] = f"Terms of an unnamed customer, annex {number + 1}"
    path = seeder.keep(hidden)
    draft = seeder.insert(seeder.risk(visibility=None), "tags", "visibility", "public")
    place = path.rsplit("/", 1)[-1]
    words = (
        f"See [[{hidden.id}]].",
        f"Read `{hidden.id}` first.",
        f"It follows from {hidden.values['title']}.",
        f"![terms](../privacy/{place})",
    )[number % 4]
    seeder.seed("PV006", seeder.keep(draft, f"{draft.text()}\n{words}\n"), words)


@sows("PV003")
def bad_licence(seeder: Seeder, number: int) -> None:
    """A licence that is no expression, and two that stand against a planned use."""
    licence, plan = (
        ("Apache 2", "research"),
        ("CC-BY-NC-4.0", "commercial use"),
        ("AGPL-3.0-only", "hosted service"),
    )[number % 3]
    draft = _of_data(_note(seeder, planned_uses=[plan]), licence=licence)
    for asset in draft.values["assets"]:
        asset["permitted_uses"] = [plan, "reporting"]
    seeder.seed("PV003", seeder.keep(draft), f"licence: {licence}")


@sows("PV007")
def secret(seeder: Seeder, number: int) -> None:
    """A token, a password in an address and somebody's e-mail address; no part of them stands in this file whole."""
    token = "".join(("gh", "p_", "u8jzPde0IgxLd6Gncf", "BAepfJBd0Kh8oOOL8d"))
    words = (
        f"export GH_TOKEN={token}",
        "Connect to postgresql://analyst:Linden-4711@warehouse.plant.internal/orders",
        "Ask m.lindqvist@plantworks.se for access.",
    )[number % 3]
    draft = seeder.risk()
    seeder.seed("PV007", seeder.keep(draft, f"{draft.text()}\n{words}\n"), words)
