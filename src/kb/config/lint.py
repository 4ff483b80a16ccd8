"""`[lint]`: which rules judge, where, and how hard."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated, Literal

from kb.config.table import Table
from kb.declared.marks import Field, field_validator

Code = Annotated[str, Field(pattern=r"^(ALL|[A-Z]{2}(\d{3})?)$")]


class PathRules(Table):
    """`[lint.per-path]`: what is not asked of some files."""

    ignore: tuple[Code, ...] = Field((), description="Rules and families that are not asked of these files.")
    select: tuple[Code, ...] | None = Field(None, description="If given, only these are.")


class LintTable(Table):
    """`[lint]`: which rules judge, and how hard."""

    select: tuple[Code, ...] = Field(("ALL",), description="The rules and families that judge.")
    ignore: tuple[Code, ...] = Field((), description="The rules and families that do not.")
    severity: Mapping[
        Annotated[str, Field(pattern=r"^[A-Z]{2}\d{3}$")], Literal["error", "warning", "info"]
    ] = Field({}, description="Code → how much its findings weigh, whatever the rule itself says.")
    baseline: str | None = Field(
        None,
        min_length=1,
        description="The file of findings that are silent for now; `kb lint --write-baseline` writes it.",
    )
    per_path: Mapping[str, PathRules] = Field(
        {},
        alias="per-path",
        description="Pattern of paths → `ignore` and `select` for these files; `**` crosses folders.",
    )

    history: bool = Field(
        True,
        description="Whether rules may ask git what became of the records (KB006, KB008, FR002, SM007, ID005) "
        "and of the commits that they name (EX001), and how fast work went (CH002).",
    )

    @field_validator("baseline")
    @classmethod
    def _inside(cls, value: str | None) -> str | None:
        path = PurePosixPath(value or "kb")
        if path.is_absolute() or ".." in path.parts or "\\" in str(path) or not path.parts:
            raise ValueError(f"`{value}` must be a file inside the base")
        return value
