"""Judges a base: rules are files, select decides which of them speak, the engine collects what they say."""
