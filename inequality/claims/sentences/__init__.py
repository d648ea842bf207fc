"""Reads sentences about inequality, wholly or not at all, and asks the data what they claim.

A family of sentences is a marked function in a file of this folder. It is given the sentence with its numbers read, and
returns a `Question` if, and only if, it understands every word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from inequality.claims.sentences.question import Question
from inequality.claims.sentences.wording import Sentence
from inequality.errors import SentenceError
from inequality.registry import Registry, mark

__all__ = ["FAMILIES", "family", "read"]

F = TypeVar("F", bound=Callable[[Sentence], "Question | None"])

FAMILIES = Registry("inequality.claims.sentences", "family of sentences")


def family(*, form: str, example: str) -> Callable[[F], F]:
    """Mark a function as the reader of a family of sentences.

    Parameters
    ----------
    form : str
        Its form, for those whose sentence was not understood: "N richest people own as much as the poorest P percent".
    example : str
        A sentence that it reads.
    """

    def decorate(function: F) -> F:
        mark("family of sentences", function, form=form, example=example)
        return function

    return decorate


def read(text: str, *, year: int | None = None, area: str | None = None) -> Question:
    """Read a sentence.

    Parameters
    ----------
    text : str
        The sentence, in English.
    year : int, optional
        The year it is about, where it does not say.
    area : str, optional
        Where, where it does not say: "WLD", "USA".

    Returns
    -------
    Question
        What was read; its text says it in a form that leaves nothing open.

    Raises
    ------
    SentenceError
        If any word of it was not understood, the year is missing, or it contradicts what was passed.

    Examples
    --------
    >>> print(read("The 26 richest people own as much as the poorest half", year=2018))
    richest 26 people >= poorest 50 percent, wealth, world, 2018
    """
    sentence = Sentence.of(text, year, area)
    found = _readings(sentence)
    if len(found) == 1:
        return found[0]
    if found:
        raise SentenceError(
            f"“{text.strip()}” can be read in {len(found)} ways", possible="; ".join(map(str, found)), remedy="say which"
        )
    if sentence.area is None and _readings(replace(sentence, area="WLD")):
        raise SentenceError(
            "The sentence names no place", remedy="add it (“of the world”, “in France”), or pass the area: --area WLD"
        )
    examples = [str(entry.facts["example"]) for entry in FAMILIES.values()]
    error = SentenceError(
        f"“{text.strip()}” was not understood whole, so it is not answered",
        possible="; ".join(f"“{example}”" for example in examples),
        remedy="put it in one of these forms, or fill in: --richest 26 --poorest 50% --area WLD --year 2018",
    )
    error.examples = tuple(examples)
    raise error


def _readings(sentence: Sentence) -> list[Question]:
    return [question for entry in FAMILIES.values() if (question := entry.function(sentence)) is not None]
