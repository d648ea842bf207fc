"""The palette: every colour seen, any two told apart, by everybody."""

from __future__ import annotations

import itertools
import warnings

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from inequality.press.ink import contrast
from inequality.press.palette import FAINT, GROUPS, INK, MUTED, PAPER, RULE, tint

with warnings.catch_warnings():  # its source has escapes that Python warns of when it compiles them
    warnings.simplefilter("ignore")
    from colorspacious import cspace_convert

SEEN = {"all colours": None, "deuteranopia": "deuteranomaly", "protanopia": "protanomaly", "tritanopia": "tritanomaly"}


@pytest.mark.parametrize("eyes", SEEN)
def test_any_two_groups_are_told_apart(eyes: str) -> None:
    colours = np.array([to_rgb(colour) for colour in GROUPS.values()])
    if SEEN[eyes]:
        space = {"name": "sRGB1+CVD", "cvd_type": SEEN[eyes], "severity": 100}
        colours = np.clip(cspace_convert(colours, space, "sRGB1"), 0, 1)
    seen = cspace_convert(colours, "sRGB1", "CAM02-UCS")
    distances = {
        pair: float(np.linalg.norm(a - b))
        for pair, (a, b) in zip(itertools.combinations(GROUPS, 2), itertools.combinations(seen, 2), strict=True)
    }
    assert min(distances.values()) >= 12, distances


@pytest.mark.parametrize("name", GROUPS)
def test_every_group_stands_out_from_the_paper(name: str) -> None:
    assert contrast(GROUPS[name], PAPER) >= 3


@pytest.mark.parametrize(("letters", "ground"), [(INK, PAPER), (MUTED, PAPER), (INK, FAINT), (MUTED, FAINT)])
def test_letters_are_read(letters: str, ground: str) -> None:
    assert contrast(letters, ground) >= 4.5


def test_thin_lines_are_seen() -> None:
    assert contrast(RULE, PAPER) >= 3


def test_a_tint_lies_between() -> None:
    assert tint("#5b1a3a", 1) == "#5b1a3a"
    assert tint("#5b1a3a", 0) == PAPER
