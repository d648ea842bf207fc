"""A small made-up sample, and what R's survey package says of it (survey.R)."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from inequality.survey import Survey

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def frame():
    return pd.read_csv(HERE / "survey.csv")


@pytest.fixture(scope="session")
def in_r():
    return json.loads((HERE / "survey.json").read_text(encoding="utf-8"))


@pytest.fixture
def clustered(frame):
    """Four strata of two units each; the units are named alike in every stratum."""
    return Survey.from_frame(frame, weight="weight", strata="stratum", clusters="unit")


@pytest.fixture
def flat(frame):
    return Survey.from_frame(frame, weight="weight")


@pytest.fixture(scope="session")
def half_samples(frame):
    """Balanced half-samples: which unit of each stratum counts double."""
    hadamard = np.array([[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]])
    stratum = frame["stratum"].map({"north": 0, "east": 1, "south": 2, "west": 3}).to_numpy()
    first = hadamard[:, stratum].T == 1
    return np.where(first == (frame["unit"] == "a").to_numpy()[:, None], 2.0, 0.0)
