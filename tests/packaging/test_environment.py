"""Versions and dependencies are said in several places, for several tools; they must say the same."""

from __future__ import annotations

import re
import tomllib
from itertools import chain

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import inequality

from .conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PYTHONS = [f"Programming Language :: Python :: 3.{minor}" for minor in (11, 12, 13, 14)]


def read_yaml(name):
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


def requirements(texts):
    """Names and bounds, whatever the order and the writing."""
    return {canonicalize_name(r.name): str(r.specifier) for r in map(Requirement, texts)}


def test_conda_has_the_same_dependencies():
    *conda, pip = read_yaml("environment.yml")["dependencies"]
    project = PROJECT["project"]
    expected = requirements([*project["dependencies"], *project["optional-dependencies"]["notebooks"], "pip"])
    assert requirements(conda) == expected | {"python": project["requires-python"]}
    assert pip == {"pip": ["-e ."]}


def locked():
    return {canonicalize_name(name): version for name, version in re.findall(r"(?m)^([\w.-]+)==([^ \\]+)", LOCK)}


def test_lock_holds_what_the_project_asks_for():
    project = PROJECT["project"]
    asked = [project["dependencies"], *project["optional-dependencies"].values(), *PROJECT["dependency-groups"].values()]
    for requirement in map(Requirement, chain(*asked)):
        assert locked()[canonicalize_name(requirement.name)] in requirement.specifier, requirement


def test_lock_is_portable():
    """Every entry has a hash; nothing names an index, a path or a machine."""
    entries = re.split(r"(?m)^(?=[\w.-]+==)", LOCK)[1:]
    assert len(entries) == len(locked())  # one version of each, so that all systems draw alike
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?:|file:|--index|--find-links|--extra|/", LOCK)


@pytest.mark.parametrize("python", PYTHONS)
def test_every_supported_python_is_declared(python):
    assert python in PROJECT["project"]["classifiers"]


def test_citation_agrees():
    citation = read_yaml("CITATION.cff")
    assert citation["version"] == inequality.__version__
    assert citation["license"] == PROJECT["project"]["license"]


def test_changelog_starts_with_this_version():
    headings = re.findall(r"(?m)^## \[?([^\]\s]+)", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert inequality.__version__ in [heading for heading in headings if heading != "Unreleased"][:1]
