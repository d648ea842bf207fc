"""Equivalence scales: how many adults living alone would need what a household needs."""

from __future__ import annotations

from numpy import sqrt
from numpy.typing import ArrayLike

from inequality.columns import Floats, as_floats
from inequality.errors import InputError

__all__ = ["oecd_modified_scale", "oecd_scale", "per_capita_scale", "square_root_scale"]


def square_root_scale(persons: ArrayLike) -> Floats:
    r"""Square root of the number of persons: the scale of OECD publications and of LIS.

    Parameters
    ----------
    persons : array_like, shape (rows,)
        Members of each household.

    Returns
    -------
    ndarray, shape (rows,)
        :math:`\sqrt{n}` equivalent adults.

    Raises
    ------
    InputError
        If a household has no member.

    References
    ----------
    Buhmann, B., L. Rainwater, G. Schmaus and T. Smeeding (1988), Equivalence scales, well-being, inequality, and poverty,
    Review of Income and Wealth 34(2).

    Examples
    --------
    >>> square_root_scale([1, 4])
    array([1., 2.])
    """
    return sqrt(_members(persons, "persons"))


def per_capita_scale(persons: ArrayLike) -> Floats:
    """Return the number of persons: nothing is shared.

    Parameters
    ----------
    persons : array_like, shape (rows,)
        Members of each household.

    Returns
    -------
    ndarray, shape (rows,)
        The same number.

    Raises
    ------
    InputError
        If a household has no member.

    Examples
    --------
    >>> per_capita_scale([1, 4])
    array([1., 4.])
    """
    return _members(persons, "persons")


def oecd_modified_scale(adults: ArrayLike, children: ArrayLike) -> Floats:
    """OECD-modified scale, Eurostat's: 1 for the first adult, 0.5 for each other, 0.3 for each child under 14.

    Parameters
    ----------
    adults : array_like, shape (rows,)
        Members aged 14 and over.
    children : array_like, shape (rows,)
        Members aged under 14.

    Returns
    -------
    ndarray, shape (rows,)
        Equivalent adults.

    Raises
    ------
    InputError
        If a household has no adult, or a negative number of children.

    References
    ----------
    Hagenaars, A., K. de Vos and M. Zaidi (1994), Poverty statistics in the late 1980s, Eurostat.

    Examples
    --------
    >>> oecd_modified_scale([1, 2], [0, 2])
    array([1. , 2.1])
    """
    return 0.5 + 0.5 * _members(adults, "adults") + 0.3 * _members(children, "children", least=0)


def oecd_scale(adults: ArrayLike, children: ArrayLike) -> Floats:
    """Old OECD (Oxford) scale: 1 for the first adult, 0.7 for each other, 0.5 for each child under 14.

    Parameters
    ----------
    adults : array_like, shape (rows,)
        Members aged 14 and over.
    children : array_like, shape (rows,)
        Members aged under 14.

    Returns
    -------
    ndarray, shape (rows,)
        Equivalent adults.

    Raises
    ------
    InputError
        If a household has no adult, or a negative number of children.

    References
    ----------
    OECD (1982), The OECD list of social indicators.

    Examples
    --------
    >>> oecd_scale([1, 2], [0, 2])
    array([1. , 2.7])
    """
    return 0.3 + 0.7 * _members(adults, "adults") + 0.5 * _members(children, "children", least=0)


def _members(count: ArrayLike, name: str, *, least: float = 1) -> Floats:
    members = as_floats(count, name)
    if members.min() < least:
        raise InputError(
            f"{name} holds {members.min():g}", possible=f"{least:g} or more in each household", remedy="check the counts"
        )
    return members
