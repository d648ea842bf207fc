"""The tree of errors, and messages that say what was wrong, what is possible, what to do."""

import pytest

from inequality import errors
from inequality.errors import InequalityError, UnknownNameError

CLASSES = [getattr(errors, name) for name in errors.__all__]


@pytest.mark.parametrize("error", CLASSES, ids=errors.__all__)
def test_every_error_is_in_the_tree_that_the_docstring_draws(error):
    assert issubclass(error, InequalityError)
    line = next(line for line in errors.__doc__.splitlines() if f" {error.__name__}" in line or line.strip() == error.__name__)
    builtin = [base.__name__ for base in error.__bases__ if base.__module__ == "builtins" and base is not Exception]
    assert all(f"({name})" in line for name in builtin)


def test_message_of_three_parts():
    error = InequalityError("The weights hold -1", possible="weights of 0 or more", remedy="drop the row")
    assert str(error) == "The weights hold -1. Possible: weights of 0 or more. To do: drop the row."
    assert (error.problem, error.possible, error.remedy) == ("The weights hold -1", "weights of 0 or more", "drop the row")


@pytest.mark.parametrize(
    ("kwargs", "text"),
    [({}, "No."), ({"remedy": "Really?"}, "No. To do: Really?"), ({"possible": "yes."}, "No. Possible: yes.")],
)
def test_parts_may_be_absent_and_end_once(kwargs, text):
    assert str(InequalityError("No", **kwargs)) == text


def test_unknown_name_suggests_the_nearest():
    assert "did you mean 'gini'?" in str(UnknownNameError("metric", "ginni", ["gini", "hoover"]))
    assert "choose one metric of those" in str(UnknownNameError("metric", "xyz", ["gini", "hoover"]))
    assert "did you mean 'gini'? Look again." in str(UnknownNameError("metric", "ginni", ["gini"], remedy="look again"))
    assert "To do: look again." in str(UnknownNameError("metric", "xyz", ["gini"], remedy="look again"))


def test_unknown_name_lists_at_most_forty():
    error = UnknownNameError("area", "Atlantis", [f"area {k:03}" for k in range(200)], where=" of wid")
    assert str(error).startswith("There is no area 'Atlantis' of wid. Possible: area 000, area 001,")
    assert "area 039 and 160 more" in str(error)
    assert "area 040" not in str(error)


def test_unknown_name_where_nothing_exists():
    assert "Possible: none" in str(UnknownNameError("chart", "lorenz", []))
