"""What `kb.toml` (or `[tool.kb]` in `pyproject.toml`) can say; an unknown key is an error with its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    field_validator,
    model_validator,
)

from kb.errors import KbError
from kb.text.source import Source
from kb.text.toml_places import TomlOrigin
from kb.wording import shown, wanted
from kb.workflow import DEFAULT_STATES, DEFAULT_TRANSITIONS, Expectation, Workflow

FILE = "kb.toml"
MAX_CONFIG = 1024 * 1024
FieldKind = Literal["text", "int", "number", "bool", "date", "datetime", "enum", "list", "map", "link"]
Audience = Literal["public", "internal", "restricted"]
Folder = Annotated[str, Field(min_length=1)]
Code = Annotated[str, Field(pattern=r"^(ALL|[A-Z]{2}(\d{3})?)$")]


class Table(BaseModel):
    """A table of the configuration: frozen, and no key that is not declared."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, allow_inf_nan=False)


class ExpectationTable(Table):
    """`[workflow.expectation]`: the service level expectation."""

    days: float = Field(14, gt=0, description="A task that was started is finished within this many days,")
    percentile: int = Field(
        85, ge=1, le=99, description="in this share of all cases, in per cent. Nothing judges by it yet."
    )


class Requires(Table):
    """What a definition of ready or done asks for."""

    requires: tuple[Literal["goal", "smart", "expectation", "evidence", "assignee"], ...] = Field(
        description="What a task must have to enter the state; an empty list asks for nothing."
    )


class WorkflowTable(Table):
    """`[workflow]`: states, moves, limits."""

    states: tuple[Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")], ...] = Field(
        DEFAULT_STATES, description="The states of tasks, in the order of the board."
    )
    started: str = Field("doing", description="On entering this state the work on a task begins.")
    finished: tuple[str, ...] = Field(
        ("done", "dropped"), description="On entering one of these states it has ended."
    )
    transitions: Mapping[str, tuple[str, ...]] = Field(
        dict(DEFAULT_TRANSITIONS), description="From state to states; what is not listed is an illegal move."
    )
    wip: Mapping[str, Annotated[int, Field(ge=1)]] = Field(
        {"doing": 6, "review": 4}, description="The most tasks in a state; a state not listed has no limit."
    )
    wip_per_person: Mapping[str, Annotated[int, Field(ge=1)]] = Field(
        {"doing": 2}, description="The most tasks of one assignee in a state."
    )
    ready: Requires = Requires(requires=("goal", "smart", "expectation"))
    done: Requires = Requires(requires=("evidence",))
    expectation: ExpectationTable = ExpectationTable(days=14, percentile=85)

    @field_validator("states")
    @classmethod
    def _named_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(value)) < len(value):
            raise ValueError("a state is named twice")
        return value

    @model_validator(mode="after")
    def _states_are_known(self) -> WorkflowTable:
        known = set(self.states)
        given = self.model_fields_set
        named = {self.started, *self.finished} if {"states", "started", "finished"} & given else set()
        if "transitions" in given:
            named |= {*self.transitions, *(s for to in self.transitions.values() for s in to)}
        for key in ("wip", "wip_per_person"):
            if key in given:
                named |= set(getattr(self, key))
        unknown = sorted(named - known)
        if unknown:
            raise ValueError(f"unknown state `{unknown[0]}`; the states are {', '.join(self.states)}")
        return self

    def workflow(self) -> Workflow:
        """The tables as one value; default moves are kept as far as their states exist."""
        known = set(self.states)
        return Workflow(
            states=self.states,
            transitions={
                old: tuple(s for s in new if s in known)
                for old, new in self.transitions.items()
                if old in known
            },
            started=self.started,
            finished=self.finished,
            wip={s: n for s, n in self.wip.items() if s in known},
            wip_per_person={s: n for s, n in self.wip_per_person.items() if s in known},
            ready=self.ready.requires,
            done=self.done.requires,
            expectation=Expectation(self.expectation.days, self.expectation.percentile),
        )


class LimitsTable(Table):
    """`[limits]`: where rules draw their lines."""

    task_effort_days: float = Field(10, gt=0, description="The most days that one task may take (SM003).")
    backlog_untouched_days: int = Field(
        90, gt=0, description="`kb groom` calls an entry of the backlog stale when it is older than this."
    )
    review_age_days: Mapping[str, Annotated[int, Field(gt=0)]] = Field(
        {}, description="Type → days after which a record without `review_by` counts as stale."
    )


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
    per_path: Mapping[str, PathRules] = Field(
        {},
        alias="per-path",
        description="Pattern of paths → `ignore` and `select` for these files; `**` crosses folders.",
    )


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


class SiteTable(Table):
    """`[site]`: the published pages."""

    audience: Audience = Field(
        "internal", description="Who will read the site: what they may not see is not in it."
    )
    trust_html: bool = Field(
        False, description="Leave raw HTML in the bodies of records as it is. Only if you trust all authors."
    )
    repository: str = Field(
        "", description="Address of the repository for edit links; otherwise `repo_url` of `mkdocs.yml`."
    )


