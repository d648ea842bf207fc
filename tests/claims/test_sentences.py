"""Sentences are answered only if every word was understood; what is answered is never false."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality.claims import check
from inequality.claims.sentences import FAMILIES, read
from inequality.claims.sentences.numbers import number_of
from inequality.errors import SentenceError

HOLDS, FAILS, OPEN, MISSING = "holds", "fails", "open", "missing"
VERDICTS = {
    "reproduced": HOLDS,
    "reproduced given": HOLDS,
    "not reproduced": FAILS,
    "consistent": OPEN,
    "inputs missing": MISSING,
}

#: Sentences, what is read in them, and the verdict.
READ = [
    # the World Inequality Database has 38.56 for adults in 2014, the accounts 30.4 to 31.6 for households
    (
        "The richest 1 percent of Americans own 37 percent of the wealth in 2014",
        "richest 1 percent = 37 percent of wealth, American households, 2014:Q4, or adults, 2014",
        OPEN,
    ),
    (
        "The richest 1 percent of Americans own 45 percent of the wealth in 2014",
        "richest 1 percent = 45 percent of wealth, American households, 2014:Q4, or adults, 2014",
        FAILS,
    ),
    (
        "The richest tenth of France own 55 percent of all wealth in 2014",
        "richest 10 percent = 55 percent of wealth, FRA, 2014",
        HOLDS,
    ),
    (
        "The bottom half of France own 20 percent of all wealth in 2014",
        "poorest 50 percent = 20 percent of wealth, FRA, 2014",
        FAILS,
    ),
    # so many richest against the poorest; the ledger's intervals: 2013 40 to 145, 2017 37 to 58, 2022 50 to 198
    (
        "The 26 richest people own as much as the poorest half of the world in 2018",
        "richest 26 people >= poorest 50 percent, wealth, world, 2018",
        MISSING,
    ),
    (
        "The 42 richest people own as much as the poorest half in 2017",
        "richest 42 people >= poorest 50 percent, wealth, world, 2017",
        OPEN,
    ),
    (
        "42 people own as much as the poorest half of the world in 2017.",
        "richest 42 people >= poorest 50 percent, wealth, world, 2017",
        OPEN,
    ),
    (
        "Just 42 people own as much wealth as the poorest 50% of the world in 2017",
        "richest 42 people >= poorest 50 percent, wealth, world, 2017",
        OPEN,
    ),
    (
        "In 2017, forty-two people owned as much as the bottom half of humanity",
        "richest 42 people >= poorest 50 percent, wealth, world, 2017",
        OPEN,
    ),
    (
        "The world's 42 richest people have as much wealth as the bottom 50 percent in 2017",
        "richest 42 people >= poorest 50 percent, wealth, world, 2017",
        OPEN,
    ),
    (
        "The 36 richest people own as much as the poorest half of the world in 2017",
        "richest 36 people >= poorest 50 percent, wealth, world, 2017",
        OPEN,
    ),
    (
        "The 10 richest people own as much as the poorest half of the world in 2017",
        "richest 10 people >= poorest 50 percent, wealth, world, 2017",
        FAILS,
    ),
    (
        "The 122 richest people own as much as the poorest half of the world in 2017",
        "richest 122 people >= poorest 50 percent, wealth, world, 2017",
        OPEN,
    ),
    (
        "The 300 richest people own more than the poorest half of the world in 2017",
        "richest 300 people > poorest 50 percent, wealth, world, 2017",
        OPEN,
    ),
    (
        "The 200 richest people own more than the poorest half of the world in 2022",
        "richest 200 people > poorest 50 percent, wealth, world, 2022",
        HOLDS,
    ),
    (
        "The 198 richest individuals own at least as much as the poorest half of the world in 2022",
        "richest 198 people >= poorest 50 percent, wealth, world, 2022",
        HOLDS,
    ),
    (
        "The 49 richest people own as much as the poorest half of the world in 2022",
        "richest 49 people >= poorest 50 percent, wealth, world, 2022",
        FAILS,
    ),
    (
        "The 50 richest people own as much as the poorest half of the world in 2022",
        "richest 50 people >= poorest 50 percent, wealth, world, 2022",
        OPEN,
    ),
    (
        "The 500 richest people own as much as the poorest 60 percent of the world in 2022",
        "richest 500 people >= poorest 60 percent, wealth, world, 2022",
        FAILS,
    ),
    (
        "The five richest people own more than the poorest 30 percent of the world in 2022",
        "richest 5 people > poorest 30 percent, wealth, world, 2022",
        HOLDS,
    ),
    (
        "The richest five people own more than the poorest 20 percent of the world's people in 2022",
        "richest 5 people > poorest 20 percent, wealth, world, 2022",
        HOLDS,
    ),
    (
        "85 billionaires held as much as the poorest half of the planet in 2013",
        "richest 85 people >= poorest 50 percent, wealth, world, 2013",
        OPEN,
    ),
    (
        "62 individuals possessed the same wealth as the poorest half in 2015",
        "richest 62 people >= poorest 50 percent, wealth, world, 2015",
        OPEN,
    ),
    (
        "The 8 richest people own as much as the poorest half of the world in 2016",
        "richest 8 people >= poorest 50 percent, wealth, world, 2016",
        OPEN,
    ),
    (
        "The three richest people own as much as the poorest half of the United States in 2019",
        "richest 3 people >= poorest 50 percent, wealth, USA, 2019",
        MISSING,
    ),
    (
        "The 12 richest people own more than the poorest half of the world in 2025",
        "richest 12 people > poorest 50 percent, wealth, world, 2025",
        MISSING,
    ),
    (
        "The 20 richest people own as much as the poorest third of the world in 2022",
        "richest 20 people >= poorest 33.3333 percent, wealth, world, 2022",
        MISSING,
    ),
    # shares of wealth and income
    (
        "The richest 1 percent of the world own 45 percent of all wealth in 2022",
        "richest 1 percent = 45 percent of wealth, world, 2022",
        OPEN,
    ),
    (
        "The richest 1% of the world own 44.5% of the wealth in 2022",
        "richest 1 percent = 44.5 percent of wealth, world, 2022",
        HOLDS,
    ),
    (
        "The top 1 percent own nearly half of the world's wealth in 2022",
        "richest 1 percent nearly 50 percent of wealth, world, 2022",
        FAILS,
    ),
    (
        "The top 1 percent own more than 40 percent of the world's wealth in 2022",
        "richest 1 percent > 40 percent of wealth, world, 2022",
        HOLDS,
    ),
    (
        "The top 1 percent own over half of global wealth in 2022",
        "richest 1 percent > 50 percent of wealth, world, 2022",
        FAILS,
    ),
    (
        "The richest tenth own 81 percent of the world's wealth in 2022",
        "richest 10 percent = 81 percent of wealth, world, 2022",
        HOLDS,
    ),
    (
        "The richest tenth own about four fifths of the world's wealth in 2022",
        "richest 10 percent about 80 percent of wealth, world, 2022",
        HOLDS,
    ),
    (
        "The poorest half own less than 2 percent of the world's wealth in 2022",
        "poorest 50 percent <= 2 percent of wealth, world, 2022",
        HOLDS,
    ),
    (
        "The poorest half of the world own 2 percent of all wealth in 2022",
        "poorest 50 percent = 2 percent of wealth, world, 2022",
        FAILS,
    ),
    (
        "The bottom 50% own at most 1% of the world's wealth in 2022",
        "poorest 50 percent <= 1 percent of wealth, world, 2022",
        OPEN,
    ),
    (
        "The richest 1 percent owned 50.4 percent of the world's wealth in 2015",
        "richest 1 percent = 50.4 percent of wealth, world, 2015",
        HOLDS,
    ),
    (
        "The richest 1 percent owned 50.1 percent of the world's wealth in 2017",
        "richest 1 percent = 50.1 percent of wealth, world, 2017",
        HOLDS,
    ),
    (
        "The richest 1 percent owned 42.7 percent of the world's wealth in 2008",
        "richest 1 percent = 42.7 percent of wealth, world, 2008",
        HOLDS,
    ),
    (
        "The richest 1 percent owned 40 percent of the world's wealth in 2013",
        "richest 1 percent = 40 percent of wealth, world, 2013",
        MISSING,
    ),
    (
        "The richest 7 percent own 75 percent of the world's wealth in 2022",
        "richest 7 percent = 75 percent of wealth, world, 2022",
        MISSING,
    ),
    (
        "The richest 1% of Americans owned 31% of all wealth in 2019",
        "richest 1 percent = 31 percent of wealth, American households, 2019:Q4",
        OPEN,
    ),
    (
        "The richest 1 percent of American households own 37 percent of all wealth in 2019",
        "richest 1 percent = 37 percent of wealth, American households, 2019:Q4",
        OPEN,
    ),
    (
        "The richest 1 percent of American households own half of all wealth in 2019",
        "richest 1 percent = 50 percent of wealth, American households, 2019:Q4",
        FAILS,
    ),
    (
        "In the United States the richest 1 percent own more than a quarter of all wealth in 2019",
        "richest 1 percent > 25 percent of wealth, American households, 2019:Q4",
        HOLDS,
    ),
    (
        "The poorest half of American households owned less than 3 percent of all wealth in 2019",
        "poorest 50 percent <= 3 percent of wealth, American households, 2019:Q4",
        HOLDS,
    ),
    (
        "The bottom 50 percent of US households owned 10 percent of all wealth in 2019",
        "poorest 50 percent = 10 percent of wealth, American households, 2019:Q4",
        FAILS,
    ),
    (
        "The top 10 percent of American families own 76 percent of all wealth in 2019",
        "richest 10 percent = 76 percent of wealth, American households, 2019:Q4",
        OPEN,
    ),
    ("In 2019 the top 1% in France got 10% of income", "richest 1 percent = 10 percent of income, FRA, 2019", HOLDS),
    ("In 2019 the top 1% in France got 20% of income", "richest 1 percent = 20 percent of income, FRA, 2019", FAILS),
    (
        "In 1980 the richest 1 percent in the United States received 10 percent of national income",
        "richest 1 percent = 10 percent of income, USA, 1980",
        HOLDS,
    ),
    (
        "In 2019 the richest tenth of the US earned more than 45 percent of all income",
        "richest 10 percent > 45 percent of income, USA, 2019",
        HOLDS,
    ),
    ("In 2019 the top 5% in France got 10% of income", "richest 5 percent = 10 percent of income, FRA, 2019", MISSING),
    # one part against another
    (
        "The richest 1 percent own more than the rest of the world put together in 2015",
        "richest 1 percent > all others, wealth, world, 2015",
        HOLDS,
    ),
    (
        "The richest 1 percent of the world own more than everyone else combined in 2022",
        "richest 1 percent > all others, wealth, world, 2022",
        FAILS,
    ),
    (
        "The richest 1 percent of the world own more than the other 99 percent in 2015",
        "richest 1 percent > all others, wealth, world, 2015",
        HOLDS,
    ),
    (
        "The richest tenth of the world own as much as the rest in 2022",
        "richest 10 percent >= all others, wealth, world, 2022",
        HOLDS,
    ),
    (
        "The richest 1 percent of the world own more than the poorest 90 percent in 2022",
        "richest 1 percent > poorest 90 percent, wealth, world, 2022",
        HOLDS,
    ),
    (
        "The richest 5 percent of the world own more than the poorest 95 percent in 2022",
        "richest 5 percent > all others, wealth, world, 2022",
        MISSING,
    ),
    (
        "The top 1 percent of Americans own more than the bottom 90 percent in 2019",
        "richest 1 percent > poorest 90 percent, wealth, American households, 2019:Q4",
        OPEN,
    ),
    (
        "The top 1 percent of Americans own more than the bottom half in 2019",
        "richest 1 percent > poorest 50 percent, wealth, American households, 2019:Q4",
        HOLDS,
    ),
    # how many there are, and what they have
    ("There were 2,153 billionaires in the world in 2019", "billionaires = 2,153, world, Forbes' list of 2019", HOLDS),
    ("There were 2153 billionaires in 2019", "billionaires = 2,153, world, Forbes' list of 2019", HOLDS),
    ("There were more than 2,000 billionaires in 2019", "billionaires > 2,000, world, Forbes' list of 2019", HOLDS),
    ("There were over three thousand billionaires in 2019", "billionaires > 3,000, world, Forbes' list of 2019", FAILS),
    ("There were about 2,200 billionaires in 2019", "billionaires about 2,200, world, Forbes' list of 2019", HOLDS),
    ("There were 2,152 billionaires in the world in 2019", "billionaires = 2,152, world, Forbes' list of 2019", FAILS),
    (
        "There are nearly 3,500 billionaires in the world in 2026",
        "billionaires nearly 3,500, world, Forbes' list of 2026",
        HOLDS,
    ),
    ("The world had 1,011 billionaires in 2010", "billionaires = 1,011, world, Forbes' list of 2010", HOLDS),
    ("There were 500 billionaires in 2005", "billionaires = 500, world, Forbes' list of 2005", MISSING),
    (
        "The world's billionaires own more than 16 trillion dollars in 2025",
        "wealth of billionaires > 16,000 billion dollars, Forbes' list of 2025",
        HOLDS,
    ),
    (
        "The world's billionaires own $12.2 trillion in 2023",
        "wealth of billionaires = 12,200 billion dollars, Forbes' list of 2023",
        HOLDS,
    ),
    (
        "The world's billionaires own $13 trillion in 2023",
        "wealth of billionaires = 13,000 billion dollars, Forbes' list of 2023",
        FAILS,
    ),
    ("Billionaires were worth USD 8tn in 2020", "wealth of billionaires = 8,000 billion dollars, Forbes' list of 2020", HOLDS),
    # growth
    (
        "The wealth of the world's billionaires grew by 63 percent from 2020 to 2021",
        "wealth of all billionaires grew by 63 percent, 2020 to 2021, dollars of each date, lists of March",
        HOLDS,
    ),
    (
        "The wealth of the world's billionaires grew by 40 percent from 2020 to 2021",
        "wealth of all billionaires grew by 40 percent, 2020 to 2021, dollars of each date, lists of March",
        FAILS,
    ),
    (
        "The wealth of the world's billionaires fell by 7 percent from 2019 to 2020",
        "wealth of all billionaires fell by 7 percent, 2019 to 2020, dollars of each date, lists of March",
        HOLDS,
    ),
    (
        "The combined wealth of the world's billionaires more than quadrupled between 2010 and 2025",
        "wealth of all billionaires more than quadrupled, 2010 to 2025, dollars of each date, lists of March",
        HOLDS,
    ),
    (
        "Billionaires' wealth more than doubled between 2010 and 2017",
        "wealth of all billionaires more than doubled, 2010 to 2017, dollars of each date, lists of March",
        HOLDS,
    ),
    (
        "The wealth of the 62 richest people grew by 58 percent from 2010 to 2015",
        "wealth of the 62 richest by rank grew by 58 percent, 2010 to 2015, dollars of each date, lists of March",
        HOLDS,
    ),
    (
        "The fortunes of the 10 richest people tripled between 2013 and 2023",
        "wealth of the 10 richest by rank tripled, 2013 to 2023, dollars of each date, lists of March",
        FAILS,
    ),
    (
        "The number of billionaires in the world nearly tripled between 2010 and 2025",
        "number of billionaires nearly tripled, 2010 to 2025, dollars of each date, lists of March",
        HOLDS,
    ),
    (
        "The number of billionaires doubled between 2010 and 2020",
        "number of billionaires doubled, 2010 to 2020, dollars of each date, lists of March",
        FAILS,
    ),
    (
        "The number of billionaires rose by 31 percent from 2020 to 2021",
        "number of billionaires grew by 31 percent, 2020 to 2021, dollars of each date, lists of March",
        FAILS,
    ),
    (
        "The wealth of the world's billionaires grew by 10 percent from 1990 to 2021",
        "wealth of all billionaires grew by 10 percent, 1990 to 2021, dollars of each date, lists of March",
        MISSING,
    ),
    # indices
    (
        "The Gini index of Brazil was 51.6 in 2023",
        "Gini index of household income or consumption 51.6, BRA, 2023, World Bank",
        HOLDS,
    ),
    (
        "The Gini coefficient in Brazil was 0.52 in 2023",
        "Gini index of household income or consumption 52, BRA, 2023, World Bank",
        HOLDS,
    ),
    (
        "The Gini index of South Africa was more than 60 in 2014",
        "Gini index of household income or consumption more than 60, ZAF, 2014, World Bank",
        HOLDS,
    ),
    (
        "The Gini index of Germany was 45 in 2020",
        "Gini index of household income or consumption 45, DEU, 2020, World Bank",
        FAILS,
    ),
    (
        "The Gini index of Germany was 32 in 1950",
        "Gini index of household income or consumption 32, DEU, 1950, World Bank",
        MISSING,
    ),
]

#: Sentences that must be refused: near misses, other units, negations, nonsense, what the data cannot mean.
REFUSED = [
    # negations and quantifiers
    "The 42 richest people do not own as much as the poorest half in 2017",
    "The 42 richest people don't own as much as the poorest half in 2017",
    "The 42 richest people never owned as much as the poorest half in 2017",
    "It is not true that the 42 richest people own as much as the poorest half in 2017",
    "Not even 42 people own as much as the poorest half in 2017",
    "No 42 people own as much as the poorest half in 2017",
    "Nobody owns as much as the poorest half in 2017",
    "Fewer than 42 people own as much as the poorest half in 2017",
    "At least 42 people own as much as the poorest half in 2017",
    "Up to 42 people own as much as the poorest half in 2017",
    "About 42 people own as much as the poorest half in 2017",
    "Every one of the 42 richest people owns as much as the poorest half in 2017",
    "Each of the 42 richest people owns as much as the poorest half in 2017",
    "Any 42 people own as much as the poorest half in 2017",
    "The 42 richest people hardly own as much as the poorest half in 2017",
    # other comparisons
    "The 42 richest people own less than the poorest half in 2017",
    "The 42 richest people own twice as much as the poorest half in 2017",
    "The 42 richest people own half as much as the poorest half in 2017",
    "The 42 richest people own exactly as much as the poorest half in 2017",
    "The 42 richest people own almost as much as the poorest half in 2017",
    "The 42 richest people earn as much as the poorest half in 2017",
    "The 42 richest people spend as much as the poorest half in 2017",
    "The 42 richest people pay as much tax as the poorest half in 2017",
    "The 42 richest people own as many houses as the poorest half in 2017",
    "The 42 richest people owe as much as the poorest half in 2017",
    "The 42 richest people own as much land as the poorest half in 2017",
    "The 42 richest people emit as much carbon as the poorest half in 2017",
    "The 42 richest people will own as much as the poorest half in 2017",
    "The 42 richest people may own as much as the poorest half in 2017",
    "The 42 richest people should own as much as the poorest half in 2017",
    "The 42 richest people could own as much as the poorest half in 2017",
    "If the 42 richest people owned as much as the poorest half in 2017",
    "Do the 42 richest people own as much as the poorest half in 2017?",
    # other people
    "The 8 richest men own as much as the poorest half in 2016",
    "Eight men own as much as the poorest half of the world in 2016",
    "The 42 richest women own as much as the poorest half in 2017",
    "The 42 richest families own as much as the poorest half in 2017",
    "The 42 richest companies own as much as the poorest half in 2017",
    "The 42 richest countries own as much as the poorest half in 2017",
    "The 42 poorest people own as much as the poorest half in 2017",
    "The 42 richest dogs own as much as the poorest half in 2017",
    "The 42 youngest people own as much as the poorest half in 2017",
    "The 42 richest Europeans own as much as the poorest half in 2017",
    "The 42nd richest person owns as much as the poorest half in 2017",
    "The 42.5 richest people own as much as the poorest half in 2017",
    "The -42 richest people own as much as the poorest half in 2017",
    "The zero richest people own as much as the poorest half in 2017",
    "The 42 richest people own as much as the richest half in 2017",
    "The 42 richest people own as much as the middle half in 2017",
    "The 42 richest people own as much as the poorest in 2017",
    "The 42 richest people own as much as the poor in 2017",
    "The 42 richest people own as much as the poorest half of women in 2017",
    "The 42 richest people own as much as the poorest half of Africa in 2017",
    "The 42 richest people own as much as the poorest half of households in Ohio in 2017",
    "The 42 richest people own as much as the poorest half of the world's wealth in 2017",
    "The 42 richest people own as much as the poorest 3.7 billion people in 2017",
    "The 42 richest people own as much as the poorest 150 percent in 2017",
    "The 42 richest people own as much as the poorest 0 percent in 2017",
    "The 42 richest people own as much as the poorest 100 percent in 2017",
    "The 42 richest people own as much as the poorest half and more in 2017",
    "The 42 richest people own as much as the poorest half, says Oxfam, in 2017",
    "According to Oxfam, the 42 richest people own as much as the poorest half in 2017",
    "Oxfam says the 42 richest people own as much as the poorest half in 2017",
    "The 42 richest people own as much as the poorest half before taxes in 2017",
    "The 42 richest people own as much as the poorest half without debts in 2017",
    "The 42 richest people own as much as the poorest half at purchasing power in 2017",
    "Excluding debts the 42 richest people own as much as the poorest half in 2017",
    "The 42 richest people own as much as the poorest half of the world in 2017 and 2018",
    "The 42 richest people own as much as the poorest half of the world since 2017",
    "The 42 richest people own as much as the poorest half of the world before 2017",
    "The 42 richest people own as much as the poorest half of the world in March 2017",
    # no year, or a wrong one
    "The 42 richest people own as much as the poorest half",
    "The 42 richest people own as much as the poorest half last year",
    "The 42 richest people own as much as the poorest half today",
    # shares
    "The richest 1 percent own 45 percent of all houses in 2022",
    "The richest 1 percent own 45 percent of all shares in 2022",
    "The richest 1 percent own 45 percent of the world in 2022",
    "The richest 1 percent own 45 percent in 2022",
    "The richest 1 percent own 145 percent of the world's wealth in 2022",
    "The richest 1 percent don't own 45 percent of the world's wealth in 2022",
    "The richest 1 percent no longer own 45 percent of the world's wealth in 2022",
    "The richest 1 percent own 45 dollars of the world's wealth in 2022",
    "The richest 1 percent pay 45 percent of taxes in 2022",
    "The richest 1 percent own 45 percent of the wealth of Mars in 2022",
    "The richest 1 percent own 45 percent of all wealth in 2022",
    "The middle 40 percent own 14 percent of the world's wealth in 2022",
    "The luckiest 1 percent own 45 percent of the world's wealth in 2022",
    "The richest 1 percent each own 45 percent of the world's wealth in 2022",
    "The richest 1 percent owned between 40 and 45 percent of the world's wealth in 2022",
    "The richest 1 percent own 45 percent of the world's new wealth in 2022",
    "The richest 1 percent of men own 45 percent of the world's wealth in 2022",
    "The richest 1 percent of France own 45 percent of the world's wealth in 2022",
    "The richest 1 percent of the world earn 45 percent of wealth in 2022",
    "The richest 1 percent of the world own 20 percent of all income in 2019",
    "The richest percent of the world own 45 percent of all wealth in 2022",
    "The richest 1 percent of the world own the share of 45 percent of all wealth in 2022",
    "The richest 1 percent of the world own 45 percentage points of all wealth in 2022",
    "The richest 1 percent of the world own about about 45 percent of all wealth in 2022",
    "The richest 1 percent own more than the rest of America and the world put together in 2015",
    "The richest 1 percent of Americans own more than the poorest half of the world in 2019",
    "The richest 60 percent of the world own more than the poorest 50 percent in 2022",
    "The richest 1 percent of the world own more than the other 90 percent in 2015",
    "The richest 1 percent of the world own less than the rest in 2015",
    "The poorest half of the world own more than the richest 1 percent in 2015",
    "The richest 1 percent of the world own more than the richest 10 percent in 2015",
    # counts
    "There were 2,153 millionaires in the world in 2019",
    "There were 2,153 billionaires in France in 2019",
    "There were 2,153 new billionaires in the world in 2019",
    "There were 2,153 female billionaires in 2019",
    "There were no billionaires in 2019",
    "There were not 2,153 billionaires in 2019",
    "There were 2,153.5 billionaires in 2019",
    "There were 2,153 billion billionaires in the United States in 2019",
    "There were between 2,000 and 3,000 billionaires in 2019",
    "There should be 2,153 billionaires in 2019",
    "There were 21,53 billionaires in 2019",
    "There were 2 153 billionaires in 2019",
    "There were forty and two billionaires in 2019",
    "There were two two hundred billionaires in 2019",
    "There will be 4,000 billionaires in 2030, experts say",
    "The world's billionaires own 16 trillion euros in 2025",
    "The world's billionaires own 16 dollars in 2025",
    "The world's billionaires owe 16 trillion dollars in 2025",
    "The world's billionaires gained 16 trillion dollars in 2025",
    "The world's billionaires own 16 trillion in 2025",
    "The world's billionaires each own 16 trillion dollars in 2025",
    "The world's trillionaires own 16 trillion dollars in 2025",
    # growth
    "The wealth of the world's billionaires grew by 63 percent in 2021",
    "The wealth of the world's billionaires grew by 63 percent from 2021 to 2020",
    "The wealth of the world's billionaires grew 63 percent since 2020",
    "The wealth of the world's billionaires grew by 63 from 2020 to 2021",
    "The wealth of the world's billionaires grew by 63 percentage points from 2020 to 2021",
    "The wealth of the world's billionaires grew by 63 percent a year from 2020 to 2021",
    "The real wealth of the world's billionaires grew by 63 percent from 2020 to 2021",
    "The wealth of the world's billionaires in dollars of 2010 grew by 63 percent from 2020 to 2021",
    "The wealth of the world's billionaires did not grow by 63 percent from 2020 to 2021",
    "The wealth of the world's billionaires fell by more than 7 percent from 2019 to 2020",
    "The wealth of the world's millionaires grew by 63 percent from 2020 to 2021",
    "The wealth of the poorest half grew by 63 percent from 2020 to 2021",
    "The wealth of the same 62 richest people grew by 58 percent from 2010 to 2015",
    "The wealth of the 900 richest people grew by 58 percent from 2010 to 2015",
    "The wealth of American billionaires doubled between 2010 and 2020",
    "The income of the world's billionaires doubled between 2010 and 2020",
    "The number of millionaires doubled between 2010 and 2020",
    "The number of billionaires doubled or tripled between 2010 and 2020",
    "The number of billionaires in China doubled between 2010 and 2020",
    # indices
    "The Gini index was 51.6 in 2023",
    "The Gini index of the world was 70 in 2008",
    "The Gini index of wealth of Brazil was 51.6 in 2023",
    "The Gini index of Brazil was not 51.6 in 2023",
    "The Gini index of Brazil rose to 51.6 in 2023",
    "The Palma ratio of Brazil was 3.8 in 2021",
    "The Gini index of Atlantis was 51.6 in 2023",
    # nonsense
    "",
    "   ",
    "42",
    "Half",
    "The poorest half",
    "own as much as",
    "Colourless green ideas sleep furiously in 2017",
    "The rich get richer in 2017",
    "Inequality is rising in 2017",
    "The 42 richest people own as much as the poorest half of the world in 2017; DROP TABLE claims",
    "The 42 richest people own as much as the poorest half (of the world) in 2017",
    "THE 42 RICHEST PEOPLE OWN AS MUCH AS THE POOREST HALF IN 17",
    "42 people 42 people own as much as the poorest half in 2017",
    "The richest 42 richest people own as much as the poorest half in 2017",
    "The 42 richest people own own as much as the poorest half in 2017",
    "The 42 richest people own as much as as the poorest half in 2017",
    "Las 42 personas más ricas poseen tanto como la mitad más pobre en 2017",
    "Les 42 personnes les plus riches possèdent autant que la moitié la plus pauvre en 2017",
]


def test_there_are_enough_of_them():
    assert len({text for text, *_ in READ}) + len(set(REFUSED)) >= 200


@pytest.mark.parametrize(("text", "said", "verdict"), READ, ids=[text for text, *_ in READ])
def test_read_whole_and_answered_truly(text, said, verdict):
    found = check(text)
    assert found.read_as == said
    assert VERDICTS[found.status] == verdict
    paragraph = found.paragraph
    if found.finding.computed is not None:
        assert found.provenance.source_line() in paragraph
        assert found.provenance.source_line()
    else:
        assert all(missing in paragraph for missing in found.finding.missing)
    assert str(found).splitlines()[1] == f"Read as: {said}"


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text):
    with pytest.raises(SentenceError) as refusal:
        read(text)
    assert refusal.value.remedy


def test_year_and_area_may_be_passed_but_not_contradicted():
    text = "The 26 richest people own as much as the poorest half"
    assert str(read(text, year=2018)).endswith("world, 2018")
    with pytest.raises(SentenceError, match="says 2018, but year=2017"):
        read(f"{text} in 2018", year=2017)
    with pytest.raises(SentenceError, match="says USA, but area=FRA"):
        read("In the United States the richest 1 percent own a third of all wealth in 2019", area="FRA")


def test_the_ledgers_own_wording_is_the_ledgers_entry():
    found = check("42 people own as much as the poorest 3.7 billion people (the poorest half of the world)")
    assert (found.claim.id, found.read_as) == ("oxfam-2018-42", "")


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_reads_its_example_and_no_other_does(name):
    example = FAMILIES[name].facts["example"]
    assert check(example).read_as == str(read(example))


SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(number):
    """A whole number in English words."""
    for size, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if size == 100 else " "
            return f"{spelled(number // size)} {word}" + (f"{joint}{spelled(rest)}" if rest else "")
    if number >= 20:
        return TENS[number // 10 - 2] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    return SMALL[number]


@given(st.integers(1, 999_999_999_999))
def test_numbers_in_words(number):
    for text in (spelled(number), f"{number:,}", str(number)):
        found = number_of(text)
        assert found is not None
        assert found.value == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "forty two three",
        "hundred five hundred",
        "million billion",
        "2,15",
        "1,0000",
        "one thirds",
        "two half",
        "five halves",
    ],
)
def test_what_is_no_number(text):
    assert number_of(text) is None


@given(st.integers(0, 10**6), st.integers(1, 6))
def test_percents_keep_their_digits(number, digits):
    text = f"{number / 10**digits:.{digits}f}"
    found = number_of(text)
    assert found is not None
    assert found.value == Fraction(text)
    assert found.half_width == Fraction(1, 2 * 10**digits)


WORDS = ("the 42", "richest people", "own", "as much", "as", "the poorest", "half", "of the", "world", "in 2017")


@given(st.permutations(WORDS))
def test_words_in_another_order_are_refused_or_the_same(words):
    text = " ".join(words)
    try:
        said = str(read(text))
    except SentenceError:
        return
    assert said == "richest 42 people >= poorest 50 percent, wealth, world, 2017"
