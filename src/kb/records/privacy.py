"""A privacy note: which assets are used, under which contracts and licences, and for what."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from kb.declared.groups import fields
from kb.record import Date, Handle, Id, Link, Record, RecordType, Text, Truth


@fields
class Asset:
    """Code, data, a model or a document that belongs to somebody."""

    name: Text
    kind: Literal["code", "data", "model", "document"] | None = None
    source: Text | None = None
    contract: Text | None = None
    nda: Truth | None = None
    nda_until: Date | None = None
    licence: Text | None = None
    personal_data: Literal["none", "pseudonymous", "personal", "special"] | None = None
    retention_until: Date | None = None
    permitted_uses: tuple[Text, ...] = ()


@fields
class LegalReview:
    """What the legal team said."""

    by: Text
    on: Date
    verdict: Text | None = None


@fields
class Privacy(Record):
    """A privacy note: assets, contracts, licences, permitted uses."""

    TYPE: ClassVar[RecordType] = RecordType(
        "privacy",
        "PRIV",
        "privacy",
        ("draft", "pending", "approved", "refused", "expired"),
        "a privacy note: assets, contracts, licences, permitted uses",
        retired=frozenset({"refused", "expired"}),
    )

    owner: Handle
    subject: Text | None = None
    assets: tuple[Asset, ...] = ()
    planned_uses: tuple[Text, ...] = ()
    legal_review: LegalReview | None = None
    covers: tuple[
        Annotated[Id, Link("covers", "covered_by", ("experiment", "product", "stack", "review"))], ...
    ] = ()
