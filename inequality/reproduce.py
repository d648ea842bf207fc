"""Draws figures again from their records, and says what is the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from inequality.charts import CHARTS
from inequality.claims import CLAIMS, check
from inequality.errors import InequalityError, RecordError, UnknownNameError
from inequality.press import Figure, Record, carried_by
from inequality.press.carriers import carrier_of

__all__ = ["Verification", "draw", "figures", "verify"]


def figures() -> Mapping[str, Record]:
    """Return the records of the figures that come with the package.

    Returns
    -------
    mapping of str to Record
        By the figure's name.

    Examples
    --------
    >>> figures()["forty-two-people"].call.chart
    'richest_against_poorest'
    """
    return _records(str(_shelf()))


def _shelf() -> Path:
    """Return the folder of figures: in the package when installed, beside it in a checkout."""
    package = Path(__file__).parent
    return package / "figures" if (package / "figures").is_dir() else package.parent / "figures"


@cache
def _records(shelf: str) -> dict[str, Record]:
    paths = sorted(Path(shelf).glob("*/*.record.json"))
    return {path.parent.name: Record.from_json(path.read_bytes()) for path in paths}


def draw(name: str, *, title: str | None = None, subtitle: str | None = None, note: str | None = None) -> Figure:
    """Draw a figure that comes with the package, or the chart of a claim.

    Parameters
    ----------
    name : str
        Name of a figure, or id of a claim whose formula has a chart.
    title, subtitle, note : str, optional
        Texts of your own; their numbers are checked against the table.

    Returns
    -------
    Figure
        Shown in a notebook; ``.save(folder)`` writes its files.

    Raises
    ------
    UnknownNameError
        If there is no such figure or claim, or no chart for the claim.
    UntiedNumberError
        If a text of your own holds a number that the table does not.

    Examples
    --------
    >>> draw("forty-two-people").name
    'forty-two-people'
    """
    own = {key: text for key, text in (("title", title), ("subtitle", subtitle), ("note", note)) if text is not None}
    return _redrawn(figures()[name], **own) if name in figures() else _of_claim(name, **own)


def _of_claim(id: str, **own: str) -> Figure:
    """Draw the chart that is made for claims of this formula."""
    if id not in CLAIMS:
        raise UnknownNameError("figure", id, [*figures(), *CLAIMS])
    formula = CLAIMS[id]["formula"]
    made_for = {entry.facts["formula"]: entry for entry in CHARTS.values() if entry.facts["formula"]}
    if formula not in made_for:
        raise UnknownNameError("chart for the formula", formula, made_for, where=f" of {id}")
    figure: Figure = made_for[formula].function(check(id), **own)
    return figure


def _redrawn(record: Record, **own: str) -> Figure:
    """Make the recorded call again: a known chart, its arguments by the ids of what they were."""
    function = CHARTS[record.call.chart].function
    arguments = {name: _argument(function, name, value) for name, value in record.call.arguments.items()}
    figure: Figure = function(**{**arguments, **own})
    return figure if figure.name == record.figure else replace(figure, name=record.figure)


def _argument(chart: Any, name: str, value: Any) -> Any:
    """Turn the id of a claim, or a list of them, into verdicts where the chart takes verdicts; leave plain values."""
    if "Verdict" not in str(chart.__annotations__.get(name, "")):
        return value
    return [check(CLAIMS[str(id)]) for id in value] if isinstance(value, list) else check(CLAIMS[str(value)])


def claims_in(record: Record) -> list[str]:
    """Return the ids of the claims that a figure shows."""
    values = record.call.arguments.values()
    return [str(id) for value in values for id in (value if isinstance(value, list) else [value]) if str(id) in CLAIMS]


@dataclass(frozen=True)
class Verification:
    """What comparing a picture with its record and with a new drawing found.

    Parameters
    ----------
    file : str
        The picture.
    figure, id : str
        Which figure it says it is, and its record's id.
    picture, inputs, table, redrawn : str
        A sentence each; "same" where nothing differs.
    same : bool or None
        True if inputs, table and picture are the same; None where that cannot be decided.
    """

    file: str
    figure: str
    id: str
    picture: str
    inputs: str
    table: str
    redrawn: str
    same: bool | None

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as a plain dictionary."""
        return asdict(self)

    def __str__(self) -> str:
        lines = {"this file": self.picture, "inputs": self.inputs, "table": self.table, "redrawn": self.redrawn}
        verdict = {True: "SAME", False: "DIFFERS", None: "CANNOT TELL"}[self.same]
        return "\n".join(
            [f"{self.file}: {self.figure}, record {self.id}", *(f"  {name:<9} {text}" for name, text in lines.items()), verdict]
        )


def verify(file: str | Path, *, rebuild: str | Path | None = None) -> Verification:
    """Say whether a picture is as it left the press, and whether the figure comes out the same again.

    Parameters
    ----------
    file : path
        A PNG, SVG or PDF that carries its record.
    rebuild : path, optional
        A folder to write the newly drawn figure to.

    Returns
    -------
    Verification
        Printable.

    Raises
    ------
    RecordError
        If the file is no picture, or its record is malformed.

    Examples
    --------
    >>> verify("figures/forty-two-people/forty-two-people.png").same  # doctest: +SKIP
    True
    """
    path = Path(file)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RecordError(f"{path} cannot be read ({error.strerror})", possible="a PNG, SVG or PDF") from error
    record = carried_by(data)
    if record is None:
        none = "not looked at"
        text = "carries no record: whoever passed it on may have stripped it"
        return Verification(path.name, "unknown figure", "none", text, none, none, none, None)
    digest = carrier_of(data).digest(data)
    hashes = {name: told["sha256"] for name, told in record.pictures.items() if "sha256" in told}
    intact = digest in hashes.values()
    picture = "same as when it left the press" if intact else "DIFFERS: its pixels are not those that its record tells of"
    return _compared(path, data, record, intact, picture, rebuild)


def _compared(path: Path, data: bytes, record: Record, intact: bool, picture: str, rebuild: str | Path | None) -> Verification:
    try:
        figure = _redrawn(record)
    except (InequalityError, TypeError) as error:  # a forged call may name what is not there, or take other arguments
        text = f"cannot be drawn again: {error}"
        return Verification(
            path.name, record.figure, record.id, picture, text, "not looked at", "not looked at", None if intact else False
        )
    if rebuild is not None:
        figure.save(rebuild)
    new = figure.record()
    changed = sorted(id for id in {*record.inputs, *new.inputs} if record.inputs.get(id) != new.inputs.get(id))
    table_same = record.table == new.table
    size = next(
        (size for size in figure.compositions if figure.file_name(carrier_of(data).suffix, size) in record.pictures), "article"
    )
    again = carrier_of(data).digest(figure.picture(carrier_of(data).suffix, size))
    redrawn = "same, to the last pixel" if again == carrier_of(data).digest(data) else _difference(record, new)
    return Verification(
        path.name,
        record.figure,
        record.id,
        picture,
        f"DIFFER: {', '.join(changed)}" if changed else f"same ({', '.join(record.inputs)})",
        "same" if table_same else "DIFFERS",
        redrawn,
        intact and not changed and table_same,
    )


def _difference(record: Record, new: Record) -> str:
    versions = [
        f"{name} {record.versions.get(name, 'none')} then, {new.versions.get(name, 'none')} now"
        for name in sorted({*record.versions, *new.versions})
        if record.versions.get(name) != new.versions.get(name)
    ]
    title = "" if record.title == new.title else "its title was changed; "
    return title + (
        "differs, drawn with " + "; ".join(versions) if versions else "differs" if not title else "otherwise not compared"
    )
