"""Lays out a new knowledge base, in an empty folder or beside what a repository already holds."""

from kb.founding import attributes
from kb.founding.plan import Advice, Plan, Site, configuration, default_name, named, plan

__all__ = ["Advice", "Plan", "Site", "attributes", "configuration", "default_name", "named", "plan"]
