"""The colours a drawing carries with it when it is a file of its own rather than part of a page."""

from __future__ import annotations

from typing import Final

from kb.site.drawing.palette import CUSTOM, DARK, LIGHT, RECORD_TYPES

_RULES: Final = (
    "svg{background:var(--surface);font:12px system-ui,sans-serif;color:var(--ink)}"
    "a,g{color:inherit;text-decoration:none}"
    ".kb-box{fill:var(--b);stroke:var(--c)}.kb-ico{fill:var(--c);stroke:none}.n{stroke-width:1.2}.n text{stroke:none}"
    ".n text{fill:var(--ink)}.n .i{fill:var(--c);font:600 11px ui-monospace,monospace}"
    ".n .m{text-anchor:end;font-size:10px;fill:var(--ink-2)}.n .v-met{fill:var(--good)}.n .v-missed{fill:var(--bad)}"
    ".n.t-decision,.n.focus{stroke-width:2}"
    ".n.faded{--b:var(--surface);stroke-dasharray:5 3}.n.faded:not(.f-refuted) text:not([class])"
    "{text-decoration:line-through}"
    ".n.f-refuted .m,.n.f-invalid .m,.n.f-blocked .m{fill:var(--bad);font-weight:600}"
    ".n:focus,.n:hover{stroke-width:3}"
    ".e path{fill:none;stroke:var(--edge);stroke-width:1.2}.e.weak path{stroke-dasharray:2 3;opacity:.6}"
    ".e.k-supersedes path{stroke-dasharray:6 4}.e.implied{display:none}"
    ".row path{fill:none;stroke:var(--edge);stroke-width:.6}"
    ".row text{fill:var(--ink-2);font:600 13px system-ui,sans-serif}"
)


def _properties(shades: dict[str, str]) -> str:
    used = ("surface", "ink", "ink-2", "edge", "good", "bad")
    root = "svg{" + "".join(f"--{name}:{shades[name]};" for name in used) + "}"
    types = (f".t-{t}{{--c:{shades[f't-{t}']};--b:{shades[f't-{t}-bg']}}}" for t in (*RECORD_TYPES, CUSTOM))
    return root + "".join(types)


STYLE: Final = (
    f"<style>{_properties(LIGHT)}@media (prefers-color-scheme:dark){{{_properties(DARK)}}}{_RULES}</style>"
)
