"""The old addresses of records that were renumbered: small files that lead to the pages of today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb.site.addresses import address, record_path, relative
from kb.site.drawing.html import text
from kb.site.material import Material
from kb.site.page import Page, PageMaker

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{old} is {new} now</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{link}">
<meta http-equiv="refresh" content="0; url={link}">
</head>
<body>
<main>
<h1>{old} has another id</h1>
<p>Its page is that of <a href="{link}">{new}</a> now.</p>
</main>
</body>
</html>
"""


class Redirects(PageMaker):
    """Files, no pages: nothing of them is in the navigation, the search or the map of the site."""

    def pages(self, _material: Material) -> Iterator[Page]:
        """None."""
        return iter(())

    def files(self, material: Material) -> Mapping[str, str]:
        """A file at each old address; none for a record that the audience may not see, nor in the place of a page."""
        former = material.base.config.site.redirects
        found: dict[str, str] = {}
        for old in former:
            new = now(former, old)
            shown = material.base.by_id.get(new or "")
            if new is not None and shown is not None and shown.record and old not in material.whole.by_id:
                found[_file(old, directories=material.directories)] = _PAGE.format(
                    old=text(old), new=text(new), link=text(_link(material, new, old))
                )
        return found


def now(former: Mapping[str, str], old: str) -> str | None:
    """The id that a record has now; None where the table leads in a circle."""
    seen = {old}
    while (new := former.get(old)) is not None:
        if new in seen:
            return None
        seen.add(new)
        old = new
    return old


def _link(material: Material, new: str, old: str) -> str:
    return relative(record_path(new), record_path(old), directories=material.directories)


def _file(old: str, *, directories: bool) -> str:
    there = address(record_path(old), directories=directories)
    return f"{there}index.html" if directories else there
