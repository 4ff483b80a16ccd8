"""The difference of two figures with its standard error, from the runs that each of them rests on.

How the error of a difference comes about depends on what is known:

``welch``
    Both figures are means of runs that do not depend on each other: ``√(s₁²/n₁ + s₂²/n₂)``, with the degrees of
    freedom of B. L. Welch, The generalization of "Student's" problem when several different population variances are
    involved, Biometrika 34 (1947), in the form of F. E. Satterthwaite (Biometrics Bulletin 2, 1946).
``paired``
    The same folds or seeds in both: the differences ``d`` of each pair are one sample, ``s_d · √(1/n)``, with ``n − 1``
    degrees of freedom (Student, The probable error of a mean, Biometrika 6, 1908).
``one more``
    One figure is a single run, the other the mean of n: what one more run would differ from that mean by, if it varied
    as those do: ``s · √(1 + 1/n)``, with ``n − 1`` degrees of freedom (the prediction interval of a next observation).
``to a number``
    A mean against a figure that does not vary, such as a target: ``s · √(1/n)``.

Folds of a cross-validation share most of what they are trained on, so their figures are not independent, and ``1/n``
says too little. It becomes ``1/n + overlap`` with ``overlap`` = size of a test part ÷ size of a training part, which is
``1/(k − 1)`` for k folds: C. Nadeau and Y. Bengio, Inference for the generalization error, Machine Learning 52 (2003);
for repeated folds R. R. Bouckaert and E. Frank, Evaluating the replicability of significance tests for comparing
learning algorithms (2004).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

from kb.statistics.student import below, quantile

Manner = Literal["welch", "paired", "one more", "to a number", "unknown"]


class Sample(NamedTuple):
    """A figure and what it rests on.

    Attributes:
        mean: the figure.
        std: the standard deviation of its runs; None where nobody said.
        n: how many runs; None where nobody said.
        overlap: size of a test part ÷ size of a training part, where the runs are folds; 0 where they are independent.
    """

    mean: float
    std: float | None = None
    n: int | None = None
    overlap: float = 0.0

    @property
    def varies(self) -> bool:
        """Whether its spread is known."""
        return self.std is not None and self.n is not None and self.n > 1

    @property
    def error(self) -> float:
        """The standard error of the mean; only where its spread is known."""
        assert self.std is not None
        assert self.n is not None
        return self.std * math.sqrt(1 / self.n + self.overlap)

    @property
    def error_of_next(self) -> float:
        """The standard error of one more run against the mean; only where the spread is known."""
        return math.hypot(self.std or 0.0, self.error)


class Difference(NamedTuple):
    """How far one figure is from another.

    Attributes:
        amount: the first minus the second.
        manner: where the error comes from; see the module.
        error: the standard error; None where the spread is not known.
        freedom: its degrees of freedom.
    """

    amount: float
    manner: Manner = "unknown"
    error: float | None = None
    freedom: float | None = None

    def interval(self, confidence: float) -> tuple[float, float] | None:
        """Where the difference may lie; None where nobody can know.

        Args:
            confidence: the share of such intervals that hold what they are about, between 0 and 1.
        """
        if self.error is None or self.freedom is None:
            return None
        reach = quantile((1 + confidence) / 2, self.freedom) * self.error if self.error else 0.0
        return self.amount - reach, self.amount + reach

    def beyond(self, confidence: float) -> bool | None:
        """Whether the interval leaves out 0; None where nobody can know."""
        if self.error is None or self.freedom is None:
            return None
        if self.error == 0:
            return self.amount != 0
        return 2 * below(abs(self.amount / self.error), self.freedom) - 1 >= confidence


def between(one: Sample, two: Sample) -> Difference:
    """The difference of two figures that do not depend on each other, by what is known of them."""
    amount = one.mean - two.mean
    if one.varies and two.varies:
        return Difference(amount, "welch", *_welch(one, two))
    for mean, single in ((one, two), (two, one)):
        if mean.varies and single.n == 1:
            assert mean.n is not None
            return Difference(amount, "one more", mean.error_of_next, mean.n - 1.0)
    return Difference(amount)


def to_number(one: Sample, number: float) -> Difference:
    """The difference of a figure to one that does not vary."""
    amount = one.mean - number
    if not one.varies:
        return Difference(amount)
    assert one.n is not None
    return Difference(amount, "to a number", one.error, one.n - 1.0)


def paired(ones: Sequence[float], twos: Sequence[float], overlap: float = 0.0) -> Difference:
    """The difference of two figures that were measured on the same folds or with the same seeds.

    Args:
        ones: the first figure, run by run.
        twos: the second, in the same order.
        overlap: as for :class:`Sample`.
    """
    differences = [one - two for one, two in zip(ones, twos, strict=True)]
    found = summary(differences, overlap)
    if not found.varies:
        return Difference(found.mean)
    return Difference(found.mean, "paired", found.error, len(differences) - 1.0)


def summary(values: Sequence[float], overlap: float = 0.0) -> Sample:
    """Mean and standard deviation (with n − 1) of runs."""
    n = len(values)
    mean = math.fsum(value / n for value in values)
    if n < 2:
        return Sample(mean, None, n, overlap)
    return Sample(mean, math.hypot(*(value - mean for value in values)) / math.sqrt(n - 1), n, overlap)


def overlap_of(folds: int | None) -> float:
    """What the folds of a cross-validation share; 0 where there are none."""
    return 1 / (folds - 1) if folds is not None and folds > 1 else 0.0


def _welch(one: Sample, two: Sample) -> tuple[float, float]:
    """The standard error of a difference, and its degrees of freedom."""
    assert one.n is not None
    assert two.n is not None
    error = math.hypot(one.error, two.error)
    if error == 0 or math.isinf(error):
        return error, one.n + two.n - 2.0
    share, rest = (one.error / error) ** 2, (two.error / error) ** 2
    return error, 1 / (share**2 / (one.n - 1) + rest**2 / (two.n - 1))
