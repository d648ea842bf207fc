"""`measure`, in Python and on the command line: whatever comes in, group by group, and nothing dropped without a word."""

import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import inequality as iq
from inequality import Distribution, Survey, gini, measure, top_average, top_share
from inequality.cli import main
from inequality.errors import InputError, UnknownNameError
from inequality.points import Points
from inequality.results import records, text

TABLE = {
    "income": [1.0, 2.0, 3.0, 4.0, 6.0, 8.0],
    "w": [1.0, 2.0, 1.0, 3.0, 1.0, 2.0],
    "region": ["N", "N", "S", "S", "S", "N"],
    "year": [2010, 2020, 2010, 2020, 2010, 2010],
}


def values(frame):
    return frame["value"].tolist()


class TestWhatComesIn:
    EXPECTED = gini(TABLE["income"], weights=TABLE["w"])

    def test_the_verb_is_the_package_s_and_the_class_is_still_there(self):
        assert iq.measure is measure
        assert iq.Measure("net_wealth", "adult").unit == "adult"

    @pytest.mark.parametrize(
        "table",
        [TABLE, pd.DataFrame(TABLE), pd.DataFrame(TABLE, index=list("zyxwvu")), pd.DataFrame(TABLE).convert_dtypes()],
        ids=["mapping", "frame", "frame with an index", "nullable frame"],
    )
    def test_tables(self, table):
        assert values(measure(table, value="income", weight="w", metrics="gini")) == [self.EXPECTED]
        assert values(measure(table, value="income", weight=TABLE["w"], metrics=gini)) == [self.EXPECTED]

    def test_polars(self):
        polars = pytest.importorskip("polars")
        table = polars.DataFrame(TABLE | {"region": ["N", "N", "S", None, "S", "N"]})
        assert values(measure(table, value="income", weight="w", metrics="gini")) == [self.EXPECTED]
        with pytest.raises(InputError, match=r"1 of 6 rows, 30.000% of the weight \(missing: region in 1\)"):
            measure(table, value="income", weight="w", by="region")
        series = table["income"], table["w"]
        assert values(measure(series[0], weight=series[1], metrics="gini")) == [self.EXPECTED]

    def test_bare_values(self):
        for column in (TABLE["income"], np.array(TABLE["income"]), pd.Series(TABLE["income"])):
            assert values(measure(column, weight=TABLE["w"], metrics="gini")) == [self.EXPECTED]
        frame = measure(TABLE["income"], by=TABLE["region"], metrics="gini")
        assert frame["group"].tolist() == ["N", "S"]
        with pytest.raises(InputError, match="different indexes"):
            measure(pd.Series([1.0, 2.0]), weight=pd.Series([1.0, 2.0], index=[1, 0]))

    def test_a_survey_within_its_domain_all_imputations_together(self):
        survey = Survey.from_frame(pd.DataFrame(TABLE), weight="w", implicate="year")
        part = survey.where(survey["region"] == "N")
        frame = measure(part, value="income", by="region", metrics="gini")
        assert values(frame) == [gini(part.distribution("income"))]
        assert frame["population"].tolist() == [5 / 2]
        with pytest.raises(InputError, match="given twice"):
            measure(survey, value="income", weight="w")

    def test_a_file(self, tmp_path):
        path = tmp_path / "survey.csv"
        pd.DataFrame(TABLE).to_csv(path, index=False)
        assert values(measure(path, value="income", weight="w", metrics="gini")) == [self.EXPECTED]
        assert values(measure(str(path), value="income", weight="w", by="year", metrics="gini")) == values(
            measure(TABLE, value="income", weight="w", by="year", metrics="gini")
        )

    def test_a_distribution_of_groups_gives_bounds(self):
        d = Distribution.from_percentiles([0, 0.5, 0.9], [0, 10, 40], [4, 20, 100], population=1000, highest=500)
        frame = measure(d, metrics=["gini", "top_share:0.1", "lorenz_asymmetry", lambda points: 1.0]).set_index("metric")
        bounds = iq.bounds(gini, d)
        assert math.isnan(frame.loc["gini", "value"])
        assert frame.loc["gini", ["low", "high"]].tolist() == [bounds.low, bounds.high]
        assert frame.loc["top_share:0.1", ["value", "low", "high"]].tolist() == pytest.approx([0.5] * 3)
        assert "No bounds are proved" in frame.loc["lorenz_asymmetry", "note"]
        assert "bounds of <lambda> are not known" in frame.loc["<lambda>", "note"]
        assert frame["population"].tolist() == [1000] * 4
        exact = measure(Distribution.from_values(TABLE["income"], TABLE["w"]), metrics="gini")
        assert values(exact) == [self.EXPECTED]
        with pytest.raises(InputError, match="A Distribution has no columns"):
            measure(d, value="income")

    def test_nothing_handed_in_is_changed(self):
        table = pd.DataFrame(TABLE)
        copy = table.copy(deep=True)
        measure(table, value="income", weight="w", by=["region", "year"], total=True)
        pd.testing.assert_frame_equal(table, copy)


