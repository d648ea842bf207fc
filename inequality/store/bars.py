"""How far a download is: a bar with size and rate in terminals and notebooks, nothing elsewhere."""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Callable, Iterator

__all__ = ["progress"]


@contextlib.contextmanager
def progress(name: str, total: int) -> Iterator[Callable[[int, int | None], None]]:
    """Show how far a file is.

    Parameters
    ----------
    name : str
        What is fetched.
    total : int
        About how many bytes; 0 where unknown.

    Yields
    ------
    callable
        To be told the bytes that are there, and the total where it is known.
    """
    if not ("ipykernel" in sys.modules or sys.stderr.isatty()):
        yield lambda done, size: None
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of widgets that a notebook lacks: the bar is then text
        from tqdm.auto import tqdm

    with tqdm(desc=name, total=total or None, unit="B", unit_scale=True, leave=False) as bar:

        def tell(done: int, size: int | None) -> None:
            if size:
                bar.total = size
            bar.update(done - bar.n)

        yield tell
