"""Draws the pages of a tree into a folder of drafts, in two processes where there are many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kb.site import builder
from kb.site.drawing import svg
from kb.site.material import Material
from kb.site.page import Page
from kb.site.publishing import folder
from kb.site.publishing.sharing import shared


def data(material: Material, drafts: Path) -> dict[str, Path]:
    """Write the files that the pages load: the path of each, and its draft."""
    found = {}
    for at, (path, text) in enumerate(builder.files(material).items()):
        found[path] = drafts / f"data-{at}"
        found[path].write_bytes(text.encode())
    return found


def drawn(
    material: Material, pages: list[Page], write: Callable[[Page], str], drafts: Path
) -> dict[str, Path]:
    """Draw pages; each is written at once, and what only it needs goes with it.

    Args:
        material: the base.
        pages: all its pages; they are taken out as they are drawn.
        write: makes the text of the file of one.
        drafts: the folder.

    Returns:
        the path of each page, and its draft.
    """
    left = {page.path: page for page in pages}
    number = {path: str(at) for at, path in enumerate(left)}
    pages.clear()

    def draw(path: str) -> None:
        page = left.pop(path)  # with all that is known of it
        folder.put(drafts, number[path], write(page).encode())
        material.let_go(page.source)

    # The pages of the navigation look at everything: what they find out serves both processes.
    first = [entry.path for entry in builder.navigation(material) if entry.path in left]
    for path in first:
        draw(path)
    svg.let_go()
    leave, attachments = (lambda path: material.let_go(left[path].source)), material.bodies.attachments
    shared([*left], draw, attachments, leave, svg.forget)
    left.clear()
    material.answers.clear()
    return {path: drafts / name for path, name in number.items()}