class TestGroups:
    def test_every_group_is_measured_as_if_alone(self):
        frame = measure(TABLE, value="income", weight="w", by="region", metrics="gini,top_share:0.25")
        rows = pd.DataFrame(TABLE)
        for region, group in rows.groupby("region"):
            found = frame[frame["region"] == region].set_index("metric")
            assert found.loc["gini", "value"] == gini(group["income"], weights=group["w"])
            assert found.loc["top_share:0.25", "value"] == top_share(group["income"], 0.25, weights=group["w"])
            assert found["rows"].tolist() == [len(group)] * 2
            assert found["population"].tolist() == [group["w"].sum()] * 2

    def test_several_columns_and_all_together(self):
        frame = measure(TABLE, value="income", by=["year", "region"], metrics="gini", total=True)
        assert frame[["year", "region"]].to_numpy().tolist() == [
            [2010, "N"],
            [2010, "S"],
            [2020, "N"],
            [2020, "S"],
            ["(all)", "(all)"],
        ]
        assert values(frame)[-1] == gini(TABLE["income"])
        assert measure(TABLE, value="income", metrics="gini", total=True).shape[0] == 1

    def test_categories_keep_their_order_and_only_those_there(self):
        regions = pd.Categorical(TABLE["region"], categories=["S", "N", "W"])
        frame = measure(pd.DataFrame(TABLE).assign(region=regions), value="income", by="region", metrics="gini")
        assert frame["region"].tolist() == ["S", "N"]

    @given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 3), st.integers(0, 300)), min_size=1, max_size=20))
    def test_any_table(self, rows):
        income, weight, region = map(list, zip(*rows, strict=True))
        frame = measure({"x": income, "w": weight, "g": region}, value="x", weight="w", by="g", metrics="top_average:0.5")
        assert frame["g"].tolist() == sorted(set(region))
        assert frame["rows"].sum() == len(rows)
        for _, found in frame.iterrows():
            members = [(x, w) for x, w, g in rows if g == found["g"]]
            incomes, weights = zip(*members, strict=True)
            assert found["value"] == top_average(incomes, 0.5, weights=weights)
            assert found["population"] == sum(w for _, w in members)

    def test_a_group_of_nobody(self):
        frame = measure({"x": [1.0, 2.0], "w": [1.0, 0.0], "g": ["a", "b"]}, value="x", weight="w", by="g", metrics="gini")
        assert frame["note"].tolist() == ["", "nobody is left in the group"]
        assert math.isnan(frame["value"][1])

    def test_a_label_column_may_not_be_called_as_a_column_of_the_result(self):
        with pytest.raises(InputError, match="called 'rows', as is one of the result"):
            measure({"x": [1.0], "rows": ["a"]}, value="x", by="rows")


class TestMissing:
    TABLE = {
        "x": [1.0, np.nan, 3.0, 4.0, 5.0],
        "w": [1.0, 1.0, np.nan, 2.0, 4.0],
        "g": np.array(["a", "a", "b", None, "b"], object),
    }

    def test_rows_are_not_dropped_unless_asked(self):
        with pytest.raises(InputError) as caught:
            measure(self.TABLE, value="x", weight="w", by="g")
        assert "3 of 5 rows, 37.500% of the weight (missing: x in 1, w in 1, g in 1)" in str(caught.value)
        assert "--missing exclude" in str(caught.value)

    def test_and_then_it_says_how_many_and_how_much(self):
        frame = measure(self.TABLE, value="x", weight="w", by="g", metrics="gini", missing="exclude", total=True)
        assert frame["rows"].tolist() == [1, 1, 2]
        assert frame["population"].tolist() == [1, 4, 5]
        assert frame["rows_left_out"].tolist() == [1, 1, 3]
        assert frame["weight_left_out"].tolist() == [1, 0, 3]
        assert frame.attrs["left_out"] == "3 of 5 rows, 37.500% of the weight (missing: x in 1, w in 1, g in 1)"
        assert values(frame)[-1] == gini([1, 5], weights=[1, 4])

    def test_nothing_missing_nothing_said(self):
        assert measure(TABLE, value="income", metrics="gini").attrs["left_out"] == ""

    def test_nobody_left(self):
        frame = measure({"x": [np.nan], "g": ["a"]}, value="x", by="g", metrics="gini", missing="exclude")
        assert frame["note"].tolist() == ["nobody is left in the group"]
        with pytest.raises(InputError, match="No row has a label"):
            measure({"x": [1.0], "g": [None]}, value="x", by="g", missing="exclude")

    def test_infinite_is_not_missing(self):
        with pytest.raises(InputError, match="x: 1 entry missing or infinite"):
            measure({"x": [1.0, np.inf]}, value="x", missing="exclude")


