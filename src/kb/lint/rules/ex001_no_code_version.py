"""EX001 no-code-version: a result is that of one version of the code, called in one way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from kb.base import Document
from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Standing, Views
from kb.lint.saying import lacking
from kb.readiness import quoted
from kb.records.experiment import Code, Experiment

_VERSION: Final = re.compile(
    r"[0-9a-fA-F]{7,64}|.*\d.*", re.DOTALL
)  # a hash, the number of a revision, the tag of a release


class NoCodeVersion(Rule):
    """A concluded experiment does not say which commit it ran on and how, or ran on code that was never committed.

    ## Why

    Code changes every day. Without the commit a figure belongs to no program, and without the command nobody knows
    how the program was called. The name of a branch says nothing: it means other code tomorrow. `dirty: true` says
    that the files were changed after the commit; those changes are gone.

    Where the base lies in a git repository, the commit is looked for there, unless `repository` says that the code is
    in another one. A commit that no branch and no tag leads to is there today and gone after git has tidied up. In a
    clone that holds only a part of the history or one branch alone, what is not there is not told. An absent `dirty`
    counts as clean.

    Where branches are squashed or rebased when they are merged, the commits that experiments ran on go with the branch.
    Tag them before: `git tag exp-0001 COMMIT`, and push the tag. Where it is too late, run the experiment again on what
    was merged, or let `allow: [EX001]` say with its reason that the code is lost.

    ## Bad

    ```record research/experiments/EXP-0001-target-encoding.md
    ---
    id: EXP-0001
    type: experiment
    title: Target encoding of the shop
    status: concluded
    created: 2026-07-27
    code:
      commit: main
      command: python churn.py --features target --seed 7
      dirty: true
    ---
    ```

    ## Good

    ```record research/experiments/EXP-0001-target-encoding.md
    ---
    id: EXP-0001
    type: experiment
    title: Target encoding of the shop
    status: concluded
    created: 2026-07-27
    code:
      commit: 09049b9b3bdb41f3773c3137e6b5678da1cd6444
      command: python churn.py --features target --seed 7
    ---
    ```
    """

    code: ClassVar[str] = "EX001"
    name: ClassVar[str] = "no-code-version"
    severity: ClassVar[Severity] = Severity.WARNING
    gains: ClassVar[tuple[str, ...]] = ("commits",)
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("experiment",)

    def check(self, context: Context) -> Iterator[Finding]:
        """What concluded experiments do not say about their code."""
        for document, experiment in context.records(Experiment):
            if experiment.status == "concluded":
                standing = (context.commits or {}).get(experiment.id)
                yield from _judge(document, experiment.id, experiment.code or Code(), standing)


def _judge(document: Document, id_: str, code: Code, standing: Standing | None) -> Iterator[Finding]:
    help_ = "Give `commit` and `command` under `code`, as they were when it ran."
    if code.commit is None and code.command is None:
        message = f"{id_} says neither which commit it ran on nor how it was called"
        yield lacking(document, ("code", "commit"), message, help_)
    elif code.commit is None:
        yield lacking(document, ("code", "commit"), f"{id_} does not say which commit it ran on", help_)
    elif code.command is None:
        yield lacking(document, ("code", "command"), f"{id_} does not say how its code was called", help_)
    if code.commit is not None and not _VERSION.fullmatch(code.commit):
        message = f"{id_} ran on {quoted(code.commit)}, which is other code as soon as somebody commits"
        yield Finding(document, ("code", "commit"), message, "Give the hash: `git rev-parse HEAD` prints it.")
    elif code.commit is not None and standing is not None:
        yield from _lost(document, id_, code.commit, standing)
    if code.dirty:
        message = f"{id_} ran on code that was changed after its commit and is not in it"
        help_ = "Commit what was changed and run it again; or record the difference and accept this finding."
        yield Finding(document, ("code", "dirty"), message, help_)


def _lost(document: Document, id_: str, commit: str, standing: Standing) -> Iterator[Finding]:
    """A commit that nobody can check out, or soon not any more."""
    if standing == "missing":
        message = f"{id_} ran on {commit[:12]}, and there is no such commit in this repository"
        help_ = "Push the branch that it was on, or a tag; or say under `code.repository` where the code is."
        yield Finding(document, ("code", "commit"), message, help_)
    elif standing == "unreachable":
        message = f"{id_} ran on {commit[:12]}, to which no branch and no tag leads"
        help_ = f"Keep it before git tidies up: `git tag {id_.lower()} {commit[:12]}`, and push the tag."
        yield Finding(document, ("code", "commit"), message, help_)
