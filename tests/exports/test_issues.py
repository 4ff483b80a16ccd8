"""Tasks as issues: the columns that GitLab reads and the bodies that GitHub takes, in which nothing acts."""

import csv
import io
import json
import re

import jsonschema
import pytest

from kb.errors import KbError
from tests.exports.support import NASTY, export, record

# What `POST /repos/{owner}/{repo}/issues` takes, as far as it is used here; a title has at most 256 characters.
BODY = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title"],
    "properties": {
        "title": {"type": "string", "minLength": 1, "maxLength": 256},
        "body": {"type": "string", "maxLength": 65536},
        "labels": {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": 50}},
    },
}
# The columns that GitLab imports; the first two have to be there.
COLUMNS = ("title", "description", "due_date", "milestone", "type")

FIELDS = """\
goal: GOAL-0001
tags: [windows]
assignee: kim
integrates: [EXP-0001, DEC-0001, REV-0001]
smart:
  specific: move the windows into the job
  measurable: {metric: roc_auc, dataset: test, baseline: 0.78, target: 0.8}
  achievable: {effort_days: 3, needs: [a server]}
  relevant: a script keeps no customer
  time_bound: 2026-12-31"""
FILES = {
    "backlog/TASK-0001.md": record(
        "TASK-0001", FIELDS, title="Bring it in", body="\nAs [[EXP-0001|measured]], see [[DEC-0001]].\n"
    ),
    "backlog/TASK-0002.md": record("TASK-0002", "integrates: [EXP-0001]", status="done"),
    "backlog/TASK-0003.md": record("TASK-0003", title="Something else"),
    "research/GOAL-0001.md": record("GOAL-0001", title="Keep customers"),
    "research/EXP-0001.md": record(
        "EXP-0001",
        "conclusion: It helps.\nmetrics: {roc_auc: {test: {mean: 0.8123, n: 5}, cv: 0.8}}\ncode: {commit: 1a2b}",
        title="Day windows",
    ),
    "research/DEC-0001.md": record("DEC-0001", "chosen: windows", title="Use windows"),
    "research/REV-0001.md": record("REV-0001", "recommends: [Prophet]", title="Which framework?"),
}  # fmt: skip
DESCRIPTION = """\
TASK-0001 of Knowledge base

- **What:** move the windows into the job
- **Done when:** roc_auc on test is at least 0.8 (before: 0.78)
- **Why:** a script keeps no customer
- **Effort:** 3 days
- **Needs:** a server
- **Due:** 2026-12-31

**Goal:** GOAL-0001 Keep customers

**Brings in:**

- EXP-0001 Day windows: It helps; roc_auc 0.8123 on test, 0.8 on cv; commit 1a2b
- DEC-0001 Use windows: chosen: windows
- REV-0001 Which framework?: recommends Prophet

As measured, see DEC-0001."""


def gitlab(files: dict[str, str], *ids: str) -> list[dict[str, str]]:
    text = export("issues", files, *ids, for_="gitlab")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    header = text.split("\r\n", 1)[0].split(",")
    assert set(header) <= set(COLUMNS)
    assert header[:2] == ["title", "description"]
    for row in rows:
        assert row["title"]
        assert re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})?", row["due_date"])
    return rows


def github(files: dict[str, str], *ids: str) -> list[dict[str, object]]:
    text = export("issues", files, *ids, for_="github")
    assert text == "" or text.endswith("\n")
    found = [json.loads(line) for line in text.split("\n")[:-1]]
    for one in found:
        jsonschema.validate(one, BODY)
    return found


def test_open_tasks_that_integrate_something_are_issues_of_gitlab() -> None:
    assert gitlab(FILES) == [{"title": "Bring it in", "description": DESCRIPTION, "due_date": "2026-12-31"}]


def test_and_of_github() -> None:
    assert github(FILES) == [{"title": "Bring it in", "body": DESCRIPTION, "labels": ["windows"]}]


def test_ids_ask_for_other_tasks() -> None:
    (found,) = github(FILES, "TASK-0003")
    assert found == {"title": "Something else", "body": "TASK-0003 of Knowledge base", "labels": []}
    assert gitlab(FILES, "TASK-0003")[0]["due_date"] == ""


def test_what_is_no_task_is_refused() -> None:
    with pytest.raises(KbError, match="EXP-0001 is an experiment, not a task"):
        github(FILES, "EXP-0001")


def test_nothing_to_bring_in_is_a_header_and_nothing() -> None:
    assert gitlab({"backlog/TASK-0001.md": record("TASK-0001")}) == []
    assert github({"backlog/TASK-0001.md": record("TASK-0001")}) == []


@pytest.mark.parametrize("platform", [None, "gitea"])
def test_a_code_host_has_to_be_named(platform: str | None) -> None:
    options = {"for_": platform} if platform is not None else {}
    with pytest.raises(KbError, match="which code host"):
        export("issues", FILES, **options)


def test_a_target_that_nobody_agreed_on_is_not_invented() -> None:
    task = record(
        "TASK-0001", "integrates: [EXP-0001]\nsmart: {measurable: {metric: roc_auc, dataset: test}}"
    )
    (found,) = github({"backlog/TASK-0001.md": task})
    assert "roc_auc on test: the target is still to be agreed" in str(found["body"])


def test_nothing_in_a_description_acts() -> None:
    body = "\n/close\n  /assign @kim\n\nSee `@code` and mail a@b.example, ask @kim or @team/all.\n"
    body += "\n```\n/close @kim\n```\n"
    (found,) = github({"a.md": record("TASK-0001", "integrates: [EXP-0001]\nhypothesis: x", body=body)})
    said = str(found["body"])
    assert "\n\\/close\n  \\/assign `@kim`\n" in said
    assert "See `@code` and mail a@b.example, ask `@kim` or `@team/all.`" in said
    assert "```\n/close @kim\n```" in said


def test_what_was_for_the_writer_is_left_out() -> None:
    body = "\nOne. <!-- a\nhint -->\n\n<!-- another -->\n\nTwo.\n\n```html\n<!-- shown -->\n```\n"
    (found,) = github({"a.md": record("TASK-0001", "integrates: [EXP-0001]", body=body)})
    assert str(found["body"]).endswith("One. \n\nTwo.\n\n```html\n<!-- shown -->\n```")


def test_a_long_text_is_cut_where_github_would_refuse_it() -> None:
    (found,) = github({"a.md": record("TASK-0001", "integrates: [EXP-0001]", body="x" * 70_000)})
    assert str(found["body"]).endswith("x…")


def test_a_title_is_no_formula_in_a_spreadsheet() -> None:
    (found,) = gitlab({"a.md": record("TASK-0001", "integrates: [EXP-0001]", title="=1+1")})
    assert found["title"] == "'=1+1"


def test_any_title_comes_out_again() -> None:
    assert github({"a.md": record("TASK-0001", "integrates: [EXP-0001]", title=NASTY)})[0]["title"] == NASTY
    assert gitlab({"a.md": record("TASK-0001", "integrates: [EXP-0001]", title=NASTY)})[0]["title"] == NASTY
