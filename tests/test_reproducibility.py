"""The seven criteria: what people attest, what is seen, which of the two counts, and why."""

import pytest

from kb.records.experiment import Experiment
from kb.reproducibility import NOTHING, QUESTIONS, Criterion, Facts, criteria, fulfilled, last_attempt
from tests.test_comparison import experiment, read
from tests.test_graph import graph_of, record

A = "a" * 40


def of(fields: str, facts: Facts = NOTHING) -> dict[str, Criterion]:
    graph = graph_of(
        record("TASK-1", "smart: {measurable: {metric: auc, target: 0.8}}"), experiment(1, fields),
        experiment(9, "metrics: {auc: {test: 1}}\ndata: {test: {rows: 10}}"),
    )  # fmt: skip
    return {criterion.name: criterion for criterion in criteria(graph.base, read(graph, 1), facts)}


def seen(fields: str, name: str, facts: Facts = NOTHING) -> tuple[str, str]:
    criterion = of(fields, facts)[name]
    return criterion.computed, "; ".join(r.words for r in criterion.reasons if r.answer == criterion.computed)


def test_there_are_seven_and_they_are_those_of_the_record() -> None:
    assert list(of("")) == list(QUESTIONS)
    assert len(QUESTIONS) == 7


@pytest.mark.parametrize(
    ("attested", "conclusion", "holds", "contradicted"),
    [
        ("true", "conclusion: x", True, False),
        (None, "conclusion: x", True, False),
        ("false", "conclusion: x", False, False),  # people know more than whether there is one
        ("true", "", False, True),
        (None, "", False, False),
        ("false", "", False, False),
    ],
)
def test_an_honest_no_counts_and_a_yes_does_not_help_against_what_is_seen(
    attested: str | None, conclusion: str, *, holds: bool, contradicted: bool
) -> None:
    said = f"reproducibility: {{conclusions_written: {attested}}}\n" if attested else ""
    criterion = of(said + conclusion)["conclusions_written"]
    assert criterion.holds is holds
    assert (criterion.contradiction is not None) is contradicted


def test_where_nobody_can_tell_the_word_of_people_counts() -> None:
    assert of("reproducibility: {code_documented: true}")["code_documented"].holds is True
    assert of("")["code_documented"].holds is None
    found = of("reproducibility: {code_documented: true, runs_clean: false}\nconclusion: x")
    assert fulfilled(tuple(found.values())) == 2


TEST = "data: {test: {uri: a.csv, digest: 'sha256:00'}, cv: {uri: b.csv, digest: 'sha256:01'}}"


@pytest.mark.parametrize(
    ("fields", "facts", "expected"),
    [
        ("", {}, ("no", "no data is recorded")),
        ("data: {}", {}, ("no", "no data is recorded")),
        ("data: {test: {uri: a.csv}}", {}, ("cannot-tell", "test has no digest on record")),
        ("data: {test: {digest: 'sha256:00'}}", {}, ("cannot-tell", "test has no address on record")),
        (TEST, {}, ("cannot-tell", "test: a.csv was not looked at; cv: b.csv was not looked at")),
        (TEST, {"a.csv": "same"}, ("cannot-tell", "cv: b.csv was not looked at")),
        (
            TEST, {"a.csv": "same", "b.csv": "committed"},
            ("yes", ("test: a.csv is here and is the recorded one; "
                    "cv: b.csv is in the repository as recorded, at the commit")),
        ),
        (
            TEST, {"a.csv": "same", "b.csv": "other"},
            ("no", "cv: b.csv is here and has another digest than recorded"),
        ),
        (TEST, {"a.csv": "absent", "b.csv": "same"}, ("cannot-tell", "test: a.csv is not in the work tree")),
        (
            TEST, {"a.csv": "elsewhere", "b.csv": "same"},
            ("cannot-tell", "test: a.csv is elsewhere, where nobody looked"),
        ),
    ],
)  # fmt: skip
def test_data(fields: str, facts: dict[str, str], expected: tuple[str, str]) -> None:
    digests = {"a.csv": "sha256:00", "b.csv": "sha256:01"}
    known = Facts(data={(uri, digests[uri]): fact for uri, fact in facts.items()})  # type: ignore[misc]
    assert seen(fields, "data_accessible", known) == expected


CODE = f"code: {{commit: {A}, command: python a.py"
SHORT = f"commit {A[:12]}"


