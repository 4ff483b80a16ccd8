"""`kb merge-driver`: what git starts for every record that both sides of a merge changed."""

from __future__ import annotations

import click

from kb.cli import driver
from kb.errors import KbError

_FILE = click.Path(exists=True, dir_okay=False)


@click.command("merge-driver")
@click.argument("base", type=_FILE)
@click.argument("ours", type=_FILE)
@click.argument("theirs", type=_FILE)
@click.argument("path")
@click.option(
    "--marker-size",
    type=click.IntRange(1, 999),
    default=driver.SIZE,
    help="Signs of a conflict marker.",
    show_default=True,
)
def command(base: str, ours: str, theirs: str, path: str, marker_size: int) -> int:
    """Merge the record PATH: what BASE became in OURS and THEIRS is written to OURS.

    Git calls this, as `kb merge-driver %O %A %B %P`; `kb init --merge-driver` tells it to. Front matter is merged by
    values: different keys from both sides, entries of lists from both, and every other byte as it was. Where both sides
    gave one value differently, both stand between the markers of a conflict. Bodies are merged line by line, as git
    does; so is a record that cannot be read.

    Ends with 0 when nothing is left to decide and with 1 when there are conflicts.
    """
    try:
        return driver.carry_out(driver.Asked(base, ours, theirs, path, marker_size))
    except OSError as error:
        raise KbError(f"the merge cannot be written: {error.strerror}", where=ours) from None
