"""Leaderboards: what is ranked together, in which order, and what is said of each result."""

import pytest

from kb.graph import Graph
from kb.leaderboard import Board, Filter, boards, entry, metrics, splits
from tests.test_comparison import experiment
from tests.test_graph import graph_of, record

A, B = "6ab02638a4706508a2fa9fde871843f42665b3a40a0ea64468e35d2fe1c64f12", "0" * 64
WAY = record("GOAL-1", "owner: lead\ntechnical_metrics: [{name: auc}]")


def graph(*fields: str) -> Graph:
    return graph_of(WAY, *(experiment(n + 1, each) for n, each in enumerate(fields)))


def of(graph: Graph, chosen: Filter | None = None) -> list[Board]:
    return boards(graph.base, chosen or Filter("auc"))


def told(board: Board) -> list[tuple[int | None, bool, str]]:
    return [(place.rank, place.tied, place.experiment.id) for place in board.places]


def auc(value: float, more: str = "") -> str:
    return f"metrics: {{auc: {{test: {value}}}}}\n{more}"


def test_equal_figures_share_a_rank_and_the_next_is_counted_on() -> None:
    (board,) = of(graph(auc(0.7), auc(0.9), auc(0.1 + 0.2), auc(0.7), auc(0.3)))
    assert told(board) == [
        (1, False, "EXP-2"), (2, True, "EXP-1"), (2, True, "EXP-4"), (4, True, "EXP-3"), (4, True, "EXP-5"),
    ]  # fmt: skip
    lower = of(graph(auc(0.7), auc(0.9)), Filter("auc", direction="lower"))[0]
    assert told(lower) == [(1, False, "EXP-1"), (2, False, "EXP-2")]


def test_what_has_not_ended_or_does_not_hold_is_not_ranked() -> None:
    others = (experiment(n, auc(0.9), state) for n, state in ((2, "running"), (3, "invalid")))
    found = graph_of(WAY, experiment(1, auc(0.7)), *others)
    assert [told(board) for board in of(found)] == [[(1, False, "EXP-1")]]
    assert (metrics(found.base), splits(found.base, "auc")) == (["auc"], ["test"])


@pytest.mark.parametrize(
    ("one", "two", "together"),
    [
        (f"{{digest: 'sha256:{A}'}}", f"{{digest: 'sha256:{A}', uri: b.csv, rows: 7}}", True),
        (f"{{digest: 'sha256:{A}'}}", f"{{digest: 'SHA-256={A.upper()}'}}", True),
        (f"{{digest: 'sha256:{A}'}}", f"{{digest: 'sha256:{A[:12]}'}}", True),
        (f"{{digest: 'sha256:{A[:12]}'}}", f"{{digest: 'sha256:{A[:12]}'}}", True),
        ("{digest: second of March}", "{digest: second of March}", True),
        ("{digest: second of March}", "{digest: third of March}", False),
        (f"{{digest: 'sha256:{A}'}}", f"{{digest: 'sha256:{B}'}}", False),
        (f"{{digest: 'sha256:{A}'}}", f"{{digest: 'md5:{A[:32]}'}}", False),
        (f"{{digest: 'sha256:{A}', uri: a.csv}}", "{uri: a.csv}", False),
        ("{uri: a.csv}", "{uri: a.csv}", True),
        ("{uri: a.csv, rows: 10}", "{uri: a.csv, rows: 9}", False),
        ("{uri: a.csv}", "{rows: 10}", False),
        ("{rows: 10}", "{}", True),
    ],
)
def test_figures_of_other_data_are_not_ranked_together(one: str, two: str, *, together: bool) -> None:
    found = graph(auc(0.7, f"data: {{test: {one}}}"), auc(0.8, f"data: {{test: {two}}}"))
    assert len(of(found)) == (1 if together else 2)
    assert sorted(len(board.places) for board in of(found)) == ([2] if together else [1, 1])


def test_what_tells_that_it_is_the_same_data_is_told() -> None:
    found = of(
        graph(
            auc(0.7), auc(0.8), auc(0.9),
            auc(0.7, "data: {test: {uri: a.csv}}"), auc(0.7, f"data: {{test: {{digest: 'sha256:{A}'}}}}"),
            auc(0.7, f"data: {{test: {{digest: 'sha256:{A}'}}}}"),
        )
    )  # fmt: skip
    assert [(board.told, len(board.places)) for board in found] == [("digest", 2), ("uri", 1), ("nothing", 3)]


