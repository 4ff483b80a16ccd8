"""Starts `kb`: answers `--version` and `--help` before anything is imported, hands the rest to the command line."""

from __future__ import annotations

import os
import sys


def main(argv: list[str] | None = None) -> int:
    """Run `kb` and return its exit code: 0 fine, 1 findings or not so, 2 called wrongly, 70 a bug, 130 interrupted."""
    arguments = sys.argv[1:] if argv is None else argv
    if len(arguments) == 1 and arguments[0] in ("--version", "--help", "-h"):
        from kb.cli import listing

        sys.stdout.write(listing.version() if arguments[0] == "--version" else listing.help_page())
        return 0
    # Looking for plugins of pydantic reads the metadata of every installed package, and runs what it finds.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from kb.cli.app import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
