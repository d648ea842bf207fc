"""Areas in the address of a request: each file has a name of its own, and no address grows too long."""

import pytest

from inequality.errors import UnknownNameError
from inequality.sources import SOURCES

from .conftest import COUNTRIES

BY_AREA = ["worldbank", "pip", "oecd_idd", "oecd_wdd", "ecb_dwa", "eurostat"]
each_source = pytest.mark.parametrize("source", BY_AREA)


def whole(remote):
    return f"{remote.url}?{'&'.join(f'{name}={value}' for name, value in remote.parameters.items())}"


@each_source
def test_different_areas_are_different_files(source):
    asks = SOURCES[source].facts["asks"]
    remotes = [asks(areas=areas)[0] for areas in ((), ("FRA",), ("DEU",), ("DEU", "FRA"))]
    assert len({remote.name for remote in remotes}) == 4
    assert len({whole(remote) for remote in remotes}) == 4


@each_source
def test_many_areas_are_picked_out_of_all(source):
    asks = SOURCES[source].facts["asks"]
    many = COUNTRIES[:41]
    assert whole(asks(areas=many)[0]) == whole(asks()[0])
    assert asks(areas=many)[0].name == asks()[0].name
    assert len(whole(asks(areas=many[:40])[0])) < 1000
    assert len(asks(areas=many[:40])[0].name) < 250


@each_source
def test_an_unknown_area_is_refused_before_anything_is_sent(source):
    with pytest.raises(UnknownNameError, match="QQQ"):
        SOURCES[source].facts["asks"](areas=("FRA", "QQQ"))