class TestMetrics:
    def test_by_default_all_that_are_numbers_and_need_no_argument(self):
        frame = measure(TABLE, value="income")
        asked = frame["metric"].tolist()
        assert {"gini", "theil_t", "mean_log_deviation", "hoover", "top_share:0.01", "quantile:0.5"} <= set(asked)
        assert not any(name.endswith("curve") for name in asked)
        assert (frame["note"] == "").all()
        assert np.isfinite(frame["value"]).all()

    def test_words_functions_and_names_of_one_s_own(self):
        def mean(points: Points):
            return points.value(points.mean)

        frame = measure(TABLE, value="income", metrics=["quantile:p=0.5:definition=averaged", mean, "bracket_share:0.5:0.9"])
        assert frame["metric"].tolist() == ["quantile:p=0.5:definition=averaged", "mean", "bracket_share:0.5:0.9"]
        assert values(frame)[:2] == [3.5, 4]
        frame = measure(TABLE, value="income", metrics={"top 25%": "top_share:0.25", "G": gini})
        assert frame["metric"].tolist() == ["top 25%", "G"]

    def test_where_one_is_undefined_the_others_are_still_there(self):
        frame = measure({"x": [-1.0, 2.0, 5.0]}, value="x", metrics="gini,theil_t").set_index("metric")
        assert frame.loc["gini", "value"] == gini([-1, 2, 5])
        assert math.isnan(frame.loc["theil_t", "value"])
        assert "-1" in frame.loc["theil_t", "note"]

    @pytest.mark.parametrize(
        ("metrics", "error", "words"),
        [
            ("ginni", UnknownNameError, "did you mean 'gini'"),
            ("top_share", InputError, "missing a required argument: 'p'.*top_share with p: 'float'"),
            ("gini:0.1:0.2", InputError, "too many positional arguments"),
            ("lorenz_curve", InputError, "is a LorenzCurve, not a number"),
            ("gini,gini", InputError, "The metrics are gini, gini"),
            ((), InputError, "The metrics are none"),
            ([iq.lorenz_dominance], InputError, "lorenz_dominance is not an index"),
        ],
        ids=lambda value: getattr(value, "__name__", None) or (value if isinstance(value, str) else "other"),
    )
    def test_wrong_ones(self, metrics, error, words):
        with pytest.raises(error, match=words):
            measure(TABLE, value="income", metrics=metrics)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: measure(TABLE, value="Income"), UnknownNameError, "did you mean 'income'"),
        (lambda: measure(TABLE, value="income", by="regoin"), UnknownNameError, "did you mean 'region'"),
        (lambda: measure(TABLE, weight="w"), InputError, "A table has many columns"),
        (lambda: measure(TABLE, value="region"), InputError, "region: texts, not numbers"),
        (lambda: measure([1.0, 2.0], weight=[1.0]), InputError, "weights: 1 entry where 2 are needed"),
        (lambda: measure([1.0, 2.0], by=["a"]), InputError, "1 entries where 2 are needed"),
        (lambda: measure([1.0, 2.0], weight=[1.0, -1.0]), InputError, "weights"),
        (lambda: measure(TABLE, value="income", missing="drop"), UnknownNameError, "exclude, refuse"),
    ],
)
def test_wrong_use(call, error, words):
    with pytest.raises(error, match=words):
        call()


