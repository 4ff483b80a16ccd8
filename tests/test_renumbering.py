"""Renumbering as a property of bases: the same findings, no link lost, every other byte kept, and the way back."""

import re
from collections import Counter
from pathlib import Path

import pytest

from kb import base, config
from kb.base import Document, KnowledgeBase
from kb.citations import confirmed
from kb.config import Located
from kb.diagnostics import Edit
from kb.errors import KbError, Refused
from kb.example import BASE, TODAY
from kb.graph import Graph
from kb.lint.engine import all_rules, judge
from kb.lint.rule import Context
from kb.lint.select import configured
from kb.renumbering import Plan, Step, plan
from kb.text.pieces import apply
from kb.text.source import Source

ROOT = Path(__file__).resolve().parents[1]
DIGEST = re.compile(r"v1-[0-9a-f]{12}")
TASK = "---\nid: {}\ntype: task\ntitle: {}\nstatus: idea\ncreated: 2026-01-05\n{}---\n{}"


def carried_out(known: KnowledgeBase, made: Plan) -> KnowledgeBase:
    by_path: dict[str, list[Edit]] = {path: [] for path in made.moves}
    for edit in made.edits:
        by_path.setdefault(edit.path, []).append(edit)
    sources = [
        Source(made.moves.get(path, path), apply(known.by_path[path].source.text, edits))
        for path, edits in by_path.items()
    ]
    return known.with_source(*sources, gone=made.moves)


def findings(known: KnowledgeBase) -> Counter[tuple[str, str, str]]:
    context = Context(known, Graph(known), TODAY)
    found = judge(context, configured(all_rules(), known.config)).diagnostics
    return Counter((d.code, d.path, d.message) for d in found)


def states(known: KnowledgeBase) -> Counter[str]:
    graph = Graph(known)
    return Counter(c.state for document in known.documents for c in confirmed(graph, document))


def texts(known: KnowledgeBase) -> dict[str, str]:
    return {document.path: document.source.text for document in known.documents}


def ids_of(root: Path) -> list[str]:
    known = base.load(config.read(root))
    return [id for number, id in enumerate(known.by_id) if number % 9 == 4]


@pytest.mark.parametrize(
    ("root", "id"),
    [(root, id) for root in (BASE, ROOT) for id in ids_of(root)],
    ids=lambda v: getattr(v, "name", v),
)
def test_a_base_is_the_same_but_for_the_id_and_back_again(root: Path, id: str) -> None:
    known = base.load(config.read(root))
    new = f"{id.partition('-')[0]}-0{len(known.by_id) + 100:03d}"
    made = plan(known, [Step(known.get(id), new)])
    after = carried_out(known, made)
    for path, text in texts(known).items():
        now = after.by_path[made.moves.get(path, path)].source.text
        assert DIGEST.sub("v1", now.replace(new, id)) == DIGEST.sub("v1", text)
    before = Counter({tuple(part.replace(id, new) for part in key): n for key, n in findings(known).items()})
    assert findings(after) == before
    assert len(Graph(after).dangling) == len(Graph(known).dangling)
    assert {name: len(links) for name, links in Graph(after).into.items()} == {
        new if name == id else name: len(links) for name, links in Graph(known).into.items()
    }
    assert states(after) == states(known)
    assert id not in after.by_id
    back = carried_out(after, plan(after, [Step(after.get(new), id)]))
    assert texts(back) == texts(known)


def small(files: dict[str, str]) -> KnowledgeBase:
    located = Located(config.parse("", "kb.toml"), Path("/nowhere"), "kb.toml")
    return base.load(located, paths=()).with_source(*(Source(path, text) for path, text in files.items()))


ODD = {
    "backlog/TASK-0001-a.md": TASK.format(
        "'TASK-0001'", "A", "", "I am TASK-0001, and [[TASK-0001|so]] I stay.\n"
    ),
    "backlog/TASK-0002-b.md": TASK.format(
        "TASK-0002",
        "Not in words TASK-0001",
        'depends_on:\n  - "TASK-0001"  # TASK-0001 first\n  - TASK-0003\nrelated: [ TASK-0001, TASK-0003 ]\n',
        'TASK-0001, TASK-00012, XTASK-0001, TASK-0001-2 and [TASK-0001](TASK-0001-a.md#top "TASK-0001").\n'
        "`TASK-0001`\n\n[a]: <TASK-0001-a.md>\n",
    ).replace("\n", "\r\n"),
    "backlog/deep/TASK-0003-c.md": TASK.format(
        "TASK-0003", "C", "", "\ufeff[x](../TASK-0001-a.md) é TASK-0001"
    ),
}


