"""Do programs of others read what `kb export` writes?

Run: `PYTHONPATH=src:. python benchmarks/choices/export_readers.py CONTEXT > benchmarks/results/export_readers.json`

The example base and a base of records whose texts mean something to every format are exported, and read by other
programs: bibliographies by bibtexparser and pybtex, calendars by icalendar, tables by pyarrow, research
objects by roc-validator at its severities REQUIRED and RECOMMENDED. That one asks for the JSON-LD context of RO-Crate
over the network; it is given the file CONTEXT instead (`tests/vendor/ro-crate/context-1.1.jsonld`).
"""

import io
import json
import logging
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import bibtexparser
import icalendar
import pyarrow.parquet
import pybtex.database
import rdflib.plugins.shared.jsonld.context as jsonld
from rocrate_validator import models, services
from rocrate_validator.utils.http import HttpRequester
from timing import report

from kb import config, example
from kb.audience import seen_by
from kb.base import load
from kb.exports.export import Request, exporter
from kb.graph import Graph

DISTRIBUTIONS = ("bibtexparser", "pybtex", "icalendar", "pyarrow", "roc-validator")
NASTY = "a \"b\" {c} }d{ \\e ~f ^g $h_i& #j% <k> |l| ,m; ''n'' ü€😀 @kim /close"
RECORD = "---\nid: {id}\ntype: {type}\ntitle: '{title}'\nstatus: {status}\ncreated: 2026-05-04\n{more}---\n{title}\n"


class Answer:
    """The context, as an answer of a server."""

    status_code = 200

    def __init__(self, text: str) -> None:
        self.headers = {"Content-Type": "application/ld+json"}
        self.text, self.content = text, text.encode()

    def json(self) -> Any:
        """The document."""
        return json.loads(self.text)


def stay_at_home(context: str) -> None:
    """Answer every question for a context with the file."""
    document = json.loads(context)
    jsonld.source_to_json = lambda *_args, **_more: (document, None)
    HttpRequester.get = lambda *_args, **_more: Answer(context)


def request(folder: Path, **options: str) -> Request:
    """What an exporter is given by `kb export`."""
    base, _ = seen_by(load(config.read(folder)), "internal")
    return Request(Graph(base), folder, example.TODAY, options=options)


def nasty(folder: Path) -> None:
    """A base of records with the text above."""
    kinds = {
        "EXP-0001": (
            "experiment",
            "concluded",
            f"conclusion: '{NASTY}'\nmetrics: {{'{NASTY}': {{test: 1}}}}\n",
        ),
        "TASK-0001": ("task", "ready", "integrates: [EXP-0001]\nsmart: {time_bound: 2026-12-31}\n"),
        "DEC-0001": ("decision", "accepted", f"chosen: '{NASTY}'\nbased_on: [EXP-0001]\n"),
    }
    (folder / "research").mkdir(parents=True)
    (folder / "kb.toml").write_text("")
    for id_, (type_, status, more) in kinds.items():
        text = RECORD.format(id=id_, type=type_, status=status, more=more, title=NASTY)
        (folder / "research" / f"{id_}.md").write_text(text, encoding="utf-8")


def crate(folder: Path) -> dict[str, Any]:
    """What roc-validator says of the folder as a crate."""
    data = exporter("ro-crate").write(request(folder, license="CC-BY-4.0"))
    (folder / "ro-crate-metadata.json").write_bytes(data)
    found: dict[str, Any] = {"entities": len(json.loads(data)["@graph"])}
    for severity in ("REQUIRED", "RECOMMENDED"):
        settings = services.ValidationSettings(
            rocrate_uri=str(folder),
            profile_identifier="ro-crate-1.1",
            requirement_severity=getattr(models.Severity, severity),
        )
        issues = services.validate(settings).get_issues()
        said = Counter(re.sub(r'"[^"]*"', '"…"', str(issue.message)) for issue in issues)
        found[severity.lower()] = {"issues": len(issues), "said": dict(said)}
    return found


def read(folder: Path) -> dict[str, Any]:
    """What the readers find in the exports of a base."""
    asked = request(folder)
    count = {"records": sum(1 for _ in asked.records())}
    bib = exporter("bibtex").write(asked).decode()
    parsed = pybtex.database.parse_string(bib, "bibtex")
    calendar = icalendar.Calendar.from_ical(exporter("ics").write(asked))
    events = calendar.walk("VEVENT")
    table = pyarrow.parquet.read_table(io.BytesIO(exporter("parquet").write(asked)))
    return {
        **count,
        "bibtex": {
            "written": bib.count("@misc{"),
            "bibtexparser": len(bibtexparser.loads(bib).entries),
            "pybtex": len(parsed.entries),
        },
        "ics": {
            "written": exporter("ics").write(asked).count(b"BEGIN:VEVENT"),
            "icalendar": len(events),
            "errors": sum(len(event.errors) for event in events),
            "summaries_with_the_text": sum(
                NASTY.replace("''", "'") in str(event["SUMMARY"]) for event in events
            ),
        },
        "parquet": {"rows": table.num_rows, "columns": table.num_columns},
        "ro-crate": crate(folder),
    }


def main() -> None:
    """Reads and prints JSON."""
    logging.disable()
    stay_at_home(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        teaching, odd = Path(folder) / "teaching", Path(folder) / "odd"
        teaching.mkdir()
        example.copy(teaching, example.TODAY)
        nasty(odd)
        found = {"example base": read(teaching), "odd texts": read(odd)}
    report("Do programs of others read what kb export writes?", DISTRIBUTIONS, {"bases": found})


if __name__ == "__main__":
    main()
