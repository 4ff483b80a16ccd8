"""What a browser may do on a page: a Content-Security-Policy that knows the scripts of the theme by their digests.

The terms are those of Content Security Policy Level 3 (https://www.w3.org/TR/CSP3/).
"""

from __future__ import annotations

import hashlib
import html
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_SHEET = re.compile(r"<link\b([^>]*\brel=[\"']?stylesheet\b[^>]*)>", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:src|href)=[\"']?([^\"'\s>]+)", re.IGNORECASE)
_KIND = re.compile(r"\btype=[\"']?([^\"'\s>]+)", re.IGNORECASE)
_RUNS = ("", "module", "text/javascript", "application/javascript")
_HEAD = re.compile(r"<head\b[^>]*>(?:\s*<meta charset=[^>]*>)?", re.IGNORECASE)
_SCHEMES = ("http", "https")


def policy(frame: str) -> str:
    """The policy for a page whose frame, all of it but the text of records, is this HTML.

    Inline scripts of the frame may run, by their SHA-256; so may scripts and styles from hosts that the frame names,
    since whoever writes `mkdocs.yml` and the theme decides about them. Nothing else may be loaded from elsewhere,
    and no script, style, frame or form that got into the page in another way does anything.
    """
    scripts = [(match[1], match[2]) for match in _SCRIPT.finditer(frame)]
    inline = [_digest(text) for attributes, text in scripts if _runs(attributes)]
    hosts = _hosts(attributes for attributes, _ in scripts)
    return _said({"script-src": [*inline, *hosts]}, _hosts(match[1] for match in _SHEET.finditer(frame)))


def of_any_theme(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """The policy for pages whose theme nobody knows yet, so that scripts written into the page cannot be told apart.

    They may run, and styles may be written into it, as the search of Zensical does; scripts in attributes, and whatever
    comes from a host that is not named, may not.

    Args:
        scripts: the addresses of scripts that the settings name.
        styles: the same of style sheets.
    """
    own = {"script-src": ["'unsafe-inline'", *_named(scripts)], "script-src-attr": ["'none'"]}
    return _said(own, ["'unsafe-inline'", *_named(styles)])


def _said(scripts: Mapping[str, list[str]], styles: list[str]) -> str:
    allowed = {
        "default-src": ["'none'"],
        **{name: values if values == ["'none'"] else ["'self'", *values] for name, values in scripts.items()},
        "style-src": ["'self'", *styles],
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
    return _named(html.unescape(match[1]) for tag in tags if (match := _ADDRESS.search(tag)))


def _named(addresses: Iterable[str]) -> list[str]:
    """The hosts of addresses that have one, as sources of a policy."""
    parts = [urlsplit(f"https:{address}" if address.startswith("//") else address) for address in addresses]
    return [f"{part.scheme}://{part.netloc}" for part in parts if part.scheme in _SCHEMES and part.netloc]
