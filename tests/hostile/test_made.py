"""Bases made out of the types: the models accept every record, and no rule raises or points outside of its text."""

from collections import Counter
from pathlib import Path

import pytest

from kb import base, config
from kb.base import KnowledgeBase
from kb.config import Config
from kb.diagnostics import Edit
from kb.lint.mend import mending
from kb.records import Registry, registry
from kb.text.source import Source
from tests.hostile.asking import TODAY, check, draw, judged, retold
from tests.hostile.making import Maker

HERE = Path(__file__).parent
SETTINGS = {
    "usual": Config(),
    "everything": config.parse((HERE / "everything.toml").read_text(encoding="utf-8")),
}
TYPES: dict[str, Registry] = {name: registry(settings) for name, settings in SETTINGS.items()}
TOGETHER = 25


def read(settings: str, files: dict[str, str]) -> KnowledgeBase:
    """The base of these files."""
    types = TYPES[settings]
    documents = [base.read(Source(path, text), types) for path, text in files.items()]
    return KnowledgeBase(SETTINGS[settings], types, documents)


def accepted(known: KnowledgeBase) -> int:
    """How many records there are; every one must have been read."""
    for document in known.documents:
        problems = [p for p in document.problems if not (p.code == "FM002" and "conflict" in p.message)]
        assert document.record is not None, (problems, document.source.text)
        assert not problems, (problems, document.source.text)
    return len(known.documents)


def earlier(maker: Maker, files: dict[str, str]) -> dict[str, str]:
    """The base as it may have been before: some records were not there, some were different, some had another name."""
    before = {}
    for path, text in files.items():
        id_ = "-".join(path.rpartition("/")[2].partition(".")[0].split("-")[:2])
        kind = maker.types.by_prefix[id_.partition("-")[0]].type.name
        chance = maker.random.random()
        if chance < 0.6:
            there, other = maker.file(kind, id_)
            before[there] = other
        elif chance < 0.9:
            before[path] = text
    gone = maker.random.choice(list(maker.types))
    path, text = maker.file(gone, f"{maker.types[gone].type.prefix}-{maker.random.randint(1, 99):04}")
    return {**before, path: text}


def mend(known: KnowledgeBase, settings: str, *, unsafe: bool) -> None:
    """Mend until there is nothing to mend; what that leaves can be read, and it comes to an end."""
    files = {document.path: document.source.text for document in known.documents}
    for _ in range(12):
        step = mending(judged(known), files.__contains__, unsafe=unsafe)
        if not step.findings:
            return
        files = {step.moves.get(path, path): text for path, text in edited(files, step.edits).items()}
        assert len(files) == len(known.documents)
        known = read(settings, files)
        accepted(known)
    pytest.fail(f"edits without an end: {step} in {files}")


def edited(files: dict[str, str], edits: list[Edit]) -> dict[str, str]:
    """The texts after these edits."""
    new = dict(files)
    for edit in sorted(set(edits), key=lambda edit: (edit.path, edit.span), reverse=True):
        text = new[edit.path]
        new[edit.path] = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return new


def round_of(maker: Maker, settings: str, *, ask: bool) -> int:
    """Make a base and judge it; how many records it had."""
    files = maker.files(maker.random.choice((1, 3, TOGETHER)))
    try:
        known = read(settings, files)
        count = accepted(known)
        previous = read(settings, earlier(maker, files))
        judged(known, previous)
        retold(previous, known)
        mend(known, settings, unsafe=ask)
        if ask:
            check(known)
            draw(known)
    except Exception as error:  # noqa: BLE001 - whatever it is, the input that did it must be told
        pytest.fail(f"{error!r} for {files!r}")
    return count


@pytest.mark.parametrize("settings", SETTINGS)
def test_made_records_are_read_and_judged_by_every_rule(settings: str) -> None:
    maker = Maker(20261128, TYPES[settings], TODAY)
    assert sum(round_of(maker, settings, ask=number % 10 == 0) for number in range(60)) > 400


def test_made_records_say_every_field_and_every_state() -> None:
    maker, seen, states = Maker(20261129, TYPES["everything"], TODAY), Counter[str](), set()
    for _ in range(40):
        for name, entry in maker.types.items():
            values = maker.record(entry, f"{entry.type.prefix}-0001")
            seen.update(f"{name}.{key}" for key in values)
            states.add((name, values["status"]))
    for name, entry in maker.types.items():
        assert [key for key in entry.order if not seen[f"{name}.{key}"]] == []
        assert {(name, state) for state in entry.type.states} <= states
