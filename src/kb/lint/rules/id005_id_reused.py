"""ID005 id-reused: an id means one record for ever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.base import Document
from kb.history.lives import Life, Moment
from kb.lint.ages import on
from kb.lint.rule import Context, Finding, Rule, Views
from kb.record import Record


class IdReused(Rule):
    """An id belonged to another record earlier in the history, or at the revision that is compared with.

    ## Why

    Commits, papers and people go on naming a record after it was deleted. When its id is given away, they
    name something else without anybody noticing. So an id is used up for ever: when its record is gone, and when its
    record has another number today. The whole history counts up to the last commit, as far as the clone holds it, and
    under `kb lint --against` also the base as it was at that revision.

    A record that was renamed, retitled or given another number is still the same record, and so is one that comes
    back. It counts as another when it has another title, and another type or date of creation as well; under
    `--against` also when its text has nothing in common with the old one. Two records that had one id at the same time
    are ID001's to tell; when one of them gets another number, nothing more is said.

    ## Bad

    ```before research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: closed
    created: 2026-05-04
    ---
    ```

    ```record research/risks/RISK-0001-drift.md
    ---
    id: RISK-0001
    type: risk
    title: The customers of next year are other people
    status: open
    created: 2026-06-15
    ---
    ```

    ## Good

    ```before research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: closed
    created: 2026-05-04
    ---
    ```

    ```record research/risks/RISK-0002-drift.md
    ---
    id: RISK-0002
    type: risk
    title: The customers of next year are other people
    status: open
    created: 2026-06-15
    ---
    ```
    """

    code: ClassVar[str] = "ID005"
    name: ClassVar[str] = "id-reused"
    needs: ClassVar[tuple[str, ...]] = ("history",)
    views: ClassVar[Views] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """New records with the id of one that is gone, or has another one now."""
        told: set[Document] = set()
        for old, new in context.changes.reused if context.changes is not None else ():
            if context.base.by_id.get(new.id or "") is not new or old.record is None:
                continue  # a duplicate is told as one
            told.add(new)
            message = f"{new.id} was the id of another record: «{old.record.title}», {old.path}"
            yield Finding(new, ("id",), message, _HELP)
        history = context.history
        for document in context.base.documents if history is not None else ():
            id_ = document.id
            if id_ is None or history is None or context.base.by_id.get(id_) is not document:
                continue
            others = history.owners(id_, but=document.path) if document not in told else ()
            earlier = next((life for life in others if _was_another(context, document, life)), None)
            if earlier is not None:
                yield Finding(document, ("id",), _says(context, document, earlier), _HELP)


_HELP: Final = "Give the new one an id that was never used; `kb lint --fix` renames the file."


def _was_another(context: Context, document: Document, life: Life) -> bool:
    """Whether a life is that of another record, which had given up the id before the document took it."""
    record, now = document.record, context.life(document)
    if record is None or life.title.casefold() == record.title.casefold():
        return False
    if life == now:  # its file is gone since the last commit, and here is another one
        return life.path not in context.base.by_path and _differs(life, record)
    given_up = life.gone if life.id == document.id else _left(life, document.id)
    if given_up is None or (now is not None and not context.follows(now.begun.commit, given_up.commit)):
        return now is not None and life.gone is not None and life.gone == now.begun and _differs(life, record)
    return life.id != document.id or _differs(life, record)


def _left(life: Life, id_: str | None) -> Moment | None:
    """When a record gave up an id; None where nobody knows."""
    return next((when for name, when in zip(life.former, life.left, strict=False) if name == id_), None)


def _differs(life: Life, record: Record) -> bool:
    created = life.created is not None and life.created != record.created.isoformat()
    return life.type != record.type or created


def _says(context: Context, document: Document, life: Life) -> str:
    record = document.record
    assert record is not None
    seen = life.visibility in (record.visibility, "public")  # a title that nobody may see is quoted nowhere
    title = f": «{life.title}»" if seen else ""
    if life.id != document.id:
        return f"{document.id} was the id of another record, which is {life.id} now{title}"
    until = f" until {on(context, life.gone)}" if life.gone is not None else ""
    return f"{document.id} was the id of another record{until}{title}"
