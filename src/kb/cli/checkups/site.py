"""The site: whether `mkdocs.yml` knows the base, and what of it could run code where the site is built."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb import disk
from kb.cli.checkup import Checkup, Patient, Remark
from kb.config import Config
from kb.errors import KbError
from kb.site import trust
from kb.site.tree import settings

_REVIEW: Final = "Review who changes this: it works wherever the site is built. `kb build --safe` refuses it."


class Site(Checkup):
    """What `mkdocs.yml` does besides."""

    name: ClassVar[str] = "site"
    turn: ClassVar[int] = 4

    def look(self, patient: Patient) -> Iterator[Remark]:
        """Whether the plugin is there, and what `kb build --safe` would not build."""
        path = next((name for name in settings.NAMES if (patient.here / name).exists()), None)
        if path is None:
            yield Remark("note", "there is no mkdocs.yml; `kb build` uses a plain one")
        else:
            try:
                disk.read_text(patient.here, path)  # its bounds first
                found = settings.given(patient.here, inherit=False)
            except KbError as error:
                yield Remark("problem", str(error), error.hint or "")
                return
            yield _plugin(found)
        risky = trust.look(patient.here, patient.config or Config())
        yield from (Remark("note", what, _REVIEW) for what in risky)
        if not risky:
            yield Remark(
                "ok", "nothing that the site is made with runs code of the repository or reads other files"
            )


def _plugin(found: settings.Given) -> Remark:
    help_ = "Add `- kb` to `plugins`."
    if "kb" in [name for name, _ in settings.plugins(found.values.get("plugins"))]:
        return Remark("ok", f"{found.path} names the plugin kb")
    if "plugins" in found.values and "INHERIT" not in found.values:
        return Remark("problem", f"{found.path} does not name the plugin kb", help_)
    return Remark("note", f"{found.path} does not seem to name the plugin kb", help_)
