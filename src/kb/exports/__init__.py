"""Hands records out to other programs: the base as one audience may see it, in the formats that others read."""
