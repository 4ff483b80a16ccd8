"""What a browser may do on a page: a Content-Security-Policy that knows the scripts of the theme by their digests.

The terms are those of Content Security Policy Level 3 (https://www.w3.org/TR/CSP3/).
"""

from __future__ import annotations

import hashlib
import html
import re
from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import urlsplit

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_SHEET = re.compile(r"<link\b([^>]*\brel=[\"']?stylesheet\b[^>]*)>", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:src|href)=[\"']?([^\"'\s>]+)", re.IGNORECASE)
_KIND = re.compile(r"\btype=[\"']?([^\"'\s>]+)", re.IGNORECASE)
_RUNS = ("", "module", "text/javascript", "application/javascript")
_HEAD = re.compile(r"<head\b[^>]*>(?:\s*<meta charset=[^>]*>)?", re.IGNORECASE)
_NAMED = ("http", "https")


def policy(frame: str) -> str:
    """The policy for a page whose frame, all of it but the text of records, is this HTML.

    Inline scripts of the frame may run, by their SHA-256; so may scripts and styles from hosts that the frame names,
    since whoever writes `mkdocs.yml` and the theme decides about them. Nothing else may be loaded from elsewhere,
    and no script, style, frame or form that got into the page in another way does anything.
    """
    scripts = [(match[1], match[2]) for match in _SCRIPT.finditer(frame)]
    inline = [_digest(text) for attributes, text in scripts if _runs(attributes)]
    allowed = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *inline, *_hosts(attributes for attributes, _ in scripts)],
        "style-src": ["'self'", *_hosts(match[1] for match in _SHEET.finditer(frame))],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(dict.fromkeys(values))}" for name, values in allowed.items())


def guarded(page: str, content: str) -> str:
    """A page with its policy in its head; what is in ``content`` is not trusted to name scripts.

    A page without a `<head>` is left as it is.
    """
    rule = policy(page.replace(content, "", 1) if content else page)
    rule = rule.replace("&", "&amp;").replace('"', "&quot;")
    head = _HEAD.search(page)
    if head is None:
        return page
    at = head.end()
    return f'{page[:at]}<meta http-equiv="Content-Security-Policy" content="{rule}">{page[at:]}'


def _runs(attributes: str) -> bool:
    """Whether a script is written into the page, and is one rather than data."""
    kind = _KIND.search(attributes)
    return "src=" not in attributes.lower() and (kind[1].lower() if kind else "") in _RUNS


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _hosts(tags: Iterable[str]) -> list[str]:
    """The hosts that the attributes of some elements load from, as sources of a policy."""
    found = [match[1] for tag in tags if (match := _ADDRESS.search(tag))]
    parts = [urlsplit(f"https:{html.unescape(a)}" if a.startswith("//") else html.unescape(a)) for a in found]
    return [f"{part.scheme}://{part.netloc}" for part in parts if part.scheme in _NAMED and part.netloc]
