"""The backlog: entries in the groomed order, with what each lacks, waits for and keeps waiting."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kb.grooming import Entry, backlog
from kb.records.task import Task
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.templating import render

SIZE = 200


class BacklogPage(PageMaker):
    """The groomed backlog."""

    section, order, label, path = "Work", 30, "Backlog", "backlog.md"

    def pages(self, material: Material) -> Iterator[Page]:
        for part in parts(self.path, backlog(material.graph, material.workflow, material.today), SIZE):
            draw = partial(_draw, material, part)
            yield Page(part.path, part.title("Backlog"), draw, wide=True, search=False)


def _draw(material: Material, part: Part[Entry]) -> str:
    ended = sum(material.workflow.ended(task.status) for _, task in material.base.records(Task))
    return render("backlog.html", m=material, here=part.path, part=part, ended=ended)
