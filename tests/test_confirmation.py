"""What a citation is confirmed against: written otherwise is the same, said otherwise is not, on every machine."""

from pathlib import Path

import pytest

from kb.base import Document, read
from kb.config import Config, parse
from kb.confirmation import differences, is_digest, is_known, said, same_words
from kb.record import Record
from kb.records import registry
from kb.text.source import Source

TYPES = registry(Config())
RECORDS = Path(__file__).parent / "digests"

RISK = """\
---
id: RISK-0001
type: risk
title: Drift
status: open
created: 2026-05-04
likelihood: 2
impact: 3
mitigated_by: [TASK-0001, TASK-0002]
---

One.

Two, and a table:

| a | b |
|---|---|
| 1 | 2 |
"""
EXPERIMENT = """\
---
id: EXP-0001
type: experiment
title: Day windows
status: concluded
created: 2026-05-04
date: 2026-05-04T12:00:00+02:00
metrics:
  roc_auc:
    test: 0.80
data:
  test: {uri: data/test.csv, rows: 100}
model:
  params: {depth: 3, version: "1.10", rate: 0.10}
outcome: supported
conclusion: The café's windows hold.
---
"""
TASK = """\
---
id: TASK-0001
type: task
title: Test day windows
status: doing
created: 2026-05-04
smart:
  specific: measure it
  measurable: {metric: roc_auc, dataset: test, target: 0.8}
---
"""


def document(text: str, settings: str = "") -> Document:
    types = registry(parse(settings)) if settings else TYPES
    return read(Source("research/X.md", text), types)


def record(text: str) -> Record:
    found = document(text).record
    assert found is not None
    return found


# -- the published form --------------------------------------------------------------------------------

# These values are written in records of people: neither they nor the records may change. A new form gets a new version.
GOLDEN = {
    "change": "v1-bf9f061ad67c",
    "decision": "v1-2425e30ba02d",
    "experiment": "v1-a2df900ebb58",
    "goal": "v1-0f73e3d6fabe",
    "privacy": "v1-b1057dbf6b0f",
    "product": "v1-a84a78bd832c",
    "review": "v1-2a988c1189c5",
    "risk": "v1-68910e501935",
    "stack": "v1-0a36d3f60afb",
    "task": "v1-624822500e93",
}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_digest_of_a_record_never_changes(name: str) -> None:
    text = (RECORDS / f"{name}.md").read_text(encoding="utf-8")
    assert document(text).digest == GOLDEN[name]


def test_every_type_has_a_digest_that_never_changes() -> None:
    assert set(GOLDEN) == set(TYPES)


def test_the_form_is_as_it_is_described() -> None:
    import hashlib

    front = (
        '{"conclusion":"The café\'s windows hold.","data":{"test":{"rows":100,"uri":"data/test.csv"}},'
        '"date":"2026-05-04T10:00:00+00:00","metrics":{"roc_auc":{"test":0.8}},'
        '"model":{"params":{"depth":3,"rate":0.1,"version":"1.10"}},"outcome":"supported","status":"concluded",'
        '"title":"Day windows","type":"experiment"}'
    )
    whole = f"{front}\nIn two words: it holds."
    expected = hashlib.sha256(whole.encode()).hexdigest()[:12]
    assert document(EXPERIMENT + "\nIn two words:\n  it holds.\n").digest == f"v1-{expected}"


@pytest.mark.parametrize(
    ("text", "form", "known"),
    [
        ("v1-0123456789ab", True, True),
        ("v2-0123456789ab", True, False),
        ("v1-0123456789AB", False, False),
        ("v1-0123456789abc", False, False),
        ("0123456789ab", False, False),
        ("v0-0123456789ab", False, False),
        ("v1-0123456789ab\n", False, False),
        ("", False, False),
    ],
)
def test_a_digest_is_known_by_its_form(text: str, form: bool, known: bool) -> None:
    assert (is_digest(text), is_known(text)) == (form, known)


