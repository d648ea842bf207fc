"""English number words: the names of figures, which are the same in every language."""

from __future__ import annotations

__all__ = ["in_words"]

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_LARGE = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def in_words(number: int) -> str:
    """Return a whole number in English words.

    Parameters
    ----------
    number : int
        The number.

    Returns
    -------
    str
        Its words.

    Examples
    --------
    >>> in_words(42), in_words(2153)
    ('forty-two', 'two thousand one hundred and fifty-three')
    """
    if number < 0:
        return "minus " + in_words(-number)
    if number < 20:
        return _SMALL[number]
    if number < 100:
        return _TENS[number // 10 - 2] + (f"-{_SMALL[number % 10]}" if number % 10 else "")
    worth, name = max((worth, name) for name, worth in _LARGE.items() if worth <= number)
    count, rest = divmod(number, worth)
    tail = f" and {in_words(rest)}" if 0 < rest < 100 else f" {in_words(rest)}" if rest else ""
    return f"{in_words(count)} {name}{tail}"
