"""ID002 file-name-mismatch: a file is named after the record in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from kb.lint.rule import Context, Finding, Rule

# What was meant for an id: letters, a number, and whatever joins them to the rest.
_OTHER_ID: Final = re.compile(r"[A-Za-z]{1,10}[-_ ]?[0-9]{1,9}(?![0-9A-Za-z])[-_ ]*")


class FileNameMismatch(Rule):
    """The name of the file does not start with the id of the record.

    ## Why

    People and editors find records by file name, and links to the file say which record they lead to. The name
    is the id alone, or the id, a hyphen and words: `TASK-0007-hash-encoding.md`. The words are free.

    ## Bad

    ```record backlog/TASK-0008-hash-encoding.md
    ---
    id: TASK-0007
    type: task
    title: Test hash encoding of the shop
    status: idea
    created: 2026-05-04
    ---
    ```

    ## Good

    ```record backlog/TASK-0007-hash-encoding.md
    ---
    id: TASK-0007
    type: task
    title: Test hash encoding of the shop
    status: idea
    created: 2026-05-04
    ---
    ```
    """

    code: ClassVar[str] = "ID002"
    name: ClassVar[str] = "file-name-mismatch"

    def check(self, context: Context) -> Iterator[Finding]:
        """The records whose file says something else."""
        for document in context.base.documents:
            if document.id is None:
                continue
            name = document.path.rsplit("/", 1)[-1]
            rest = name[len(document.id) :]
            if not (name.startswith(document.id) and (rest[0] == "-" or rest.lower() == ".md")):
                message = f"the record {document.id} is in a file named `{name}`"
                help_ = f"Rename the file to `{_right_name(document.id, name)}`, or correct the id."
                yield Finding(document, ("id",), message, help_)


def _right_name(id_: str, name: str) -> str:
    stem, extension = name[:-3], name[-3:].lower()
    found = _OTHER_ID.match(stem)
    words = (stem[found.end() :] if found is not None else stem).strip("-_ .")
    return f"{id_}-{words}{extension}" if words else f"{id_}{extension}"
