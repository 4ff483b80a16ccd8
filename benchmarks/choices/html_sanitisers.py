"""Which sanitiser should stand between a record's body and the page?

Run: `python benchmarks/choices/html_sanitisers.py > benchmarks/results/html_sanitisers.json`

Counted: attacks stopped, innocent HTML kept, and CPU. What is left of an attack is judged by a strict reading
of the output: no script, frame, form, embedded object or style element, no event-handler attribute, no
`style`, and no address with a scheme other than http, https, mailto. `nothing at all` shows that the judge
sees the attacks when nobody stops them.
"""

import argparse
import html
import re
from collections.abc import Callable
from html.parser import HTMLParser

import bleach
import lxml_html_clean
import markdown
import nh3
from samples import bodies, digest
from timing import cpu_of_call, in_turns, report

DISTRIBUTIONS = ("nh3", "bleach", "lxml_html_clean", "lxml")
TAGS = {
    "a",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "code",
    "pre",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "img",
    "hr",
    "br",
    "details",
    "summary",
    "sup",
    "sub",
    "del",
    "span",
    "div",
    "kbd",
}
ATTRIBUTES = {
    "*": {"class", "id", "title"},
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"align"},
    "th": {"align"},
    "details": {"open"},
}
SCHEMES = {"http", "https", "mailto"}

ATTACKS = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//x.example></sCrIpT>",
    "<script\n>alert(1)</script\n>",
    "<img src=x onerror=alert(1)>",
    "<img src=x oNeRrOr=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1)></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='&#x6A;avascript&colon;alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<embed src='javascript:alert(1)'>",
    "<form action='javascript:alert(1)'><input type=submit></form>",
    "<button formaction='javascript:alert(1)'>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<div style='background:url(javascript:alert(1))'>x</div>",
    "<style>@import '//x.example/a.css';</style>",
    "<link rel=stylesheet href='//x.example/a.css'>",
    "<base href='//x.example/'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<p onclick=alert(1)>x</p>",
    "<td onmouseover=alert(1)>x</td>",
    "<a href=# onclick=alert(1)>x</a>",
    "<img src=x:x onerror=alert(1)//",
    "<<script>alert(1)//<</script>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<a href='https://ok.example' target=_blank onpointerdown=alert(1)>x</a>",
    "<textarea><img src=x onerror=alert(1)>",
    "<select><template><img src=x onerror=alert(1)></template></select>",
)
INNOCENT = (
    '<h2 id="why-this">Why</h2>',
    "<p><strong>a</strong> and <em>b</em></p>",
    '<a href="https://x.example/y">x</a>',
    '<a href="../docs/index.md">x</a>',
    '<a href="mailto:x@x.example">x</a>',
    '<a href="#part">x</a>',
    "<ul>\n<li>one</li>\n</ul>",
    '<pre><code class="language-python">x = 1</code></pre>',
    '<img alt="a plot" src="plot.svg">',
    "<blockquote>\n<p>x</p>\n</blockquote>",
    "<p>a &lt; b &amp; c</p>",
    "<details><summary>x</summary>y</details>",
    "<p>H<sub>2</sub>O <kbd>Ctrl</kbd></p>",
    "<p>2 × 3 – 4 🌍</p>",
    '<table><tbody><tr><td align="right">1</td></tr></tbody></table>',
)
_SAFE_ADDRESS = re.compile(r"(?:https?:|mailto:|[^:]*$|[^:]*[/?#])", re.IGNORECASE)
_ACTIVE = {
    "script",
    "iframe",
    "frame",
    "object",
    "embed",
    "style",
    "link",
    "base",
    "meta",
    "form",
    "input",
    "button",
    "svg",
    "math",
    "template",
    "textarea",
    "select",
    "noscript",
    "marquee",
    "video",
    "audio",
}


