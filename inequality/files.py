"""Columns of a user's own file: CSV, Parquet, Stata, SPSS or Excel."""

from __future__ import annotations

import contextlib
import importlib
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inequality.errors import DataError, InequalityError, InputError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_columns"]

#: What stands for a missing number in a file of texts; a label is missing only where it is empty ("NA" is Namibia).
MISSING = ["", "NA", "N/A", "na", "n/a", "NaN", "nan", "NULL", "null", "None", "."]
#: Endings that say how a file is packed.
PACKED = (".gz", ".bz2", ".xz", ".zip", ".zst")


def read_columns(
    path: str | Path, numbers: Sequence[str], labels: Sequence[str] = (), *, decimal: str = ".", encoding: str = "utf-8"
) -> pd.DataFrame:
    r"""Read some columns of a file, and nothing else of it.

    Parameters
    ----------
    path : str or Path
        A file whose ending tells the format: .csv or .tsv (also packed: .gz, .zip), .parquet, .dta (Stata), .sav, .zsav or
        .por (SPSS), .xlsx (Excel, the first sheet).
    numbers : sequence of str
        Columns of numbers. Codes that the file itself declares missing are missing.
    labels : sequence of str
        Columns of labels, kept as they are written (``"01"`` stays ``"01"``); coded ones are given their names.
    decimal, encoding : str
        Of CSV files: the decimal sign and the encoding of the letters.

    Returns
    -------
    DataFrame
        Those columns.

    Raises
    ------
    UnknownNameError
        If the file has no such column.
    InputError
        If there is no such file, or it is of another format.
    DataError
        If it cannot be read.
    InequalityError
        If the format needs a library that is not installed.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "survey.csv")
    ...     _ = path.write_text("id;area;income\n1;NA;20\n2;FR;NA\n")
    ...     read_columns(path, ["income"], ["area"])
       income area
    0    20.0   NA
    1     NaN   FR
    """
    file = Path(path)
    ending = next((suffix for suffix in reversed(file.suffixes) if suffix.lower() not in PACKED), "").lower()
    if ending not in FORMATS:
        raise InputError(f"Nothing here reads {file.name}", possible=", ".join(FORMATS), remedy="export it to one of those")
    if not file.is_file():
        raise InputError(f"There is no file {file}", possible="a path to a file", remedy="check the folder and the name")
    try:
        frame = FORMATS[ending](file, list(numbers), list(labels), decimal=decimal, encoding=encoding)
        return _require_numbers(file, frame, numbers)
    except (InequalityError, MemoryError):
        raise
    except UnicodeDecodeError as error:
        raise DataError(
            f"{file.name} is not in {encoding} ({error.reason} at byte {error.start})",
            possible="the encoding that the file was written in",
            remedy="pass --encoding latin-1 for older Windows files",
        ) from error
    except Exception as error:  # whatever the library that knows the format calls it
        raise DataError(
            f"{file.name} cannot be read ({error})", possible=f"a whole {ending} file", remedy="open it where it was made"
        ) from error


