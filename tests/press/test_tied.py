"""Numbers and quantifiers in texts: tied to the table, or refused by name, in every language."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import pytest

from inequality.errors import UntiedNumberError
from inequality.press import Figure
from inequality.press.tied import require_tied
from inequality.words import language, languages

TABLE = pd.DataFrame(
    {
        "rank": [1, 2, 3, 7],
        "name": ["Seven Sisters & 9", None, None, None],
        "value": [42, 3_700_000_000, 280_290_000_000_000, -0.004],
        "share": [0.5274, 0.00531, None, 0.5],
        "low": [37, 11, None, None],
        "high": [58, 122, None, None],
        "year": [2017, 2017, 2017, 2017],
        "published": ["2018-01-22", None, None, "not 1999"],
    }
)
TIED = [
    "42 people",
    "Forty-two people",
    "the poorest 3.7 billion",
    "USD 280 trillion",
    "USD 280.3 trillion",
    "280,290 billion",
    "53 percent",
    "52.74%",
    "0.53 percent",
    "0.531 percent of it",
    "a debt of \N{MINUS SIGN}0.4 percent",
    "in 2017",
    "on 22 January 2018",
    "the poorest half",
    "About 40 people",
    "about 50, give or take",
    "more than 40 people",
    "more than half of it",
    "nearly 4 billion people",
    "at least 37 and at most 58",
    "fewer than 60 people",
    "40 people or more",
    "37 to 58 people",
    "between 11 and 122",
    "most of the wealth",
    "none in the ledger",
    "Seven Sisters & 9",
    "the G20 during COVID-19",
    "one of them, each in turn",
    "Only 42 people",
    "The richest get richer",
]
UNTIED = [
    ("41 people", "41"),
    ("forty-three people", "forty-three"),
    ("the poorest 3.8 billion", "3.8 billion"),
    ("3.70 billion and 3.71 billion", "3.71 billion"),
    ("USD 281 trillion", "281 trillion"),
    ("54 percent", "54 percent"),
    ("0.54 percent", "0.54 percent"),
    ("in 2016", "2016"),
    ("in 1999", "1999"),
    ("7 people", "7"),
    ("it doubled", "doubled"),
    ("a third of it", "a third"),
    ("42.0 to 59", "59"),
    ("a debt of 0.4 percent", "0.4 percent"),
    ("2018 percent", "2018 percent"),
    ("a dozen people", "dozen"),
    ("zero people", "zero"),
    ("one in ten people", "one in ten"),
    ("twice as many", "twice"),
    ("three quarters of it", "three quarters"),
    ("half a billion people", "half a billion"),
    ("about 8 people", "8"),
    ("about 200 people", "200"),
    ("more than 42 people", "42"),
    ("more than 20 people", "20"),
    ("nearly 42 people", "42"),
    ("nearly 5 billion", "5 billion"),
    ("less than 3.7 billion", "3.7 billion"),
    ("at least 43 people", "43"),
    ("Seven Sisters & 9 owned it", "Seven"),
]
#: In each language: a headline that holds, and the same with one number, hedge or word changed.
HEADLINES = {
    "en": (
        "More than half of the wealth: 42 people and the poorest 3.7 billion",
        ["More than two thirds of the wealth", "42 people and the poorest 3.6 billion", "Each country", "for the first time"],
    ),
    "en-IN": ("Forty-two people, 3.7 billion poor", ["Forty-three people", "42 crore people", "No one owns it"]),
    "es": (
        "Más de la mitad de la riqueza: cuarenta y dos personas y los 3700 millones más pobres",
        [
            "Más de dos tercios",
            "cuarenta y tres personas",
            "los 3700 billones más pobres",
            "Todos los países",
            "por primera vez",
        ],
    ),
    "es-MX": ("Casi 4,000 millones de personas, 52.7%", ["3,800 millones de personas", "52.8%", "Nunca antes"]),
    "fr": (
        "Plus de la moitié du patrimoine : quarante-deux personnes, 3,7 milliards de pauvres, 280 290 milliards de dollars",
        ["quarante-trois personnes", "3,8 milliards", "les deux tiers", "le double", "Chaque pays", "jamais vu"],
    ),
    "de": (
        "Mehr als die Hälfte: Zweiundvierzig Menschen und die ärmsten 3,7 Milliarden, im Jahr 2017",
        ["Dreiundvierzig Menschen", "3,7 Billionen Menschen", "zwei Drittel", "verdoppelt", "in jedem Land", "zum ersten Mal"],
    ),
    "de-CH": ("280’290 Milliarden, 52.7 Prozent", ["280’291 Milliarden", "53.7 Prozent", "noch nie"]),
    "it": (
        "Più della metà della ricchezza: quarantadue persone e i 3,7 miliardi più poveri",
        ["quarantatré persone", "3,8 miliardi", "due terzi", "il doppio", "tutti i paesi", "per la prima volta"],
    ),
    "pt": (
        "Mais da metade da riqueza: quarenta e duas pessoas e os 3,7 bilhões mais pobres",
        ["quarenta e três pessoas", "3,7 trilhões", "dois terços", "o dobro", "todos os países", "pela primeira vez"],
    ),
    "pt-PT": ("Cerca de 40 pessoas, 3,7 mil milhões, 280 biliões", ["3,7 milhões", "280 mil milhões", "ninguém"]),
    "ru": (
        "Более половины: сорок два человека и 3,7 миллиарда беднейших, почти 4 млрд",
        ["сорок три человека", "3,7 млн беднейших", "две трети", "вдвое больше", "в каждой стране", "впервые"],
    ),
    "ar": (
        "أكثر من نصف الثروة: اثنان وأربعون شخصا و3.7 مليار فقير",
        ["ثلاثة وأربعون شخصا", "3.7 مليون فقير", "ثلثي الثروة", "تضاعفت الثروة", "كل البلدان", "لأول مرة"],
    ),
    "ar-EG": ("٤٢ شخصا، نحو ٤٠، ٣٫٧ مليار، عام ٢٠١٧", ["٤٣ شخصا", "٣٫٨ مليار", "عام ٢٠١٦", "لا أحد"]),
    "hi": (
        "आधे से अधिक संपत्ति: बयालीस लोग और 3.7 अरब सबसे गरीब, लगभग 40",
        ["तैंतालीस लोग", "3.7 करोड़ गरीब", "दो तिहाई", "दोगुनी", "हर देश", "पहली बार"],
    ),
}


@pytest.mark.parametrize("text", TIED)
def test_holds(text: str) -> None:
    require_tied({"title": text}, TABLE, language("en"))


@pytest.mark.parametrize(("text", "number"), UNTIED)
def test_is_refused_by_name(text: str, number: str) -> None:
    with pytest.raises(UntiedNumberError, match=r"The note says '.*'") as error:
        require_tied({"title": "42", "note": text}, TABLE, language("en"))
    assert f"'{number}'" in error.value.problem
    assert "nearest are" in error.value.possible


@pytest.mark.parametrize("tag", HEADLINES)
def test_in_every_language(tag: str) -> None:
    good, changed = HEADLINES[tag]
    words = language(tag)
    require_tied({"title": good}, TABLE, words)
    for text in changed:
        with pytest.raises(UntiedNumberError):
            require_tied({"title": text}, TABLE, words)


def test_each_language_has_its_headlines() -> None:
    assert {each.code for each in languages()} - {"pt-BR"} <= set(HEADLINES)


def test_a_range_of_two_intervals_is_refused() -> None:
    with pytest.raises(UntiedNumberError, match="ends of two different intervals"):
        require_tied({"title": "37 to 122 people"}, TABLE, language("en"))


@pytest.mark.parametrize(
    ("text", "truths", "holds"),
    [
        ("every edition rewrote it", [True, True, True, True], True),
        ("every edition rewrote it", [True, True, False, True], False),
        ("it never fell", [False, False, False, False], True),
        ("it never fell", [False, False, True, False], False),
        ("the only country", [False, True, False, False], True),
        ("the only country", [False, True, False, True], False),
        ("for the first time", [False, False, False, True], True),
        ("each edition and never before", [True, True, True, True], False),
    ],
)
def test_quantifiers_are_tied_to_a_column_of_truths(text: str, truths: list[bool], holds: bool) -> None:
    table = TABLE.assign(so=truths)
    if holds:
        require_tied({"title": text}, table, language("en"))
    else:
        with pytest.raises(UntiedNumberError, match="nothing in the table says so"):
            require_tied({"title": text}, table, language("en"))


@pytest.mark.parametrize("text", ["there is no other count", "nobody counted them", "no other study did", "none elsewhere"])
def test_absence_is_stated_only_as_none_in_the_ledger(text: str) -> None:
    with pytest.raises(UntiedNumberError, match="that something is nowhere"):
        require_tied({"note": f"42 people; {text}"}, TABLE, language("en"))


def test_a_sentence_that_the_chart_answers_for_is_let_pass_but_not_its_numbers() -> None:
    held = ["No other line joins all the 43 dots."]
    with pytest.raises(UntiedNumberError, match="'43'"):
        require_tied({"note": held[0]}, TABLE, language("en"), holds=held)
    require_tied({"note": "No other line is\N{NO-BREAK SPACE}there."}, TABLE, language("en"), holds=["No other line is there."])


def test_an_edition_may_be_named() -> None:
    require_tied({"note": "the databook of 2016"}, TABLE, language("en"), editions=["2016"])


def test_the_explanation_of_a_word_is_no_claim() -> None:
    words = language("es")
    require_tied({"note": f"280 billones. {words.explanation('280 billones')}"}, TABLE, words)


@pytest.mark.parametrize("where", ["title", "subtitle", "note", "alt", "caption"])
def test_every_text_of_a_figure_is_checked(make: Callable[..., Figure], where: str) -> None:
    with pytest.raises(UntiedNumberError, match=f"The {where} says '43'"):
        make(**{where: "43 people"})


def test_labels_are_checked(make: Callable[..., Figure]) -> None:
    figure = make(compositions={"article": lambda sheet, table: sheet.text(50, 200, "43 people")})
    with pytest.raises(UntiedNumberError, match="The label says '43'"):
        figure.sheet()


def test_a_hidden_number_is_seen(make: Callable[..., Figure]) -> None:
    with pytest.raises(UntiedNumberError, match="'43'"):
        make(title="It takes 4\u202e\u200f3 people")


def test_figures_of_other_scripts_are_numbers_too() -> None:
    for text in ("٤٣ people", "४३ people", "４３ people"):
        with pytest.raises(UntiedNumberError, match=re.escape(text.split()[0])):
            require_tied({"title": text}, TABLE, language("en"))


def test_a_name_holds_no_quantifier() -> None:
    table, german = pd.DataFrame({"name": ["Paul Allen"], "value": [20.0]}), language("de")
    require_tied({"label": "Paul Allen: 20"}, table, german)
    with pytest.raises(UntiedNumberError, match="'allen'"):
        require_tied({"label": "bei allen: 20"}, table, german)
