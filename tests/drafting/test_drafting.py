"""New records: readable from the first moment, filled as asked, and compared with what is there."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kb import catalogues
from kb.base import KnowledgeBase, read
from kb.changing import parse
from kb.config import Config
from kb.drafting import Wish, alike, draft, home, values_of
from kb.errors import KbError
from kb.records import registry
from kb.text.source import Source
from tests.conftest import Finished

TODAY = date(2026, 3, 2)
TYPES = registry(Config())


@pytest.mark.parametrize("name", list(TYPES))
def test_a_new_record_of_each_type_is_readable_and_clean(
    name: str, kb_run: Callable[..., Finished], tmp_path: Path
) -> None:
    entry = TYPES[name]
    wish = Wish("Fewer customers: 20 % #1", TODAY, owner="data-lead")
    document = draft(entry, TYPES, Config(), f"{entry.type.prefix}-0001", wish)
    assert document.record is not None
    assert document.tidy
    assert document.record.status == entry.type.first_state
    assert document.path.startswith(f"{entry.type.folder}/{entry.type.prefix}-0001-fewer-customers")
    assert document.body_text.strip(), "a template says what to write"
    (tmp_path / "kb.toml").write_text("")
    file = tmp_path / document.path
    file.parent.mkdir(parents=True)
    file.write_text(document.source.text)
    done = kb_run(["lint", "--output-format", "json"], tmp_path)
    assert done.code == 0, done.out


@pytest.mark.parametrize("name", list(TYPES))
def test_the_words_on_fields_name_fields_of_the_type(name: str) -> None:
    """A template whose commented fields are uncommented still has fields that exist."""
    entry = TYPES[name]
    text = draft(
        entry, TYPES, Config(), f"{entry.type.prefix}-0001", Wish("x y", TODAY, owner="a")
    ).source.text
    head, body = text.split("---\n", 2)[1:]
    uncommented = "".join(
        line.replace("# ", "", 1) + "\n" if line.startswith("# ") else line + "\n"
        for line in head.splitlines()
    )
    found = read(Source("a.md", f"---\n{uncommented}---\n{body}"), TYPES)
    assert [p.message for p in found.problems if p.code not in ("FM005", "FM006")] == []


def test_a_type_of_the_teams_own_asks_for_its_required_fields() -> None:
    config = Config.model_validate(
        {
            "types": {
                "interview": {
                    "prefix": "INT",
                    "states": ["planned"],
                    "fields": {"who": {"type": "text", "required": True}},
                }
            }
        }
    )
    types = registry(config)
    with pytest.raises(KbError, match="`who` is missing") as refused:
        draft(types["interview"], types, config, "INT-0001", Wish("Talk", TODAY))
    assert refused.value.hint == "Give it with --set who=VALUE."
    made = draft(
        types["interview"], types, config, "INT-0001", Wish("Talk", TODAY, assignments=(parse("who=her"),))
    )
    assert made.source.text == (
        "---\nid: INT-0001\ntype: interview\ntitle: Talk\nstatus: planned\ncreated: 2026-03-02\nwho: her\n---\n"
    )
    assert made.path == "research/interviews/INT-0001-talk.md"


def test_records_go_where_records_are_read() -> None:
    assert home(TYPES["task"], Config(records=("kb/tasks", "kb/rest"))) == "kb/tasks"
    assert home(TYPES["goal"], Config(records=("kb/tasks", "kb/rest"))) == "kb/rest/goals"
    assert home(TYPES["goal"], Config(records=("research/goals",))) == "research/goals"


@pytest.mark.parametrize("title", ["", "two\nlines", "x" * 121, "right\u202eleft"])
def test_a_title_that_is_none_is_refused(title: str) -> None:
    with pytest.raises(KbError):
        draft(TYPES["task"], TYPES, Config(), "TASK-0001", Wish(title, TODAY))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([1], "not a JSON object"),
        ({"id": "TASK-0009"}, "brings an id"),
        ({"type": "goal"}, "is a goal, not a task"),
        ({"title": 3}, "`title` of the draft is not text"),
        ({"body": []}, "`body` of the draft is not text"),
    ],
)
def test_a_draft_that_is_none_is_refused(given: object, message: str) -> None:
    with pytest.raises(KbError, match=message):
        values_of(given, TYPES["task"])


def test_a_draft_keeps_its_body_and_dates() -> None:
    entry = TYPES["task"]
    title, values, body = values_of(
        {
            "title": "Try it",
            "type": "task",
            "quick_test": {"on": "2026-03-01", "finding": "2026-03-01"},
            "body": "One.\n\nTwo.\n",
        },
        entry,
    )
    assert title == "Try it"
    made = draft(entry, TYPES, Config(), "TASK-0001", Wish(title, TODAY, values=values, body=body))
    assert "  on: 2026-03-01\n  finding: '2026-03-01'\n---\n\nOne.\n\nTwo.\n" in made.source.text


TITLES = {
    "TASK-0001": ("task", "dropped", "Compare hash encoding with one-hot encoding of the shop"),
    "TASK-0002": ("task", "idea", "Measure the effect of date features"),
    "TASK-0003": ("task", "idea", "Set up the server for the weekly job"),
    "EXP-0001": ("experiment", "concluded", "One-hot encoding of shops compared to hashes"),
    "DEC-0001": ("decision", "accepted", "Compare hash encoding with one-hot encoding of the shop"),
}


def base_of_titles() -> KnowledgeBase:
    documents = []
    for id, (type_, status, title) in TITLES.items():
        more = "outcome: refuted\n" if type_ == "experiment" else ""
        text = f"---\nid: {id}\ntype: {type_}\ntitle: {title}\nstatus: {status}\ncreated: 2026-01-05\n{more}---\n"
        documents.append(read(Source(f"{id}.md", text), TYPES))
    assert all(d.record is not None for d in documents)
    return KnowledgeBase(Config(), TYPES, documents)


def test_what_was_dropped_or_refuted_is_found_again() -> None:
    found = alike(base_of_titles(), "task", "Compare the hash encodings with one-hot for shops")
    assert sorted((other.document.id, other.state) for other in found) == [
        ("EXP-0001", "refuted"),
        ("TASK-0001", "dropped"),
    ]


def test_another_idea_is_like_none() -> None:
    base = base_of_titles()
    for title in ("Load-test the weekly job", "Compare trackers", "Measure memory", "数据", "the of and"):
        assert alike(base, "task", title) == [], title


def test_the_same_title_is_found_whatever_its_case() -> None:
    (found,) = alike(base_of_titles(), "task", "MEASURE THE EFFECT OF DATE FEATURES")
    assert found.share == pytest.approx(1)


def test_the_catalogue_has_thirteen_risks_in_five_groups() -> None:
    risks = catalogues.risks()
    groups = [risk.group for risk in risks]
    assert {group: groups.count(group) for group in dict.fromkeys(groups)} == {
        "common": 3, "research": 2, "mvp": 3, "development": 3, "production": 2,
    }  # fmt: skip
    assert len({risk.slug for risk in risks}) == len(risks) == 13
    for risk in risks:
        values = {"group": risk.group, "trigger": risk.trigger, "solution": risk.solution}
        made = draft(TYPES["risk"], TYPES, Config(), "RISK-0001", Wish(risk.title, TODAY, values=values))
        assert made.record is not None
        assert catalogues.risk(str(risk.number)) is catalogues.risk(risk.slug) is risk
