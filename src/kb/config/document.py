"""The configuration as a whole: every table with its defaults, and where a key of it stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated, Any

from kb.config import paths
from kb.config.forecast import ForecastTable
from kb.config.imports import ImportTable
from kb.config.limits import LimitsTable
from kb.config.lint import LintTable
from kb.config.record import RecordTable
from kb.config.reproduce import ReproduceTable
from kb.config.site import SiteTable
from kb.config.table import Table
from kb.config.types import TypeTable
from kb.config.workflow import WorkflowTable
from kb.declared.marks import Field, field_validator
from kb.rooting import FILE
from kb.text.toml_places import TomlOrigin

Folder = Annotated[str, Field(min_length=1)]


class Config(Table):
    """The whole configuration; every key has a default, so an empty file is complete."""

    name: str = Field("Knowledge base", description="What the base is called on the site.")
    records: tuple[Folder, ...] = Field(
        ("backlog", "research"), min_length=1, description="The folders that hold records."
    )
    exclude: tuple[Folder, ...] = Field(
        (),
        description="Patterns of files in these folders that are no records, such as `**/README.md`; "
        "`**` crosses folders, and a folder with a slash at its end means all below it.",
    )
    docs: str = Field("docs", description="The folder of pages written by hand.")
    id_width: int = Field(4, ge=1, le=9, description="Digits of a new id, filled with zeros.")
    timezone: str = Field("UTC", description="Where it is today; for dates without a time.")
    workflow: WorkflowTable = WorkflowTable()
    limits: LimitsTable = LimitsTable()
    forecast: ForecastTable = ForecastTable()
    lint: LintTable = LintTable()
    types: Mapping[Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")], TypeTable] = Field(
        {}, description="Fields and types of your own, see below."
    )
    record: RecordTable = RecordTable()
    reproduce: ReproduceTable = ReproduceTable()
    site: SiteTable = SiteTable()
    imports: ImportTable = Field(ImportTable(), alias="import")
    _origin: TomlOrigin | None = None

    def place(self, *path: str | int) -> str:
        """Where a table or key of the configuration stands: ``kb.toml:line:column``."""
        return self._origin.place(*path) if self._origin is not None else FILE

    def states(self, *path: str | int) -> bool:
        """Whether the configuration says something of a table or key, rather than leaving it to its default."""
        return self._origin is not None and self._origin.holds(*path)

    def excludes(self, path: str) -> bool:
        """Whether a file of a record folder is no record because the configuration says so."""
        return any(paths.matches(path, pattern) for pattern in self.exclude)

    @field_validator("records", "docs")
    @classmethod
    def _inside(cls, value: Any) -> Any:
        for folder in (value,) if isinstance(value, str) else value:
            path = PurePosixPath(folder)
            if path.is_absolute() or ".." in path.parts or "\\" in folder or not path.parts:
                raise ValueError(f"`{folder}` must be a folder inside the base")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        from zoneinfo import ZoneInfo

        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError(f"there is no time zone `{value}`; use a name such as Europe/Berlin") from None
        return value
