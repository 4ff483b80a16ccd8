"""What is kept of each record beside the answers, for one question: bytes in the terms of whoever kept them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from kb.cache import frames, place

NAME = "facts"


def load(folder: str, token: bytes, question: bytes) -> list[bytes] | None:
    """What was kept for a question with the state of a token; None when it is not there or is of another state."""
    data = place.read(folder, NAME) if token else None
    pieces = frames.unpack(data) if data is not None else None
    if pieces is None or pieces[:2] != [token, question]:
        return None
    return pieces[2:]


def save(folder: str, token: bytes, question: bytes, pieces: Iterable[bytes]) -> bool:
    """Keep it; the state that goes with it is saved afterwards, so that one without the other counts for nothing."""
    return place.write_parts(folder, NAME, frames.Packing(chain((token, question), pieces)))
