"""Solves small linear programmes exactly, in whole numbers: “there is none” shall not be a matter of rounding."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm


def cheapest(
    costs: Sequence[int], rows: Sequence[Sequence[Fraction]], bounds: Sequence[Fraction | int]
) -> list[Fraction] | None:
    """The values, none negative, that cost least and keep every row's sum within its bound; None if none do.

    The dual simplex method: with costs that are not negative, doing nothing is the best there is, and as long as a
    bound is broken, the cheapest exchange that mends it is made. Of equals the first is taken (Bland's rule), so
    that it ends. The tableau holds whole numbers over one denominator, and every division in it comes out even.

    Args:
        costs: of one of each value; none negative.
        rows: a factor for each value.
        bounds: of the sum of each row.
    """
    width = len(costs)
    table = [_whole([*row, bound]) for row, bound in zip(rows, bounds, strict=True)]
    table.append([*costs, 0])
    names = list(range(width))  # what stands above the columns: values, then what is left of the bounds
    sides = [width + number for number in range(len(rows))]
    shared = 1
    while True:
        broken = [number for number in range(len(rows)) if table[number][width] < 0]
        if not broken:
            break
        row = min(broken, key=sides.__getitem__)
        able = [column for column in range(width) if table[row][column] < 0]
        if not able:
            return None
        column = min(able, key=lambda at: (Fraction(table[-1][at], -table[row][at]), names[at]))
        shared = _exchange(table, row, column, shared)
        sides[row], names[column] = names[column], sides[row]
    found = [Fraction(0)] * width
    for number, name in enumerate(sides):
        if name < width:
            found[name] = Fraction(table[number][width], shared)
    return found


def _whole(row: Sequence[Fraction | int]) -> list[int]:
    """The same row in whole numbers; only the slack of its bound is measured in other units."""
    scale = lcm(*(Fraction(value).denominator for value in row))
    return [int(value * scale) for value in row]


def _exchange(table: list[list[int]], row: int, column: int, shared: int) -> int:
    """Let the value of a column and the side of a row change places; returns the new denominator."""
    pivot = table[row][column]
    for number, line in enumerate(table):
        if number != row:
            factor = line[column]
            line[:] = [
                -factor if at == column else (value * pivot - factor * table[row][at]) // shared
                for at, value in enumerate(line)
            ]
    table[row][column] = shared
    if pivot < 0:
        for line in table:
            line[:] = [-value for value in line]
    return abs(pivot)
