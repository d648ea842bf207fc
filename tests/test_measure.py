"""Measure: only known words, and no comparison of unlike things."""

import json

import pytest

from inequality._measure import VOCABULARY, Measure
from inequality.errors import IncomparableError, UnknownNameError

WEALTH = Measure("net_wealth", "adult", "USD", conversion="MER")


@pytest.mark.parametrize(("field", "word"), [(field, word) for field, words in VOCABULARY.items() for word in words])
def test_every_word_is_accepted_and_explained(field, word):
    assert getattr(Measure(**{"concept": "net_wealth", "unit": "adult", field: word}), field) == word
    assert VOCABULARY[field][word]


@pytest.mark.parametrize("field", VOCABULARY)
def test_other_words_are_not(field):
    with pytest.raises(UnknownNameError, match=f"no {field} 'wealht' of a Measure"):
        Measure(**{"concept": "net_wealth", "unit": "adult", field: "wealht"})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("concept", "gross_wealth"),
        ("unit", "household"),
        ("currency", "EUR"),
        ("prices", "2018-03"),
        ("conversion", "PPP"),
        ("scale", "share"),
    ],
)
def test_unlike_measures_are_not_compared(field, value):
    other = Measure(**{**WEALTH.as_dict(), field: value})
    with pytest.raises(IncomparableError) as caught:
        WEALTH.require(other, what="the two lists")
    assert str(caught.value).startswith("The two lists do not measure the same thing")
    assert field in caught.value.problem
    assert value in caught.value.problem
    WEALTH.require(other, but=[field])


def test_like_measures_are():
    WEALTH.require(Measure(**WEALTH.as_dict()))


def test_it_goes_through_json():
    assert Measure(**json.loads(json.dumps(WEALTH.as_dict()))) == WEALTH
