"""A folder is a registry: what is marked in a file is found, and clashes are not."""

import sys
import textwrap

import pytest

from inequality.errors import InequalityError, UnknownNameError
from inequality.metrics import METRICS
from inequality.registry import Registry


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Write files into a package of its own, and return its registry of spoons."""
    package = f"drawer_{tmp_path.name.replace('-', '_')}"

    def write(**files):
        path = tmp_path / package
        path.mkdir()
        (path / "__init__.py").write_text("")
        for name, text in files.items():
            (path / f"{name}.py").write_text("from inequality.registry import mark\n" + textwrap.dedent(text))
        monkeypatch.syspath_prepend(tmp_path)
        return Registry(package, "spoon")

    yield write
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        del sys.modules[name]


SPOON = '''
def {0}():
    """Stirs.

    And more."""

mark("spoon", {0}, metal="{1}")
'''


def test_what_is_marked_is_found_in_order_of_names(folder):
    spoons = folder(silver=SPOON.format("teaspoon", "silver"), _ladle=SPOON.format("ladle", "steel") + "def helper(): ...\n")
    assert list(spoons) == ["ladle", "teaspoon"]
    assert len(spoons) == 2
    assert "ladle" in spoons
    assert "helper" not in spoons
    assert spoons["teaspoon"].facts == {"kind": "spoon", "metal": "silver"}
    assert spoons["teaspoon"].summary == "Stirs."
    assert spoons["teaspoon"].function.__name__ == "teaspoon"


def test_what_is_only_imported_or_of_another_kind_is_not(folder):
    spoons = folder(
        a=SPOON.format("ladle", "steel"), b="from inequality.metrics import gini\n", c="def fork(): ...\nmark('fork', fork)\n"
    )
    assert list(spoons) == ["ladle"]


def test_unknown_names_say_what_there_is(folder):
    with pytest.raises(UnknownNameError, match=r"no spoon 'ladel'. Possible: ladle. To do: did you mean 'ladle'"):
        folder(a=SPOON.format("ladle", "steel"))["ladel"]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"ladle": SPOON.format("ladle", "steel")}, "bears the name of the spoon in it.*rename the file to _ladle.py"),
        ({"a": SPOON.format("ladle", "steel"), "b": SPOON.format("ladle", "silver")}, "Two files define the spoon 'ladle'"),
    ],
)
def test_clashes(folder, files, words):
    with pytest.raises(InequalityError, match=words):
        len(folder(**files))


def test_a_file_that_does_not_import_is_not_passed_over(folder):
    with pytest.raises(ModuleNotFoundError, match="no_such_module"):
        len(folder(a="import no_such_module\n"))


def test_the_package_offers_its_metrics():
    import inequality

    assert all(getattr(inequality, name) is METRICS[name].function for name in METRICS)
    assert set(METRICS) <= set(dir(inequality))
