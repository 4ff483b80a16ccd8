"""The formats of `kb export`: one file each, holding one exporter."""
