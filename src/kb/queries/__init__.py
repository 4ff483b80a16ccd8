"""Queries in Markdown: what the first line of a fence asks for, and whether a query can be answered at all."""
