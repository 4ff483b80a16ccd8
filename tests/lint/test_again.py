"""An edit judged by itself: when it is said that the findings stand, they are those of the whole base."""

import random
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kb import base as bases
from kb import config
from kb.base import Document, KnowledgeBase, read
from kb.graph import Graph
from kb.lint.again import World
from kb.lint.engine import all_rules
from kb.lint.engine import judge as run
from kb.lint.facts import Edited, Shelf, Skeleton, facts_of, packed, plain
from kb.lint.reach import reach_of
from kb.lint.rule import SKELETON, Context, Finding, Rule
from kb.lint.select import select
from kb.text.source import Source
from tests.lint import support
from tests.lint.test_cases import collected, files_of

_KEY = re.compile(r"^([a-z_]+):", re.MULTILINE)


def test_every_rule_says_how_far_it_looks() -> None:
    """Or each edit costs the whole base; see `kb.lint.rule.Views`."""
    assert [rule.code for rule in all_rules() if rule.views is None and not rule.needs] == []


# -- edits: a field becomes what it is in another record of the same type ------------------------------


def blocks(text: str) -> dict[str, str]:
    """The top-level fields of a front matter, each with the lines that belong to it."""
    if not text.startswith("---\n") or "\n---" not in text[3:]:
        return {}
    head = text[4 : text.index("\n---", 3) + 1]
    starts = [(m.start(), m[1]) for m in _KEY.finditer(head)]
    ends = [start for start, _ in starts[1:]] + [len(head)] * bool(starts)
    return {name: head[start:end] for (start, name), end in zip(starts, ends, strict=True)}


