"""The terminal: finds the base, runs one command, reports to people or programs, and sets the exit code."""
