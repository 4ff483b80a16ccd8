"""Links between pages lead where the pages stand, in both styles of addresses."""

from __future__ import annotations

from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.site import addresses

NAME = st.text("abcXYZ019-_. é()&'+%#?", min_size=1, max_size=8).filter(
    lambda s: s.strip(". ") == s and s != ""
)
FOLDERS = st.lists(NAME, max_size=3)
FILE = st.one_of(NAME.map(lambda s: f"{s}.md"), st.just("index.md"), st.just("README.md"))
PATH = st.tuples(FOLDERS, FILE).map(lambda parts: "/".join([*parts[0], parts[1]]))
SITES = ("https://example.org/", "https://example.org/sub/path/")


def url(site: str, path: str, directories: bool) -> str:
    """Where a browser finds a page, before it decodes anything."""
    return site + addresses.quote(addresses.address(path, directories=directories), safe="/.-_~")


@given(PATH, PATH, st.booleans(), st.sampled_from(SITES))
def test_a_link_leads_to_its_page(target, here, directories, site):
    link = addresses.relative(target, here, directories=directories)
    assert urljoin(url(site, here, directories), link) == url(site, target, directories)


@given(PATH, PATH, st.booleans(), st.sampled_from(SITES))
def test_a_link_leads_to_its_file(target, here, directories, site):
    link = addresses.asset(f"files/{target}", here, directories=directories)
    found = urljoin(url(site, here, directories), link)
    assert found.startswith(site)
    assert unquote(found.removeprefix(site)) == f"files/{target}"


@pytest.mark.parametrize(
    ("path", "folder", "file"),
    [
        ("index.md", "", "index.html"),
        ("README.md", "", "index.html"),
        ("board.md", "board/", "board.html"),
        ("r/TASK-0007.md", "r/TASK-0007/", "r/TASK-0007.html"),
        ("guide/index.md", "guide/", "guide/index.html"),
        ("backlog/page-2.md", "backlog/page-2/", "backlog/page-2.html"),
    ],
)
def test_the_address_follows_from_the_path(path, folder, file):
    assert addresses.address(path) == folder
    assert addresses.address(path, directories=False) == file


def test_the_page_of_a_record_does_not_depend_on_its_file():
    assert addresses.record_path("TASK-0007") == "r/TASK-0007.md"