def test_every_way_to_write_a_link_is_followed_and_nothing_else_changes() -> None:
    known = small(ODD)
    made = plan(known, [Step(known.get("TASK-0001"), "TASK-0009")])
    after = texts(carried_out(known, made))
    assert set(after) == {"backlog/TASK-0009-a.md", "backlog/TASK-0002-b.md", "backlog/deep/TASK-0003-c.md"}
    assert after["backlog/TASK-0009-a.md"] == ODD["backlog/TASK-0001-a.md"].replace("0001", "0009")
    b = after["backlog/TASK-0002-b.md"]
    assert '- "TASK-0009"  # TASK-0001 first\r\n' in b
    assert "related: [ TASK-0009, TASK-0003 ]\r\n" in b
    assert "TASK-0009, TASK-00012, XTASK-0001, TASK-0001-2 and [TASK-0009](TASK-0009-a.md#top" in b
    assert "`TASK-0001`\r\n\r\n[a]: <TASK-0009-a.md>\r\n" in b
    assert after["backlog/deep/TASK-0003-c.md"].endswith("[x](../TASK-0009-a.md) é TASK-0009")
    told = sorted(str(left) for left in made.left)
    assert [line.rpartition(": ")[0] for line in told] == ["13:2", "4:21", "8:20"]


def test_confirmations_that_held_hold_and_others_are_left_alone() -> None:
    known = small(ODD)
    digests = {id: known.get(id).digest for id in known.by_id}
    citing = TASK.format(
        "TASK-0004", "D",
        f"related: [TASK-0001, TASK-0002, TASK-0003]\nreviewed:\n  TASK-0001: {digests['TASK-0001']}\n"
        f"  TASK-0002: {digests['TASK-0002']}\n  TASK-0003: v1-000000000000\n", "",
    )  # fmt: skip
    known = known.with_source(Source("backlog/TASK-0004-d.md", citing))
    assert states(known) == {"confirmed": 2, "suspect": 1}
    after = carried_out(known, plan(known, [Step(known.get("TASK-0001"), "TASK-0009")]))
    assert states(after) == {"confirmed": 2, "suspect": 1}
    assert after.get("TASK-0002").digest != digests["TASK-0002"]
    assert "TASK-0003: v1-000000000000" in after.get("TASK-0004").source.text


def test_a_new_id_that_is_named_already_is_refused() -> None:
    known = small(ODD)
    known = known.with_source(
        Source("backlog/TASK-0004-d.md", TASK.format("TASK-0004", "D", "", "See TASK-0009.\n"))
    )
    with pytest.raises(Refused) as refused:
        plan(known, [Step(known.get("TASK-0001"), "TASK-0009")])
    assert refused.value.where == "backlog/TASK-0004-d.md:8:5"


def test_an_id_in_escapes_is_written_anew() -> None:
    odd = TASK.format("TASK-0004", "D", 'related: ["TASK-\\x30001", TASK-0002]\n', "")
    known = small({**ODD, "backlog/TASK-0004-d.md": odd})
    after = carried_out(known, plan(known, [Step(known.get("TASK-0001"), "TASK-0009")]))
    assert "related: [TASK-0009, TASK-0002]\n" in after.get("TASK-0004").source.text
    assert "TASK-0001" not in {link.target for link in Graph(after).dangling}


def test_an_id_of_its_own_in_escapes_is_refused() -> None:
    known = small({"backlog/TASK-0001-a.md": TASK.format('"TASK-\\x30001"', "A", "", "")})
    with pytest.raises(KbError, match="cannot be edited safely"):
        plan(known, [Step(known.get("TASK-0001"), "TASK-0009")])


def test_the_other_record_of_an_id_keeps_its_own_text() -> None:
    twin = TASK.format("TASK-0001", "Twin", "", "I am TASK-0001 too.\n")
    known = small({**ODD, "backlog/TASK-0001-twin.md": twin})
    document: Document = known.by_path["backlog/TASK-0001-twin.md"]
    made = plan(known, [Step(document, "TASK-0009", lambda _document, _reference: None, alone=False)])
    after = texts(carried_out(known, made))
    assert after["backlog/TASK-0009-twin.md"] == twin.replace("0001", "0009")
    assert {p: t for p, t in after.items() if "twin" not in p} == ODD
    assert {left.source.path for left in made.left} == {
        "backlog/TASK-0002-b.md",
        "backlog/deep/TASK-0003-c.md",
    }
