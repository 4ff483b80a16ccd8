"""The working tree: reads sources, and writes edits if nobody wrote meanwhile."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kb.disk.read import (
    decoded,
    is_leftover,
    is_record,
    read_bytes,
    read_source,
    read_text,
    record_folders,
    record_paths,
    reloader,
)
from kb.text.signs import MAX_RECORD

if TYPE_CHECKING:
    from kb.disk.diff import unified_diff
    from kb.disk.locking import lock
    from kb.disk.state import below_top, state_folder
    from kb.disk.write import create, recover, rename, write_edits

__all__ = [
    "MAX_RECORD",
    "below_top",
    "create",
    "decoded",
    "is_leftover",
    "is_record",
    "lock",
    "read_bytes",
    "read_source",
    "read_text",
    "record_folders",
    "record_paths",
    "recover",
    "reloader",
    "rename",
    "state_folder",
    "unified_diff",
    "write_edits",
]

_ROOMS = {"lock": "locking", "below_top": "state", "state_folder": "state", "unified_diff": "diff"}


def __getattr__(name: str) -> Any:
    """Load what writes when somebody writes: most runs only read."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS.get(name, 'write')}"), name)
