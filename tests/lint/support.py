"""Builds bases from texts in a folder of the test, and judges them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kb import base as bases
from kb import config
from kb.base import Document, KnowledgeBase
from kb.diagnostics import Diagnostic, Edit
from kb.graph import Graph
from kb.lint.engine import all_rules
from kb.lint.engine import judge as run
from kb.lint.rule import Context, Rule
from kb.lint.select import select
from kb.lint.sources import Moved, Origin
from kb.text.source import Source

TODAY = date(2026, 11, 23)


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below a folder, bytes as they are and texts as UTF-8 with the line ends they have."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def build(folder: Path, files: Mapping[str, str | bytes], settings: str = "") -> KnowledgeBase:
    """Write the files and a `kb.toml`, and read them as `kb` does: without keeping their texts."""
    write(folder, {"kb.toml": settings, **files})
    return bases.load(config.read(folder), keep_text=False)


def with_pages(base: KnowledgeBase, pages: Sequence[Document]) -> KnowledgeBase:
    """A base in which the places of findings about hand-written pages are found, too."""
    return KnowledgeBase(base.config, base.types, [*base.documents, *pages]) if pages else base


def rule(code: str) -> Rule:
    """The rule of a code."""
    return next(rule for rule in all_rules() if rule.code == code)


def judge(
    base: KnowledgeBase,
    codes: Sequence[str] = (),
    *,
    today: date = TODAY,
    previous: KnowledgeBase | None = None,
    origins: Mapping[str, Origin] | None = None,
    pages: Sequence[Document] = (),
) -> tuple[Diagnostic, ...]:
    """The findings of some rules, or of all."""
    context = Context(base, Graph(base), today, previous, origins, pages=tuple(pages))
    return judge_in(context, codes)


def judge_in(context: Context, codes: Sequence[str] = ()) -> tuple[Diagnostic, ...]:
    """The findings of some rules, or of all, about all that they may look at."""
    found = run(context, select(all_rules(), context.config.lint, chosen=codes)).diagnostics
    about = {rule.code: rule.judges for rule in all_rules() if rule.judges}
    for diagnostic in found:
        document = context.base.by_path.get(diagnostic.path)
        if document is None:
            assert diagnostic.path in {page.path for page in context.pages}
            continue
        assert document.type in about.get(diagnostic.code, (document.type,)), (
            f"{diagnostic.code} finds something about a {document.type}, which is not among what it `judges`"
        )
    return found


def origins(said: Mapping[str, Any] | None) -> dict[str, Origin] | None:
    """What became of runs, as cases and manual pages write it."""
    if said is None:
        return None
    return {
        id: Origin(one["state"], tuple(Moved(**moved) for moved in one.get("moved", ())), one.get("why", ""))
        for id, one in said.items()
    }


def place(base: KnowledgeBase, found: Any) -> str:
    """`path:line:column-line:column` of a finding or of a place that belongs to one; the end is exclusive."""
    source = base.by_path[found.path].source
    start, end = source.position(found.span.start), source.position(found.span.end)
    return f"{found.path}:{start.line}:{start.column}-{end.line}:{end.column}"


def words(base: KnowledgeBase, found: Any) -> str:
    """The characters that a finding is about."""
    return base.by_path[found.path].source.text[found.span.start : found.span.end]


def mended(base: KnowledgeBase, found: Iterable[Diagnostic]) -> tuple[dict[str, str], dict[str, str]]:
    """The texts of the files that findings change, under their new names, and old name → new name.

    Of two edits that overlap the later waits.
    """
    edits: dict[str, list[Edit]] = {}
    moves: dict[str, str] = {}
    for diagnostic in found:
        moves.update(diagnostic.moves)
        for edit in diagnostic.edits:
            edits.setdefault(edit.path, []).append(edit)
    changed = sorted({*edits, *moves})
    texts = {
        moves.get(path, path): _edited(base.by_path[path].source, edits.get(path, [])) for path in changed
    }
    return texts, moves


def _edited(source: Source, edits: list[Edit]) -> str:
    text, at, pieces = source.text, 0, list[str]()
    for edit in sorted(set(edits), key=lambda edit: edit.span):
        if edit.span.start >= at:
            pieces += [text[at : edit.span.start], edit.text]
            at = edit.span.end
    return "".join([*pieces, text[at:]])
