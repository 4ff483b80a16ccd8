"""`[types.<name>]`: fields that a team adds to a type, and types of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from kb.config.table import Table
from kb.declared.marks import Field, model_validator

FieldKind = Literal["text", "int", "number", "bool", "date", "datetime", "enum", "list", "map", "link"]


class CustomField(Table):
    """`[types.<name>.fields]`: a field that a team adds."""

    type: FieldKind = Field(description="What it holds.")
    required: bool = Field(False, description="Whether every record of the type must have it.")
    values: tuple[str, ...] = Field((), description="The values of an `enum`.")
    to: tuple[str, ...] = Field((), description="The types a `link` may lead to; empty means any.")
    many: bool = Field(False, description="Whether it is a list of such values.")
    reverse: str | None = Field(
        None,
        pattern=r"^[a-z][a-z0-9_]*$",
        description="What a `link` is called the other way; otherwise its name and `_of`.",
    )

    @model_validator(mode="after")
    def _kind_is_complete(self) -> CustomField:
        if self.type == "enum" and not self.values:
            raise ValueError("an enum needs `values`")
        if self.type != "link" and (self.to or self.reverse):
            raise ValueError("`to` and `reverse` belong to a field of type link")
        return self


class TypeTable(Table):
    """`[types.<name>]`: fields for a type that exists, or a whole type of the team's own."""

    prefix: str | None = Field(
        None,
        pattern=r"^[A-Z]{1,6}$",
        description="Of the ids of a type of your own; such a type must have one.",
    )
    plural: str | None = Field(
        None,
        pattern=r"^[a-z][a-z0-9-]*$",
        description="Of its folder below `research/`; otherwise its name and an s.",
    )
    states: tuple[Annotated[str, Field(min_length=1)], ...] = Field(
        (), description="Of a type of your own, the first being that of a new record."
    )
    fields: Mapping[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], CustomField] = Field(
        {}, description="Name → what it is."
    )
