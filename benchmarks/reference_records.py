"""The ten record types by name, for the yardstick of cold reading."""

from __future__ import annotations

from benchmarks.reference_context import Change, Privacy, Product, Risk, Stack
from benchmarks.reference_models import Decision, Experiment, Goal, Record, Review, Task

MODELS: dict[str, type[Record]] = {
    "goal": Goal,
    "task": Task,
    "experiment": Experiment,
    "review": Review,
    "decision": Decision,
    "risk": Risk,
    "product": Product,
    "privacy": Privacy,
    "stack": Stack,
    "change": Change,
}
