"""The working tree: reads sources, and writes edits if nobody wrote meanwhile."""

from kb.disk.read import MAX_RECORD, read_source, read_text, record_paths

__all__ = ["MAX_RECORD", "read_source", "read_text", "record_paths"]
