"""LK005 link-leaves-repository: links stay inside, and addresses are addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Final

from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.experiment import Experiment
from kb.records.goal import Goal
from kb.records.product import Product
from kb.records.review import Review
from kb.text.frontmatter import KeyPath
from kb.text.hrefs import unquoted

_RUNS: Final = ("javascript:", "vbscript:", "data:")
Address = tuple[KeyPath, str | None]


class LinkLeavesRepository(Rule):
    """A link is an absolute path, climbs out of the repository, or is a script in the guise of an address.

    ## Why

    A path of one machine works on that machine, `..` above the root leads to whatever lies there, and
    `javascript:` runs in the browser of whoever clicks. Links to the web are no business of this rule.

    ## Bad

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    ---

    The figures are in [the report](/home/analyst/report.md).
    ```

    ## Good

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    ---

    The figures are in [the report](../../docs/report.md), the method [in a paper](https://example.org/paper).
    ```
    """

    code: ClassVar[str] = "LK005"
    name: ClassVar[str] = "link-leaves-repository"
    views: ClassVar[Views] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """Links of the body, then addresses in fields."""
        for stray in context.graph.strays:
            message = f"this link cannot be followed: {stray.why}"
            help_ = "Use a path relative to this file, an id, or a web address."
            yield Finding(stray.source, stray.href.span, message, help_)
        for document in context.base.documents:
            for where, address in _addresses(document.record):
                if address is not None and ":" in address and (scheme := _scheme(address)) is not None:
                    message = f"`{scheme}` is not an address of anything"
                    yield Finding(
                        document, where, message, "Write where the thing is: a path or a web address."
                    )


def _scheme(address: str) -> str | None:
    if "&" in address:
        import html

        address = html.unescape(address)
    plain = "".join(c for c in unquoted(address) if c > " ").lower()
    return next((scheme for scheme in _RUNS if plain.startswith(scheme)), None)


def _addresses(record: object) -> Iterable[Address]:
    """The addresses a record holds, by key path."""
    if isinstance(record, Experiment):
        return _of_experiment(record)
    if isinstance(record, Goal):
        return [(("data_sources", n, "uri"), source.uri) for n, source in enumerate(record.data_sources)]
    if isinstance(record, Review):
        return [(("candidates", n, "url"), candidate.url) for n, candidate in enumerate(record.candidates)]
    if isinstance(record, Product):
        return [
            (("components", n, "repository"), part.repository) for n, part in enumerate(record.components)
        ]
    return ()


def _of_experiment(record: Experiment) -> list[Address]:
    found: list[Address] = [(("data", name, "uri"), split.uri) for name, split in (record.data or {}).items()]
    found += [(("outputs", n, "uri"), output.uri) for n, output in enumerate(record.outputs)]
    if record.code is not None:
        found.append((("code", "repository"), record.code.repository))
    if record.run is not None:
        found.append((("run", "uri"), record.run.uri))
    return found