def test_without_a_word_on_which_way_is_good_or_with_two_nothing_is_ranked() -> None:
    silent = of(graph("metrics: {shops: {test: 3}}", "metrics: {shops: {test: 5}}"), Filter("shops"))[0]
    assert (silent.direction, silent.contradicted) == ("", False)
    assert told(silent) == [(None, False, "EXP-1"), (None, False, "EXP-2")]
    task = "smart: {measurable: {metric: auc, target: 0.5, direction: %s}}"
    both = graph_of(
        WAY, record("TASK-1", task % "lower"), record("TASK-2", task % "higher"),
        experiment(1, auc(0.7, "task: TASK-1")), experiment(2, auc(0.8, "task: TASK-2")),
    )  # fmt: skip
    assert [(board.direction, board.contradicted) for board in of(both)] == [("", True)]
    assert [board.direction for board in of(both, Filter("auc", direction="lower"))] == ["lower"]
    # The word of the tasks whose results are ranked counts, not that of others.
    assert [board.direction for board in of(both, Filter("auc", task="TASK-1"))] == ["lower"]


def test_by_task_by_goal_through_its_parts_by_split_and_folds_as_one() -> None:
    found = graph_of(
        WAY, record("TASK-1", "goal: GOAL-1"), record("TASK-2", "part_of: TASK-1"), record("TASK-3", "part_of: TASK-3"),
        experiment(1, "task: TASK-2\nmetrics: {auc: {cv/1: 0.7, cv/2: 0.8, train: 0.9}}"),
        experiment(2, auc(0.8, "task: TASK-3")), experiment(3, auc(0.8)),
    )  # fmt: skip
    by_goal = of(found, Filter("auc", goal="GOAL-1"))
    assert [(board.split, told(board)) for board in by_goal] == [
        ("cv", [(1, False, "EXP-1")]), ("train", [(1, False, "EXP-1")]),
    ]  # fmt: skip
    assert [told(board) for board in of(found, Filter("auc", task="TASK-3"))] == [[(1, False, "EXP-2")]]
    assert [board.split for board in of(found, Filter("auc", split="cv"))] == ["cv"]
    assert [board.split for board in of(found)] == ["test", "cv", "train"]
    assert of(found, Filter("auc", goal="GOAL-2")) == []


def test_an_entry_says_what_is_known_of_a_result() -> None:
    five = "{auc: {test: {mean: %s, std: 0.0018, n: 5}}}"
    found = graph_of(
        WAY, record("TASK-1", "smart: {measurable: {metric: auc, dataset: test, target: 0.78}}"),
        experiment(1, f"metrics: {five % 0.7775}"),
        experiment(2, f"task: TASK-1\nbaseline: EXP-1\nmetrics: {five % 0.7813}\n"
                      "reproductions: [{on: 2026-01-01, verdict: match}, {on: 2026-01-02, verdict: drift}]"),
        experiment(3, f"task: TASK-1\nbaseline: EXP-1\nmetrics: {five % 0.7812}\n"
                      "date: 2026-01-03\nreproductions: [{on: 2026-01-02, verdict: drift}]"),
        experiment(4, auc(0.6, "baseline: EXP-9")),
    )  # fmt: skip
    (board,) = of(found)
    best, second, third, last = (entry(found.base, board, place, 0.95) for place in board.places)
    assert best.baseline is not None
    assert (best.place.experiment.id, best.baseline.judged, best.best, best.reproduced) == (
        "EXP-2",
        "better",
        None,
        "drift",
    )
    assert best.target is not None
    assert (best.task, best.met, best.target.judged) == ("TASK-1", True, "within-spread")
    assert (second.place.experiment.id, second.best, second.reproduced) == ("EXP-3", "within-spread", None)
    assert (third.baseline, third.target, third.met, third.best) == (None, None, None, "worse")
    assert (last.single, last.baseline, last.best) == (True, None, "worse")


def test_thousands_of_digests_that_are_cut_short_are_told_apart() -> None:
    found = graph(*(auc(n, f"data: {{test: {{digest: 'sha256:{n:08x}'}}}}") for n in range(600)))
    assert len(of(found)) == 600


@pytest.mark.parametrize(("direction", "value", "met"), [
    ("higher", 0.7, True), ("higher", 0.69, False), ("lower", 0.7, True), ("lower", 0.71, False),
])  # fmt: skip
def test_a_target_that_is_just_reached_is_met(direction: str, value: float, met: bool) -> None:
    asks = f"smart: {{measurable: {{metric: auc, dataset: test, target: 0.7, direction: {direction}}}}}"
    found = graph_of(record("TASK-1", asks), experiment(1, auc(value, "task: TASK-1")))
    (board,) = of(found)
    assert entry(found.base, board, board.places[0], 0.95).met is met


def test_a_target_without_a_data_set_is_held_against_the_figure_that_the_verdict_goes_by() -> None:
    found = graph_of(
        record("TASK-1", "smart: {measurable: {metric: auc, target: 0.7}}"),
        experiment(1, "task: TASK-1\nmetrics: {auc: {train: 0.99, test: 0.6}}"),
    )
    told = {board.split: entry(found.base, board, board.places[0], 0.95) for board in of(found)}
    assert (told["test"].met, told["test"].task) == (False, "TASK-1")
    assert (told["train"].met, told["train"].target, told["train"].task) == (None, None, None)
