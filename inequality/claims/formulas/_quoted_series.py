"""A figure that is taken as it is quoted."""

from __future__ import annotations

from inequality.claims.cells import Cells
from inequality.claims.formulas import formula, itself
from inequality.claims.quantity import Quantity


def _as_it_is(*, value: Cells, **_: object) -> Cells:
    return value


@formula(title="the figure that a published series gives", solves_for="value", inverse=itself, inverse_unit="", cells=_as_it_is)
def quoted_series(*, value: Quantity) -> Quantity:
    """Return the figure as the series prints it: the check is that the sentence quotes it right, and from which edition.

    Parameters
    ----------
    value : Quantity
        A cell of the series.

    Returns
    -------
    Quantity
        The same.

    Examples
    --------
    >>> from inequality.interval import Interval
    >>> quoted_series(value=Quantity(Interval.around("281", "0.5"))).interval
    Interval(280.5 to 281.5, rounding)
    """
    return value
