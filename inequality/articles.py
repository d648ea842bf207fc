"""Runs the notebooks, which draw the figures, and says what came of it.

A notebook is run only where it, the package, the data or the lock changed since its figures were last drawn.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from inequality.claims import check
from inequality.errors import InequalityError
from inequality.press import Record
from inequality.press.shelf import FIGURES
from inequality.reproduce import claims_in, draw, figures

__all__ = ["Drawn", "draw_all"]

#: Which notebooks are up to date; not committed.
STAMPS = ".drawn.json"


@dataclass(frozen=True)
class Drawn:
    """A figure and what became of it.

    Parameters
    ----------
    name : str
        The figure.
    files : int
        How many files it has.
    verdict : str
        Of the claims it shows.
    changed : str
        What differs from the record that was there before.
    """

    name: str
    files: int
    verdict: str
    changed: str


def draw_all(folder: Path, *, force: bool = False, say: Callable[[str], object] = print) -> list[Drawn]:
    """Run every notebook whose inputs changed, or draw from the records where Jupyter is not installed.

    Parameters
    ----------
    folder : Path
        Where figures are kept.
    force : bool
        Run also what is up to date.
    say : callable
        Gets a line as each notebook is done.

    Returns
    -------
    list of Drawn
        One a figure.

    Raises
    ------
    InequalityError
        If a notebook fails; the message holds its error.

    Examples
    --------
    >>> for figure in draw_all(Path("figures")):  # doctest: +SKIP
    ...     print(figure.name, figure.verdict, figure.changed)
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = _records(folder)
    shelf = _notebooks()
    if shelf is not None and importlib.util.find_spec("nbclient") and importlib.util.find_spec("ipykernel"):
        _run_notebooks(shelf, folder, force, say)
    else:
        say("The notebooks are not run (no Jupyter here): drawing from the records instead.")
        for number, name in enumerate(figures(), 1):
            say(f"[{number}/{len(figures())}] {name}")
            draw(name).save(folder, fresh=force)
    after = _records(folder)
    return [_drawn(folder, record, before.get(name)) for name, record in after.items()]


def table(drawn: Iterable[Drawn]) -> str:
    """Return the closing table: figure, files, verdict of its claim, what changed."""
    rows = [("figure", "files", "verdict", "changed"), *((d.name, str(d.files), d.verdict, d.changed) for d in drawn)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def _notebooks() -> Path | None:
    package = Path(__file__).parent
    return next((place for place in (package / "notebooks", package.parent / "notebooks") if place.is_dir()), None)


def _run_notebooks(shelf: Path, folder: Path, force: bool, say: Callable[[str], object]) -> None:
    paths, stamps = sorted(shelf.glob("*.ipynb")), _stamps(folder)
    as_left = stamps.get("figures") == _fingerprint(folder.rglob("*.*"))
    base = _fingerprint(_sources(shelf))
    for number, path in enumerate(paths, 1):
        key = hashlib.sha256((base + _fingerprint([path])).encode()).hexdigest()
        head = f"[{number}/{len(paths)}] {path.stem}"
        if as_left and not force and stamps.get(path.name) == key:
            say(f"{head}: up to date")
            continue
        say(f"{head} ...")
        started = time.perf_counter()
        _execute(path, folder)
        stamps[path.name] = key
        say(f"{head}: {time.perf_counter() - started:.1f} s")
    stamps = {path.name: stamps[path.name] for path in paths} | {"figures": _fingerprint(folder.rglob("*.*"))}
    (folder / STAMPS).write_text(json.dumps(stamps, indent=1) + "\n", encoding="utf-8")


def _execute(path: Path, folder: Path) -> None:
    """Run a notebook in its own kernel; what it saves goes to `folder`."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    environment = {**os.environ, FIGURES: str(folder.resolve())}
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        extra_arguments=["--IPKernelApp.log_level=40"],  # errors only: how the kernel is reached is no news here
    )
    try:
        client.execute(env=environment)
    except CellExecutionError as error:
        raise InequalityError(
            f"The notebook {path.name} failed with {error.ename}: {error.evalue}",
            remedy=f"open {path} in Jupyter and run its cells",
        ) from error


def _sources(shelf: Path) -> Iterable[Path]:
    """Yield what a figure depends on besides its notebook: package, data, lock."""
    package = Path(__file__).parent
    data = package / "data" if (package / "data").is_dir() else package.parent / "data"
    yield from (path for path in package.rglob("*") if path.suffix in (".py", ".toml", ".ttf"))
    yield from data.rglob("*.*")
    yield from (path for path in [shelf.parent / "requirements.lock"] if path.is_file())


def _fingerprint(paths: Iterable[Path]) -> str:
    """Hash of the contents of files and of where they stand."""
    total = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file() and path.name != STAMPS):
        total.update(str(path).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _stamps(folder: Path) -> dict[str, str]:
    try:
        stamps = json.loads((folder / STAMPS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps if isinstance(stamps, dict) else {}


def _records(folder: Path) -> Mapping[str, Record]:
    paths = sorted(folder.glob("*/*.record.json"))
    return {path.parent.name: Record.from_json(path.read_bytes()) for path in paths}


def _drawn(folder: Path, record: Record, before: Record | None) -> Drawn:
    files = sum(1 for path in (folder / record.figure).iterdir() if path.is_file())
    claims = claims_in(record)
    statuses = Counter(check(id).status for id in claims)
    verdict = (
        f"{claims[0]}: {check(claims[0]).status}"
        if len(claims) == 1
        else ", ".join(f"{n} {status}" for status, n in statuses.items())
    )
    return Drawn(record.figure, files, verdict, _changes(record, before))


def _changes(now: Record, before: Record | None) -> str:
    if before is None:
        return "new"
    looked_at = {
        "inputs": now.inputs != before.inputs,
        "table": now.table != before.table,
        "drawing": now.pictures != before.pictures,
    }
    return ", ".join(name for name, differs in looked_at.items() if differs) or "nothing"
