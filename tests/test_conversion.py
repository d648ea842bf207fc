"""Prices and currencies: there and back, against hand-made figures, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import inequality as iq
from inequality import Measure
from inequality.conversion import convert, convert_frame
from inequality.dataset.fetched import FetchedDataset, Reading
from inequality.errors import DataError, DomainError, IncomparableError, InputError, UnknownNameError
from inequality.provenance import Origin, Provenance, Snapshot

AMOUNTS = pd.DataFrame(
    {
        "area": ["FRA", "FRA", "USA", "USA"],
        "year": [2000, 2020, 2000, 2020],
        "average": [10.0, 20.0, 30.0, 40.0],
        "share": [0.1, 0.2, 0.3, 0.4],
    }
)
RATES = pd.DataFrame(
    {
        "area": ["FRA", "FRA", "USA", "USA"],
        "year": [2000, 2020, 2000, 2020],
        "price_level": [0.5, 1.0, 0.4, 1.0],
        "purchasing_power_parity": [1.0, 0.8, 1.0, 1.0],
        "exchange_rate": [1.1, 0.9, 1.0, 1.0],
        "purchasing_power_parity_eur": [1.0, 1.0, 1.2, 1.25],
    }
)
LOCAL = Measure("net_wealth", "adult", "LCU", "2020")
MEASURES = {"average": LOCAL, "share": Measure("net_wealth", "adult", scale="share")}


def averages(measure=LOCAL, rates=RATES, **how):
    frame, now, said = convert_frame(AMOUNTS, {**MEASURES, "average": measure}, rates, **how)
    assert frame["share"].tolist() == AMOUNTS["share"].tolist()
    return frame["average"].tolist(), now["average"], said


def test_constant_amounts_take_the_rate_of_their_prices():
    values, now, said = averages(conversion="PPP")
    assert values == [12.5, 25.0, 30.0, 40.0]
    assert now == Measure("net_wealth", "adult", "USD", "2020", "PPP")
    assert said == ()


def test_current_amounts_take_the_rate_of_their_year():
    values, now, _ = averages(Measure("net_wealth", "adult", "LCU"), conversion="MER")
    assert values == pytest.approx([10 / 1.1, 20 / 0.9, 30, 40])
    assert (now.currency, now.prices, now.conversion) == ("USD", "current", "MER")


def test_prices_of_another_year():
    assert averages(prices=2000)[0] == [5.0, 10.0, 12.0, 16.0]
    assert averages(prices="current")[0] == [5.0, 20.0, 12.0, 40.0]
    values, now, _ = averages(prices=2000, conversion="PPP")
    assert values == [5.0, 10.0, 12.0, 16.0]
    assert now.prices == "2000"


def test_from_market_rates_to_purchasing_power():
    dollars = Measure("net_wealth", "adult", "USD", "2020", "MER")
    assert averages(dollars, conversion="PPP")[0] == pytest.approx([10 * 0.9 / 0.8, 20 * 0.9 / 0.8, 30, 40])
    assert averages(dollars, conversion="none")[1].currency == "LCU"
    euros = averages(dollars, conversion="PPP", currency="EUR")
    assert euros[0] == pytest.approx([9, 18, 24, 32])
    assert euros[1].currency == "EUR"


@given(
    st.sampled_from(["none", "PPP", "MER"]),
    st.sampled_from(["current", "2000", "2020"]),
    st.sampled_from(["none", "PPP", "MER"]),
    st.sampled_from(["current", "2000", "2020"]),
)
def test_there_and_back(conversion, prices, other, others_prices):
    given = Measure("net_wealth", "adult", "LCU" if conversion == "none" else "USD", prices, conversion)
    about = {"average": given}
    there, now, _ = convert_frame(AMOUNTS, about, RATES, conversion=other, prices=others_prices)
    back, same, _ = convert_frame(there, now, RATES, conversion=conversion, prices=prices)
    assert back["average"].tolist() == pytest.approx(AMOUNTS["average"].tolist(), rel=1e-14)
    assert same == about


def test_the_name_of_each_areas_currency_goes_with_it():
    named = AMOUNTS.assign(currency=["EUR", "EUR", "USD", "USD"])
    assert "currency" not in convert_frame(named, MEASURES, RATES, conversion="PPP")[0]
    assert "currency" in convert_frame(named, MEASURES, RATES, prices=2000)[0]


def test_the_frame_given_stays_as_it_is():
    before = AMOUNTS.copy()
    averages(conversion="PPP")
    pd.testing.assert_frame_equal(AMOUNTS, before)


def test_several_tables_of_rates_are_one():
    parts = [RATES[["area", "year", name]] for name in ("price_level", "purchasing_power_parity")]
    assert averages(rates=parts, conversion="PPP", prices=2000)[0] == averages(conversion="PPP", prices=2000)[0]


def test_what_has_no_rate_is_missing_and_said():
    values, _, said = averages(rates=RATES[RATES["area"] == "FRA"], conversion="PPP")
    assert values[:2] == [12.5, 25.0]
    assert np.isnan(values[2:]).all()
    assert said == ("No rate for 2 values of average, which are missing now: USA.",)
    with pytest.raises(DataError, match="No value of 'average' has a rate: FRA, USA"):
        averages(rates=RATES[RATES["area"] == "FRA"].assign(area="DEU"), conversion="PPP")
    with pytest.raises(DataError, match="No value"):
        averages(rates=RATES.assign(purchasing_power_parity=0.0), conversion="PPP")


@pytest.mark.parametrize(
    ("how", "error", "problem"),
    [
        ({"columns": ["share"], "conversion": "PPP"}, IncomparableError, "'share' is no money"),
        ({"columns": ["median"], "conversion": "PPP"}, IncomparableError, "'median' is no money"),
        ({"conversion": "ppp"}, UnknownNameError, "did you mean 'PPP'"),
        ({"conversion": "PPP", "currency": "GBP"}, UnknownNameError, "purchasing_power_parity_gbp"),
        ({"prices": "2018-03"}, DomainError, "'2018-03' prices are not those of a year"),
        ({"rates": AMOUNTS, "conversion": "PPP"}, IncomparableError, "These are no rates"),
        ({"rates": pd.concat([RATES, RATES]), "conversion": "PPP"}, InputError, "an area and year twice"),
        ({"rates": RATES.drop(columns="price_level"), "prices": 2000}, UnknownNameError, "column 'price_level'"),
        ({"measure": Measure("net_wealth", "adult", "LCU", "constant"), "conversion": "PPP"}, DomainError, "'constant' prices"),
    ],
)
def test_the_unlike_is_refused(how, error, problem):
    with pytest.raises(error, match=problem):
        averages(**how)


def test_a_table_without_money_or_without_years_is_refused():
    with pytest.raises(IncomparableError, match="No column of the table is money"):
        convert_frame(AMOUNTS, {"share": MEASURES["share"]}, RATES, conversion="PPP")
    with pytest.raises(DomainError, match="no column year"):
        convert_frame(AMOUNTS.drop(columns="year"), MEASURES, RATES, conversion="PPP")


def dataset(name, frame, measures, distribution=None):
    snapshot = Snapshot(name, "2024", "0" * 64, origins=(Origin(name.title(), name, name),))
    reading = Reading(name, name, frame, ("area", "year"), {"average": "local currency"}, measures, by=("area", "year"))
    return FetchedDataset(
        name,
        "2024",
        reading if not distribution else Reading(**{**vars(reading), "distribution": distribution}),
        Provenance((snapshot,)),
    )


def test_a_dataset_keeps_its_sources_and_says_what_was_done():
    rates = dataset("rates", RATES, {})
    found = convert(dataset("wealth", AMOUNTS, MEASURES), rates, conversion="PPP")
    assert found.provenance.ids == ("wealth@2024", "rates@2024")
    assert found.provenance.steps == ("average from LCU at 2020 prices to USD by PPP at 2020 prices",)
    assert found.measures["average"].conversion == "PPP"
    assert found.units["average"] == "USD"
    assert found.id == "wealth@2024"
    assert found.frame["average"].tolist() == [12.5, 25.0, 30.0, 40.0]


def test_a_distribution_of_a_converted_table_is_converted():
    def groups(rows):
        return iq.Distribution.from_percentiles([0], [0], rows["average"], measure=LOCAL)

    found = convert(dataset("wealth", AMOUNTS, MEASURES, groups), RATES, conversion="PPP").distribution("FRA", 2020)
    assert found.mean == 25
    assert found.measure == Measure("net_wealth", "adult", "USD", "2020", "PPP")
    with pytest.raises(IncomparableError):
        found.merge(iq.Distribution.from_percentiles([0], [0], [1], measure=LOCAL))


def test_a_built_in_table_converts_too():
    fortunes = iq.load("rich_list@2017")
    with pytest.raises(DomainError, match="no column area"):
        convert(fortunes, RATES, prices=2000)


def test_sources_call_their_rates_alike():
    from inequality.sources import wid_readings, world_bank

    banks = {indicator.column for indicator in world_bank.INDICATORS.values()}
    assert {"price_level", "purchasing_power_parity", "exchange_rate"} <= banks
    wids = set(wid_readings.RATES.values())
    assert {"price_level", "purchasing_power_parity_usd", "exchange_rate_eur"} <= wids
