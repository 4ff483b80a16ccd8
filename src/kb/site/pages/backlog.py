"""The backlog: entries in the groomed order, with what each lacks, waits for and keeps waiting."""

from __future__ import annotations

from collections.abc import Iterator

from kb.boarding import card
from kb.grooming import backlog
from kb.records.task import Task
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.templating import render


class BacklogPage(PageMaker):
    """The groomed backlog, and below it what has been finished."""

    section, order, label, path = "Work", 30, "Backlog", "backlog.md"

    def pages(self, material: Material) -> Iterator[Page]:
        yield Page(self.path, "Backlog", lambda: _draw(material), wide=True, search=False)


def _draw(material: Material) -> str:
    workflow = material.workflow
    ended = [
        card(material.graph, document, task, workflow, material.today)
        for document, task in material.base.records(Task)
        if workflow.ended(task.status)
    ]
    return render(
        "backlog.html",
        m=material,
        here=BacklogPage.path,
        entries=backlog(material.graph, workflow, material.today),
        ended=sorted(ended, key=lambda c: c.task.id, reverse=True),
    )
