"""Which Markdown renderer should draw a record's body? CPU as a ratio to Python-Markdown, and constructs.

Run: `python benchmarks/choices/markdown_renderers.py > benchmarks/results/markdown_renderers.json`
"""

import argparse
from collections.abc import Callable

import cmarkgfm
import markdown
import mistune
import pyromark
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt
from samples import bodies, digest
from timing import cpu_of_call, in_turns, report

DISTRIBUTIONS = ("Markdown", "mistune", "markdown-it-py", "cmarkgfm", "pyromark")
REFERENCE = "Python-Markdown"

_python_markdown = markdown.Markdown(extensions=["tables", "fenced_code", "toc", "footnotes", "sane_lists"])
_mistune = mistune.create_markdown(
    escape=False, plugins=["table", "footnotes", "strikethrough", "task_lists"]
)
_markdown_it = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_pyromark = pyromark.Markdown(
    options=pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
)

RENDERERS: dict[str, Callable[[str], str]] = {
    REFERENCE: lambda text: str(_python_markdown.reset().convert(text)),
    "mistune": lambda text: str(_mistune(text)),
    "markdown-it-py": lambda text: str(_markdown_it.render(text)),
    "cmarkgfm": lambda text: str(
        cmarkgfm.github_flavored_markdown_to_html(
            text, Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE
        )
    ),
    "pyromark": lambda text: str(_pyromark.html(text)),
}

# What people write in records, and what must be found in the HTML for it to count as understood.
CONSTRUCTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "table with alignment": ("| a | b |\n| --- | ---: |\n| 1 | 2 |\n", ("<table", "right", "<td")),
    "fenced code with language": ("```python\nx = 1\n```\n", ("<code", "python")),
    "fence right after a paragraph": ("Words:\n```text\nx\n```\n", ("<pre", "<code")),
    "list right after a paragraph": ("Words:\n- one\n- two\n", ("<li>one", "<li>two")),
    "nested list, two blanks": ("- one\n  - inner\n- two\n", ("<ul>\n<li>inner", "<li>two")),
    "footnote": ("Words.[^1]\n\n[^1]: A note.\n", ("A note", 'href="#')),
    "heading identifier": ("## Why this\n", ('id="why-this"',)),
    "double brackets kept": ("See [[TASK-0007|words]].\n", ("[[TASK-0007|words]]",)),
    "double brackets in a table": ("| a |\n| --- |\n| [[TASK-0007]] |\n", ("[[TASK-0007]]", "<td")),
    "underscores inside a word": ("roc_auc_score\n", ("roc_auc_score",)),
    "raw HTML kept": ("<details><summary>x</summary>y</details>\n", ("<details><summary>",)),
    "entity stays an entity": ("a &lt; b & c\n", ("a &lt; b &amp; c",)),
}


def understood(render: Callable[[str], str]) -> list[str]:
    """The names of the constructs that come out as HTML should have them."""
    return [name for name, (text, marks) in CONSTRUCTS.items() if all(mark in render(text) for mark in marks)]


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bodies", type=int, default=300)
    options.add_argument("--seed", type=int, default=20261123)
    options.add_argument("--repeats", type=int, default=7)
    chosen = options.parse_args()
    texts = bodies(chosen.bodies, chosen.seed)

    def job(render: Callable[[str], str]) -> Callable[[], float]:
        return lambda: cpu_of_call(lambda: [render(text) for text in texts])

    kept = {name: understood(render) for name, render in RENDERERS.items()}
    report(
        "Which Markdown renderer should draw a record's body?",
        DISTRIBUTIONS,
        {
            "data": {"bodies": len(texts), "seed": chosen.seed, "digest": digest(texts)},
            "speed": in_turns(
                {name: job(render) for name, render in RENDERERS.items()}, REFERENCE, chosen.repeats
            ),
            "constructs": {
                name: {"n": len(names), "lacks": [text for text in CONSTRUCTS if text not in names]}
                for name, names in kept.items()
            },
        },
    )


if __name__ == "__main__":
    main()
