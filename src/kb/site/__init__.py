"""The site: draws a knowledge base as Markdown, HTML fragments and SVG for any site generator."""
