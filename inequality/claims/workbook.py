"""A verdict as a workbook whose cells compute it, by live formulas, from the cited inputs."""

from __future__ import annotations

import inspect
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inequality.claims.cells import Cells, Column, Groups, Lay
from inequality.claims.formulas import FORMULAS
from inequality.claims.quantity import Brackets, Quantity, Ranked
from inequality.claims.schema import kind_of
from inequality.claims.units import factor
from inequality.claims.verdict import Finding, Verdict
from inequality.errors import DomainError, InputError

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["write_workbook"]

_HEADS = ("step", "how", "low", "high", "low at the limits", "high at the limits", "evidence", "where it stands", "citation")


def write_workbook(verdict: Verdict, path: str | Path) -> Path:
    """Write a verdict as an Excel workbook whose cells compute it from the cited inputs.

    Parameters
    ----------
    verdict : Verdict
        Of a claim whose inputs are known.
    path : path
        Where to; its ending is ``.xlsx``.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    DomainError
        If inputs are missing: there is nothing to compute.
    InputError
        If the file cannot be written there.

    Examples
    --------
    >>> from inequality.claims import check
    >>> write_workbook(check("oxfam-2018-42"), "forty-two.xlsx")  # doctest: +SKIP
    PosixPath('forty-two.xlsx')
    """
    from openpyxl import Workbook

    place = Path(path)
    if place.suffix != ".xlsx":
        raise InputError(f"A workbook cannot be written to {place}", possible="a file that ends in .xlsx")
    if verdict.finding.computed is None:
        lack = "; ".join(verdict.finding.missing)
        problem = f"The claim {verdict.claim.id} has no workbook, since its inputs are missing ({lack})"
        raise DomainError(problem, possible="claims whose inputs are known")
    book = Workbook()
    blocks = [_Block("", "Steps", verdict.finding, _results(book, "Steps", verdict.claim.record, verdict.finding))]
    given = verdict.given
    if given is not None and given.alternative is not None:
        results = _results(book, "Given", given.alternative.record, given)
        blocks.append(_Block("given, ", "Given", given, results))
    _front(book, verdict, blocks)
    try:
        book.save(place)
    except OSError as error:
        raise InputError(f"The workbook cannot be written to {place} ({error.strerror or error})") from error
    return place


@dataclass(frozen=True)
class _Block:
    """The inputs of a claim, or those of the alternative on which its verdict rests, and what the cells make of them."""

    name: str
    sheet: str
    finding: Finding
    results: Mapping[str, Any]


def _results(book: Workbook, sheet: str, record: Mapping[str, Any], finding: Finding) -> dict[str, Any]:
    writer = _Writer(book, sheet, finding)
    return {reading: writer.formula(record, reading, "") for reading in ("estimate", "limits")}


