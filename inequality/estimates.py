"""Estimates: values with the error that comes of having asked a sample, printed, shown in notebooks, and exported."""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy import float64
from numpy.typing import NDArray

from inequality.errors import UnknownNameError
from inequality.interval import Interval

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Deviations", "Estimate", "Estimates"]


@dataclass(frozen=True, eq=False)
class Deviations:
    """What a variance is the sum of the squares of; the products of two are the covariance of estimates from one sample.

    Parameters
    ----------
    within : ndarray, shape (k,)
        One entry a primary sampling unit, replicate or resample (of each imputation): squares add to the sampling variance.
    between : ndarray, shape (m,)
        One entry an imputation: squares add to the imputation variance. Empty where nothing was imputed.
    freedom : ndarray, shape (h,)
        Degrees of freedom that each stratum gives, or all replicates together.
    design : tuple
        The sample and the method, which two estimates must share for their products to be a covariance.
    """

    within: NDArray[float64]
    between: NDArray[float64]
    freedom: NDArray[float64]
    design: tuple[object, ...] = ()


@dataclass(frozen=True)
class Estimate:
    """A value with its sampling error.

    Parameters
    ----------
    value, standard_error : float
        The estimate and its standard error.
    interval : Interval
        At the stated `level`, of kind ``"sampling"``.
    level : float
        Confidence level of the interval.
    method : str
        How the error was found.
    df : float
        Degrees of freedom of the design.
    name : str
        What was estimated, such as ``gini of net_worth``.
    notes : tuple of str
        What was left out or changed: how many rows, and how much of the weight.
    deviations : Deviations, optional
        What differences between estimates are computed from.

    Examples
    --------
    >>> Estimate(0.83, 0.004, Interval(0.822, 0.838, "sampling"), method="linearisation", df=100)
    0.83 ± 0.004 (95% interval 0.822 to 0.838; linearisation, 100 degrees of freedom)
    """

    value: float
    standard_error: float
    interval: Interval
    level: float = 0.95
    method: str = ""
    df: float = math.inf
    name: str = ""
    notes: tuple[str, ...] = ()
    deviations: Deviations | None = field(default=None, repr=False, compare=False)

    def __float__(self) -> float:
        return self.value

    def at_precision(self, digits: int) -> Estimate:
        """Return the same with every number rounded to `digits` decimals (for printing)."""
        ends = Interval(round(float(self.interval.low), digits), round(float(self.interval.high), digits), self.interval.kind)
        return replace(self, value=round(self.value, digits), standard_error=round(self.standard_error, digits), interval=ends)

    def to_frame(self) -> pd.DataFrame:
        """Return a DataFrame of one row, named as what was estimated."""
        return Estimates({self.name: self}).to_frame()

    def to_excel(self, path: str | Path) -> None:
        """Write that row as an Excel workbook."""
        Estimates({self.name: self}).to_excel(path)

    def to_latex(self) -> str:
        """Return a LaTeX table of one row."""
        return Estimates({self.name: self}).to_latex()

    def _repr_html_(self) -> str:
        return Estimates({self.name: self})._repr_html_()

    def __repr__(self) -> str:
        about = "; ".join([f"{self.method}, {_freedom(self.df)}", *self.notes])
        ends = f"{float(self.interval.low):.6g} to {float(self.interval.high):.6g}"
        return f"{self.value:.6g} ± {self.standard_error:.6g} ({100 * self.level:g}% interval {ends}; {about})"


class Estimates(Mapping[Any, Estimate]):
    r"""One estimate a group, in order.

    Parameters
    ----------
    estimates : mapping of label to Estimate
        In the order in which to show them.

    Examples
    --------
    >>> north = Estimate(0.31, 0.011, Interval(0.29, 0.33, "sampling"), method="linearisation", df=100)
    >>> print(Estimates({"north": north}).to_latex())
    \begin{tabular}{lrrrr}
    \hline
     & Estimate & Std. error & \multicolumn{2}{c}{95\% interval} \\
    \hline
    north & 0.310 & 0.011 & 0.290 & 0.330 \\
    \hline
    \end{tabular}
    """

    def __init__(self, estimates: Mapping[Any, Estimate]) -> None:
        self._estimates: dict[Any, Estimate] = dict(estimates)

    def __getitem__(self, label: Any) -> Estimate:
        """Return a group's estimate, or raise UnknownNameError with the groups there are."""
        if label not in self._estimates:
            raise UnknownNameError("group", label, self._estimates)
        return self._estimates[label]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._estimates)

    def __len__(self) -> int:
        return len(self._estimates)

    def to_frame(self) -> pd.DataFrame:
        """Return a DataFrame, one row a group."""
        import pandas as pd

        rows = [
            {
                "estimate": each.value,
                "standard_error": each.standard_error,
                "low": float(each.interval.low),
                "high": float(each.interval.high),
                "level": each.level,
                "df": each.df,
                "method": each.method,
                "notes": "; ".join(each.notes),
            }
            for each in self.values()
        ]
        return pd.DataFrame(rows, index=pd.Index(list(self)))

    def to_excel(self, path: str | Path) -> None:
        """Write those rows as an Excel workbook."""
        self.to_frame().to_excel(path, index_label="group")

    def to_latex(self) -> str:
        """Return a LaTeX table, one row a group, with two digits of each standard error."""
        rows = [[_latex(str(label)), *_printed(each)] for label, each in self.items()]
        levels = {f"{100 * each.level:g}" for each in self.values()}
        head = rf" & Estimate & Std. error & \multicolumn{{2}}{{c}}{{{'/'.join(sorted(levels))}\% interval}} \\"
        body = [rf"{' & '.join(row)} \\" for row in rows]
        return "\n".join([r"\begin{tabular}{lrrrr}", r"\hline", head, r"\hline", *body, r"\hline", r"\end{tabular}"])

    def _repr_html_(self) -> str:
        heads = ("", "estimate", "±", "low", "high", "level", "")
        lines = [f"<tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr>"]
        for label, each in self.items():
            about = "; ".join([f"{each.method}, {_freedom(each.df)}", *each.notes])
            cells = [*_printed(each), f"{100 * each.level:g}%", html.escape(about)]
            row = "".join(f"<td>{cell}</td>" for cell in cells)
            lines.append(f"<tr><th>{html.escape(str(label))}</th>{row}</tr>")
        return "\n".join(["<table>", *lines, "</table>"])

    def __repr__(self) -> str:
        return "\n".join(f"{label}: {each!r}" for label, each in self.items())


def _printed(each: Estimate) -> list[str]:
    """Value, standard error and ends, to two digits of the standard error."""
    error = each.standard_error
    decimals = max(0, 1 - math.floor(math.log10(error))) if 0 < error < math.inf else 6
    return [f"{float(number):.{decimals}f}" for number in (each.value, error, each.interval.low, each.interval.high)]


def _freedom(df: float) -> str:
    return f"{df:.6g} degree{'' if df == 1 else 's'} of freedom"


def _latex(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "&%$#_{}" else sign for sign in text)
