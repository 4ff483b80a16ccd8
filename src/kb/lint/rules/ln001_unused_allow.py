"""LN001 unused-allow: what a record allows would be reported without it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.base import Document
from kb.diagnostics import Edit, Severity
from kb.lint.rule import SKELETON, Context, Finding, LastRule, Silence, Views
from kb.text.edit import DELETE, EditError, set_values
from kb.text.frontmatter import KeyPath

_FEW: Final = 100  # who allows more than that did not write it by hand


class UnusedAllow(LastRule):
    """An `allow` names a rule that has nothing to say about the record, or that does not exist.

    ## Why

    An exception that is no longer needed hides the next mistake of its kind, and its reason tells readers of a
    flaw that is gone. A code is only called unused when its rule was run on the file: not when it is switched
    off, and not when it compares with an earlier revision and none was given. `--fix` takes such codes out, and
    with the last of them the reason, too.

    ## Bad

    ```record backlog/TASK-0001-load-test.md
    ---
    id: TASK-0001
    type: task
    title: Load-test the weekly job
    status: doing
    created: 2026-06-15
    assignee: kim
    allow: [KB007, KB777]
    allow_reason: the team works on it together
    ---
    ```

    ## Good

    ```record backlog/TASK-0001-load-test.md
    ---
    id: TASK-0001
    type: task
    title: Load-test the weekly job
    status: doing
    created: 2026-06-15
    allow: [KB007]
    allow_reason: the team works on it together
    ---
    ```
    """

    code: ClassVar[str] = "LN001"
    name: ClassVar[str] = "unused-allow"
    severity: ClassVar[Severity] = Severity.WARNING
    fixable: ClassVar[bool] = True
    views: ClassVar[Views] = SKELETON

    def conclude(self, context: Context, silence: Silence) -> Iterator[Finding]:
        """The codes in `allow` that silence nothing."""
        for document in context.base.documents:
            if document.record is not None and document.record.allow:
                yield from _judge(document, document.record.allow, silence, self.code)


def _judge(document: Document, allow: tuple[str, ...], silence: Silence, own: str) -> Iterator[Finding]:
    told: dict[int, tuple[str, str]] = {}
    seen: set[str] = set()
    for number, code in enumerate(allow):
        if code not in silence.codes:
            told[number] = f"there is no rule {code}", _nearest(code, silence) if number < _FEW else ""
        elif code in seen:
            told[number] = f"{code} is allowed twice", f"Take one {code} out."
        elif (
            code != own and silence.judged(code, document.path) and (document.path, code) not in silence.used
        ):
            message = f"{document.id} allows {code}, which finds nothing here"
            told[number] = message, f"Take {code} out of `allow`."
        seen.add(code)
    edits = _without(document, allow, told) if told else ()
    for number, (message, help_) in told.items():
        yield Finding(document, ("allow", number), message, help_, edits=edits)


def _nearest(code: str, silence: Silence) -> str:
    import difflib

    close = difflib.get_close_matches(code, sorted(silence.codes), n=1)
    return f"Did you mean {close[0]}?" if close else "`kb rule` lists the rules."


def _without(
    document: Document, allow: tuple[str, ...], told: dict[int, tuple[str, str]]
) -> tuple[Edit, ...]:
    """The edits that take the codes out, and with the last of them the reason; none where a safe edit is none."""
    empty = len(told) == len(allow)
    if not empty and len(told) > _FEW:
        return ()
    paths: list[KeyPath] = [("allow",), ("allow_reason",)] if empty else [("allow", n) for n in told]
    try:
        return tuple(set_values(document.source, dict.fromkeys(paths, DELETE)))
    except EditError:
        return ()
