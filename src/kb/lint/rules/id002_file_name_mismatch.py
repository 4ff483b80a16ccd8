"""ID002 file-name-mismatch: a file is named after the record in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import ClassVar, Final

from kb.base import Document, KnowledgeBase
from kb.diagnostics import Move
from kb.lint.rule import SKELETON, Context, Finding, Rule, Views
from kb.text.hrefs import leads_to, renamed
from kb.text.markdown import Href

# What was meant for an id: letters, a number, and whatever joins them to the rest.
_OTHER_ID: Final = re.compile(r"[A-Za-z]{1,10}[-_ ]?[0-9]{1,9}(?![0-9A-Za-z])[-_ ]*")


class FileNameMismatch(Rule):
    """The name of the file does not start with the id of the record.

    ## Why

    People and editors find records by file name, and links to the file say which record they lead to. The name
    is the id alone, or the id, a hyphen and words: `TASK-0007-hash-encoding.md`. The words are free. `--fix`
    renames the file and lets links follow, unless the name is taken, another record has the same id, or the id
    is not one of this type.

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
    fixable: ClassVar[bool] = True
    views: ClassVar[Views] = SKELETON

    def check(self, context: Context) -> Iterator[Finding]:
        """The records whose file says something else."""
        found = [
            (document, document.id)
            for document in context.base.documents
            if document.id is not None and not _fits(document.path.rsplit("/", 1)[-1], document.id)
        ]
        if found:
            free = _Names(context.base)
            links = _links({document.path for document, _ in found}, context.base)
            for document, id_ in found:
                yield _judge(document, id_, free, links)


class _Names:
    """Which names a file can be given, even where the file system does not tell cases apart."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.taken = Counter(d.path.casefold() for d in base.documents)
        self.ids = Counter(d.id for d in base.documents)

    def free_for(self, document: Document, id_: str, path: str) -> bool:
        own = (
            document.type is not None and self.base.types[document.type].type.prefix == id_.partition("-")[0]
        )
        others = self.taken[path.casefold()] - (path.casefold() == document.path.casefold())
        return own and not others and self.ids[id_] == 1 and path.isprintable()


def _fits(name: str, id_: str) -> bool:
    rest = name[len(id_) :]
    return name.startswith(id_) and (rest[0] == "-" or rest.lower() == ".md")


def _links(paths: Collection[str], base: KnowledgeBase) -> dict[str, list[tuple[Document, Href]]]:
    """The ordinary links that lead to some files."""
    found: dict[str, list[tuple[Document, Href]]] = {}
    for document in base.documents:
        for href in document.hrefs:
            path = leads_to(document.path, href.target)
            if path is not None and path in paths:
                found.setdefault(path, []).append((document, href))
    return found


def _judge(
    document: Document, id_: str, names: _Names, links: Mapping[str, list[tuple[Document, Href]]]
) -> Finding:
    folder, slash, name = document.path.rpartition("/")
    right = _right_name(id_, name)
    message = f"the record {id_} is in a file named `{name}`"
    help_ = f"Rename the file to `{right}`, or correct the id."
    to = f"{folder}{slash}{right}"
    if not names.free_for(document, id_, to):
        return Finding(document, ("id",), message, help_)
    edits = tuple(renamed(source.path, href, right) for source, href in links.get(document.path, ()))
    return Finding(document, ("id",), message, help_, edits=edits, moves=(Move(document.path, to),))


def _right_name(id_: str, name: str) -> str:
    stem, extension = name[:-3], name[-3:].lower()
    found = _OTHER_ID.match(stem)
    words = (stem[found.end() :] if found is not None else stem).strip("-_ .")
    return f"{id_}-{words}{extension}" if words else f"{id_}{extension}"
