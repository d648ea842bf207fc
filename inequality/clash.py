"""The other package that is imported as ``inequality``: notices it, and names the remedy.

`wealth_inequality` finds out what is wrong; here it becomes an error, or at import a warning.
"""

from __future__ import annotations

import os
import warnings

import wealth_inequality

__all__: list[str] = []  # for the package itself: there ``check`` means a claim


def check() -> None:
    """Raise if another package has taken, or shares, the folder ``inequality``.

    Raises
    ------
    NameClashError
        With the commands that mend it.
    """
    if found := wealth_inequality.clash():
        from inequality.errors import NameClashError

        problem, remedy = found
        raise NameClashError(problem, remedy=remedy)


def warn() -> None:
    """Warn if the other package's metadata lies beside our folder.

    This runs at every import, so it lists one folder and only then looks closer.

    Warns
    -----
    RuntimeWarning
        With the commands that mend it. Not an error: what is ours still works, though the other package may not.
    """
    try:
        beside = os.listdir(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    except OSError:  # imported from an archive
        return
    if any(name.startswith("inequality-") and name.endswith((".dist-info", ".egg-info")) for name in beside):
        try:
            check()
        except ImportError as error:
            warnings.warn(str(error), RuntimeWarning, stacklevel=3)
