"""The click group: loads a command when it is called, and turns every ending into one of the exit codes."""

from __future__ import annotations

import errno
import importlib
import keyword
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from kb.cli import listing
from kb.cli.recall import Run
from kb.cli.session import Session
from kb.cli.terminal import complain, listen, say, silence, warn
from kb.errors import KbError, Refused

BUG = 70
INTERRUPTED = 130


class LazyGroup(click.Group):
    """A group whose commands are modules: `kb.cli.commands.<name>` holds `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(listing.SUMMARIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in listing.SUMMARIES:
            return None
        own = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name.replace("-", "_")
        module = importlib.import_module(f"kb.cli.commands.{own}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            close = difflib.get_close_matches(args[0], listing.SUMMARIES, n=3)
            if not close:
                raise
            # Two letters that changed places are the slip that is made most.
            close = [name for name in close if sorted(name) == sorted(args[0])] or close
            message = f"{error.message.rstrip('.')}. Did you mean {' or '.join(f'`{n}`' for n in close)}?"
            raise click.UsageError(message, ctx) from None

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(listing.help_page())

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        from click.shell_completion import CompletionItem

        found = [CompletionItem(n, help=s) for n, s in listing.SUMMARIES.items() if n.startswith(incomplete)]
        return found + click.Command.shell_complete(self, ctx, incomplete)


def _print_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        sys.stdout.write(listing.version())
        ctx.exit()


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option("-C", "start", type=click.Path(path_type=Path), default=Path(), help="Start in this folder.")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Version."
)
@click.pass_context
def kb(ctx: click.Context, start: Path) -> None:
    """A research backlog and knowledge base in Markdown and git."""
    session = Session(start)
    session.recalled, ctx.obj = ctx.obj, session


def run(arguments: Sequence[str], recalled: Run | None = None) -> int:
    """Run one command line and return the exit code; nothing that happens inside escapes as a traceback.

    Args:
        arguments: the command line.
        recalled: this run as the cache sees it, if its answer may be kept.
    """
    listen(recalled.said if recalled is not None else None)
    try:
        code = kb.main(args=list(arguments), prog_name="kb", standalone_mode=False, obj=recalled)
        if sys.stdout is not None:
            sys.stdout.flush()
        code = code if isinstance(code, int) else 0
        if recalled is not None:
            with suppress(OSError):  # nobody asked for it to be kept
                recalled.keep(code)
        return code
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.UsageError as error:
        error.show()
        return 2
    except click.ClickException as error:
        warn(f"kb: {error.format_message()}")
        return 2
    except KbError as error:
        complain(error)
        return 1 if isinstance(error, Refused) else 2
    except (KeyboardInterrupt, click.Abort):
        return interrupted()
    except OSError as error:
        return failed(error)
    except Exception as error:  # noqa: BLE001 - the one place where a bug of ours ends
        return bug(error)
    finally:
        listen(None)


def interrupted() -> int:
    """Somebody pressed Ctrl-C."""
    warn("interrupted")
    return INTERRUPTED


def failed(error: OSError) -> int:
    """The machine would not: no room, no permission, a disk that fails, or a reader that has read enough."""
    if isinstance(error, BrokenPipeError):
        # `kb list | head`: nothing is wrong, and nothing may be flushed at exit.
        silence()
        return 0
    if error.errno == errno.ENOSPC and error.filename is None:
        silence()
    place = f"{error.filename}: " if error.filename is not None else ""
    warn(f"{place}error: {error.strerror or error}")
    return 2


def bug(error: Exception) -> int:
    """A mistake of ours: one line, and a log that can be reported."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="kb-", suffix=".log", delete=False, encoding="utf-8", errors="backslashreplace"
    ) as log:
        log.write(f"{listing.version()}Python {sys.version}\narguments: {sys.argv[1:]!r}\n\n")
        log.write("".join(traceback.format_exception(error)))
    kind = type(error).__name__
    warn(f"kb {listing.version().split()[1]}: a bug in kb ({kind}: {error})")
    say(f"  Please report it with this file: {log.name}", err=True)
    return BUG