class TestText:
    def test_one_group_a_line_a_metric(self):
        assert text(measure([1, 2, 3, 4], metrics="gini,top_share:0.25")).splitlines() == [
            "rows            4",
            "population      4",
            "gini            0.25",
            "top_share:0.25  0.4",
        ]

    def test_groups_in_lines_and_blocks_as_wide_as_the_screen(self):
        frame = measure(TABLE, value="income", by="region", metrics="gini,top_share:0.25,hoover")
        assert text(frame).splitlines()[0].split() == ["region", "rows", "population", "gini", "top_share:0.25", "hoover"]
        blocks = text(frame, width=40).split("\n\n")
        assert len(blocks) == 3
        assert all(len(line) <= 40 for block in blocks for line in block.splitlines())
        assert all(block.splitlines()[1].split()[:2] == ["N", "3"] for block in blocks)

    def test_bounds_undefined_ones_and_what_was_left_out(self):
        d = Distribution.from_percentiles([0, 0.5], [0, 10], [4, 20], highest=100)
        assert "gini  " in text(measure(d, metrics="gini"))
        assert " to " in text(measure(d, metrics="gini"))
        frame = measure({"x": [-1, 3, np.nan], "g": list("aab")}, value="x", by="g", metrics="theil_t", missing="exclude")
        told = text(frame)
        assert "Undefined:\n  theil_t (g a and 1 more): " in told
        assert told.endswith("Left out: 1 of 3 rows, 33.333% of the weight (missing: x in 1)")

    def test_each_undefined_metric_is_told_of_once(self):
        frame = measure({"x": [-1.0, 2.0] * 30, "g": np.repeat(range(30), 2)}, value="x", by="g", metrics="theil_t,gini")
        told = text(frame).split("Undefined:\n")[1]
        assert told.count("\n") == 0
        assert told.startswith("  theil_t (g 0 and 29 more): The least value is -1")
        assert "Possible" not in told

    def test_records_are_plain(self):
        frame = measure({"x": [0.0, 3.0, 5.0], "g": [1, 1, 2]}, value="x", by="g", metrics="mean_log_deviation,theil_t")
        plain = records(frame)
        assert json.loads(json.dumps(plain, allow_nan=False)) == plain
        assert plain["measures"][0] | {"note": ""} == {
            "g": 1,
            "metric": "mean_log_deviation",
            "value": "inf",
            "low": "inf",
            "high": "inf",
            "rows": 2,
            "population": 2.0,
            "rows_left_out": 0,
            "weight_left_out": 0.0,
            "note": "",
        }


class TestCommand:
    @pytest.fixture
    def path(self, tmp_path):
        path = tmp_path / "survey.csv"
        pd.DataFrame(TABLE).assign(income=[1, 2, None, 4, 6, 8]).to_csv(path, index=False, sep=";", decimal=",")
        return str(path)

    def test_it_prints_a_line_a_group_and_all(self, path, capsys):
        words = ["measure", path, "--value", "income", "--weight", "w", "--by", "region", "--metrics", "gini,top_share:0.25"]
        assert main([*words, "--missing", "exclude", "--decimal", ","]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].split() == ["region", "rows", "population", "gini", "top_share:0.25"]
        assert [line.split()[0] for line in lines[1:4]] == ["N", "S", "(all)"]
        assert lines[-1] == "Left out: 1 of 6 rows, 10.000% of the weight (missing: income in 1)"

    def test_it_refuses_incomplete_rows_by_default(self, path, capsys):
        assert main(["measure", path, "--value", "income", "--decimal", ","]) == 2
        assert "Incomplete: 1 of 6 rows, 16.667% of the weight (missing: income in 1)" in capsys.readouterr().err

    def test_json(self, path, capsys):
        words = [
            "measure",
            path,
            "--value",
            "income",
            "--by",
            "region",
            "--by",
            "year",
            "--decimal",
            ",",
            "--missing",
            "exclude",
        ]
        assert main([*words, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert set(told) == {"left_out", "measures"}
        assert {"region", "year", "metric", "value"} <= set(told["measures"][0])
        assert told["measures"][-1]["region"] == "(all)"

    def test_mistakes_are_named(self, path, capsys):
        assert main(["measure", path, "--value", "incme"]) == 2
        assert "did you mean 'income'" in capsys.readouterr().err
        assert main(["measure", "nowhere.csv", "--value", "income"]) == 2
        assert "There is no file" in capsys.readouterr().err

    def test_metrics_of_all_kinds_are_listed_and_shown(self, capsys):
        assert main(["list", "metrics"]) == 0
        listed = capsys.readouterr().out
        for name in ("gini", "growth_incidence", "lorenz_dominance", "gini_by_source", "shorrocks_mobility"):
            assert name in listed
        assert main(["show", "gini_by_subgroup"]) == 0
        assert "overlap" in capsys.readouterr().out
