"""`[site]`: the published pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from kb.config.table import Table
from kb.declared.marks import Field

FormerId = Annotated[str, Field(pattern=r"^[A-Z]{1,6}-[0-9]{1,9}$")]
Audience = Literal["public", "internal", "restricted"]
Guarded = Literal["drawn", "all", "none"]
Searching = Literal["auto", "builtin", "pagefind"]


class SiteTable(Table):
    """`[site]`: the published pages."""

    audience: Audience = Field(
        "internal", description="Who will read the site: what they may not see is not in it."
    )
    trust_html: bool = Field(
        False, description="Leave raw HTML in the bodies of records as it is. Only if you trust all authors."
    )
    policy: Guarded = Field(
        "drawn",
        description="Which pages carry a Content-Security-Policy, under which nothing runs and nothing is loaded from "
        "another host but what the theme and `mkdocs.yml` name: those that `kb` draws, also the hand-written ones, or "
        "none. With `trust_html` pages of records carry none.",
    )
    search: Searching = Field(
        "auto",
        description="Whose search `kb build` makes: `builtin` is the theme's, whose index is loaded whole; `pagefind` "
        "loads by piece and needs the extra `search`; `auto` takes Pagefind for more than 1,000 records where it is "
        "installed.",
    )
    repository: str = Field(
        "", description="Address of the repository for edit links; otherwise `repo_url` of `mkdocs.yml`."
    )
    redirects: Mapping[FormerId, FormerId] = Field(
        {},
        description="Ids that records had once, and those that they have now: the old address of a page leads to the "
        "new one, and no other record gets the old id. `kb renumber` writes it.",
    )
