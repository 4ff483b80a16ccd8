"""The base through time: what git knows of it, asked in a way that runs nothing of the repository's."""
