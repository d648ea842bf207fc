"""Columns of a user's own file: each format with what in it can go wrong."""

import gzip
import sys

import pandas as pd
import pytest

from inequality import read_columns
from inequality.errors import DataError, InequalityError, InputError, UnknownNameError

FRAME = pd.DataFrame(
    {
        "worth": [20.5, None, -3.0, 1e6],
        "wgt": [1.5, 2.0, 1.0, 0.5],
        "area": ["NA", "01", "FR", None],
        "unused": ["a", "b", "c", "d"],
    }
)


def write(path, frame=FRAME):
    """A file with an ending, made by the library that knows the format, if it is there."""
    ending = path.suffix
    if ending == ".csv":
        frame.to_csv(path, index=False)
    elif ending == ".tsv":
        frame.to_csv(path, index=False, sep="\t")
    elif ending == ".parquet":
        pytest.importorskip("pyarrow")
        frame.to_parquet(path)
    elif ending == ".xlsx":
        frame.to_excel(path, index=False)
    elif ending == ".dta":
        frame.fillna({"area": ""}).to_stata(path, write_index=False)
    else:
        library = pytest.importorskip("pyreadstat")
        (library.write_por if ending == ".por" else library.write_sav)(frame, str(path))
    return path


@pytest.mark.parametrize("ending", ["csv", "tsv", "parquet", "xlsx", "dta", "sav", "zsav", "por"])
def test_numbers_and_labels_of_every_format(tmp_path, ending):
    path = write(tmp_path / f"survey.{ending}")
    upper = (lambda name: name.upper()) if ending == "por" else str  # names in these files are in capitals
    frame = read_columns(path, [upper("worth"), upper("wgt")], [upper("area")])
    assert set(frame.columns) == {upper(name) for name in ("worth", "wgt", "area")}
    values = frame[upper("worth")].astype(float)
    assert values.isna().tolist() == [False, True, False, False]
    assert values.dropna().tolist() == [20.5, -3, 1e6]
    assert frame[upper("wgt")].tolist() == [1.5, 2, 1, 0.5]
    labels = frame[upper("area")]
    assert labels.iloc[:3].tolist() == ["NA", "01", "FR"]
    assert pd.isna(labels.iloc[3]) or labels.iloc[3] == ""  # Stata and SPSS do not tell them apart


class TestCsv:
    def read(self, tmp_path, content, numbers, labels=(), **options):
        path = tmp_path / "survey.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_columns(path, numbers, labels, **options)

    @pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
    def test_what_stands_between_columns_is_seen_from_the_heading(self, tmp_path, sign):
        content = "id,region,income\n1,N,20\n2,S,30\n".replace(",", sign)
        assert self.read(tmp_path, content, ["income"], ["region"])["income"].tolist() == [20, 30]

    def test_byte_order_mark_line_ends_and_quotes(self, tmp_path):
        content = b'\xef\xbb\xbfincome,"name, first"\r\n1,"a\nb"\r\n2,"c"\r\n'
        assert self.read(tmp_path, content, ["income"], ["name, first"])["name, first"].tolist() == ["a\nb", "c"]

    def test_decimal_commas_are_named_not_guessed(self, tmp_path):
        content = "income;region\n1,5;N\n2;S\n"
        with pytest.raises(InputError, match=r"income in survey.csv holds texts such as '1,5' \(row 1\).*--decimal ,"):
            self.read(tmp_path, content, ["income"])
        assert self.read(tmp_path, content, ["income"], decimal=",")["income"].tolist() == [1.5, 2]

    @pytest.mark.parametrize("word", ["", "NA", "n/a", "NaN", "NULL", "."])
    def test_words_for_missing_numbers(self, tmp_path, word):
        frame = self.read(tmp_path, f"income,region\n{word},x\n5,y\n", ["income"], ["region"])
        assert frame["income"].isna().tolist() == [True, False]

    def test_only_empty_labels_are_missing(self, tmp_path):
        frame = self.read(tmp_path, "income,area\n1,NA\n2,null\n3,\n4,None\n5,007\n", ["income"], ["area"])
        assert frame["area"].fillna("(none)").tolist() == ["NA", "null", "(none)", "None", "007"]

    def test_other_texts_among_numbers(self, tmp_path):
        with pytest.raises(InputError, match=r"'refused' \(row 2\)"):
            self.read(tmp_path, "income\n1\nrefused\n3\n", ["income"])

    def test_encodings(self, tmp_path):
        content = "región,renta\nÁvila,1\n".encode("latin-1")
        with pytest.raises(DataError, match="is not in utf-8.*--encoding latin-1"):
            self.read(tmp_path, content, ["renta"], ["región"])
        assert self.read(tmp_path, content, ["renta"], ["región"], encoding="latin-1")["región"].tolist() == ["Ávila"]

    def test_packed(self, tmp_path):
        path = tmp_path / "survey.csv.gz"
        path.write_bytes(gzip.compress(b"income\n1\n2\n"))
        assert read_columns(path, ["income"])["income"].tolist() == [1, 2]

    @pytest.mark.parametrize("lines", ["1,N,7\n2,S,8\n", "1,N\n2,S,8\n", "1,N,7\n2,S\n"])
    def test_more_fields_than_columns(self, tmp_path, lines):
        """A comma in a text without quotes would move all that follows."""
        with pytest.raises(DataError, match="Length of header or names does not match|Expected 2 fields in line 3, saw 3"):
            self.read(tmp_path, f"income,region\n{lines}", ["income"], ["region"])

    def test_empty_file(self, tmp_path):
        with pytest.raises(DataError, match="cannot be read"):
            self.read(tmp_path, "", ["income"])

    def test_a_column_that_is_both(self, tmp_path):
        assert self.read(tmp_path, "income\n1\n2\n", ["income", "income"], ["income"]).columns.tolist() == ["income"]


