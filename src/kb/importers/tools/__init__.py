"""One module per tool that keeps runs; each contributes one :class:`kb.importers.importer.Importer`."""
