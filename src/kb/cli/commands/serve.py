"""`kb serve`: previews the site, and shows a record that changed at once."""

from __future__ import annotations

import threading
import webbrowser

import click

from kb.cli import generator
from kb.cli.output import today_option
from kb.cli.session import Session


@click.command("serve")
@click.option("--audience", type=click.Choice(["public", "internal", "restricted"]), help="Who will read it.")
@click.option(
    "-a",
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    metavar="HOST:PORT",
    help="Where to listen.",
)
@click.option("-o", "--open", "open_", is_flag=True, help="Open the site in the browser.")
@today_option
@click.pass_obj
def command(session: Session, audience: str | None, address: str, open_: bool) -> int:
    """Preview the site; it reloads in the browser when a record, a page or kb.toml changes. Ctrl-C ends it."""
    host, port = _place(address)
    generator.require()
    _ = session.located  # before anything is loaded for a base that is not there
    from kb.cli.live import Live
    from kb.cli.previewing import Foreign, Previewing, watch

    with Live(host, port) as live:
        previewing = Previewing(session, audience, live)
        try:
            sight = previewing.begin()
            threading.Thread(target=live.serve_forever, daemon=True).start()
            url = f"http://{address.rpartition(':')[0]}:{live.server_port}{live.mount}"
            click.echo(f"Serving on {url} (Ctrl-C ends it)", err=True)
            if open_:
                webbrowser.open(url)
            watch(previewing, sight)
        except Foreign:
            pass
        except KeyboardInterrupt:
            return 0
        finally:
            previewing.end()
    return _by_mkdocs(session, audience, address, open_=open_)


def _place(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise click.BadParameter(f"{address!r} is no HOST:PORT.", param_hint="--address")
    return host, int(port)


def _by_mkdocs(session: Session, audience: str | None, address: str, *, open_: bool) -> int:
    """The preview of MkDocs itself, for settings with plugins or hooks that read what nobody here watches."""
    with generator.configuration(session) as config:
        arguments = ["--config-file", str(config), "--dev-addr", address, "--livereload"]
        if open_:
            arguments.append("--open")
        click.echo(f"Serving on http://{address}/ by `mkdocs serve` (Ctrl-C ends it)", err=True)
        return 2 if generator.serve(arguments, audience=audience, today=session.pretended_today) else 0
