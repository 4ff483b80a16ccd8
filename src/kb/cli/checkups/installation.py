"""The installation: which kb, on which Python, with which extras."""

from __future__ import annotations

import importlib.util
import platform
import sys
from collections.abc import Iterator
from typing import ClassVar, Final

from kb._version import __version__
from kb.cli.checkup import Checkup, Patient, Remark

EXTRAS: Final = {
    "site": ("`kb build` and `kb serve`", ("mkdocs", "material", "jinja2", "markdown", "nh3")),
    "charts": ("the charts of the site", ("vl_convert",)),
    "graphml": ("`kb graph --format graphml`", ("networkx",)),
}


class Installation(Checkup):
    """What is installed."""

    name: ClassVar[str] = "installation"
    turn: ClassVar[int] = 1

    def look(self, patient: Patient) -> Iterator[Remark]:
        """The versions, and what is missing for which command."""
        yield Remark("ok", f"kb {__version__}")
        yield Remark("ok", f"Python {platform.python_version()} on {sys.platform}")
        for extra, (what, modules) in EXTRAS.items():
            missing = [name for name in modules if importlib.util.find_spec(name) is None]
            if missing:
                help_ = f'pip install "research-kb[{extra}]"'
                yield Remark("note", f"{what} cannot run: no {', '.join(missing)}", help_)
            else:
                yield Remark("ok", f"all that {what} need is there")
