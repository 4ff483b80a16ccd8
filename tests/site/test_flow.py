"""The page of the flow: the numbers of small histories, counted by hand, and what is said where little is known."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest

from kb.history.lives import Chronicle, Life
from kb.site.charts import vega
from tests.history.flow.support import at, chronicle, life, moment, spell
from tests.site.support import Node, material, note, page

TODAY = date(2026, 11, 23)


def noon(day: str) -> datetime:
    return at(day)


def done(id: str, began: str, finished: str, **more) -> Life:
    """A task that was in work from one day to another."""
    before = noon(began) - timedelta(days=4)
    steps = [(before, "ready"), (noon(began), "doing"), (noon(finished), "done")]
    return life(id, steps, **more)


def several(n: int, cycle: int = 3) -> list[Life]:
    """So many tasks that took as many days, done one after another, the last one yesterday."""
    ends = [noon("2026-11-22") - timedelta(days=k) for k in range(n)]
    return [
        done(f"TASK-{k + 1:04d}", f"{end - timedelta(days=cycle - 1):%Y-%m-%d}", f"{end:%Y-%m-%d}")
        for k, end in enumerate(ends)
    ]


def records(lives: list[Life]) -> dict[str, str]:
    """The tasks of a history as they are now."""
    return {
        f"backlog/{one.id}.md": note(
            f"id: {one.id}\ntype: task\ntitle: Title of {one.id}\nstatus: {one.state}\ncreated: 2026-06-01"
            f"\nvisibility: {one.visibility}"
        )
        for one in lives
        if one.gone is None
    }


def drawn(tmp_path, lives: list[Life], *, toml: str = "", told: Chronicle | None = None, **options) -> Node:
    files = {**records(lives), "kb.toml": toml}
    found = material(tmp_path / "b", files, today=TODAY, chronicle=told or chronicle(lives), **options)
    return page(found, "flow.md")


def said(root: Node, title: str) -> str:
    return root.section(title).one("p", "kb-said").text


# -- what the charts say ------------------------------------------------------------------------------------


def test_cycle_times_are_told_by_percentiles_that_the_sample_carries(tmp_path):
    lives = [*several(7), done("TASK-0100", "2026-10-01", "2026-10-20")]
    root = drawn(tmp_path, lives)
    section = root.section("Cycle time")
    assert said(root, "Cycle time") == (
        "85 % of the 8 tasks done since 27 Sep 2026 took 3 days or less and 50 % took 3 days or less. "
        "8 are too few for more percentiles: the 95th takes 20."
    )
    assert section.one("span", "kb-aside").text == "n = 8 tasks"
    assert section.rows[-1] == ["TASK-0100 Title of TASK-0100", "1 Oct 2026", "20 Oct 2026", "20"]
    marks = section.one("svg").all("a")
    assert len(marks) == 8
    assert marks[0].attributes["href"] == "../r/TASK-0001/"
    assert marks[0].one("title").children == ["TASK-0001: 3 days, done 22 Nov 2026"]
    assert "50, 85 %: 3 d" in section.one("svg").text


def test_throughput_is_told_by_whole_weeks_and_empty_weeks_count(tmp_path):
    lives = [done("TASK-0001", "2026-10-14", "2026-10-20"), done("TASK-0002", "2026-11-02", "2026-11-05"),
             done("TASK-0003", "2026-11-03", "2026-11-06"), done("TASK-0004", "2026-11-20", "2026-11-23")]  # fmt: skip
    root = drawn(tmp_path, lives)
    # the history begins on Saturday 10 October and ends on Monday 23 November: six whole weeks from W42 to W47
    assert said(root, "Throughput") == (
        "The median of 6 whole weeks is 0 tasks; the fewest were 0, the most 2. This one has 1 so far."
    )
    assert [(row[0], row[2]) for row in root.section("Throughput").rows] == [
        ("2026-W48", "1"), ("2026-W47", "0"), ("2026-W46", "0"), ("2026-W45", "2"), ("2026-W44", "0"),
        ("2026-W43", "1"), ("2026-W42", "0"), ("2026-W41", "0"),
    ]  # fmt: skip


def test_age_is_held_against_what_is_expected_and_what_is_blocked_is_marked(tmp_path):
    lives = [
        life("TASK-0001", [(noon("2026-10-01"), "ready"), (noon("2026-11-01"), "doing")]),
        life(
            "TASK-0002", [(noon("2026-10-01"), "ready"), (noon("2026-11-20"), "doing")],
            blocked=(spell("2026-11-21 .. no data"),),
        ),
        life("TASK-0003", [(noon("2026-10-01"), "review")]),
    ]  # fmt: skip
    root = drawn(tmp_path, lives)
    section = root.section("Work item age")
    assert said(root, "Work item age") == (
        "3 tasks are in progress, 2 of them older than the 14 days within which 85 % should be done and 1 is blocked."
    )
    assert section.rows == [
        ["TASK-0003 Title of TASK-0003", "review", "older than expected", "≥ 54"],
        ["TASK-0001 Title of TASK-0001", "doing", "older than expected", "23"],
        ["TASK-0002 Title of TASK-0002", "doing", "blocked", "4"],
    ]
    names = [mark.one("title").children[0] for mark in section.one("svg").all("a")]
    assert names == [
        "TASK-0003: review, ≥ 54 days", "TASK-0001: doing, 23 days", "TASK-0002: doing, 4 days, blocked",
    ]  # fmt: skip
    assert "85 %: 14 d" in section.one("svg").text


def test_time_in_state_and_efficiency_leave_blocked_days_out(tmp_path):
    lives = [
        done("TASK-0001", "2026-11-01", "2026-11-10", blocked=(spell("2026-11-03 .. 2026-11-05 no data"),)),
        done("TASK-0002", "2026-11-01", "2026-11-10"),
    ]
    root = drawn(tmp_path, lives)
    assert said(root, "Time in state") == (
        "Flow efficiency is 90 %: of 20 days between start and finish of 2 tasks, 18 were in a started state and not "
        "blocked, 2 blocked."
    )
    assert root.section("Time in state").rows == [["ready", "2", "4", "–"], ["doing", "2", "10", "–"]]
    assert (
        said(root, "Blocked time") == "1 of 2 tasks stood blocked for 2 days in all between start and finish."
    )
    assert root.section("Blocked time").one("svg").all("a")[0].attributes["href"] == "../r/TASK-0001/"


def test_blocked_is_what_was_so_on_the_day_that_the_page_tells(tmp_path):
    ended = done("TASK-0001", "2026-11-01", "2026-11-10", blocked=(spell("2026-11-03 .. for ever"),))
    freed = life(
        "TASK-0002", [(noon("2026-10-01"), "ready"), (noon("2026-11-20"), "doing")],
        blocked=(spell("2026-11-21 .. 2026-11-30 no data"),),
    )  # fmt: skip
    root = drawn(tmp_path, [ended, freed])
    assert "and 1 is blocked." in said(root, "Work item age")
    assert [row[1] for row in root.section("Blocked time").rows] == ["done", "still blocked"]


def test_cumulative_flow_counts_states_at_the_ends_of_days(tmp_path):
    gone = life("TASK-0003", [(noon("2026-10-02"), "ready"), (noon("2026-11-02"), "dropped")])
    lives = [done("TASK-0001", "2026-10-10", "2026-10-20"), gone,
             life("TASK-0002", [(noon("2026-11-01"), "ready"), (noon("2026-11-12"), "doing")])]  # fmt: skip
    root = drawn(tmp_path, lives)
    section = root.section("Cumulative flow")
    assert said(root, "Cumulative flow") == (
        "On 23 Nov 2026 1 task was in progress; it was 0 on 26 Oct 2026. 1 task is done."
    )
    assert section.rows[:2] == [["23 Nov 2026", "0", "1", "1"], ["16 Nov 2026", "0", "1", "1"]]
    assert "Left out: 1 task given up." in section.text
    assert [item.text for item in section.one("ul", "kb-legend").all("li")] == ["ready", "doing", "done"]
    assert section.one("svg").attributes["role"] == "img"


# -- where little is known --------------------------------------------------------------------------------------


def test_without_a_history_the_page_says_why(tmp_path):
    root = drawn(tmp_path, several(1), told=Chronicle(untold="this folder is in no git repository"))
    assert "This folder is in no git repository." in root.text
    assert not root.all("svg")


def test_without_tasks_the_page_says_so(tmp_path):
    root = drawn(tmp_path, [])
    assert "No task yet" in root.text
    assert not root.all("svg")


def test_one_task_that_has_not_begun_makes_no_figures(tmp_path):
    root = drawn(tmp_path, [life("TASK-0001", [(noon("2026-11-23"), "idea")])])
    assert said(root, "Cycle time") == "No task is done yet whose start and end the history shows."
    assert said(root, "Throughput") == "No whole week is over yet; this one has 0 so far."
    assert said(root, "Work item age") == "Nothing is in progress."
    assert said(root, "Blocked time") == "No task was started yet whose start the history shows."
    assert not root.all("svg")
    assert [tile.text for tile in root.all("span", "kb-tile__value")] == ["–", "–", "–", "0", "0", "–"]


def test_a_shallow_clone_is_told_and_nothing_is_guessed(tmp_path):
    lives = [life("TASK-0001", [(noon("2026-11-01"), "doing"), (noon("2026-11-09"), "done")], cut=True)]
    root = drawn(tmp_path, lives, told=Chronicle(tuple(lives), cut=True))
    assert "Only the latest part of the history is here" in root.text
    assert said(root, "Cycle time") == "No task is done yet whose start and end the history shows."
    assert "the history of this clone begins with it in doing" in root.section(
        "What the history"
    ).text.replace("`", "")


def test_without_the_library_the_tables_stand_open(tmp_path, monkeypatch):
    monkeypatch.setattr(vega, "_is_there", lambda: False)
    root = drawn(tmp_path, several(8))
    assert not root.all("svg")
    assert 'pip install "research-kb[charts]"' in root.text
    opened = [node for node in root.all("details", "kb-data") if "open" in node.attributes]
    assert len(opened) == 4
    assert said(root, "Cycle time").startswith("85 % of the 8 tasks")


# -- who may see what, and how much -------------------------------------------------------------------------------


@pytest.mark.parametrize(("audience", "seen"), [("public", 1), ("internal", 2), ("restricted", 3)])
def test_tasks_that_an_audience_may_not_see_are_in_no_figure(tmp_path, audience, seen):
    lives = [
        done(
            f"TASK-000{n}", "2026-11-01", "2026-11-10", visibility=level,
            blocked=(spell("2026-11-03 .. 2026-11-05 x"),),
        )
        for n, level in enumerate(("public", "internal", "restricted"), 1)
    ]  # fmt: skip
    removed = life(
        "TASK-0009", [(noon("2026-10-01"), "doing")], visibility="restricted", gone=moment(noon("2026-11-02"))
    )
    root = drawn(tmp_path, [*lives, removed], audience=audience)
    assert (
        root.section("Cycle time").one("span", "kb-aside").text
        == f"n = {seen} {'task' if seen == 1 else 'tasks'}"
    )
    assert ("TASK-0009" in root.text) == (audience == "restricted")
    for n in range(seen + 1, 4):
        assert f"TASK-000{n}" not in str([*root.walk()])
    assert len(root.section("Blocked time").rows) == seen


def test_a_task_that_was_public_at_the_last_commit_and_is_not_any_more_is_in_no_figure(tmp_path):
    lives = several(2)
    files = records(lives)
    files["backlog/TASK-0002.md"] = files["backlog/TASK-0002.md"].replace("internal", "restricted")
    found = material(tmp_path / "b", files, today=TODAY, chronicle=chronicle(lives))
    root = page(found, "flow.md")
    assert root.section("Cycle time").one("span", "kb-aside").text == "n = 1 task"
    assert "TASK-0002" not in str([*root.walk()])


def test_states_and_ids_of_the_past_are_words(tmp_path):
    odd = "<script>alert(1)</script>"
    lives = [
        life(
            "TASK-0001",
            [(noon("2026-10-01"), odd), (noon("2026-11-01"), "doing"), (noon("2026-11-09"), "done")],
        ),
        life(
            odd,
            [(noon("2026-10-01"), "ready"), (noon("2026-11-01"), "doing")],
            gone=moment(noon("2026-11-02")),
        ),
    ]
    root = drawn(tmp_path, [lives[0]], told=chronicle(lives))
    assert not root.all("script")
    assert odd in root.text
    assert "other states" in root.section("Cumulative flow").text


def test_a_strict_policy_forbids_nothing_of_the_page(tmp_path):
    root = drawn(tmp_path, several(30))
    assert root.all("svg")
    assert not root.all("script") + root.all("style")
    for node in root.walk():
        assert not [name for name in node.attributes if name == "style" or name.startswith("on")], node


def test_the_page_stays_light_however_long_the_history(tmp_path):
    lives = [
        life(
            f"TASK-{n:04d}",
            [(noon("2024-01-01") + timedelta(days=n), "ready"), (noon("2024-01-03") + timedelta(days=n), "doing"),
             *([(noon("2024-01-03") + timedelta(days=n + n % 40), "done")] if n % 9 else [])],
            blocked=(spell("2024-01-01 .. for ever"),),
        )
        for n in range(1, 1000)
    ]  # fmt: skip
    found = material(tmp_path / "b", records(lives), today=TODAY, chronicle=chronicle(lives))
    from kb.site import builder

    html = next(each for each in builder.pages(found) if each.path == "flow.md").draw()
    assert len(html.encode()) < 70_000  # the frame of the theme adds 13,000
    assert "Drawn are the last 80 of 888; the percentiles are those of all." in html


@pytest.mark.skipif(not vega.able(), reason="what draws the charts is an extra")
def test_what_is_blocked_has_its_name_beside_it_among_others_of_its_age(tmp_path):
    lives = [
        life("TASK-0001", [(noon("2026-11-11"), "doing")]),
        life("TASK-0002", [(noon("2026-11-12"), "doing")], blocked=(spell("2026-11-15 .. for ever"),)),
        life("TASK-0003", [(noon("2026-11-16"), "doing")]),
    ]
    names = [each.text for each in drawn(tmp_path, lives).section("Work item age").one("svg").all("text")]
    assert [name for name in names if name.startswith("TASK")] == ["TASK-0002", "TASK-0003"]


# -- the forecast -----------------------------------------------------------------------------------------------


def steady(tmp_path, deadline: str, *, days: int = 95, change: str = ""):
    """A base in which one task was done on every day up to yesterday, and five are left for a goal."""
    lives = several(days)
    left = [
        life(f"TASK-0{n}", [(noon("2026-09-01"), "ready")], values={"goal": "GOAL-0001"})
        for n in range(901, 906)
    ]
    files = records(lives)
    for one in left:
        files[f"backlog/{one.id}.md"] = note(
            f"id: {one.id}\ntype: task\ntitle: Left\nstatus: ready\ncreated: 2026-09-01\ngoal: GOAL-0001"
        )
    files["research/goals/GOAL-0001.md"] = note(
        "id: GOAL-0001\ntype: goal\ntitle: Fewer <b>leave</b>\nstatus: active\ncreated: 2026-06-01\nowner: lead\n"
        f"constraints: {{deadline: {deadline}}}"
    )
    if change:
        files["research/changes/CHG-0001.md"] = note(change)
    return material(tmp_path / "b", files, today=TODAY, chronicle=chronicle([*lives, *left]))


@pytest.mark.parametrize(("deadline", "held"), [("2026-11-26", "0 %"), ("2026-11-27", "100 %")])
def test_a_steady_pace_needs_a_day_for_each_task_that_is_left(tmp_path, deadline, held):
    found = steady(tmp_path, deadline)
    section = page(found, "flow.md").section("Forecast")
    told = "The 5 tasks that are left for all goals may be done in 85 of 100 futures by 27 Nov 2026."
    worst = " GOAL-0001 holds its deadline in 0 % of them." if held == "0 %" else ""
    assert section.one("p", "kb-said").text == told + worst
    [row] = section.rows
    assert row[1:6] == ["5", *["27 Nov 2026"] * 3, f"{deadline[-2:]} Nov 2026"]
    assert row[6] == held
    assert section.one("svg").all("a")[0].attributes["href"] == "../r/GOAL-0001/"
    assert section.one("span", "kb-aside").text == "n = 90 tasks done since 25 Aug 2026"
    goals = page(found, "goals.md")
    assert f"Forecast 85 of 100 futures by 27 Nov 2026; the deadline holds in {held}" in goals.text


def test_an_approved_change_says_by_how_many_days_it_moves_the_forecast(tmp_path):
    change = (
        "id: CHG-0001\ntype: change\ntitle: Two more\nstatus: approved\ncreated: 2026-10-01\ngoal: GOAL-0001\n"
        "requested: {by: lead, on: 2026-10-01}\nadds: [TASK-0901, TASK-0902]\neffect_days: 2"
    )
    found = steady(tmp_path, "2026-12-24", change=change)
    assert "+2 days moves the forecast of 85 % by 2 days, later" in page(found, "goals.md").text


def test_a_forecast_is_refused_below_the_stated_sample(tmp_path):
    found = steady(tmp_path, "2026-12-24", days=9)
    section = page(found, "flow.md").section("Forecast")
    assert section.one("p", "kb-said").text.startswith("No forecast: 9 tasks were seen to be finished")
    assert re.search(r"in the \d+ days from \d+ [A-Z][a-z]{2} 2026 on; a forecast asks for 10", section.text)
    assert not section.all("svg")
    assert "Forecast" not in page(found, "goals.md").text
