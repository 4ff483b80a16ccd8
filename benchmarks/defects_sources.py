"""Defects that only the sources of experiments show: `kb verify` finds them, and nothing else does."""

from __future__ import annotations

from benchmarks.defects import Seeder, sows


@sows("EX014")
def source_drifted(seeder: Seeder, number: int) -> None:
    """A figure that was logged again since the import; a run that is not in its table any more."""
    drawn = seeder.made.words.rng.getstate()  # so that what is seeded behind it stays what it was
    _seed(seeder, number)
    seeder.made.words.rng.setstate(drawn)


def _seed(seeder: Seeder, number: int) -> None:
    run = f"drift-{number}"
    table = f"runs/{run}.csv"
    values = {"tracker": "csv", "id": run, "uri": table, "digest": f"sha256:{seeder.made.words.digest()}"}
    task, result = seeder.tested_task("done", met=False, run=None)
    seeder.insert(result, "outputs", "run", values)
    seeder.keep(task)
    path = seeder.keep(result)
    if number % 2:
        seeder.now[table] = "id,date,auc_test\nanother,2026-01-05,0.5\n"
        seeder.seed("EX014", path, f"id: {run}", history=True)
        return
    metric, splits = next(iter(result.values["metrics"].items()))
    split = next(iter(splits))
    seeder.now[table] = f"id,date,metrics.{metric}.{split}\n{run},2026-01-05,0.123456\n"
    seeder.seed("EX014", path, history=True)
