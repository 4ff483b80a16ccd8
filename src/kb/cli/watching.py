"""Looks at a base again and again, and does something each time that it has changed."""

from __future__ import annotations

import gc
import posixpath
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kb.cache import head
from kb.cache.listing import look
from kb.cli.session import Session
from kb.cli.terminal import complain, listen, note, on_terminal
from kb.errors import KbError

PAUSE = 0.5
"""Seconds between two looks."""
CALM = 0.1
"""Seconds without a change after one before something is done, because editors and git write several files."""
_CLEAR = "\033[2J\033[3J\033[H"
Pause = Callable[[float], None]


def watch(session: Session, once: Callable[[Session], object], pause: Pause = time.sleep) -> None:
    """Do something now, and again whenever a record, a page of `docs` or the configuration has changed.

    It ends only by an exception, such as Ctrl-C. A configuration that cannot be used is told like a finding:
    whoever is editing it will mend it.
    """
    listen(None)  # what is said for hours is not for a cache
    while True:
        seen = _look(session)
        try:
            once(session)
        except KbError as error:
            complain(error)
        note("Watching for changes; Ctrl-C ends it.")
        if sys.stdout is not None:
            sys.stdout.flush()
        session = _another(session)
        while (now := _look(session)) == seen:
            pause(PAUSE)
            session = _another(session)
        while True:
            pause(CALM)
            session = _another(session)
            if (after := _look(session)) == now:
                break
            now = after
        if on_terminal():
            sys.stdout.write(_CLEAR)
        gc.unfreeze()  # the base that was read before can go


def _another(session: Session) -> Session:
    """A session that has not read anything yet."""
    fresh = Session(session.start)
    if session.pretended_today is not None:
        fresh.pretend_today(session.today)
    return fresh


def _look(session: Session) -> object:
    """What can change: the configuration, the files from outside, and the day."""
    try:
        located = session.located
    except KbError as error:
        return str(error.where), error.message
    folders = [posixpath.normpath(folder) for folder in (*located.config.records, located.config.docs)]
    return (
        located.data,
        session.today,
        head.state_of(str(located.root)),
        *(_seen(located.root, folder) for folder in folders),
    )


def _seen(root: Path, folder: str) -> object:
    listing = look(str(root), [folder])
    return (listing.data, listing.folders) if listing is not None else None
