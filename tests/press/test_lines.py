"""Line breaking: nothing lost, nothing parted, nothing too long, as few and as even lines as can be."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inequality.errors import DrawingError
from inequality.press.lines import balanced, is_lonely, plain

WORDS = st.lists(st.text("abc\xa0", min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=9)


def greedy(words: list[str], width: int) -> int:
    """Fewest lines possible."""
    count, line = 1, words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) > width:
            count, line = count + 1, word
        else:
            line += " " + word
    return count


@given(WORDS, st.integers(8, 40))
def test_breaks_only_at_spaces_into_the_fewest_lines(words: list[str], width: int) -> None:
    lines = balanced(" ".join(words), width, len)
    assert " ".join(lines) == " ".join(words)
    assert all(len(line) <= width for line in lines)
    assert len(lines) == greedy(words, width)


@given(WORDS, st.integers(8, 40))
def test_no_other_breaking_is_better(words: list[str], width: int) -> None:
    lines = balanced(" ".join(words), width, len)

    def badness(candidate: tuple[str, ...]) -> tuple[int, int]:
        lonely = sum(len(candidate) > 1 and is_lonely(line) for line in candidate)
        return lonely, sum((width - len(line)) ** 2 for line in candidate)

    for cuts in itertools.combinations(range(1, len(words)), len(lines) - 1):
        ends = [0, *cuts, len(words)]
        other = tuple(" ".join(words[a:b]) for a, b in itertools.pairwise(ends))
        if all(len(line) <= width for line in other):
            assert badness(lines) <= badness(other)


def test_a_word_wider_than_the_column_is_refused() -> None:
    with pytest.raises(DrawingError, match="wider than"):
        balanced("a Donaudampfschifffahrtsgesellschaft", 20, len)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\tc", "a b c"),
        ("abc\u202edef\u202c", "abcdef"),
        ("\u2066x\u2069\u200f\u200ey\u061c", "xy"),
        ("nul\x00 bell\x07 esc\x1b[0m", "nul bell esc[0m"),
        ("cafe\u0301", "caf\u00e9"),
        ("$5 and $6", "$5 and $6"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_control_characters_go_and_dollars_stay(text: str, shown: str) -> None:
    assert plain(text) == shown
