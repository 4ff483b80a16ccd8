"""Pictures and marks: what the pages draw with and none of them owns (graphs, badges, bars, colours)."""