@pytest.mark.parametrize(
    ("fields", "fact", "expected"),
    [
        ("", None, ("no", "no commit is recorded; no command is recorded")),
        (f"{CODE}}}", None, ("cannot-tell", f"nobody could tell whether {SHORT} is there; nobody has repeated it yet")),
        (f"{CODE}}}", "reachable", ("cannot-tell", "nobody has repeated it yet")),
        (f"{CODE}}}", "missing", ("no", f"{SHORT} is not in this repository")),
        (
            f"{CODE}}}", "unreachable",
            ("no", f"{SHORT} is in this clone, but no branch or tag leads to it, so no other clone has it"),
        ),
        (
            f"{CODE}, repository: shop}}", "missing",
            ("cannot-tell", f"{SHORT} is one of shop; nobody has repeated it yet"),
        ),
        (
            f"{CODE}, dirty: true}}", "reachable",
            ("no", "it ran on code that was changed after its commit, and the changes were not kept"),
        ),
        (
            f"{CODE}, dirty: true}}\noutputs: [{{uri: research/EXP-1.diff}}]", "reachable",
            ("cannot-tell", ("it ran on code that was changed after its commit, and the changes are kept; "
                            "nobody has repeated it yet")),
        ),
        (
            f"{CODE}}}\nreproductions: [{{on: 2026-01-01, verdict: drift}}]", "missing",
            ("yes", "it ran again on 2026-01-01"),
        ),
        (
            f"{CODE}}}\nreproductions: [{{on: 2026-01-01, verdict: match}}, {{on: 2026-01-02, verdict: failed}}]",
            "reachable", ("no", "the last attempt to repeat it (2026-01-02) failed"),
        ),
    ],
)  # fmt: skip
def test_whether_it_runs(fields: str, fact: str | None, expected: tuple[str, str]) -> None:
    facts = Facts(commits={A: fact}) if fact else NOTHING  # type: ignore[dict-item]
    assert seen(fields, "runs_clean", facts) == expected


@pytest.mark.parametrize(
    ("fields", "answer", "words"),
    [
        ("", "no", ("no command is recorded; neither parameters nor a configuration file are recorded; "
                   "nothing is recorded of the environment")),
        ("code: {command: python a.py}\nenvironment: {image: 'a:1'}", "no",
         "neither parameters nor a configuration file are recorded"),
        ("code: {command: python a.py --k 3}\nenvironment: {image: 'a:1'}", "yes",
         "the command is recorded; the parameters are recorded; the image is recorded"),
        ("code: {command: python a.py}\nmodel: {params: {}}\nenvironment: {python: '3.11'}", "cannot-tell",
         "neither a lock file nor an image is recorded"),
        ("code: {command: python a.py, config: a.yaml}\nenvironment: {lockfile: uv.lock}", "yes",
         "the command is recorded; the configuration file a.yaml is here; the lock file uv.lock is here"),
        ("code: {command: python a.py, config: b.yaml}\nenvironment: {lockfile: c.lock}", "cannot-tell",
         ("the configuration file b.yaml is not in the work tree; "
         "the lock file c.lock is elsewhere, where nobody looked")),
    ],
)  # fmt: skip
def test_settings(fields: str, answer: str, words: str) -> None:
    facts = Facts(files={"a.yaml": True, "uv.lock": True, "b.yaml": False})
    assert seen(fields, "config_fixed", facts) == (answer, words)


@pytest.mark.parametrize(
    ("reproductions", "expected"),
    [
        ("", ("cannot-tell", "nobody has repeated it yet")),
        ("{on: 2026-01-01, verdict: match}", ("yes", "it was repeated on 2026-01-01 and came out the same")),
        ("{on: 2026-01-01, verdict: drift}", ("no", "it was repeated on 2026-01-01 and came out otherwise")),
        ("{on: 2026-01-01, verdict: failed}", ("cannot-tell", "the last attempt to repeat it (2026-01-01) failed")),
        ("{on: 2025-12-30, verdict: match}", ("cannot-tell", "nobody has repeated it yet")),
        ("{on: 2026-01-01, verdict: drift}, {on: 2026-01-02T08:00:00Z, verdict: match}",
         ("yes", "it was repeated on 2026-01-02 and came out the same")),
    ],
)  # fmt: skip
def test_only_an_attempt_after_the_result_shows_whether_it_comes_out_the_same(
    reproductions: str, expected: tuple[str, str]
) -> None:
    assert seen(f"date: 2026-01-01\nreproductions: [{reproductions}]", "output_consistent") == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("", ("no", "no figure is recorded")),
        ("metrics: {auc: {}}", ("no", "no figure is recorded")),
        ("metrics: {auc: {test: 1}}", ("cannot-tell", "it names no baseline, and no task asks for a figure")),
        ("metrics: {auc: {test: 1}}\nbaseline: EXP-9", ("yes", "its figures can be set beside those of EXP-9")),
        ("metrics: {f1: {test: 1}}\nbaseline: EXP-9",
         ("no", "they cannot be set beside those of EXP-9: the metric is another")),
        ("metrics: {auc: {test: 1}}\nbaseline: EXP-9\ndata: {test: {rows: 11}}",
         ("no", "they cannot be set beside those of EXP-9: the data are others")),
        ("metrics: {auc: {test: 1}}\ntask: TASK-1", ("yes", "it reports auc, which its task asks for")),
        ("metrics: {f1: {test: 1}}\ntask: TASK-1", ("cannot-tell", "it does not report auc, which its task asks for")),
    ],
)  # fmt: skip
def test_metrics(fields: str, expected: tuple[str, str]) -> None:
    assert seen(fields, "metrics_comparable") == expected


def test_the_last_attempt_is_the_last_after_the_result() -> None:
    graph = graph_of(
        experiment(1, "date: 2026-01-01T12:00:00Z\nreproductions: [{on: 2026-01-01, verdict: match}]")
    )
    found = last_attempt(read(graph, 1))
    assert found is not None
    assert found.verdict == "match"
    assert isinstance(read(graph, 1), Experiment)
