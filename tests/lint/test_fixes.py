"""What fixes promise, whatever the hand that wrote the record: once is enough, and no other byte moves."""

import difflib
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.corpus import plan
from benchmarks.defects import seeded
from benchmarks.generate import drafts, texts_of
from kb import base as bases
from kb import config
from kb.base import KnowledgeBase
from kb.diagnostics import Diagnostic
from kb.lint.engine import all_rules
from kb.lint.mend import mending
from kb.records import registry
from kb.text import frontmatter
from kb.text.edit import apply
from kb.text.source import Source
from tests.lint import support
from tests.text.handwriting import spaced, value

MENDING = [rule.code for rule in all_rules() if rule.fixable or rule.guesses]
SAFE = [rule.code for rule in all_rules() if rule.fixable]


def base_of(files: dict[str, str], settings: str = "") -> KnowledgeBase:
    """A base in memory."""
    configured = config.parse(settings)
    types = registry(configured)
    return KnowledgeBase(configured, types, (bases.read(Source(p, t), types) for p, t in files.items()))


def mended(base: KnowledgeBase, *, unsafe: bool, today: date, codes: list[str]) -> KnowledgeBase:
    """The base after as many rounds as `kb lint --fix` makes."""
    for _ in range(10):
        found = support.judge(base, codes, today=today)
        step = mending(found, base.by_path.__contains__, unsafe=unsafe)
        if not step.findings:
            return base
        edits: dict[str, list] = {path: [] for path in step.moves}
        for edit in step.edits:
            edits.setdefault(edit.path, []).append(edit)
        new = [
            Source(step.moves.get(path, path), apply(base.by_path[path].source.text, own))
            for path, own in edits.items()
        ]
        base = base.with_source(*new, gone=step.moves)
    pytest.fail("ten rounds were not enough")


def left(base: KnowledgeBase, *, unsafe: bool, today: date, codes: list[str]) -> list[Diagnostic]:
    """Findings that could still be mended."""
    found = support.judge(base, codes, today=today)
    return [d for d in found if d.mendable and (d.safe or unsafe)]


def texts(base: KnowledgeBase) -> dict[str, str]:
    return {document.path: document.source.text for document in base.documents}


# -- the defects of the benchmark -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def spoilt() -> tuple[KnowledgeBase, date]:
    made = plan(60, seed=11)
    records = drafts(made)
    seeder = seeded(made, records, 4)
    files = texts_of(records) | seeder.now
    records_only = {path: text for path, text in files.items() if path.endswith(".md")}
    return base_of(records_only, files["kb.toml"]), made.today


@pytest.mark.parametrize("unsafe", [False, True])
def test_seeded_defects_are_mended_once_and_for_all(spoilt: tuple[KnowledgeBase, date], unsafe: bool) -> None:
    base, today = spoilt
    codes = MENDING if unsafe else SAFE
    assert left(base, unsafe=unsafe, today=today, codes=codes)
    after = mended(base, unsafe=unsafe, today=today, codes=codes)
    assert not left(after, unsafe=unsafe, today=today, codes=codes)
    assert texts(mended(after, unsafe=unsafe, today=today, codes=codes)) == texts(after)
    assert sum(d.record is not None for d in after.documents) >= sum(
        d.record is not None for d in base.documents
    )


@pytest.mark.parametrize("code", SAFE)
def test_a_safe_fix_of_one_rule_makes_no_other_speak(spoilt: tuple[KnowledgeBase, date], code: str) -> None:
    base, today = spoilt
    after = mended(base, unsafe=False, today=today, codes=[code])
    before = {(d.code, d.record, d.message) for d in support.judge(base, today=today)}
    new = [d for d in support.judge(after, today=today) if (d.code, d.record, d.message) not in before]
    # A superseded decision no longer carries what rests on it; that is news, and true.
    assert {d.code for d in new} <= ({"LK006", "DC003"} if code == "LK007" else set())


