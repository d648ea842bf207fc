"""Runs the notebooks, which draw the figures, and says what came of it; `start` copies them for a reader of one's own.

A notebook is run only where it, the package, the data or the lock changed since its figures were last drawn. It draws in
English; a figure in another language is the same call made again in that language, so no notebook says any.
"""

from __future__ import annotations

import asyncio
import hashlib
import importlib.util
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inequality.claims import check
from inequality.errors import InequalityError, InputError
from inequality.press import Record
from inequality.press.shelf import FIGURES, write_whole
from inequality.reproduce import claims_in, draw, figures
from inequality.reproduce.drawing import redrawn
from inequality.words import Language
from inequality.words import language as speaking

__all__ = ["Drawn", "draw_all", "start"]

#: Which notebooks are up to date; not committed.
STAMPS = ".drawn.json"
#: How many notebooks run at once.
KERNELS = 2


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


def draw_all(
    folder: Path, *, language: str | Language = "en", force: bool = False, say: Callable[[str], object] = print
) -> list[Drawn]:
    """Run every notebook whose inputs changed, or draw from the records where Jupyter is not installed.

    Parameters
    ----------
    folder : Path
        Where figures are kept.
    language : str or Language
        If not English: draw each of those figures also in this language, under names that tell it.
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
        If a notebook fails, or figures cannot be drawn in the language; the message holds the error.
    UnknownNameError
        If there is no such language; nothing is drawn.

    Examples
    --------
    >>> for figure in draw_all(Path("figures")):  # doctest: +SKIP
    ...     print(figure.name, figure.verdict, figure.changed)
    """
    words = speaking(language)
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
    if words.code != speaking().code:
        _draw_in(words, after, folder, force, say)
    return [_drawn(folder, record, before.get(name)) for name, record in after.items()]


def start(folder: str | Path) -> str:
    """Copy the notebooks into a new folder, to read, run and change.

    Parameters
    ----------
    folder : str or Path
        Where to; made if it is not there. Nothing in it is overwritten.

    Returns
    -------
    str
        What was copied, and what to do next.

    Raises
    ------
    InputError
        If a notebook of that name is there already, or the folder cannot be written; nothing is copied then.

    Examples
    --------
    >>> print(start("my-inequality"))  # doctest: +SKIP
    10 notebooks are in my-inequality.
    """
    place, shelf = Path(folder), _notebooks()
    paths = sorted(shelf.glob("*.ipynb")) if shelf else []
    if not paths:
        raise InputError("This installation has no notebooks", remedy="install wealth-inequality from its wheel, or clone it")
    there = [path.name for path in paths if (place / path.name).exists()]
    if there:
        raise InputError(
            f"{place} already holds {', '.join(there)}, and nothing is overwritten", remedy="name a folder that is new or empty"
        )
    try:
        place.mkdir(parents=True, exist_ok=True)
        for path in paths:
            write_whole(place / path.name, path.read_bytes())
    except OSError as error:
        raise InputError(f"{place} cannot be written ({error.strerror})", remedy="name another folder") from error
    return f"{len(paths)} notebooks are in {place}. Begin with:\n\n    {_begin(place / paths[0].name)}\n\n{SAVED}"


#: Where the figures of copied notebooks go.
SAVED = "Each runs without a network; figure.save() writes into a folder figures/ beside the notebook."


def _begin(notebook: Path) -> str:
    """Return the command that opens a notebook here, or gets what does."""
    quoted = f'"{notebook}"' if " " in str(notebook) else str(notebook)
    if importlib.util.find_spec("jupyterlab"):
        return f"jupyter lab {quoted}"
    return f'pip install "wealth-inequality[notebooks]"\n    jupyter lab {quoted}'


def table(drawn: Iterable[Drawn]) -> str:
    """Return the closing table: figure, files, verdict of its claim, what changed."""
    rows = [("figure", "files", "verdict", "changed"), *((d.name, str(d.files), d.verdict, d.changed) for d in drawn)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def _draw_in(words: Language, records: Mapping[str, Record], folder: Path, force: bool, say: Callable[[str], object]) -> None:
    """Draw figures again in another language; those that cannot be are named at the end."""
    say(f"In {words.english_name}:")
    failed: dict[str, InequalityError] = {}
    for number, (name, record) in enumerate(records.items(), 1):
        say(f"[{number}/{len(records)}] {name}")
        try:
            redrawn(record, language=words).save(folder, fresh=force)
        except InequalityError as error:
            failed[name] = error
    _keep(_stamps(folder), folder)
    if failed:
        told = "; ".join(f"{name} ({error})" for name, error in failed.items())
        raise InequalityError(f"{len(failed)} of {len(records)} figures cannot be drawn in {words.english_name}: {told}")


def _notebooks() -> Path | None:
    package = Path(__file__).parent
    return next((place for place in (package / "notebooks", package.parent / "notebooks") if place.is_dir()), None)


def _run_notebooks(shelf: Path, folder: Path, force: bool, say: Callable[[str], object]) -> None:
    paths, stamps = sorted(shelf.glob("*.ipynb")), _stamps(folder)
    as_left = stamps.get("figures") == _fingerprint(folder.rglob("*.*"))
    base = _fingerprint(_sources(shelf))
    keys = {path.name: hashlib.sha256((base + _fingerprint([path])).encode()).hexdigest() for path in paths}
    with ThreadPoolExecutor(KERNELS) as pool:
        running = {
            path.name: pool.submit(_timed, path, folder)
            for path in paths
            if force or not as_left or stamps.get(path.name) != keys[path.name]
        }
        for number, path in enumerate(paths, 1):
            head = f"[{number}/{len(paths)}] {path.stem}"
            if path.name not in running:
                say(f"{head}: up to date")
                continue
            say(f"{head} ...")
            try:
                seconds = running[path.name].result()
            except InequalityError:
                pool.shutdown(cancel_futures=True)
                raise
            stamps[path.name] = keys[path.name]
            say(f"{head}: {seconds:.1f} s")
    _keep({path.name: stamps[path.name] for path in paths}, folder)


def _keep(stamps: Mapping[str, str], folder: Path) -> None:
    """Write down of what the figures were drawn, and how they were left."""
    stamps = {**stamps, "figures": _fingerprint(folder.rglob("*.*"))}
    (folder / STAMPS).write_text(json.dumps(stamps, indent=1) + "\n", encoding="utf-8")


def _timed(path: Path, folder: Path) -> float:
    """Run a notebook and return how many seconds it took."""
    started = time.perf_counter()
    _execute(path, folder)
    return time.perf_counter() - started


def _execute(path: Path, folder: Path) -> Any:
    """Run a notebook in its own kernel and return it with its outputs; what it saves goes to `folder`."""
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
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:  # Jupyter's sockets want this one on Windows
            runner.run(client.async_execute(env=environment))
    except CellExecutionError as error:
        raise InequalityError(
            f"The notebook {path.name} failed with {error.ename}: {error.evalue}",
            remedy=f"open {path} in Jupyter and run its cells",
        ) from error
    return notebook


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
    """Return the figures' own records by name; those of other languages bear the language's tag."""
    paths = [path for path in sorted(folder.glob("*/*.record.json")) if path.name == f"{path.parent.name}.record.json"]
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
