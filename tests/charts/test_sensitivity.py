"""The sensitivity strip: the engine's own results, and refusals."""

from __future__ import annotations

import pytest

from inequality.charts.sensitivity import sensitivity_strip
from inequality.claims import check
from inequality.errors import DrawingError
from inequality.press.ink import offences
from inequality.press.plotted import cell
from inequality.words import language


@pytest.mark.parametrize("id", ["oxfam-2018-42", "oxfam-2018-128", "computed-2022", "oxfam-2017-8"])
def test_strips_show_what_the_engine_found(id: str) -> None:
    verdict = check(id)
    figure = sensitivity_strip(verdict)
    rows = figure.table[figure.table["item"] == "strip"]
    assert len(rows) == len(verdict.strip)
    for low, (_, result) in zip(rows["low"], verdict.strip, strict=True):
        assert float(result.low) - 0.001 <= low <= float(result.low) + 1e-12
    for size in ("article", "phone"):
        assert offences(figure.sheet(size)) == []


@pytest.mark.parametrize("tag", ["es", "ar", "hi", "fr", "de"])
def test_a_strip_is_whole_in_each_language(tag: str) -> None:
    words = language(tag)
    figure = sensitivity_strip(check("oxfam-2018-42"), language=tag)
    assert figure.subtitle.startswith(words.lexicon.quotes[0])
    assert words.capital(words.text("the poorest half owned")) in figure.alt
    for size in ("article", "phone"):
        assert offences(figure.sheet(size)) == []


def test_the_published_value_crosses_where_the_claim_is_right() -> None:
    table = sensitivity_strip(check("oxfam-2018-42")).table
    assert cell(table, "published") == 42
    rows = table[table["item"] == "strip"]
    right = (cell(table, "right when", "low"), cell(table, "right when", "high"))
    assert 0.00527 < right[0] < right[1] < 0.00535
    assert rows.loc[rows["at"] < right[0], "high"].max() < 42 < rows.loc[rows["at"] > right[1], "low"].min()
    assert cell(table, "limits", "low") < cell(table, "estimate", "low") < cell(table, "estimate", "high")


@pytest.mark.parametrize("id", ["cs-2017-top1", "epi-2025-ceo", "oxfam-2019-26", "oxfam-2016-bottom-half-fall"])
def test_nothing_that_moves_is_refused(id: str) -> None:
    with pytest.raises(DrawingError, match="no result that moves"):
        sensitivity_strip(check(id))
