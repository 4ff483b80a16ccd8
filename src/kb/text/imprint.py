"""The imprint of a text: all that the reader takes from it, but for the words of the body and where they stand.

Two texts of one path with the same imprint make documents that differ in nothing else: the front matter is the same
sign by sign, and the bodies name the same records and addresses in the same order. So whoever did not ask for the text
itself, and told no place in it, would say the same about both.
"""

from __future__ import annotations

from _blake2 import blake2b
from collections.abc import Collection, Iterable

from kb.text import markdown, queries
from kb.text.runs import long_runs

HEAD = 16
LINKS = 12
SIZE = HEAD + LINKS
"""Bytes of an imprint: of the front matter, then of what the body names."""


def take(text: str, body: int, mentions: Iterable[str], hrefs: Iterable[str]) -> bytes | None:
    """The imprint of a text that was read.

    Args:
        text: without anything in it that can be a finding by itself, wherever it stands: secrets, e-mail addresses,
            queries.
        body: where its Markdown begins.
        mentions: the other records that the body names, in order.
        hrefs: the targets of its ordinary links, in order.

    Returns:
        None when words of the body alone might make it another document.
    """
    if body < 1 or text[body - 1 : body] != "\n" or "<<<<<<<" in text or ">>>>>>>" in text:
        return None
    head = blake2b(text[:body].encode("utf-8", "surrogatepass"), digest_size=HEAD)
    named = "\0".join((*mentions, "\n", *hrefs)).encode("utf-8", "surrogatepass")
    return head.digest() + blake2b(named, digest_size=LINKS).digest()


def again(text: str, body: int, own: str | None, prefixes: Collection[str]) -> bytes | None:
    """The imprint of a text as the reader would see it whose front matter ends at the same place as before.

    Args:
        text: the text as it is now.
        body: where the Markdown began before.
        own: the id of the record.
        prefixes: the letters of all ids.

    Returns:
        None when there is something in it that can be a finding by itself.
    """
    if _may_tell(text):
        return None
    code = markdown.code(text, body)
    if queries.among(text, code):
        return None
    blanked = markdown.blanked(text, code)
    mentions = [found.id for found in markdown.mentions(blanked, body, prefixes) if found.id != own]
    return take(text, body, mentions, [href.target for href in markdown.hrefs(blanked, body)])


def _may_tell(text: str) -> bool:
    """Whether a text holds a secret or an address; the patterns are loaded for those that may."""
    if not long_runs(text) and "@" not in text:
        return False
    from kb.text import secrets

    return bool(secrets.sightings(text))
