"""Lays out a new knowledge base, in an empty folder or beside what a repository already holds."""

from kb.founding.plan import Advice, Plan, Site, default_name, named, plan

__all__ = ["Advice", "Plan", "Site", "default_name", "named", "plan"]
