"""Templates as Python has compiled them, kept for the next run: never needed, and only in the user's own cache.

Compiling them takes longer than filling one in. What is kept counts for one template of one program: a new version of
`kb`, of Jinja or of Python compiles anew, and writes over it.
"""

from __future__ import annotations

import os
from functools import cache

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from kb.cache import frames, place
from kb.site.publishing.watching import program


@cache
def _program() -> bytes:
    """The program as it was when the first template was needed; this process goes on with that one."""
    return program().encode()


class Compiled(BytecodeCache):
    """Hands Jinja what it compiled before. Code of a file that others could have written is not run."""

    def __init__(self) -> None:
        home = "" if os.environ.get("KB_NO_CACHE") else place.user_folder()
        self._folder = f"{home}/kb/templates" if home else ""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002  # of Jinja
        """A file for each template, whichever version of it: so there are never more than templates."""
        return name.replace("/", "-")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept, if it was made of this template by this program."""
        data = place.read(self._folder, bucket.key) if self._folder else None
        pieces = frames.unpack(data) if data is not None else None
        if pieces is not None and pieces[:2] == [_program(), bucket.checksum.encode()] and len(pieces) == 3:
            bucket.bytecode_from_string(pieces[2])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        if self._folder:
            pieces = [_program(), bucket.checksum.encode(), bucket.bytecode_to_string()]
            place.write(self._folder, bucket.key, frames.pack(pieces))
