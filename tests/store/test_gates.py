"""Gates: each format read to its end, each row looked at; what is damaged anywhere is refused or harmless."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality.store.gate import Gate
from inequality.store.inspection import Wrong, inspect

ROWS = [("FRA", 2020, 0.25), ("FRA", 2021, 0.26), ("NA", 2020, 0.5)]
CSV = b"area,year,share\nFRA,2020,0.25\nFRA,2021,0.26\nNA,2020,0.5\n"
ASKED = {"columns": ("area", "year", "share"), "key": ("area", "year"), "ranges": {"share": (0.0, 1.0)}, "least_rows": 3}


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(rows: list[tuple[object, ...]], header: tuple[str, ...] = ("area", "year", "share")) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["A title over the table"])  # type: ignore[union-attr]
    sheet = book.create_sheet("data")
    for row in (("notes",), (), header, *rows):
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def stata(rows: list[tuple[object, ...]], columns: tuple[str, ...] = ("area", "year", "share")) -> bytes:
    buffer = io.BytesIO()
    pd.DataFrame(rows, columns=list(columns)).to_stata(buffer, write_index=False, version=118)
    return buffer.getvalue()


RECORDS = [dict(zip(("area", "year", "share"), row, strict=True)) for row in ROWS]
RIGHT: dict[str, tuple[Gate, bytes]] = {
    "csv": (Gate("csv", **ASKED), CSV),
    "json list": (Gate("json", **ASKED), json.dumps(RECORDS).encode()),
    "json within": (Gate("json", **ASKED), json.dumps({"meta": {"n": 3}, "data": RECORDS}).encode()),
    "zip": (Gate("zip", members=("data.csv",), **ASKED), zipped({"data.csv": CSV, "README.md": b"read me"})),
    "gzip": (Gate("gzip", **ASKED), gzip.compress(CSV)),
    "xlsx": (Gate("xlsx", **ASKED), workbook(list(ROWS))),
    "stata": (Gate("stata", **ASKED), stata(list(ROWS))),
    "xml": (Gate("xml"), b"<?xml version='1.0'?><data><row area='FRA'/></data>"),
    "pdf": (Gate("pdf"), b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"),
}


def wrong(gate: Gate, body: bytes, folder: Path) -> str:
    path = folder / "file"
    path.write_bytes(body)
    try:
        inspect(path, gate)
    except Wrong as error:
        return error.came if error.expected else "does not say what was expected"
    return ""


@pytest.mark.parametrize(("gate", "body"), RIGHT.values(), ids=RIGHT)
def test_what_is_right_passes(gate: Gate, body: bytes, tmp_path: Path) -> None:
    assert wrong(gate, body, tmp_path) == ""


@pytest.mark.parametrize(("gate", "body"), RIGHT.values(), ids=RIGHT)
def test_no_page_no_nothing_no_half_passes(gate: Gate, body: bytes, tmp_path: Path) -> None:
    for other in (
        b"",
        b" \n",
        b"<!DOCTYPE html><html></html>",
        b"\xef\xbb\xbf\n <html>",
        body[: len(body) // 2],
        b"Server Error",
    ):
        assert wrong(gate, other, tmp_path), other[:30]


@pytest.mark.parametrize("kind", ["zip", "gzip", "xlsx"])
def test_damage_anywhere_is_refused_or_changes_nothing(kind: str, tmp_path: Path) -> None:
    gate, body = RIGHT[kind]
    random_places = random.Random(7)
    for _ in range(60):
        torn = bytearray(body)
        place = random_places.randrange(len(torn))
        torn[place] ^= 1 << random_places.randrange(8)
        if not wrong(gate, bytes(torn), tmp_path):
            assert _table(kind, tmp_path / "file") == _table(kind, _written(body, tmp_path)), place
    assert wrong(gate, body[:-1], tmp_path), "the last byte counts"


def _written(body: bytes, folder: Path) -> Path:
    path = folder / "right"
    path.write_bytes(body)
    return path


def _table(kind: str, path: Path) -> object:
    if kind == "zip":
        with zipfile.ZipFile(path) as archive:
            return archive.read("data.csv")
    if kind == "gzip":
        return gzip.decompress(path.read_bytes())
    return pd.read_excel(path, sheet_name="data", header=None).to_csv()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (CSV.replace(b"share", b"percentage"), "has no column 'share'; it has 'area', 'year', 'percentage'"),
        (CSV.replace(b"0.25", b"25"), "has share '25' in row 2"),
        (CSV.replace(b"0.25", b"inf"), "has share 'inf'"),
        (CSV.replace(b"0.25", b"0.2x"), "has share '0.2x'"),
        (CSV.replace(b"2021", b"2020"), "has the same area, year in rows 2 and 3 (1 such pairs)"),
        (CSV.replace(b",0.26", b""), "has 2 cells in row 3, and 3 in its header"),
        (CSV + b"DEU,2020,0.1,extra\n", "has 4 cells in row 5"),
        (CSV.replace(b"NA,2020,0.5\n", b""), "holds 2 rows"),
        (CSV.replace(b"0.5", b'"0.5'), "is damaged or cut"),
        (CSV.replace(b"FRA", b"\xe9\xe9\xe9"), "is not encoded as utf-8-sig"),
        (CSV.replace(b"FRA", b"F\0A"), "holds zeros"),
        (b'{"error": 1}', "is a message"),
    ],
)
def test_rows_are_looked_at(body: bytes, said: str, tmp_path: Path) -> None:
    assert said in wrong(RIGHT["csv"][0], body, tmp_path)


@pytest.mark.parametrize("missing", ["", ".", "..", ":", "NA", "nan", "n.a.", " "])
def test_missing_numbers_are_free(missing: str, tmp_path: Path) -> None:
    assert wrong(RIGHT["csv"][0], CSV.replace(b"0.25", missing.encode()), tmp_path) == ""


def test_blocks_must_stand_together(tmp_path: Path) -> None:
    gate = Gate("csv", ("area",), blocks=("area",))
    assert wrong(gate, CSV, tmp_path) == ""
    assert "comes back to area FRA in row 5" in wrong(gate, CSV + b"FRA,1999,0.1\n", tmp_path)


def test_namibia_is_no_missing_value(tmp_path: Path) -> None:
    gate = Gate("csv", ("area",), key=("area", "year"))
    assert "has the same area, year in rows 4 and 5" in wrong(gate, CSV + b"NA,2020,0.4\n", tmp_path)


def test_the_own_check_of_a_source_is_asked_last(tmp_path: Path) -> None:
    gate = Gate("csv", ("area",), also=lambda path: "it is Monday" if path.stat().st_size else "")
    assert wrong(gate, CSV, tmp_path) == "is wrong: it is Monday"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (json.dumps("Server Error").encode(), "is a message"),
        (b"[]", "holds 0 rows"),
        (b"{}", "holds 0 rows"),
        (json.dumps({"data": RECORDS}).encode()[:-1], "is damaged or cut"),
        (json.dumps([{**RECORDS[0], "share": 25}, *RECORDS[1:]]).encode(), "has share '25'"),
        (json.dumps([{"area": "FRA"}] * 3).encode(), "has no column"),
        (json.dumps([RECORDS[0], *RECORDS]).encode(), "has the same area, year in rows 2 and 3"),
    ],
)
def test_json_is_looked_at(body: bytes, said: str, tmp_path: Path) -> None:
    assert said in wrong(RIGHT["json list"][0], body, tmp_path)


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"other.csv": CSV}, "holds 'other.csv', not 'data.csv'"),
        ({"data.csv": CSV.replace(b"share", b"x")}, "has no column 'share' of data.csv"),
        ({"data.csv": b"area,year,share\n"}, "holds 0 rows"),
        ({"data.csv": CSV, "../outside.csv": b""}, "is not safe to unpack: the name"),
    ],
)
def test_a_zip_is_looked_into(members: dict[str, bytes], said: str, tmp_path: Path) -> None:
    assert said in wrong(RIGHT["zip"][0], zipped(members), tmp_path)


def test_a_workbook_and_a_stata_file_are_looked_into(tmp_path: Path) -> None:
    high = [("FRA", 2020, 25.0), *ROWS[1:]]
    assert "has share '25" in wrong(RIGHT["xlsx"][0], workbook(high), tmp_path)
    assert "has share '25" in wrong(RIGHT["stata"][0], stata(high), tmp_path)
    assert "has no column 'share'" in wrong(RIGHT["xlsx"][0], workbook(list(ROWS), ("area", "year", "gini")), tmp_path)
    assert "has no column 'share'" in wrong(RIGHT["stata"][0], stata(list(ROWS), ("area", "year", "gini")), tmp_path)
    assert "holds 1 rows" in wrong(RIGHT["stata"][0], stata(ROWS[:1]), tmp_path)


@given(st.lists(st.tuples(st.sampled_from(["FRA", "USA", "NA"]), st.integers(1900, 1905)), min_size=1, max_size=12))
def test_a_key_is_refused_exactly_where_it_repeats(keys: list[tuple[str, int]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        body = "area,year\n" + "".join(f"{area},{year}\n" for area, year in keys)
        came = wrong(Gate("csv", ("area",), key=("area", "year")), body.encode(), Path(folder))
    assert bool(came) == (len(set(keys)) < len(keys))
