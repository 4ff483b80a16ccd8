"""SM003 not-achievable: the effort is known, fits one task and the days left, and its needs exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.lint import letters
from kb.lint.facts import Edited
from kb.lint.rule import Context, Finding, Rule, Views


class NotAchievable(Rule):
    """A task has no effort, too much for one task or for the days left, or a need that no one provides.

    ## Why

    A task of many weeks hides what goes wrong in it until it is too late, and one without an estimate cannot
    be ranked. The days left are counted from today, or from the creation of the task if that is later, up to
    and including the date of the task. For work in progress they are counted from the creation: part of the
    effort has been spent, and no task becomes a finding only because its date comes near. A need that names a
    record is held to it: the record must exist and must not have been dropped, superseded or the like; needs
    in plain words are not judged.

    From `ready` on it is an error; in the backlog what is wrong is a warning, and a missing estimate is none.
    Tasks that have ended are only asked whether there was an estimate.

    ## Bad

    ```record backlog/TASK-0001-label-images.md
    ---
    id: TASK-0001
    type: task
    title: Label images of bottles
    status: ready
    created: 2026-06-15
    smart:
      achievable:
        effort_days: 40
        needs:
          - the camera of TASK-0099
    ---
    ```

    ## Good

    ```record backlog/TASK-0001-label-images.md
    ---
    id: TASK-0001
    type: task
    title: Label images of bottles
    status: ready
    created: 2026-06-15
    smart:
      achievable:
        effort_days: 4
        needs:
          - the images of one shift
    ---
    ```

    ## Configure

    `task_effort_days` under `[limits]` sets the most days that one task may take; it is 10 unless you say
    otherwise.
    """

    code: ClassVar[str] = "SM003"
    name: ClassVar[str] = "not-achievable"
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("task",)

    def unmoved(self, edit: Edited) -> bool:
        """A need may name any record, without a link."""
        retired = edit.skeleton.retired.get(edit.after.type or "", frozenset())
        states = {edit.before.status, edit.after.status}
        return len(states) == 1 or retired.isdisjoint(states)

    def check(self, context: Context) -> Iterator[Finding]:
        """What is wrong with, or missing from, `smart.achievable`."""
        return letters.findings(context, "achievable")
