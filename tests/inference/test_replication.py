"""Replicate weights as they are declared, and equivalence scales."""

import numpy as np
import pytest

from inequality.equivalence import oecd_modified_scale, oecd_scale, per_capita_scale, square_root_scale
from inequality.errors import InputError
from inequality.replication import Replication
from inequality.survey import Survey

WEIGHTS = np.ones((6, 10))


@pytest.mark.parametrize(
    ("arguments", "factor"),
    [
        ({"method": "BRR"}, 1 / 10),
        ({"method": "Fay", "fay": 0.5}, 1 / 2.5),
        ({"method": "JK1"}, 9 / 10),
        ({"method": "JKn", "rscales": 0.5}, 0.5),
        ({"method": "bootstrap"}, 1 / 9),
        ({"method": "SDR"}, 4 / 10),
        ({"scale": 3.0, "rscales": 0.5}, 1.5),
        ({"method": "BRR", "scale": 3.0}, 3.0),
    ],
)
def test_factors(arguments, factor):
    assert Replication(WEIGHTS, **arguments).factors == pytest.approx(np.full(10, factor))


def test_a_factor_for_each_replicate():
    rscales = np.arange(10.0)
    assert Replication(WEIGHTS, scale=2.0, rscales=rscales).factors == pytest.approx(2 * rscales)


@pytest.mark.parametrize(
    ("weights", "arguments", "says"),
    [
        (WEIGHTS, {}, "without their scale"),
        (WEIGHTS, {"method": "BRR", "fay": 1.0}, "fay=1.0"),
        (WEIGHTS, {"method": "BRR", "centre": "mean"}, "centre='mean'"),
        (WEIGHTS[:, 0], {"method": "BRR"}, "wrong shape"),
        (WEIGHTS[:, :1], {"method": "BRR"}, "wrong shape"),
        (-WEIGHTS, {"method": "BRR"}, "negative"),
        (WEIGHTS * np.nan, {"method": "BRR"}, "missing"),
    ],
)
def test_nonsense_is_refused(weights, arguments, says):
    with pytest.raises(InputError, match=says):
        Replication(weights, **arguments)


def test_lines_are_one_a_row():
    with pytest.raises(InputError, match="replicate weights have 5 rows where 6"):
        Survey({"x": np.arange(6.0)}, replication=Replication(WEIGHTS[:3], method="BRR", lines=np.array([0, 0, 1, 1, 2])))


def test_what_was_handed_in_is_not_changed():
    weights = np.ones((6, 10))
    Replication(weights, method="BRR")
    weights[0, 0] = 2.0


def test_equivalence_scales():
    """A couple with two children: 2, 4, 2.1 and 2.7 equivalent adults."""
    assert square_root_scale([4]) == pytest.approx([2.0])
    assert per_capita_scale([4]) == pytest.approx([4.0])
    assert oecd_modified_scale([2], [2]) == pytest.approx([2.1])
    assert oecd_scale([2], [2]) == pytest.approx([2.7])
    for scale in (oecd_modified_scale, oecd_scale):
        assert scale([1], [0]) == pytest.approx([1.0])
        with pytest.raises(InputError, match="adults holds 0"):
            scale([0], [2])
        with pytest.raises(InputError, match="children holds -1"):
            scale([1], [-1])
    with pytest.raises(InputError, match="persons holds 0"):
        square_root_scale([0, 1])