class TestLabels:
    def test_stata_codes_are_given_their_names(self, tmp_path):
        path = tmp_path / "survey.dta"
        frame = pd.DataFrame({"income": [1.0, 2.0, 3.0], "region": [2, 1, 9]})
        frame.to_stata(path, write_index=False, value_labels={"region": {1: "north", 2: "south"}, "income": {3.0: "three"}})
        found = read_columns(path, ["income"], ["region"])
        assert found["income"].tolist() == [1, 2, 3]
        assert found["region"].astype(str).tolist() == ["south", "north", "9"]

    def test_spss_codes_are_given_their_names_and_declared_codes_are_missing(self, tmp_path):
        library = pytest.importorskip("pyreadstat")
        path = tmp_path / "survey.sav"
        frame = pd.DataFrame({"income": [1.0, -99.0, 3.0], "region": [2.0, 1.0, 9.0]})
        library.write_sav(
            frame,
            str(path),
            variable_value_labels={"region": {1.0: "north", 2.0: "south"}, "income": {-99.0: "refused"}},
            missing_ranges={"income": [-99.0]},
        )
        found = read_columns(path, ["income"], ["region"])
        assert found["income"].isna().tolist() == [False, True, False]
        assert found["region"].tolist() == ["south", "north", 9.0]

    def test_stata_missing_codes(self, tmp_path):
        path = tmp_path / "survey.dta"
        pd.DataFrame({"income": [1.0, None]}).to_stata(path, write_index=False)
        assert read_columns(path, ["income"])["income"].isna().tolist() == [False, True]


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx", "dta", "sav"])
def test_unknown_column(tmp_path, ending):
    path = write(tmp_path / f"survey.{ending}")
    with pytest.raises(UnknownNameError, match=r"no column 'Wort' in survey\..*did you mean 'worth'"):
        read_columns(path, ["Wort"])


@pytest.mark.parametrize("ending", ["parquet", "xlsx", "dta", "sav"])
def test_damaged_file(tmp_path, ending):
    path = write(tmp_path / f"survey.{ending}")
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(DataError, match=rf"survey.{ending} cannot be read"):
        read_columns(path, ["worth"])


def test_other_formats_and_no_file(tmp_path):
    with pytest.raises(InputError, match=r"Nothing here reads survey.sas7bdat.*\.parquet"):
        read_columns(tmp_path / "survey.sas7bdat", ["income"])
    with pytest.raises(InputError, match="There is no file"):
        read_columns(tmp_path / "survey.csv", ["income"])


@pytest.mark.parametrize(("ending", "library"), [("parquet", "pyarrow.parquet"), ("sav", "pyreadstat")])
def test_a_missing_library_is_named(tmp_path, monkeypatch, ending, library):
    path = tmp_path / f"survey.{ending}"
    path.write_bytes(b"anything")
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(InequalityError, match=rf"needs {library.partition('.')[0]}.*wealth-inequality\[files\]"):
        read_columns(path, ["income"])
