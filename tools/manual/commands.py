"""The page of the commands, as they explain themselves."""

from __future__ import annotations

import click

from kb.cli import listing
from kb.cli.app import kb

_OPENING = """\
# Commands

`kb` finds its base by walking up to the first `kb.toml`, or `pyproject.toml` with `[tool.kb]`; `-C DIR` starts
elsewhere. Results go to standard output, messages to standard error. Colour is for terminals only; `NO_COLOR` and
`FORCE_COLOR` are respected.

| exit code | meaning |
|---|---|
| 0 | nothing to complain about |
| 1 | findings, or the thing asked for is not so |
| 2 | called wrongly, configuration unusable, input or output failed, or somebody else holds the lock |
| 70 | a bug in `kb`: a short message and the path of a log for the report |
| 130 | Ctrl-C |

Commands that print data take `--format`; what `json` holds is on the page [JSON](json.md). Commands that write take
`--dry-run`, say what they wrote, and leave every byte alone that they need not change. `KB_USER` in the environment
names the owner of new records; `KB_NO_CACHE=1` is `--no-cache` for every command ([what is
kept](../explanation/speed.md#cache)); `KB_JOBS=1` keeps everything in one process ([both
processors](../explanation/speed.md#processors)).

Ids, states, handles and rule codes complete in the shell. For bash:

```sh
echo 'eval "$(_KB_COMPLETE=bash_source kb)"' >> ~/.bashrc
```

`zsh_source`, `fish_source` and `powershell_source` are for the other shells.
"""


def pages() -> dict[str, str]:
    """The page."""
    lines = [_OPENING]
    for title, table in listing.GROUPS:
        lines += ["", f"## {title}"]
        for name, _ in table:
            lines += ["", f"### kb {name} {{ #{name} }}", "", "```text", explained(name), "```"]
    return {"commands.md": "\n".join(lines)}


def explained(name: str) -> str:
    """What `kb NAME --help` prints on a terminal of 92 columns."""
    with click.Context(kb, info_name="kb", **kb.context_settings) as parent:
        command = kb.get_command(parent, name)
        assert command is not None
        width = {"terminal_width": 92, "max_content_width": 92}
        with click.Context(command, info_name=name, parent=parent, **width) as context:  # type: ignore[arg-type]  # widths
            return command.get_help(context)
