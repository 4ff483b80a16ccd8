"""Runs one forecasting experiment: `python code/forecast.py --method fourier --out out/fourier.json`.

A method forecasts twelve months of every product. `test` is the year held out; `origins` are four earlier
start points, three months apart, whose errors give the spread. The 80 % bounds come from the method's own
errors at the earlier start points, so that a method that is often wrong has to admit it.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import results
from demand_data import SEASON, Series, ensure, read
from forecasters import METHODS, fill

HORIZON = 12
ORIGINS = (12, 15, 18, 21)
"""Months before the end of the history at which the earlier forecasts start."""
BOUND = 0.80


def naive_scale(series: Series) -> float:
    """The mean absolute change from year to year: the unit of MASE (Hyndman and Koehler, 2006)."""
    changes = [
        abs(now - before)
        for before, now in zip(series, series[SEASON:], strict=False)
        if now is not None and before is not None
    ]
    return math.fsum(changes) / len(changes)


def scaled_errors(forecast: list[float], actual: Series, scale: float) -> list[float]:
    """Absolute errors in units of `scale`, months without a record left out."""
    return [
        abs(value - guess) / scale for guess, value in zip(forecast, actual, strict=True) if value is not None
    ]


def symmetric_errors(forecast: list[float], actual: Series) -> list[float]:
    """The terms of sMAPE, between 0 and 2."""
    return [
        2.0 * abs(value - guess) / (abs(value) + abs(guess))
        for guess, value in zip(forecast, actual, strict=True)
        if value is not None
    ]


def quantile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie, rounded up to one that occurred."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, math.ceil(share * len(ranked)) - 1)]


class Run:
    """One method and one way to fill gaps, on all products."""

    def __init__(self, method: str, gaps: str, history: dict[str, Series], test: dict[str, Series]) -> None:
        self.method, self.gaps, self.history, self.test = METHODS[method], gaps, history, test
        self.lines: list[str] = []

    def _forecast(self, series: Series) -> list[float]:
        return self.method(fill(series, self.gaps), HORIZON)

    def _earlier(self, origin: int) -> dict[str, list[float]]:
        """Scaled errors of every product at one earlier start point."""
        errors = {}
        for key, series in self.history.items():
            past, future = series[:-origin], series[len(series) - origin : len(series) - origin + HORIZON]
            errors[key] = scaled_errors(self._forecast(past), future, naive_scale(series))
        return errors

    def metrics(self) -> dict[str, dict[str, object]]:
        """MASE, sMAPE and the share of months inside the bounds."""
        earlier = [self._earlier(origin) for origin in ORIGINS]
        scaled: list[float] = []
        symmetric: list[float] = []
        inside: list[bool] = []
        for key, series in self.history.items():
            scale, forecast, actual = naive_scale(series), self._forecast(series), self.test[key]
            errors = scaled_errors(forecast, actual, scale)
            bound = quantile([error for errors_at in earlier for error in errors_at[key]], BOUND)
            scaled += errors
            symmetric += symmetric_errors(forecast, actual)
            inside += [error <= bound for error in errors]
            self.lines += [
                f"{key},{month},{value:.1f},{bound * scale:.1f}" for month, value in enumerate(forecast)
            ]
        by_origin = [_mean([error for errors in at.values() for error in errors]) for at in earlier]
        return {
            "mase": {"origins": results.spread(by_origin), "test": round(_mean(scaled), results.DIGITS)},
            "smape": {"test": round(_mean(symmetric), results.DIGITS)},
            "coverage_80": {"test": round(sum(inside) / len(inside), results.DIGITS)},
        }


def _mean(values: list[float]) -> float:
    return math.fsum(values) / len(values)


def main() -> None:
    """Reads the options, forecasts, writes the result file and the forecasts."""
    parser = argparse.ArgumentParser(description="Run one forecasting experiment.")
    parser.add_argument("--method", choices=sorted(METHODS), required=True)
    parser.add_argument(
        "--gaps", choices=("last", "season"), default="last", help="how missing months are filled"
    )
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--data", type=Path, default=Path("data"), help="where the generated files go")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    paths = ensure(options.data, options.seed, HORIZON)
    history, test = read(paths["history"]), read(paths["test"])
    run = Run(options.method, options.gaps, history, test)
    metrics = run.metrics()
    forecasts = results.write_table(
        options.out.with_suffix(".csv"),
        "product,month,forecast,bound_80",
        run.lines,
        "forecast and 80 % bound for each product and month",
    )
    data = {
        "origins": results.data_entry(paths["history"], sum(map(len, history.values()))),
        "test": results.data_entry(paths["test"], sum(map(len, test.values()))),
    }
    model = {
        "name": options.out.stem,
        "type": options.method,
        "params": {
            "gaps": options.gaps,
            "horizon": HORIZON,
            "season": SEASON,
            "earlier_starts": len(ORIGINS),
        },
    }
    results.write(
        options.out, model=model, seeds=[options.seed], data=data, metrics=metrics, outputs=[forecasts]
    )


if __name__ == "__main__":
    main()
