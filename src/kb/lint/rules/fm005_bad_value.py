"""FM005 bad-value: a value is what its field asks for."""

from __future__ import annotations

from typing import ClassVar

from kb.lint.rule import ReaderRule, Views


class BadValue(ReaderRule):
    """A value is of the wrong kind, out of range, not one of the choices, or no day of the calendar.

    ## Why

    Boards, verdicts and forecasts calculate with these values. The message says what was read, the help what
    the field asks for; a date is written as `YYYY-MM-DD`.

    ## Bad

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: opened
    created: 2026-02-30
    likelihood: 9
    ---
    ```

    ## Good

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-02-28
    likelihood: 4
    ---
    ```
    """

    code: ClassVar[str] = "FM005"
    name: ClassVar[str] = "bad-value"
    views: ClassVar[Views] = ()