class _Writer:
    """Writes inputs and steps, each once, and knows where they stand."""

    def __init__(self, book: Workbook, sheet: str, finding: Finding) -> None:
        self.book, self.finding = book, finding
        self.steps = self._sheet(sheet, _HEADS)
        self.rows: dict[str, int] = {}
        self.columns: dict[str, Column | Groups] = {}

    def formula(self, node: Mapping[str, Any], reading: str, place: str) -> Cells | Column:
        """Write a formula below its inputs, and return where its ends stand."""
        entry = FORMULAS[node["formula"]]
        of = {name: self._input(child, reading, f"{place}.{name}" if place else name) for name, child in node["inputs"].items()}
        known = {name: self.finding.quantities[f"{place}.{name}" if place else name] for name in node["inputs"]}
        switches = dict(node.get("switches", {}))
        if "reading" in entry.facts["switches"]:
            switches["reading"] = reading
        cells = entry.facts["cells"]
        lay = {"lay": self._laying(place or entry.name)} if "lay" in inspect.signature(cells).parameters else {}
        result = cells(**of, known=known, **switches, **lay)
        if isinstance(result, Column):
            return self._column(place, result)
        return self._step(place or "the claim", str(entry.facts["title"]), result, reading)

    def _laying(self, title: str) -> Lay:
        """Return what writes a table that a formula needs."""

        def lay(heads: tuple[str, ...], rows: Sequence[Sequence[str | float]]) -> str:
            sheet = self._sheet(title, heads)
            for row in rows:
                self._row(sheet, tuple(f"={cell}" if isinstance(cell, str) else cell for cell in row))
            return f"'{sheet.title}'"

        return lay

    def _input(self, node: Mapping[str, Any], reading: str, place: str) -> Cells | Column | Groups:
        if kind_of(node) == "formula":
            return self.formula(node, reading, place)
        value = self.finding.quantities[place]
        if isinstance(value, Quantity):
            return self._quantity(place, value)
        if place not in self.columns:
            self._cited(place, ("", "", "", ""))
            self.columns[place] = self._ranked(place, value) if isinstance(value, Ranked) else self._groups(place, value)
        return self.columns[place]

    def _quantity(self, place: str, value: Quantity) -> Cells:
        if place not in self.rows:
            low, high = float(value.interval.low), float(value.interval.high)
            self.rows[place] = self._cited(place, (low, high, low, high))
        row = self.rows[place]
        return Cells(f"{self.steps.title}!$C${row}", f"{self.steps.title}!$D${row}")

    def _cited(self, place: str, numbers: tuple[object, ...]) -> int:
        """Write an input with where it comes from."""
        used = next(item for item in self.finding.inputs if item.name == place)
        return self._row(
            self.steps, (place, used.text, *numbers, used.evidence, _harmless(used.address), _harmless(used.citation))
        )

    def _ranked(self, place: str, value: Ranked) -> Column:
        sheet = self._sheet(place, ("position", "name", "value"))
        names = value.names or ("",) * len(value.values)
        for position, (name, amount) in enumerate(zip(names, value.values, strict=True), 1):
            self._row(sheet, (position, _harmless(name), float(amount)))
        return Column(tuple(f"'{sheet.title}'!$C${row}" for row in range(2, len(value.values) + 2)))

    def _groups(self, place: str, value: Brackets) -> Groups:
        sheet = self._sheet(place, ("from rank", "to rank", "share, low", "share, high"))
        cells = []
        for (lower, upper), share in zip(value.edges, value.shares, strict=True):
            row = self._row(sheet, (float(lower), float(upper), float(share.low), float(share.high)))
            cells.append(Cells(f"'{sheet.title}'!$C${row}", f"'{sheet.title}'!$D${row}"))
        return Groups(value.edges, tuple(cells))

    def _column(self, place: str, column: Column) -> Column:
        """Write a column of formulas on a sheet of its own."""
        if place not in self.columns:
            sheet = self._sheet(place, ("value",))
            for formula in column.addresses:
                self._row(sheet, (f"={formula}",))
            self.columns[place] = Column(tuple(f"'{sheet.title}'!$A${row}" for row in range(2, len(column.addresses) + 2)))
        found = self.columns[place]
        assert isinstance(found, Column)
        return found

    def _step(self, name: str, how: str, cells: Cells, reading: str) -> Cells:
        if name not in self.rows:
            self.rows[name] = self._row(self.steps, (name, how))
        row, first = self.rows[name], 3 if reading == "estimate" else 5
        self.steps.cell(row, first, f"={cells.low}")
        self.steps.cell(row, first + 1, f"={cells.high}")
        letters = "CD" if reading == "estimate" else "EF"
        return Cells(f"{self.steps.title}!${letters[0]}${row}", f"{self.steps.title}!${letters[1]}${row}")

    def _sheet(self, title: str, heads: tuple[str, ...]) -> Worksheet:
        from openpyxl.styles import Font

        sheet: Worksheet = self.book.create_sheet(title[:31].replace("/", " "))
        sheet.append(list(heads))
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        sheet.column_dimensions["A"].width = 26
        sheet.column_dimensions["B"].width = 44
        for letter in "CDEF":
            sheet.column_dimensions[letter].width = 22
        return sheet

    @staticmethod
    def _row(sheet: Worksheet, values: tuple[Any, ...]) -> int:
        sheet.append(list(values))
        return int(sheet.max_row)


