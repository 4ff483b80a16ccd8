"""The rules: one file each, named after its code and its name, whose docstring is its page in the manual."""