def _csv(file: Path, numbers: list[str], labels: list[str], *, decimal: str, encoding: str) -> pd.DataFrame:
    import pandas as pd

    about: dict[str, Any] = {"encoding": "utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding, "index_col": False}
    heading = ",".join(pd.read_csv(file, nrows=0, **about).columns)
    about["sep"] = max(",;\t|", key=heading.count)
    _require(file, [*numbers, *labels], pd.read_csv(file, nrows=0, **about).columns)
    about |= {"keep_default_na": False, "na_values": _missing(numbers, labels), "decimal": decimal}
    about["dtype"] = {name: str for name in labels if name not in numbers}
    with warnings.catch_warnings():  # not with usecols=, which passes over lines of more fields than there are columns
        warnings.simplefilter("error", pd.errors.ParserWarning)
        frame: pd.DataFrame = pd.read_csv(file, low_memory=False, **about)
    return frame[_once(numbers, labels)]


def _parquet(file: Path, numbers: list[str], labels: list[str], **_: str) -> pd.DataFrame:
    import pandas as pd

    parquet = _library("pyarrow.parquet", "Parquet")
    _require(file, [*numbers, *labels], parquet.read_schema(file).names)
    return pd.read_parquet(file, columns=_once(numbers, labels), engine="pyarrow")


def _stata(file: Path, numbers: list[str], labels: list[str], **_: str) -> pd.DataFrame:
    import pandas as pd

    with pd.read_stata(file, iterator=True) as reader:
        _require(file, [*numbers, *labels], reader.variable_labels())
    frame = pd.read_stata(file, columns=_once(numbers, labels), convert_categoricals=False)
    for name in labels:
        with contextlib.suppress(ValueError):  # two codes of one name stay codes
            frame[name] = pd.read_stata(file, columns=[name])[name]
    return frame


def _spss(file: Path, numbers: list[str], labels: list[str], **_: str) -> pd.DataFrame:
    library = _library("pyreadstat", "SPSS")
    read = library.read_por if file.suffix.lower() == ".por" else library.read_sav
    _require(file, [*numbers, *labels], read(str(file), metadataonly=True)[1].column_names)
    frame, about = read(str(file), usecols=_once(numbers, labels))
    return _named(frame, {name: about.variable_value_labels.get(name, {}) for name in labels})


def _excel(file: Path, numbers: list[str], labels: list[str], **_: str) -> pd.DataFrame:
    import pandas as pd

    about: dict[str, Any] = {"keep_default_na": False, "na_values": _missing(numbers, labels)}
    frame: pd.DataFrame = pd.read_excel(file, engine="openpyxl", **about)
    _require(file, [*numbers, *labels], frame.columns)
    chosen: pd.DataFrame = frame[_once(numbers, labels)]
    return chosen


#: Endings of files, and what reads them.
FORMATS: dict[str, Callable[..., pd.DataFrame]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".parquet": _parquet,
    ".dta": _stata,
    ".sav": _spss,
    ".zsav": _spss,
    ".por": _spss,
    ".xlsx": _excel,
}


def _once(numbers: list[str], labels: list[str]) -> list[str]:
    return [*dict.fromkeys([*numbers, *labels])]


def _missing(numbers: list[str], labels: list[str]) -> dict[str, list[str]]:
    """What stands for a missing entry, by column."""
    return {**dict.fromkeys(labels, [""]), **dict.fromkeys(numbers, MISSING)}


def _require(file: Path, wanted: Sequence[str], names: Any) -> None:
    for name in wanted:
        if name not in list(names):
            raise UnknownNameError("column", name, names, where=f" in {file.name}")


def _require_numbers(file: Path, frame: pd.DataFrame, numbers: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    for name in numbers:
        if not pd.api.types.is_numeric_dtype(frame[name]):
            wrong = frame[name].notna() & pd.to_numeric(frame[name], errors="coerce").isna()
            example = (
                f" such as {str(frame.loc[wrong, name].iloc[0])!r} (row {int(wrong.to_numpy().argmax()) + 1})"
                if wrong.any()
                else ""
            )
            raise InputError(
                f"{name} in {file.name} holds texts{example}, not numbers only",
                possible=f"numbers, and {', '.join(map(repr, MISSING[:4]))} for missing ones",
                remedy="pass --decimal , for decimal commas; else clean the column first",
            )
    return frame


def _library(name: str, what: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        raise InequalityError(
            f"Reading {what} needs {package}, which is not installed",
            possible="CSV and Stata files without it",
            remedy="pip install 'wealth-inequality[files]'",
        ) from error


def _named(frame: pd.DataFrame, names: dict[str, dict[Any, str]]) -> pd.DataFrame:
    """Give coded labels their names; codes without one stay codes."""
    for column, labels in names.items():
        if labels:
            codes = frame[column]
            frame[column] = codes.map(labels).where(codes.isin(list(labels)), codes)
    return frame
