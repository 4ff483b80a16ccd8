"""Finds secrets in a text by the forms that their makers publish: tokens, private keys, passwords in addresses.

Nearly every text holds none and should be let go at once. What tokens have in common is a long run of letters and
digits of both cases; a text without such a run, and without an `@`, is looked at no further. That costs a few
microseconds, where trying the patterns themselves costs a hundred (measured, see the review in `research/`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from kb.spans import Span
from kb.text import addresses
from kb.text.addresses import Sighting
from kb.text.runs import long_runs

_BEFORE: Final = 48
"""How far before a long run its token may begin: `xoxb-123456789012-…`, `aws_secret_access_key = …`."""

_FORMS: Final = {
    "an AWS access key": r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b",
    "an AWS secret key": r"(?i:aws_secret_access_key)[\"']?\s{0,3}[:=]\s{0,3}[\"']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])",
    "a GitHub token": r"gh[opsur]_[A-Za-z0-9]{36,255}\b|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\b",
    "a GitLab token": r"gl(?:pat|ptt|dt|rt|cbt|ft|soat|agent|imt)-[\w-]{20,300}",
    "a Slack token": r"xox[abeoprs]-\d[A-Za-z0-9-]{20,250}|xapp-\d-[A-Z0-9]{5,30}-\d{5,30}-[a-z0-9]{20,100}",
    "a Slack webhook": r"hooks[.]slack[.]com/services/T[A-Z0-9]{7,14}/B[A-Z0-9]{7,14}/[A-Za-z0-9]{20,30}",
    "a Google key": r"AIza[\w-]{35}(?![\w-])|GOCSPX-[\w-]{28}(?![\w-])|ya29[.][\w-]{30,500}",
    "a Stripe key": r"[rs]k_(?:live|test)_[A-Za-z0-9]{20,250}\b",
    "an npm token": r"npm_[A-Za-z0-9]{36}\b",
    "a PyPI token": r"pypi-AgE[\w-]{50,1000}",
    "a Hugging Face token": r"hf_[A-Za-z0-9]{34,40}\b",
    "an OpenAI key": r"sk-[\w-]{20,200}T3BlbkFJ[\w-]{20,200}",
    "an Anthropic key": r"sk-ant-[a-z0-9]{3,10}-[\w-]{80,200}",
    "a SendGrid key": r"SG[.][\w-]{22}[.][\w-]{43}(?![\w-])",
    "a DigitalOcean token": r"do[opr]_v1_[a-f0-9]{64}\b",
    "a Databricks token": r"dapi[a-f0-9]{32}(?:-\d)?\b",
    "an Azure storage key": r"AccountKey=[A-Za-z0-9+/]{86}==",
    "a JSON web token": r"eyJ[\w-]{8,1000}[.]eyJ[\w-]{8,4000}[.][\w-]{16,1000}",
}
_START: Final = (
    r"(?<![\w-])(?:A[KSBC][IC]A|(?i:aws_secret)|gh[opsur]_|github_pat_|gl[a-z]{2,5}-|xox|xapp-|hooks[.]slack|AIza|GOCSPX-|"
    r"ya29[.]|[rs]k_|npm_|pypi-|hf_|sk-|SG[.]|do[opr]_v1_|dapi|AccountKey=|eyJ)"
)
_KINDS: Final = tuple(_FORMS)
_KEY: Final = (
    r"-----BEGIN (?:[A-Z0-9]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----"
    r"(?=(?:\s|\\n){1,40}(?:[A-Za-z-]{3,20}:[^\n]{0,200}\n\s{0,40}){0,4}[A-Za-z0-9+/]{32})"
)
PRIVATE_KEY: Final = "a private key"
# What people write when they mean no real one, and the token that a well-known page shows.
_STAND_IN: Final = (
    r"example|x{4}|your[-_]?|placeholder|redacted|dummy|fake|sample|changeme|12345678|abcdefgh"
    r"|eyJzdWIiOiIxMjM0NTY3ODkwIiw"
)
_FEWEST_CHARACTERS: Final = 8
"""Different ones in a real token; `ghp_0000…` has fewer."""


def sightings(text: str) -> tuple[Sighting, ...]:
    """The secrets and the e-mail addresses of a text, in order."""
    runs = long_runs(text)
    if not runs and "@" not in text:
        return ()
    found = list(_tokens(text, runs))
    if runs and "-----BEGIN" in text:
        found.extend(Sighting(PRIVATE_KEY, Span(*key.span()), "") for key in re.finditer(_KEY, text))
        found.sort(key=lambda seen: seen.span)
    if "@" in text:
        spans = [seen.span for seen in found]
        found.extend(seen for seen in addresses.sightings(text) if not _overlaps(seen.span, spans))
    return tuple(sorted(found, key=lambda seen: seen.span))


def _tokens(text: str, runs: Iterable[tuple[int, int]]) -> Iterator[Sighting]:
    done = 0
    for begin, end in runs:
        at = max(begin - _BEFORE, done)
        starts, form = _patterns()
        while (start := starts.search(text, at, end)) is not None:
            token = form.match(text, start.start())
            at = start.end() if token is None else token.end()
            if token is not None and not _stands_in(token[0]):
                assert token.lastindex is not None
                yield Sighting(_KINDS[token.lastindex - 1], Span(*token.span()), f"{token[0][:4]}…")
        done = max(done, at, end)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How tokens begin, and what they look like; compiled for the first long run, since most texts have none."""
    return re.compile(_START), re.compile("|".join(f"({form})" for form in _FORMS.values()), re.ASCII)


def _stands_in(token: str) -> bool:
    return len(set(token[6:])) < _FEWEST_CHARACTERS or re.search(_STAND_IN, token, re.IGNORECASE) is not None


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether a place has characters in common with one of others, which are in order and apart."""
    before = bisect_left(others, span.end, key=lambda other: other.start) - 1
    return before >= 0 and others[before].end > span.start