def test_what_is_no_record_has_no_digest() -> None:
    assert document("---\nid: RISK-0001\ntitle: [\n---\n").digest is None
    assert document(RISK.replace("status: open", "status: gone")).digest is None


# -- written otherwise ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Drift", 'title: "Drift"'),
        ("title: Drift", "title: >-\n  Drift"),
        ("title: Drift", "title:   Drift  # it does"),
        ("id: RISK-0001\ntype: risk\n", "# first\ntype: risk\nid: RISK-0001\n"),
        ("id: RISK-0001", "id: RISK-0002"),  # its number is no part of what it says
        ("created: 2026-05-04", "created: 2026-05-05\nowner: analyst\nx-mark: 1"),
        ("created: 2026-05-04\n", "created: 2026-05-04\ntags: [new]\nreview_by: 2027-01-01\n"),
        ("created: 2026-05-04\n", "created: 2026-05-04\nallow: [EX001]\nallow_reason: x\ncontributors: [a]\n"),
        ("created: 2026-05-04\n", "created: 2026-05-04\nreviewed: {EXP-0001: abc}\n"),
        ("created: 2026-05-04\n", "created: 2026-05-04\nvisibility: restricted\nrelated: [EXP-0001]\n"),
        ("[TASK-0001, TASK-0002]", "\n  - TASK-0002\n  - TASK-0001"),
        ("likelihood: 2", "likelihood: 2.0"),
        ("One.\n", "One.  \n"),
        ("One.\n\nTwo, and", "\n\n\nOne.\nTwo,\nand"),
        ("| a | b |", "| a   |  b |"),
        ("| 2 |\n", "| 2 |\n\n\n"),
        ("\n", "\r\n"),
        ("---\nid", "\ufeff---\nid"),
    ],
)  # fmt: skip
def test_what_is_written_otherwise_keeps_the_digest(old: str, new: str) -> None:
    assert old in RISK
    assert document(RISK.replace(old, new)).digest == document(RISK).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("test: 0.80", "test: 0.8"),
        ("test: 0.80", "test: 8e-1"),
        ("12:00:00+02:00", "10:00:00Z"),
        ("depth: 3", "depth: 3.0"),
        ("rate: 0.10", "rate: 0.1"),
        ("café", "cafe\u0301"),
        ("outcome: supported", "outcome: supported\nreproductions:\n  - {on: 2026-06-01, verdict: match}"),
        ("outcome: supported", "outcome: supported\nrun: {tracker: mlflow, id: abc}"),
        ("outcome: supported", "outcome: supported\nreproducibility: {runs_clean: true}"),
        ("outcome: supported", "outcome: supported\nseeds: []"),
    ],
)
def test_the_same_result_keeps_the_digest(old: str, new: str) -> None:
    assert old in EXPERIMENT
    assert document(EXPERIMENT.replace(old, new)).digest == document(EXPERIMENT).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: doing", "status: done"),
        ("status: doing", "status: doing\nassignee: analyst\nrank: 3"),
        ("status: doing", "status: doing\nexpectation: {gain: 3, confidence: 0.5}"),
        ("status: doing", "status: doing\nblocked: {since: 2026-05-05, reason: no data}"),
        ("  specific: measure it\n", "  specific: measure it\n  achievable: {effort_days: 3}\n"),
        ("  specific: measure it\n", "  specific: measure it\n  time_bound: 2026-07-01\n"),
        ("target: 0.8", "target: 0.8, direction: higher"),
    ],
)
def test_the_plan_of_a_task_is_no_part_of_what_it_says(old: str, new: str) -> None:
    assert old in TASK
    assert document(TASK.replace(old, new)).digest == document(TASK).digest


