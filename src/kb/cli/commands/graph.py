"""`kb graph`: the graph or a neighbourhood of it, in the languages of other programs or as a drawing."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import click

from kb.cli import completion
from kb.cli.output import emit_json, require_known
from kb.cli.session import Session
from kb.cli.terminal import say
from kb.errors import KbError
from kb.notation import LANGUAGES, Part, as_json


@click.command("graph")
@click.option(
    "--around", metavar="ID", shell_complete=completion.ids, help="Only this record and what is near it."
)
@click.option("--depth", type=click.IntRange(0, 50), default=1, show_default=True, help="How near.")
@click.option("--kinds", metavar="KIND,…", help="Only links of these kinds, such as based_on,task,goal.")
@click.option(
    "--type", "types", multiple=True, shell_complete=completion.types, help="Only records of this type."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["dot", "mermaid", "graphml", "json", "svg"]),
    default="dot",
    show_default=True,
    help="In which language; svg is a drawing.",
)
@click.pass_obj
def command(
    session: Session, around: str | None, depth: int, kinds: str | None, types: tuple[str, ...], format_: str
) -> int:
    """Print the graph, or the neighbourhood of one record."""
    chosen = _kinds(session, kinds)
    require_known("type", types, session.base.types)
    if around is not None:
        session.base.get(around)
        ids = list(session.graph.neighbourhood(around, depth, chosen))
    else:
        ids = list(session.base.by_id)
    documents = [session.base.by_id[id] for id in ids if not types or session.base.by_id[id].type in types]
    part = Part(documents, session.graph.edges(dict.fromkeys(d.id or d.path for d in documents), chosen))
    if format_ == "json":
        emit_json(as_json(part))
    elif format_ == "svg":
        say(_drawing(session, part, around))
    else:
        say(LANGUAGES[format_](part))
    return 0


def _drawing(session: Session, part: Part, around: str | None) -> str:
    """The drawing of the site as a file of its own, whose boxes lead to the files of the records."""
    from kb.site.drawing.svg import draw
    from kb.site.material import Material

    material = Material(session.base, session.today, audience="restricted")
    paths = {d.id: d.path for d in part.documents if d.id is not None and d.record is not None}
    nodes = [replace(material.node(id, ""), href=quote(path)) for id, path in paths.items()]
    edges = [material.edge(link) for link in part.links]
    return str(draw(nodes, edges, title=session.config.name, focus=around, standalone=True))


def _kinds(session: Session, kinds: str | None) -> set[str] | None:
    if kinds is None:
        return None
    known = {"mentions"} | {field.link.kind for entry in session.base.types.values() for field in entry.links}
    chosen = {kind.strip() for kind in kinds.split(",") if kind.strip()}
    if not chosen:
        raise KbError("`--kinds` names no kind of link", hint=f"Kinds: {', '.join(sorted(known))}.")
    if unknown := sorted(chosen - known):
        raise KbError(f"there is no kind of link `{unknown[0]}`", hint=f"Kinds: {', '.join(sorted(known))}.")
    return chosen
