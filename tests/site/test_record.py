"""The page of a record of each type, with what was added to it in the configuration."""

from __future__ import annotations

import pytest

from kb.reproducibility import Facts
from kb.site import builder
from tests.site.support import material, note, page


def facts(found):
    """The facts of a page: name → value."""
    return {
        group.one("dt").text: group.one("dd").text
        for part in found.all("dl")
        for group in part.children
        if not isinstance(group, str) and group.tag == "div"
    }


def links(found):
    """The links of a page: kind → ids."""
    return {
        group.one("h3").text.rstrip("0123456789 "): [a.one("code").text for a in group.all("a", "kb-ref")]
        for group in found.all("div", "kb-links__group")
    }


def test_a_task(teaching):
    found = page(teaching, "r/TASK-0003.md")
    head = found.one("header", "kb-head")
    assert head.one("p", "kb-head__line").text == "Task TASK-0003 done missed"
    assert head.one("h1").text == "Test hash encoding for the shop"
    assert facts(found)["Assignee"] == "data-scientist"
    measured = found.one("div", "kb-measure")
    assert facts(measured) == {"Baseline": "0.778", "Target": "≥ 0.79", "Measured": "0.7811"}
    assert measured.attributes["data-verdict"] == "missed"
    assert "missed by EXP-0003 Shop hashed into 32 buckets refuted" in found.one("section", "kb-smart").text
    assert [i.attributes["data-state"] for i in found.all("li", "kb-smart__item")] == ["ok"] * 5
    assert links(found) == {
        "Serves the goal": ["GOAL-0001"],
        "Depends on": ["TASK-0002"],
        "Tested by": ["EXP-0003"],
        "Mentions": ["TASK-0004"],
        "Mentioned by": ["TASK-0001"],
    }


def test_a_blocked_task_says_so_first(teaching):
    found = page(teaching, "r/TASK-0011.md")
    said = found.one("aside", "kb-callout", data_kind="blocked").text
    assert said.startswith("Blocked The virtual server has not been handed over yet")
    assert "Since 16 Nov 2026, waiting for TASK-0012 Set up the baseline server" in said


def test_an_experiment(teaching):
    found = page(teaching, "r/EXP-0005.md")
    assert found.one("p", "kb-head__line").text == "Experiment EXP-0005 concluded inconclusive"
    assert found.section("Results").one("table").rows[1] == [
        "roc_auc", "test", "0.7828 ± 0.0045 n = 5", "0.7775", "+0.0053 ± 0.0064 within the spread", "0.795 missed",
    ]  # fmt: skip
    said = facts(found)
    assert said["Command"] == "python code/churn.py --features target --seed 7 --out out/churn-target.json"
    assert said["Seed"] == "7"
    assert found.section("Reproducibility").one("span", "kb-count").text == "7 of 7"
    assert "Created" not in said  # it is the day of the result
    assert "roc_auc" not in facts(found)


@pytest.mark.parametrize(
    ("direction", "value", "said"),
    [
        ("higher", 0.5, "met"),
        ("lower", 0.5, "met"),
        ("higher", 0.4999999999999999, "missed"),
        ("lower", 0.4, "met"),
        ("lower", 0.6, "missed"),
    ],
)
def test_a_result_beside_its_target_says_what_the_verdict_says(tmp_path, direction, value, said):
    files = {
        "kb.toml": "",
        "backlog/TASK-0001.md": (
            "---\nid: TASK-0001\ntype: task\ntitle: x\nstatus: review\ncreated: 2026-07-01\n"
            f"smart: {{measurable: {{metric: loss, dataset: test, target: 0.5, direction: {direction}}}}}\n---\n"
        ),
        "research/EXP-0001.md": (
            "---\nid: EXP-0001\ntype: experiment\ntitle: x\nstatus: concluded\ncreated: 2026-07-02\n"
            f"task: TASK-0001\nmetrics: {{loss: {{test: {value!r}}}}}\n---\n"
        ),
    }
    base = material(tmp_path, files)
    rows = page(base, "r/EXP-0001.md").section("Results").one("table").rows
    assert rows[0][-1].split()[-1] == said
    measured = page(base, "r/TASK-0001.md").one("div", "kb-measure")
    assert measured.attributes["data-verdict"] == said


