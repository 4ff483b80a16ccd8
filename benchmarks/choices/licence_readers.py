"""What should tell whether a text is an SPDX licence expression?

Run: `PYTHONPATH=src python benchmarks/choices/licence_readers.py > benchmarks/results/licence_readers.json`

Every candidate judges the texts of `tests/lint/licences.yml`: expressions it must accept, and what people write
instead, which it must refuse. Hostile texts must be judged, too, whatever the answer. Import and judging are timed.
"""

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

import license_expression
import yaml
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from samples import digest
from timing import cpu_of_call, cpu_of_command, in_turns, report

from kb.lint.licences import COMMON

DISTRIBUTIONS = ("packaging", "license-expression", "boolean.py")
LISTS = Path(__file__).parents[2] / "tests" / "lint" / "licences.yml"
# These two state that no licence is stated; a caller knows them without a library.
UNSTATED = ("NONE", "NOASSERTION")
HOSTILE = {
    "nested": "(" * 150 + "MIT" + ")" * 150,
    "deeper": "(" * 5_000 + "MIT" + ")" * 5_000,
    "long": "MIT OR " * 20_000 + "MIT",
    "one word": "A" * 100_000,
    "brackets": "(" * 100_000,
    "nul": "MIT\x00",
}
Judge = Callable[[str], bool]


def by_packaging() -> Judge:
    """The reader with which Python packages state their licences."""

    def judge(text: str) -> bool:
        try:
            canonicalize_license_expression(text)
        except InvalidLicenseExpression:
            return False
        return True

    return judge


def by_license_expression() -> Judge:
    """The library of a scanner for licences, with its own list of ids."""
    known = license_expression.get_spdx_licensing()

    def judge(text: str) -> bool:
        return not known.validate(text, strict=True).errors

    return judge


def by_a_list() -> Judge:
    """The 35 usual ids by heart, joined by AND and OR."""
    ids = "|".join(re.escape(id_) for id_ in COMMON) + r"|LicenseRef-[A-Za-z0-9.-]+"
    whole = re.compile(rf"(?:{ids})(?: (?:AND|OR) (?:{ids}))*")
    return lambda text: whole.fullmatch(text.strip()) is not None


CANDIDATES: dict[str, Callable[[], Judge]] = {
    "packaging.licenses": by_packaging,
    "license-expression": by_license_expression,
    "a list of usual ids": by_a_list,
}


def judged(judge: Judge, accepted: list[str], refused: list[str]) -> dict[str, object]:
    """What a candidate gets wrong, and the exceptions that escape it."""
    return {
        "refused_wrongly": [text for text in accepted if not _says(judge, text)],
        "accepted_wrongly": [text for text in refused if _says(judge, text)],
        "escaped": {
            name: said for name, text in HOSTILE.items() if isinstance(said := _says(judge, text), str)
        },
    }


def _says(judge: Judge, text: str) -> bool | str:
    try:
        return judge(text)
    except Exception as error:  # noqa: BLE001  # which ones escape is what is measured
        return type(error).__name__


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeats", type=int, default=9)
    chosen = options.parse_args()
    lists = yaml.safe_load(LISTS.read_text(encoding="utf-8"))
    accepted = [text for text in lists["accepted"] if text not in UNSTATED]
    refused = list(lists["refused"])
    judges = {name: make() for name, make in CANDIDATES.items()}

    def job(judge: Judge) -> Callable[[], float]:
        return lambda: cpu_of_call(lambda: [judge(text) for text in accepted * 20])

    def start(statement: str) -> Callable[[], float]:
        return lambda: cpu_of_command([sys.executable, "-c", statement])

    report(
        "What should tell whether a text is an SPDX licence expression?",
        DISTRIBUTIONS,
        {
            "data": {
                "accepted": len(accepted),
                "refused": len(refused),
                "digest": digest([*accepted, *refused]),
            },
            "judged": {name: judged(judge, accepted, refused) for name, judge in judges.items()},
            "judge": in_turns(
                {name: job(judge) for name, judge in judges.items()}, "packaging.licenses", chosen.repeats
            ),
            "import": in_turns(
                {
                    "python -c pass": start("pass"),
                    "packaging.licenses": start("import packaging.licenses"),
                    "license-expression": start("import license_expression as l; l.get_spdx_licensing()"),
                },
                "python -c pass",
                chosen.repeats,
            ),
        },
    )


if __name__ == "__main__":
    main()
