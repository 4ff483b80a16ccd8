"""Pairs of words in a table of a TOML text: the smallest edit, or none."""

import tomllib

import pytest

from kb.text.pieces import apply
from kb.text.toml_table import put

TABLE = ("site", "redirects")
PAIR = {"TASK-0001": "TASK-0002"}


def after(text: str, pairs: dict[str, str] | None = None) -> str:
    edits = put("kb.toml", text, TABLE, pairs or PAIR)
    assert edits is not None
    return apply(text, edits)


LINE = '"TASK-0001" = "TASK-0002"'


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", f"[site.redirects]\n{LINE}\n"),
        ('name = "x"', f'name = "x"\n\n[site.redirects]\n{LINE}\n'),
        ('name = "x" # c\n', f'name = "x" # c\n\n[site.redirects]\n{LINE}\n'),
        (
            '[site]\r\naudience = "public"\r\n',
            f'[site]\r\naudience = "public"\r\n\r\n[site.redirects]\r\n{LINE}\r\n',
        ),
        (
            '[site.redirects]\n"A-1" = "A-2"\n\n[lint]\n',
            f'[site.redirects]\n"A-1" = "A-2"\n{LINE}\n\n[lint]\n',
        ),
        ('[ site . redirects ] # old\nA-1 = "A-2"', f'[ site . redirects ] # old\nA-1 = "A-2"\n{LINE}'),
        (
            "[site.redirects]\nTASK-0001 = 'TASK-0009' # c\n",
            "[site.redirects]\nTASK-0001 = 'TASK-0002' # c\n",
        ),
        ("[site.redirects]\n", f"[site.redirects]\n{LINE}\n"),
        ("\ufeff[lint]\n", f"\ufeff[lint]\n\n[site.redirects]\n{LINE}\n"),
    ],
)
def test_the_pair_is_there_and_all_else_stays(text: str, wanted: str) -> None:
    assert after(text) == wanted
    assert tomllib.loads(wanted.removeprefix("\ufeff"))["site"]["redirects"]["TASK-0001"] == "TASK-0002"


@pytest.mark.parametrize(
    "text",
    [
        "site = {audience = 'public'}\n",
        "[site]\nredirects = {A-1 = 'A-2'}\n",
        "[site]\nredirects.A-1 = 'A-2'\n",
        "[site]\nredirects = 3\n",
        "not toml",
        "x = '''\n[site.redirects]\n'''\n[site.redirects]\n",
        "[[site]]\n",
    ],
)
def test_where_no_edit_is_certain_there_is_none(text: str) -> None:
    assert put("kb.toml", text, TABLE, PAIR) is None


def test_several_pairs_are_changed_and_added_at_once() -> None:
    text = '[site.redirects]\nTASK-0001 = "TASK-0005"\n'
    new = after(text, {"TASK-0001": "TASK-0007", "TASK-0005": "TASK-0007"})
    assert new == '[site.redirects]\nTASK-0001 = "TASK-0007"\n"TASK-0005" = "TASK-0007"\n'
