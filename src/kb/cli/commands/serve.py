"""`kb serve`: previews the site and rebuilds it when a record, a page or the configuration changes."""

from __future__ import annotations

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
    generator.require()
    with generator.configuration(session) as config:
        arguments = ["--config-file", str(config), "--dev-addr", address, "--livereload"]
        if open_:
            arguments.append("--open")
        click.echo(f"Serving on http://{address}/ (Ctrl-C ends it)", err=True)
        return 2 if generator.serve(arguments, audience=audience, today=session.pretended_today) else 0
