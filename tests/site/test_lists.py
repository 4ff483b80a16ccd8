"""The registers: backlog, finished, decisions, experiments, goals, reviews, risks, product and privacy, health."""

from __future__ import annotations

import pytest

from kb.lint.engine import all_rules
from kb.site import builder
from kb.site.paging import parts
from kb.site.prose import convert
from kb.site.templating import dated
from kb.standing import in_force
from tests.site.support import material, note, page, parse


def plain(kind: str, number: int, prefix: str, status: str, more: str = "") -> str:
    return note(
        f"id: {prefix}-{number:04d}\ntype: {kind}\ntitle: Number {number}\nstatus: {status}\n"
        f"created: 2026-01-{1 + number % 28:02d}\nowner: data-lead\n{more}"
    )


# -- backlog and what has ended ------------------------------------------------------------------------


def test_the_backlog_is_in_the_groomed_order_with_what_each_entry_lacks(teaching):
    backlog = page(teaching, "backlog.md")
    rows = backlog.one("table").rows
    assert [row[:3] for row in rows[:3]] == [
        ["1", "TASK-0010 Pack the weekly sums into two bytes", "ready"],
        ["2", "TASK-0035 Report old and new quality control on the same parts", "backlog"],
        ["3", "TASK-0015 Send churn alerts to the notification API of the CRM", "ready"],
    ]
    assert rows[1][5:9] == ["0.6", "5", "0.6", "5"]
    assert rows[1][10] == "waits for TASK-0034"
    assert len(rows) == 9


def test_an_entry_says_what_it_lacks(tmp_path):
    found = page(
        material(tmp_path, {"backlog/TASK-0001.md": plain("task", 1, "TASK", "backlog")}), "backlog.md"
    )
    row = found.one("table").rows[0]
    assert row[10].startswith("untouched for 326 days")
    assert "lacks" in row[10]
    letters = found.one("span", "kb-smartline")
    assert "specific missing" in letters.attributes["aria-label"]
    assert [i.attributes["data-state"] for i in letters.all("i")] == ["missing"] * 5


def test_a_letter_that_does_not_hold_is_a_sentence_and_not_something_it_lacks(tmp_path):
    smart = (
        "goal: GOAL-0001\nexpectation: {gain: 3, confidence: 0.5}\nsmart:\n  specific: Try it\n"
        "  measurable: {metric: auc, dataset: test, baseline: 0.7, target: 0.7, direction: higher}\n"
        "  achievable: {effort_days: 2}\n  relevant: It pays\n  time_bound: 2026-12-01\n"
    )
    files = {
        "backlog/TASK-0001.md": plain("task", 1, "TASK", "backlog", smart),
        "research/goals/GOAL-0001.md": plain("goal", 1, "GOAL", "active"),
    }
    row = page(material(tmp_path, files), "backlog.md").one("table").rows[0]
    assert "The target of auc is its baseline" in row[10]
    assert "lacks" not in row[10]


def test_what_stands_between_backticks_is_code_on_every_list(tmp_path):
    files = {
        "backlog/TASK-0001.md": plain("task", 1, "TASK", "backlog").replace("Number 1", "Time `kb lint`"),
        "research/decisions/DEC-0001.md": plain(
            "decision", 1, "DEC", "accepted",
            "date: 2026-05-01\nquestion: Is `<b>` kept?\nchosen: \"no `<i>`\"\nconsequences: a ` alone stays\n",
        ),
        "research/risks/RISK-0001.md": plain(
            "risk", 1, "RISK", "open", "likelihood: 2\nimpact: 2\nsolution: \"run `kb lint`\"\n"
        ),
    }  # fmt: skip
    made = material(tmp_path, files)
    assert page(made, "backlog.md").one("span", "kb-ref__title").one("code").text == "kb lint"
    assert page(made, "board.md").one("a", "kb-card__title").one("code").text == "kb lint"
    assert page(made, "r/TASK-0001.md").one("h1").one("code").text == "kb lint"
    decided = page(made, "decisions.md")
    assert [code.text for code in decided.all("code") if not code.attributes] == ["<b>", "<i>"]
    assert "a ` alone stays" in decided.text
    assert "run kb lint" in page(made, "risks.md").text