def test_no_difference_is_shown_to_figures_of_other_data(tmp_path):
    head = "---\nid: EXP-000{n}\ntype: experiment\ntitle: x\nstatus: concluded\ncreated: 2026-07-01\n"
    told = "data: {{test: {{rows: {rows}}}}}\nmetrics: {{auc: {{test: {auc}, cv: {auc}}}}}\n"
    files = {
        "kb.toml": "",
        "research/EXP-0001.md": (head + told + "---\n").format(n=1, rows=10, auc=0.5),
        "research/EXP-0002.md": (head + told + "baseline: EXP-0001\n---\n").format(n=2, rows=9, auc=0.75),
    }
    rows = page(material(tmp_path, files), "r/EXP-0002.md").section("Results").one("table").rows
    assert [row[:5] for row in rows] == [
        ["auc", "test", "0.75 single run", "–", "–"],
        ["auc", "cv", "0.75 single run", "0.5", "+0.25 single run"],
    ]


def test_the_criteria_say_what_is_attested_what_is_seen_and_why(tmp_path):
    head = "---\nid: EXP-0001\ntype: experiment\ntitle: x\nstatus: {}\ncreated: 2026-07-01\n"
    said = (
        "data: {test: {uri: <b>.csv, digest: 'sha256:00'}}\nconclusion: It holds.\n"
        "reproducibility: {data_accessible: true, code_documented: true}\n---\n"
    )
    files = {"kb.toml": "", "research/EXP-0001.md": head.format("concluded") + said}
    seen = Facts(data={("<b>.csv", "sha256:00"): "other"})
    found = page(material(tmp_path, files, facts=seen), "r/EXP-0001.md").section("Reproducibility")
    rows = found.one("table").rows
    assert found.one("span", "kb-count").text == "2 of 7"
    assert rows[0] == [
        "Can everybody reach the data?", "yes", "no", "test: <b>.csv is here and has another digest than recorded",
    ]  # fmt: skip
    assert found.one("span", "kb-severity").text == "no"
    assert rows[3] == ["Is the code described and readable?", "yes", "cannot tell", "no machine can tell"]
    assert rows[6] == ["Is it written down what follows?", "nothing", "yes", "there is a conclusion"]


def test_an_experiment_that_runs_is_not_asked_for_criteria(tmp_path):
    running = "---\nid: EXP-0001\ntype: experiment\ntitle: x\nstatus: running\ncreated: 2026-07-01\n---\n"
    found = page(material(tmp_path, {"kb.toml": "", "research/EXP-0001.md": running}), "r/EXP-0001.md")
    assert "Reproducibility" not in found.text


def test_a_result_that_does_not_count(teaching):
    found = page(teaching, "r/EXP-0004.md")
    assert "the result does not count" in found.one("aside", "kb-callout", data_kind="invalid").text


def test_a_decision_and_what_took_its_place(teaching):
    found = page(teaching, "r/DEC-0003.md")
    assert "Another record took its place: DEC-0004" in found.one("aside", "kb-callout").text
    assert found.section("It rests on").all("a")[0].text.startswith("RISK-0001")
    assert "Based on" not in links(found)
    assert links(found)["Superseded by"] == ["DEC-0004"]
    assert found.one("table").rows[0][0] == "DVC metric files chosen"


def test_a_decision_says_what_it_learnt_from_what_it_rests_on_and_what_would_overturn_it(teaching):
    found = page(teaching, "r/DEC-0007.md")
    grounds = [item.text for item in found.section("It rests on").all("li")]
    assert grounds[1] == (
        "EXP-0009 Logistic regression on the window features supported "
        "A linear model on the windows is within 0.002 of boosting and at least as precise where the list is used."
    )
    (said,) = found.section("What would overturn it").all("li")
    assert said.text == "EXP-0007 and EXP-0009 do not repeat, which nobody has tried."
    chosen = page(teaching, "r/DEC-0008.md").section("It rests on").all("li")
    assert chosen[0].text.endswith("Recommends Prophet")
    assert "overturn" not in page(teaching, "r/DEC-0003.md").text  # it is superseded


