"""The start page: what it is for, what is in work, what was found, what needs a second look."""

from __future__ import annotations

from tests.site.support import material, note, page

GOAL = note(
    """
id: GOAL-0001
type: goal
title: Fewer customers leave
status: active
created: 2026-01-01
owner: data-lead
business_metric: {name: churn, unit: per cent, baseline: 6, target: 4.5, direction: lower}
technical_metrics:
  - {name: roc_auc, target: 0.85, direction: higher}
"""
)


def task(number: int, status: str, more: str = "") -> str:
    return note(
        f"id: TASK-{number:04d}\ntype: task\ntitle: Try idea {number}\nstatus: {status}\ncreated: 2026-10-01\n"
        f"goal: GOAL-0001\n{more}"
    )


def experiment(number: int, value: float, on: str, outcome: str, task_id: str = "TASK-0001") -> str:
    return note(
        f"id: EXP-{number:04d}\ntype: experiment\ntitle: Run {number}\nstatus: concluded\ncreated: {on}\n"
        f"date: {on}T10:00:00Z\ntask: {task_id}\nmetrics: {{roc_auc: {{test: {value}}}}}\noutcome: {outcome}\n"
        f"conclusion: It came to {value}."
    )


DECISION = note(
    """
id: DEC-0001
type: decision
title: Take idea one
status: accepted
created: 2026-11-20
based_on: [EXP-0002]
serves: [GOAL-0001]
question: Which idea?
chosen: idea one
"""
)
BASE = {
    "research/goals/GOAL-0001.md": GOAL,
    "backlog/TASK-0001.md": task(1, "done"),
    "backlog/TASK-0002.md": task(
        2, "doing", "assignee: analyst\nblocked: {since: 2026-11-01, reason: no access}\n"
    ),
    "backlog/TASK-0003.md": task(3, "review", "smart: {time_bound: 2026-11-01}\n"),
    "backlog/TASK-0004.md": task(4, "idea"),
    "research/experiments/EXP-0001.md": experiment(1, 0.78, "2026-10-01", "refuted"),
    "research/experiments/EXP-0002.md": experiment(2, 0.861, "2026-11-19", "supported"),
    "research/decisions/DEC-0001.md": DECISION,
}


def tiles(home):
    return {
        tile.one("span", "kb-tile__label").text: (
            tile.one("span", "kb-tile__value").text,
            tile.attributes["data-tone"],
        )
        for tile in home.all("li", "kb-tile")
    }


def test_the_numbers_of_today(tmp_path):
    home = page(material(tmp_path, BASE), "index.md")
    found = tiles(home)
    assert found["in work"] == ("2", "active")
    assert found["blocked"] == ("1", "bad")
    assert found["late"] == ("1", "bad")
    assert found["results in 30 days"] == ("1", "ready")
    assert found["decisions in 30 days"] == ("1", "ready")


def test_a_goal_with_its_first_and_its_best_result(tmp_path):
    home = page(material(tmp_path, BASE), "index.md")
    goal = home.one("li", "kb-metric")
    assert goal.one("h3").text == "Fewer customers leave"
    assert "churn 6 → 4.5 per cent" in goal.text
    assert "roc_auc met First 0.78 Target ≥ 0.85 Best 0.861" in goal.text
    assert (
        goal.one("svg", "kb-bar").attributes["aria-label"]
        == "roc_auc: baseline 0.78, target 0.85, measured 0.861"
    )
    assert "3 tasks open, 1 done" in goal.text


def test_a_target_of_a_goal_under_way_is_not_missed_but_not_met_yet(tmp_path):
    files = {name: text for name, text in BASE.items() if "EXP-0002" not in name and "DEC" not in name}
    made = material(tmp_path, files)
    for path in ("index.md", "goals.md", "r/GOAL-0001.md"):
        marks = page(made, path).one("ul", "kb-metrics").all("span", "kb-verdict")
        assert [mark.text for mark in marks] == ["not yet met"], path
    over = {**files, "research/goals/GOAL-0001.md": GOAL.replace("status: active", "status: dropped")}
    marks = page(material(tmp_path / "over", over), "r/GOAL-0001.md").all("span", "kb-verdict")
    assert [mark.text for mark in marks] == ["missed"]


def test_the_first_sentence_says_how_far_the_research_is_and_leads_there(tmp_path):
    lead = page(material(tmp_path, BASE), "index.md").one("p", "kb-lead")
    assert lead.text == (
        "1 goal under way, 1 of 4 tasks done. 2 experiments concluded: 1 supported, 1 refuted. 1 decision in force."
    )
    assert lead.hrefs == ["finished/", "experiments/#register", "decisions/"]


