"""Bases in memory, as an exporter is given them."""

from datetime import date
from pathlib import Path

from kb import base as bases
from kb import config
from kb.base import KnowledgeBase
from kb.exports.export import Request, exporter
from kb.exports.seen import seen
from kb.graph import Graph
from kb.records import registry
from kb.text.source import Source

TODAY = date(2026, 11, 23)
# What means something to some reader of some format.
NASTY = "a \"b\" {c} }d{ \\e ~f ^g $h_i& #j% <k> |l| ,m; 'n' ü€😀 @kim /close https://x.example/?a=1&b=2"


def base_of(files: dict[str, str], settings: str = "") -> KnowledgeBase:
    configured = config.parse(settings)
    types = registry(configured)
    return KnowledgeBase(configured, types, (bases.read(Source(p, t), types) for p, t in files.items()))


def request(
    files: dict[str, str], *ids: str, settings: str = "", root: Path = Path("/nowhere"), audience: str = "internal",
    **options: str,
) -> Request:  # fmt: skip
    base, hidden = seen(base_of(files, settings), audience)
    named = {name.rstrip("_"): value for name, value in options.items()}
    return Request(Graph(base), root, TODAY, audience, hidden, ids, named)


def export(format_: str, files: dict[str, str], *ids: str, **more: object) -> str:
    return exporter(format_).write(request(files, *ids, **more)).decode()  # type: ignore[arg-type]


def record(id_: str, fields: str = "", *, title: str = "A title", status: str = "", body: str = "") -> str:
    kinds = {
        "EXP": "experiment",
        "DEC": "decision",
        "REV": "review",
        "TASK": "task",
        "GOAL": "goal",
        "RISK": "risk",
    }
    states = {"EXP": "concluded", "DEC": "accepted", "REV": "reported", "TASK": "ready", "GOAL": "active"}
    prefix = id_.partition("-")[0]
    quoted = title.replace("'", "''")
    head = (
        f"id: {id_}\ntype: {kinds[prefix]}\ntitle: '{quoted}'\nstatus: {status or states.get(prefix, 'open')}"
    )
    owner = "owner: data-lead\n" if prefix == "GOAL" else ""
    return f"---\n{head}\ncreated: 2026-05-04\n{owner}{fields}\n---\n{body}"
