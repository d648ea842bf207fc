"""Inequality between countries and within them."""

from __future__ import annotations

import math

import pytest

from inequality.charts.nations import between_and_within
from inequality.dataset import built_in
from inequality.errors import DrawingError
from inequality.press.ink import offences

SURVEYS = "income_benchmarks_world_bank@2022-2024/surveys"


@pytest.mark.parametrize("kind", [None, "income", "consumption"])
def test_the_parts_are_those_of_the_definition(kind: str | None) -> None:
    figure = between_and_within(SURVEYS, welfare_type=kind)
    for row in figure.table.to_dict("records"):
        block = built_in(SURVEYS).frame.query("benchmark == @row['year']")
        block = block if kind is None else block[block["welfare_type"] == kind]
        people = float(block["population"].sum())
        mean = math.fsum(block["population"] * block["average"]) / people
        between = math.fsum(block["population"] * [math.log(mean / each) for each in block["average"]]) / people
        assert row["between"] == pytest.approx(between, rel=1e-9)
        assert row["within"] == pytest.approx(math.fsum(block["population"] * block["mean_log_deviation"]) / people, rel=1e-9)
        assert row["sum"] == pytest.approx(row["between"] + row["within"])
        assert (row["countries"], row["people"]) == (len(block), people)
    for size in ("article", "phone"):
        assert offences(figure.sheet(size)) == []


def test_two_kinds_of_survey_are_told() -> None:
    assert "asked for income: 41; for consumption: 27" in between_and_within(SURVEYS).note.replace("\xa0", " ")
    assert "for consumption" not in between_and_within(SURVEYS, welfare_type="income").note


def test_another_table_is_refused() -> None:
    with pytest.raises(DrawingError, match="has no benchmark"):
        between_and_within("income_deciles_world_bank@2022-2024/population")
