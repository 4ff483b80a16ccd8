"""`kb renumber`: gives a record another id, or repairs ids that two records share after a merge."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click

from kb import disk
from kb.base import Document
from kb.cli import completion
from kb.cli.session import Session
from kb.cli.terminal import clean, note
from kb.cli.writing import Outcome, dry_run_option, report, result_option, show_file, sole_writer
from kb.collisions import Sides, collisions, oldest
from kb.config import FILE
from kb.diagnostics import Edit
from kb.errors import KbError, Refused
from kb.history.ages import Ages
from kb.ids import Counter, in_tree
from kb.record import ID_PATTERN
from kb.renumbering import Left, Plan, Step, plan
from kb.text.source import Source
from kb.text.toml_table import put


@click.command("renumber")
@click.argument("old", required=False, shell_complete=completion.ids)
@click.argument("new", required=False)
@dry_run_option
@result_option
@click.pass_obj
def command(session: Session, old: str | None, new: str | None, dry_run: bool, format_: str) -> int:
    """Give the record OLD the id NEW, or repair every id that several records share.

    The file, the id, and every reference change together: fields, [[ID]], ids in texts, Markdown links to the file,
    and the confirmations that held. NEW must never have been used. OLD may be the path of a file, which is how one of
    two records with the same id is chosen.

    Without OLD and NEW: where two records have one id, as after a merge, the older keeps it and the other gets the
    next free one. A reference follows where the history shows which record it means; the others stay, are told with
    their places, and make the command end with 1.
    """
    if old is not None and new is None:
        raise click.UsageError(
            "Give the new id too: kb renumber OLD NEW. Without both, shared ids are repaired."
        )
    with sole_writer(session, dry_run):
        finished = [] if dry_run else disk.recover(session.root)
        if finished:
            note(f"What was interrupted is done: {', '.join(map(clean, finished))}")
        work = _Work(session, dry_run)
        if old is not None and new is not None and work.done(old, new, finished):
            report(work.outcome, format_)
            return 0
        try:
            steps = work.one(old, new) if old is not None and new is not None else work.shared()
            code = work.carry_out(steps, format_)
        except BaseException:
            work.give_back()
            raise
        if dry_run:
            work.give_back()
        return code


class _Work:
    """One call: what is known of the history, which ids were taken for it, and what cannot be done."""

    def __init__(self, session: Session, dry_run: bool) -> None:
        self.session = session
        self.dry_run = dry_run
        self.ages = Ages(session.root, session.config.records)
        self.counter = Counter(session.root, session.config, in_tree(session.base))
        self.taken: list[str] = []
        self.outcome = Outcome()

    def give_back(self) -> None:
        """Nothing was written: the ids are free again."""
        for id in self.taken:
            self.counter.give_back(id)
        self.taken = []

    def done(self, old: str, new: str, finished: list[str]) -> bool:
        """Whether the record has the new id already, by an earlier call that may have been finished just now."""
        base, known = self.session.base, self.session.config.site.redirects
        if old in base.by_id or old in base.by_path or new not in base.by_id:
            return False
        if not finished and known.get(old) != new:
            return False
        self.outcome.unchanged.append(new)
        return True

    def one(self, old: str, new: str) -> list[Step]:
        """What OLD and NEW ask for."""
        document = self._document(old)
        self._fits(document, new)
        twins = [d for d in self.session.base.documents if d.id == document.id and d is not document]
        self._claim(document, new)
        if not twins:
            return [Step(document, new)]
        sides = Sides(self.session.root, self.session.base, self.ages)
        return [Step(document, new, sides.meant(document, twins), alone=False)]

    def shared(self) -> list[Step]:
        """What repairs every id that several records share."""
        steps: list[Step] = []
        sides = Sides(self.session.root, self.session.base, self.ages)
        numbers: dict[str, Iterator[str]] = {}
        for id, documents in collisions(self.session.base):
            prefix = id.partition("-")[0]
            if prefix not in numbers:
                several = self.counter.peek_several if self.dry_run else self.counter.several
                numbers[prefix] = several(prefix)
            keeps = oldest(self.ages, id, documents)
            unread = next((d for d in documents if d is not keeps and d.record is None), None)
            if keeps is None or unread is not None:
                self._cannot(id, documents, unread, prefix)
                continue
            for document in documents:
                if document is not keeps:
                    new = next(numbers[prefix])
                    self.taken += [] if self.dry_run else [new]
                    steps.append(Step(document, new, sides.meant(document, documents), alone=False))
        return steps

    def carry_out(self, steps: list[Step], format_: str) -> int:
        """Write, or show, what was planned, and say what is left."""
        session, outcome = self.session, self.outcome
        pages = list(self._pages(steps))
        made = plan(session.base, steps, pages, self._redirects(steps, pages))
        for to in made.moves.values():
            if os.path.lexists(session.root / to):
                raise Refused("there is such a file already; nothing was written", where=to)
        outcome.refused += [{"path": left.source.path, "why": str(left)} for left in _in_order(made)]
        if self.dry_run:
            self._show(made)
            return 1 if outcome.refused else 0
        written = disk.write_edits(session.root, made.sources, made.edits, moves=made.moves)
        names = {made.moves.get(d.path, d.path): d.id for d in session.base.documents}
        names.update({step.to: step.new for step in steps})
        outcome.written += [{"path": path, "id": names.get(path)} for path in written]
        told = [f"{step.old} → {step.new}: {clean(step.to)}" for step in steps]
        report(outcome, format_, "\n".join(told))
        if not steps and not outcome.refused and format_ == "text":
            note("No id is taken twice.")
        return 1 if outcome.refused else 0

    def _redirects(self, steps: list[Step], pages: list[Source]) -> list[Edit]:
        """What the configuration is to say of old ids, so that their addresses on the site lead somewhere.

        An id that another record keeps, or that nobody can have seen because it is in no commit, needs none.
        """
        gone = {
            step.old: step.new
            for step in steps
            if step.alone and (not self.ages.known or self.ages.used(step.old))
        }
        known = self.session.config.site.redirects
        pairs = {**{old: gone[now] for old, now in known.items() if now in gone}, **gone}
        path = self.session.located.path
        settings = next((page for page in pages if page.path == path), None)
        if settings is None:
            settings = Source(path, disk.read_text(self.session.root, path))
            pages.append(settings)
        lead = () if path == FILE else ("tool", "kb")
        edits = put(path, settings.text, (*lead, "site", "redirects"), pairs) if pairs else []
        if edits is None:
            said = ", ".join(f'"{old}" = "{new}"' for old, new in gone.items())
            why = f"the table `redirects` of `[site]` cannot be edited safely; add {said} to it"
            self.outcome.refused.append({"path": path, "why": why})
        return edits or []

    def _show(self, made: Plan) -> None:
        for path in sorted(made.sources):
            show_file(made.sources[path], [edit for edit in made.edits if edit.path == path], made.moves)
        for refused in self.outcome.refused:
            note(f"{clean(refused['path'])}: {clean(refused['why'])}")

    def _document(self, old: str) -> Document:
        base = self.session.base
        found = base.by_path.get(old) or base.by_path.get(self._inside(old))
        if found is None:
            found = base.get(old)
            twins = [d.path for d in base.documents if d.id == old and d is not found]
            if twins:
                chosen = shlex.quote(twins[0])
                hint = f"`kb renumber` decides by the history; `kb renumber {chosen} NEW` chooses that one."
                raise Refused(f"{old} is the id of two files: {found.path} and {twins[0]}", hint=hint)
        if found.record is None or found.id is None:
            raise Refused(
                "this file cannot be read as a record", where=found.path, hint="`kb lint` says why."
            )
        return found

    def _inside(self, path: str) -> str:
        full, root = (os.path.realpath(place) for place in (self.session.start / path, self.session.root))
        return Path(os.path.relpath(full, root)).as_posix()

    def _fits(self, document: Document, new: str) -> None:
        base = self.session.base
        prefix = base.types[document.type or ""].type.prefix
        width = self.session.config.id_width
        shape = re.fullmatch(ID_PATTERN, new)
        digits = new.partition("-")[2]
        right = shape is not None and new == f"{prefix}-{int(digits):0{width}d}" and int(digits) > 0
        if not right:
            free = self.counter.peek(prefix)
            raise KbError(
                f"{new} is no id of a {document.type}", hint=f"It is written like {free}, which is free."
            )

    def _claim(self, document: Document, new: str) -> None:
        base, prefix = self.session.base, new.partition("-")[0]
        if new == document.id:
            raise Refused(f"{new} is its id already", where=document.path)
        free = f"{self.counter.peek(prefix)} is free."
        holder = base.by_id.get(new)
        if holder is not None:
            raise Refused(f"{new} is the id of {holder.path}", hint=free)
        if self.ages.used(new):
            raise Refused(
                f"{new} has been the id of a record, on this branch or another; ids are not used again",
                hint=free,
            )
        if not (self.counter.is_free(new) if self.dry_run else self.counter.claim(new)):
            raise Refused(f"{new} is taken: a file or another work tree has it", hint=free)
        self.taken += [] if self.dry_run else [new]

    def _cannot(self, id: str, documents: list[Document], unread: Document | None, prefix: str) -> None:
        others = " and ".join(document.path for document in documents)
        if unread is not None:
            why = f"{id} is the id of {others}, and this one cannot be read as a record; `kb lint` says why"
            self.outcome.refused.append({"path": unread.path, "why": why})
            return
        last = documents[-1].path
        why = f"{id} is the id of {others}, and the history does not tell which is older; "
        why += f"choose: `kb renumber {shlex.quote(last)} {self.counter.peek(prefix)}`"
        self.outcome.refused.append({"path": last, "why": why})

    def _pages(self, steps: list[Step]) -> Iterator[Source]:
        """Files that are no records and name one of the ids or files; what cannot be read stays as it is."""
        session = self.session
        words = {step.old for step in steps} | {step.document.path.rpartition("/")[2] for step in steps}
        paths = [session.located.path]
        with suppress(KbError):  # no folder of this base
            paths += disk.record_paths(session.root, [session.config.docs])
        for path in paths if steps else ():
            try:
                text = disk.read_text(session.root, path) if path not in session.base.by_path else ""
            except KbError:
                continue
            if any(word in text for word in words):
                yield Source(path, text)


def _in_order(made: Plan) -> list[Left]:
    return sorted(made.left, key=lambda left: (left.source.path, left.span))
