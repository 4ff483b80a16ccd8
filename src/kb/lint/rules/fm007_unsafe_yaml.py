"""FM007 unsafe-yaml: a record is plain data in plain text, within limits."""

from __future__ import annotations

from typing import ClassVar

from kb.lint.rule import ReaderRule, Views


class UnsafeYaml(ReaderRule):
    """The file uses what a record never needs and an attacker might.

    That is: YAML tags, anchors, aliases, merge keys and directives; nesting deeper than 20; a front matter over
    64 KiB or a file over 1 MiB; a symbolic link; bytes that are not UTF-8; control characters, and characters
    that turn the direction of text.

    ## Why

    Tags make some readers run code, a few nested aliases fill any memory, and a character that nobody sees can
    make a title read differently from what it says. Records come from everybody who can open a pull request.

    ## Bad

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: !!str Leakage between train and test
    status: open
    created: 2026-05-04
    ---
    ```

    ## Good

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    trigger: "!!! in the log of the weekly job"
    ---
    ```
    """

    code: ClassVar[str] = "FM007"
    name: ClassVar[str] = "unsafe-yaml"
    views: ClassVar[Views] = ()
