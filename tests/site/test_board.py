"""The board: columns, limits, cards."""

from __future__ import annotations

import json
from datetime import date

from tests.history.flow.support import at, chronicle, life
from tests.site.support import material, note, page


def task(number: int, status: str, more: str = "", title: str = "") -> str:
    return note(
        f"id: TASK-{number:04d}\ntype: task\ntitle: {title or f'Try idea {number}'}\nstatus: {status}\n"
        f"created: 2026-11-{1 + number % 20:02d}\n{more}"
    )


def board(tmp_path, tasks, settings=""):
    files = {f"backlog/TASK-{n:04d}.md": text for n, text in enumerate(tasks, 1)}
    return page(material(tmp_path, {"kb.toml": settings, **files}), "board.md")


def test_columns_stand_in_the_order_of_the_workflow_with_counts_and_limits(tmp_path):
    found = board(
        tmp_path, [task(1, "doing"), task(2, "doing"), task(3, "idea")], "[workflow.wip]\ndoing = 1\n"
    )
    heads = [column.one("header").text for column in found.all("section", "kb-column")]
    assert heads == [
        "idea 1",
        "backlog 0",
        "ready 0",
        "doing 2 of 1 over the limit",
        "review 0",
        "done 0",
        "dropped 0",
    ]
    over = [column.attributes["data-state"] for column in found.all("section", "kb-column", data_over="")]
    assert over == ["doing"]


def test_a_card_says_what_one_must_know_before_pulling(tmp_path):
    found = board(
        tmp_path,
        [
            task(
                1,
                "doing",
                "assignee: analyst\nresearch: data\ngoal: GOAL-0001\ntags: [encoding, baseline]\n"
                "expectation: {gain: 4, confidence: 0.7}\nsmart: {achievable: {effort_days: 6}}\n"
                "blocked: {since: 2026-11-13, reason: no access, by: [TASK-0002]}\n",
            ),
            task(2, "ready"),
        ],
    )
    card = found.one("li", "kb-card", data_id="TASK-0001")
    assert card.one("span", "kb-card__score").text == "0.47"
    assert card.one("p", "kb-card__blocked").text == "blocked 11 d: no access"
    assert "data-blocked" in card.attributes
    assert card.attributes["data-goal"] == "GOAL-0001"
    assert card.attributes["data-tags"] == "encoding baseline"
    assert card.one("p", "kb-card__meta").text == "analyst data 22 d"
    assert card.one("a", "kb-card__title").attributes["href"] == "../r/TASK-0001/"


def test_a_card_that_waits_says_for_what(tmp_path):
    found = board(tmp_path, [task(1, "backlog", "depends_on: [TASK-0002]\n"), task(2, "ready")])
    assert found.one("p", "kb-card__waits").text == "waits for TASK-0002"


def test_what_has_ended_is_short_newest_first_and_leads_on(tmp_path):
    found = board(tmp_path, [task(n, "done") for n in range(1, 31)])
    column = found.one("section", "kb-column", data_state="done")
    assert column.one("span", "kb-column__count").text == "30"
    shown = [card.attributes["data-id"] for card in column.all("li", "kb-card")]
    assert len(shown) == 8
    assert shown[0] == "TASK-0019"  # written down on 20 November, the last day of all
    assert column.one("p", "kb-column__empty").text == "22 more"
    assert column.one("p", "kb-column__empty").hrefs == ["../finished/"]


def test_what_ended_last_stands_first_with_its_day_and_what_the_history_does_not_show_after_it(tmp_path):
    lives = [
        life(f"TASK-000{n}", [(at(f"2026-11-0{n}"), "doing"), (at(f"2026-11-{day}"), "done")])
        for n, day in ((1, 10), (2, 12))
    ]
    files = {f"backlog/TASK-000{n}.md": task(n, "done") for n in (1, 2, 3)}
    found = material(tmp_path, {"kb.toml": "", **files}, today=date(2026, 11, 23), chronicle=chronicle(lives))
    cards = page(found, "board.md").one("section", "kb-column", data_state="done").all("li", "kb-card")
    assert [(card.attributes["data-id"], card.one("p", "kb-card__meta").text) for card in cards] == [
        ("TASK-0002", "12 Nov 2026"), ("TASK-0001", "10 Nov 2026"), ("TASK-0003", ""),
    ]  # fmt: skip


def test_a_column_of_hundreds_leads_to_the_backlog(tmp_path):
    found = board(tmp_path, [task(n, "idea") for n in range(1, 104)])
    column = found.one("section", "kb-column", data_state="idea")
    assert len(column.all("li", "kb-card")) == 60
    more = column.one("p", "kb-column__empty")
    assert (more.text, more.hrefs, more.attributes["data-kb-more"]) == ("43 more", ["../backlog/"], "idea")


def test_labels_of_goals_are_data(tmp_path):
    tasks = {"backlog/TASK-0001.md": task(1, "idea", "goal: GOAL-0001\n")}
    goal = note(
        "id: GOAL-0001\ntype: goal\ntitle: '\"></section><b>'\nstatus: active\ncreated: 2026-01-01\nowner: data-lead"
    )
    found = page(material(tmp_path, {**tasks, "research/goals/GOAL-0001.md": goal}), "board.md")
    assert json.loads(found.one("section", "kb-board").attributes["data-kb-labels"]) == {
        "GOAL-0001": '"></section><b>'
    }


def test_states_of_ones_own(tmp_path):
    settings = (
        '[workflow]\nstates = ["todo", "now", "over"]\nstarted = "now"\nfinished = ["over"]\n'
        '[workflow.transitions]\ntodo = ["now"]\nnow = ["over"]\nover = []\n'
        "[workflow.wip]\n[workflow.wip_per_person]\n[workflow.ready]\nrequires = []\n"
    )
    found = board(tmp_path, [task(1, "now"), task(2, "over")], settings)
    assert [c.attributes["data-state"] for c in found.all("section", "kb-column")] == ["todo", "now", "over"]


def test_the_example(teaching):
    found = page(teaching, "board.md")
    counts = {
        c.attributes["data-state"]: c.one("span", "kb-column__count").text
        for c in found.all("section", "kb-column")
    }
    assert counts == {
        "idea": "1", "backlog": "4", "ready": "4", "doing": "4 of 6", "review": "2 of 3", "done": "20", "dropped": "1",
    }  # fmt: skip
