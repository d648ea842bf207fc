"""`load`: any dataset by its name, built-in or fetched."""

from __future__ import annotations

from pathlib import Path

from inequality.dataset import Dataset, built_in

__all__ = ["load"]


def load(name: str, *, folder: Path | None = None) -> Dataset:
    """Open a dataset.

    Parameters
    ----------
    name : str
        ``dataset@edition`` or ``dataset@edition/table``. The edition may be left out where there is only one; without a
        table it is the first of the edition.
    folder : Path, optional
        A folder of data packages, laid out like the built-in one.

    Returns
    -------
    Dataset

    Raises
    ------
    UnknownNameError
        If there is no such dataset, edition or table, or no edition is named where there are several.
    DataError
        If the file's bytes are not those that its description was written for.

    Examples
    --------
    >>> load("rich_list@2017/totals").frame["people_listed"].tolist()
    [2043]
    """
    return built_in(name, folder=folder)
