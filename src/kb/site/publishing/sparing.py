"""Takes out of a page what all pages of its kind repeat: signs and scripts of the theme become files, loaded once.

Only what stands in the frame is looked at, and only signs that the theme colours and scripts that say nothing of the
page. They come out the same: a sign is the same box with the same outline, a script runs at the same place. Without
scripts in the page its policy needs no digests, either.
"""

from __future__ import annotations

import json
import re
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import quote

from kb.site.publishing.shell import MARK

FOLDER = "assets/kb"
_PLACE = re.compile(rf'<link rel="stylesheet" href="([^"]*){FOLDER}/kb\.css">\n?')
_HOLDER = re.compile(
    r"(<\w+ [^<>]*\bmd-(?:icon|logo)\b[^<>]*>\s*)"
    r"((?:<svg xmlns=\"http://www\.w3\.org/2000/svg\" viewBox=\"[^\"]*\">"
    r"(?:<!--(?:(?!-->).)*-->)?(?:<path d=\"[^\"]*\"/>)+</svg>\s*)+)",
    re.DOTALL,
)
_SIGN = re.compile(r"<svg xmlns=\"[^\"]*\" (viewBox=\"[^\"]*\")>.*?</svg>", re.DOTALL)
_SCRIPT = re.compile(r"<script>(.+?)</script>", re.DOTALL)
_DATA = re.compile(r'<script id="__config" type="application/json">(.+?)</script>', re.DOTALL)
_ELSEWHERE = ("currentScript", "document.write", MARK)  # what a script says that has to stay where it is
# A box in the colour of its text, cut out in the outline of the sign.
_LOOK = (
    "svg[class^=kb-sign-]{background:currentcolor;forced-color-adjust:none;print-color-adjust:exact;"
    "-webkit-mask:var(--kb-sign) center/contain no-repeat;mask:var(--kb-sign) center/contain no-repeat}\n"
    "@media (forced-colors:active){svg[class^=kb-sign-]{background:ButtonText}}\n"
)
_TOLD = (
    '!function(){{var e=document.createElement("script");e.id="__config",e.type="application/json",'
    "e.textContent={},document.currentScript.before(e)}}()\n"
)


class Spared(NamedTuple):
    """A page without what a file can hold, and those files by name."""

    page: str
    files: dict[str, str]


def spare(page: str) -> Spared:
    """The page with its signs and scripts in files; one without the style sheet of the site stays as it is."""
    place = _PLACE.search(page)
    if place is None:
        return Spared(page, {})
    top = place[1]
    files: dict[str, str] = {}

    def kept(text: str, suffix: str) -> str:
        name = f"{FOLDER}/frame-{blake2b(text.encode(), digest_size=4).hexdigest()}.{suffix}"
        files[name] = text
        return f"{top}{name}"

    def script(match: re.Match[str]) -> str:
        if any(word in match[1] for word in _ELSEWHERE):
            return match[0]
        return f'<script src="{kept(match[1], "js")}"></script>'

    def data(match: re.Match[str]) -> str:
        if MARK in match[1]:
            return match[0]
        return f'<script src="{kept(_TOLD.format(json.dumps(match[1])), "js")}"></script>'

    signs: dict[str, int] = {}

    def sign(match: re.Match[str]) -> str:
        return f'<svg class="kb-sign-{signs.setdefault(match[0], len(signs))}" {match[1]}></svg>'

    page = _HOLDER.sub(lambda match: match[1] + _SIGN.sub(sign, match[2]), page)
    page = _DATA.sub(data, _SCRIPT.sub(script, page))
    if signs:
        sheet = kept(_LOOK + "".join(_rule(drawn, number) for drawn, number in signs.items()), "css")
        page = page.replace(place[0], f'{place[0]}<link rel="stylesheet" href="{sheet}">\n', 1)
    return Spared(page, files)


def _rule(drawn: str, number: int) -> str:
    address = quote(drawn.replace('"', "'"), safe=" !$&'()*+,/:;=?@[]")
    return f'.kb-sign-{number}{{--kb-sign:url("data:image/svg+xml,{address}")}}\n'
