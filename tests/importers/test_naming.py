"""Names of figures: the split in them, and what the configuration makes of them."""

import pytest

from kb.config import ImportTable
from kb.importers.naming import Named, named, parted


@pytest.mark.parametrize(
    ("name", "metric", "split"),
    [
        ("val_auc", "auc", "validation"),
        ("validation/auc", "auc", "validation"),
        ("test-auc", "auc", "test"),
        ("train.auc", "auc", "train"),
        ("auc_val", "auc", "validation"),
        ("auc (test)", "auc", "test"),
        ("auc[train]", "auc", "train"),
        ("training_accuracy_score", "accuracy_score", "train"),
        ("eval_loss", "loss", "validation"),
        ("Validation AUC", "AUC", "validation"),
        ("test_test", "test", "test"),
        ("holdout_f1", "f1", "holdout"),
        ("auc", "auc", None),
        ("val", "val", None),
        ("_val", "_val", None),
        ("value", "value", None),
        ("trainable_params", "trainable_params", None),
        ("latest_test/auc/x", "latest_test/auc/x", None),
        ("contest", "contest", None),
    ],
)
def test_a_split_is_found_before_or_behind_the_metric(name: str, metric: str, split: str | None) -> None:
    assert parted(name, {}) == (metric, split)


def test_the_configuration_knows_more_splits_and_other_names() -> None:
    settings = ImportTable(
        split="all",
        splits={"OOT": "out-of-time", "val": "development"},
        metrics={"auc": "roc_auc", "val_ks": "ks.early", "fit_seconds": "", "score": "f1"},
    )
    asked = {
        ("oot_auc", None): Named("roc_auc", "out-of-time"),
        ("val_auc", None): Named("roc_auc", "development"),
        ("auc", "test"): Named("roc_auc", "test"),
        ("val_ks", None): Named("ks", "early"),
        ("fit_seconds", None): None,
        ("val_fit_seconds", None): None,
        ("score", None): Named("f1", "all"),
        ("loss", None): Named("loss", "all"),
        ("test_loss", "validation"): Named("test_loss", "validation"),
    }
    for (name, split), expected in asked.items():
        assert named(name, split, settings) == expected, name
