"""How well words alone tell a phrase that says what is done from one that fits any task."""

from pathlib import Path

import pytest
import yaml

from kb.readiness.specificity import says_what
from tests.lint.support import rule

HERE = Path(__file__).parent
PHRASES = yaml.safe_load((HERE / "phrases_specific.yml").read_text(encoding="utf-8"))
UNSEEN = yaml.safe_load((HERE / "phrases_unseen.yml").read_text(encoding="utf-8"))


def figures(phrases: dict[str, list[str]]) -> tuple[int, int, str]:
    """How many are rightly and wrongly refused, and what that comes to in the words of the manual."""
    found = sum(not says_what(phrase) for phrase in phrases["refused"])
    wrong = sum(not says_what(phrase) for phrase in phrases["accepted"])
    return (
        found,
        wrong,
        f"(precision {found / (found + wrong):.3f}, recall {found / len(phrases['refused']):.3f})",
    )


def test_the_manual_states_what_is_measured() -> None:
    said = " ".join(rule("SM001").manual().split())
    found, wrong, words = figures(PHRASES)
    told = (
        f"Of {len(PHRASES['refused'])} that say nothing it refuses {found}, and of {len(PHRASES['accepted'])}"
    )
    assert f"{told} that say something {wrong} {words}" in said
    found, wrong, words = figures(UNSEEN)
    told = f"Of {len(UNSEEN['refused'])} and {len(UNSEEN['accepted'])} that were written afterwards"
    assert f"{told} it refuses {found} and {wrong} {words}" in said


def test_what_was_written_afterwards_is_in_no_other_list() -> None:
    known = {*PHRASES["accepted"], *PHRASES["refused"]}
    assert not known & {*UNSEEN["accepted"], *UNSEEN["refused"]}


def test_the_lists_are_long_and_do_not_repeat_themselves() -> None:
    accepted, refused = PHRASES["accepted"], PHRASES["refused"]
    assert min(len(accepted), len(refused)) >= 60
    assert len({*accepted, *refused}) == len(accepted) + len(refused)


def test_vague_phrases_are_found_and_others_left_alone() -> None:
    wrongly_refused = [phrase for phrase in PHRASES["accepted"] if not says_what(phrase)]
    wrongly_accepted = [phrase for phrase in PHRASES["refused"] if says_what(phrase)]
    found = len(PHRASES["refused"]) - len(wrongly_accepted)
    precision, recall = found / (found + len(wrongly_refused)), found / len(PHRASES["refused"])
    said = f"precision {precision:.3f}, recall {recall:.3f}; refused {wrongly_refused}, accepted {wrongly_accepted}"
    assert precision >= 0.95, said
    assert recall >= 0.95, said


@pytest.mark.parametrize(
    ("phrase", "enough"),
    [
        ("", False),
        ("…", False),
        ("investigate churn", False),
        ("investigate `plan_code`", True),
        ("try LightGBM", True),
        ("Improve The Model", False),
        ("machine learning for shops", False),
        ("ordering shops", True),
        ("out-of-fold rates", True),
        ("a" * 100_000, False),
        ("_" * 100_000, False),
        ("a-" * 50_000, False),
        ("cross-validated ridge", True),
    ],
)
def test_single_phrases(phrase: str, enough: bool) -> None:
    assert says_what(phrase) is enough


def test_inflected_words_are_known_by_their_base() -> None:
    for phrase in ("improving models", "studies of approaches", "improved analyses", "planned experiments"):
        assert not says_what(phrase), phrase