class Config(Table):
    """The whole configuration; every key has a default, so an empty file is complete."""

    name: str = Field("Knowledge base", description="What the base is called on the site.")
    records: tuple[Folder, ...] = Field(
        ("backlog", "research"), min_length=1, description="The folders that hold records."
    )
    docs: str = Field("docs", description="The folder of pages written by hand.")
    id_width: int = Field(4, ge=1, le=9, description="Digits of a new id, filled with zeros.")
    timezone: str = Field("UTC", description="Where it is today; for dates without a time.")
    workflow: WorkflowTable = WorkflowTable()
    limits: LimitsTable = LimitsTable()
    lint: LintTable = LintTable()
    types: Mapping[Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")], TypeTable] = Field(
        {}, description="Fields and types of your own, see below."
    )
    site: SiteTable = SiteTable()
    imports: Mapping[str, Any] = Field(
        {}, alias="import", description="Kept for `kb import`, which is not there yet; read by nothing."
    )
    _origin: TomlOrigin | None = PrivateAttr(None)

    def place(self, *path: str | int) -> str:
        """Where a table or key of the configuration stands: ``kb.toml:line:column``."""
        return self._origin.place(*path) if self._origin is not None else FILE

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


@dataclass(frozen=True, slots=True)
class Located:
    """A configuration and where it was found.

    Attributes:
        config: what it says.
        root: the folder of the base.
        path: the file, relative to the root.
    """

    config: Config
    root: Path
    path: str


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above ``start`` with a `kb.toml`, or `[tool.kb]` in a `pyproject.toml`."""
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
        project = folder / "pyproject.toml"
        if project.is_file() and _has_tool_table(project):
            return folder
    return None


def _has_tool_table(path: Path) -> bool:
    try:
        return re.search(rb"(?m)^\s*\[\s*tool\s*\.\s*kb\s*[.\]]", path.read_bytes()) is not None
    except OSError:
        return False


def read(root: Path) -> Located:
    """Read the configuration of the base at ``root``.

    Raises:
        KbError: it is not TOML, has an unknown key or a value that does not fit; with the place.
    """
    name = FILE if (root / FILE).is_file() else "pyproject.toml"
    try:
        with (root / name).open("rb") as file:
            data = file.read(MAX_CONFIG + 1)
    except OSError as error:
        raise KbError(f"the configuration cannot be read: {error.strerror}", where=name) from None
    if len(data) > MAX_CONFIG:
        raise KbError(f"the configuration is longer than {MAX_CONFIG:,} bytes", where=name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Source(name, data[: error.start].decode()).position(error.start)
        hint = f"Save it as UTF-8: byte {error.start} is not text."
        where = f"{name}:{place.line}:{place.column}"
        raise KbError("the configuration is not UTF-8", where=where, hint=hint) from None
    return Located(parse(text, name), root, name)


def parse(text: str, name: str = FILE) -> Config:
    """The configuration in a TOML text; ``name`` tells whether it is the whole file or `[tool.kb]`.

    Raises:
        KbError: with ``name:line:column``.
    """
    data = _toml(text, name)
    prefix: tuple[str, ...] = ()
    if name == "pyproject.toml":
        prefix, tool = ("tool", "kb"), data.get("tool")
        data = tool.get("kb", {}) if isinstance(tool, dict) else {}
    origin = TomlOrigin(text, name, prefix)
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        raise _first_error(error, origin) from None
    config._origin = origin
    return config


def _toml(text: str, name: str) -> dict[str, Any]:
    hint = (
        "Text stands in quotes, lists in [ ], tables begin with a line such as [lint]; each key stands once."
    )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said, _, at_ = str(error).partition(" (at ")
        at = re.match(r"line (\d+), column (\d+)", at_)
        end = Source(name, text.rstrip()).position(len(text))
        line, column = (at[1], at[2]) if at else end
        raise KbError(f"this is not valid TOML: {said}", where=f"{name}:{line}:{column}", hint=hint) from None
    except (RecursionError, ValueError) as error:
        deep = isinstance(error, RecursionError)
        found = re.search(r"[\[{]{20,}" if deep else r"\d[\d_]{999,}", text)
        place = Source(name, text).position(found.start() if found else 0)
        said = "this TOML is nested too deeply" if deep else "this number is too long"
        raise KbError(said, where=f"{name}:{place.line}:{place.column}") from None


def _first_error(error: ValidationError, origin: TomlOrigin) -> KbError:
    import difflib

    first = error.errors(include_url=False)[0]
    path = tuple(step for step in first["loc"] if step != "[key]")
    where = origin.place(*path)
    dotted = ".".join(map(str, path or origin.prefix))
    if first["type"] == "extra_forbidden":
        known = _known_keys(tuple(map(str, path[:-1])))
        close = difflib.get_close_matches(str(path[-1]), known, n=1)
        hint = f"Did you mean `{close[0]}`?" if close else f"Known here: {', '.join(known)}."
        return KbError(f"unknown key `{dotted}`", where=where, hint=hint)
    if first["type"] == "value_error":
        said = str(first["msg"]).removeprefix("Value error, ")
        named = _UNKNOWN_STATE.match(said)
        where = origin.place(*path, word=named[1]) if named else where
        return KbError(f"`{dotted}`: {said}", where=where)
    if first["loc"][-1:] == ("[key]",):
        message = f"`{path[-1]}` cannot stand in `{'.'.join(map(str, path[:-1]))}`"
        return KbError(message, where=where, hint=f"Expected {wanted(first)}.")
    return KbError(f"`{dotted}` is {shown(first['input'])}", where=where, hint=f"Expected {wanted(first)}.")


_UNKNOWN_STATE = re.compile(r"unknown state `([^`]*)`")


def _known_keys(loc: tuple[str, ...]) -> list[str]:
    """The keys that the table at a path can have."""
    here: Any = Config
    for step in loc:
        if hasattr(here, "model_fields"):
            here = next((f.annotation for k, f in here.model_fields.items() if step in (k, f.alias)), None)
        else:  # a mapping, whose keys may be anything
            here = get_args(here)[-1]
    return sorted(f.alias or k for k, f in here.model_fields.items()) if hasattr(here, "model_fields") else []
