"""Characters and the places of characters: front matter, Markdown and edits; knows nothing of records."""
