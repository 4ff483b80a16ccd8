"""`kb schema`: prints the JSON Schema of the front matter of a type, as this base's configuration has it."""

from __future__ import annotations

import click

from kb.cli.output import emit_raw_json
from kb.cli.session import Session
from kb.errors import KbError
from kb.records import registry
from kb.schema import json_schema


@click.command("schema")
@click.argument("type_", metavar="[TYPE]", required=False)
@click.pass_obj
def command(session: Session, type_: str | None) -> int:
    """Print the JSON Schema of the front matter of TYPE, or of every type by name."""
    types = registry(session.config)
    width = session.config.id_width
    if type_ is None:
        document: dict[str, object] = {
            name: json_schema(entry, id_width=width) for name, entry in types.items()
        }
    elif type_ in types:
        document = json_schema(types[type_], id_width=width)
    else:
        raise KbError(f"there is no type {type_}", hint=f"One of: {', '.join(types)}.")
    emit_raw_json(document)
    return 0