def test_what_has_ended_shows_what_was_measured_against_what_was_wanted(teaching):
    rows = {row[0].split()[0]: row for row in page(teaching, "finished.md").one("table").rows}
    assert rows["TASK-0008"][1:5] == ["done", "met", "0.8575 roc_auc", "≥ 0.85"]
    assert rows["TASK-0003"][1:5] == ["done", "missed", "0.7811 roc_auc", "≥ 0.79"]
    assert rows["TASK-0017"][1] == "dropped"


# -- decisions ------------------------------------------------------------------------------------------


def test_decisions_newest_first_with_reasons_and_what_they_replaced(teaching):
    items = page(teaching, "decisions.md").all("li", "kb-timeline__item")
    assert [i.one("p", "kb-timeline__title").text.split()[0] for i in items[:4]] == [
        "DEC-0005", "DEC-0009", "DEC-0004", "DEC-0010",
    ]  # fmt: skip
    mlflow = items[2]
    assert "because of REV-0002" in mlflow.text
    assert "in place of DEC-0003" in mlflow.text
    assert (
        "overturned if U3 of REV-0002 weighs 4 instead of 1: then Sacred; REV-0002 runs out on 24 Sep 2027."
        in (mlflow.text)
    )
    assert page(teaching, "decisions.md").headings == ["Decisions", "In force", "No longer in force"]
    old = next(i for i in items if "DEC-0003" in i.one("p", "kb-timeline__title").text)
    assert old.attributes["data-tone"] == "over"
    assert old.text.count("superseded") == 1
    assert "replaced by DEC-0004" in old.text
    assert "overturned" not in old.text


@pytest.mark.parametrize(
    ("by", "holds"), [("proposed", True), ("rejected", True), ("accepted", False), ("deprecated", False)]
)
def test_a_decision_is_in_force_where_the_rules_say_so(tmp_path, by, holds):
    review = plain("review", 1, "REV", "reported", "valid_until: 2027-01-01\n")
    more = "based_on: [REV-0001]\ndate: 2026-01-02\n"
    files = {
        "kb.toml": "",
        "research/REV-0001.md": review,
        "research/DEC-0001.md": plain("decision", 1, "DEC", "accepted", more),
        "research/DEC-0002.md": plain("decision", 2, "DEC", by, "supersedes: [DEC-0001]\n"),
    }
    base = material(tmp_path, files)
    standing = in_force(base.graph, base.base.by_id["DEC-0001"])
    assert standing is holds
    headings = page(base, "decisions.md").headings
    assert ("In force" in headings) is (holds or by == "accepted")
    assert ("What would overturn it" in page(base, "r/DEC-0001.md").text) is holds
    assert ("1 decision in force" in page(base, "index.md").text) is (holds or by == "accepted")


# -- experiments ----------------------------------------------------------------------------------------


def test_leaderboards_rank_by_the_direction_somebody_gave(teaching):
    experiments = page(teaching, "experiments.md")
    auc = experiments.section("roc_auc on test").one("table", data_kb_table="sort").rows
    assert auc[0][:3] == [
        "1",
        "EXP-0008 Windows together with target encoding refuted",
        "0.8614 ± 0.0011 n = 5",
    ]
    assert [float(row[2].split()[0]) for row in auc] == sorted(
        (float(row[2].split()[0]) for row in auc), reverse=True
    )
    mase = experiments.section("mase on test").one("table", data_kb_table="sort").rows
    assert [float(row[2].split()[0]) for row in mase] == sorted(float(row[2].split()[0]) for row in mase)
    smape = page(teaching, "leaderboards.md").section("smape on test").one("table").rows
    assert {row[0] for row in smape} == {"–"}


