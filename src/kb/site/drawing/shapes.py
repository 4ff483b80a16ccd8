"""The outlines of the boxes in a graph: one silhouette per record type, so that shape alone tells the type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

Outline = Callable[[int, int], str]


def _goal(w: int, h: int) -> str:
    r = h // 2
    return f"M{r} 0H{w - r}A{r} {r} 0 0 1 {w - r} {h}H{r}A{r} {r} 0 0 1 {r} 0z"


def _task(w: int, h: int) -> str:
    return f"M6 0H{w - 6}Q{w} 0 {w} 6V{h - 6}Q{w} {h} {w - 6} {h}H6Q0 {h} 0 {h - 6}V6Q0 0 6 0z"


def _experiment(w: int, h: int) -> str:
    return f"M9 0H{w - 9}L{w} {h // 2} {w - 9} {h}H9L0 {h // 2}z"


def _review(w: int, h: int) -> str:
    return f"M10 0H{w}L{w - 10} {h}H0z"


def _decision(w: int, h: int) -> str:
    return f"M0 0H{w - 14}L{w} {h // 2} {w - 14} {h}H0z"


def _risk(w: int, h: int) -> str:
    return f"M10 0H{w - 10}L{w} 10V{h - 10}L{w - 10} {h}H10L0 {h - 10}V10z"


def _product(w: int, h: int) -> str:
    return f"M0 0H{w - 14}L{w} 14V{h}H0zM{w - 14} 0V14H{w}"


def _privacy(w: int, h: int) -> str:
    return f"M0 0H{w}V{h - 8}Q{w - 20} {h - 4} {w // 2} {h} 20 {h - 4} 0 {h - 8}z"


def _stack(w: int, h: int) -> str:
    return f"M0 4H{w - 4}V{h}H0zM4 4V0H{w}V{h - 4}H{w - 4}"


def _change(w: int, h: int) -> str:
    return f"M0 0H{w - 10}L{w} {h // 2} {w - 10} {h}H0L6 {h // 2}z"


def _custom(w: int, h: int) -> str:
    return f"M0 0H{w}V{h}H0z"


OUTLINES: Final[dict[str, Outline]] = {
    "goal": _goal,
    "task": _task,
    "experiment": _experiment,
    "review": _review,
    "decision": _decision,
    "risk": _risk,
    "product": _product,
    "privacy": _privacy,
    "stack": _stack,
    "change": _change,
    "custom": _custom,
}
