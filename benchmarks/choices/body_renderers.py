"""Which renderer draws the text of a record, now that a build waits for it? CPU, memory, constructs, worst inputs.

Run: `python benchmarks/choices/body_renderers.py > benchmarks/results/body_renderers.json`

Two packages bring a module named `comrak`; the one that is measured here is `comrak-ext`.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from markdown_renderers import CONSTRUCTS
from samples import bodies, digest
from timing import cpu_of_call, cpu_of_command, in_turns, report

Renderer = Callable[[str], str]
REFERENCE = "Python-Markdown"
DISTRIBUTIONS = {
    REFERENCE: ("Markdown", "markdown"),
    "mistune": ("mistune", "mistune"),
    "markdown-it-py": ("markdown-it-py", "markdown_it"),
    "cmarkgfm": ("cmarkgfm", "cmarkgfm"),
    "comrak-ext": ("comrak-ext", "comrak"),
    "pyromark": ("pyromark", "pyromark"),
    "markdown-it-pyrs": ("markdown-it-pyrs", "markdown_it_pyrs"),
}


def make(name: str) -> Renderer:
    """A renderer with tables, footnotes, strikethrough and task lists, as far as it knows them."""
    module = import_module(DISTRIBUTIONS[name][1])
    if name == REFERENCE:
        names = ["tables", "fenced_code", "toc", "footnotes", "sane_lists", "admonition"]
        converter = module.Markdown(extensions=names)
        return lambda text: str(converter.reset().convert(text))
    if name == "mistune":
        plugins = ["table", "footnotes", "strikethrough", "task_lists"]
        return module.create_markdown(escape=False, plugins=plugins)  # type: ignore[no-any-return]
    if name == "markdown-it-py":
        return module.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render  # type: ignore[no-any-return]
    if name == "cmarkgfm":
        options = import_module("cmarkgfm.cmark").Options
        flags = options.CMARK_OPT_FOOTNOTES | options.CMARK_OPT_UNSAFE
        return lambda text: str(module.github_flavored_markdown_to_html(text, flags))
    if name == "comrak-ext":
        settings = (
            module.ExtensionOptions(
                table=True, strikethrough=True, tasklist=True, footnotes=True, alerts=True
            ),
            module.ParseOptions(),
            module.RenderOptions(unsafe_=True),
        )
        return lambda text: str(module.markdown_to_html(text, *settings))
    if name == "pyromark":
        flags = module.Options
        chosen = (
            flags.ENABLE_TABLES
            | flags.ENABLE_FOOTNOTES
            | flags.ENABLE_STRIKETHROUGH
            | flags.ENABLE_TASKLISTS
            | flags.ENABLE_GFM
        )
        return lambda text: str(module.html(text, options=chosen))
    parser = module.MarkdownIt("gfm")
    parser.enable("footnote")
    return lambda text: str(parser.render(text))


MORE: dict[str, tuple[str, tuple[str, ...]]] = {
    "task list": ("- [x] done\n", ('type="checkbox"',)),
    "strikethrough": ("~~old~~\n", ("old</",)),
    "alert": ("> [!WARNING]\n> Mind.\n", ("warning", "<p>Mind.")),
    "admonition": ('!!! note "Mind"\n    This.\n', ("admonition", "This.")),
    "a way back from a footnote": ("Words.[^1]\n\n[^1]: A note.\n", ('href="#', "↩")),
}
_N = 20_000
HOSTILE: dict[str, str] = {
    "quotes in quotes": "> " * 1000,
    "lists in lists": "".join("  " * depth + "- a\n" for depth in range(100)),
    "open brackets": "[" * _N,
    "open links": "[a](" * _N,
    "open pictures": "![[" * _N,
    "emphasis": "*a _b " * _N,
    "backticks of every length": "".join("a" + "`" * count for count in range(1, 500)),
    "references": "[a]: u\n" * _N,
    "a reference used often": "[a][]" * _N + "\n\n[a]: " + "u" * 5000,
    "footnotes": "".join(f"[^{n}]" for n in range(3000)) + "\n\n" + "".join(f"[^{n}]: x\n\n" for n in range(3000)),
    "open tags": "<a " * _N,
    "open comments": "<!--" * _N,
    "headings alike": "# a\n" * _N,
    "a wide table": "|" + "a|" * 1000 + "\n|" + "-|" * 1000 + "\n" + "|a\n" * 2000,
    "entities": "&" * _N,
    "a long list": "- a\n" * _N,
}  # fmt: skip
LIMIT_S = 40


def rss_kib() -> int:
    """The memory that this process holds."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4


