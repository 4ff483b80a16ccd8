"""The formats in which findings are printed: one file each, named as `--output-format` names it."""