def test_differences_are_judged_by_direction_and_only_beyond_their_spread(teaching):
    origins = page(teaching, "leaderboards.md").section("mase on origins")
    deltas = {span.attributes["data-delta"]: span.text for span in origins.all("span", "kb-delta")}
    assert deltas["better"].startswith("−")
    assert set(deltas) == {"better", "within-spread"}
    single = page(teaching, "experiments.md").section("mase on test")
    assert {span.attributes["data-delta"] for span in single.all("span", "kb-delta")} == {"not-known"}
    assert "single run" in single.one("table", data_kb_table="sort").rows[0][3]


def test_results_on_other_data_have_a_leaderboard_of_their_own(tmp_path):
    head = "---\nid: EXP-000{n}\ntype: experiment\ntitle: x\nstatus: concluded\ncreated: 2026-07-01\n"
    told = "data: {{test: {{uri: data/{digest:.2}/test.csv, digest: 'sha256:{digest}'}}}}\n"
    told += "metrics: {{auc: {{test: 0.{n}}}}}\n---\n"
    files = {
        f"research/EXP-000{n}.md": (head + told).format(n=n, digest=("aa" if n < 3 else "bb") * 32)
        for n in range(1, 5)
    }
    found = page(material(tmp_path, {"kb.toml": "", **files}), "experiments.md")
    tables = [table.rows for table in found.all("table", data_kb_table="sort")]
    assert [[row[1].split()[0] for row in rows] for rows in tables] == [
        ["EXP-0001", "EXP-0002"],
        ["EXP-0003", "EXP-0004"],
    ]
    jump = found.one("nav", "kb-jump")
    assert [link.text for link in jump.all("a")] == [
        "auc on test aa/test.csv",
        "auc on test bb/test.csv",
        "Register",
    ]
    ids = [section.attributes.get("id") for section in found.all("section")]
    assert all(href.removeprefix("#") in ids for href in jump.hrefs)


def test_the_way_to_a_leaderboard_names_its_data_only_where_two_are_alike(teaching):
    links = page(teaching, "experiments.md").one("nav", "kb-jump").all("a")
    assert links[0].text == "roc_auc on test"


def test_refuted_results_stand_in_the_register_like_the_others(teaching):
    register = page(teaching, "experiments.md").section("Register")
    rows = {row[0].split()[0]: row for row in register.one("table").rows}
    assert rows["EXP-0003"][2] == "refuted"
    assert rows["EXP-0009"][2] == "supported"
    assert not [
        ref
        for ref in register.all("a", "kb-ref")
        if "EXP-0003" in ref.text and "data-faded" in ref.attributes
    ]


# -- goals ----------------------------------------------------------------------------------------------


def test_goals_show_best_and_first_result(teaching):
    goal = page(teaching, "goals.md").section("GOAL-0001")
    auc = next(card for card in goal.all("li", "kb-metric") if card.headings == ["roc_auc"])
    assert auc.text == (
        "roc_auc 0.8614 test met Target ≥ 0.85, first result 0.7775 "
        "Best: EXP-0008 Windows together with target encoding"
    )
    assert auc.attributes["data-verdict"] == "met"
    assert "123 days left" in goal.text
    assert "Tasks 1 idea, 1 backlog, 2 ready, 3 doing, 1 review, 9 done, 1 dropped" in goal.text


def test_a_goal_whose_day_has_passed_and_one_that_is_over(tmp_path):
    late = plain("goal", 1, "GOAL", "active", "constraints: {deadline: 2026-11-20}\n")
    over = plain("goal", 2, "GOAL", "met", "constraints: {deadline: 2026-11-20}\n")
    goals = page(
        material(tmp_path, {"research/goals/GOAL-0001.md": late, "research/goals/GOAL-0002.md": over}),
        "goals.md",
    )
    assert "3 days late" in goals.section("GOAL-0001").text
    assert " late" not in goals.section("GOAL-0002").text


# -- reviews --------------------------------------------------------------------------------------------