def grows(name: str, texts: list[str]) -> float:
    """KiB that stay for each body after the first thousand."""
    render = make(name)
    for text in texts:
        render(text)
    before, rounds = rss_kib(), 5
    for _ in range(rounds):
        for text in texts:
            render(text)
    return round((rss_kib() - before) / rounds / len(texts), 2)


def endures(name: str, case: str) -> float:
    """CPU seconds that an input which nobody means well takes."""
    render = make(name)
    before = time.process_time()
    render(HOSTILE[case])
    return round(time.process_time() - before, 4)


def alone(*arguments: str) -> object:
    """What this script says in a process of its own; None where it took too long or died."""
    try:
        done = subprocess.run(
            [sys.executable, __file__, *arguments],
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    return json.loads(done.stdout)


def main() -> None:
    """Print the table, or one figure of it for `alone`."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bodies", type=int, default=300)
    options.add_argument("--seed", type=int, default=20261123)
    options.add_argument("--repeats", type=int, default=7)
    options.add_argument("--grows")
    options.add_argument("--endures", nargs=2)
    chosen = options.parse_args()
    texts = bodies(chosen.bodies, chosen.seed)
    if chosen.grows:
        sys.stdout.write(json.dumps(grows(chosen.grows, texts)))
        return
    if chosen.endures:
        sys.stdout.write(json.dumps(endures(*chosen.endures)))
        return
    renderers = {name: make(name) for name in DISTRIBUTIONS}
    wanted = {**CONSTRUCTS, **MORE}
    wanted.pop(
        "heading identifier"
    )  # ours in any case: its prefix keeps a text from naming parts of the page

    def job(render: Renderer) -> Callable[[], float]:
        return lambda: cpu_of_call(lambda: [render(text) for text in texts])

    def understands(render: Renderer, name: str) -> bool:
        text, marks = wanted[name]
        return all(mark in render(text) for mark in marks)

    kept = {
        name: [each for each in wanted if understands(render, each)] for name, render in renderers.items()
    }
    hostile = {name: {case: alone("--endures", name, case) for case in HOSTILE} for name in DISTRIBUTIONS}
    report(
        "Which renderer draws the text of a record, now that a build waits for it?",
        [distribution for distribution, _ in DISTRIBUTIONS.values()],
        {
            "data": {"bodies": len(texts), "seed": chosen.seed, "digest": digest(texts)},
            "speed": in_turns(
                {name: job(render) for name, render in renderers.items()}, REFERENCE, chosen.repeats
            ),
            "import": in_turns(
                {
                    "python -c pass": lambda: cpu_of_command([sys.executable, "-c", "pass"]),
                    **{
                        name: lambda module=module: cpu_of_command([sys.executable, "-c", f"import {module}"])  # type: ignore[misc]
                        for name, (_, module) in DISTRIBUTIONS.items()
                    },
                },
                "python -c pass",
                chosen.repeats,
            ),
            "kib_kept_per_body": {name: alone("--grows", name) for name in DISTRIBUTIONS},
            "hostile_cpu_s": hostile,
            "constructs": {
                name: {"n": len(names), "of": len(wanted), "lacks": [each for each in wanted if each not in names]}
                for name, names in kept.items()
            },
        },
    )  # fmt: skip


if __name__ == "__main__":
    main()
