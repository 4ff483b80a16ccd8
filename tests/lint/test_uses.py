"""Uses as people word them: which permitted use takes in which planned one."""

import pytest

from kb.lint.uses import permits

TAKES_IN = [
    ("training", "Training"),
    ("training", "training of the defect detector"),
    ("training models", "model training"),
    ("train models", "training of models for churn"),
    ("research", "research only"),
    ("for research purposes only", "research"),
    ("research use", "research on seasonality"),
    ("internal-use", "internal use"),
    ("reports to the customer", "Report to the Customer"),
    ("publication", "publications"),
    ("any use", "commercial use"),
    ("commercial and other uses", "other commercial uses"),
    ("redistribute", "redistribution of our own code"),
    ("non-commercial research", "research, noncommercial"),
    ("Non commercial use", "non-commercial use"),
    ("any", "sale"),
    ("any use", "sale"),
    ("all purposes", "advertising"),
    ("everything", "advertising"),
    ("unrestricted use", "advertising"),
    ("use", "use of facts and figures"),
    ("analyse", "analysing clicks"),
    ("Churn prediction", "churn\n  prediction"),
]
DOES_NOT = [
    ("training of the defect detector", "training"),
    ("research", "commercial use"),
    ("non-commercial research", "commercial research"),
    ("non-commercial use", "use"),
    ("internal use", "use"),
    ("use of facts and figures", "use"),
    ("internal reading", "publication"),
    ("use", "publication"),
    ("for our own use", "sale"),
    ("reports to the customer", "reports to others"),
    ("training models for the customer", "training models for other customers' rivals"),
    ("research", "commercial research"),
    ("use", "commercial use"),
    ("training models for the customer", "training models for other customers"),
    ("reports", "public reports"),
    ("all research", "sale"),
    ("not for sale", "sale"),
    ("…", "sale"),
]


@pytest.mark.parametrize(("permitted", "planned"), TAKES_IN)
def test_a_permitted_use_takes_in_its_like_and_what_is_narrower(permitted: str, planned: str) -> None:
    assert permits(permitted, planned)


@pytest.mark.parametrize(("permitted", "planned"), DOES_NOT)
def test_a_permitted_use_takes_in_nothing_else(permitted: str, planned: str) -> None:
    assert not permits(permitted, planned)