def test_above_the_comparisons_stands_what_each_recommends_how_firmly_and_what_it_led_to(teaching):
    reviews = page(teaching, "reviews.md")
    rows = reviews.all("table")[0].rows
    assert rows[0] == [
        "REV-0003 How should notebooks be run in a pipeline?", "papermill", "3", "no rival is left",
        "DEC-0005 Run notebooks in pipelines with papermill accepted",
    ]  # fmt: skip
    assert rows[2][3] == "first in 76 % of random weightings"
    ids = {section.attributes.get("id") for section in reviews.all("section")}
    assert {href[1:] for href in reviews.all("table")[0].hrefs if href.startswith("#")} <= ids


def test_how_firm_a_review_is_names_who_is_first_where_another_is_recommended(tmp_path):
    more = (
        "question: Which?\nrecommends: [two]\ncriteria:\n"
        "  - {id: A, requirement: works, weight: 3, priority: important, group: G}\n"
        "  - {id: B, requirement: is quick, weight: 2, priority: important, group: G}\n"
        "candidates:\n"
        "  - {name: one, scores: {A: 3, B: 1}, notes: {A: every case, B: four of nine}}\n"
        "  - {name: two, scores: {A: 2, B: 2}}\n"
    )
    files = {f"research/reviews/REV-000{n}.md": plain("review", n, "REV", "reported", more) for n in (1, 2)}
    made = material(tmp_path, files)
    assert page(made, "reviews.md").all("table")[0].rows[0][3].startswith("one is first in ")
    notes = page(made, "r/REV-0001.md").one("details", "kb-notes")
    assert notes.one("summary").text == "Notes on 2 scores"
    assert [group.text for group in notes.all("li")] == ["one every case", "one four of nine"]
    assert not page(made, "reviews.md").all("details", "kb-notes")


def test_a_comparison_shows_sums_knockouts_rationale_and_what_would_change_it(teaching):
    review = page(teaching, "reviews.md").section("REV-0003")
    rows = review.one("table", "kb-matrix").rows
    assert rows[0] == ["Running", "6/7", "4/7", "4/7"]
    assert rows[2] == ["N2 Passes parameters in mandatory one notebook serves all plants", "3", "3", "0", "3"]
    assert "Order papermill, then nbconvert (knocked out by N2)" in review.text
    assert "nbconvert Has to satisfy N2 at 1.5 instead of 0 first; " in review.text
    assert "Nobody but papermill is left to choose." in review.text
    chosen = page(teaching, "reviews.md").section("REV-0001")
    assert "random weightings keep the same candidate first" in chosen.text
    heads = [head.text for head in review.all("th", "kb-matrix__candidate")]
    assert heads == [
        "papermill recommended",
        "nbconvert knocked out",
        "scripts instead of notebooks knocked out",
    ]
    failed = [cell.text for cell in review.all("td", "kb-score") if "data-fail" in cell.attributes]
    assert failed == ["0", "0", "0", "0"]


def test_a_review_without_scores(tmp_path):
    review = plain("review", 1, "REV", "draft", "question: Which?\n")
    found = page(material(tmp_path, {"research/reviews/REV-0001.md": review}), "reviews.md")
    assert "No scores yet." in found.text


# -- risks, product, privacy ----------------------------------------------------------------------------


def test_the_matrix_holds_each_risk_in_its_cell(teaching):
    matrix = page(teaching, "risks.md").one("table", "kb-risks")
    likely = matrix.rows[1]
    assert likely[0] == "4 likely"
    assert likely[4] == "16RISK-0001RISK-0002"
    assert (
        "The greatest are RISK-0001 and RISK-0002 with an exposure of 16 of 25. 4 risks lie in the two upper "
        "levels; something" in (page(teaching, "risks.md").text)
    )
    assert page(teaching, "risks.md").headings == ["Risks", "Research", "MVP", "Development", "Production"]


def test_product_and_privacy(teaching):
    notes = page(teaching, "product.md")
    parts_ = notes.section("PROD-0001").one("table").rows
    assert parts_[0] == ["inspection kit", "Apache-2.0", "production", "label inspection, surface inspection"]
    ends = notes.section("What ends next")
    rows = ends.one("table").rows
    assert rows[0][:2] == ["31 Dec 2027 in 403 days", "retention of camera frames"]
    assert [row[2].split()[0] for row in rows[:4]] == ["PRIV-0002", "PRIV-0001", "PRIV-0002", "PRIV-0003"]


