"""The commands: one file each, holding `command`; the table in `kb.cli.listing` says what they are for."""
