"""Student's t distribution: what share of it lies below a value, and below which value a share of it lies.

With ``x = f / (f + t²)`` the share below ``t ≥ 0`` at ``f`` degrees of freedom is ``1 − I_x(f/2, 1/2) / 2``, where
``I`` is the regularised incomplete beta function (Abramowitz and Stegun, Handbook of Mathematical Functions, 1964,
26.7.1). ``I`` is evaluated by its continued fraction (26.5.8 there; NIST Digital Library of Mathematical Functions,
8.17.22) in the manner of Lentz as Thompson and Barnett changed it (Journal of Computational Physics 64, 1986).
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

MANY: Final = 1e7
"""Degrees of freedom from which the normal distribution is the same to eight digits."""
_TINY: Final = 1e-300
_STEPS: Final = 20_000
_PRECISE: Final = 1e-15
_HALVINGS: Final = 200


def below(t: float, freedom: float) -> float:
    """The share of Student's distribution below ``t``.

    Args:
        t: any number; infinite is allowed.
        freedom: degrees of freedom, at least some; need not be whole.
    """
    if not freedom > 0:
        raise ValueError("a distribution of Student's has degrees of freedom")
    if math.isinf(t):
        return 1.0 if t > 0 else 0.0
    if freedom > MANY:
        return 0.5 * math.erfc(-t / math.sqrt(2))
    tail = 0.5 * _beta(freedom / 2, t, freedom)
    return 1 - tail if t > 0 else tail


@lru_cache(maxsize=4096)
def quantile(share: float, freedom: float) -> float:
    """The value below which a share of Student's distribution lies.

    Args:
        share: between 0 and 1, both excluded.
        freedom: degrees of freedom.
    """
    if not 0 < share < 1:
        raise ValueError("a share lies between 0 and 1")
    if share < 0.5:
        return -quantile(1 - share, freedom)
    low, high = 0.0, 1.0
    while below(high, freedom) < share and high < 1e300:
        low, high = high, high * 2
    middle = (low + high) / 2
    for _ in range(_HALVINGS):
        missing = share - below(middle, freedom)
        low, high = (middle, high) if missing > 0 else (low, middle)
        slope = _density(middle, freedom)
        following = middle + missing / slope if slope > 0 else high
        if not low < following < high:  # Newton's step leads astray, or there is nothing left between the two
            following = (low + high) / 2
        if abs(following - middle) <= 1e-14 * high:
            return following
        middle = following
    return middle


def _density(t: float, freedom: float) -> float:
    if freedom > MANY:
        return math.exp(-t * t / 2) / math.sqrt(2 * math.pi)
    front = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2) - 0.5 * math.log(freedom * math.pi)
    # t may be beyond what can be squared; its square root has the same logarithm twice.
    spread = math.log1p((t / math.sqrt(freedom)) ** 2) if abs(t) < 1e150 else 2 * math.log(abs(t))
    return math.exp(front - (freedom + 1) / 2 * spread)


def _beta(a: float, t: float, freedom: float) -> float:
    """``I_x(a, 1/2)`` at ``x = freedom / (freedom + t²)``."""
    square = (t / math.sqrt(freedom)) ** 2 if abs(t) < 1e150 else math.inf
    if math.isinf(square):
        return 0.0
    x, y = 1 / (1 + square), square / (1 + square)  # y = 1 − x, without losing its digits
    if x == 0 or y == 0:
        return 0.0 if x == 0 else 1.0
    front = math.exp(
        math.lgamma(a + 0.5) - math.lgamma(a) - math.lgamma(0.5)
        - a * math.log1p(square) + 0.5 * math.log(y)
    )  # fmt: skip
    # The fraction converges quickly on this side of the mean, and by symmetry there is no other side.
    if x < (a + 1) / (a + 2.5):
        return front * _fraction(a, 0.5, x) / a
    return 1 - front * _fraction(0.5, a, y) / 0.5


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function, without its factor."""
    c, d = 1.0, _inverse(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, _STEPS):
        step = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        c, d = _kept(1 + step / c), _inverse(1 + step * d)
        found *= c * d
        step = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        c, d = _kept(1 + step / c), _inverse(1 + step * d)
        found *= c * d
        if abs(c * d - 1) < _PRECISE:
            break
    return found


def _kept(value: float) -> float:
    """A value that can be divided by."""
    return value if abs(value) > _TINY else _TINY


def _inverse(value: float) -> float:
    return 1 / _kept(value)
