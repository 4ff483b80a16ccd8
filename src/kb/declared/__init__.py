"""Declares what may stand in records and settings, and checks it by pydantic's core, without the rest of pydantic."""