class Pool:
    """What the fields of each type look like in many records."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._said: dict[tuple[str, str], list[str]] = {}
        for text in texts:
            found = blocks(text)
            for name, block in found.items():
                said = self._said.setdefault((found.get("type", ""), name), [])
                if block not in said:
                    said.append(block)

    def edited(self, text: str, dice: random.Random) -> str:
        """A text with one or two fields changed, left out or added; ids, links and types are seldom touched."""
        for _ in range(dice.choice((1, 1, 2))):
            text = self._once(text, dice)
        return text

    def states(self, text: str) -> Iterator[str]:
        """A text in every state that a record of its type has somewhere."""
        found = blocks(text)
        for block in self._said.get((found.get("type", ""), "status"), ()):
            yield text.replace(found.get("status", "\0"), block, 1)

    def _once(self, text: str, dice: random.Random) -> str:
        found = blocks(text)
        known = [name for type_, name in self._said if type_ == found.get("type")]
        names = [name for name in known if name not in ("id", "type", "goal", "task")] or known
        if not names:
            return text
        name = "status" if dice.random() < 0.3 else dice.choice(names)
        new = dice.choice(self._said.get((found["type"], name), [""])) if dice.random() < 0.85 else ""
        if name in found:
            return text.replace(found[name], new, 1)
        before = dice.choice(list(found.values()))
        return text.replace(before, before + new, 1)


@pytest.fixture(scope="module")
def pool() -> Pool:
    return Pool(
        text
        for case in collected()
        for text in case.values[1].get("files", {}).values()
        if isinstance(text, str)
    )


# -- what must hold --------------------------------------------------------------------------------


class Base:
    """A base that is judged as a whole, and edited."""

    def __init__(self, folder: Path, today: date) -> None:
        self.folder, self.today = folder, today
        self.located = config.read(folder)
        self.base = bases.load(self.located, keep_text=False)
        self.found = self.by_rule(self.base)
        self.told = [d.path for d in self.base.documents if d.source.told]
        self.asked = [d.path for d in self.base.documents if d.source.asked]
        self.counts: Counter[str] = Counter()

    def by_rule(self, base: KnowledgeBase) -> dict[str, set[Any]]:
        """The findings of each rule, with all that belongs to them."""
        found = run(
            Context(base, Graph(base), self.today), select(all_rules(), base.config.lint, chosen=["ALL"])
        )
        by_rule: dict[str, set[Any]] = {rule.code: set() for rule in all_rules()}
        for diagnostic in found.diagnostics:
            by_rule[diagnostic.code].add(diagnostic)
        return by_rule

    def skeleton(self) -> Skeleton:
        documents = self.base.documents
        retired = {name: entry.type.retired for name, entry in self.base.types.items()}
        workflow = self.base.config.workflow.workflow()
        return Skeleton([d.path for d in documents], shelf(documents), workflow, retired)

    def check(self, number: int, text: str) -> None:
        """Edit a file; what is said of the edit by itself holds, and every rule looks no further than it says."""
        before = self.base.documents[number]
        path = self.folder / before.path
        kept = path.read_bytes()
        after = read(Source(before.path, text), self.base.types)
        if named(before) != named(after) or text.encode() == kept:
            return
        path.write_bytes(text.encode())
        try:
            self._hold(number, before, after)
        finally:
            path.write_bytes(kept)

    def _hold(self, number: int, before: Document, after: Document) -> None:
        now = self.by_rule(bases.load(self.located, keep_text=False))
        silent = [rule for rule in all_rules() if not self.found[rule.code]]
        for rules, told in ((all_rules(), self.told), (silent, ())):
            world = World(
                self.folder, self.located.config, self.base.types, self.skeleton(), told, self.asked
            )
            said = [reach_of(rule) for rule in rules]
            stands = plain(self.base.documents) and world.stands({number: after}, said, self.today)
            same = all(now[rule.code] == self.found[rule.code] for rule in rules)
            self.counts["stands" if stands else "same" if same else "differs"] += 1
            assert same or not stands, (before.path, after.source.text)
        self._looks(before, after, now)

    def _looks(self, before: Document, after: Document, now: dict[str, set[Any]]) -> None:
        """Findings about records that do not see the edited one are the same, rule by rule."""
        skeleton = self.skeleton()
        old, new = facts_of(before), facts_of(after)
        if not plain(self.base.documents) or (old.id, old.type, old.links, True) != (
            new.id,
            new.type,
            new.links,
            new.readable,
        ):
            return
        if after.problems or after.sightings or before.path in self.told or old.allows or new.allows:
            return
        edit = Edited(old, new, skeleton)
        for rule in all_rules():
            if not rule.unmoved(edit):
                continue
            near = {before.path}
            if rule.views != SKELETON:
                chains = set(reach_of(rule).chains)
                near |= {skeleton.paths[n] for n in skeleton.seen_by(before.id or "", chains)}
            was = {d for d in self.found[rule.code] if d.path not in near}
            is_ = {d for d in now[rule.code] if d.path not in near}
            assert was == is_, f"{rule.code} looks further than it says: {after.source.text}"


def shelf(documents: Sequence[Document]) -> Shelf:
    """The facts of some documents, few to a piece, so that an edit lays out some pieces and leaves others."""
    return Shelf(list(packed(map(facts_of, documents), 3)), [d.id for d in documents], 3)


def named(document: Document) -> tuple[Sequence[str], Sequence[str]]:
    """What a body names, in order, as the imprint of a text has it."""
    return [m.target for m in document.links if m.kind == "mentions"], [h.target for h in document.hrefs]


def edited_cases(
    pool: Pool, every: int, turn: int, tmp_path: Path, codes: Sequence[str] = ()
) -> Counter[str]:
    counts: Counter[str] = Counter()
    for number, parameters in enumerate(collected()):
        code, case = parameters.values
        dice = random.Random(zlib.crc32(f"{turn} {code} {parameters.id}".encode()))
        if dice.randrange(every) or (codes and code not in codes):
            continue
        folder = tmp_path / str(number)
        support.build(folder, files_of(case), case.get("config") or "")
        base = Base(folder, date.fromisoformat(str(case.get("today") or support.TODAY)))
        for place, document in enumerate(base.base.documents):
            text = document.source.text
            edits = pool.states(text) if codes else (pool.edited(text, dice) for _ in range(3))
            for edit in edits:
                base.check(place, edit)
        counts += base.counts
    return counts


def test_edits_of_some_cases_are_judged_as_the_whole_base_is(pool: Pool, tmp_path: Path) -> None:
    counts = edited_cases(pool, 16, 0, tmp_path)
    assert counts["stands"] > 20, counts
    assert counts["differs"] > 20, counts


LOOKING = [rule.code for rule in all_rules() if rule.views and rule.views != SKELETON]


@pytest.mark.parametrize(
    "code",
    [code if code in ("KB009", "RK004") else pytest.param(code, marks=pytest.mark.soak) for code in LOOKING],
)
def test_a_rule_looks_no_further_than_it_says(code: str, pool: Pool, tmp_path: Path) -> None:
    """Whatever state a record of its cases is in."""
    assert edited_cases(pool, 1, 1, tmp_path, (code,))


class Curious(Rule):
    """Looks at words of tasks in one state only."""

    code = "ZZ001"
    name = "curious"
    views = ()

    def check(self, context: Context) -> Iterator[Finding]:
        for document, task in context.tasks:
            if task.status == "backlog" and "trouble" in document.body_text:
                yield Finding(document, ("id",), "there is trouble")


@pytest.mark.parametrize("asked", [False, True])
def test_words_that_nobody_looked_at_before_need_the_whole_base(asked: bool, tmp_path: Path) -> None:
    text = "---\nid: TASK-0001\ntype: task\ntitle: Ask\nstatus: idea\ncreated: 2026-01-05\n---\nWords.\n"
    path = "backlog/TASK-0001-ask.md"
    base = support.build(tmp_path, {path: text})
    skeleton = Skeleton([path], shelf(base.documents), base.config.workflow.workflow(), {})
    after = read(Source(path, text.replace("idea", "backlog")), base.types)
    world = World(tmp_path, base.config, base.types, skeleton, (), [path] if asked else ())
    assert world.stands({0: after}, [reach_of(Curious())], support.TODAY) is asked


@pytest.mark.soak
@pytest.mark.parametrize("turn", range(4))
def test_edits_of_all_cases_are_judged_as_the_whole_base_is(turn: int, pool: Pool, tmp_path: Path) -> None:
    counts = edited_cases(pool, 1, turn, tmp_path)
    print(counts)
    assert min(counts["stands"], counts["differs"]) > 200, counts
