"""The whole of WID.world as sorted Parquet: the same rows, in order, whole or absent, in little memory."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

pq = pytest.importorskip("pyarrow.parquet")

from inequality.errors import DataError, InequalityError, InputError  # noqa: E402
from inequality.sources import wid_archive  # noqa: E402
from inequality.sources.wid_runs import ROW, Run, merge  # noqa: E402

HEADER = "country;variable;percentile;year;value;age;pop;data_quality"
ABOUT = "country;variable;age;pop;countryname;shortname;unit;source;method;extrapolation;data_points"
VARIABLES = ("shwealj992", "ahwealj992", "sptincj992", "npopuli999")
PERCENTILES = ("p0p50", "p50p90", "p90p100", "p0p100", "p99.9p100")
SORTED = ["variable", "percentile", "country", "year"]


def zipped(path, areas, *, years=range(1990, 2000), shuffled=False, packing=zipfile.ZIP_DEFLATED):
    """Write a zip of some areas; return its rows in the order that they should come out in."""
    stream, found = random.Random(42), []
    with zipfile.ZipFile(path, "w", packing) as members:
        members.writestr("WID_countries.csv", "alpha2;titlename;shortname;region;region2\n")
        for area in areas:
            rows = [(area, v, p, year, stream.lognormvariate(0, 2)) for v in VARIABLES for p in PERCENTILES for year in years]
            if shuffled:
                stream.shuffle(rows)
            columns = 7 if area == "WO" else 8
            lines = [HEADER, *(f"{a};{v};{p};{y};{x!r};{v[-3:]};{v[-4]};0.0144" for a, v, p, y, x in rows)]
            text = "\n".join(";".join(line.split(";")[:columns]) for line in lines)
            members.writestr(f"WID_data_{area}.csv", text + "\n")
            members.writestr(
                f"WID_metadata_{area}.csv", f'{ABOUT}\n{area};shwealj992;992;j;;;share;"a;\nb";;"[[1990, 1992]]";\n'
            )
            quality = 0.0144 if columns == 8 else np.nan
            found += [(f"{v[:6]}{v[-3:]}{v[-4]}", p, a, y, x, quality) for a, v, p, y, x in rows]
    return pd.DataFrame(found, columns=[*SORTED, "value", "data_quality"]).sort_values(SORTED, ignore_index=True)


@pytest.mark.parametrize("shuffled", [False, True])
@pytest.mark.parametrize("run", [70, 333, 10_000])
def test_the_same_rows_in_order(tmp_path, monkeypatch, shuffled, run):
    monkeypatch.setattr(wid_archive, "PIECE", 2_000)
    wanted = zipped(tmp_path / "a.zip", ["FR", "NA", "WO", "AL", "US"], shuffled=shuffled)
    folder = wid_archive.convert(tmp_path / "a.zip", tmp_path / "sorted", run=run, group=120)
    found = pq.read_table(folder / "data.parquet").to_pandas()
    found = found.astype({"year": "int64", **dict.fromkeys(SORTED[:3], "str")})
    pd.testing.assert_frame_equal(found[wanted.columns], wanted)
    assert "NA" in set(found["country"])
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["a.zip", "sorted"]


def test_a_question_reads_few_row_groups(tmp_path):
    wanted = zipped(tmp_path / "a.zip", ["FR", "NA", "WO", "US"])
    folder = wid_archive.convert(tmp_path / "a.zip", tmp_path / "sorted", group=80)
    with pq.ParquetFile(folder / "data.parquet") as file:
        assert file.metadata.num_row_groups == 10
        assert len(wid_archive.groups_for(file, ["shweal992j"], ["p99.9p100"])) == 1
        assert len(wid_archive.groups_for(file, [], [])) == 10
        assert wid_archive.groups_for(file, ["zzzzzz999i"], []) == []
    found = wid_archive.query(folder, ["shweal992j"], percentiles=["p99.9p100"], areas=["NA", "US"], years=(1995, 1997))
    kept = wanted[wanted["variable"].eq("shweal992j") & wanted["percentile"].eq("p99.9p100")]
    kept = kept[kept["country"].isin(["NA", "US"]) & kept["year"].between(1995, 1997)]
    assert found["value"].tolist() == kept["value"].tolist()
    assert len(wid_archive.query(folder, [])) == len(wanted)
    assert len(wid_archive.query(folder, ["zzzzzz999i"])) == 0


def test_more_than_a_table_should_have_is_refused(tmp_path, monkeypatch):
    zipped(tmp_path / "a.zip", ["FR", "NA"])
    folder = wid_archive.convert(tmp_path / "a.zip", tmp_path / "sorted")
    monkeypatch.setattr(wid_archive, "MOST_ROWS", 100)
    assert len(wid_archive.query(folder, ["shweal992j"])) == 100
    with pytest.raises(InputError, match="more than 100 rows"):
        wid_archive.query(folder, [])


def test_metadata_keep_their_line_ends(tmp_path):
    zipped(tmp_path / "a.zip", ["FR", "NA"])
    folder = wid_archive.convert(tmp_path / "a.zip", tmp_path / "sorted")
    found = wid_archive.metadata(folder, ["shweal992j"], ["NA"])
    assert found[["country", "extrapolation", "data_quality_score"]].to_numpy().tolist() == [["NA", "[[1990, 1992]]", ""]]
    assert len(wid_archive.metadata(folder, [])) == 2
    assert len(wid_archive.metadata(folder, ["ahweal992j"])) == 0
    assert pq.read_table(folder / "metadata.parquet")["source"].to_pylist() == ["a;\nb", "a;\nb"]


def test_what_is_there_is_not_made_again(tmp_path):
    zipped(tmp_path / "a.zip", ["FR"])
    folder = wid_archive.convert(tmp_path / "a.zip", tmp_path / "sorted")
    before = (folder / "data.parquet").stat().st_mtime_ns
    (tmp_path / "a.zip").unlink()
    assert wid_archive.convert(tmp_path / "a.zip", folder) == folder
    assert (folder / "data.parquet").stat().st_mtime_ns == before


ROWS = ["FR;shwealj992;p0p50;2000;1;992;j;3"]


@pytest.mark.parametrize(
    ("header", "rows", "problem"),
    [
        (HEADER.replace("value", "values"), ROWS, "no column value"),
        (HEADER, ["DE;shwealj992;p0p50;2000;1;992;j;3"], "rows of DE"),
        (HEADER, [*ROWS, ROWS[0].replace("FR", "")], "1 rows have no country"),
        (HEADER, [*ROWS, "FR;shwealj992;p0p50;;1;992;j;3"], "1 rows have no year"),
        (HEADER, [*ROWS, "FR;shwealj992;p0p50;2000;much;992;j;3"], "much"),
        (HEADER, [*ROWS, "FR;shwealj992;p0p50;2000"], "WID_data_FR.csv"),
        (HEADER, [*ROWS, ROWS[0].replace("shweal", "shw")], "no code of a WID variable"),
    ],
)
def test_a_wrong_file_leaves_nothing(tmp_path, header, rows, problem):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as members:
        members.writestr("WID_data_FR.csv", "\n".join([header, *rows, ""]))
    with pytest.raises((DataError, InputError), match=problem):
        wid_archive.convert(tmp_path / "a.zip", tmp_path / "sorted")
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_metadata_that_lost_a_column_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as members:
        members.writestr("WID_data_FR.csv", "\n".join([HEADER, *ROWS, ""]))
        members.writestr("WID_metadata_FR.csv", ABOUT.replace("extrapolation", "extra") + "\n")
    with pytest.raises(DataError, match="WID_metadata_FR.csv.*no column extrapolation"):
        wid_archive.convert(tmp_path / "a.zip", tmp_path / "sorted")


def test_a_flipped_byte_leaves_nothing(tmp_path):
    zipped(tmp_path / "a.zip", ["FR", "NA"], packing=zipfile.ZIP_STORED)
    bytes_ = bytearray((tmp_path / "a.zip").read_bytes())
    place = bytes_.index(b"NA;shwealj992;p50p90;1993;") + len(b"NA;shwealj992;p50p90;1993;")
    bytes_[place] = ord("9") if bytes_[place] != ord("9") else ord("8")
    (tmp_path / "a.zip").write_bytes(bytes_)
    with pytest.raises(DataError, match="Bad CRC-32"):
        wid_archive.convert(tmp_path / "a.zip", tmp_path / "sorted")
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_full_disk_is_seen_before_starting(tmp_path, monkeypatch):
    zipped(tmp_path / "a.zip", ["FR"])
    usage = type("Usage", (), {"free": 100})
    monkeypatch.setattr(wid_archive.shutil, "disk_usage", lambda path: usage)
    with pytest.raises(InequalityError, match="0.0 GB are free"):
        wid_archive.convert(tmp_path / "a.zip", tmp_path / "sorted")
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_without_pyarrow_the_remedy_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InequalityError, match=r"pip install 'wealth-inequality\[files\]'"):
        wid_archive.convert(tmp_path / "a.zip", tmp_path / "sorted")


@pytest.mark.parametrize("name", ["data.parquet", "metadata.parquet"])
def test_a_bit_that_flips_on_the_disk_is_seen(tmp_path, name):
    """Anywhere in the file: an error, or, where it is not read, the same rows; never other rows."""
    zipped(tmp_path / "a.zip", ["FR", "NA"])
    folder = wid_archive.convert(tmp_path / "a.zip", tmp_path / "sorted", group=80)

    def read():
        return wid_archive.query(folder, []), wid_archive.metadata(folder, [])  # all but texts of sources and methods

    whole, before = (folder / name).read_bytes(), read()
    said = []
    for place in random.Random(5).sample(range(4, len(whole)), 60):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        (folder / name).write_bytes(damaged)
        try:
            after = read()
        except DataError as error:
            said.append(str(error))
            continue
        for one, other in zip(before, after, strict=True):
            pd.testing.assert_frame_equal(one, other)
    assert len(said) > (50 if name == "data.parquet" else 30)
    assert all("delete the folder" in each for each in said)
    (folder / name).write_bytes(whole[:-9])
    with pytest.raises(DataError, match="is not as it was written"):
        read()
    (folder / name).unlink()
    with pytest.raises(DataError, match="is damaged"):
        read()


CHILD = """
import sys
from pathlib import Path
from inequality.sources import wid_archive
print("begun", flush=True)
wid_archive.convert(Path(sys.argv[1]), Path(sys.argv[2]), run=5_000, group=2_000)
"""


def child(tmp_path):
    arguments = [sys.executable, "-c", CHILD, str(tmp_path / "a.zip"), str(tmp_path / "sorted")]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    process.stdout.readline()
    return process


@pytest.mark.parametrize("times", [4, pytest.param(50, marks=pytest.mark.slow)])
def test_killed_at_any_moment_it_is_whole_or_absent_and_swept(tmp_path, times):
    wanted = zipped(tmp_path / "a.zip", [f"{a}{b}" for a in "ABCD" for b in "ABCDEFGHIJ"], years=range(1950, 2000))
    stream, killed = random.Random(7), 0
    for _ in range(times):
        with child(tmp_path) as process:
            time.sleep(stream.uniform(0, 0.25))
            process.send_signal(signal.SIGKILL)
        if (tmp_path / "sorted").exists():
            assert len(wid_archive.query(tmp_path / "sorted", [])) == len(wanted)
            shutil.rmtree(tmp_path / "sorted")
        else:
            killed += 1
    assert killed > times / 4
    folder = wid_archive.convert(tmp_path / "a.zip", tmp_path / "sorted")
    assert len(wid_archive.query(folder, [])) == len(wanted)
    wid_archive.convert(tmp_path / "a.zip", tmp_path / "another")
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["a.zip", "another", "sorted"]


def test_two_at_once_make_one(tmp_path):
    wanted = zipped(tmp_path / "a.zip", ["FR", "NA", "US"])
    both = [child(tmp_path), child(tmp_path)]
    for process in both:
        process.communicate()
    assert [process.returncode for process in both] == [0, 0]
    assert len(wid_archive.query(tmp_path / "sorted", [])) == len(wanted)
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["a.zip", "sorted"]


def test_a_run_that_was_cut_is_refused(tmp_path):
    rows = np.zeros(10, ROW)
    rows["series"] = np.arange(10) % 2
    run = Run.write(tmp_path / "0.run", rows, [("b", "p0"), ("a", "p0")])
    assert [names for names, _ in merge([run], 3)] == [[("a", "p0")], [("b", "p0")]]
    os.truncate(tmp_path / "0.run", 9 * ROW.itemsize)
    with pytest.raises(DataError, match="was cut while it was in use"):
        list(merge([run], 3))


@pytest.mark.slow
def test_a_million_rows_and_their_memory(tmp_path):
    """As in benchmarks/bulk.py: the peak grows with no more than a few runs."""
    program = Path(__file__).parents[2] / "benchmarks" / "bulk.py"
    found = json.loads(subprocess.run([sys.executable, program, "2000000"], capture_output=True, check=True, text=True).stdout)
    assert found["ours"]["peak_mb"] < 700
    assert found["pandas_over_query"] > 10
