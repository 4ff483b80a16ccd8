"""Starts `kb`: answers `--version` and `--help` before anything is imported, hands the rest to the command line."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kb.cli.recall import Run


def main(argv: list[str] | None = None) -> int:
    """Run `kb` and return its exit code: 0 fine, 1 findings or not so, 2 called wrongly, 70 a bug, 130 interrupted."""
    arguments = sys.argv[1:] if argv is None else argv
    if len(arguments) == 1 and arguments[0] in ("--version", "--help", "-h"):
        from kb.cli import listing

        return _print(listing.version() if arguments[0] == "--version" else listing.help_page())
    if arguments[:1] == ["merge-driver"] and (merged := _merged(arguments[1:])) is not None:
        return merged
    from kb.cli import recall

    recalled = recall.begin(arguments)
    if recalled is not None and (known := _again(recalled)) is not None:
        return known
    # Looking for plugins of pydantic reads the metadata of every installed package, and runs what it finds.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from kb.cli.app import run

    return run(arguments, recalled)


def program() -> None:
    """Run `kb` as a program, and end at once: taking ten thousand records apart takes a twentieth of a run.

    Whoever measures or traces the run, and threads that still work, see the usual end.
    """
    code = main()
    threading = sys.modules.get("threading")
    alone = threading is None or threading.active_count() == 1
    if alone and sys.getprofile() is None and sys.gettrace() is None:
        import atexit

        atexit._run_exitfuncs()
        try:
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
        except (OSError, ValueError):
            sys.exit(code)
        os._exit(code)
    sys.exit(code)


def _merged(arguments: list[str]) -> int | None:
    """Merge a record for git; None for a command line that has to be looked at."""
    from kb.cli import driver

    try:
        return driver.answer(arguments)
    except KeyboardInterrupt:
        from kb.cli import app

        return app.interrupted()
    except OSError as error:
        from kb.cli import app

        return app.failed(error)


def _again(recalled: Run) -> int | None:
    """Say what was said before; however that ends, it ends as the first time."""
    try:
        return recalled.answer()
    except KeyboardInterrupt:
        from kb.cli import app

        return app.interrupted()
    except OSError as error:
        from kb.cli import app

        return app.failed(error)
    except Exception as error:  # noqa: BLE001 - as everywhere else, a bug of ours ends with a log
        from kb.cli import app

        return app.bug(error)


def _print(text: str) -> int:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (OSError, AttributeError) as error:
        if sys.stdout is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # A reader that has gone, as `head` does, has read what it wanted.
        return 0 if isinstance(error, BrokenPipeError) else 2
    return 0


if __name__ == "__main__":
    program()