# -- said otherwise ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (RISK, "title: Drift", "title: drift"),
        (RISK, "status: open", "status: closed"),
        (RISK, "likelihood: 2", "likelihood: 3"),
        (RISK, "[TASK-0001, TASK-0002]", "[TASK-0001]"),
        (RISK, "One.", "One"),
        (RISK, "One.", "O ne."),
        (RISK, "| 1 | 2 |", "| 1 | 3 |"),
        (EXPERIMENT, "test: 0.80", "test: 0.81"),
        (EXPERIMENT, "test: 0.80", "test: {mean: 0.80, std: 0.01}"),
        (EXPERIMENT, '"1.10"', '"1.1"'),
        (EXPERIMENT, "depth: 3", 'depth: "3"'),
        (EXPERIMENT, "outcome: supported", "outcome: refuted"),
        (EXPERIMENT, "hold.", "do not hold."),
        (EXPERIMENT, "status: concluded", "status: invalid"),
        (EXPERIMENT, "rows: 100", "rows: 101"),
        (EXPERIMENT, "outcome: supported", "outcome: supported\nreproductions:\n  - {on: 2026-06-01, verdict: drift}"),
        (TASK, "target: 0.8", "target: 0.7"),
        (TASK, "target: 0.8", "target: 0.8, direction: lower"),
        (TASK, "specific: measure it", "specific: guess it"),
    ],
)  # fmt: skip
def test_what_is_said_otherwise_changes_it(text: str, old: str, new: str) -> None:
    assert old in text
    changed = document(text.replace(old, new))
    assert changed.record is not None
    assert changed.digest != document(text).digest


def test_fields_of_the_teams_own_count() -> None:
    settings = '[types.risk.fields]\nwatched = {type = "text"}\nasks = {type = "link", many = true}\n'
    plain = document(RISK, settings)
    assert plain.digest == document(RISK).digest
    told = RISK.replace("impact: 3", "impact: 3\nwatched: weekly\nasks: [TASK-0003, TASK-0004]")
    turned = told.replace("[TASK-0003, TASK-0004]", "[TASK-0004, TASK-0003]")
    assert document(told, settings).digest == document(turned, settings).digest != plain.digest


# -- what is different ---------------------------------------------------------------------------------


def test_differences_name_the_fields_and_both_values() -> None:
    now = EXPERIMENT.replace("0.80", "0.81").replace("outcome: supported\n", "seeds: [1, 2]\n")
    assert differences(record(EXPERIMENT), record(now)) == [
        ("seeds", None, [1, 2]),
        ("metrics.roc_auc.test", 0.8, 0.81),
        ("outcome", "supported", None),
    ]
    assert (
        differences(
            record(EXPERIMENT), record(EXPERIMENT.replace("created: 2026-05-04", "created: 2026-06-01"))
        )
        == []
    )


def test_items_of_lists_are_named_as_people_name_them() -> None:
    text = (
        RISK.replace("RISK-0001", "DEC-0001")
        .replace("type: risk", "type: decision")
        .partition("likelihood")[0]
    )
    text = text.replace("open", "accepted") + "options:\n  - {name: one, summary: fast}\n---\n"
    now = record(text.replace("fast", "slow"))
    assert differences(record(text), now) == [("options.one.summary", "fast", "slow")]


def test_words_are_compared_without_white_space() -> None:
    assert same_words("One.\n\n  Two.\n", "One. Two.")
    assert not same_words("One.", "One")


def test_what_is_compared_is_json() -> None:
    import json

    for name in GOLDEN:
        text = (RECORDS / f"{name}.md").read_text(encoding="utf-8")
        told = said(record(text))
        assert json.loads(json.dumps(told)) == told
        assert "reviewed" not in told


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_moment_that_has_no_name_in_utc_is_taken_as_it_is_written(moment: str) -> None:
    found = document(EXPERIMENT.replace("2026-05-04T12:00:00+02:00", moment))
    assert found.record is not None
    assert found.digest is not None
    assert said(found.record)["date"] == moment