def test_a_use_that_nobody_permitted_is_marked(tmp_path):
    privacy = plain(
        "privacy",
        1,
        "PRIV",
        "approved",
        "assets: [{name: frames, kind: data, permitted_uses: [Training the  detector]}]\n"
        "planned_uses: [training the detector, selling the frames]\n",
    )
    found = page(material(tmp_path, {"research/privacy/PRIV-0001.md": privacy}), "product.md")
    planned = next(t.rows for t in found.all("table") if t.rows[0][0] == "training the detector")
    assert planned == [
        ["training the detector", "by the asset"],
        ["selling the frames", "not permitted by frames"],
    ]


# -- health ---------------------------------------------------------------------------------------------


def test_health_lists_findings_by_rule_and_owner(tmp_path):
    files = {
        "backlog/TASK-0001.md": plain(
            "task", 1, "TASK", "doing", "assignee: analyst\nblocked: {since: 2026-01-07}\n"
        ),
        "backlog/TASK-0002.md": plain("task", 2, "TASK", "backlog", "depends_on: [TASK-0009]\n"),
    }
    health = page(material(tmp_path, files), "health.md")
    dangling = next(d for d in health.all("details") if "LK001" in d.one("summary").text)
    assert dangling.one("li").text.startswith("TASK-0002 Number 2 backlog")
    assert "TASK-0009" in dangling.one("li").text
    assert "line 8" in dangling.one("li").text
    owners = dict(health.one("aside").one("table").rows)
    assert set(owners) == {"analyst", "data-lead"}
    found = sum(int(d.one("span", "kb-count").text) for d in health.all("details"))
    assert sum(map(int, owners.values())) == found


def test_a_file_that_is_no_record_is_told_to_the_trusted_only(tmp_path):
    files = {"backlog/TASK-0001.md": "---\nid: [\n", "backlog/TASK-0002.md": plain("task", 2, "TASK", "idea")}
    trusted = page(material(tmp_path, files, audience="restricted"), "health.md")
    assert "backlog/TASK-0001.md" in trusted.text
    others = page(material(tmp_path, audience="internal"), "health.md")
    assert "TASK-0001" not in others.text


def test_nothing_to_complain_about(teaching):
    assert "Nothing to complain about" in page(teaching, "health.md").text


# -- long lists -----------------------------------------------------------------------------------------


def test_parts_of_a_list():
    found = list(parts("list.md", range(5), 2))
    assert [(p.path, p.items, p.before, p.number) for p in found] == [
        ("list.md", (0, 1), 0, 1),
        ("list/page-2.md", (2, 3), 2, 2),
        ("list/page-3.md", (4,), 4, 3),
    ]
    assert [p.path for p in parts("list.md", [], 2)] == ["list.md"]
    assert found[1].title("Things") == "Things, page 2"


@pytest.mark.parametrize("directories", [True, False])
def test_long_lists_go_on_on_further_pages_which_lead_to_each_other(tmp_path, directories):
    files = {f"backlog/TASK-{n:04d}.md": plain("task", n, "TASK", "idea") for n in range(1, 206)}
    found = material(tmp_path, files, directories=directories)
    first, second = page(found, "backlog.md"), page(found, "backlog/page-2.md")
    assert len(first.one("table").rows) == 200
    assert [row[0] for row in second.one("table").rows] == ["201", "202", "203", "204", "205"]
    assert second.one("h1").text == "Backlog, page 2"
    onward = first.one("nav", "kb-pager").one("a", rel="next").attributes["href"]
    back = second.one("nav", "kb-pager").one("a", rel="prev").attributes["href"]
    assert (onward, back) == (
        ("page-2/", "../") if directories else ("backlog/page-2.html", "../backlog.html")
    )
    assert "201 to 205 of 205 entries" in second.text


SIZES = {
    "task": ("TASK", "backlog", "done"),
    "decision": ("DEC", "research", "accepted"),
    "experiment": ("EXP", "research", "concluded"),
    "goal": ("GOAL", "research", "active"),
    "review": ("REV", "research", "reported"),
    "risk": ("RISK", "research", "open"),
    "privacy": ("PRIV", "research", "approved"),
}