def test_no_bar_where_there_is_nothing_to_compare(tmp_path):
    files = {name: text for name, text in BASE.items() if "EXP" not in name and "DEC" not in name}
    home = page(material(tmp_path, files), "index.md")
    assert not home.one("li", "kb-metric").all("svg")
    assert "roc_auc not measured yet Target ≥ 0.85" in home.text


def test_a_line_of_thought_from_the_goal_through_the_experiment_to_the_decision(tmp_path):
    home = page(material(tmp_path, BASE), "index.md")
    steps = [step.attributes["data-type"] for step in home.all("li", "kb-thread__step")]
    assert steps == ["goal", "task", "experiment", "decision"]
    thread = home.one("ol", "kb-thread")
    assert "It came to 0.861." in thread.text
    assert "churn: from 6 to 4.5 per cent." in thread.text
    assert [lead.text for lead in thread.all("p", "kb-thread__lead")] == [
        "What was wanted", "What was to be found out", "What was tried and found", "What was decided",
    ]  # fmt: skip


def test_the_story_tells_what_the_result_came_to_and_prefers_one_that_held(tmp_path):
    files = {
        **BASE,
        "backlog/TASK-0001.md": task(
            1,
            "done",
            "smart: {measurable: {metric: roc_auc, dataset: test, target: 0.85, direction: higher}}\n",
        ),
        "research/decisions/DEC-0002.md": DECISION.replace("DEC-0001", "DEC-0002")
        .replace("EXP-0002", "EXP-0001")
        .replace("2026-11-20", "2026-11-21"),
    }
    thread = page(material(tmp_path, files), "index.md").one("ol", "kb-thread")
    assert "DEC-0001" in thread.text  # DEC-0002 is newer and rests on what was refuted
    assert "roc_auc came to 0.861; the target was ≥ 0.85." in thread.text


def test_what_is_blocked_says_why_and_the_number_leads_to_it(tmp_path):
    home = page(material(tmp_path, BASE), "index.md")
    assert "for 23 days: no access" in home.section("In work").text
    assert "board/#blocked=1" in home.hrefs


def test_what_is_late_is_one_step_away(tmp_path):
    made = material(tmp_path, BASE)
    assert "board/#late=1" in page(made, "index.md").hrefs
    late = [card for card in page(made, "board.md").all("li", "kb-card") if "data-late" in card.attributes]
    assert [card.attributes["data-id"] for card in late] == ["TASK-0003"]
    assert late[0].one("span", "kb-flag").text == "late"


def test_results_and_decisions_say_what_came_of_them(tmp_path):
    home = page(material(tmp_path, BASE), "index.md")
    assert "It came to 0.861." in home.section("Latest results").text
    assert "Which idea? Idea one" in home.section("Latest decisions").text


def test_what_a_decision_rests_on_may_stop_to_hold(tmp_path):
    assert "Nothing in force is in doubt" in page(material(tmp_path / "a", BASE), "index.md").text
    files = {
        **BASE,
        "research/experiments/EXP-0002.md": BASE["research/experiments/EXP-0002.md"]
        .replace("status: concluded", "status: invalid")
        .replace("outcome: supported\n", ""),
    }
    doubts = page(material(tmp_path / "b", files), "index.md").section("Needs a second look")
    assert "DEC-0001 Take idea one" in doubts.text
    assert "rests on EXP-0002: invalid" in doubts.text


def test_records_are_counted_by_the_names_people_use(tmp_path):
    privacy = note(
        "id: PRIV-0001\ntype: privacy\ntitle: Data\nstatus: draft\ncreated: 2026-01-01\nowner: data-lead"
    )
    home = page(material(tmp_path, {**BASE, "research/privacy/PRIV-0001.md": privacy}), "index.md")
    assert "Kept here: 1 goal, 4 tasks, 2 experiments, 1 decision and 1 privacy note." in home.text


def test_an_empty_base_says_so(tmp_path):
    home = page(material(tmp_path, {}), "index.md")
    assert "No goal is active" in home.text
    assert "This base is empty" in home.text
    assert 'kb new goal "…"' in home.text
    assert not home.all("ul", "kb-tiles")


def test_many_goals_are_cut_short(tmp_path):
    files = {
        f"research/goals/GOAL-{n:04d}.md": GOAL.replace("GOAL-0001", f"GOAL-{n:04d}") for n in range(1, 12)
    }
    home = page(material(tmp_path, files), "index.md")
    assert len(home.all("li", "kb-metric")) == 6
    assert "5 more under Goals" in home.text


def test_the_example(teaching):
    home = page(teaching, "index.md")
    assert home.headings[0] == "Teaching base"
    assert (
        "36 tasks, 17 experiments, 3 reviews, 11 decisions, 6 risks, 2 product notes, 3 privacy notes"
        in home.text
    )
    steps = [step.attributes["data-type"] for step in home.all("li", "kb-thread__step")]
    assert steps == ["goal", "task", "experiment", "decision"]