class _Judge(HTMLParser):
    """Collects what a browser could act upon."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ACTIVE:
            self.active.append(tag)
        for name, value in attrs:
            address = re.sub(r"[\x00-\x20]", "", value or "")
            foreign = name in {"href", "src", "action", "formaction"} and not _SAFE_ADDRESS.match(address)
            if name.startswith("on") or name in {"style", "srcdoc"} or foreign:
                self.active.append(f"{tag}[{name}]")


def active_parts(markup: str) -> list[str]:
    """The active elements and attributes in `markup`."""
    judge = _Judge()
    judge.feed(markup)
    judge.close()
    return judge.active


def _structure(markup: str) -> list[tuple[str, ...]]:
    """Tags with sorted attributes, and text, so that two spellings compare as equal (`rel` left out)."""
    parts: list[tuple[str, ...]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            parts.append((tag, *sorted(f"{name}={value}" for name, value in attrs if name != "rel")))

        def handle_endtag(self, tag: str) -> None:
            parts.append((f"/{tag}",))

        def handle_data(self, data: str) -> None:
            parts.append(("text", data))

    reader = Reader(convert_charrefs=True)
    reader.feed(markup)
    reader.close()
    return [part for part in parts if part not in {("text", "\n"), ("/img",)}]


_lxml_cleaner = lxml_html_clean.Cleaner(
    scripts=True,
    javascript=True,
    style=True,
    inline_style=True,
    forms=True,
    frames=True,
    embedded=True,
    meta=True,
    links=True,
    page_structure=True,
    allow_tags=TAGS,
    remove_unknown_tags=False,
    safe_attrs_only=True,
    safe_attrs={name for names in ATTRIBUTES.values() for name in names},
    host_whitelist=(),
)
_bleach_cleaner = bleach.Cleaner(
    tags=TAGS,
    attributes={tag: list(names) for tag, names in ATTRIBUTES.items()},
    protocols=SCHEMES,
    strip=True,
)
SANITISERS: dict[str, Callable[[str], str]] = {
    "nh3": lambda markup: nh3.clean(markup, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES),
    "bleach": lambda markup: str(_bleach_cleaner.clean(markup)),
    "lxml_html_clean": lambda markup: str(_lxml_cleaner.clean_html(markup)),
    "escape everything": html.escape,
    "nothing at all": lambda markup: markup,
}


def judged(clean: Callable[[str], str]) -> dict[str, object]:
    """How many attacks are stopped and how much innocent HTML survives."""
    left = {attack: parts for attack in ATTACKS if (parts := _left(clean, attack))}
    hurt = [text for text in INNOCENT if _structure(clean(text)) != _structure(text)]
    return {
        "stopped": {"n": len(ATTACKS) - len(left), "of": len(ATTACKS), "left": left},
        "kept": {"n": len(INNOCENT) - len(hurt), "of": len(INNOCENT), "hurt": hurt},
    }


def _left(clean: Callable[[str], str], attack: str) -> list[str]:
    try:
        return active_parts(clean(attack))
    except Exception as error:  # noqa: BLE001 - which exception escapes is the finding
        return [type(error).__name__]


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=200)
    options.add_argument("--seed", type=int, default=20261123)
    options.add_argument("--repeats", type=int, default=7)
    chosen = options.parse_args()
    texts = [markdown.markdown(text, extensions=["tables"]) for text in bodies(chosen.pages, chosen.seed)]

    def job(clean: Callable[[str], str]) -> Callable[[], float]:
        return lambda: cpu_of_call(lambda: [clean(text) for text in texts])

    jobs = {name: job(clean) for name, clean in SANITISERS.items()}
    report(
        "Which sanitiser should stand between a record's body and the page?",
        DISTRIBUTIONS,
        {
            "data": {"pages": len(texts), "seed": chosen.seed, "digest": digest(texts)},
            "speed": in_turns(jobs, "nh3", chosen.repeats),
            "judged": {name: judged(clean) for name, clean in SANITISERS.items()},
        },
    )


if __name__ == "__main__":
    main()
