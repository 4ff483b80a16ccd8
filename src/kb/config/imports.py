"""`[import]`: how the runs of other tools become records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from kb.config.table import Table
from kb.declared.marks import Field

Word = Annotated[str, Field(min_length=1)]
Columns = Mapping[Word, Annotated[str, Field(min_length=1)]]


class ToolTable(Table):
    """What can be said of every tool."""

    source: str | None = Field(
        None, min_length=1, description="What is read when `kb import` and `kb verify` are given no source."
    )


class MlflowTable(ToolTable):
    """`[import.mlflow]`."""

    repeats: tuple[Word, ...] = Field(
        (),
        description="Metrics whose steps are repeated measurements, such as folds, and no curve: their mean, standard "
        "deviation and number become the figure; `*` stands for any letters.",
    )


class DvcTable(ToolTable):
    """`[import.dvc]`."""


class SacredTable(ToolTable):
    """`[import.sacred]`."""


class PapermillTable(ToolTable):
    """`[import.papermill]`."""


class ImportTable(Table):
    """`[import]`: how the runs of other tools become records."""

    split: Word = Field(
        "unspecified", description="The split of figures that name none, such as `auc` rather than `val_auc`."
    )
    splits: Mapping[Word, Word] = Field(
        {},
        description="Word before or behind the name of a figure → the split it means, such as `oos` → `test`; "
        "`train`, `val`, `test` and their like are known.",
    )
    metrics: Mapping[Word, str] = Field(
        {},
        description="Name of a figure in the tool → the metric it is here, `roc_auc`, with its split if you like, "
        "`roc_auc.test`; nothing leaves it out.",
    )
    csv: Mapping[Word, Columns] = Field(
        {}, description="Name, such as that of the file without its ending → column → field of an experiment."
    )
    json_: Mapping[Word, Columns] = Field(
        {},
        alias="json",
        description="Name, as for `csv` → path in the JSON → field of an experiment; `runs[]` stands for "
        "every item of the list `runs`.",
    )
    mlflow: MlflowTable = MlflowTable()
    dvc: DvcTable = DvcTable()
    sacred: SacredTable = SacredTable()
    papermill: PapermillTable = PapermillTable()
