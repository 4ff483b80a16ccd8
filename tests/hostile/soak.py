"""Judges spoiled and made records for as long as one likes: `python -m tests.hostile.soak --minutes 60 --seed 1`.

It does not stop at what it finds: each kind of failure is told once, with an input that brings it about, and counted.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.hostile import test_fuzz, test_made
from tests.hostile.asking import TODAY, check, judged
from tests.hostile.making import Maker
from tests.hostile.mutation import Mutator

SECONDS = 2.0
MEGABYTES = 200


class Soak:
    """Runs rounds of one seed and keeps count.

    Args:
        seed: everything that follows depends on it alone.
        folder: for what has to be written to disk.
    """

    def __init__(self, seed: int, folder: Path) -> None:
        (folder / "backlog").mkdir()
        (folder / "kb.toml").write_text("")
        self.folder = folder
        self.records = Mutator(seed, test_fuzz.sound_records())
        self.bodies = Mutator(seed + 1, test_fuzz.bodies())
        self.settings = Mutator(seed + 2, test_fuzz.sound_settings())
        self.sound = [text.encode() for text in test_fuzz.sound_records()[::50]]
        self.makers = {name: Maker(seed + 3, types, TODAY) for name, types in test_made.TYPES.items()}
        self.counts: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.slowest = 0.0

    def once(self) -> None:
        """One of each kind of round; most of it is records that were spoiled."""
        for _ in range(8):
            self.guarded("spoiled records", self.spoiled)
        self.guarded("spoiled bodies", lambda: test_fuzz.body_round(self.bodies, self.folder))
        self.guarded(
            "configurations", lambda: test_fuzz.settings_round(self.settings, self.folder, self.sound)
        )
        for name, maker in self.makers.items():
            ask = maker.random.random() < 0.05
            self.guarded("made records", lambda n=name, m=maker, a=ask: test_made.round_of(m, n, ask=a))

    def spoiled(self) -> int:
        """A batch of spoiled records; one in ten is asked everything that commands ask."""
        datas = [self.records.data() for _ in range(test_fuzz.TOGETHER)]
        known = test_fuzz.read_all(self.folder, datas, test_fuzz.Config())
        if self.records.random.random() < 0.1:
            check(known)
        else:
            judged(known)
        return len(datas)

    def guarded(self, kind: str, one: Callable[[], int]) -> None:
        """Run a round; tell a new kind of failure and go on."""
        before = time.thread_time()
        try:
            count = one()
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - whatever it is, it must be told; pytest's own is no Exception
            self.tell(error)
            count = 1
        self.counts[kind] += count
        self.slowest = max(self.slowest, (time.thread_time() - before) / count)

    def tell(self, error: BaseException) -> None:
        """Count a failure by where it happened, and show the first of its kind whole."""
        found: BaseException | None = error
        while found is not None and found.__context__ is not None:
            found = found.__context__
        frames = [
            f for f in traceback.extract_tb(found.__traceback__ if found else None) if "/kb/" in f.filename
        ]
        at = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "the tests"
        key = f"{type(found).__name__} at {at}"
        self.failures[key] += 1
        if self.failures[key] == 1:
            print(f"-- {key}: {found}\n{error!s:.20000}", flush=True)

    @staticmethod
    def megabytes() -> int:
        """The most memory that this process held, in MiB; 0 where the system does not say."""
        status = Path("/proc/self/status")
        told = status.read_text(encoding="utf-8") if status.exists() else ""
        held = re.search(r"VmHWM:\s+(\d+) kB", told)
        return int(held[1]) // 1024 if held else 0

    def report(self) -> str:
        """What was run, what was found, and the most memory held."""
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.counts.items())
        failed = f"{sum(self.failures.values())} failures {dict(self.failures)}"
        return (
            f"{sum(self.counts.values())} inputs: {kinds}; {failed}; "
            f"slowest {self.slowest:.3f} s of CPU an input; {self.megabytes()} MiB at most"
        )


def main() -> int:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(asked.seed, Path(folder))
        end = time.monotonic() + 60 * asked.minutes
        print(f"seed {asked.seed}", flush=True)
        shown = 0.0
        while time.monotonic() < end:
            soak.once()
            if time.monotonic() > shown + 60:
                shown = time.monotonic()
                print(soak.report(), flush=True)
        print(soak.report(), flush=True)
    return 1 if soak.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