@pytest.mark.parametrize("kind", SIZES)
def test_no_page_grows_with_the_base(tmp_path, kind):
    prefix, folder, status = SIZES[kind]
    more = {"risk": "likelihood: 3\nimpact: 3\n", "experiment": "metrics: {auc: {test: 0.5}}\n"}.get(kind, "")

    def largest(root, count):
        files = {
            f"{folder}/{prefix}-{n:04d}.md": plain(kind, n, prefix, status, more) for n in range(1, count + 1)
        }
        pages = builder.pages(material(root, files))
        return max(len(p.draw()) for p in pages if not p.path.startswith(("r/", "graph")))

    assert largest(tmp_path / "more", 700) < 1.1 * largest(tmp_path / "some", 350)


def test_a_finding_leads_to_the_manual_of_its_rule_to_its_line_and_to_who_answers_for_it(tmp_path):
    files = {
        "backlog/TASK-0001.md": note(
            "id: TASK-0001\ntype: task\ntitle: Try idea one\nstatus: idea\ncreated: 2026-11-01\n"
            "assignee: '@ada'\ngoal: GOAL-0404"
        )
    }
    found = material(
        tmp_path, files, repository="https://host.example/team/base", branch="trunk", prefix="research base"
    )
    health = page(found, "health.md")
    dangling = next(d for d in health.all("details") if "LK001" in d.one("summary").text)
    assert "../rules/LK001/" in dangling.hrefs
    where = dangling.one("a", "kb-finding__where")
    assert where.attributes["href"] == (
        "https://host.example/team/base/blob/trunk/research%20base/backlog/TASK-0001.md#L8"
    )
    assert "../people/ada/" in health.one("aside").hrefs
    manual = page(found, "rules/LK001.md")
    assert "Why" in manual.headings
    assert manual.all("pre")
    ada = page(found, "people/ada.md").section("Findings")
    assert "GOAL-0404" in ada.text
    assert "../../rules/LK001/" in ada.hrefs


def test_every_rule_has_a_manual_that_can_be_drawn():
    for rule in all_rules():
        drawn = parse(convert(rule.manual(), trusted=False))
        assert "Why" in drawn.headings, rule.code
        assert not [node for node in drawn.walk() if node.tag in ("script", "iframe")]


def test_the_backlog_says_at_a_glance_what_somebody_should_look_at(tmp_path):
    files = {
        "backlog/TASK-0001.md": note(
            "id: TASK-0001\ntype: task\ntitle: Old idea\nstatus: idea\ncreated: 2026-01-01"
        ),
        "backlog/TASK-0002.md": note(
            "id: TASK-0002\ntype: task\ntitle: New idea\nstatus: idea\ncreated: 2026-11-20\ndepends_on: [TASK-0001]"
        ),
    }
    backlog = page(material(tmp_path, files), "backlog.md")
    tiles = {
        tile.one("span", "kb-tile__label").text: tile.one("span", "kb-tile__value").text
        for tile in backlog.all("li", "kb-tile")
    }
    assert tiles == {
        "can be pulled now": "0",
        "lack something to be ready": "2",
        "wait or are blocked": "1",
        "untouched for more than 90 days": "1",
        "could be dropped": "0",
    }
    assert "TASK-0002 waits for it" in backlog.text


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("the date 2026-03-02 has passed", "the date 2 Mar 2026 has passed"),
        ("from 2026-03-02, the deadline of GOAL-0001", "from 2 Mar 2026, the deadline of GOAL-0001"),
        ("`2026-03-02` is quoted, '2026-03-02', too", "`2026-03-02` is quoted, '2026-03-02', too"),
        (
            "2026-13-45 is none, logs/2026-03-02.md is a file",
            "2026-13-45 is none, logs/2026-03-02.md is a file",
        ),
    ],
)
def test_findings_write_dates_as_the_site_does(message, told):
    assert dated(message) == told
