"""Reads the runs of other tools as drafts of experiments: one importer per tool, without the tool installed."""
