"""The long run: `--soak` judges spoiled and made records and runs commands for minutes, from a seed that it names."""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished
from tests.hostile import test_fuzz
from tests.hostile.mutation import Mutator
from tests.hostile.soak import MEGABYTES, SECONDS, Soak


@pytest.mark.soak
def test_for_minutes_from_a_new_seed(
    tmp_path: Path, kb_run: Callable[..., Finished], capsys: pytest.CaptureFixture[str]
) -> None:
    seed = int(os.environ.get("FUZZ_SEED", "0")) or random.SystemRandom().randrange(1, 2**31)
    minutes = float(os.environ.get("FUZZ_MINUTES", "5"))
    soak, end = Soak(seed, tmp_path), time.monotonic() + 60 * minutes
    records = Mutator(seed + 4, test_fuzz.sound_records())
    with capsys.disabled():
        print(f"\nseed {seed} (FUZZ_SEED), {minutes:g} minutes (FUZZ_MINUTES)", flush=True)
        while time.monotonic() < end:
            soak.once()
            soak.guarded(
                "files through the command line",
                lambda: test_fuzz.commands_round(records, soak.settings, tmp_path, kb_run),
            )
        print(soak.report())
    assert not soak.failures
    assert soak.slowest < SECONDS
    assert soak.megabytes() < MEGABYTES


def test_a_soak_tells_each_kind_of_failure_once_and_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    soak = Soak(1, tmp_path)
    soak.once()
    assert not soak.failures
    assert soak.counts["spoiled records"] == 800
    assert soak.counts["made records"]

    def broken(*_: object) -> None:
        raise ZeroDivisionError("one over nothing")

    monkeypatch.setattr("tests.hostile.soak.judged", broken)
    monkeypatch.setattr("tests.hostile.soak.check", broken)
    soak.once()
    assert sum(soak.failures.values()) == 8
    assert capsys.readouterr().out.count("one over nothing") == 2
    assert "8 failures" in soak.report()
