"""Merges two texts of a record that come from one: the front matter by its values, each with the lines it stands in."""

from kb.text.three_way.record import Bodies, Marks, Merged, Unreadable, merge

__all__ = ["Bodies", "Marks", "Merged", "Unreadable", "merge"]
