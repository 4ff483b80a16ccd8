"""Draws the answers of queries that stand in pages and in the bodies of records."""
