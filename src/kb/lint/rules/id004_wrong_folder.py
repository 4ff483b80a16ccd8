"""ID004 wrong-folder: a record lies where people look for its type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from kb.base import KnowledgeBase
from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.record import RecordType

_DEFAULT: Final = {"backlog", "research"}


class WrongFolder(Rule):
    """A record lies in the folder of another type, or in none at all.

    ## Why

    A risk among the goals is a risk that the next person does not find. Tasks belong in `backlog/`, the rest in
    a folder below `research/`, usually one named after the type; sub-folders are as you like.

    ## Bad

    ```record research/goals/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    ---
    ```

    ## Good

    ```record research/churn/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    ---
    ```

    ## Configure

    A base that names other folders in `records` has an order of its own; then only a folder that is named after
    another type counts as wrong.
    """

    code: ClassVar[str] = "ID004"
    name: ClassVar[str] = "wrong-folder"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """The records that lie where nobody looks for them."""
        base = context.base
        homes = _homes(base)
        strict = {folder.strip("/") for folder in base.config.records} == _DEFAULT
        known: dict[tuple[str, str], str | None] = {}
        for document in base.documents:
            if document.type is None:
                continue
            folder = document.path.rpartition("/")[0]
            case = (folder, document.type)
            if case not in known:
                known[case] = _trouble(folder, base.types[document.type].type, homes, strict=strict)
            trouble = known[case]
            if trouble is not None:
                own = base.types[document.type].type
                help_ = (
                    f"Move it to `{own.folder}/`."
                    if strict
                    else f"Move it to where the {document.type} records are."
                )
                yield Finding(document, (), f"this is {own.one}, but {trouble}", help_)


def _homes(base: KnowledgeBase) -> dict[str, set[str]]:
    """Folder name → the types that live there."""
    homes: dict[str, set[str]] = {}
    for entry in base.types.values():
        for name in _own(entry.type):
            homes.setdefault(name, set()).add(entry.type.name)
    return homes


def _own(type_: RecordType) -> set[str]:
    return {type_.plural, type_.folder.rpartition("/")[2]}


def _trouble(folder: str, type_: RecordType, homes: Mapping[str, set[str]], *, strict: bool) -> str | None:
    """What is wrong with a folder for a type, if anything: the innermost folder with a known name decides."""
    steps = folder.split("/")
    for step in reversed(steps):
        owners = homes.get(step)
        if owners is not None:
            return None if type_.name in owners else f"`{step}` is the folder of another type"
    top, _, own = type_.folder.partition("/")
    if strict and steps[0] != top:
        return f"it lies outside `{top}/`"
    return "it lies in no folder of its own" if strict and own and len(steps) == 1 else None
