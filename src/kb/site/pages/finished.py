"""What has been finished or dropped: the tasks whose work has ended, newest first, with their verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kb.records.task import Task
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.templating import render

SIZE = 200


class FinishedPage(PageMaker):
    """The tasks that left the board."""

    section, order, label, path = "Work", 35, "Finished", "finished.md"

    def pages(self, material: Material) -> Iterator[Page]:
        tasks = [t for _, t in material.base.records(Task) if material.workflow.ended(t.status)]
        tasks.sort(key=lambda t: (t.created, t.id), reverse=True)
        for part in parts(self.path, tasks, SIZE):
            draw = partial(_draw, material, part)
            yield Page(part.path, part.title("Finished"), draw, wide=True, search=False)


def _draw(material: Material, part: Part[Task]) -> str:
    return render("finished.html", m=material, here=part.path, part=part)