# -- handwriting ------------------------------------------------------------------------------------------------------

FIELDS = {
    "allow": (
        "allow: [KB777]",
        "allow: [ KB777 , LK001 ]  # both",
        "allow:\n- KB777\n- LK001   # why\n",
        "allow:\n    # one\n    - 'KB777'\n",
        'allow: ["KB777",\n   LK001, # x\n   ]',
        '"allow" : [KB777]',
        "allow: [KB777, LK001, KB778, KB779]",
    ),
    "allow_reason": (
        "allow_reason: it was so",
        "allow_reason: |\n  it was\n\n  so\n",
        "allow_reason: 'x: #'",
    ),
    "blocked": (
        "blocked: {since: 2026-05-05, reason: no server}",
        "blocked:\n  since: 2026-05-05   # then\n  reason: >\n    no\n    server\n",
        "blocked: # later\n  reason: x",
    ),
    "asignee": ("asignee: kim", '"asignee":   kim # who', "asignee: 'kim'"),
    "owner": ("owner: no", "owner: on  # x", "owner: y"),
}
ORDER = ("FM004", "FM008", "FM009", "KB005", "LN001", "LK001")


@st.composite
def tasks(draw: st.DrawFn) -> str:
    """A task with some of the mistakes above among keys that the team wrote by hand."""
    known = {
        "id": "id: TASK-0001",
        "type": "type: task",
        "title": draw(st.sampled_from(("title: Encode the shop", "title: 'Encode: the shop' # so"))),
        "status": draw(st.sampled_from(("status: done", "status: 'dropped'"))),
        "created": "created: 2026-05-04",
    }
    picked = draw(st.lists(st.sampled_from(list(FIELDS)), min_size=1, unique=True))
    lines = [*known.values(), *(draw(st.sampled_from(FIELDS[name])) for name in picked)]
    lines += [f"x-{n}:{draw(value(0, 1))}" for n in range(draw(st.integers(0, 2)))]
    lines = draw(st.permutations(lines))
    head = "\n".join([lines[0], *(spaced(draw, 0) + line for line in lines[1:])])
    body = draw(st.sampled_from(("", "Words.  \n", "\nSee TASK-1 and LK001\tnow, no line end")))
    text = f"---\n{head}\n---\n{body}"
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return draw(st.sampled_from(("", "", "\ufeff"))) + text


@given(tasks())
def test_whatever_the_hand_once_is_enough_and_nothing_else_moves(text: str) -> None:
    path, today = "backlog/TASK-0001-a.md", date(2026, 6, 30)
    before = base_of({path: text})
    codes = list(ORDER)
    found = support.judge(before, codes, today=today)
    after = mended(before, unsafe=True, today=today, codes=codes)
    new = after.by_path[path].source.text
    assert not left(after, unsafe=True, today=today, codes=codes)
    assert texts(mended(after, unsafe=True, today=today, codes=codes)) == texts(after)
    if not any(d.mendable for d in found):
        assert new == text
    old_body, new_body = (frontmatter.parse(t).body for t in (text, new))
    assert new[new_body:] == text[old_body:]
    assert lines_of(new) - lines_of(text) == set() or touched(found, text, new)


def lines_of(text: str) -> set[str]:
    return set(re.split(r"\r?\n", text))


def touched(found: tuple[Diagnostic, ...], text: str, new: str) -> bool:
    """Whether the lines that are new are those in which something was found."""
    places = {n for d in found if d.mendable for edit in d.edits for n in _lines(text, edit.span)}
    at = 1
    for tag, i1, i2, _, _ in difflib.SequenceMatcher(
        None, text.split("\n"), new.split("\n"), autojunk=False
    ).get_opcodes():
        if tag == "replace" and not places & set(range(i1 + at, i2 + at)):
            return False
    return True


def _lines(text: str, span: tuple[int, int]) -> range:
    return range(text.count("\n", 0, span[0]) + 1, text.count("\n", 0, span[1]) + 2)
