"""The whole of WID.world as one sorted Parquet file: made once out of the zip, in little memory; then any series at once.

Rows are sorted by variable, percentile, area and year, and each row group holds whole series, so that a question reads the few
groups that can answer it. What is made appears whole or not at all: it is written beside its place and moved there at the end.
"""

from __future__ import annotations

import importlib
import os
import shutil
import zipfile
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from inequality.errors import DataError, InequalityError, InputError
from inequality.sources import wid_metadata
from inequality.sources.wid_codes import Variable
from inequality.sources.wid_runs import ROW, Run, Series, merge
from inequality.sources.wid_seal import opened, seal
from inequality.store.bars import progress
from inequality.store.part import new_name, orphans, writing

if TYPE_CHECKING:
    import pandas as pd

__all__: list[str] = []

DATA, METADATA = "data.parquet", "metadata.parquet"
#: Rows of a run, sorted in memory, and of a row group of the result.
RUN, GROUP = 1_500_000, 250_000
#: Columns read. Two more, age and pop, say what the code of the variable says.
TEXTS = ("country", "variable", "percentile")
REQUIRED = (*TEXTS, "year", "value")
#: Rows that one question may bring: as many, with their columns, as a table in memory should have.
MOST_ROWS = 10_000_000
#: Bytes unpacked at a time.
PIECE = 1 << 25
#: Bytes of CSV a row, about; the room to ask for before starting.
CSV_ROW = 40