@pytest.mark.parametrize(
    ("id", "name", "value"),
    [
        ("GOAL-0001", "Confirmed", "by head of marketing (customer), 19 Jun 2026"),
        ("REV-0001", "Valid until", "26 Jul 2027"),
        ("RISK-0001", "Exposure", "16 of 25 likelihood 4 × impact 4"),
        ("PROD-0001", "Users", "the quality department of the plant"),
        ("PRIV-0001", "Subject", "what of the maintenance project may be used where"),
        ("STACK-0001", "Project", "churn prediction"),
        ("CHG-0001", "Effect on the deadline", "−5 days"),
        ("DEC-0003", "Technologies", "dvc-metrics: adopt"),
    ],
)
def test_facts_of_every_type(teaching, id, name, value):
    assert facts(page(teaching, f"r/{id}.md"))[name] == value


def test_every_record_of_the_example_has_a_page_with_one_title_and_no_raw_yaml(teaching):
    drawn = {p.path: p for p in builder.pages(teaching) if p.path.startswith("r/")}
    assert {p.removeprefix("r/").removesuffix(".md") for p in drawn} == set(teaching.base.by_id)
    for path in drawn:
        found = page(teaching, path)
        assert len(found.all("h1")) == 1
        assert "{'" not in found.text
        assert "None" not in found.text.split()


def test_records_with_no_and_with_one_link(tmp_path):
    alone = note("id: TASK-0001\ntype: task\ntitle: Alone\nstatus: idea\ncreated: 2026-01-01")
    one = note(
        "id: TASK-0002\ntype: task\ntitle: One\nstatus: idea\ncreated: 2026-01-01\ndepends_on: [TASK-0003]"
    )
    other = note("id: TASK-0003\ntype: task\ntitle: Other\nstatus: idea\ncreated: 2026-01-01")
    found = material(tmp_path, {f"backlog/{n}.md": text for n, text in enumerate((alone, one, other))})
    found.findings_by_path.clear()
    lonely = page(found, "r/TASK-0001.md")
    assert "Neighbourhood" not in lonely.headings
    assert "Links" not in lonely.headings
    assert not lonely.all("aside")
    linked = page(found, "r/TASK-0002.md")
    assert links(linked) == {"Depends on": ["TASK-0003"]}
    assert links(page(found, "r/TASK-0003.md")) == {"Blocks": ["TASK-0002"]}
    assert len(linked.one("figure", "kb-graph").all("a", "n")) == 2


def test_many_links_are_folded_and_then_left_to_the_graph(tmp_path):
    files = {
        "research/goals/GOAL-0001.md": note(
            "id: GOAL-0001\ntype: goal\ntitle: Much\nstatus: active\ncreated: 2026-01-01\nowner: data-lead"
        )
    }
    for n in range(1, 151):
        files[f"backlog/TASK-{n:04d}.md"] = note(
            f"id: TASK-{n:04d}\ntype: task\ntitle: Try {n}\nstatus: idea\ncreated: 2026-01-01\ngoal: GOAL-0001"
        )
    found = page(material(tmp_path, files), "r/GOAL-0001.md")
    group = next(g for g in found.all("div", "kb-links__group") if g.one("h3").text.startswith("Served by"))
    assert group.one("h3").text == "Served by 150"
    assert len(group.all("a", "kb-ref")) == 60
    assert group.one("details").one("summary").text == "138 more"
    assert group.all("a")[-1].text == "90 more in the graph"
    assert group.all("a")[-1].attributes["href"] == "../../graph/#focus=GOAL-0001"
    assert len(found.one("figure", "kb-graph").all("a", "n")) <= 14


def test_types_and_fields_of_ones_own(tmp_path):
    settings = """
[types.task.fields]
customer = { type = "text", required = false }
urgent = { type = "bool", required = false }
[types.interview]
prefix = "INT"
plural = "interviews"
states = ["planned", "held"]
[types.interview.fields]
participant = { type = "text", required = true }
about = { type = "link", to = ["goal", "task"], many = true, reverse = "asked_in" }
"""
    files = {
        "kb.toml": settings,
        "backlog/TASK-0001.md": note(
            "id: TASK-0001\ntype: task\ntitle: Try\nstatus: idea\ncreated: 2026-01-01\n"
            "customer: Trade <counter>\nurgent: true"
        ),
        "research/interviews/INT-0001.md": note(
            "id: INT-0001\ntype: interview\ntitle: Talk\nstatus: held\ncreated: 2026-01-01\nparticipant: A planner\n"
            "about: [TASK-0001]",
            "What was said.",
        ),
    }
    found = material(tmp_path, files)
    task, talk = page(found, "r/TASK-0001.md"), page(found, "r/INT-0001.md")
    assert facts(task)["Customer"] == "Trade <counter>"
    assert facts(task)["Urgent"] == "yes"
    assert links(task)["Asked in"] == ["INT-0001"]
    assert talk.one("p", "kb-head__line").text.startswith("Interview INT-0001 held")
    assert facts(talk)["Participant"] == "A planner"
    assert links(talk)["About"] == ["TASK-0001"]
    assert "Kept here: 1 task and 1 interview." in page(found, "index.md").text
    assert "INT-0001" in page(found, "graph.md").text


