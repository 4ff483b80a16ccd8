"""What has been finished or dropped: the tasks whose work has ended, newest first, with their verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from kb.records.task import Task
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.rendered import filled

SIZE = 200


class FinishedPage(PageMaker):
    """The tasks that left the board."""

    section, order, label, path = "Work", 35, "Finished", "finished.md"

    def pages(self, material: Material) -> Iterator[Page]:
        tasks = [t for _, t in material.base.records(Task) if material.workflow.ended(t.status)]
        tasks.sort(key=lambda t: (t.created, t.id), reverse=True)
        for part in parts(self.path, tasks, SIZE):
            values = partial(_values, part)
            yield filled(material, part.path, part.title("Finished"), "finished.html", values, wide=True)


def _values(part: Part[Task]) -> Mapping[str, Any]:
    return {"part": part}
