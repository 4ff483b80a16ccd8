"""The same site as Markdown files that any generator builds without our plugin; knows the Python of none of them."""
