"""What `kb.toml` (or `[tool.kb]` in `pyproject.toml`) can say; an unknown key is an error with its place."""

from kb.config.document import Config
from kb.config.file import MAX_CONFIG, Located, find_root, parse, read
from kb.config.forecast import ForecastTable
from kb.config.imports import ImportTable
from kb.config.limits import LimitsTable
from kb.config.lint import LintTable, PathRules
from kb.config.record import RecordTable
from kb.config.reproduce import Build, ReproduceTable, Tolerance
from kb.config.site import Audience, SiteTable
from kb.config.table import Table
from kb.config.types import CustomField, FieldKind, TypeTable
from kb.config.workflow import ExpectationTable, Requires, WorkflowTable
from kb.rooting import FILE

__all__ = [
    "FILE", "MAX_CONFIG", "Audience", "Build", "Config", "CustomField", "ExpectationTable", "FieldKind",
    "ForecastTable", "ImportTable", "LimitsTable", "LintTable", "Located", "PathRules", "RecordTable", "ReproduceTable",
    "Requires", "SiteTable", "Table", "Tolerance", "TypeTable", "WorkflowTable", "find_root", "parse", "read",
]  # fmt: skip
