"""The line that tells how far something long has got."""

import contextlib
import io
import sys
import time

import pytest

from kb.cli import progress as room
from kb.cli.progress import Progress, waiting


class Terminal(io.StringIO):
    """A terminal that keeps what was drawn."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "drawn"), [(Terminal, "\r\033[Kthird\r\033[Kfifth\r\033[K"), (io.StringIO, "")]
)
def test_a_step_is_told_after_half_a_second_and_not_every_time(
    stream: type[io.StringIO], drawn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [10.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    error = stream()
    monkeypatch.setattr(sys, "stderr", error)
    progress = Progress()
    for at, words in ((10.0, "first"), (10.4, "second"), (10.6, "third"), (10.7, "fourth"), (10.9, "fifth")):
        now[0] = at
        progress.at(words)
    progress.clear()
    assert error.getvalue() == drawn


@pytest.mark.parametrize(("lasts", "drawn"), [(True, "\r\033[Kreading\r\033[K"), (False, "")])
def test_what_lasts_is_told_and_what_is_over_soon_is_not(
    lasts: bool, drawn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_DELAY", 0.001 if lasts else 60)
    error = Terminal()
    monkeypatch.setattr(sys, "stderr", error)
    with waiting("reading"):
        while lasts and not error.getvalue():
            time.sleep(0.001)
    assert error.getvalue() == drawn


def test_the_line_is_taken_away_when_what_lasts_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_DELAY", 0.001)
    error = Terminal()
    monkeypatch.setattr(sys, "stderr", error)
    with contextlib.suppress(KeyError), waiting("reading"):
        while not error.getvalue():
            time.sleep(0.001)
        raise KeyError
    assert error.getvalue().endswith("\r\033[K")
