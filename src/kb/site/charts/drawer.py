"""Has charts drawn in a process of their own: the library brings an engine for JavaScript along.

That engine takes a hundred megabytes and four threads, and keeps them. In the process that builds a site they would
stay until its end, and beside other threads no second process can be started to draw pages.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from contextlib import suppress
from threading import Lock
from typing import Any, Final

# Line by line: a chart as JSON, the drawing or what is wrong as JSON.
_PROGRAM: Final = """
import json, sys, vl_convert
for line in sys.stdin.buffer:
    spec, version = json.loads(line)
    try:
        said = [vl_convert.vegalite_to_svg(spec, vl_version=version, allowed_base_urls=[]), None]
    except Exception as error:
        said = [None, str(error)]
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\\n")
    sys.stdout.buffer.flush()
"""


class Drawer:
    """The process, from the first chart on; one for each process that draws pages, and for all of its threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._owner = 0
        self._process: subprocess.Popen[bytes] | None = None

    def draw(self, spec: str, version: str) -> str | None:
        """A chart as SVG; None where no process can be started, or it died over the chart.

        Raises:
            ValueError: the library does not draw it; with what it says.
        """
        with self._lock:
            try:
                said = self._ask(json.dumps([spec, version]).encode() + b"\n")
                drawn, wrong = json.loads(said)
            except (OSError, ValueError):
                self.close()
                return None
            except BaseException:  # who reads next must not get this answer
                self.close()
                raise
        if wrong is not None:
            raise ValueError(wrong)
        return str(drawn)

    def _ask(self, line: bytes) -> bytes:
        process: Any = (
            self._process if self._owner == os.getpid() else None
        )  # of a parent: its pipes are not ours
        if process is None or process.poll() is not None:
            self.close()
            process = self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _PROGRAM],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            self._owner = os.getpid()
        process.stdin.write(line)
        process.stdin.flush()
        said: bytes = process.stdout.readline()
        return said

    def close(self) -> None:
        """End the process; the next chart starts another."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        with suppress(OSError):
            process.communicate()


DRAWER: Final = Drawer()
atexit.register(DRAWER.close)
