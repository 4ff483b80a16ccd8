"""`[record]`: where a run leaves and finds what `kb record` writes down."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated

from kb.config.table import Table
from kb.declared.marks import Field, field_validator

Pattern = Annotated[str, Field(min_length=1)]


class RecordTable(Table):
    """`[record]`: what `kb record` captures of a run, and where `kb reproduce` finds its figures."""

    metrics: tuple[Pattern, ...] = Field(
        ("metrics.json", "metrics.yaml"),
        description="Files with figures, as patterns from the root; read are those that the command writes.",
    )
    params: tuple[Pattern, ...] = Field(
        ("params.yaml", "params.json", "params.toml"),
        description="Files with parameters, as patterns from the root.",
    )
    data: Mapping[str, Pattern] = Field(
        {}, description="Split → file, folder, pattern or address of the data that commands read."
    )
    outputs: tuple[Pattern, ...] = Field(
        (), description="Files, folders and patterns that commands write, beside the figures."
    )
    split: str = Field(
        "test", min_length=1, description="The split of a figure whose file does not say to which it belongs."
    )
    seeds: tuple[Pattern, ...] = Field(
        ("seed", "seeds", "random_seed", "random_state"),
        description="Names of parameters and options of the command that are seeds.",
    )
    environment: tuple[Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")], ...] = Field(
        (),
        description="Variables of the environment that belong to the result, such as `OMP_NUM_THREADS`; where they are "
        "set they are recorded in front of the command.",
    )
    lockfile: str = Field(
        "", description="The lock file of the environment; otherwise the usual names are looked for."
    )
    image: str = Field(
        "", description="The container image that commands run in; otherwise `CI_JOB_IMAGE`, if it is set."
    )
    diffs: str = Field(
        "", description="The folder for what was changed after the commit; otherwise beside the record."
    )

    @field_validator("metrics", "params", "outputs", "lockfile", "diffs")
    @classmethod
    def _inside(cls, value: tuple[str, ...] | str) -> tuple[str, ...] | str:
        for pattern in (value,) if isinstance(value, str) else value:
            path = PurePosixPath(pattern)
            if path.is_absolute() or ".." in path.parts or "\\" in pattern:
                raise ValueError(f"`{pattern}` must be a path inside the base, with forward slashes")
        return value
