"""What should find tokens, keys and passwords in ten thousand texts, nearly all of which hold none?

Run: `PYTHONPATH=src python benchmarks/choices/secret_detectors.py > benchmarks/results/secret_detectors.json`

Every candidate judges the texts of `tests/text/secrets.yml` (without those about e-mail addresses, which only one of
them looks for) and then generated front matters and bodies, which hold nothing. The reference of the times is PyYAML's
CSafeLoader on the same front matters: the reading that nobody can do without.
"""

import argparse
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import yaml
from detect_secrets.core.scan import scan_file
from detect_secrets.settings import default_settings, transient_settings
from samples import bodies, digest, front_matters
from timing import cpu_of_call, in_turns, report

from kb.text import addresses, secrets

DISTRIBUTIONS = ("detect-secrets", "PyYAML")
LISTS = Path(__file__).parents[2] / "tests" / "text" / "secrets.yml"
E_MAIL = addresses.E_MAIL
REFERENCE = "PyYAML CSafeLoader"
# Those of its plugins that know a form; the others guess by entropy and by key words.
GUESSING = ("Base64HighEntropyString", "HexHighEntropyString", "KeywordDetector")
Detector = Callable[[str], bool]
Candidate = tuple[Detector, Callable[[], AbstractContextManager[object]]]


def by_detect_secrets(folder: Path, without: tuple[str, ...]) -> Candidate:
    """The library as it scans files, with its own settings but for some plugins."""
    with default_settings() as settings:
        known = settings.json()
    known["plugins_used"] = [plugin for plugin in known["plugins_used"] if plugin["name"] not in without]

    def detect(text: str) -> bool:
        file = folder / "text.md"
        file.write_text(text, encoding="utf-8")
        return len(list(scan_file(str(file)))) > 0

    return detect, lambda: transient_settings(known)


def by_patterns(text: str) -> bool:
    """Our forms, tried at every place of every text."""
    tokens = (m for m in secrets._FORM.finditer(text) if not secrets._stands_in(m[0]))
    return (
        next(tokens, None) is not None
        or secrets._KEY.search(text) is not None
        or ("@" in text and any(seen.kind != E_MAIL for seen in addresses.sightings(text)))
    )


def by_long_words(text: str) -> bool:
    """Our forms where a long word of mixed letters is; e-mail addresses do not count here."""
    return any(seen.kind != E_MAIL for seen in secrets.sightings(text))


def joined(text: Any) -> str:
    """A text of the list, whose tokens are kept in parts."""
    return (text if isinstance(text, str) else "".join(map(str, text))).replace("«", "").replace("»", "")


def judged(candidate: Candidate, found: list[str], innocent: list[str]) -> dict[str, object]:
    """What a candidate misses and what it takes for a secret."""
    detect, settings = candidate
    with settings():
        missed = [number for number, text in enumerate(found) if not detect(text)]
        alarms = [text for text in innocent if detect(text)]
    return {"missed": len(missed), "missed_numbers": missed, "false_alarms": len(alarms), "alarms": alarms}


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--texts", type=int, default=100)
    options.add_argument("--seed", type=int, default=20261123)
    options.add_argument("--repeats", type=int, default=7)
    chosen = options.parse_args()
    lists = yaml.safe_load(LISTS.read_text(encoding="utf-8"))
    found = [joined(case["text"]) for case in lists["found"] if case["kind"] != E_MAIL]
    innocent = [joined(text) for text in lists["innocent"]]
    heads = front_matters(chosen.texts, chosen.seed)
    texts = [
        f"---\n{head}---\n{body}" for head, body in zip(heads, bodies(chosen.texts, chosen.seed), strict=True)
    ]

    with tempfile.TemporaryDirectory() as folder:
        candidates: dict[str, Candidate] = {
            "detect-secrets": by_detect_secrets(Path(folder), ()),
            "detect-secrets, known forms": by_detect_secrets(Path(folder), GUESSING),
            "our forms everywhere": (by_patterns, nullcontext),
            "our forms at long words": (by_long_words, nullcontext),
        }

        def job(
            detect: Detector, settings: Callable[[], AbstractContextManager[object]]
        ) -> Callable[[], float]:
            def run() -> float:
                with settings():
                    return cpu_of_call(lambda: [detect(text) for text in texts])

            return run

        jobs = {name: job(*candidate) for name, candidate in candidates.items()}
        jobs[REFERENCE] = lambda: cpu_of_call(lambda: [yaml.load(h, Loader=yaml.CSafeLoader) for h in heads])
        verdicts = {name: judged(candidate, found, innocent) for name, candidate in candidates.items()}
        speed = in_turns(jobs, REFERENCE, chosen.repeats)
    report(
        "What should find tokens, keys and passwords in ten thousand texts, nearly all of which hold none?",
        DISTRIBUTIONS,
        {
            "data": {
                "texts": len(texts),
                "seed": chosen.seed,
                "digest": digest(texts),
                "found": len(found),
                "innocent": len(innocent),
                "list_digest": digest([*found, *innocent]),
            },
            "judged": verdicts,
            "speed": speed,
        },
    )


if __name__ == "__main__":
    main()