def _front(book: Workbook, verdict: Verdict, blocks: Sequence[_Block]) -> None:
    """Write the first sheet: what was claimed, what the cells make of it, and the verdict."""
    from openpyxl.styles import Font

    claim, published = verdict.claim, verdict.finding.published
    sheet = book["Sheet"]
    sheet.title = "Verdict"
    book.move_sheet(sheet, -book.index(sheet))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 40, 60
    rows: list[tuple[str, object]] = [
        ("claim", _harmless(claim["wording"])),
        ("publisher", _harmless(f"{claim['publisher']}, {claim['report']}, {claim['date']:%Y-%m-%d}")),
        ("entry of the ledger", claim.id),
        ("unit", published.unit),
        ("published", _harmless(published.shown or "nothing")),
    ]
    if published.interval is not None:
        unit = factor(published.unit)
        rows += [(f"published, {end}", _number(value, unit)) for end, value in _published(published.interval)]
    for block in blocks:
        rows += _allowed(block, rows)
    where = {name: f"B{number}" for number, (name, _) in enumerate(rows, 1)}
    whole = own = where["verdict of these inputs"]
    if len(blocks) > 1:
        given = where["given, verdict of these inputs"]
        whole = f'IF(AND({own}="consistent",{given}="reproduced given"),{given},{own})'
    for row in (*rows, ("verdict", f"={whole}"), ("verdict of the package", verdict.status)):
        sheet.append(list(row))
    for cell in sheet["A"]:
        cell.font = Font(bold=True)


def _allowed(block: _Block, above: Sequence[tuple[str, object]]) -> list[tuple[str, object]]:
    """Return the rows on what one set of inputs allows, and the verdict of these inputs, for below the rows that are there."""
    name, result, unit = block.name, block.results, float(factor(block.finding.published.unit))
    low, high, least, most = (f"{end}/{unit!r}" for end in (*_ends(result["estimate"]), *_ends(result["limits"])))
    says = block.finding.alternative.says if block.finding.alternative else ""
    evidence = f"{block.sheet}!$G$2:$G$400"
    rows: list[tuple[str, object]] = [(f"{name}that is", _harmless(says))] if says else []
    rows += [
        (f"{name}the inputs allow, from", f"={_shown(low, result['estimate'].low)}"),
        (f"{name}the inputs allow, to", f"={_shown(high, result['estimate'].high)}"),
        (f"{name}at the limits, from", f"={_shown(least, result['limits'].low)}"),
        (f"{name}at the limits, to", f"={_shown(most, result['limits'].high)}"),
        (f"{name}figures worked back from the claim", f'=COUNTIF({evidence},"inferred")'),
        (f"{name}figures quoted by others", f'=COUNTIF({evidence},"quoted")'),
        (f"{name}assumptions", len(block.finding.assumptions)),
    ]
    places = {text: f"B{number}" for number, (text, _) in enumerate((*above, *rows), 1)}
    where = {text.removeprefix(name): cell for text, cell in places.items() if text.startswith(name)}
    published = {text: cell for text, cell in places.items() if text.startswith("published, ")}
    return [*rows, (f"{name}verdict of these inputs", f"={_verdict(where | published)}")]


def _ends(cells: Any) -> tuple[str, str]:
    return cells.low, cells.high


def _shown(text: str, at: str) -> str:
    """A count may be the text "more than 500", which stays as it is."""
    return f"IF(ISNUMBER({at}),{text},{at})"


def _published(interval: Any) -> tuple[tuple[str, Any], tuple[str, Any]]:
    return ("from", interval.low), ("to", interval.high)


def _number(value: Any, unit: Fraction) -> object:
    return ("-1E+300" if value < 0 else "1E+300") if math.isinf(value) else float(Fraction(value) / unit)


def _verdict(where: Mapping[str, str]) -> str:
    if "published, from" not in where:
        return '"computed"'
    a, b = where["published, from"], where["published, to"]
    low, high = (
        f"IF(ISNUMBER({where[name]}),{where[name]},1E+300)" for name in ("the inputs allow, from", "the inputs allow, to")
    )
    least, most = (f"IF(ISNUMBER({where[name]}),{where[name]},1E+300)" for name in ("at the limits, from", "at the limits, to"))
    slack = f"1E-9*ABS({a})"  # a workbook computes in floating point
    decided = f"AND({low}>={a}-{slack},{high}<={b}+{slack},{least}={low},{most}={high})"
    weak = f"{where['figures worked back from the claim']}+{where['assumptions']}>0"
    return (
        f'IF(OR({least}>{b}+{slack},{most}<{a}-{slack}),"not reproduced",IF(OR(NOT({decided}),{weak}),"consistent",'
        f'IF({where["figures quoted by others"]}>0,"reproduced given","reproduced")))'
    )


def _harmless(text: object) -> str:
    """A text that a spreadsheet would run as a formula is marked as text."""
    said = str(text)
    return f"'{said}" if said[:1] in ("=", "+", "-", "@", "\t", "\r", "\0") else said
