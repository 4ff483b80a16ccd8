"""All records with their fields, texts and links, and what is computed from them, as one JSON document."""

from __future__ import annotations

import json
import math
from typing import Any, ClassVar

from kb.base import Document
from kb.exports.export import Exporter, Request
from kb.exports.prose import body
from kb.graph import ResolvedLink
from kb.index import as_json
from kb.record import Record
from kb.records.task import Task
from kb.standing import flags
from kb.verdicts import verdict


class Json(Exporter):
    """The document is described by `docs/reference/json/export.json`."""

    name: ClassVar[str] = "json"
    summary: ClassVar[str] = "all records with their texts and links, for programs"

    def write(self, request: Request) -> bytes:
        """The document, in UTF-8."""
        chosen = list(request.records())
        ids = {record.id for _, record in chosen}
        links = [link for id in ids for link in request.graph.links(id)]
        told = {
            "version": 1,
            "name": request.graph.base.config.name,
            "exported": request.today.isoformat(),
            "audience": request.audience,
            "records": [_record(request, document, record) for document, record in chosen],
            "links": sorted(map(_link, links), key=lambda link: tuple(link.values())),
        }
        return _text(told).encode()


def _text(told: dict[str, Any]) -> str:
    """JSON with a line for each record and each link: quickly written, and easily compared, searched and split."""
    fields = []
    for name, value in told.items():
        if isinstance(value, list) and value:
            items = ",\n".join(f"    {_one(item)}" for item in value)
            fields.append(f"  {_one(name)}: [\n{items}\n  ]")
        else:
            fields.append(f"  {_one(name)}: {_one(value)}")
    return "{\n" + ",\n".join(fields) + "\n}\n"


def _one(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _record(request: Request, document: Document, record: Record) -> dict[str, Any]:
    task = record if isinstance(record, Task) else None
    found = verdict(request.graph, task) if task is not None else None
    return {
        "record": as_json(record),
        "path": document.path,
        "body": body(request, document),
        "computed": {
            "score": _finite(task.score) if task is not None else None,
            "verdict": found.name if found is not None else None,
            "flags": flags(request.graph, document, request.today),
        },
    }


def _finite(number: float | None) -> float | None:
    """A number as JSON can hold it: a score by next to no effort is none."""
    return number if number is not None and math.isfinite(number) else None


def _link(link: ResolvedLink) -> dict[str, str]:
    return {"source": link.source_id, "kind": link.kind, "target": link.target_id}
