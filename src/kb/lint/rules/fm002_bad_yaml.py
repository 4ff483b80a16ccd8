"""FM002 bad-yaml: what stands between the `---` lines is YAML."""

from __future__ import annotations

from typing import ClassVar

from kb.lint.rule import ReaderRule, Views


class BadYaml(ReaderRule):
    """The front matter is not valid YAML, or a merge conflict was committed with its markers.

    ## Why

    git lets a commit with `<<<<<<<` in it pass, and an unclosed quote swallows every field after it. The place
    is the parser's; for a quote or a bracket that never closes it is where it opens. Markers inside a fenced
    code block of the body are an example, not a conflict.

    ## Bad

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage: the split by row mixes customers
    status: open
    created: 2026-05-04
    ---
    ```

    ## Good

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: "Leakage: the split by row mixes customers"
    status: open
    created: 2026-05-04
    ---
    ```
    """

    code: ClassVar[str] = "FM002"
    name: ClassVar[str] = "bad-yaml"
    views: ClassVar[Views] = ()
