"""The charts of results: numbers against cases worked out by hand, words against what the spread allows."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest

from kb.history.flow import Percentiles, Week
from kb.records.review import Candidate, Criterion, Review
from kb.review_scoring import compare
from kb.site import builder, standings
from kb.site.charts import parallel, states, throughput, weights
from kb.site.charts.differences import Gap, differences
from kb.site.charts.results import Aim, Result, over_time
from kb.site.charts.scores import scores
from kb.site.overturning import overturning
from kb.site.parameters import views
from tests.site.support import material, page

START = date(2026, 7, 1)


def results(*values, outcomes=(), std=None, apart=7):
    ended = dict(enumerate(outcomes))
    return [
        Result(
            f"EXP-{n + 1:04d}",
            START + timedelta(days=apart * n),
            value,
            std,
            5,
            ended.get(n),
            "ref",
            f"../r/{n}/",
        )
        for n, value in enumerate(values)
    ]


def texts(drawing):
    return [element.text or "" for element in ET.fromstring(drawing).iter("text")]


# -- over time --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "direction", "target", "said"),
    [
        ((0.7, 0.9, 0.8), "higher", 0.85,
         ("The best result is 0.9 (EXP-0002), which reaches the target of 0.85; the first was 0.7 on 1 Jul 2026; "
         "the last 0.8.")),
        ((0.7, 0.9), "lower", 0.5,
         ("The best result is 0.7 (EXP-0001), which misses the target of 0.5; it was the first; none since was better; "
         "the last 0.9.")),
        ((3,), "lower", 3, "The best result is 3 (EXP-0001), which reaches the target of 3."),
        ((3, 1), "", None, "Results lie between 1 and 3; nobody said which way is good."),
    ],
)  # fmt: skip
def test_what_a_metric_came_to(values, direction, target, said):
    aims = [] if target is None else [Aim("target", target)]
    chart = over_time("m", "M", results(*values), aims, metric="auc", direction=direction)
    assert chart.sentence == said
    assert chart.sample == f"n = {len(values)} result{'s' if len(values) > 1 else ''}"


def test_baseline_and_target_are_lines_with_words_that_do_not_touch():
    aims = [Aim("baseline", 0.70), Aim("target", 0.701)]
    drawn = over_time("m", "M", results(0.7, 0.8, 0.9), aims, metric="auc", direction="higher").drawing
    places = re.findall(r'translate\([\d.]+,([\d.]+)\)"[^>]*>((?:baseline|target) [\d.]+)<', drawn)
    assert {words for _, words in places} == {"baseline 0.7", "target 0.701"}
    assert abs(float(places[0][0]) - float(places[1][0])) >= 11
    assert drawn.count("stroke-dasharray") >= 2


def test_outcomes_differ_by_shape_and_refuted_ones_are_there():
    outcomes = ("supported", "refuted", "inconclusive", None)
    chart = over_time("m", "M", results(1, 2, 3, 4, outcomes=outcomes), [], metric="auc", direction="higher")
    assert [word for _, word in chart.keys] == ["supported", "refuted", "inconclusive", "no outcome"]
    assert len({re.search(r' d="([^"]+)"', key)[1] for key, _ in chart.keys}) == 4
    assert "1 of 4 hypotheses was refuted." in chart.sentence
    titles = [element.text for element in ET.fromstring(chart.drawing).iter("title")]
    assert "EXP-0002: 2, refuted" in titles


def test_spread_is_drawn_where_it_is_known_and_its_absence_is_said():
    known = over_time("m", "M", results(1, 2, 3, std=0.25), [], metric="auc", direction="higher")
    assert "Bars are the standard deviation" in known.note
    assert known.table.rows[0][-3:] == ("3", "0.25", "5")
    assert "No spread is on record." in over_time("m", "M", results(1, 2), [], metric="a", direction="").note


def test_results_of_one_day_stand_in_their_order():
    chart = over_time("m", "M", results(1, 2, 3, apart=0), [], metric="auc", direction="higher")
    assert "in the order in which they were measured" in chart.note
    assert texts(chart.drawing)[:3] == ["EXP-0001", "EXP-0002", "EXP-0003"] or "EXP-0003" in texts(
        chart.drawing
    )


def test_no_result_is_no_drawing():
    chart = over_time("m", "M", [], [], metric="auc", direction="higher")
    assert (chart.drawing, chart.sentence) == (None, "Nothing is measured yet.")


# -- against the baseline ---------------------------------------------------------------------------------


def gap(n, amount, interval, judged, *, single=False):
    return Gap(f"EXP-{n:04d}", amount, interval, judged, single, "EXP-0001", "ref", None)


def test_only_what_is_beyond_the_spread_is_better():
    gaps = [
        gap(2, 0.1, (0.05, 0.15), "better"), gap(3, 0.01, (-0.1, 0.12), "within-spread"),
        gap(4, 0.2, None, "not-known", single=True),
    ]  # fmt: skip
    chart = differences("d", "D", gaps, metric="auc", direction="higher", sure="95 %")
    assert chart.sentence == (
        "EXP-0002 is better than the baseline; 1 is within the spread, which is no difference that counts; of 1 no "
        "spread is on record, so nobody can say."
    )
    assert [row[2:] for row in chart.table.rows] == [
        ("better", "+0.1", "+0.05", "+0.15"),
        ("within the spread", "+0.01", "\u22120.1", "+0.12"),
        ("single run", "+0.2", "–", "–"),
    ]
    assert [word for _, word in chart.keys] == ["better", "within the spread", "spread not known"]


def test_where_nobody_said_which_way_is_good_nothing_is_better():
    chart = differences("d", "D", [gap(2, 1, (0.5, 1.5), "different")], metric="m", direction="", sure="95 %")
    assert chart.sentence == "EXP-0002 is different from the baseline, all beyond the interval of 95 %."
    assert differences("d", "D", [], metric="m", direction="", sure="95 %").drawing is None


# -- parallel coordinates ---------------------------------------------------------------------------------


def lines(n):
    return [
        parallel.Line(f"EXP-{k:04d}", "supported" if k % 2 else "refuted", "ref", f"../r/{k}/")
        for k in range(n)
    ]


def test_better_is_up_on_every_metric():
    axis = parallel.Axis("mase", (0.8, 1.0, 0.9), metric=True, direction="lower")
    assert parallel._scale(axis).places == pytest.approx((1.0, 0.0, 0.5))
    axis = parallel.Axis("auc", (0.8, 1.0, 0.9), metric=True, direction="higher")
    assert parallel._scale(axis).places == pytest.approx((0.0, 1.0, 0.5))


def test_words_stand_in_their_order_and_wide_ranges_go_by_powers():
    assert parallel._scale(parallel.Axis("kind", ("b", "a", "b"))).places == pytest.approx((0.75, 0.25, 0.75))
    wide = parallel._scale(parallel.Axis("rate", (0.001, 0.1, 0.01)))
    assert wide.places == pytest.approx((0.0, 1.0, 0.5))
    assert wide.note == "logarithmic"
    assert parallel._scale(parallel.Axis("rate", (5, 5))).places == (0.5, 0.5)


def test_few_experiments_say_that_they_are_few():
    axes = [
        parallel.Axis("rate", (1, 2, 3)),
        parallel.Axis("auc", (3.0, 2.0, 1.0), metric=True, direction="higher"),
    ]
    chart = parallel.parallel("p", "P", lines(3), axes)
    assert chart.sentence == (
        "EXP-0000 is the best by auc, with rate 1. 3 experiments are too few to say what a parameter does: each "
        "value was tried about once."
    )
    assert chart.table.heads == ("experiment", "outcome", "rate", "auc")
    assert chart.table.rows[0] == ("ref", "refuted", "1", "3")


def test_what_the_best_share_is_said_and_not_called_a_cause():
    n = 20
    axes = [
        parallel.Axis("depth", tuple(9 if k < 4 else k % 10 for k in range(n))),
        parallel.Axis("rate", tuple(0.1 + 0.01 * k if k < 4 else 0.05 * k for k in range(n))),
        parallel.Axis("auc", tuple(float(n - k) for k in range(n)), metric=True, direction="higher"),
    ]
    chart = parallel.parallel("p", "P", lines(n), axes)
    assert chart.sentence.startswith(
        "The 4 best by auc have in common: depth 9 and rate from 0.1 to 0.13 (all: 0.1 to 0.95)."
    )
    assert chart.sentence.endswith("That is what they share, not what made them good.")


def test_fifty_lines_are_drawn_and_more_are_said():
    n = 60
    axes = [
        parallel.Axis("rate", tuple(range(n))),
        parallel.Axis("auc", tuple(map(float, range(n))), metric=True),
    ]
    chart = parallel.parallel("p", "P", lines(n), axes)
    assert "Drawn are the 50 best of 60." in chart.note
    assert len(chart.table.rows) + chart.table.more == n
    assert len(chart.drawing) < 60_000


EXPERIMENT = (
    "---\nid: EXP-{n:04d}\ntype: experiment\ntitle: t\nstatus: concluded\ncreated: 2026-07-01\ndate: 2026-07-{n:02d}\n"
    "data: {{test: {{digest: 'sha256:{digest}'}}}}\nmodel: {{params: {{{params}}}}}\n"
    "metrics: {{auc: {{test: 0.{n}}}}}\n---\n"
)


def found_views(tmp_path, told):
    files = {
        f"research/EXP-{n:04d}.md": EXPERIMENT.format(n=n, digest=letters * 32, params=params)
        for n, (letters, params) in enumerate(told, start=1)
    }
    found = material(tmp_path, files)
    return found, views(standings.leaderboards(found))


def test_three_on_the_same_data_with_a_parameter_that_varies_are_a_view(tmp_path):
    told = [
        ("aa", "rate: 1, same: x"),
        ("aa", "rate: 2, same: x"),
        ("aa", "rate: 3, same: x"),
        ("aa", "other: 1"),
    ]
    _, (view,) = found_views(tmp_path, told)
    assert [e.id for e in view.experiments] == ["EXP-0001", "EXP-0002", "EXP-0003"]
    assert view.parameters == ("rate",)
    assert view.same == {"same": "x"}
    assert view.without == 1


@pytest.mark.parametrize(
    "told",
    [
        [("aa", "rate: 1"), ("aa", "rate: 2")],
        [("aa", "rate: 1"), ("aa", "rate: 2"), ("bb", "rate: 3")],
        [("aa", "rate: 1"), ("aa", "rate: 1"), ("aa", "rate: 1")],
        [("aa", "a: 1"), ("aa", "b: 2"), ("aa", "c: 3")],
        [("aa", "rate: [1, 2]"), ("aa", "rate: {x: 1}"), ("aa", "rate: null")],
    ],
)
def test_what_cannot_be_set_side_by_side_is_not(tmp_path, told):
    assert found_views(tmp_path, told)[1] == []


def test_the_page_has_the_charts_and_what_they_lead_to(tmp_path):
    told = [("aa", f"rate: {n}") for n in range(1, 5)]
    found, _ = found_views(tmp_path, told)
    shown = page(found, "experiments.md")
    view = shown.one("section", id="kb-view-1")
    assert {a.attributes["href"] for a in view.one("svg", "kb-plot").all("a")} == {
        f"../r/EXP-{n:04d}/" for n in range(1, 5)
    }
    assert shown.one("section", id="kb-time-1").one("table").rows[0][:2] == ["EXP-0004", "4 Jul 2026"]


# -- reviews ----------------------------------------------------------------------------------------------


def review():
    """A: 3 + 0, B: 1 + 2, of weights 3 and 2: sums 3 and 3 … A leads by none; C is out."""
    return Review(
        id="REV-0001", type="review", title="t", status="reported", created=START,
        criteria=(
            Criterion(id="F1", group="Fit", requirement="r", weight=3.0),
            Criterion(id="F2", group="Cost", requirement="r", weight=2.0),
            Criterion(id="F3", group="Cost", requirement="r", weight=1.0, priority="mandatory"),
        ),
        candidates=(
            Candidate(name="A", scores={"F1": 3, "F2": 0, "F3": 1}),
            Candidate(name="B", scores={"F1": 1, "F2": 2, "F3": 1}),
            Candidate(name="C", scores={"F1": 3, "F2": 2, "F3": 0}),
        ),
    )  # fmt: skip


def test_averages_by_weight_are_those_by_hand():
    result = compare(review())
    # With F2 at 4: A has 3 of 3, 0 of 4, 1 of 1: 4 / 8; B a third of 3, all of 4 and of 1: 6 / 8.
    assert weights.average(result, 0, "F2", 4.0) == pytest.approx(4 / 8)
    assert weights.average(result, 1, "F2", 4.0) == pytest.approx(6 / 8)
    assert weights.average(result, 0, "F2", 0.0) == pytest.approx(1.0)


def test_the_choice_turns_where_the_lines_meet():
    result = compare(review())
    chart = weights.weights(result, "w")
    flip = result.flips[0]
    turned = [weights.average(result, place, flip.criterion, flip.needs) for place in (0, 1)]
    assert turned[0] == pytest.approx(turned[1])
    assert chart.sentence.startswith(f"The choice changes if {flip.criterion} weighs ")
    assert flip.winner in chart.sentence
    assert {"A", "B"} <= set(texts(chart.drawing))
    assert "C" not in texts(chart.drawing)


def test_where_no_weight_turns_the_choice_there_is_no_chart():
    alone = review()
    object.__setattr__(alone, "candidates", alone.candidates[:1])
    assert weights.weights(compare(alone), "w") is None


def test_group_sums_are_those_of_the_table_and_who_is_out_is_said():
    chart = scores(compare(review()), "s")
    rows = {row[0]: row[1:] for row in chart.table.rows}
    assert rows["A"] == ("", "3", "1", "4/6")
    assert rows["B"] == ("", "1", "3", "4/6")
    assert rows["C"] == ("knocked out", "3", "2", "5/6")
    assert "C is knocked out." in chart.sentence
    assert "5 out" in texts(chart.drawing)


# -- known faults of the flow -----------------------------------------------------------------------------


def widths(drawing):
    return [float(w) for w in re.findall(r'd="M[\d.]+,[\d.]+h([\d.]+)v', drawing)]


def test_one_week_is_a_bar_and_not_a_wall():
    one = [Week("2026-W30", date(2026, 7, 20), 4, 0, 7)]
    many = [Week(f"2026-W{n}", date(2026, 7, 20), 4, 0, 7) for n in range(10, 52)]
    assert max(widths(throughput.throughput(one).drawing)) < 60
    assert 3 <= max(widths(throughput.throughput(many).drawing)) < 14


@pytest.mark.parametrize(
    ("half", "most", "said"), [(5, 6, "5 d, 85 %: 6 d"), (5, 5, "5 d"), (5, None, "5 d")]
)
def test_the_words_of_a_state_stand_behind_both_of_its_marks(half, most, said):
    assert states._words(Percentiles(9, {50: half, 85: most})) == said


# -- who may see what -------------------------------------------------------------------------------------


def test_what_an_audience_may_not_see_is_in_no_chart(tmp_path):
    files = {
        f"research/EXP-{n:04d}.md": EXPERIMENT.format(n=n, digest="aa" * 32, params=f"rate: {n}")
        for n in range(1, 6)
    }
    hidden = files["research/EXP-0005.md"].replace(
        "title: t", "title: canary\nvisibility: restricted\nbaseline: EXP-0001"
    )
    files["research/EXP-0005.md"] = hidden.replace("test: 0.5", "test: 0.98765").replace(
        "rate: 5", "rate: 7654321"
    )
    for level, seen in (("internal", False), ("restricted", True)):
        shown = {p.path: p.draw() for p in builder.pages(material(tmp_path, files, audience=level))}
        everything = " ".join(shown[path] for path in ("experiments.md", "goals.md", "decisions.md"))
        assert "EXP-0004" in everything
        for canary in ("EXP-0005", "0.9877", "canary", "7\u202f654\u202f321"):
            assert (canary in everything) is seen, (level, canary)


# -- what would overturn a decision -----------------------------------------------------------------------


DECISION = "---\nid: DEC-0001\ntype: decision\ntitle: d\nstatus: accepted\ncreated: 2026-07-01\nbased_on: [{on}]\n---\n"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("", ["EXP-0001 does not repeat, which nobody has tried"]),
        (
            "reproductions: [{on: 2026-08-01, verdict: match}]\n",
            ["EXP-0001 no longer repeats, as it did on 1 Aug 2026"],
        ),
        (
            "reproductions: [{on: 2026-08-01, verdict: drift}]\n",
            ["EXP-0001 does not hold: to repeat it ended otherwise on 1 Aug 2026"],
        ),
    ],
)
def test_what_would_overturn_a_decision_that_rests_on_an_experiment(tmp_path, more, said):
    experiment = EXPERIMENT.format(n=1, digest="aa" * 32, params="rate: 1").replace(
        "status:", f"outcome: supported\n{more}status:"
    )
    files = {"research/EXP-0001.md": experiment, "research/DEC-0001.md": DECISION.format(on="EXP-0001")}
    found = material(tmp_path, files)
    assert overturning(found, found.base.by_id["DEC-0001"].record) == said


def test_a_decision_without_evidence_says_so(tmp_path):
    found = material(tmp_path, {"research/DEC-0001.md": DECISION.format(on="")})
    record = found.base.by_id["DEC-0001"].record
    assert overturning(found, record) == ["it rests on no evidence on record, so any result may"]
    elsewhere = material(tmp_path, {"research/DEC-0001.md": DECISION.format(on="EXP-0404")})
    assert overturning(elsewhere, elsewhere.base.by_id["DEC-0001"].record) == []
