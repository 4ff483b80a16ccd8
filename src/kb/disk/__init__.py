"""The working tree: reads sources, and writes edits if nobody wrote meanwhile."""

from kb.disk.diff import unified_diff
from kb.disk.lock import lock
from kb.disk.read import MAX_RECORD, read_source, read_text, record_paths
from kb.disk.state import state_folder
from kb.disk.write import create, recover, rename, write_edits

__all__ = [
    "MAX_RECORD",
    "create",
    "lock",
    "read_source",
    "read_text",
    "record_paths",
    "recover",
    "rename",
    "state_folder",
    "unified_diff",
    "write_edits",
]
