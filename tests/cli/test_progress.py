"""The line that tells how far something long has got."""

import io
import sys
import time

import pytest

from kb.cli.progress import Progress


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
