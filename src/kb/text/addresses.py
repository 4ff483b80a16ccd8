"""Finds addresses that tell too much: e-mail addresses of people, and addresses of services with a password in them.

A text is looked at around its `@` signs only, most of which are something else: handles, versions, decorators, products
of matrices, accounts on machines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kb.spans import Span
from kb.text.late import late


class Sighting(NamedTuple):
    """A secret or a piece of personal data: what it is, where it stands, and as much of it as may be shown."""

    kind: str
    span: Span
    shown: str


E_MAIL: Final = "an e-mail address"
PASSWORD: Final = "a password in an address"  # noqa: S105  # the words for it

_SIGN: Final = late(r"@[A-Za-z0-9\[]")
_DOMAIN: Final = late(r"[A-Za-z0-9.-]{4,253}")
_TOP: Final = late(
    r"[a-z]{2}|com|org|net|edu|gov|mil|int|info|biz|name|pro|mobi|aero|museum|dev|app|cloud|email|online|tech|science|"
    r"systems|solutions|software|digital|agency|company|group|health|bank|shop|store|xyz|berlin|wien|paris|london|tokyo"
)
# Endings of files that are top-level domains as well.
_FILES: Final = frozenset(
    ("py", "md", "sh", "rs", "js", "ts", "cc", "cs", "pl", "so", "ps", "gz", "db", "rb", "ml", "vi")
)
_RESERVED: Final = late(
    r"(?:.*[.])?(?:example[.](?:com|org|net|edu)|noreply[.].*|gserviceaccount[.]com|mail[.]gmail[.]com|"
    r"(?:domain|company|email|mail|host|server|yourdomain|your-?company)[.](?:com|org|net))"
)
# Mailboxes of a role, and names that stand for anybody.
_NOBODY: Final = late(
    r"(?:no|do-?not)[._-]?reply.*|.*(?:[._+-]|\b)(?:team|list|users|announce|bot|support|service|noreply)|"
    r"abuse|accounts?|admin|alerts?|bar|billing|builds?|careers|ci|compliance|contact|cron|data|datenschutz|dev|devops|"
    r"dpo|e?mail|enquir(?:y|ies)|events?|example|feedback|finance|first[._-]?last|firstname[._-]lastname|foo|git|hello|"
    r"help|helpdesk|hg|hostmaster|hr|info|it|jane[._-]?doe|jobs|john[._-]?doe|kontakt|legal|mailer-daemon|me|media|"
    r"nagios|name|news|newsletter|nobody|notifications?|office|ops|orders?|postmaster|press|privacy|research|root|sales|"
    r"secretary|security|somebody|someone|subscribe|svn|sysadmin|test|unsubscribe|user(?:name)?\d*|webmaster|you|"
    r"your[._-]?(?:e-?mail|name)",
    re.IGNORECASE,
)
_ACCOUNT: Final = late(r"\b(?:ssh|scp|sftp|rsync|mosh|autossh|ssh-copy-id)\b")
_URL: Final = late(
    r"([a-z][a-z0-9+.-]{1,20}://)([^\s:/@\"'<>`]{0,100}):([^\s/@\"'<>`]{3,200})\Z", re.IGNORECASE
)
_STAND_IN: Final = late(
    r".*(?:[*<>{}…]|xxx|[.]{3}).*|[$]\w+|%\w+%|(?:your|my|the|some)?[-_]?(?:pass(?:word|wd|phrase)?|pwd|pw|secret|token|key|api[-_]?key|"
    r"changeme|change[-_]me|example|user(?:name)?|test|redacted|hidden|todo)\d*",
    re.IGNORECASE,
)


def sightings(text: str) -> Iterator[Sighting]:
    """The addresses of a text that tell too much, in order; call it for texts that hold an `@` at all."""
    for sign in _SIGN.finditer(text):
        at = sign.start()
        before = text[at - 1 : at]
        if not before.strip() or before == "@":
            continue
        found = _password(text, at) or _person(text, at)
        if found is not None:
            yield found


def _password(text: str, at: int) -> Sighting | None:
    """`scheme://user:password@host`, unless the password only stands for one."""
    if text.find("://", max(at - 320, 0), at) == -1:
        return None
    url = _URL.search(text, max(at - 320, 0), at)
    if url is None:
        return None
    scheme, user, password = url.groups()
    host = _DOMAIN.match(text, at + 1)
    if (
        password == user
        or _STAND_IN.fullmatch(password)
        or (host and _reserved(host[0].rstrip(".-").lower()))
    ):
        return None
    return Sighting(PASSWORD, Span(url.start(3), at), f"{scheme}{user[:20]}:…@")


def _person(text: str, at: int) -> Sighting | None:
    domain = _DOMAIN.match(text, at + 1)
    if domain is None:
        return None
    host = domain[0].rstrip(".-")
    end = at + 1 + len(host)
    if not _is_domain(host) or _goes_on(text, end):
        return None
    begin = at
    while begin > max(at - 65, 0) and (text[begin - 1].isalnum() or text[begin - 1] in "._%+-"):
        begin -= 1
    while begin < at and not text[begin].isalnum():
        begin += 1
    local = text[begin:at]
    if not 0 < len(local) <= 40 or local.isdigit() or _NOBODY.fullmatch(local) or _is_account(text, begin):
        return None
    return Sighting(E_MAIL, Span(begin, end), f"…@{host}")


def _is_domain(host: str) -> bool:
    labels = host.split(".")
    top, own = labels[-1], labels[-2] if len(labels) > 1 else ""
    if not _TOP.fullmatch(top if not top.isupper() else top.lower()) or top.lower() in _FILES:
        return False
    if (
        len(own) < 2
        or (own.isdigit() and top != "com")
        or any(not part or "-" in (part[0], part[-1]) for part in labels)
    ):
        return False
    return not _reserved(host.lower())


def _reserved(host: str) -> bool:
    """Whether a domain is nobody's: set aside for examples, or of accounts that are no people."""
    return host.endswith((".example", ".test", ".invalid", ".localhost")) or bool(_RESERVED.fullmatch(host))


def _goes_on(text: str, end: int) -> bool:
    """Whether what looks like a domain is an account on a machine, a call or a longer word."""
    after = text[end : end + 1]
    if after in ("/", "(", "[", "_", "=", "@"):
        return True
    return after == ":" and not text[end + 1 : end + 2].isspace() and end + 1 < len(text)


def _is_account(text: str, begin: int) -> bool:
    """Whether a name stands in an address of a service, in a handle, or behind the call of a remote shell."""
    if text[max(begin - 2, 0) : begin].endswith(("//", "@", "#")):
        return True
    line = text[max(text.rfind("\n", max(begin - 100, 0), begin), begin - 100, 0) : begin]
    return _ACCOUNT.search(line) is not None
