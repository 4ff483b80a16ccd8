"""`[site]`: the published pages."""

from __future__ import annotations

from typing import Literal

from kb.config.table import Table
from kb.declared.marks import Field

Audience = Literal["public", "internal", "restricted"]


class SiteTable(Table):
    """`[site]`: the published pages."""

    audience: Audience = Field(
        "internal", description="Who will read the site: what they may not see is not in it."
    )
    trust_html: bool = Field(
        False, description="Leave raw HTML in the bodies of records as it is. Only if you trust all authors."
    )
    repository: str = Field(
        "", description="Address of the repository for edit links; otherwise `repo_url` of `mkdocs.yml`."
    )