def test_ids_of_other_widths(tmp_path):
    files = {
        "kb.toml": "id_width = 2\n",
        "backlog/TASK-01.md": note(
            "id: TASK-01\ntype: task\ntitle: A\nstatus: idea\ncreated: 2026-01-01\ndepends_on: [TASK-123456]"
        ),
        "backlog/TASK-123456.md": note(
            "id: TASK-123456\ntype: task\ntitle: B\nstatus: idea\ncreated: 2026-01-01"
        ),
    }
    found = material(tmp_path, files)
    assert links(page(found, "r/TASK-01.md")) == {"Depends on": ["TASK-123456"]}
    assert links(page(found, "r/TASK-123456.md")) == {"Blocks": ["TASK-01"]}


def test_a_link_to_nothing_is_named_as_such(tmp_path):
    task = note("id: TASK-0001\ntype: task\ntitle: Try\nstatus: idea\ncreated: 2026-01-01\ngoal: GOAL-0009")
    found = page(material(tmp_path, {"backlog/TASK-0001.md": task}), "r/TASK-0001.md")
    assert "GOAL-0009 no such record" in found.text


def test_edit_and_history_lead_to_the_file_in_its_repository(tmp_path):
    task = note("id: TASK-0001\ntype: task\ntitle: Try\nstatus: idea\ncreated: 2026-01-01")
    options = {"repository": "https://example.org/team/base/", "branch": "trunk", "prefix": "notes"}
    found = page(material(tmp_path, {"backlog/TASK-0001-a b.md": task}, **options), "r/TASK-0001.md")
    assert [a.attributes["href"] for a in found.all("a", "kb-action")] == [
        f"https://example.org/team/base/{verb}/trunk/notes/backlog/TASK-0001-a%20b.md"
        for verb in ("edit", "commits", "blob")
    ]


def test_the_search_is_told_what_a_record_says_and_not_its_links(teaching):
    found = next(p for p in builder.pages(teaching) if p.path == "r/TASK-0003.md")
    assert found.title == "TASK-0003 Test hash encoding for the shop"
    words = found.words()
    assert "adds at least 0.012 to roc_auc" in words
    assert "Hashing is the lazy encoding" in words
    assert "data-scientist" in words
    assert "Fit gradient-boosted stumps" not in words
    assert "<" not in words


def test_findings_stand_on_the_page_of_their_record(tmp_path):
    task = note(
        "id: TASK-0001\ntype: task\ntitle: Try\nstatus: idea\ncreated: 2026-01-01\ndepends_on: [TASK-0009]"
    )
    found = page(material(tmp_path, {"backlog/TASK-0001.md": task}), "r/TASK-0001.md")
    dangling = next(li for li in found.section("Findings").all("li") if "LK001" in li.text)
    assert dangling.text.endswith("line 7")


def test_a_record_that_cites_what_has_changed_says_what(tmp_path):
    result = "id: EXP-000{0}\ntype: experiment\ntitle: Try {0}\nstatus: concluded\ncreated: 2026-01-01"
    cites = "reviewed: {EXP-0001: v1-0123456789ab}\nbased_on: [EXP-0001, EXP-0002]"
    files = {f"research/EXP-000{n}.md": note(result.format(n)) for n in (1, 2)}
    head = "id: DEC-0001\ntype: decision\ntitle: Choose\nstatus: accepted\ncreated: 2026-01-02"
    files["research/DEC-0001.md"] = note(f"{head}\n{cites}")
    made = material(tmp_path, files)
    said = page(made, "r/DEC-0001.md").one("aside", "kb-callout", data_kind="suspect").text
    assert said == "Suspect Changed since the citation was confirmed: EXP-0001 Try 1 concluded"
    assert "suspect" in made.node("DEC-0001", "graph.md").flags
    assert not page(made, "r/EXP-0001.md").all("aside", "kb-callout")
