"""Values that R gives for the same definitions written in other forms (joint.R, recorded in joint.json)."""

import json
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from inequality import (
    bonferroni,
    duclos_esteban_ray,
    extended_gini,
    gini_by_source,
    gini_by_subgroup,
    shapley_decomposition,
    shorrocks_mobility,
    zenga,
)

HERE = Path(__file__).parent
RECORDED = json.loads((HERE / "joint.json").read_text(encoding="utf-8"))
SOURCES = ["wages", "capital", "transfers"]


@pytest.fixture(scope="module")
def frame():
    frame = pd.read_csv(HERE / "joint.csv")
    return frame.assign(total=frame[SOURCES].sum(axis=1))


def recorded(name):
    """To the digits recorded; a difference of two numbers near 1 has lost one."""
    values = RECORDED[name]
    return pytest.approx(values if len(values) > 1 else values[0], rel=2e-12, abs=1e-13)


@pytest.mark.parametrize("alpha", [0.25, 0.5, 1])
def test_polarisation(frame, alpha):
    values, weights = frame["total"], frame["weight"]
    assert duclos_esteban_ray(values, alpha, weights=weights) == recorded(f"der_{alpha}")
    assert duclos_esteban_ray(values, alpha, weights=weights, bandwidth=0.15) == recorded(f"der_{alpha}_h")


@pytest.mark.parametrize("name", SOURCES)
def test_by_source(frame, name):
    row = gini_by_source(frame, SOURCES, weight="weight").to_frame().loc[name]
    assert row[["share", "gini", "correlation", "contribution", "elasticity"]].tolist() == recorded(f"source_{name}")


@pytest.mark.parametrize("without", ["mean", "zero"])
@pytest.mark.parametrize(("index", "name"), [("gini", "gini"), ("mean_log_deviation", "mld")])
def test_shapley(frame, index, name, without):
    above_zero = frame.assign(wages=frame["wages"] + 1, capital=frame["capital"] + 5, transfers=frame["transfers"] + 1)
    found = shapley_decomposition(above_zero, SOURCES, index, weight="weight", without=without)
    assert list(found.parts.values()) == recorded(f"shapley_{name}_{without}")


@pytest.mark.parametrize(("index", "name"), [("gini", "gini"), ("theil_t", "theil")])
def test_mobility(frame, index, name):
    assert shorrocks_mobility(frame, ["total", "later"], index, weight="weight") == recorded(f"mobility_{name}")


def test_overlap(frame):
    assert gini_by_subgroup(frame, "total", "region", weight="weight")["overlap"] == recorded("overlap")


@pytest.mark.parametrize(
    ("metric", "name"),
    [(bonferroni, "bonferroni"), (zenga, "zenga"), (lambda x, weights: extended_gini(x, 2.5, weights=weights), "s_gini_2.5")],
)
def test_integrals(frame, metric, name):
    assert metric(frame["total"], weights=frame["weight"]) == recorded(name)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_the_record_is_what_r_prints():
    printed = subprocess.run(["Rscript", "joint.R"], cwd=HERE, capture_output=True, text=True, check=True).stdout
    again = json.loads(printed)
    assert again.keys() == RECORDED.keys()
    for name, values in again.items():
        assert values == pytest.approx(RECORDED[name], rel=1e-11), name