def convert(archive: Path, folder: Path, *, run: int = RUN, group: int = GROUP) -> Path:
    """Make, out of a zip of WID's CSV files, a folder with sorted Parquet; where it is there, nothing is done.

    Parameters
    ----------
    archive : Path
        ``wid_all_data.zip``, or the zip of one area.
    folder : Path
        What to make. It is there whole, or not at all.
    run, group : int
        Rows sorted in memory, and rows of a row group.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    DataError
        If a file in the zip is not what WID's are.
    InequalityError
        If there is no room on the disk, or no pyarrow.
    """
    if folder.is_dir():
        return folder
    _arrow()
    with zipfile.ZipFile(archive) as members, writing(folder.parent):
        folder.parent.mkdir(parents=True, exist_ok=True)
        for left in orphans(folder.parent):  # of a process that was killed
            shutil.rmtree(left, ignore_errors=True)
        _require_room(members, folder)
        beside = folder.with_name(new_name())
        try:
            beside.mkdir()
            _write_metadata(members, beside / METADATA)
            _Conversion(members, beside, run, group).write()
            seal(beside, (DATA, METADATA))
            _put(beside, folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return folder


class _Conversion:
    """One conversion under way: the zip, where it writes, and the series and areas met so far."""

    def __init__(self, members: zipfile.ZipFile, beside: Path, run: int, group: int) -> None:
        self.members, self.beside, self.run, self.group = members, beside, run, group
        self.names: list[Series] = []
        self.places: dict[Series, int] = {}
        self.data = sorted(_csv(members, "WID_data_"), key=lambda name: _area_of(name, "WID_data_"))
        self.areas = [_area_of(name, "WID_data_") for name in self.data]

    def write(self) -> None:
        """Sort runs while reading goes on, then merge them while writing goes on."""
        runs: list[Future[Run]] = []
        with ThreadPoolExecutor(1) as pool:
            for number, rows in enumerate(self._runs()):
                if runs:
                    runs[-1].result()  # one run being sorted, one being read: no more in memory
                runs.append(pool.submit(Run.write, self.beside / f"{number}.run", rows, list(self.names)))
            done = [each.result() for each in runs]
        self._merge(done)
        for each in done:
            each.path.unlink()

    def _runs(self) -> Iterator[NDArray[np.void]]:
        rows, used = np.empty(self.run, ROW), 0
        for part in self._parts():
            while part.size:
                taken = part[: self.run - used]
                rows[used : used + taken.size] = taken
                used, part = used + taken.size, part[taken.size :]
                if used == self.run:
                    yield rows
                    rows, used = np.empty(self.run, ROW), 0
        if used:
            yield rows[:used]

    def _parts(self) -> Iterator[NDArray[np.void]]:
        """Yield the rows of all files, some at a time; while some are read, the next are unpacked."""
        total = sum(self.members.getinfo(name).file_size for name in self.data)
        pieces = ((place, *piece) for place, name in enumerate(self.data) for piece in _pieces(self.members, name))
        with progress("WID: reading and sorting", total) as tell, ThreadPoolExecutor(1) as pool:
            done = 0
            ahead = pool.submit(next, pieces, None)
            while piece := ahead.result():
                ahead = pool.submit(next, pieces, None)
                place, header, lines = piece
                for batch in _batches(self.data[place], header, lines):
                    yield self._rows(batch, place, self.data[place])
                done += len(lines)
                tell(done, None)

    def _rows(self, batch: Any, place: int, name: str) -> NDArray[np.void]:
        rows = np.empty(batch.num_rows, ROW)
        texts = {text: batch.column(text) for text in TEXTS}
        for text, column in texts.items():
            if column.null_count:
                raise _wrong(name, f"{column.null_count} rows have no {text}")
        if (countries := texts["country"].dictionary.to_pylist()) != [self.areas[place]] and batch.num_rows:
            raise _wrong(name, f"it has rows of {', '.join(countries)}")
        years = batch.column("year")
        if years.null_count:
            raise _wrong(name, f"{years.null_count} rows have no year")
        rows["series"], rows["area"] = self._series(texts), place
        rows["year"] = years.to_numpy()
        for text in ("value", "data_quality"):
            rows[text] = batch.column(text).to_numpy(zero_copy_only=False)
        return rows

    def _series(self, texts: dict[str, Any]) -> NDArray[np.int64]:
        """Return, for each row, the place of its series among all series met."""
        variables, percentiles = texts["variable"], texts["percentile"]
        names = [variables.dictionary.to_pylist(), percentiles.dictionary.to_pylist()]
        width = max(len(names[1]), 1)
        together = variables.indices.to_numpy().astype(np.int64) * width + percentiles.indices.to_numpy()
        places = np.zeros(max(len(names[0]), 1) * width, np.int64)
        for each in np.flatnonzero(np.bincount(together, minlength=1)):
            places[each] = self._place(names[0][each // width], names[1][each % width])
        found: NDArray[np.int64] = places[together]
        return found

    def _place(self, variable: str, percentile: str) -> int:
        if (place := self.places.get((variable, percentile))) is None:
            place = self.places[variable, percentile] = len(self.names)
            self.names.append((Variable.read(variable).code, percentile))
        return place

    def _merge(self, runs: list[Run]) -> None:
        pa, parquet = _arrow(), _arrow("parquet")

        text = pa.dictionary(pa.int32(), pa.string())
        fields = [("variable", text), ("percentile", text), ("country", text), ("year", pa.int16())]
        schema = pa.schema([*fields, ("value", pa.float64()), ("data_quality", pa.float64())])
        kept: dict[str, Any] = {
            "compression": "zstd",
            "write_page_checksum": True,
            "use_dictionary": ["variable", "percentile", "country", "data_quality"],
        }
        total = sum(int(run.begins[-1]) for run in runs)
        written: list[Future[None]] = []
        done = 0
        with (
            progress("WID: writing Parquet", total * ROW.itemsize) as tell,
            ThreadPoolExecutor(1) as pool,
            parquet.ParquetWriter(self.beside / DATA, schema, **kept) as writer,
        ):
            for names, rows in merge(runs, self.group):
                table = pa.table(self._columns(names, rows), schema=schema)
                if written:
                    written.pop().result()
                written.append(pool.submit(writer.write_table, table, rows.size))
                done += rows.nbytes
                tell(done, None)
            for each in written:
                each.result()

    def _columns(self, names: list[Series], rows: NDArray[np.void]) -> dict[str, Any]:
        pa, columns = _arrow(), {}
        for place, column in enumerate(("variable", "percentile")):
            words = sorted({name[place] for name in names})
            found = {word: number for number, word in enumerate(words)}
            of_series = np.fromiter((found[name[place]] for name in names), np.int32, len(names))
            columns[column] = pa.DictionaryArray.from_arrays(of_series[rows["series"]], words)
        columns["country"] = pa.DictionaryArray.from_arrays(rows["area"].astype(np.int32), self.areas)
        columns["year"] = pa.array(rows["year"].astype(np.int16))
        for column in ("value", "data_quality"):
            columns[column] = pa.array(np.ascontiguousarray(rows[column]), from_pandas=True)
        return columns


def query(
    folder: Path,
    variables: Collection[str],
    *,
    percentiles: Collection[str] = (),
    areas: Collection[str] = (),
    years: tuple[int, int] = (0, 9999),
) -> pd.DataFrame:
    """Return the rows of some variables, by code, out of a folder that `convert` made; empty means all.

    Columns: ``variable``, ``percentile``, ``country`` (WID's code), ``year``, ``value``, ``data_quality``.
    """
    pa, compute, parquet = _arrow(), _arrow("compute"), _arrow("parquet")
    texts = {"variable": variables, "percentile": percentiles, "country": areas}
    with (
        opened(folder, DATA) as path,
        parquet.ParquetFile(path, read_dictionary=list(texts), page_checksum_verification=True) as file,
    ):
        groups = groups_for(file, variables, percentiles)
        parts = []
        for number in groups:
            part = file.read_row_group(number)
            for column, wanted in texts.items():
                if wanted:
                    part = part.filter(compute.is_in(part[column], pa.array(sorted(wanted), pa.string())))
            within = compute.and_(compute.greater_equal(part["year"], years[0]), compute.less_equal(part["year"], years[1]))
            parts.append(part.filter(within))
            if (rows := sum(map(len, parts))) > MOST_ROWS:
                raise InputError(
                    f"What was asked for is more than {MOST_ROWS:,} rows of WID ({rows:,} so far)",
                    possible="all areas in a few brackets, as table='inequality', or all brackets in a few areas or years",
                    remedy="name areas=, years=, percentiles= or statistics=",
                )
        table = pa.concat_tables(parts).unify_dictionaries() if parts else file.schema_arrow.empty_table()
    frame: pd.DataFrame = table.to_pandas()
    return frame.astype({"year": "int64"})


def metadata(folder: Path, variables: Collection[str], areas: Collection[str] = ()) -> pd.DataFrame:
    """Return what WID says of some variables, by code, and areas, by its codes; empty means all.

    But for sources and methods, which are most of it: they stay in the file.
    """
    read = [Variable.read(code) for code in variables]
    asked = [("variable", "in", sorted({code for each in read for code in (each.code, each.bulk)}))] if variables else []
    asked += [("country", "in", sorted(areas))] if areas else []
    columns = [name for name in wid_metadata.COLUMNS if name not in ("source", "method")]
    with opened(folder, METADATA) as path:
        table = _arrow("parquet").read_table(path, columns=columns, filters=asked or None, page_checksum_verification=True)
    return wid_metadata.picked(table.to_pandas().fillna("").astype("str"), variables).reset_index(drop=True)


def groups_for(file: Any, variables: Collection[str], percentiles: Collection[str]) -> list[int]:
    """Return the row groups whose least and greatest variable and percentile leave room for one that is asked for."""
    found = []
    for number in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(number)
        variable, percentile = group.column(0).statistics, group.column(1).statistics
        inside = not variables or any(variable.min <= each <= variable.max for each in variables)
        if inside and percentiles and variable.min == variable.max:
            inside = any(percentile.min <= each <= percentile.max for each in percentiles)
        if inside:
            found.append(number)
    return found


def _pieces(members: zipfile.ZipFile, name: str) -> Iterator[tuple[list[str], bytes]]:
    """Yield the header and whole lines of a member, some at a time; nothing where it has but a header."""
    with members.open(name) as lines:
        header = _header(name, lines.readline(), REQUIRED)
        try:
            while piece := lines.read(PIECE):
                yield header, piece + lines.readline()
        except zipfile.BadZipFile as error:
            raise _wrong(name, str(error)) from error


def _header(name: str, line: bytes, required: Sequence[str]) -> list[str]:
    header = [column.strip('"') for column in line.decode("utf-8-sig").strip().split(";")]
    if missing := [column for column in required if column not in header]:
        raise _wrong(name, f"it has no column {', '.join(missing)}, but {', '.join(header)}", required)
    return header


def _batches(name: str, header: list[str], lines: bytes) -> Iterator[Any]:
    pa, csv = _arrow(), _arrow("csv")
    text = pa.dictionary(pa.int32(), pa.string())
    types = {**dict.fromkeys(TEXTS, text), "year": pa.uint16(), "value": pa.float64(), "data_quality": pa.float64()}
    about = csv.ConvertOptions(
        column_types=types,
        include_columns=list(types),
        include_missing_columns=True,  # aggregates' files have no data_quality
        null_values=[""],  # and "NA" is Namibia
        strings_can_be_null=True,
    )
    reading, parsing = csv.ReadOptions(column_names=header, block_size=1 << 22), csv.ParseOptions(delimiter=";")
    try:
        table = csv.read_csv(pa.BufferReader(lines), reading, parsing, about)
    except pa.ArrowInvalid as error:
        raise _wrong(name, str(error)) from error
    yield from table.to_batches()


def _write_metadata(members: zipfile.ZipFile, path: Path) -> None:
    """Write the metadata of all areas as one Parquet file of texts."""
    pa, csv, parquet = _arrow(), _arrow("csv"), _arrow("parquet")
    columns = wid_metadata.COLUMNS
    schema = pa.schema([(column, pa.string()) for column in columns])
    about = csv.ConvertOptions(column_types=schema, include_columns=list(columns), include_missing_columns=True, null_values=[])
    parsing = csv.ParseOptions(delimiter=";", newlines_in_values=True)
    with parquet.ParquetWriter(path, schema, compression="zstd", write_page_checksum=True) as writer:
        for name in _csv(members, "WID_metadata_"):
            with members.open(name) as lines:
                _header(name, lines.readline(), wid_metadata.REQUIRED)
            try:
                table = csv.read_csv(pa.BufferReader(members.read(name)), parse_options=parsing, convert_options=about)
            except pa.ArrowInvalid as error:
                raise _wrong(name, str(error)) from error
            writer.write_table(table.cast(schema))


def _csv(members: zipfile.ZipFile, start: str) -> list[str]:
    return [name for name in members.namelist() if Path(name).name.startswith(start) and name.endswith(".csv")]


def _area_of(name: str, start: str) -> str:
    return Path(name).stem.removeprefix(start)


def _put(beside: Path, folder: Path) -> None:
    """Make what was written last through a loss of power, and move it to its place."""
    for path in beside.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    try:
        beside.rename(folder)
    except OSError:
        if not folder.is_dir():  # else another process was first, with the same
            raise
    if os.name != "nt":
        handle = os.open(folder.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _require_room(members: zipfile.ZipFile, folder: Path) -> None:
    size = sum(members.getinfo(name).file_size for name in _csv(members, "WID_data_"))
    needed, free = size * ROW.itemsize // CSV_ROW + size // 6, shutil.disk_usage(folder.parent).free
    if needed > free:
        raise InequalityError(
            f"Sorting WID's files needs about {needed / 1e9:.1f} GB in {folder.parent}, and {free / 1e9:.1f} GB are free",
            remedy="make room, set INEQUALITY_CACHE to a larger disk, or name areas=, which needs no sorting",
        )


def _arrow(part: str = "") -> Any:
    try:
        return importlib.import_module(f"pyarrow.{part}" if part else "pyarrow")
    except ImportError as error:
        raise InequalityError(
            "The whole of WID is read with pyarrow, which is not installed",
            possible="areas=['FRA', 'USA'] without it",
            remedy="pip install 'wealth-inequality[files]'",
        ) from error


def _wrong(name: str, problem: str, columns: Sequence[str] = REQUIRED) -> DataError:
    return DataError(
        f"{name} in WID's zip is not what it was: {problem}",
        possible=f"columns {', '.join(columns)}",
        remedy="fetch it again; if WID has changed its files, report it",
    )
