"""Turns what is held against a letter of SMART into findings: errors from `ready` on, warnings before.

A recorded exception to the definition of ready (`kb move --override`) makes them warnings, too.

Whether a whole requirement is absent (no goal, no `smart` block) is for KB003 to say, once; the rules of the
letters speak about what is there.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.diagnostics import Related, Severity
from kb.lint.rule import Context, Finding
from kb.readiness import Letter, Remark, SmartJudge, Stage


def findings(context: Context, letter: Letter) -> Iterator[Finding]:
    """What is held against one letter of every task of a base."""
    judge = SmartJudge(context.graph, context.today)
    for document, task in context.tasks:
        for remark in judge.faults(task, letter):
            if _said_elsewhere(context, remark):
                continue
            excused = judge.stage(task) is Stage.GROOMED or task.exception("KB003", "not-ready") is not None
            severity = Severity.WARNING if excused else Severity.ERROR
            related = tuple(Related(d.path, d.span(where), what) for d, where, what in remark.also)
            where = ("status",) if remark.whole else remark.where  # an absent field has no place of its own
            yield Finding(document, where, remark.message, remark.help, severity=severity, related=related)


def _said_elsewhere(context: Context, remark: Remark) -> bool:
    """Whether KB003 says it, or the team does not ask for a `smart` block at all."""
    if not remark.whole:
        return False
    requirement = remark.where[0]
    return requirement == "smart" or requirement in context.workflow.ready
